//! Application Auto Scaling of ECS services: one file an operation, and the rooms they share (`find`, `view`, `tags`, `rules`, `labels`).
//!
//! In: typed inputs. Out: records, the alarms of target tracking, answers. [`capacity`] is the one way a desired count is set on behalf
//! of scaling, also for the loop. Never here: when to scale and by how much (`planner::scaling`), metrics.
//!
//! Deliberately absent: scaling of anything but the desired count of ECS services, predictive scaling.

pub mod capacity;
mod delete_scaling_policy;
mod delete_scheduled_action;
mod deregister_scalable_target;
mod describe_scalable_targets;
mod describe_scaling_activities;
mod describe_scaling_policies;
mod describe_scheduled_actions;
mod find;
#[cfg(test)]
mod fixture;
mod labels;
mod list_tags_for_resource;
mod put_scaling_policy;
mod put_scheduled_action;
mod queries;
mod register_scalable_target;
mod rules;
mod steps;
mod tag_resource;
mod tags;
mod untag_resource;
mod view;

use kernel::Entry;
use shapes::application_autoscaling as op;

use crate::table::Lines;

/// The operations of Application Auto Scaling.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::DeleteScalingPolicy>(),
        Entry::write::<op::DeleteScheduledAction>(),
        Entry::write::<op::DeregisterScalableTarget>(),
        Entry::read::<op::DescribeScalableTargets>(),
        Entry::read::<op::DescribeScalingActivities>(),
        Entry::read::<op::DescribeScalingPolicies>(),
        Entry::read::<op::DescribeScheduledActions>(),
        Entry::read::<op::ListTagsForResource>(),
        Entry::write::<op::PutScalingPolicy>(),
        Entry::write::<op::PutScheduledAction>(),
        Entry::write::<op::RegisterScalableTarget>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
    ]
}
