//! Subscribe: stores a pending subscription with its token and the confirmation owed to the endpoint, in one transaction.
//! The same endpoint again is the same subscription; while it is pending, its confirmation is sent once more.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::Txn;
use model::sns::{FilterScope, Subscription, Topic};
use model::{Key, Record};
use shapes::Error;
use shapes::sns::{Subscribe, SubscribeInput, SubscribeResponse};

use super::fan_out::{self, Handshake};
use super::refusal::invalid;
use super::{endpoint, filter_policy, find, subscription_attributes};
use crate::Caller;
use crate::table::Write;

impl Write for Subscribe {
    fn write(txn: &mut Txn, caller: &mut Caller, input: SubscribeInput) -> Result<SubscribeResponse, Error> {
        let address = input.endpoint.unwrap_or_default();
        endpoint::check(&input.protocol, &address)?;
        let topic = find::topic(txn.world(), "TopicArn", &input.topic_arn)?;
        forget_expired(txn, caller, &topic);
        let attributes = input.attributes.unwrap_or_default();
        let asked = pending(caller, &topic, address, &attributes)?;
        let present = present(txn, caller, &topic, &asked);
        let subscription = match present {
            Some(present) => same(&present, &attributes)?,
            None => {
                filter_policy::check_count(txn.world(), &asked)?;
                asked
            }
        };
        let arn = subscription.arn();
        if subscription.confirmed {
            return Ok(SubscribeResponse { subscription_arn: Some(arn) });
        }
        fan_out::handshake(txn, caller, subscription, Handshake::Welcome);
        let shown =
            if input.return_subscription_arn == Some(true) { arn } else { "pending confirmation".to_owned() };
        Ok(SubscribeResponse { subscription_arn: Some(shown) })
    }
}

/// Subscriptions nobody can confirm any more make room.
fn forget_expired(txn: &mut Txn, caller: &Caller, topic: &Topic) {
    let expired: Vec<Key> = find::expired(txn.world(), topic, caller.now).map(|one| one.key()).collect();
    for key in expired {
        txn.remove::<Subscription>(&key);
    }
}

/// The new subscription, with its attributes checked and without a token.
fn pending(
    caller: &mut Caller,
    topic: &Topic,
    endpoint: String,
    attributes: &BTreeMap<String, String>,
) -> Result<Subscription, Error> {
    let mut subscription = Subscription {
        scope: topic.scope.clone(),
        topic: topic.name.clone(),
        id: caller.dice.uuid(),
        owner: caller.scope.account.to_string(),
        protocol: "http".to_owned(),
        endpoint,
        confirmed: false,
        token: String::new(),
        authenticate_on_unsubscribe: false,
        attributes: BTreeMap::new(),
        created_at: caller.now,
        policy: None,
        filter: None,
        filter_scope: FilterScope::default(),
        confirmation_was_authenticated: false,
        token_made_at: caller.now,
        parted: false,
    };
    // A policy is read by its scope, which must be known before.
    let is_scope = |(name, _): &(&String, &String)| *name == "FilterPolicyScope";
    let (scope, others): (Vec<_>, Vec<_>) = attributes.iter().partition(is_scope);
    for (name, value) in scope.into_iter().chain(others) {
        let set = subscription_attributes::set(&mut subscription, name, value);
        set.map_err(|reason| invalid(format!("Attributes Reason: {reason}")))?;
    }
    Ok(subscription)
}

/// The living subscription of the same endpoint.
fn present(txn: &Txn, caller: &Caller, topic: &Topic, asked: &Subscription) -> Option<Arc<Subscription>> {
    let same = Subscription::leading_to(&topic.name, &asked.protocol, &asked.endpoint);
    let mut found = txn.world().scan_by::<Subscription>(&topic.scope, &same, None).map(|(_, one)| one);
    found.find(|one| find::is_live(one, caller.now)).cloned()
}

fn same(present: &Subscription, asked: &BTreeMap<String, String>) -> Result<Subscription, Error> {
    match asked.iter().all(|(name, value)| present.attributes.get(name).map_or("", String::as_str) == value) {
        true => Ok(present.clone()),
        false => Err(invalid("Attributes Reason: Subscription already exists with different attributes")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};
    use model::sns::{Delivery, Message, MessageKind};

    #[test]
    fn the_endpoint_is_owed_a_confirmation_at_once() {
        let mut desk = Desk::with_topic("orders");
        let subscription = desk.subscribe("orders", "http://a.localhost:80/");
        let world = desk.world();
        let message = world.all::<Message>().next().unwrap();
        assert_eq!(message.kind, MessageKind::SubscriptionConfirmation(subscription.token.clone()));
        assert_eq!(message.endpoint_url, "http://localhost:4566");
        assert!(message.body.starts_with(
            "You have chosen to subscribe to the topic arn:aws:sns:us-west-2:000000000000:orders.\nTo confirm"
        ));
        let delivery = world.all::<Delivery>().next().unwrap();
        assert_eq!((&delivery.subscription, &delivery.message), (&subscription.id, &message.id));
        assert_eq!((delivery.due, subscription.token.len()), (desk.caller.now, 128));
    }

    #[test]
    fn a_pending_arn_is_shown_only_when_asked_for() {
        let mut desk = Desk::with_topic("orders");
        let input =
            SubscribeInput { return_subscription_arn: None, ..Desk::subscribe_input("orders", "http://a/") };
        let shown = desk.write::<Subscribe>(input).unwrap().subscription_arn;
        assert_eq!(shown.as_deref(), Some("pending confirmation"));
    }

    #[test]
    fn the_same_endpoint_is_the_same_subscription() {
        let mut desk = Desk::with_topic("orders");
        let first = desk.confirmed("orders", "http://a/");
        let owed = desk.world().count::<Delivery>();
        assert_eq!(desk.subscribe("orders", "http://a/").arn(), first.arn());
        assert_eq!(desk.world().count::<Delivery>(), owed);
        let attributes = Some(BTreeMap::from([("RawMessageDelivery".to_owned(), "true".to_owned())]));
        let other = SubscribeInput { attributes, ..Desk::subscribe_input("orders", "http://a/") };
        let text =
            "Invalid parameter: Attributes Reason: Subscription already exists with different attributes";
        assert_eq!(words(desk.write::<Subscribe>(other)), text);
    }

    #[test]
    fn after_two_days_unconfirmed_it_is_gone_and_asked_anew() {
        let mut desk = Desk::with_topic("orders");
        let first = desk.subscribe("orders", "http://a/");
        desk.caller.now = desk.caller.now.plus(Subscription::TOKEN_LIFE + 1);
        assert_ne!(desk.subscribe("orders", "http://a/").id, first.id);
        assert_eq!(desk.world().count::<Subscription>(), 1);
    }

    #[test]
    fn another_account_subscribes_and_owns_the_subscription() {
        let desk = Desk::with_topic("orders");
        let mut guest =
            Caller { scope: model::Scope::new("111111111111", "us-west-2").unwrap(), ..Caller::example() };
        let made =
            desk.write_as::<Subscribe>(&mut guest, Desk::subscribe_input("orders", "http://a/")).unwrap();
        assert_eq!(desk.find(&made.subscription_arn.unwrap()).owner, "111111111111");
    }
}
