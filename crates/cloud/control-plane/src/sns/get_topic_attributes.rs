//! GetTopicAttributes: what was set, what holds by default, and counts, which are derived.

use ledger::World;
use model::sns::{Subscription, SubscriptionState};
use shapes::Error;
use shapes::sns::{GetTopicAttributes, GetTopicAttributesInput, GetTopicAttributesResponse};

use super::{find, refusal, topic_attributes};
use crate::Caller;
use crate::table::Read;

impl Read for GetTopicAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetTopicAttributesInput,
    ) -> Result<GetTopicAttributesResponse, Error> {
        let topic = find::topic(world, "TopicArn", &input.topic_arn)?;
        refusal::owner_only(caller, &topic, "GetTopicAttributes")?;
        let mut shown = topic_attributes::show(&topic);
        let counted = |state: SubscriptionState| {
            world.counted::<Subscription>(&topic.scope, &state.counted_as(&topic.name))
        };
        let pending = counted(SubscriptionState::Pending) - find::expired(world, &topic, caller.now).count();
        let counts = [
            ("Confirmed", counted(SubscriptionState::Confirmed)),
            ("Pending", pending),
            ("Deleted", counted(SubscriptionState::Parted)),
        ];
        shown.extend(counts.map(|(word, count)| (format!("Subscriptions{word}"), count.to_string())));
        Ok(GetTopicAttributesResponse { attributes: Some(shown) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    #[test]
    fn a_new_topic_shows_what_aws_shows() {
        let mut desk = Desk::with_topic("orders");
        desk.subscribe("orders", "http://a/");
        let input = GetTopicAttributesInput { topic_arn: Desk::arn("orders") };
        let shown = desk.read::<GetTopicAttributes>(input).unwrap().attributes.unwrap();
        let names: Vec<&str> = shown.keys().map(String::as_str).collect();
        let expected = [
            "DisplayName",
            "EffectiveDeliveryPolicy",
            "Owner",
            "Policy",
            "SubscriptionsConfirmed",
            "SubscriptionsDeleted",
            "SubscriptionsPending",
            "TopicArn",
        ];
        assert_eq!(names, expected);
        assert_eq!((shown["SubscriptionsPending"].as_str(), shown["Owner"].as_str()), ("1", "000000000000"));
        assert!(serde_json::from_str::<serde_json::Value>(&shown["Policy"]).is_ok());
    }

    #[test]
    fn a_missing_topic_is_not_found() {
        let input = GetTopicAttributesInput { topic_arn: Desk::arn("none") };
        let error = Desk::new().read::<GetTopicAttributes>(input);
        assert_eq!(error.as_ref().map_err(|error| error.status).err(), Some(404));
        assert_eq!(words(error), "Topic does not exist");
    }
}
