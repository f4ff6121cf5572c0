//! How scripts say where tasks with an address of their own go, and which capacity providers they come from.
//!
//! In: arguments. Out: members of requests. Never here: a call.

use model::ec2;
use shapes::ecs;

use super::Stage;
use super::arguments::Arguments;

/// `zones=ab`: the default subnets of these zones.
pub(super) fn subnets(stage: &Stage, arguments: &Arguments) -> Option<ecs::NetworkConfiguration> {
    let scope = &stage.cloud.scope;
    let subnet = |letter: char| ec2::default_subnet(scope, &format!("{}{letter}", scope.region));
    let awsvpc = arguments.text("zones").map(|letters| ecs::AwsVpcConfiguration {
        subnets: letters.chars().map(subnet).collect(),
        security_groups: None,
        assign_public_ip: None,
    });
    awsvpc.map(|awsvpc| ecs::NetworkConfiguration { awsvpc_configuration: Some(awsvpc) })
}

/// `FARGATE:1,FARGATE_SPOT:3:2`: name, weight, base.
pub(super) fn providers(list: &str) -> Vec<ecs::CapacityProviderStrategyItem> {
    let item = |text: &str| {
        let mut parts = text.split(':');
        ecs::CapacityProviderStrategyItem {
            capacity_provider: parts.next().unwrap_or_default().to_owned(),
            weight: parts.next().and_then(|number| number.parse().ok()),
            base: parts.next().and_then(|number| number.parse().ok()),
        }
    };
    list.split(',').map(item).collect()
}
