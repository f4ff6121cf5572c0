//! Attributes of subscriptions: which may be set to what, and how they are shown. In: names and values. Out: a changed subscription or
//! the reason. Never here: transactions.

use std::collections::BTreeMap;

use model::sns::{DeliveryPolicy, FilterScope, Subscription, Topic};

use super::refusal::not_here;
use super::{delivery_policy, filter_policy};

/// Sets one attribute after checking it; the error is a reason.
pub(crate) fn set(subscription: &mut Subscription, name: &str, value: &str) -> Result<(), String> {
    match name {
        "RawMessageDelivery" => check_boolean(name, value)?,
        "DeliveryPolicy" => {
            let read = |json| delivery_policy::of_subscription(json).map(Some);
            subscription.policy = if value.is_empty() { None } else { read(value)? };
        }
        "FilterPolicy" => {
            let read = |json| filter_policy::read(json, subscription.filter_scope).map(Some);
            subscription.filter = if value.is_empty() { None } else { read(value)? };
        }
        "FilterPolicyScope" => {
            let scope = scope(value)?;
            let policy = subscription.attributes.get("FilterPolicy");
            subscription.filter = policy.map(|json| filter_policy::read(json, scope)).transpose()?;
            subscription.filter_scope = scope;
        }
        "RedrivePolicy" | "SubscriptionRoleArn" | "ReplayPolicy" if value.is_empty() => {}
        "RedrivePolicy" | "SubscriptionRoleArn" | "ReplayPolicy" => {
            return Err(format!("{name}: {}", not_here(name)));
        }
        _ => return Err("AttributeName".to_owned()),
    }
    match value.is_empty() {
        true => subscription.attributes.remove(name),
        false => subscription.attributes.insert(name.to_owned(), value.to_owned()),
    };
    Ok(())
}

fn check_boolean(name: &str, value: &str) -> Result<(), String> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "false" => Ok(()),
        _ => Err(format!("{name}: Invalid value [{value}]. Must be true or false.")),
    }
}

fn scope(value: &str) -> Result<FilterScope, String> {
    match value {
        "" | "MessageAttributes" => Ok(FilterScope::Attributes),
        "MessageBody" => Ok(FilterScope::Body),
        _ => Err(format!(
            "FilterPolicyScope: Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
        )),
    }
}

/// All attributes, as GetSubscriptionAttributes answers them.
pub(crate) fn show(subscription: &Subscription, topic: Option<&Topic>) -> BTreeMap<String, String> {
    let mut shown = subscription.attributes.clone();
    let policy = topic.and_then(|topic| topic.policy.as_ref());
    let effective = DeliveryPolicy::effective(policy, subscription.policy.as_ref());
    let topic_arn = model::arn::arn(&subscription.scope, "sns", &subscription.topic);
    let always = [
        ("SubscriptionArn", subscription.arn()),
        ("TopicArn", topic_arn),
        ("Owner", subscription.owner.clone()),
        ("Protocol", subscription.protocol.clone()),
        ("Endpoint", subscription.endpoint.clone()),
        ("PendingConfirmation", (!subscription.confirmed).to_string()),
        ("ConfirmationWasAuthenticated", subscription.confirmation_was_authenticated.to_string()),
        ("RawMessageDelivery", subscription.raw().to_string()),
        ("SubscriptionPrincipal", format!("arn:aws:iam::{}:root", subscription.owner)),
        ("EffectiveDeliveryPolicy", delivery_policy::show_subscription(&effective)),
    ];
    shown.extend(always.map(|(name, value)| (name.to_owned(), value)));
    if subscription.filter.is_some() {
        shown.entry("FilterPolicyScope".to_owned()).or_insert("MessageAttributes".to_owned());
    }
    shown
}
