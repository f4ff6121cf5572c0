//! What CreateService and UpdateService refuse of a DAEMON service: it has as many tasks as there are instances, no more and nowhere else.

use model::ecs::{CircuitBreaker, DeploymentConfiguration, LaunchType, SchedulingStrategy, Service};
use shapes::Error;
use shapes::ecs::{self as wire, CreateServiceRequest, UpdateServiceRequest, errors};

use super::refuse::filled;

/// Percentages of a DAEMON service whose user gives none; the maximum is fixed.
pub(crate) const CONFIGURATION: DeploymentConfiguration = DeploymentConfiguration {
    minimum_healthy_percent: 0,
    maximum_percent: 100,
    circuit_breaker: CircuitBreaker::OFF,
};

/// The scheduling strategy asked for, with what it forbids checked.
pub(crate) fn scheduling(input: &CreateServiceRequest) -> Result<SchedulingStrategy, Error> {
    match input.scheduling_strategy.as_deref() {
        None | Some("REPLICA") => return Ok(SchedulingStrategy::Replica),
        Some("DAEMON") => {}
        Some(other) => {
            return Err(errors::invalid_parameter_exception(format!(
                "Invalid scheduling strategy: {other}."
            )));
        }
    }
    check(input.desired_count, filled(&input.placement_strategy), input.deployment_configuration.as_ref())?;
    Ok(SchedulingStrategy::Daemon)
}

/// FARGATE has no instances to have a task each.
pub(crate) fn check_launch_type(
    scheduling: SchedulingStrategy,
    launch_type: LaunchType,
) -> Result<(), Error> {
    match (scheduling, launch_type) {
        (SchedulingStrategy::Daemon, LaunchType::Fargate) => Err(errors::invalid_parameter_exception(
            "The daemon scheduling strategy is not supported with FARGATE launch type.",
        )),
        _ => Ok(()),
    }
}

/// The same for a change of a service.
pub(crate) fn check_update(service: &Service, input: &UpdateServiceRequest) -> Result<(), Error> {
    match service.scheduling {
        SchedulingStrategy::Replica => Ok(()),
        SchedulingStrategy::Daemon => check(
            input.desired_count,
            filled(&input.placement_strategy),
            input.deployment_configuration.as_ref(),
        ),
    }
}

fn check(
    desired: Option<i64>,
    strategy: bool,
    configuration: Option<&wire::DeploymentConfiguration>,
) -> Result<(), Error> {
    let refused = |what: &str, advice: &str| {
        let text = format!("The daemon scheduling strategy does not support {what}. {advice} and try again.");
        Err(errors::invalid_parameter_exception(text))
    };
    if desired.is_some() {
        return refused("a desired count for services", "Remove a desired count value");
    }
    if strategy {
        return refused("placement strategies", "Remove the placement strategy");
    }
    let maximum = configuration.and_then(|configuration| configuration.maximum_percent);
    if maximum.is_some_and(|maximum| maximum != CONFIGURATION.maximum_percent) {
        return refused("values other than 100 for maximumPercent", "Change the value to 100");
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn asked(change: impl FnOnce(&mut CreateServiceRequest)) -> Result<SchedulingStrategy, Error> {
        let mut input =
            CreateServiceRequest { scheduling_strategy: Some("DAEMON".to_owned()), ..Default::default() };
        change(&mut input);
        scheduling(&input)
    }

    #[test]
    fn a_daemon_takes_neither_count_nor_strategy_nor_another_maximum() {
        assert_eq!(asked(|_| ()).unwrap(), SchedulingStrategy::Daemon);
        assert!(asked(|it| it.desired_count = Some(0)).unwrap_err().message.contains("a desired count"));
        let random = wire::PlacementStrategy { r#type: Some("random".to_owned()), field: None };
        assert!(asked(|it| it.placement_strategy = Some(vec![random])).is_err());
        let percent =
            |maximum_percent| wire::DeploymentConfiguration { maximum_percent, ..Default::default() };
        assert!(asked(|it| it.deployment_configuration = Some(percent(Some(200)))).is_err());
        assert!(asked(|it| it.deployment_configuration = Some(percent(Some(100)))).is_ok());
        assert!(asked(|it| it.scheduling_strategy = Some("ANY".to_owned())).is_err());
    }
}
