//! When an SNS delivery that failed is tried again, and when it is given up.
//!
//! In: a retry policy and how many attempts failed. Out: the wait before the next one. Never here: a clock, a socket.
//! ```text
//! attempt 1 --fails--> immediate retries -> pre-backoff (minDelay) -> backoff (min..max by function) -> post-backoff (maxDelay) -> given up
//! ```
//! Source: SNS developer guide, "Message delivery retries": phases, ranges, defaults, the hour that bounds the whole.

use model::Dice;
use model::sns::{DeliveryPolicy, Subscription, Topic};

/// How delays grow in the backoff phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// In equal steps.
    Linear,
    /// In steps that grow by one.
    Arithmetic,
    /// By a constant factor.
    Geometric,
    /// By a factor of two at first; like geometric between the same ends.
    Exponential,
}

/// `healthyRetryPolicy` of a delivery policy; delays in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Shortest delay.
    pub min_delay: u32,
    /// Longest delay.
    pub max_delay: u32,
    /// All retries.
    pub retries: u32,
    /// Of these, without delay.
    pub immediate: u32,
    /// Then, at the shortest delay.
    pub at_min: u32,
    /// In the end, at the longest delay.
    pub at_max: u32,
    /// Between the two.
    pub backoff: Backoff,
}

impl Default for RetryPolicy {
    fn default() -> RetryPolicy {
        let backoff = Backoff::Linear;
        RetryPolicy { min_delay: 20, max_delay: 20, retries: 3, immediate: 0, at_min: 0, at_max: 0, backoff }
    }
}

impl From<&model::sns::RetryPolicy> for RetryPolicy {
    fn from(set: &model::sns::RetryPolicy) -> RetryPolicy {
        let backoff = match set.backoff {
            model::sns::Backoff::Linear => Backoff::Linear,
            model::sns::Backoff::Arithmetic => Backoff::Arithmetic,
            model::sns::Backoff::Geometric => Backoff::Geometric,
            model::sns::Backoff::Exponential => Backoff::Exponential,
        };
        let (min_delay, max_delay, retries) = (set.min_delay, set.max_delay, set.retries);
        let (immediate, at_min, at_max) = (set.immediate, set.at_min, set.at_max);
        RetryPolicy { min_delay, max_delay, retries, immediate, at_min, at_max, backoff }
    }
}

/// When deliveries of a topic to a subscription are tried again: the subscription's policy, else the topic's, else the default.
pub fn retry_policy(topic: &Topic, subscription: &Subscription) -> RetryPolicy {
    let policy = DeliveryPolicy::effective(topic.policy.as_ref(), subscription.policy.as_ref());
    policy.retry.as_ref().map_or_else(RetryPolicy::default, RetryPolicy::from)
}

/// Longest time all retries together may take, milliseconds.
const WHOLE: i64 = 3_600_000;

impl RetryPolicy {
    /// Milliseconds to wait after the `failed`-th failed attempt (1, 2, ...), or `None` when it was the last.
    pub fn wait(&self, failed: u32, dice: &mut Dice) -> Option<i64> {
        if failed == 0 || failed > self.retries || self.spent(failed) > WHOLE {
            return None;
        }
        let delay = self.delay(failed - 1);
        // Up to a tenth more, so that deliveries that failed together do not return together.
        Some(delay + dice.below(delay as usize / 10 + 1) as i64)
    }

    /// Milliseconds all delays together take.
    pub fn whole(&self) -> i64 {
        self.spent(self.retries)
    }

    /// Milliseconds all delays up to the `failed`-th retry take.
    fn spent(&self, failed: u32) -> i64 {
        (0..failed).map(|retry| self.delay(retry)).sum()
    }

    /// Milliseconds before a retry, counted from 0.
    fn delay(&self, retry: u32) -> i64 {
        let (min, max) = (i64::from(self.min_delay) * 1000, i64::from(self.max_delay) * 1000);
        let growing = self.retries.saturating_sub(self.immediate + self.at_min + self.at_max);
        if retry < self.immediate {
            0
        } else if retry < self.immediate + self.at_min {
            min
        } else if retry < self.immediate + self.at_min + growing {
            self.backoff.between(min, max, retry - self.immediate - self.at_min, growing)
        } else {
            max
        }
    }
}

impl Backoff {
    /// The delay of one of `count` steps from `min` to `max`.
    fn between(self, min: i64, max: i64, step: u32, count: u32) -> i64 {
        if count <= 1 || min >= max {
            return min;
        }
        let (low, high) = (min.max(1) as f64, max as f64);
        let share = f64::from(step) / f64::from(count - 1);
        let delay = match self {
            Backoff::Linear => low + (high - low) * share,
            Backoff::Arithmetic => low + (high - low) * (share * (share + 1.0) / 2.0),
            Backoff::Geometric | Backoff::Exponential => low * (high / low).powf(share),
        };
        delay as i64
    }
}

#[cfg(test)]
mod tests {
    use super::{Backoff, RetryPolicy};
    use model::Dice;

    fn waits(policy: &RetryPolicy) -> Vec<i64> {
        let mut dice = Dice::new(1);
        (1..).map_while(|failed| policy.wait(failed, &mut dice)).map(|wait| wait / 1000).collect()
    }

    #[test]
    fn the_default_tries_three_times_more_about_twenty_seconds_apart() {
        let waits = waits(&RetryPolicy::default());
        assert_eq!(waits.len(), 3);
        assert!(waits.iter().all(|wait| (20..=22).contains(wait)), "{waits:?}");
    }

    #[test]
    fn phases_follow_each_other_and_never_shrink() {
        let (immediate, at_min, at_max, backoff) = (2, 1, 1, Backoff::Exponential);
        let policy =
            RetryPolicy { min_delay: 1, max_delay: 60, retries: 10, immediate, at_min, at_max, backoff };
        let bare: Vec<i64> = (0..10).map(|retry| policy.delay(retry)).collect();
        assert_eq!((&bare[..3], bare[9]), (&[0, 0, 1000][..], 60_000));
        assert!(bare.is_sorted());
    }

    #[test]
    fn the_whole_is_bounded_by_an_hour() {
        let policy = RetryPolicy { min_delay: 600, max_delay: 600, retries: 100, ..RetryPolicy::default() };
        assert_eq!(waits(&policy).len(), 6);
    }
}
