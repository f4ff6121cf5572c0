//! Publish: one transaction stores the message and a delivery for every confirmed subscription that wants it. Any account may publish.

use ledger::Txn;
use shapes::Error;
use shapes::sns::{Publish, PublishInput, PublishResponse};

use super::message::Draft;
use super::refusal::invalid;
use super::{fan_out, find};
use crate::Caller;
use crate::table::Write;

impl Write for Publish {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PublishInput) -> Result<PublishResponse, Error> {
        let given = |arn: Option<String>| arn.filter(|arn| !arn.is_empty());
        let (member, arn) = match (given(input.topic_arn), given(input.target_arn)) {
            (Some(arn), None) => ("TopicArn", arn),
            (None, Some(arn)) => ("TargetArn", arn),
            _ => return Err(invalid("TopicArn or TargetArn Reason: exactly one of them is required")),
        };
        let topic = find::topic(txn.world(), member, &arn)?;
        let draft = Draft {
            body: input.message,
            structure: input.message_structure,
            subject: input.subject,
            attributes: input.message_attributes,
            deduplication_id: input.message_deduplication_id,
        };
        let (message, _) = draft.finish(caller, &topic)?;
        let message_id = Some(message.id.clone());
        fan_out::publish(txn, caller.now, message);
        Ok(PublishResponse { message_id, sequence_number: None })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};
    use model::sns::{Delivery, Message, MessageKind};
    use shapes::sns::{MessageAttributeValue, SetSubscriptionAttributes, SetSubscriptionAttributesInput};

    fn input(topic: &str, message: &str) -> PublishInput {
        PublishInput { topic_arn: Some(Desk::arn(topic)), message: message.into(), ..Default::default() }
    }

    #[test]
    fn every_confirmed_subscription_is_owed_one_delivery() {
        let mut desk = Desk::with_topic("orders");
        let one = desk.confirmed("orders", "http://a/");
        let two = desk.confirmed("orders", "http://b/");
        desk.subscribe("orders", "http://pending/");
        desk.deliver_all();
        let id = desk.write::<Publish>(input("orders", "{}")).unwrap().message_id.unwrap();
        let world = desk.world();
        let message = world.all::<Message>().next().unwrap();
        assert_eq!((&message.id, &message.kind), (&id, &MessageKind::Notification));
        let mut owed: Vec<_> = world.all::<Delivery>().map(|one| one.subscription.clone()).collect();
        owed.sort();
        let mut wanted = [one.id.clone(), two.id.clone()];
        wanted.sort();
        assert_eq!(owed, wanted);
    }

    #[test]
    fn without_takers_nothing_is_stored() {
        let mut desk = Desk::with_topic("orders");
        assert!(desk.write::<Publish>(input("orders", "{}")).unwrap().message_id.is_some());
        assert_eq!(desk.world().count::<Message>(), 0);
    }

    #[test]
    fn a_filter_decides_at_publishing() {
        let mut desk = Desk::with_topic("orders");
        let subscription_arn = desk.confirmed("orders", "http://a/").arn();
        let (attribute_name, attribute_value) = ("FilterPolicy".into(), Some(r#"{"kind":["order"]}"#.into()));
        let filter = SetSubscriptionAttributesInput { subscription_arn, attribute_name, attribute_value };
        desk.write::<SetSubscriptionAttributes>(filter).unwrap();
        desk.deliver_all();
        for (kind, owed) in [("test", 0), ("order", 1)] {
            let (data_type, string_value) = ("String".to_owned(), Some(kind.to_owned()));
            let value = MessageAttributeValue { data_type, string_value, binary_value: None };
            let message_attributes = Some([("kind".to_owned(), value)].into());
            desk.write::<Publish>(PublishInput { message_attributes, ..input("orders", "x") }).unwrap();
            assert_eq!(desk.world().count::<Delivery>(), owed, "{kind}");
        }
    }

    #[test]
    fn a_filter_of_the_body_takes_objects_only() {
        let mut desk = Desk::with_topic("orders");
        let subscription_arn = desk.confirmed("orders", "http://a/").arn();
        for (name, value) in [("FilterPolicyScope", "MessageBody"), ("FilterPolicy", r#"{"a":{"b":["c"]}}"#)]
        {
            let (subscription_arn, attribute_value) = (subscription_arn.clone(), Some(value.to_owned()));
            let attribute_name = name.to_owned();
            let input = SetSubscriptionAttributesInput { subscription_arn, attribute_name, attribute_value };
            desk.write::<SetSubscriptionAttributes>(input).unwrap();
        }
        desk.deliver_all();
        for (body, owed) in [("text", 0), (r#"{"a":{"b":"d"}}"#, 0), (r#"{"a":{"b":"c"}}"#, 1)] {
            desk.write::<Publish>(input("orders", body)).unwrap();
            assert_eq!(desk.world().count::<Delivery>(), owed, "{body}");
        }
    }

    #[test]
    fn another_account_may_publish() {
        let mut desk = Desk::with_topic("orders");
        desk.confirmed("orders", "http://a/");
        desk.deliver_all();
        let mut guest =
            Caller { scope: model::Scope::new("111111111111", "us-west-2").unwrap(), ..Caller::example() };
        desk.write_as::<Publish>(&mut guest, input("orders", "x")).unwrap();
        assert_eq!(desk.world().all::<Delivery>().next().unwrap().scope.account.as_str(), "000000000000");
    }

    #[test]
    fn refusals_carry_the_words_of_sns() {
        let mut desk = Desk::with_topic("orders");
        assert_eq!(words(desk.write::<Publish>(input("orders", ""))), "Invalid parameter: Empty message");
        let long = "x".repeat(262_145);
        assert_eq!(
            words(desk.write::<Publish>(input("orders", &long))),
            "Invalid parameter: Message too long"
        );
        assert_eq!(words(desk.write::<Publish>(input("none", "x"))), "Topic does not exist");
    }
}
