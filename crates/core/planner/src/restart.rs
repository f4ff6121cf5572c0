//! Whether a container that ended by itself is started again: its restart policy.
//!
//! ```text
//! running --ends--> ran at least the attempt period, exit code not ignored? --yes--> running (same container, one restart more)
//!                                                                            --no---> STOPPED
//! ```
//! In: the policy, how it ended, how long it ran. Out: yes or no. Never here: a container that was told to stop, which nobody asks about.

use model::ecs::RestartPolicy;

/// Whether to start it again after it ran for `ran` milliseconds and ended with `exit_code`. As a container must run for a whole
/// period each time, it is started again at most once a period.
pub fn again(policy: &RestartPolicy, exit_code: i64, ran: i64) -> bool {
    policy.enabled && !policy.ignored_exit_codes.contains(&exit_code) && ran >= policy.period() * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(enabled: bool, attempt_period: Option<i64>) -> RestartPolicy {
        RestartPolicy { enabled, ignored_exit_codes: vec![0, 42], attempt_period }
    }

    #[test]
    fn only_after_a_whole_period() {
        assert!(again(&policy(true, Some(60)), 1, 60_000));
        assert!(!again(&policy(true, Some(60)), 1, 59_999));
        assert!(again(&policy(true, None), 1, 300_000) && !again(&policy(true, None), 1, 299_999));
    }

    #[test]
    fn never_for_ignored_codes_or_when_switched_off() {
        assert!(!again(&policy(true, Some(60)), 42, 100_000) && !again(&policy(true, Some(60)), 0, 100_000));
        assert!(!again(&policy(false, Some(60)), 1, 100_000));
    }
}
