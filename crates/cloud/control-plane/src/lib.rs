//! AWS operations: they write intent and return.
