//! The ALB data plane.
