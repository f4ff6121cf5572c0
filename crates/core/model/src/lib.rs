//! Typed ids, resources and their statuses.

pub mod ids;
pub mod record;
