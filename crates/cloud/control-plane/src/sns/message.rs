//! From what a publisher gives to a message. In: text, subject, structure, attributes. Out: a message ready to store, or the refusal.
//! Never here: who gets it.

use std::collections::BTreeMap;

use model::sns::{Message, MessageKind, Topic};
use serde_json::{Map, Value};
use shapes::Error;
use shapes::sns::MessageAttributeValue;

use super::refusal::invalid;
use super::{message_attributes, topic_attributes};
use crate::Caller;

/// What Publish and an entry of PublishBatch have in common.
pub(crate) struct Draft {
    /// The text.
    pub body: String,
    /// `json`: one text a protocol.
    pub structure: Option<String>,
    /// Optional subject.
    pub subject: Option<String>,
    /// Attributes by name.
    pub attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    /// Only FIFO topics take one.
    pub deduplication_id: Option<String>,
}

impl Draft {
    /// The message, checked; its size in bytes comes along.
    pub(crate) fn finish(self, caller: &mut Caller, topic: &Topic) -> Result<(Message, usize), Error> {
        let attributes = message_attributes::read(self.attributes)?;
        let size = self.body.len() + message_attributes::size(&attributes);
        if self.body.is_empty() {
            return Err(invalid("Empty message"));
        }
        if size > topic_attributes::maximum_size(topic) {
            return Err(invalid("Message too long"));
        }
        if self.deduplication_id.is_some_and(|id| !id.is_empty()) {
            return Err(invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
            ));
        }
        let subject = self.subject.map(check_subject).transpose()?;
        let message = Message {
            scope: topic.scope.clone(),
            topic: topic.name.clone(),
            id: caller.dice.uuid(),
            kind: MessageKind::Notification,
            subject,
            body: body(self.body, self.structure.as_deref())?,
            attributes,
            published_at: caller.now,
            endpoint_url: caller.endpoint_url.clone(),
            owed: 0,
        };
        Ok((message, size))
    }
}

/// Less than 100 printable ASCII characters, not beginning with a blank.
fn check_subject(subject: String) -> Result<String, Error> {
    let printable = subject.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match printable && (1..100).contains(&subject.len()) && !subject.starts_with(' ') {
        true => Ok(subject),
        false => Err(invalid("Subject")),
    }
}

/// What http endpoints get.
fn body(text: String, structure: Option<&str>) -> Result<String, Error> {
    match structure.filter(|structure| !structure.is_empty()) {
        None => Ok(text),
        Some("json") => for_http(&text),
        Some(_) => Err(invalid("Message Structure")),
    }
}

fn for_http(text: &str) -> Result<String, Error> {
    let parts = serde_json::from_str::<Map<String, Value>>(text);
    let parts = parts.map_err(|_| invalid("Message Structure - JSON message body failed to parse"))?;
    let text_of = |protocol: &str| parts.get(protocol).and_then(Value::as_str);
    let default = text_of("default");
    let default =
        default.ok_or_else(|| invalid("Message Structure - No default entry in JSON message body"))?;
    Ok(text_of("http").unwrap_or(default).to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{check_subject, for_http};
    use crate::sns::fixture::words;

    #[test]
    fn a_structured_message_gives_http_its_own_text() {
        assert_eq!(for_http(r#"{"default":"d","http":"h"}"#).unwrap(), "h");
        assert_eq!(for_http(r#"{"default":"d","https":"h"}"#).unwrap(), "d");
        let none = "Invalid parameter: Message Structure - No default entry in JSON message body";
        assert_eq!(words(for_http(r#"{"http":"h"}"#)), none);
        let bad = "Invalid parameter: Message Structure - JSON message body failed to parse";
        assert_eq!(words(for_http("{")), bad);
    }

    #[test]
    fn a_subject_is_short_printable_ascii() {
        assert!(check_subject("x".repeat(99)).is_ok());
        for bad in [String::new(), "x".repeat(100), "a\nb".into(), "é".into(), " a".into()] {
            assert_eq!(words(check_subject(bad)), "Invalid parameter: Subject");
        }
    }
}
