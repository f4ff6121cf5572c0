//! The deployment circuit breaker on the wire: what CreateService and UpdateService take, what descriptions show.
//!
//! In: the structure of a request, which replaces what was there as a whole. Out: the rules as kept, with AWS's defaults where it is silent.
//! Never here: counting failures and giving up (`planner::service`).

use model::ecs::{CircuitBreaker, FailureThreshold};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Reads a circuit breaker. `InvalidParameterException` for a threshold nothing can reach or everything does.
pub(crate) fn read(given: wire::DeploymentCircuitBreaker) -> Result<CircuitBreaker, Error> {
    let defaults = CircuitBreaker::OFF;
    Ok(CircuitBreaker {
        enable: given.enable,
        rollback: given.rollback,
        reset_on_healthy_task: given.reset_on_healthy_task.unwrap_or(defaults.reset_on_healthy_task),
        threshold: given.threshold_configuration.map_or(Ok(defaults.threshold), threshold)?,
    })
}

fn threshold(given: wire::ThresholdConfiguration) -> Result<FailureThreshold, Error> {
    let Ok(kind) = given.r#type.parse() else {
        let text = format!("Invalid thresholdConfiguration type: {}.", given.r#type);
        return Err(errors::invalid_parameter_exception(text));
    };
    match given.value {
        value @ 1.. => Ok(FailureThreshold { kind, value }),
        _ => Err(errors::invalid_parameter_exception("thresholdConfiguration value must be at least 1.")),
    }
}

/// A circuit breaker as descriptions show it: what holds, named or not.
pub(crate) fn write(breaker: CircuitBreaker) -> wire::DeploymentCircuitBreaker {
    wire::DeploymentCircuitBreaker {
        enable: breaker.enable,
        rollback: breaker.rollback,
        reset_on_healthy_task: Some(breaker.reset_on_healthy_task),
        threshold_configuration: Some(wire::ThresholdConfiguration {
            r#type: breaker.threshold.kind.to_string(),
            value: breaker.threshold.value,
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn given(kind: &str, value: i64) -> wire::DeploymentCircuitBreaker {
        wire::DeploymentCircuitBreaker {
            enable: true,
            reset_on_healthy_task: Some(false),
            threshold_configuration: Some(wire::ThresholdConfiguration { r#type: kind.into(), value }),
            ..Default::default()
        }
    }

    #[test]
    fn what_is_given_is_shown_again() {
        for kind in ["COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT"] {
            let asked = given(kind, 7);
            assert_eq!(write(read(asked.clone()).unwrap()), asked);
        }
    }

    #[test]
    fn what_is_not_given_has_the_defaults_of_aws() {
        let silent = wire::DeploymentCircuitBreaker { enable: true, rollback: true, ..Default::default() };
        let shown = write(read(silent).unwrap());
        assert_eq!(shown.reset_on_healthy_task, Some(true));
        let threshold = shown.threshold_configuration.unwrap();
        assert_eq!((threshold.r#type.as_str(), threshold.value), ("BOUNDED_PERCENT", 50));
    }

    #[test]
    fn a_threshold_that_means_nothing_is_refused() {
        for (kind, value) in [("COUNT", 0), ("BOUNDED_PERCENT", -1), ("PERCENT", 50)] {
            let refused = read(given(kind, value)).unwrap_err();
            assert_eq!(refused.code, "InvalidParameterException", "{kind} {value}");
        }
    }
}
