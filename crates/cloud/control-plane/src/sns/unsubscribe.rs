//! Unsubscribe: signed by an owner the subscription goes; by the URL of a message it parts, and its endpoint is told how to come back.

use ledger::Txn;
use model::Record;
use model::sns::Subscription;
use shapes::sns::{Unsubscribe, UnsubscribeInput};
use shapes::{Error, Unit};

use super::fan_out::{self, Handshake};
use super::{find, refusal};
use crate::Caller;
use crate::table::Write;

impl Write for Unsubscribe {
    fn write(txn: &mut Txn, caller: &mut Caller, input: UnsubscribeInput) -> Result<Unit, Error> {
        let found = find::any_subscription(txn.world(), &input.subscription_arn, caller.now)?;
        let Some(subscription) = found else { return Ok(Unit) };
        match caller.access_key.is_empty() {
            true => part(txn, caller, &subscription)?,
            false => remove(txn, caller, &subscription)?,
        }
        Ok(Unit)
    }
}

fn remove(txn: &mut Txn, caller: &Caller, subscription: &Subscription) -> Result<(), Error> {
    let account = caller.scope.account.as_str();
    if account != subscription.owner && account != subscription.scope.account.as_str() {
        return Err(refusal::forbidden(caller, "Unsubscribe", &subscription.arn()));
    }
    txn.remove::<Subscription>(&subscription.key());
    Ok(())
}

/// A pending subscription has nothing to be told.
fn part(txn: &mut Txn, caller: &mut Caller, subscription: &Subscription) -> Result<(), Error> {
    if subscription.authenticate_on_unsubscribe {
        return Err(refusal::forbidden(caller, "Unsubscribe", &subscription.arn()));
    }
    if !subscription.confirmed {
        txn.remove::<Subscription>(&subscription.key());
        return Ok(());
    }
    let parted = Subscription { confirmed: false, parted: true, ..subscription.clone() };
    fan_out::handshake(txn, caller, parted, Handshake::Farewell);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};
    use model::sns::{Delivery, Message, MessageKind};
    use shapes::sns::{
        ConfirmSubscription, ConfirmSubscriptionInput, ListSubscriptions, ListSubscriptionsInput,
    };

    #[test]
    fn the_url_sends_a_farewell_whose_token_restores() {
        let mut desk = Desk::with_topic("orders");
        let subscription = desk.confirmed("orders", "http://a/");
        desk.deliver_all();
        desk.caller.access_key.clear();
        let input = UnsubscribeInput { subscription_arn: subscription.arn() };
        desk.write::<Unsubscribe>(input.clone()).unwrap();
        desk.write::<Unsubscribe>(input).unwrap();
        let world = desk.world();
        assert_eq!((world.count::<Message>(), world.count::<Delivery>()), (1, 1));
        let farewell = world.all::<Message>().next().unwrap();
        let MessageKind::UnsubscribeConfirmation(token) = farewell.kind.clone() else {
            panic!("{farewell:?}")
        };
        assert_ne!(token, subscription.token);
        let listed = desk.read::<ListSubscriptions>(ListSubscriptionsInput::default()).unwrap();
        assert_eq!(listed.subscriptions.unwrap(), []);
        let back = ConfirmSubscriptionInput {
            topic_arn: Desk::arn("orders"),
            token,
            authenticate_on_unsubscribe: None,
        };
        desk.write::<ConfirmSubscription>(back).unwrap();
        assert!(desk.find(&subscription.arn()).confirmed);
    }

    #[test]
    fn an_owner_removes_silently_and_a_stranger_not_at_all() {
        let mut desk = Desk::with_topic("orders");
        let arn = desk.confirmed("orders", "http://a/").arn();
        desk.deliver_all();
        let mut stranger =
            Caller { scope: model::Scope::new("111111111111", "us-west-2").unwrap(), ..Caller::example() };
        let input = UnsubscribeInput { subscription_arn: arn };
        assert!(words(desk.write_as::<Unsubscribe>(&mut stranger, input.clone())).contains("not authorized"));
        desk.write::<Unsubscribe>(input).unwrap();
        let world = desk.world();
        assert_eq!((world.count::<Subscription>(), world.count::<Delivery>()), (0, 0));
    }
}
