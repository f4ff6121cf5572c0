//! DeleteTopic: the topic and its subscriptions; a topic that is not there is deleted already. Deliveries still owed lose their
//! subscription and are dropped by the loop that makes them.

use ledger::Txn;
use model::sns::{Subscription, Topic};
use model::{Key, Record};
use shapes::sns::{DeleteTopic, DeleteTopicInput};
use shapes::{Error, Unit};

use super::{find, refusal};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteTopic {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteTopicInput) -> Result<Unit, Error> {
        let (scope, name) = find::place("TopicArn", &input.topic_arn)?;
        let Some(topic) = txn.get::<Topic>(&Topic::key_of(&scope, name)).cloned() else { return Ok(Unit) };
        refusal::owner_only(caller, &topic, "DeleteTopic")?;
        let prefix = format!("{}/", topic.name);
        let keys: Vec<Key> = txn.scan_prefix::<Subscription>(&scope, &prefix).map(|s| s.key()).collect();
        for key in keys {
            txn.remove::<Subscription>(&key);
        }
        txn.remove::<Topic>(&topic.key());
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    #[test]
    fn subscriptions_go_with_their_topic_and_nobody_elses() {
        let mut desk = Desk::with_topic("orders");
        desk.subscribe("orders", "http://a/");
        desk.topic("orders-2");
        desk.subscribe("orders-2", "http://a/");
        let input = DeleteTopicInput { topic_arn: Desk::arn("orders") };
        let mut stranger =
            Caller { scope: model::Scope::new("111111111111", "us-west-2").unwrap(), ..Caller::example() };
        assert!(
            words(desk.write_as::<DeleteTopic>(&mut stranger, input.clone()))
                .contains("is not authorized to perform: SNS:DeleteTopic")
        );
        desk.write::<DeleteTopic>(input.clone()).unwrap();
        desk.write::<DeleteTopic>(input).unwrap();
        let world = desk.world();
        assert_eq!((world.count::<Topic>(), world.count::<Subscription>()), (1, 1));
    }
}
