//! Typed ids, ARNs, resources and statuses of the cloud.
//!
//! In: nothing. Out: plain data that every room agrees on. Never here: I/O, clocks, randomness of its own, HTTP, decisions.
//!
//! Three truths, one writer each: what the user asked for (*spec*: [`ecs::Service`], [`ecs::TaskDefinition`]), what the planner wants
//! (*desired*: [`ecs::Task::desired`]) and what was seen (*observed*: [`ecs::Task::last`], [`elbv2::TargetHealth`]). Counts are derived, never stored.

pub mod acm;
pub mod address_block;
pub mod arn;
pub mod balancer_names;
pub mod cloud_map;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod dice;
pub mod dynamodb;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod ids;
pub mod kept;
pub mod logs;
pub mod pace;
pub mod record;
pub mod resource_groups;
pub mod scaling;
pub mod sns;
pub mod ssm;
pub mod sts;
pub mod tags;
pub mod time;

pub use address_block::AddressBlock;
pub use arn::Arn;
pub use balancer_names::BalancerNames;
pub use dice::Dice;
pub use ids::{AccountId, Region, Scope};
pub use pace::Pace;
pub use record::{Key, Record};
pub use tags::Tags;
pub use time::Time;
