//! Publishing for another service of the cloud, such as an alarm. In: a topic, subject and body. Out: the same message and deliveries that
//! Publish would leave, in the caller's transaction. Never here: what is told, permissions.

use ledger::Txn;
use model::Time;
use model::sns::{Message, MessageKind};
use shapes::Error;

use super::refusal::invalid;
use super::{fan_out, find, topic_attributes};

/// What is told.
pub(crate) struct Notice<'a> {
    /// ARN of the topic.
    pub(crate) topic: &'a str,
    /// Less than 100 printable ASCII characters.
    pub(crate) subject: String,
    /// The text.
    pub(crate) body: String,
}

/// Publishes a notice under a fresh id; refused, and nothing stored, when there is no such topic.
pub(crate) fn notify(
    txn: &mut Txn,
    notice: Notice<'_>,
    id: String,
    now: Time,
    endpoint_url: &str,
) -> Result<(), Error> {
    let topic = find::topic(txn.world(), "TopicArn", notice.topic)?;
    if notice.body.len() > topic_attributes::maximum_size(&topic) {
        return Err(invalid("Message too long"));
    }
    let message = Message {
        scope: topic.scope.clone(),
        topic: topic.name.clone(),
        id,
        kind: MessageKind::Notification,
        subject: Some(notice.subject),
        body: notice.body,
        attributes: Default::default(),
        published_at: now,
        endpoint_url: endpoint_url.to_owned(),
        owed: 0,
    };
    fan_out::publish(txn, now, message);
    Ok(())
}
