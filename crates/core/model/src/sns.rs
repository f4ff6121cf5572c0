//! Amazon SNS: topics, subscriptions, messages and the deliveries still owed.
//!
//! In and out: plain records. Never here: decisions, JSON of policies.
//! ```text
//! Subscribe -> pending --token--> confirmed --Unsubscribe by URL--> parted --token of the farewell--> confirmed
//!                 |                   |                               |
//!                 +-- 2 days -> gone  +-- signed Unsubscribe -> gone  +-- 2 days -> gone
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Key, Record, Scope, Tags, Time, arn::arn};

mod delivery_policy;
mod filter_policy;

pub use delivery_policy::{Backoff, DeliveryPolicy, RetryPolicy};
pub use filter_policy::{Comparison, Condition, FilterPolicy, FilterScope, Literal};

/// A topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope.
    pub name: String,
    /// Attributes that were set: `DisplayName`, `Policy`, `DeliveryPolicy`, `SignatureVersion`...
    pub attributes: BTreeMap<String, String>,
    /// When it was created.
    pub created_at: Time,
    /// The user's tags.
    pub tags: Tags,
    /// The attribute `DeliveryPolicy`, read.
    #[serde(default)]
    pub policy: Option<DeliveryPolicy>,
}

impl Topic {
    /// The key of the topic of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:sns:R:A:NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "sns", &self.name)
    }

    /// 1 (SHA-1) unless the topic asks for 2 (SHA-256).
    pub fn signature_version(&self) -> u8 {
        let version = self.attributes.get("SignatureVersion").map(String::as_str);
        if version == Some("2") { 2 } else { 1 }
    }
}

impl Record for Topic {
    const KIND: &'static str = "sns.topic";
    fn key(&self) -> Key {
        Topic::key_of(&self.scope, &self.name)
    }
}

/// A subscription to a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subscription {
    /// Account and Region of the topic.
    pub scope: Scope,
    /// Name of the topic.
    pub topic: String,
    /// UUID; the last part of its ARN.
    pub id: String,
    /// Account that subscribed.
    pub owner: String,
    /// `http`.
    pub protocol: String,
    /// URL.
    pub endpoint: String,
    /// Whether the endpoint confirmed.
    pub confirmed: bool,
    /// Token that confirms it.
    pub token: String,
    /// Whether Unsubscribe needs the owner's signature.
    pub authenticate_on_unsubscribe: bool,
    /// Attributes that were set: `RawMessageDelivery`, `DeliveryPolicy`, `FilterPolicy`...
    pub attributes: BTreeMap<String, String>,
    /// When it was asked for.
    pub created_at: Time,
    /// The attribute `DeliveryPolicy`, read.
    #[serde(default)]
    pub policy: Option<DeliveryPolicy>,
    /// The attribute `FilterPolicy`, read.
    #[serde(default)]
    pub filter: Option<FilterPolicy>,
    /// What the filter looks at.
    #[serde(default)]
    pub filter_scope: FilterScope,
    /// Whether the call that confirmed it was signed.
    #[serde(default)]
    pub confirmation_was_authenticated: bool,
    /// When the token was made; it confirms for [`Subscription::TOKEN_LIFE`].
    #[serde(default)]
    pub token_made_at: Time,
    /// Unsubscribed by URL: kept, without being delivered to, so that the farewell can be posted and taken back.
    #[serde(default)]
    pub parted: bool,
}

/// How far a subscription is, whatever the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionState {
    /// Delivered to.
    Confirmed,
    /// Waits to be confirmed, perhaps for too long already.
    Pending,
    /// Unsubscribed by URL, and not yet forgotten.
    Parted,
}

impl SubscriptionState {
    /// What a topic's subscriptions of this state are counted as.
    pub fn counted_as(self, topic: &str) -> String {
        let word = match self {
            SubscriptionState::Confirmed => "confirmed",
            SubscriptionState::Pending => "pending",
            SubscriptionState::Parted => "parted",
        };
        format!("{topic}/{word}")
    }
}

impl Subscription {
    /// How far it is.
    pub fn state(&self) -> SubscriptionState {
        match (self.parted, self.confirmed) {
            (true, _) => SubscriptionState::Parted,
            (false, true) => SubscriptionState::Confirmed,
            (false, false) => SubscriptionState::Pending,
        }
    }

    /// What the secondary ids of an account's subscriptions begin with; then comes the id of the key.
    pub fn owned_by(account: &str) -> String {
        format!("owned-by/{account}/")
    }

    /// The same of those of a topic that lead to an endpoint.
    pub fn leading_to(topic: &str, protocol: &str, endpoint: &str) -> String {
        format!("leading-to/{topic}/{protocol}/{endpoint}\0")
    }

    /// The same of the one a token belongs to.
    pub fn with_token(token: &str) -> String {
        format!("token/{token}/")
    }

    /// The same of those of a topic that wait to be confirmed, the oldest token first.
    pub fn waiting(topic: &str) -> String {
        format!("waiting/{topic}/")
    }

    /// Milliseconds a token confirms: two days (API reference, ConfirmSubscription).
    pub const TOKEN_LIFE: i64 = 2 * 86_400_000;

    /// Whether neither a confirmation can come nor one came: such a subscription counts as gone.
    pub fn is_expired(&self, now: Time) -> bool {
        !self.confirmed && now.since(self.token_made_at) > Subscription::TOKEN_LIFE
    }

    /// The key of a subscription of a topic.
    pub fn key_of(scope: &Scope, topic: &str, id: &str) -> Key {
        Key::new(scope, format!("{topic}/{id}"))
    }

    /// `TOPIC-ARN:ID`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "sns", &format!("{}:{}", self.topic, self.id))
    }

    /// Whether messages are posted bare.
    pub fn raw(&self) -> bool {
        self.attributes.get("RawMessageDelivery").is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

impl Record for Subscription {
    const KIND: &'static str = "sns.subscription";
    fn key(&self) -> Key {
        Subscription::key_of(&self.scope, &self.topic, &self.id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        let key = format!("{}/{}", self.topic, self.id);
        let mut ids = vec![
            Subscription::owned_by(&self.owner) + &key,
            Subscription::leading_to(&self.topic, &self.protocol, &self.endpoint) + &self.id,
        ];
        if !self.token.is_empty() {
            ids.push(Subscription::with_token(&self.token) + &key);
        }
        if self.state() == SubscriptionState::Pending {
            ids.push(format!(
                "{}{:020}/{}",
                Subscription::waiting(&self.topic),
                self.token_made_at.0.max(0),
                self.id
            ));
        }
        ids
    }
    fn counted_as(&self) -> Vec<String> {
        vec![self.state().counted_as(&self.topic)]
    }
}

/// A message attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAttribute {
    /// `String`, `Number`, `Binary`, `String.Array` or one of them with a suffix.
    pub data_type: String,
    /// Text, or base64 of a binary value.
    pub value: String,
}

/// What kind of message is delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageKind {
    /// A published message.
    Notification,
    /// The confirmation handshake, with its token.
    SubscriptionConfirmation(String),
    /// The farewell, with the token that takes it back.
    UnsubscribeConfirmation(String),
}

/// A message stored until its last delivery ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Account and Region of the topic.
    pub scope: Scope,
    /// Name of the topic.
    pub topic: String,
    /// UUID; redeliveries keep it.
    pub id: String,
    /// What it is.
    pub kind: MessageKind,
    /// Optional subject.
    pub subject: Option<String>,
    /// The text published, or what HTTP endpoints get of a structured message.
    pub body: String,
    /// Attributes by name.
    pub attributes: BTreeMap<String, MessageAttribute>,
    /// When it was published.
    pub published_at: Time,
    /// Where clients reach the endpoint, for the URLs inside: `http://localhost:4566`.
    pub endpoint_url: String,
    /// Deliveries still owed; the message goes with the last of them.
    pub owed: u32,
}

impl Message {
    /// The key of the message with this id.
    pub fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(scope, id)
    }
}

impl Record for Message {
    const KIND: &'static str = "sns.message";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.clone())
    }
}

/// A delivery owed: one message to one subscription.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Account and Region of the topic.
    pub scope: Scope,
    /// Id of the message.
    pub message: String,
    /// Name of the topic.
    pub topic: String,
    /// Id of the subscription.
    pub subscription: String,
    /// Attempts made and failed.
    pub attempts: u32,
    /// When the next attempt is due.
    pub due: Time,
    /// What the last attempt met.
    pub last_failure: Option<String>,
}

impl Record for Delivery {
    const KIND: &'static str = "sns.delivery";
    /// `DUE/MESSAGE/SUBSCRIPTION`: what is due first comes first, so that nobody searches the rest for it.
    fn key(&self) -> Key {
        Key::new(&self.scope, format!("{:014}/{}/{}", self.due.0.max(0), self.message, self.subscription))
    }
    fn secondary_ids(&self) -> Vec<String> {
        let owed = Delivery::owed_to(&self.topic, &self.subscription);
        vec![format!("{owed}{:014}/{}", self.due.0.max(0), self.message)]
    }
}

impl Delivery {
    /// What the secondary ids of all begin with: by topic, then by subscription, then what is due first.
    pub const BY_SUBSCRIPTION: &str = "by-subscription/";

    /// The same of those of one subscription.
    pub fn owed_to(topic: &str, subscription: &str) -> String {
        format!("{}{topic}/{subscription}/", Delivery::BY_SUBSCRIPTION)
    }

    /// An id that comes after all of these, and before those of any other subscription that come later.
    pub fn after_those_owed_to(topic: &str, subscription: &str) -> String {
        // What follows are digits.
        Delivery::owed_to(topic, subscription) + "~"
    }
}
