//! Finding the topic or subscription an ARN names, in the scope the ARN says. In: a world and an ARN. Out: a record or SNS's error.
//! Never here: permissions.

use std::sync::Arc;

use ledger::World;
use model::sns::{Subscription, Topic};
use model::{Arn, Scope, Time};
use shapes::Error;
use shapes::sns::errors;

use super::refusal::invalid;

/// Account, Region and resource of an ARN of SNS; `member` names it in errors.
pub(crate) fn place<'a>(member: &str, arn: &'a str) -> Result<(Scope, &'a str), Error> {
    let elements = arn.split(':').count();
    if elements < 6 {
        return Err(invalid(format!(
            "{member} Reason: An ARN must have at least 6 elements, not {elements}"
        )));
    }
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "sns");
    let scope = parsed.as_ref().and_then(|parsed| Scope::new(parsed.account, parsed.region).ok());
    match (parsed, scope) {
        (Some(parsed), Some(scope)) => Ok((scope, parsed.resource)),
        _ => Err(invalid(member)),
    }
}

/// The topic, or `NotFound`.
pub(crate) fn topic(world: &World, member: &str, arn: &str) -> Result<Arc<Topic>, Error> {
    let (scope, name) = place(member, arn)?;
    if name.contains(':') {
        return Err(invalid(member));
    }
    let found = world.get::<Topic>(&Topic::key_of(&scope, name)).cloned();
    found.ok_or_else(|| errors::not_found_exception("Topic does not exist"))
}

/// The subscription, if there is one that neither expired nor parted.
pub(crate) fn any_subscription(
    world: &World,
    arn: &str,
    now: Time,
) -> Result<Option<Arc<Subscription>>, Error> {
    let (scope, resource) = place("SubscriptionArn", arn)?;
    let (topic, id) = resource.split_once(':').ok_or_else(|| invalid("SubscriptionArn"))?;
    let found = world.get::<Subscription>(&Subscription::key_of(&scope, topic, id));
    Ok(found.filter(|subscription| is_live(subscription, now)).cloned())
}

/// The subscription, or `NotFound`.
pub(crate) fn subscription(world: &World, arn: &str, now: Time) -> Result<Arc<Subscription>, Error> {
    let missing = || errors::not_found_exception("Subscription does not exist");
    any_subscription(world, arn, now)?.ok_or_else(missing)
}

/// The live subscriptions of a topic, by id, from the one after `after` on.
pub(crate) fn subscriptions_of<'w>(
    world: &'w World,
    topic: &Topic,
    now: Time,
    after: Option<&str>,
) -> impl Iterator<Item = &'w Arc<Subscription>> + use<'w> {
    let prefix = format!("{}/", topic.name);
    let after = after.map(|after| format!("{prefix}{after}"));
    let all = world.scan_from::<Subscription>(&topic.scope, &prefix, after.as_deref());
    all.filter(move |subscription| is_live(subscription, now))
}

/// The subscriptions of a topic that nobody can confirm any more; they are forgotten before long.
pub(crate) fn expired<'w>(
    world: &'w World,
    topic: &Topic,
    now: Time,
) -> impl Iterator<Item = &'w Arc<Subscription>> + use<'w> {
    let oldest_first = world.scan_by::<Subscription>(&topic.scope, &Subscription::waiting(&topic.name), None);
    oldest_first.map(|(_, subscription)| subscription).take_while(move |one| one.is_expired(now))
}

/// Whether a subscription is shown: pending or confirmed.
pub(crate) fn is_live(subscription: &Subscription, now: Time) -> bool {
    !subscription.parted && !subscription.is_expired(now)
}

#[cfg(test)]
mod tests {
    use super::place;

    fn words(arn: &str) -> Option<String> {
        place("TopicArn", arn).err().map(|error| error.message)
    }

    #[test]
    fn an_arn_is_refused_in_the_words_of_sns() {
        let short = "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1";
        assert_eq!(words("orders").as_deref(), Some(short));
        let foreign = words("arn:aws:sqs:us-west-2:000000000000:orders");
        assert_eq!(foreign.as_deref(), Some("Invalid parameter: TopicArn"));
        assert_eq!(words("arn:aws:sns:us-west-2:000000000000:orders"), None);
    }
}
