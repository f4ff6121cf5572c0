//! What the tests of this service share: a ledger with topics and subscriptions, and calls to operations. Never here: assertions.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use model::Record;
use model::sns::{Delivery, Message, Subscription};
use shapes::Error;
use shapes::sns::{
    ConfirmSubscription, ConfirmSubscriptionInput, CreateTopic, CreateTopicInput, Subscribe, SubscribeInput,
};

use crate::rig::{Rig, rig_of};

/// A ledger and the caller of most operations.
pub(crate) struct Desk {
    rig: Rig,
}

rig_of!(Desk holds Rig);

/// The message of a refusal.
pub(crate) fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().message
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { rig: Rig::new() }
    }

    pub(crate) fn with_topic(name: &str) -> Desk {
        let mut desk = Desk::new();
        desk.topic(name);
        desk
    }

    pub(crate) fn arn(topic: &str) -> String {
        format!("arn:aws:sns:us-west-2:000000000000:{topic}")
    }

    pub(crate) fn topic(&mut self, name: &str) {
        self.write::<CreateTopic>(CreateTopicInput { name: name.into(), ..Default::default() }).unwrap();
    }

    /// Subscribes and returns the subscription, pending.
    pub(crate) fn subscribe(&mut self, topic: &str, endpoint: &str) -> Arc<Subscription> {
        let input = Desk::subscribe_input(topic, endpoint);
        let arn = self.write::<Subscribe>(input).unwrap().subscription_arn.unwrap();
        self.find(&arn)
    }

    pub(crate) fn subscribe_input(topic: &str, endpoint: &str) -> SubscribeInput {
        SubscribeInput {
            topic_arn: Desk::arn(topic),
            protocol: "http".into(),
            endpoint: Some(endpoint.into()),
            return_subscription_arn: Some(true),
            attributes: None,
        }
    }

    /// Subscribes and confirms.
    pub(crate) fn confirmed(&mut self, topic: &str, endpoint: &str) -> Arc<Subscription> {
        let pending = self.subscribe(topic, endpoint);
        let (topic_arn, token) = (Desk::arn(topic), pending.token.clone());
        let input = ConfirmSubscriptionInput { topic_arn, token, authenticate_on_unsubscribe: None };
        self.write::<ConfirmSubscription>(input).unwrap();
        self.find(&pending.arn())
    }

    pub(crate) fn find(&self, arn: &str) -> Arc<Subscription> {
        let world = self.world();
        world.all::<Subscription>().find(|subscription| subscription.arn() == arn).unwrap().clone()
    }

    /// Forgets what is owed, as if all of it had been delivered.
    pub(crate) fn deliver_all(&mut self) {
        let ((), _) = self.ledger.write(|txn| {
            let owed: Vec<_> = txn.world().all::<Delivery>().map(|one| one.key()).collect();
            owed.iter().for_each(|key| drop(txn.remove::<Delivery>(key)));
            let said: Vec<_> = txn.world().all::<Message>().map(|one| one.key()).collect();
            said.iter().for_each(|key| drop(txn.remove::<Message>(key)));
        });
    }
}
