//! When a deployment whose tasks keep failing is given up, as the user asked for it; counting and deciding are the planner's.

use serde::{Deserialize, Serialize};

use super::status::words;

words! {
    /// What the value of a [`FailureThreshold`] means.
    ThresholdType {
        /// So many failures.
        Count = "COUNT",
        /// So many percent of the wanted tasks, but at least 3 failures and at most 200.
        BoundedPercent = "BOUNDED_PERCENT",
        /// So many percent of the wanted tasks.
        UnboundedPercent = "UNBOUNDED_PERCENT",
    }
}

/// How many failures end a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureThreshold {
    /// What the value means.
    pub kind: ThresholdType,
    /// Tasks or percent; at least 1.
    pub value: i64,
}

impl FailureThreshold {
    /// Of who names none: half of the wanted tasks, within the bounds.
    pub const DEFAULT: FailureThreshold = FailureThreshold { kind: ThresholdType::BoundedPercent, value: 50 };
}

/// Whether a deployment whose tasks keep failing is given up. What is absent in an older record has AWS's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CircuitBreaker {
    /// It is given up.
    pub enable: bool,
    /// Then the last definition that completed a deployment comes back.
    pub rollback: bool,
    /// Whether a task that gets healthy takes back all failures before it; else they add up.
    pub reset_on_healthy_task: bool,
    /// How many failures end a deployment.
    pub threshold: FailureThreshold,
}

impl CircuitBreaker {
    /// Of who asks for none.
    pub const OFF: CircuitBreaker = CircuitBreaker {
        enable: false,
        rollback: false,
        reset_on_healthy_task: true,
        threshold: FailureThreshold::DEFAULT,
    };

    /// One that gives up by the rules AWS has where none are named.
    pub const fn on(rollback: bool) -> CircuitBreaker {
        CircuitBreaker { enable: true, rollback, ..CircuitBreaker::OFF }
    }
}

impl Default for CircuitBreaker {
    fn default() -> CircuitBreaker {
        CircuitBreaker::OFF
    }
}

#[cfg(test)]
mod tests {
    use super::CircuitBreaker;

    #[test]
    fn a_record_from_before_the_thresholds_has_the_defaults() {
        let old = serde_json::from_str::<CircuitBreaker>(r#"{"enable":true,"rollback":true}"#);
        assert_eq!(old.ok(), Some(CircuitBreaker::on(true)));
    }
}
