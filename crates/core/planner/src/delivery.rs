//! When an SNS delivery that failed is tried again, and when it is given up.
//!
//! In: a retry policy and how many attempts failed. Out: the wait before the next one. Never here: a clock, a socket.
//! ```text
//! attempt 1 --fails--> immediate retries -> pre-backoff (minDelay) -> backoff (min..max by function) -> post-backoff (maxDelay) -> given up
//! ```
//! [`shares`] says who is next of those that are due.
//!
//! Source: SNS developer guide, "Message delivery retries": phases, ranges, defaults, the hour that bounds the whole.

pub mod shares;

use model::Dice;
use model::sns::{Backoff, DeliveryPolicy, RetryPolicy, Subscription, Topic};

/// When deliveries of a topic to a subscription are tried again: the subscription's policy, else the topic's, else the default.
pub fn retry_policy(topic: &Topic, subscription: &Subscription) -> RetryPolicy {
    DeliveryPolicy::effective(topic.policy.as_ref(), subscription.policy.as_ref()).retry.unwrap_or_default()
}

/// Longest time all retries together may take, milliseconds.
const WHOLE: i64 = 3_600_000;

/// Milliseconds to wait after the `failed`-th failed attempt (1, 2, ...), or `None` when it was the last.
pub fn wait(policy: &RetryPolicy, failed: u32, dice: &mut Dice) -> Option<i64> {
    if failed == 0 || failed > policy.retries || spent(policy, failed) > WHOLE {
        return None;
    }
    let delay = delay(policy, failed - 1);
    // Up to a tenth more, so that deliveries that failed together do not return together.
    Some(delay + dice.below(delay as usize / 10 + 1) as i64)
}

/// Milliseconds all delays together take.
pub fn whole(policy: &RetryPolicy) -> i64 {
    spent(policy, policy.retries)
}

/// How long one attempt may take, milliseconds.
const ATTEMPT: i64 = 15_000;

/// Milliseconds within which a delivery would have failed for good, had every attempt at it been made at once and hung.
///
/// One that has waited longer for an endpoint which has taken nothing all that time is given up: on AWS, where attempts do not wait for each
/// other, it would be over, and here the line behind a subscriber that hangs would grow as long as anybody publishes.
pub fn patience(policy: &RetryPolicy) -> i64 {
    (whole(policy) + i64::from(policy.retries + 1) * ATTEMPT).min(WHOLE)
}

/// Milliseconds all delays up to the `failed`-th retry take.
fn spent(policy: &RetryPolicy, failed: u32) -> i64 {
    (0..failed).map(|retry| delay(policy, retry)).sum()
}

/// Milliseconds before a retry, counted from 0.
fn delay(policy: &RetryPolicy, retry: u32) -> i64 {
    let (min, max) = (i64::from(policy.min_delay) * 1000, i64::from(policy.max_delay) * 1000);
    let growing = policy.retries.saturating_sub(policy.immediate + policy.at_min + policy.at_max);
    if retry < policy.immediate {
        0
    } else if retry < policy.immediate + policy.at_min {
        min
    } else if retry < policy.immediate + policy.at_min + growing {
        between(policy.backoff, min, max, retry - policy.immediate - policy.at_min, growing)
    } else {
        max
    }
}

/// The delay of one of `count` steps from `min` to `max`.
fn between(backoff: Backoff, min: i64, max: i64, step: u32, count: u32) -> i64 {
    if count <= 1 || min >= max {
        return min;
    }
    let (low, high) = (min.max(1) as f64, max as f64);
    let share = f64::from(step) / f64::from(count - 1);
    let delay = match backoff {
        Backoff::Linear => low + (high - low) * share,
        Backoff::Arithmetic => low + (high - low) * (share * (share + 1.0) / 2.0),
        Backoff::Geometric | Backoff::Exponential => low * (high / low).powf(share),
    };
    delay as i64
}

#[cfg(test)]
mod tests {
    use super::{delay, patience, wait};
    use model::Dice;
    use model::sns::{Backoff, RetryPolicy};

    fn waits(policy: &RetryPolicy) -> Vec<i64> {
        let mut dice = Dice::new(1);
        (1..).map_while(|failed| wait(policy, failed, &mut dice)).map(|wait| wait / 1000).collect()
    }

    #[test]
    fn the_default_tries_three_times_more_about_twenty_seconds_apart() {
        let waits = waits(&RetryPolicy::default());
        assert_eq!(waits.len(), 3);
        assert!(waits.iter().all(|wait| (20..=22).contains(wait)), "{waits:?}");
    }

    #[test]
    fn patience_is_what_all_attempts_would_take() {
        assert_eq!(patience(&RetryPolicy::default()), 4 * 15_000 + 3 * 20_000);
        let long = RetryPolicy { min_delay: 600, max_delay: 600, retries: 100, ..RetryPolicy::default() };
        assert_eq!(patience(&long), 3_600_000);
    }

    #[test]
    fn phases_follow_each_other_and_never_shrink() {
        let (immediate, at_min, at_max, backoff) = (2, 1, 1, Backoff::Exponential);
        let policy =
            RetryPolicy { min_delay: 1, max_delay: 60, retries: 10, immediate, at_min, at_max, backoff };
        let bare: Vec<i64> = (0..10).map(|retry| delay(&policy, retry)).collect();
        assert_eq!((&bare[..3], bare[9]), (&[0, 0, 1000][..], 60_000));
        assert!(bare.is_sorted());
    }

    #[test]
    fn the_whole_is_bounded_by_an_hour() {
        let policy = RetryPolicy { min_delay: 600, max_delay: 600, retries: 100, ..RetryPolicy::default() };
        assert_eq!(waits(&policy).len(), 6);
    }
}
