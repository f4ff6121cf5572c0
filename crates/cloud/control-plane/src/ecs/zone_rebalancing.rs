//! Whether a service moves its tasks between zones: `availabilityZoneRebalancing` of CreateService and UpdateService.
//!
//! In: the word of a request, a service. Out: whether it does. Never here: a move (`planner::service`).

use model::ecs::{PlacementConstraint, PlacementStrategy, SchedulingStrategy, Service};
use shapes::Error;
use shapes::ecs::errors;

const ZONE: &str = "attribute:ecs.availability-zone";

/// What the service does when a request says this; without a word it does so if `usual` and nothing is in the way.
pub(crate) fn read(asked: Option<&str>, service: &Service, usual: bool) -> Result<bool, Error> {
    match (asked, obstacle(service)) {
        (Some("DISABLED"), _) => Ok(false),
        (Some("ENABLED"), None) => Ok(true),
        (Some("ENABLED"), Some(why)) => Err(errors::invalid_parameter_exception(format!(
            "Availability Zone rebalancing does not support {why}."
        ))),
        (Some(other), _) => {
            let text = format!("Invalid availabilityZoneRebalancing: {other}.");
            Err(errors::invalid_parameter_exception(text))
        }
        (None, obstacle) => Ok(usual && obstacle.is_none()),
    }
}

/// Why tasks cannot be moved (ECS developer guide, "Balancing an Amazon ECS service across Availability Zones").
fn obstacle(service: &Service) -> Option<&'static str> {
    let by_zone = |it: &PlacementStrategy| matches!(it, PlacementStrategy::Spread(field) if field == ZONE);
    let names_zone = |it: &PlacementConstraint| matches!(it, PlacementConstraint::MemberOf(expression) if expression.contains("ecs.availability-zone"));
    if service.scheduling == SchedulingStrategy::Daemon {
        return Some("services with the DAEMON scheduling strategy");
    }
    if service.configuration.maximum_percent <= 100 {
        return Some("services with a maximumPercent of 100 or less");
    }
    if service.strategy.first().is_some_and(|first| !by_zone(first)) {
        return Some(
            "services whose first placement strategy is not spread over attribute:ecs.availability-zone",
        );
    }
    if service.constraints.iter().any(names_zone) {
        return Some("services with a placement constraint on attribute:ecs.availability-zone");
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::ecs::{self as wire, CreateService, UpdateService};

    use crate::ecs::fixture::Desk;

    fn created(change: impl FnOnce(&mut wire::CreateServiceRequest)) -> Result<String, shapes::Error> {
        let mut desk = Desk::with_instances(0);
        let mut input = wire::CreateServiceRequest {
            service_name: "web".to_owned(),
            task_definition: Some("web".to_owned()),
            desired_count: Some(1),
            ..Default::default()
        };
        change(&mut input);
        let made = desk.write::<CreateService>(input)?.service.unwrap();
        Ok(made.availability_zone_rebalancing.unwrap())
    }

    fn first_strategy(kind: &str, field: &str) -> Option<Vec<wire::PlacementStrategy>> {
        Some(vec![wire::PlacementStrategy { r#type: Some(kind.to_owned()), field: Some(field.to_owned()) }])
    }

    fn at_most(percent: i64) -> Option<wire::DeploymentConfiguration> {
        Some(wire::DeploymentConfiguration {
            maximum_percent: Some(percent),
            minimum_healthy_percent: Some(0),
            ..Default::default()
        })
    }

    #[test]
    fn it_is_on_where_it_can_be_and_refused_where_it_cannot() {
        let on = || Some("ENABLED".to_owned());
        assert_eq!(created(|_| ()).unwrap(), "ENABLED");
        assert_eq!(
            created(|it| it.availability_zone_rebalancing = Some("DISABLED".to_owned())).unwrap(),
            "DISABLED"
        );
        assert_eq!(created(|it| it.deployment_configuration = at_most(100)).unwrap(), "DISABLED");
        let zones = || first_strategy("spread", "attribute:ecs.availability-zone");
        assert_eq!(created(|it| it.placement_strategy = zones()).unwrap(), "ENABLED");
        let packed = || first_strategy("binpack", "memory");
        assert_eq!(created(|it| it.placement_strategy = packed()).unwrap(), "DISABLED");
        let refused = created(|it| {
            it.placement_strategy = packed();
            it.availability_zone_rebalancing = on();
        });
        assert_eq!(refused.unwrap_err().code, "InvalidParameterException");
        assert!(created(|it| it.availability_zone_rebalancing = Some("MAYBE".to_owned())).is_err());
        let daemon = created(|it| {
            it.desired_count = None;
            it.scheduling_strategy = Some("DAEMON".to_owned());
        });
        assert_eq!(daemon.unwrap(), "DISABLED");
    }

    #[test]
    fn an_update_that_does_not_speak_of_it_keeps_it_while_it_can() {
        let mut desk = Desk::with_instances(0);
        desk.create_service("web");
        let mut update = |change: &dyn Fn(&mut wire::UpdateServiceRequest)| {
            let mut input = wire::UpdateServiceRequest { service: "web".to_owned(), ..Default::default() };
            change(&mut input);
            let service = desk.write::<UpdateService>(input).unwrap().service.unwrap();
            (service.availability_zone_rebalancing.unwrap(), service.deployments.unwrap().len())
        };
        assert_eq!(update(&|it| it.desired_count = Some(2)), ("ENABLED".to_owned(), 1));
        assert_eq!(update(&|it| it.deployment_configuration = at_most(100)), ("DISABLED".to_owned(), 1));
        assert_eq!(update(&|it| it.deployment_configuration = at_most(200)), ("DISABLED".to_owned(), 1));
        let on = |it: &mut wire::UpdateServiceRequest| {
            it.availability_zone_rebalancing = Some("ENABLED".to_owned());
        };
        assert_eq!(update(&on), ("ENABLED".to_owned(), 1), "no new deployment");
    }
}
