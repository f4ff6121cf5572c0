//! GetSubscriptionAttributes: for the owner of the subscription or of its topic.

use ledger::World;
use model::sns::{Subscription, Topic};
use shapes::Error;
use shapes::sns::{
    GetSubscriptionAttributes, GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse,
};

use super::{find, refusal, subscription_attributes};
use crate::Caller;
use crate::table::Read;

impl Read for GetSubscriptionAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetSubscriptionAttributesInput,
    ) -> Result<GetSubscriptionAttributesResponse, Error> {
        let subscription = find::subscription(world, &input.subscription_arn, caller.now)?;
        allow(caller, &subscription, "GetSubscriptionAttributes")?;
        let topic = world.get::<Topic>(&Topic::key_of(&subscription.scope, &subscription.topic));
        let shown = subscription_attributes::show(&subscription, topic.map(|topic| &**topic));
        Ok(GetSubscriptionAttributesResponse { attributes: Some(shown) })
    }
}

/// The owner of the subscription or of its topic.
pub(crate) fn allow(caller: &Caller, subscription: &Subscription, action: &str) -> Result<(), Error> {
    let account = caller.scope.account.as_str();
    match account == subscription.owner || account == subscription.scope.account.as_str() {
        true => Ok(()),
        false => Err(refusal::forbidden(caller, action, &subscription.arn())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    #[test]
    fn the_attributes_of_aws_are_all_there() {
        let mut desk = Desk::with_topic("orders");
        let subscription = desk.confirmed("orders", "http://a/");
        let input = GetSubscriptionAttributesInput { subscription_arn: subscription.arn() };
        let shown = desk.read::<GetSubscriptionAttributes>(input).unwrap().attributes.unwrap();
        let expected = [
            ("PendingConfirmation", "false"),
            ("ConfirmationWasAuthenticated", "true"),
            ("RawMessageDelivery", "false"),
            ("Endpoint", "http://a/"),
            ("SubscriptionPrincipal", "arn:aws:iam::000000000000:root"),
        ];
        for (name, value) in expected {
            assert_eq!(shown[name], value, "{name}");
        }
        assert!(
            shown["EffectiveDeliveryPolicy"].starts_with(r#"{"healthyRetryPolicy":{"minDelayTarget":20,"#)
        );
    }

    #[test]
    fn a_missing_subscription_is_not_found() {
        let arn = format!("{}:00000000-0000-4000-8000-000000000000", Desk::arn("orders"));
        let input = GetSubscriptionAttributesInput { subscription_arn: arn };
        let missing = Desk::with_topic("orders").read::<GetSubscriptionAttributes>(input);
        assert_eq!(words(missing), "Subscription does not exist");
    }
}
