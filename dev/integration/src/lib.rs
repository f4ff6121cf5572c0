//! End-to-end tests driven by real clients.
