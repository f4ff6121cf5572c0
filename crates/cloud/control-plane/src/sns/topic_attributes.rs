//! Attributes of topics: which may be set to what, and how they are shown. In: names and values. Out: a changed topic or the reason.
//! Never here: transactions.

use std::collections::BTreeMap;

use model::sns::Topic;
use serde_json::Value;

use super::delivery_policy;
use super::refusal::not_here;

/// What AWS has and this product has not; setting one to nothing is allowed.
const ELSEWHERE: [&str; 6] = [
    "KmsMasterKeyId",
    "ContentBasedDeduplication",
    "ArchivePolicy",
    "FifoThroughputScope",
    "FifoTopic",
    "DataProtectionPolicy",
];

/// Sets one attribute after checking it; the error is a reason.
pub(crate) fn set(topic: &mut Topic, name: &str, value: &str) -> Result<(), String> {
    match name {
        "DisplayName" => check_display_name(value)?,
        "Policy" => check_json(name, value)?,
        "DeliveryPolicy" => {
            topic.policy = if value.is_empty() { None } else { Some(delivery_policy::of_topic(value)?) };
        }
        "SignatureVersion" => check_word(name, value, &["", "1", "2"])?,
        "TracingConfig" => check_tracing(value)?,
        "MaximumMessageSize" => check_size(value)?,
        name if is_elsewhere(name) => return refuse_elsewhere(name, value),
        _ => return Err("AttributeName".to_owned()),
    }
    match value.is_empty() {
        true => topic.attributes.remove(name),
        false => topic.attributes.insert(name.to_owned(), value.to_owned()),
    };
    Ok(())
}

fn is_elsewhere(name: &str) -> bool {
    let feedback = ["SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate", "FailureFeedbackRoleArn"];
    let senders = ["HTTP", "Firehose", "Lambda", "Application", "SQS"];
    ELSEWHERE.contains(&name)
        || senders.iter().any(|sender| name.strip_prefix(sender).is_some_and(|rest| feedback.contains(&rest)))
}

/// An empty value, `false` of a switch, or a sample of 0 percent asks for nothing.
fn refuse_elsewhere(name: &str, value: &str) -> Result<(), String> {
    match value {
        "" | "false" => Ok(()),
        "0" if name.ends_with("SampleRate") => Ok(()),
        _ => Err(format!("{name}: {}", not_here(name))),
    }
}

fn check_display_name(value: &str) -> Result<(), String> {
    match value.chars().count() <= 100 && !value.chars().any(char::is_control) {
        true => Ok(()),
        false => Err("DisplayName".to_owned()),
    }
}

fn check_json(name: &str, value: &str) -> Result<(), String> {
    let object = value.is_empty() || serde_json::from_str::<Value>(value).is_ok_and(|json| json.is_object());
    if object { Ok(()) } else { Err(format!("{name} Error: null")) }
}

fn check_word(name: &str, value: &str, words: &[&str]) -> Result<(), String> {
    if words.contains(&value) { Ok(()) } else { Err(format!("{name}: invalid value {value:?}")) }
}

fn check_tracing(value: &str) -> Result<(), String> {
    match value {
        "Active" => Err(format!("TracingConfig: {}", not_here("Active tracing"))),
        _ => check_word("TracingConfig", value, &["", "PassThrough"]),
    }
}

fn check_size(value: &str) -> Result<(), String> {
    match value.parse::<usize>() {
        _ if value.is_empty() => Ok(()),
        Ok(1024..=DEFAULT_SIZE) => Ok(()),
        Ok(..=1_048_576) => Err(format!("MaximumMessageSize: {}", not_here("a size outside 1024 to 262144"))),
        _ => Err("MaximumMessageSize".to_owned()),
    }
}

/// Bytes a message may have unless the topic says less.
const DEFAULT_SIZE: usize = 262_144;

/// Bytes a message to this topic may have, attributes included.
pub(crate) fn maximum_size(topic: &Topic) -> usize {
    let set = topic.attributes.get("MaximumMessageSize");
    set.and_then(|text| text.parse().ok()).unwrap_or(DEFAULT_SIZE)
}

/// The value shown for an attribute that was not set.
pub(crate) fn default_of(topic: &Topic, name: &str) -> Option<String> {
    match name {
        "DisplayName" => Some(String::new()),
        "Policy" => Some(default_policy(topic)),
        "SignatureVersion" => Some("1".to_owned()),
        "TracingConfig" => Some("PassThrough".to_owned()),
        "FifoTopic" | "ContentBasedDeduplication" => Some("false".to_owned()),
        _ => None,
    }
}

/// Everything but the counts.
pub(crate) fn show(topic: &Topic) -> BTreeMap<String, String> {
    let mut shown = topic.attributes.clone();
    for name in ["DisplayName", "Policy"] {
        let default = default_of(topic, name).unwrap_or_default();
        shown.entry(name.to_owned()).or_insert(default);
    }
    let effective = delivery_policy::show_topic(topic.policy.as_ref());
    shown.insert("EffectiveDeliveryPolicy".to_owned(), effective);
    shown.insert("Owner".to_owned(), topic.scope.account.to_string());
    shown.insert("TopicArn".to_owned(), topic.arn());
    shown
}

/// The policy AWS gives a new topic.
fn default_policy(topic: &Topic) -> String {
    let actions = [
        "GetTopicAttributes",
        "SetTopicAttributes",
        "AddPermission",
        "RemovePermission",
        "DeleteTopic",
        "Subscribe",
        "ListSubscriptionsByTopic",
        "Publish",
    ];
    let actions = actions.map(|action| format!(r#""SNS:{action}""#)).join(",");
    let condition = format!(r#"{{"StringEquals":{{"AWS:SourceOwner":"{}"}}}}"#, topic.scope.account);
    let statement = format!(
        r#"{{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":[{actions}],"Resource":"{}","Condition":{condition}}}"#,
        topic.arn()
    );
    format!(r#"{{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{statement}]}}"#)
}
