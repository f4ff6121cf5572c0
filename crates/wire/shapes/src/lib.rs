//! The slice of the AWS API Interstella speaks: shapes, errors, operations.
