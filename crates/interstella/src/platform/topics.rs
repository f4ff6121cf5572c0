//! HQ's topics. In: names. Out: their ARNs. Never here: subscriptions.

use serde_json::json;

use super::error::needed;
use super::{PlatformError, names};
use crate::client::{Aws, QueryService};

/// ARNs of the three topics, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Topics(pub(crate) Vec<(String, String)>);

impl Topics {
    /// The ARN of the topic with this name.
    pub(crate) fn arn(&self, name: &str) -> Result<&str, PlatformError> {
        needed(self.0.iter().find(|(known, _)| known == name).map(|(_, arn)| arn.as_str()), name)
    }
}

/// Makes the topics; those that are there stay.
pub(crate) async fn ensure(hq: &Aws) -> Result<Topics, PlatformError> {
    let mut topics = Vec::new();
    for name in names::TOPICS {
        topics.push((name.to_owned(), create(hq, name).await?));
    }
    Ok(Topics(topics))
}

async fn create(hq: &Aws, name: &str) -> Result<String, PlatformError> {
    let (retries, policy) = (delivery_policy(), access_policy(hq, name));
    let parameters = [
        ("Name", name),
        ("Attributes.entry.1.key", "SignatureVersion"),
        ("Attributes.entry.1.value", "2"),
        ("Attributes.entry.2.key", "DeliveryPolicy"),
        ("Attributes.entry.2.value", &retries),
        ("Attributes.entry.3.key", "Policy"),
        ("Attributes.entry.3.value", &policy),
    ];
    let answer = hq.query(QueryService::Sns, "CreateTopic", &parameters).await?;
    needed(answer.text_at("CreateTopicResult/TopicArn").map(str::to_owned), "TopicArn")
}

/// As many and as quick retries as SNS allows, half an hour in all: an outage delays orders, it loses none.
fn delivery_policy() -> String {
    let retries = json!({
        "minDelayTarget": 1, "maxDelayTarget": 20, "numRetries": 100,
        "numNoDelayRetries": 0, "numMinDelayRetries": 5, "numMaxDelayRetries": 80,
        "backoffFunction": "exponential",
    });
    json!({ "http": { "defaultHealthyRetryPolicy": retries, "disableSubscriptionOverrides": false } })
        .to_string()
}

/// HQ publishes; every attendee may subscribe.
fn access_policy(hq: &Aws, name: &str) -> String {
    let (account, region) = (hq.account(), hq.region());
    let topic = format!("arn:aws:sns:{region}:{account}:{name}");
    json!({
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "publish", "Effect": "Allow", "Action": "sns:Publish", "Resource": topic,
              "Principal": { "AWS": format!("arn:aws:iam::{account}:root") } },
            { "Sid": "subscribe", "Effect": "Allow", "Action": "sns:Subscribe", "Resource": topic,
              "Principal": { "AWS": "*" } },
        ],
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Value;

    #[test]
    fn all_retries_fit_into_the_hour_sns_allows() {
        let policy: Value = serde_json::from_str(&super::delivery_policy()).unwrap();
        let retries = &policy["http"]["defaultHealthyRetryPolicy"];
        let (most, longest) =
            (retries["numRetries"].as_u64().unwrap(), retries["maxDelayTarget"].as_u64().unwrap());
        assert!(most <= 100 && most * longest < 3_600);
    }
}
