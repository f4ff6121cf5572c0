//! What the tests of this service share: a ledger with topics and subscriptions, and calls to operations. Never here: assertions.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use ledger::{Ledger, Storage, World};
use model::Record;
use model::sns::{Delivery, Message, Subscription};
use shapes::Error;
use shapes::sns::{
    ConfirmSubscription, ConfirmSubscriptionInput, CreateTopic, CreateTopicInput, Subscribe, SubscribeInput,
};

use crate::Caller;
use crate::table::{Read, Write};

/// A ledger and the caller of most operations.
pub(crate) struct Desk {
    /// What is kept.
    pub ledger: Ledger,
    /// Account 000000000000 in us-west-2.
    pub caller: Caller,
}

/// The message of a refusal.
pub(crate) fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().message
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { ledger: Ledger::open(Storage::Memory).unwrap(), caller: Caller::example() }
    }

    pub(crate) fn with_topic(name: &str) -> Desk {
        let mut desk = Desk::new();
        desk.topic(name);
        desk
    }

    pub(crate) fn arn(topic: &str) -> String {
        format!("arn:aws:sns:us-west-2:000000000000:{topic}")
    }

    pub(crate) fn world(&self) -> Arc<World> {
        self.ledger.snapshot()
    }

    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let caller = &mut self.caller;
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    pub(crate) fn write_as<O: Write>(
        &self,
        caller: &mut Caller,
        input: O::Input,
    ) -> Result<O::Output, Error> {
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
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
