//! ConfirmSubscription: a token turns a pending subscription, or one that parted, into a confirmed one. Called by whoever visits the
//! URL in the message, so mostly unsigned. As on AWS the topic's name in the ARN is not compared, its account and Region are.

use ledger::Txn;
use model::sns::Subscription;
use model::{Key, Record, Scope};
use shapes::Error;
use shapes::sns::{ConfirmSubscription, ConfirmSubscriptionInput, ConfirmSubscriptionResponse, errors};

use super::refusal::{forbidden, invalid};
use super::{find, token};
use crate::Caller;
use crate::table::Write;

impl Write for ConfirmSubscription {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ConfirmSubscriptionInput,
    ) -> Result<ConfirmSubscriptionResponse, Error> {
        let (scope, _) = find::place("TopicArn", &input.topic_arn).map_err(|_| invalid("Topic"))?;
        if !token::is_well_formed(&input.token) {
            return Err(errors::invalid_parameter_exception("Invalid token"));
        }
        let signed = !caller.access_key.is_empty();
        let guarded = input.authenticate_on_unsubscribe.is_some_and(|word| word.eq_ignore_ascii_case("true"));
        if guarded && !signed {
            return Err(forbidden(caller, "ConfirmSubscription", &input.topic_arn));
        }
        let key = key_of_token(txn, caller, &scope, &input.token).ok_or_else(|| invalid("Token"))?;
        let arn = txn.update::<Subscription, _>(&key, |subscription| {
            confirm(subscription, signed, guarded);
            subscription.arn()
        });
        Ok(ConfirmSubscriptionResponse { subscription_arn: arn })
    }
}

/// The subscription a living token belongs to.
fn key_of_token(txn: &Txn, caller: &Caller, scope: &Scope, token: &str) -> Option<Key> {
    let mut found = txn.world().scan_by::<Subscription>(scope, &Subscription::with_token(token), None);
    found.find(|(_, one)| !one.is_expired(caller.now)).map(|(_, one)| one.key())
}

/// Confirming again changes nothing.
fn confirm(subscription: &mut Subscription, signed: bool, guarded: bool) {
    if subscription.confirmed {
        return;
    }
    subscription.confirmed = true;
    subscription.parted = false;
    subscription.confirmation_was_authenticated = signed;
    subscription.authenticate_on_unsubscribe = guarded;
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    fn input(topic_arn: String, token: &str) -> ConfirmSubscriptionInput {
        ConfirmSubscriptionInput { topic_arn, token: token.to_owned(), authenticate_on_unsubscribe: None }
    }

    #[test]
    fn the_token_confirms_without_a_signature_and_twice() {
        let mut desk = Desk::with_topic("orders");
        let pending = desk.subscribe("orders", "http://a/");
        desk.caller.access_key.clear();
        for _ in 0..2 {
            let answer =
                desk.write::<ConfirmSubscription>(input(Desk::arn("orders"), &pending.token)).unwrap();
            assert_eq!(answer.subscription_arn, Some(pending.arn()));
        }
        let now = desk.find(&pending.arn());
        assert_eq!((now.confirmed, now.confirmation_was_authenticated), (true, false));
    }

    #[test]
    fn only_account_and_region_of_the_topic_are_compared() {
        let mut desk = Desk::with_topic("orders");
        let token = desk.subscribe("orders", "http://a/").token.clone();
        let elsewhere = Desk::arn("orders").replace("us-west-2", "us-east-1");
        let refused = desk.write::<ConfirmSubscription>(input(elsewhere, &token));
        assert_eq!(words(refused), "Invalid parameter: Token");
        assert!(desk.write::<ConfirmSubscription>(input(Desk::arn("other"), &token)).is_ok());
    }

    #[test]
    fn wrong_tokens_are_refused_in_two_ways() {
        let mut desk = Desk::with_topic("orders");
        let garbage = desk.write::<ConfirmSubscription>(input(Desk::arn("orders"), "random"));
        assert_eq!(words(garbage), "Invalid token");
        let unknown = desk.write::<ConfirmSubscription>(input(Desk::arn("orders"), &"ab".repeat(64)));
        assert_eq!(words(unknown), "Invalid parameter: Token");
        let malformed = desk.write::<ConfirmSubscription>(input("orders".to_owned(), &"ab".repeat(64)));
        assert_eq!(words(malformed), "Invalid parameter: Topic");
    }
}
