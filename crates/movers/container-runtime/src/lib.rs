//! Runs tasks as isolated processes.
