//! Whether anybody is subscribed to a topic: asked of SNS again and again, shown on the page, heeded by the feed.
//!
//! In: a topic. Out: what SNS last said of it. What is published to a topic without a confirmed subscription reaches nobody, so nothing
//! is. Where HQ may not ask (`sns:GetTopicAttributes`), it publishes as if somebody were.

use crate::program::{Hq, complain};
use orders::{Resource, TopicArn};
use std::{sync::Arc, time::Duration};

/// How soon the first subscriber is noticed.
const WHILE_NONE: Duration = Duration::from_secs(1);
/// How soon it is noticed that the last one has gone.
const WHILE_SOME: Duration = Duration::from_secs(5);

/// What is known of a topic's subscribers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subscribers {
    /// No confirmed subscription, or not asked yet.
    None,
    /// At least one confirmed subscription.
    Some,
    /// SNS has never answered.
    Untold,
}

impl Subscribers {
    /// What is known after another answer; a topic once known stays as it was while SNS does not answer.
    fn after(self, confirmed: Option<u64>, told: bool) -> Self {
        match confirmed {
            Some(0) => Self::None,
            Some(_) => Self::Some,
            None if told => self,
            None => Self::Untold,
        }
    }
}

/// Asks for as long as it is polled.
pub(crate) async fn run(hq: Arc<Hq>, resource: Resource, topic: TopicArn) {
    let (mut known, mut told) = (Subscribers::None, false);
    loop {
        let confirmed = ask(&hq, resource, &topic).await;
        known = known.after(confirmed, told);
        told |= confirmed.is_some();
        hq.live.set_subscribers(resource, known);
        tokio::time::sleep(if known == Subscribers::Some { WHILE_SOME } else { WHILE_NONE }).await;
    }
}

/// Confirmed subscriptions; `None` when SNS does not say.
async fn ask(hq: &Hq, resource: Resource, topic: &TopicArn) -> Option<u64> {
    match hq.sns.get_topic_attributes().topic_arn(topic.as_str()).send().await {
        Ok(answer) => {
            hq.live.trouble(part(resource), None);
            answer.attributes()?.get("SubscriptionsConfirmed")?.parse().ok()
        }
        Err(error) => {
            complain(hq, part(resource), &courier::explain(&error));
            None
        }
    }
}

/// The part of HQ that trouble with this topic's subscribers is shown for.
fn part(resource: Resource) -> &'static str {
    match resource {
        Resource::Bundle => "subscribers of orderTopic",
        Resource::Iridium => "subscribers of iridium",
        Resource::Magnesite => "subscribers of magnesite",
    }
}

#[cfg(test)]
mod tests {
    use super::Subscribers;

    #[test]
    fn silence_changes_nothing_once_somebody_answered() {
        let after = |known: Subscribers, confirmed, told| known.after(confirmed, told);
        assert_eq!(after(Subscribers::None, Some(2), false), Subscribers::Some);
        assert_eq!(after(Subscribers::Some, Some(0), true), Subscribers::None);
        for known in [Subscribers::None, Subscribers::Some] {
            assert_eq!(after(known, None, true), known);
            assert_eq!(after(known, None, false), Subscribers::Untold);
        }
    }
}
