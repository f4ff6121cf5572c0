//! AWS wire protocols: bytes in, documents out, and back.
