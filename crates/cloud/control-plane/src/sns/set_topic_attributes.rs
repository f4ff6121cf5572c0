//! SetTopicAttributes: one attribute, checked, at a time; an absent value takes it back to its default.

use ledger::Txn;
use shapes::sns::{SetTopicAttributes, SetTopicAttributesInput};
use shapes::{Error, Unit};

use super::refusal::{invalid, owner_only};
use super::{find, topic_attributes};
use crate::Caller;
use crate::table::Write;

impl Write for SetTopicAttributes {
    fn write(txn: &mut Txn, caller: &mut Caller, input: SetTopicAttributesInput) -> Result<Unit, Error> {
        let found = find::topic(txn.world(), "TopicArn", &input.topic_arn)?;
        owner_only(caller, &found, "SetTopicAttributes")?;
        let mut topic = (*found).clone();
        let value = input.attribute_value.unwrap_or_default();
        topic_attributes::set(&mut topic, &input.attribute_name, &value).map_err(invalid)?;
        txn.put(topic);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};
    use model::sns::Topic;

    fn input(name: &str, value: &str) -> SetTopicAttributesInput {
        let (topic_arn, attribute_value) = (Desk::arn("orders"), Some(value.to_owned()));
        SetTopicAttributesInput { topic_arn, attribute_name: name.to_owned(), attribute_value }
    }

    #[test]
    fn a_delivery_policy_is_kept_typed_and_can_be_taken_back() {
        let mut desk = Desk::with_topic("orders");
        let json = r#"{"http":{"defaultHealthyRetryPolicy":{"numRetries":7}}}"#;
        desk.write::<SetTopicAttributes>(input("DeliveryPolicy", json)).unwrap();
        let retries = |desk: &Desk| {
            let world = desk.world();
            let topic = world.all::<Topic>().next().unwrap().clone();
            topic.policy.clone().and_then(|policy| policy.retry).map(|retry| retry.retries)
        };
        assert_eq!(retries(&desk), Some(7));
        desk.write::<SetTopicAttributes>(input("DeliveryPolicy", "")).unwrap();
        assert_eq!(retries(&desk), None);
    }

    #[test]
    fn unknown_attributes_and_bad_values_are_refused() {
        let mut desk = Desk::with_topic("orders");
        assert_eq!(
            words(desk.write::<SetTopicAttributes>(input("Nope", "1"))),
            "Invalid parameter: AttributeName"
        );
        desk.write::<SetTopicAttributes>(input("HTTPSuccessFeedbackSampleRate", "0")).unwrap();
        let bad = [
            ("Policy", "{"),
            ("SignatureVersion", "3"),
            ("MaximumMessageSize", "1"),
            ("HTTPSuccessFeedbackSampleRate", "100"),
        ];
        for (name, value) in bad {
            assert!(desk.write::<SetTopicAttributes>(input(name, value)).is_err(), "{name}");
        }
    }
}
