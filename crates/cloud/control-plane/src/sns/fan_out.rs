//! From a message to what is owed. In: a message and its topic's subscriptions. Out: one message and one delivery a subscription, all
//! in the caller's transaction. Never here: posting.

use std::cell::OnceCell;

use ledger::Txn;
use model::Time;
use model::sns::{Delivery, FilterPolicy, FilterScope, Message, MessageKind, Subscription};
use serde_json::{Map, Value};

use super::{filter_match, token};
use crate::Caller;

/// Stores a published message and a delivery to every confirmed subscription that wants it; nothing when none does.
pub(crate) fn publish(txn: &mut Txn, now: Time, mut message: Message) {
    let prefix = format!("{}/", message.topic);
    let subscriptions = txn.scan_prefix::<Subscription>(&message.scope, &prefix);
    let seen = Seen::default();
    let takers = subscriptions.filter(|subscription| takes(subscription, &message, &seen));
    let deliveries: Vec<Delivery> = takers.map(|taker| owed(&message, &taker.id, now)).collect();
    if deliveries.is_empty() {
        return;
    }
    message.owed = deliveries.len() as u32;
    txn.put(message);
    for delivery in deliveries {
        txn.put(delivery);
    }
}

/// A message as filters see it: read when the first of them wants to look into it, and once for all.
#[derive(Default)]
struct Seen {
    attributes: OnceCell<Map<String, Value>>,
    /// Its body as a JSON object, if it is one.
    body: OnceCell<Option<Map<String, Value>>>,
}

fn takes(subscription: &Subscription, message: &Message, seen: &Seen) -> bool {
    let wants = |filter| match subscription.filter_scope {
        FilterScope::Attributes => {
            let attributes = seen.attributes.get_or_init(|| filter_match::offered(&message.attributes));
            filter_match::wants(filter, attributes)
        }
        FilterScope::Body => {
            let body = seen.body.get_or_init(|| serde_json::from_str(&message.body).ok());
            body.as_ref().is_some_and(|body| filter_match::wants_body(filter, body))
        }
    };
    // A policy without a key lets everything pass, whatever the body is.
    let filter = subscription.filter.as_ref().filter(|filter| **filter != FilterPolicy::default());
    subscription.confirmed && filter.is_none_or(wants)
}

/// Which handshake a subscription's endpoint is sent.
#[derive(Clone, Copy)]
pub(crate) enum Handshake {
    /// After Subscribe: its token confirms.
    Welcome,
    /// After an unsigned Unsubscribe: its token restores.
    Farewell,
}

/// Stores a handshake with the subscription's token, giving it a fresh one unless a living one can be repeated.
pub(crate) fn handshake(
    txn: &mut Txn,
    caller: &mut Caller,
    mut subscription: Subscription,
    which: Handshake,
) {
    let id = caller.dice.uuid();
    let repeat = matches!(which, Handshake::Welcome) && !subscription.token.is_empty();
    if !repeat {
        subscription.token = token::fresh(caller, &subscription.id, &id);
    }
    subscription.token_made_at = caller.now;
    let token = subscription.token.clone();
    let (kind, body) = match which {
        Handshake::Welcome => (MessageKind::SubscriptionConfirmation(token), welcome(&subscription)),
        Handshake::Farewell => (MessageKind::UnsubscribeConfirmation(token), farewell(&subscription)),
    };
    let message = Message {
        scope: subscription.scope.clone(),
        topic: subscription.topic.clone(),
        id,
        kind,
        subject: None,
        body,
        attributes: Default::default(),
        published_at: caller.now,
        endpoint_url: caller.endpoint_url.clone(),
        owed: 1,
    };
    txn.put(owed(&message, &subscription.id, caller.now));
    txn.put(message);
    txn.put(subscription);
}

fn owed(message: &Message, subscription: &str, now: Time) -> Delivery {
    Delivery {
        scope: message.scope.clone(),
        message: message.id.clone(),
        topic: message.topic.clone(),
        subscription: subscription.to_owned(),
        attempts: 0,
        due: now,
        last_failure: None,
    }
}

fn welcome(subscription: &Subscription) -> String {
    let topic = model::arn::arn(&subscription.scope, "sns", &subscription.topic);
    let then = "To confirm the subscription, visit the SubscribeURL included in this message.";
    format!("You have chosen to subscribe to the topic {topic}.\n{then}")
}

fn farewell(subscription: &Subscription) -> String {
    let arn = subscription.arn();
    let then = "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message.";
    format!("You have chosen to deactivate subscription {arn}.\n{then}")
}
