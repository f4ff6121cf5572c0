//! AWS operations: they check the input, write intent into the ledger and return. What must then happen is done by the loops.
//!
//! In: a typed input and a [`Caller`]. Out: a typed output or AWS's error. Never here: HTTP, async, clocks, randomness other than the
//! caller's dice, containers. One operation is one file named after it; [`table`] lists them all, and [`kernel::Engine`] performs them.

pub mod acm;
pub mod application_autoscaling;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod dynamodb;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod exercise;
pub mod logs;
mod quotas;
mod resource_groups;
pub mod resourcegroupstaggingapi;
#[cfg(test)]
mod rig;
pub mod servicediscovery;
pub mod sns;
pub mod ssm;
pub mod sts;
pub mod table;

pub use kernel::{Caller, Entry, Handler};
pub use table::entries;
