//! What SNS writes into the body of its POST: three message types, their string to sign and their JSON.
//!
//! Comes in: the message, as stored by the owner. Goes out: signed JSON bodies, byte for byte in the member order of SNS.
//! Never done here: clocks, ids or URLs being made up; raw delivery (there the body is the message itself).
//!
//! A signature costs milliseconds and covers neither `SigningCertURL` nor `UnsubscribeURL`, so a notification is signed once
//! ([`SignedNotification`]) and its body completed per subscription.

use bytes::Bytes;

use crate::json_text::{push_member, push_name, push_string};
use crate::signer::{SignError, Signer};

/// `SignatureVersion` of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignatureVersion {
    /// SHA-1 with RSA, the default of SNS.
    #[default]
    V1,
    /// SHA-256 with RSA.
    V2,
}

impl SignatureVersion {
    /// `"1"` or `"2"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "1",
            Self::V2 => "2",
        }
    }
}

/// The `Type` of a body and the `x-amz-sns-message-type` of its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageType {
    /// A published message.
    Notification,
    /// Sent on Subscribe; its `SubscribeURL` confirms.
    SubscriptionConfirmation,
    /// The farewell after an unauthenticated unsubscribe; its `SubscribeURL` restores.
    UnsubscribeConfirmation,
}

impl MessageType {
    /// The word used on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notification => "Notification",
            Self::SubscriptionConfirmation => "SubscriptionConfirmation",
            Self::UnsubscribeConfirmation => "UnsubscribeConfirmation",
        }
    }
}

/// One message attribute, in the order given by the publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Attribute name.
    pub name: String,
    /// `String`, `Number`, `String.Array` or `Binary` (with the publisher's suffix, if any).
    pub data_type: String,
    /// The value; binary values in base64.
    pub value: String,
}

/// A published message on its way to http subscriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// UUID of the message; the same on every retry.
    pub message_id: String,
    /// ARN of the topic.
    pub topic_arn: String,
    /// Subject, when the publisher gave one.
    pub subject: Option<String>,
    /// The message text for this protocol.
    pub message: String,
    /// `YYYY-MM-DDThh:mm:ss.mmmZ`.
    pub timestamp: String,
    /// Attributes; the member is left out when empty.
    pub attributes: Vec<Attribute>,
}

impl Notification {
    /// The text whose signature goes into `Signature`.
    pub fn string_to_sign(&self) -> String {
        let mut pairs = vec![("Message", self.message.as_str()), ("MessageId", &self.message_id)];
        pairs.extend(self.subject.as_deref().map(|subject| ("Subject", subject)));
        pairs.push(("Timestamp", &self.timestamp));
        pairs.push(("TopicArn", &self.topic_arn));
        pairs.push(("Type", MessageType::Notification.as_str()));
        string_to_sign(&pairs)
    }

    /// Signs once. The result makes the body of every subscription.
    pub fn sign(&self, signer: &Signer, version: SignatureVersion) -> Result<SignedNotification, SignError> {
        let signature = signer.sign(version, &self.string_to_sign())?;
        let mut head = String::from("{");
        push_member(&mut head, "Type", MessageType::Notification.as_str());
        push_member(&mut head, "MessageId", &self.message_id);
        push_member(&mut head, "TopicArn", &self.topic_arn);
        if let Some(subject) = &self.subject {
            push_member(&mut head, "Subject", subject);
        }
        push_member(&mut head, "Message", &self.message);
        push_member(&mut head, "Timestamp", &self.timestamp);
        push_signature(&mut head, version, &signature);
        Ok(SignedNotification { head, tail: attributes_tail(&self.attributes) })
    }
}

/// A notification's JSON, complete but for what depends on the subscription: `SigningCertURL` and `UnsubscribeURL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNotification {
    head: String,
    tail: String,
}

impl SignedNotification {
    /// The body for one subscription.
    pub fn body(&self, certificate_url: &str, unsubscribe_url: &str) -> Bytes {
        let urls = certificate_url.len() + unsubscribe_url.len() + 64;
        let mut body = String::with_capacity(self.head.len() + self.tail.len() + urls);
        body.push_str(&self.head);
        push_member(&mut body, "SigningCertURL", certificate_url);
        push_member(&mut body, "UnsubscribeURL", unsubscribe_url);
        body.push_str(&self.tail);
        Bytes::from(body)
    }
}

/// A SubscriptionConfirmation or an UnsubscribeConfirmation: same members, other `Type` and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Which of the two.
    pub kind: ConfirmationKind,
    /// UUID of the message.
    pub message_id: String,
    /// The token that confirms or restores.
    pub token: String,
    /// ARN of the topic.
    pub topic_arn: String,
    /// See [`subscription_confirmation_text`] and [`unsubscribe_confirmation_text`].
    pub message: String,
    /// URL whose GET confirms or restores.
    pub subscribe_url: String,
    /// `YYYY-MM-DDThh:mm:ss.mmmZ`.
    pub timestamp: String,
}

/// Which confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmationKind {
    /// After Subscribe.
    Subscription,
    /// After an unauthenticated unsubscribe.
    Unsubscribe,
}

impl ConfirmationKind {
    /// The message type on the wire.
    pub fn message_type(self) -> MessageType {
        match self {
            Self::Subscription => MessageType::SubscriptionConfirmation,
            Self::Unsubscribe => MessageType::UnsubscribeConfirmation,
        }
    }
}

impl Confirmation {
    /// The text whose signature goes into `Signature`.
    pub fn string_to_sign(&self) -> String {
        string_to_sign(&[
            ("Message", &self.message),
            ("MessageId", &self.message_id),
            ("SubscribeURL", &self.subscribe_url),
            ("Timestamp", &self.timestamp),
            ("Token", &self.token),
            ("TopicArn", &self.topic_arn),
            ("Type", self.kind.message_type().as_str()),
        ])
    }

    /// The signed body; `certificate_url` is the `SigningCertURL`.
    pub fn sign(
        &self,
        signer: &Signer,
        version: SignatureVersion,
        certificate_url: &str,
    ) -> Result<Bytes, SignError> {
        let signature = signer.sign(version, &self.string_to_sign())?;
        let mut body = String::from("{");
        push_member(&mut body, "Type", self.kind.message_type().as_str());
        push_member(&mut body, "MessageId", &self.message_id);
        push_member(&mut body, "Token", &self.token);
        push_member(&mut body, "TopicArn", &self.topic_arn);
        push_member(&mut body, "Message", &self.message);
        push_member(&mut body, "SubscribeURL", &self.subscribe_url);
        push_member(&mut body, "Timestamp", &self.timestamp);
        push_signature(&mut body, version, &signature);
        push_member(&mut body, "SigningCertURL", certificate_url);
        body.push_str("\n}");
        Ok(Bytes::from(body))
    }
}

/// The `Message` of a SubscriptionConfirmation.
pub fn subscription_confirmation_text(topic_arn: &str) -> String {
    format!(
        "You have chosen to subscribe to the topic {topic_arn}.\n\
         To confirm the subscription, visit the SubscribeURL included in this message."
    )
}

/// The `Message` of an UnsubscribeConfirmation.
pub fn unsubscribe_confirmation_text(subscription_arn: &str) -> String {
    format!(
        "You have chosen to deactivate subscription {subscription_arn}.\n\
         To cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
    )
}

fn string_to_sign(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.extend([*name, "\n", *value, "\n"]);
    }
    text
}

fn push_signature(out: &mut String, version: SignatureVersion, signature: &str) {
    push_member(out, "SignatureVersion", version.as_str());
    push_member(out, "Signature", signature);
}

fn attributes_tail(attributes: &[Attribute]) -> String {
    if attributes.is_empty() {
        return "\n}".to_owned();
    }
    let mut tail = String::new();
    push_name(&mut tail, "MessageAttributes");
    tail.push('{');
    for (index, attribute) in attributes.iter().enumerate() {
        tail.push_str(if index == 0 { "\n    " } else { ",\n    " });
        push_attribute(&mut tail, attribute);
    }
    tail.push_str("\n  }\n}");
    tail
}

fn push_attribute(out: &mut String, attribute: &Attribute) {
    push_string(out, &attribute.name);
    out.push_str(" : {\"Type\":");
    push_string(out, &attribute.data_type);
    out.push_str(",\"Value\":");
    push_string(out, &attribute.value);
    out.push('}');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::signer::tests::{identity, verifies};

    const CERTIFICATE_URL: &str = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem";

    fn notification() -> Notification {
        Notification {
            message_id: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324".into(),
            topic_arn: "arn:aws:sns:us-west-2:123456789012:MyTopic".into(),
            subject: Some("My First Message".into()),
            message: "Hello \"world\"!\n".into(),
            timestamp: "2012-05-02T00:54:06.655Z".into(),
            attributes: vec![
                Attribute { name: "planet".into(), data_type: "String".into(), value: "8888".into() },
                Attribute { name: "n".into(), data_type: "Number".into(), value: "1".into() },
            ],
        }
    }

    fn confirmation(kind: ConfirmationKind) -> Confirmation {
        Confirmation {
            kind,
            message_id: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b".into(),
            token: "2336412f37".into(),
            topic_arn: "arn:aws:sns:us-west-2:123456789012:MyTopic".into(),
            message: subscription_confirmation_text("arn:aws:sns:us-west-2:123456789012:MyTopic"),
            subscribe_url: "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37"
                .into(),
            timestamp: "2012-04-26T20:45:04.751Z".into(),
        }
    }

    /// Takes the signature out of a body, so that the rest can be compared as text.
    fn split_signature(body: &[u8]) -> (String, String) {
        let text = std::str::from_utf8(body).unwrap();
        let start = text.find("\"Signature\" : \"").unwrap() + 15;
        let end = start + text[start..].find('"').unwrap();
        (format!("{}SIG{}", &text[..start], &text[end..]), text[start..end].to_owned())
    }

    #[test]
    fn a_notification_is_written_as_sns_writes_it() {
        let signer = Signer::load(identity()).unwrap();
        let signed = notification().sign(&signer, SignatureVersion::V1).unwrap();
        let (text, signature) = split_signature(
            &signed.body(CERTIFICATE_URL, "https://sns/?Action=Unsubscribe&SubscriptionArn=a"),
        );
        assert_eq!(
            text,
            r#"{
  "Type" : "Notification",
  "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
  "Subject" : "My First Message",
  "Message" : "Hello \"world\"!\n",
  "Timestamp" : "2012-05-02T00:54:06.655Z",
  "SignatureVersion" : "1",
  "Signature" : "SIG",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
  "UnsubscribeURL" : "https://sns/?Action=Unsubscribe&SubscriptionArn=a",
  "MessageAttributes" : {
    "planet" : {"Type":"String","Value":"8888"},
    "n" : {"Type":"Number","Value":"1"}
  }
}"#
        );
        assert!(verifies(SignatureVersion::V1, &notification().string_to_sign(), &signature));
    }

    #[test]
    fn the_string_to_sign_is_unescaped_and_in_order() {
        assert_eq!(
            notification().string_to_sign(),
            "Message\nHello \"world\"!\n\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nMy First Message\n\
             Timestamp\n2012-05-02T00:54:06.655Z\nTopicArn\narn:aws:sns:us-west-2:123456789012:MyTopic\nType\nNotification\n"
        );
        let no_subject = Notification { subject: None, ..notification() };
        assert!(!no_subject.string_to_sign().contains("Subject"));
    }

    #[test]
    fn members_without_content_are_left_out() {
        let signer = Signer::load(identity()).unwrap();
        let plain = Notification { subject: None, attributes: vec![], ..notification() };
        let signed = plain.sign(&signer, SignatureVersion::V2).unwrap();
        let (text, _) = split_signature(&signed.body(CERTIFICATE_URL, "u"));
        assert!(!text.contains("Subject\"") && !text.contains("MessageAttributes"));
        assert!(text.ends_with("  \"UnsubscribeURL\" : \"u\"\n}"));
    }

    #[test]
    fn one_signature_serves_every_subscription() {
        let signer = Signer::load(identity()).unwrap();
        let signed = notification().sign(&signer, SignatureVersion::V2).unwrap();
        let (_, first) = split_signature(&signed.body("https://one/c.pem", "one"));
        let (_, second) = split_signature(&signed.body("https://two/c.pem", "two"));
        assert_eq!(first, second);
    }

    #[test]
    fn confirmations_are_written_as_sns_writes_them() {
        let signer = Signer::load(identity()).unwrap();
        for kind in [ConfirmationKind::Subscription, ConfirmationKind::Unsubscribe] {
            let given = confirmation(kind);
            let (text, signature) =
                split_signature(&given.sign(&signer, SignatureVersion::V2, CERTIFICATE_URL).unwrap());
            let expected = format!(
                r#"{{
  "Type" : "{}",
  "MessageId" : "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  "Token" : "2336412f37",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
  "Message" : "You have chosen to subscribe to the topic arn:aws:sns:us-west-2:123456789012:MyTopic.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
  "SubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37",
  "Timestamp" : "2012-04-26T20:45:04.751Z",
  "SignatureVersion" : "2",
  "Signature" : "SIG",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem"
}}"#,
                kind.message_type().as_str()
            );
            assert_eq!(text, expected);
            assert!(verifies(SignatureVersion::V2, &given.string_to_sign(), &signature));
        }
    }
}
