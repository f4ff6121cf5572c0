//! The attendee's load balancer as subscriber of HQ's topics. In: topic and URL. Out: a confirmed subscription.
//! Never here: confirming; whoever serves the URL does.

use std::time::{Duration, Instant};

use super::PlatformError;
use super::waiting::{Look, until};
use crate::client::{Aws, Element, QueryService};

const PATIENCE: Duration = Duration::from_secs(60);
/// Subscribing anew has the confirmation sent again.
const AGAIN: Duration = Duration::from_secs(3);

/// Subscribes the URL unless it is subscribed, and waits until that is confirmed.
pub(crate) async fn ensure(aws: &Aws, topic: &str, url: &str) -> Result<(), PlatformError> {
    if is_confirmed(aws, topic, url).await? {
        return Ok(());
    }
    subscribe(aws, topic, url).await?;
    let mut asked = Instant::now();
    until(&format!("subscription of {url} confirmed"), PATIENCE, || {
        let again = asked.elapsed() >= AGAIN;
        if again {
            asked = Instant::now();
        }
        look(aws, topic, url, again)
    })
    .await
}

async fn look(aws: &Aws, topic: &str, url: &str, again: bool) -> Result<Look<()>, PlatformError> {
    if is_confirmed(aws, topic, url).await? {
        return Ok(Look::Ready(()));
    }
    if again {
        subscribe(aws, topic, url).await?;
    }
    Ok(Look::NotYet("pending confirmation".to_owned()))
}

async fn subscribe(aws: &Aws, topic: &str, url: &str) -> Result<(), PlatformError> {
    let parameters = [("TopicArn", topic), ("Protocol", "http"), ("Endpoint", url)];
    aws.query(QueryService::Sns, "Subscribe", &parameters).await?;
    Ok(())
}

async fn is_confirmed(aws: &Aws, topic: &str, url: &str) -> Result<bool, PlatformError> {
    let mut token = String::new();
    loop {
        let mut parameters = Vec::new();
        if !token.is_empty() {
            parameters.push(("NextToken", token.as_str()));
        }
        let answer = aws.query(QueryService::Sns, "ListSubscriptions", &parameters).await?;
        let listed = answer.list("ListSubscriptionsResult/Subscriptions");
        if listed.iter().any(|one| is_it(one, topic, url)) {
            return Ok(true);
        }
        match answer.text_at("ListSubscriptionsResult/NextToken") {
            Some(next) if !next.is_empty() => token = next.to_owned(),
            _ => return Ok(false),
        }
    }
}

fn is_it(one: &Element, topic: &str, url: &str) -> bool {
    one.text_at("TopicArn") == Some(topic)
        && one.text_at("Endpoint") == Some(url)
        && one.text_at("SubscriptionArn").is_some_and(|arn| arn.starts_with("arn:"))
}
