//! Why a task ended or is ending: one variant for every reason there is, so that what decides by a reason never reads words.
//!
//! In: who ended the task and why. Out: AWS's stop code ([`StopReason::code`]) and AWS's words (`Display`) for it, and both again as a
//! record keeps them. Never here: what follows from a reason.
//!
//! Words are from the ECS developer guide, "Stopped tasks error codes" and "Viewing stopped task errors", where AWS has such a reason.

use std::fmt::{self, Display, Formatter};

use super::{Deployment, StopCode};

/// Why a task ended or is ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// It never ran: the cause of it, as its container shows it too.
    FailedToStart(String),
    /// A container marked essential ended by itself.
    EssentialContainerExited,
    /// StopTask without a reason.
    StoppedByUser,
    /// StopTask with one, in the user's words.
    Said(String),
    /// A forced DeregisterContainerInstance.
    DeregistrationForced,
    /// A service's task whose container health checks fail.
    FailedContainerHealthChecks,
    /// A service's task whose target fails the probes of a load balancer.
    FailedBalancerHealthChecks {
        /// ARN of the target group.
        target_group_arn: String,
    },
    /// Scale-in, replacement by a newer deployment, the end of its service.
    ScalingActivity {
        /// Number of the service's newest deployment; none in a service that has no deployment any more.
        deployment: Option<u64>,
    },
    /// Its EC2 instance was stopped.
    HostStopped {
        /// `i-...`.
        instance: String,
    },
    /// Its EC2 instance was terminated.
    HostTerminated {
        /// `i-...`.
        instance: String,
    },
    /// This program was started again and found nothing of its containers.
    RuntimeRestarted,
    /// Words of an earlier version that this one does not use; never made anew.
    Earlier {
        /// The stop code it was kept with.
        code: StopCode,
        /// The words.
        words: String,
    },
}

const ESSENTIAL: &str = "Essential container in task exited";
const BY_USER: &str = "Task stopped by user";
const FORCED: &str = "Container instance deregistration forced by user";
const CONTAINER_CHECKS: &str = "Task failed container health checks";
const RESTARTED: &str = "The container runtime was restarted; the task's containers ended with it";

/// What stands before and after the one thing a reason names.
type Around = (&'static str, &'static str);
const BALANCER_CHECKS: Around = ("Task failed ELB health checks in (target-group ", ")");
const SCALING: Around = ("Scaling activity initiated by (deployment ", ")");
const STOPPED: Around = ("Host EC2 (instance ", ") stopped.");
const TERMINATED: Around = ("Host EC2 (instance ", ") terminated.");

/// What the words name between these two.
fn between(words: &str, (before, after): Around) -> Option<String> {
    words.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
}

impl StopReason {
    /// AWS's code for it.
    pub fn code(&self) -> StopCode {
        match self {
            StopReason::FailedToStart(_) => StopCode::TaskFailedToStart,
            StopReason::EssentialContainerExited => StopCode::EssentialContainerExited,
            StopReason::StoppedByUser | StopReason::Said(_) | StopReason::DeregistrationForced => {
                StopCode::UserInitiated
            }
            StopReason::FailedContainerHealthChecks
            | StopReason::FailedBalancerHealthChecks { .. }
            | StopReason::ScalingActivity { .. } => StopCode::ServiceSchedulerInitiated,
            StopReason::HostStopped { .. }
            | StopReason::HostTerminated { .. }
            | StopReason::RuntimeRestarted => StopCode::TerminationNotice,
            StopReason::Earlier { code, .. } => *code,
        }
    }

    /// Whether the service scheduler ended the task because a check of it failed.
    pub fn is_failed_check(&self) -> bool {
        matches!(
            self,
            StopReason::FailedContainerHealthChecks | StopReason::FailedBalancerHealthChecks { .. }
        )
    }

    /// The reason of this code and these words: the one that has both, whatever it is.
    pub fn read(code: StopCode, words: String) -> StopReason {
        let known = match code {
            StopCode::TaskFailedToStart => return StopReason::FailedToStart(words),
            StopCode::UserInitiated => return StopReason::of_user(words),
            StopCode::EssentialContainerExited => {
                (words == ESSENTIAL).then_some(StopReason::EssentialContainerExited)
            }
            StopCode::ServiceSchedulerInitiated => StopReason::of_scheduler(&words),
            StopCode::TerminationNotice => StopReason::of_host(&words),
        };
        known.unwrap_or(StopReason::Earlier { code, words })
    }

    fn of_user(words: String) -> StopReason {
        match words.as_str() {
            BY_USER => StopReason::StoppedByUser,
            FORCED => StopReason::DeregistrationForced,
            _ => StopReason::Said(words),
        }
    }

    fn of_scheduler(words: &str) -> Option<StopReason> {
        if words == CONTAINER_CHECKS {
            return Some(StopReason::FailedContainerHealthChecks);
        }
        if let Some(target_group_arn) = between(words, BALANCER_CHECKS) {
            return Some(StopReason::FailedBalancerHealthChecks { target_group_arn });
        }
        let named = between(words, SCALING)?;
        let deployment = match named.as_str() {
            "" => None,
            id => Some(Deployment::number_of(id)?),
        };
        Some(StopReason::ScalingActivity { deployment })
    }

    fn of_host(words: &str) -> Option<StopReason> {
        if words == RESTARTED {
            return Some(StopReason::RuntimeRestarted);
        }
        let stopped = between(words, STOPPED).map(|instance| StopReason::HostStopped { instance });
        stopped.or_else(|| Some(StopReason::HostTerminated { instance: between(words, TERMINATED)? }))
    }
}

impl Display for StopReason {
    /// The words a client sees.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (around, named) = match self {
            StopReason::FailedToStart(words)
            | StopReason::Said(words)
            | StopReason::Earlier { words, .. } => return f.write_str(words),
            StopReason::EssentialContainerExited => return f.write_str(ESSENTIAL),
            StopReason::StoppedByUser => return f.write_str(BY_USER),
            StopReason::DeregistrationForced => return f.write_str(FORCED),
            StopReason::FailedContainerHealthChecks => return f.write_str(CONTAINER_CHECKS),
            StopReason::RuntimeRestarted => return f.write_str(RESTARTED),
            StopReason::FailedBalancerHealthChecks { target_group_arn } => {
                (BALANCER_CHECKS, target_group_arn.clone())
            }
            StopReason::ScalingActivity { deployment } => {
                (SCALING, deployment.map(Deployment::id_of).unwrap_or_default())
            }
            StopReason::HostStopped { instance } => (STOPPED, instance.clone()),
            StopReason::HostTerminated { instance } => (TERMINATED, instance.clone()),
        };
        write!(f, "{}{named}{}", around.0, around.1)
    }
}

/// How a task's record keeps its reason: as the code and the words beside its other members, as it always did.
pub(super) mod kept {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{StopCode, StopReason};

    #[derive(Serialize, Deserialize)]
    struct Kept {
        stop_code: Option<StopCode>,
        stopped_reason: Option<String>,
    }

    pub(in super::super) fn serialize<S: Serializer>(
        reason: &Option<StopReason>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let (stop_code, stopped_reason) =
            (reason.as_ref().map(StopReason::code), reason.as_ref().map(StopReason::to_string));
        Kept { stop_code, stopped_reason }.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<StopReason>, D::Error> {
        let Kept { stop_code, stopped_reason } = Kept::deserialize(deserializer)?;
        Ok(stop_code.map(|code| StopReason::read(code, stopped_reason.unwrap_or_default())))
    }
}

#[cfg(test)]
mod tests {
    use super::StopReason;
    use crate::ecs::StopCode;

    /// One of every variant, with the code and the words clients have always been shown.
    fn shown() -> Vec<(StopReason, StopCode, &'static str)> {
        let said = |words: &str| StopReason::Said(words.to_owned());
        let instance = || "i-1".to_owned();
        vec![
            (
                StopReason::FailedToStart("CannotPullContainerError: not there".to_owned()),
                StopCode::TaskFailedToStart,
                "CannotPullContainerError: not there",
            ),
            (
                StopReason::EssentialContainerExited,
                StopCode::EssentialContainerExited,
                "Essential container in task exited",
            ),
            (StopReason::StoppedByUser, StopCode::UserInitiated, "Task stopped by user"),
            (said("for tea"), StopCode::UserInitiated, "for tea"),
            (
                said("Task failed container health checks"),
                StopCode::UserInitiated,
                "Task failed container health checks",
            ),
            (
                StopReason::DeregistrationForced,
                StopCode::UserInitiated,
                "Container instance deregistration forced by user",
            ),
            (
                StopReason::FailedContainerHealthChecks,
                StopCode::ServiceSchedulerInitiated,
                "Task failed container health checks",
            ),
            (
                StopReason::FailedBalancerHealthChecks { target_group_arn: "arn:aws:x:(1)".to_owned() },
                StopCode::ServiceSchedulerInitiated,
                "Task failed ELB health checks in (target-group arn:aws:x:(1))",
            ),
            (
                StopReason::ScalingActivity { deployment: Some(u64::MAX) },
                StopCode::ServiceSchedulerInitiated,
                "Scaling activity initiated by (deployment ecs-svc/18446744073709551615)",
            ),
            (
                StopReason::ScalingActivity { deployment: None },
                StopCode::ServiceSchedulerInitiated,
                "Scaling activity initiated by (deployment )",
            ),
            (
                StopReason::HostStopped { instance: instance() },
                StopCode::TerminationNotice,
                "Host EC2 (instance i-1) stopped.",
            ),
            (
                StopReason::HostTerminated { instance: instance() },
                StopCode::TerminationNotice,
                "Host EC2 (instance i-1) terminated.",
            ),
            (
                StopReason::RuntimeRestarted,
                StopCode::TerminationNotice,
                "The container runtime was restarted; the task's containers ended with it",
            ),
            (
                StopReason::Earlier { code: StopCode::TerminationNotice, words: "gone".to_owned() },
                StopCode::TerminationNotice,
                "gone",
            ),
        ]
    }

    #[test]
    fn every_reason_shows_its_words_and_is_read_from_them_again() {
        for (reason, code, words) in shown() {
            assert_eq!((reason.code(), reason.to_string().as_str()), (code, words));
            assert_eq!(StopReason::read(code, words.to_owned()), reason);
        }
    }

    #[test]
    fn whatever_code_and_words_were_kept_stay() {
        let codes = shown().into_iter().map(|(_, code, _)| code);
        for code in codes {
            for words in shown().into_iter().map(|(.., words)| words).chain([
                "",
                "Task failed ",
                "Scaling activity initiated by (deployment ecs-svc/one)",
                "Scaling activity initiated by (deployment ecs-svc/01)",
                "Host EC2 (instance ) stopped. ",
            ]) {
                let read = StopReason::read(code, words.to_owned());
                assert_eq!((read.code(), read.to_string().as_str()), (code, words));
            }
        }
    }

    #[test]
    fn only_the_scheduler_says_that_a_check_failed() {
        let failed = shown().into_iter().filter(|(reason, ..)| reason.is_failed_check());
        let words: Vec<_> = failed.map(|(.., words)| words).collect();
        assert_eq!(words.len(), 2, "{words:?}");
        assert!(words.iter().all(|words| words.starts_with("Task failed ")));
    }
}
