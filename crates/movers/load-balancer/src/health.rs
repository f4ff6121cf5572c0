//! The health of one target. In: results of probes. Out: its state with AWS's reason and words. Pure: never done here
//! are probes, clocks and I/O.
//!
//! ```text
//!                        first success
//!   Initial ---------------------------------------> Healthy <----------------.
//!   (RegistrationInProgress, after the first            |                     |
//!    failure InitialHealthChecking)                     | unhealthy_threshold | healthy_threshold
//!      |                                                | failures in a row   | successes in a row
//!      `-- unhealthy_threshold failures in a row -->  Unhealthy --------------'
//! ```
//!
//! `Draining` is not a state of this machine: the owner says it in the table, and it hides whatever is here.

use std::sync::Arc;

/// What `DescribeTargetHealth` calls the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Registered, not yet found healthy or unhealthy.
    Initial,
    /// Passing its checks.
    Healthy,
    /// Failing its checks.
    Unhealthy,
    /// Deregistered, its delay still running.
    Draining,
}

/// Why a target is not healthy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No probe has ended yet.
    RegistrationInProgress,
    /// Probes ended, too few to tell.
    InitialHealthChecking,
    /// The target answered with a code outside the matcher.
    ResponseCodeMismatch(u16),
    /// No answer in time.
    Timeout,
    /// No connection, or no HTTP in the answer.
    FailedHealthChecks,
    /// The target is being deregistered.
    DeregistrationInProgress,
}

impl Reason {
    /// AWS's reason code.
    pub fn code(self) -> &'static str {
        match self {
            Self::RegistrationInProgress => "Elb.RegistrationInProgress",
            Self::InitialHealthChecking => "Elb.InitialHealthChecking",
            Self::ResponseCodeMismatch(_) => "Target.ResponseCodeMismatch",
            Self::Timeout => "Target.Timeout",
            Self::FailedHealthChecks => "Target.FailedHealthChecks",
            Self::DeregistrationInProgress => "Target.DeregistrationInProgress",
        }
    }

    /// AWS's description.
    pub fn description(self) -> String {
        match self {
            Self::RegistrationInProgress => "Target registration is in progress".to_owned(),
            Self::InitialHealthChecking => "Initial health checks in progress".to_owned(),
            Self::ResponseCodeMismatch(code) => format!("Health checks failed with these codes: [{code}]"),
            Self::Timeout => "Request timed out".to_owned(),
            Self::FailedHealthChecks => "Health checks failed".to_owned(),
            Self::DeregistrationInProgress => "Target deregistration is in progress".to_owned(),
        }
    }
}

/// What one probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    Passed,
    Mismatch(u16),
    TimedOut,
    Failed,
}

impl Finding {
    fn reason(self) -> Option<Reason> {
        match self {
            Self::Passed => None,
            Self::Mismatch(code) => Some(Reason::ResponseCodeMismatch(code)),
            Self::TimedOut => Some(Reason::Timeout),
            Self::Failed => Some(Reason::FailedHealthChecks),
        }
    }
}

/// How many probes in a row decide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Thresholds {
    pub(crate) healthy: u32,
    pub(crate) unhealthy: u32,
}

/// The machine drawn above.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    state: State,
    reason: Option<Reason>,
    /// Probes in a row that speak against the present state.
    contrary: u32,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { state: State::Initial, reason: Some(Reason::RegistrationInProgress), contrary: 0 }
    }

    pub(crate) fn state(&self) -> State {
        self.state
    }

    pub(crate) fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// Takes one finding in; true when state or reason changed.
    pub(crate) fn observe(&mut self, finding: Finding, thresholds: Thresholds) -> bool {
        let before = (self.state, self.reason);
        match (self.state, finding.reason()) {
            (State::Initial, None) => self.enter(State::Healthy, None),
            (State::Initial | State::Healthy, Some(why)) => {
                self.contrary += 1;
                if self.contrary >= thresholds.unhealthy {
                    self.enter(State::Unhealthy, Some(why));
                } else if self.state == State::Initial {
                    self.reason = Some(Reason::InitialHealthChecking);
                }
            }
            (State::Healthy, None) => self.contrary = 0,
            (_, None) => {
                self.contrary += 1;
                if self.contrary >= thresholds.healthy {
                    self.enter(State::Healthy, None);
                }
            }
            (_, Some(why)) => {
                self.contrary = 0;
                self.reason = Some(why);
            }
        }
        before != (self.state, self.reason)
    }

    fn enter(&mut self, state: State, reason: Option<Reason>) {
        self.state = state;
        self.reason = reason;
        self.contrary = 0;
    }
}

/// The health of one target, as `DescribeTargetHealth` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetHealth {
    /// Target group ARN.
    pub target_group: Arc<str>,
    /// Target id, as registered.
    pub target: Arc<str>,
    /// Target port, as registered.
    pub port: u16,
    /// The port probed.
    pub health_check_port: u16,
    /// Its state.
    pub state: State,
    /// Why, unless healthy.
    pub reason: Option<Reason>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const THREE: Thresholds = Thresholds { healthy: 3, unhealthy: 2 };

    fn after(findings: &[Finding]) -> Machine {
        let mut machine = Machine::new();
        for finding in findings {
            machine.observe(*finding, THREE);
        }
        machine
    }

    #[test]
    fn one_success_is_enough_at_first() {
        use Finding::*;
        assert_eq!(after(&[]).reason().unwrap().code(), "Elb.RegistrationInProgress");
        assert_eq!(after(&[Passed]).state(), State::Healthy);
        assert_eq!(after(&[Failed]).reason(), Some(Reason::InitialHealthChecking));
        assert_eq!(after(&[Failed, Passed]).state(), State::Healthy);
        assert_eq!(after(&[Failed, TimedOut]).reason(), Some(Reason::Timeout));
    }

    #[test]
    fn thresholds_count_in_a_row() {
        use Finding::*;
        assert_eq!(after(&[Passed, Failed]).state(), State::Healthy);
        assert_eq!(after(&[Passed, Failed, Passed, Failed]).state(), State::Healthy);
        let sick = after(&[Passed, Failed, Mismatch(404)]);
        assert_eq!(sick.state(), State::Unhealthy);
        assert_eq!(sick.reason().unwrap().description(), "Health checks failed with these codes: [404]");
        assert_eq!(after(&[Failed, Failed, Passed, Passed]).state(), State::Unhealthy);
        assert_eq!(after(&[Failed, Failed, Passed, Passed, Failed, Passed]).state(), State::Unhealthy);
        let well = after(&[Failed, Failed, Passed, Passed, Passed]);
        assert_eq!((well.state(), well.reason()), (State::Healthy, None));
    }

    proptest! {
        #[test]
        fn healthy_has_no_reason_and_others_do(passes in proptest::collection::vec(any::<bool>(), 0..40)) {
            let mut machine = Machine::new();
            for pass in passes {
                let before = machine.clone();
                let changed = machine.observe(if pass { Finding::Passed } else { Finding::Failed }, THREE);
                prop_assert_eq!(machine.state() == State::Healthy, machine.reason().is_none());
                prop_assert_eq!(changed, (before.state, before.reason) != (machine.state, machine.reason));
                if pass && before.state() != State::Unhealthy {
                    prop_assert_eq!(machine.state(), State::Healthy);
                }
            }
        }
    }
}
