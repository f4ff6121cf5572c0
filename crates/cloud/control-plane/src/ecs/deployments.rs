//! Deployment settings and records as CreateService and UpdateService write them.

use ledger::Txn;
use model::ecs::{
    Deployment, DeploymentConfiguration, DeploymentStatus, RolloutState, Service, TaskDefinitionRef,
};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::{circuit_breaker, deployment_history, refuse};
use crate::Caller;

/// Percentages and circuit breaker from a request; absent ones stay as they are.
pub(crate) fn configuration(
    given: Option<wire::DeploymentConfiguration>,
    present: DeploymentConfiguration,
) -> Result<DeploymentConfiguration, Error> {
    let Some(given) = given else { return Ok(present) };
    if let Some(other) = given.strategy.filter(|strategy| strategy != "ROLLING") {
        return Err(refuse::not_in_product(&format!("deploymentConfiguration.strategy {other}")));
    }
    let configuration = DeploymentConfiguration {
        minimum_healthy_percent: given.minimum_healthy_percent.unwrap_or(present.minimum_healthy_percent),
        maximum_percent: given.maximum_percent.unwrap_or(present.maximum_percent),
        circuit_breaker: match given.deployment_circuit_breaker {
            Some(breaker) => circuit_breaker::read(breaker)?,
            None => present.circuit_breaker,
        },
    };
    check(&configuration)?;
    Ok(configuration)
}

/// Refuses a deployment controller other than ECS.
pub(crate) fn check_controller(given: Option<&wire::DeploymentController>) -> Result<(), Error> {
    match given.filter(|controller| controller.r#type != "ECS") {
        Some(other) => Err(refuse::not_in_product(&format!("deploymentController {}", other.r#type))),
        None => Ok(()),
    }
}

fn check(configuration: &DeploymentConfiguration) -> Result<(), Error> {
    let (minimum, maximum) = (configuration.minimum_healthy_percent, configuration.maximum_percent);
    let refuse = |text: &str| Err(errors::invalid_parameter_exception(text));
    if !(0..=100).contains(&minimum) {
        return refuse("minimumHealthyPercent must be between 0 and 100.");
    }
    if !(100..=200).contains(&maximum) {
        return refuse("maximumPercent must be between 100 and 200.");
    }
    if minimum == 100 && maximum == 100 {
        return refuse(
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
        );
    }
    Ok(())
}

/// Puts a new PRIMARY deployment in front and opens its history; the others become ACTIVE.
pub(crate) fn begin(
    txn: &mut Txn,
    service: &mut Service,
    task_definition: TaskDefinitionRef,
    caller: &mut Caller,
) {
    let fallback = service.primary().and_then(Deployment::last_completed);
    for older in &mut service.deployments {
        older.status = DeploymentStatus::Active;
    }
    let number = Deployment::new_number(&mut caller.dice);
    deployment_history::open(txn, service, number, task_definition.clone(), caller);
    let deployment = Deployment {
        number,
        status: DeploymentStatus::Primary,
        task_definition,
        created_at: caller.now,
        updated_at: caller.now,
        rollout_state: RolloutState::InProgress,
        rollout_state_reason: format!("ECS deployment ecs-svc/{number} in progress."),
        fallback,
        is_rollback: false,
    };
    service.deployments.insert(0, deployment);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use model::ecs::CircuitBreaker;

    const PRESENT: DeploymentConfiguration = DeploymentConfiguration {
        minimum_healthy_percent: 100,
        maximum_percent: 200,
        circuit_breaker: CircuitBreaker::on(true),
    };

    #[test]
    fn a_circuit_breaker_stays_until_the_request_names_one() {
        let silent = wire::DeploymentConfiguration { maximum_percent: Some(150), ..Default::default() };
        let kept = configuration(Some(silent), PRESENT).unwrap();
        assert_eq!((kept.circuit_breaker, kept.maximum_percent), (PRESENT.circuit_breaker, 150));
        let off = wire::DeploymentCircuitBreaker::default();
        let given =
            wire::DeploymentConfiguration { deployment_circuit_breaker: Some(off), ..Default::default() };
        assert!(!configuration(Some(given), PRESENT).unwrap().circuit_breaker.enable);
    }

    #[test]
    fn other_strategies_and_controllers_are_refused_by_name() {
        let strategy = |word: &str| wire::DeploymentConfiguration {
            strategy: Some(word.to_owned()),
            ..Default::default()
        };
        let refused = configuration(Some(strategy("BLUE_GREEN")), PRESENT).unwrap_err();
        assert!(refused.message.contains("strategy BLUE_GREEN is not in this product"), "{refused:?}");
        assert_eq!(configuration(Some(strategy("ROLLING")), PRESENT).unwrap(), PRESENT);
        let controller = |word: &str| wire::DeploymentController { r#type: word.to_owned() };
        assert!(check_controller(Some(&controller("EXTERNAL"))).is_err());
        assert!(check_controller(Some(&controller("ECS"))).is_ok() && check_controller(None).is_ok());
    }
}
