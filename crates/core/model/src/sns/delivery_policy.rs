//! How deliveries are tried again, as set on a topic or a subscription. In and out: checked numbers. Never here: reading JSON, waiting.

use serde::{Deserialize, Serialize};

/// How delays grow between the shortest and the longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backoff {
    /// In equal steps.
    #[default]
    Linear,
    /// In steps that grow by one.
    Arithmetic,
    /// By a constant factor.
    Geometric,
    /// By a factor of two at first.
    Exponential,
}

/// `healthyRetryPolicy`; delays in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryPolicy {
    /// `minDelayTarget`, 1 to the longest.
    pub min_delay: u32,
    /// `maxDelayTarget`, at most 3600.
    pub max_delay: u32,
    /// `numRetries`, 0 to 100.
    pub retries: u32,
    /// `numNoDelayRetries`: of these, at once.
    pub immediate: u32,
    /// `numMinDelayRetries`: then, at the shortest delay.
    pub at_min: u32,
    /// `numMaxDelayRetries`: in the end, at the longest.
    pub at_max: u32,
    /// `backoffFunction`
    pub backoff: Backoff,
}

impl Default for RetryPolicy {
    fn default() -> RetryPolicy {
        let backoff = Backoff::Linear;
        RetryPolicy { min_delay: 20, max_delay: 20, retries: 3, immediate: 0, at_min: 0, at_max: 0, backoff }
    }
}

/// A delivery policy after it was read and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryPolicy {
    /// When to try again; the defaults when absent.
    #[serde(default)]
    pub retry: Option<RetryPolicy>,
    /// `headerContentType` of the requests.
    #[serde(default)]
    pub content_type: Option<String>,
    /// On a topic: its policy wins over those of subscriptions.
    #[serde(default)]
    pub disable_subscription_overrides: bool,
}

impl DeliveryPolicy {
    /// What holds for one delivery, of the topic's policy and the subscription's.
    pub fn effective(
        topic: Option<&DeliveryPolicy>,
        subscription: Option<&DeliveryPolicy>,
    ) -> DeliveryPolicy {
        let topic = topic.cloned().unwrap_or_default();
        let Some(own) = subscription.filter(|_| !topic.disable_subscription_overrides) else { return topic };
        DeliveryPolicy {
            retry: own.retry.clone().or(topic.retry),
            content_type: own.content_type.clone().or(topic.content_type),
            disable_subscription_overrides: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DeliveryPolicy, RetryPolicy};

    fn policy(retries: u32, disable_subscription_overrides: bool) -> DeliveryPolicy {
        let retry = Some(RetryPolicy { retries, ..RetryPolicy::default() });
        DeliveryPolicy { retry, content_type: None, disable_subscription_overrides }
    }

    #[test]
    fn the_subscription_wins_unless_the_topic_forbids_it() {
        let retries = |topic: &DeliveryPolicy| {
            DeliveryPolicy::effective(Some(topic), Some(&policy(5, false))).retry.map(|retry| retry.retries)
        };
        assert_eq!(retries(&policy(9, false)), Some(5));
        assert_eq!(retries(&policy(9, true)), Some(9));
    }
}
