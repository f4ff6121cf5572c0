//! A capacity provider on the wire.

use model::Scope;
use model::ecs::CapacityProvider;
use shapes::ecs as out;

use super::Include;
use crate::ecs::tags;

/// One of the user's own.
pub(crate) fn capacity_provider(provider: &CapacityProvider, include: Include) -> out::CapacityProvider {
    let scaling = provider.managed_scaling;
    let disabled = || Some("DISABLED".to_owned());
    let group = out::AutoScalingGroupProvider {
        auto_scaling_group_arn: provider.auto_scaling_group.clone(),
        managed_scaling: Some(out::ManagedScaling {
            status: disabled(),
            target_capacity: Some(scaling.target_capacity),
            minimum_scaling_step_size: Some(scaling.minimum_step),
            maximum_scaling_step_size: Some(scaling.maximum_step),
            instance_warmup_period: Some(scaling.warmup),
        }),
        managed_termination_protection: disabled(),
        managed_draining: disabled(),
    };
    out::CapacityProvider {
        capacity_provider_arn: Some(CapacityProvider::arn_of(&provider.scope, &provider.name)),
        name: Some(provider.name.clone()),
        status: Some(provider.status.to_string()),
        auto_scaling_group_provider: Some(group),
        update_status: Some(provider.update.to_string()),
        tags: Some(if include.tags { tags::write(&provider.tags) } else { vec![] }),
        r#type: Some("EC2_AUTOSCALING".to_owned()),
        ..Default::default()
    }
}

/// `FARGATE` or `FARGATE_SPOT`.
pub(crate) fn capacity_provider_of_aws(scope: &Scope, name: &str) -> out::CapacityProvider {
    out::CapacityProvider {
        capacity_provider_arn: Some(CapacityProvider::arn_of(scope, name)),
        name: Some(name.to_owned()),
        status: Some("ACTIVE".to_owned()),
        tags: Some(vec![]),
        r#type: Some(name.to_owned()),
        ..Default::default()
    }
}
