//! In: the body of a request SNS makes. Out: its fields, and the text its signature is over.
//! Never here: checking that signature, fetching certificates, visiting URLs.

use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap, fmt};

/// The three messages SNS posts to an HTTP subscriber.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum MessageKind {
    /// A published message.
    Notification,
    /// Asks whether the endpoint wants the subscription.
    SubscriptionConfirmation,
    /// Says the subscription is gone.
    UnsubscribeConfirmation,
}

/// Which digest a signature is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum SignatureVersion {
    /// RSA with SHA-1.
    #[serde(rename = "1")]
    Sha1,
    /// RSA with SHA-256.
    #[serde(rename = "2")]
    Sha256,
}

/// One message attribute. Attributes are not covered by the signature.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attribute<'a> {
    /// The value as text.
    #[serde(rename = "Value", borrow)]
    pub value: Cow<'a, str>,
}

/// The JSON document SNS posts, borrowing from the body where no escape forces a copy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Envelope<'a> {
    /// Which of the three messages it is.
    #[serde(rename = "Type")]
    pub kind: MessageKind,
    /// SNS's id of the message; retries keep it.
    #[serde(borrow)]
    pub message_id: Cow<'a, str>,
    /// The topic it came through.
    #[serde(borrow)]
    pub topic_arn: Cow<'a, str>,
    /// Subject, when the publisher gave one.
    #[serde(borrow, default)]
    pub subject: Option<Cow<'a, str>>,
    /// The published text.
    #[serde(borrow)]
    pub message: Cow<'a, str>,
    /// When it was published, RFC 3339 with milliseconds.
    #[serde(borrow)]
    pub timestamp: Cow<'a, str>,
    /// Token of a confirmation.
    #[serde(borrow, default)]
    pub token: Option<Cow<'a, str>>,
    /// URL that confirms a subscription.
    #[serde(borrow, default, rename = "SubscribeURL")]
    pub subscribe_url: Option<Cow<'a, str>>,
    /// How it is signed.
    pub signature_version: SignatureVersion,
    /// Base64 of the signature.
    #[serde(borrow)]
    pub signature: Cow<'a, str>,
    /// Where the signer's certificate lies.
    #[serde(borrow, rename = "SigningCertURL")]
    pub signing_cert_url: Cow<'a, str>,
    /// Attributes by name.
    #[serde(borrow, default)]
    pub message_attributes: BTreeMap<Cow<'a, str>, Attribute<'a>>,
}

/// The body is not a message of SNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnEnvelope(String);

impl fmt::Display for NotAnEnvelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a message of SNS: {}", self.0)
    }
}

impl std::error::Error for NotAnEnvelope {}

impl<'a> Envelope<'a> {
    /// Reads the body of a request.
    pub fn parse(body: &'a [u8]) -> Result<Self, NotAnEnvelope> {
        serde_json::from_slice(body).map_err(|e| NotAnEnvelope(e.to_string()))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.message_attributes.get(name).map(|a| a.value.as_ref())
    }

    /// The text the signature is over: `name\nvalue\n` of the signed members, in byte order of their names.
    pub fn string_to_sign(&self) -> String {
        let mut text = String::with_capacity(self.message.len() + 512);
        let mut put = |name: &str, value: &str| {
            for piece in [name, "\n", value, "\n"] {
                text.push_str(piece);
            }
        };
        put("Message", &self.message);
        put("MessageId", &self.message_id);
        match self.kind {
            MessageKind::Notification => {
                if let Some(subject) = &self.subject {
                    put("Subject", subject);
                }
                put("Timestamp", &self.timestamp);
            }
            MessageKind::SubscriptionConfirmation | MessageKind::UnsubscribeConfirmation => {
                put("SubscribeURL", self.subscribe_url.as_deref().unwrap_or_default());
                put("Timestamp", &self.timestamp);
                put("Token", self.token.as_deref().unwrap_or_default());
            }
        }
        put("TopicArn", &self.topic_arn);
        put("Type", self.kind.name());
        text
    }
}

impl MessageKind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notification => "Notification",
            Self::SubscriptionConfirmation => "SubscriptionConfirmation",
            Self::UnsubscribeConfirmation => "UnsubscribeConfirmation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTIFICATION: &str = r#"{
  "Type" : "Notification",
  "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
  "Subject" : "An order",
  "Message" : "{\"iridium\": 1}",
  "Timestamp" : "2026-11-22T11:55:03.123Z",
  "SignatureVersion" : "2",
  "Signature" : "c2ln",
  "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0.pem",
  "UnsubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe",
  "MessageAttributes" : { "orderId" : {"Type":"String","Value":"o-1"} }
}"#;

    #[test]
    fn signs_the_unescaped_members_in_byte_order() {
        let read = Envelope::parse(NOTIFICATION.as_bytes()).unwrap();
        assert_eq!(
            read.string_to_sign(),
            "Message\n{\"iridium\": 1}\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nAn order\n\
             Timestamp\n2026-11-22T11:55:03.123Z\nTopicArn\narn:aws:sns:us-west-2:123456789012:MyTopic\n\
             Type\nNotification\n"
        );
        assert_eq!(crate::OrderId::of(&read).unwrap().as_str(), "o-1");
    }

    #[test]
    fn confirmations_sign_url_and_token() {
        let text = NOTIFICATION
            .replace("\"Notification\"", "\"SubscriptionConfirmation\"")
            .replace("\"Subject\" : \"An order\"", "\"Token\" : \"t\", \"SubscribeURL\" : \"http://x/\"");
        let signed = Envelope::parse(text.as_bytes()).unwrap().string_to_sign();
        assert!(signed.contains("\nSubscribeURL\nhttp://x/\nTimestamp\n"));
        assert!(signed.contains("\nToken\nt\nTopicArn\n"));
    }

    #[test]
    fn the_message_id_names_an_order_without_attribute() {
        let text = NOTIFICATION.replace("orderId", "other");
        let id = crate::OrderId::of(&Envelope::parse(text.as_bytes()).unwrap()).unwrap();
        assert_eq!(id.as_str(), "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    }

    #[test]
    fn refuses_other_documents() {
        for bad in ["", "{}", "[1]", "{\"Type\":\"Other\"}", &NOTIFICATION.replace(": \"2\"", ": \"3\"")] {
            assert!(Envelope::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
