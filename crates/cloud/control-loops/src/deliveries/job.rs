//! One post, put together: the records it needs, its signature, its body. In: a delivery that is due. Out: what the poster takes. Never
//! here: when, sockets.

use std::sync::Arc;

use ledger::World;
use model::sns::{Delivery, DeliveryPolicy, Message, MessageKind, Subscription, Topic};
use topic_delivery::{
    Attribute, Confirmation, ConfirmationKind, DEFAULT_CONTENT_TYPE, Endpoint, MessageType, Notification,
    SignError, SignatureVersion, SignedNotification, Signer,
};

use super::PostRoom;

/// The signature of a message, made once for all its subscriptions.
pub(super) type Signed = tokio::sync::OnceCell<SignedNotification>;

/// Everything one post needs.
pub(super) struct Job {
    message: Arc<Message>,
    topic: Arc<Topic>,
    subscription: Arc<Subscription>,
}

impl Job {
    /// `None` when the message, the topic or the subscription is gone, or a notification would reach someone who never confirmed.
    pub(super) fn new(world: &World, delivery: &Delivery) -> Option<Job> {
        let message = world.get::<Message>(&Message::key_of(&delivery.scope, &delivery.message))?;
        let topic = world.get::<Topic>(&Topic::key_of(&delivery.scope, &delivery.topic))?;
        let key = Subscription::key_of(&delivery.scope, &delivery.topic, &delivery.subscription);
        let subscription = world.get::<Subscription>(&key)?;
        let wanted = match message.kind {
            MessageKind::Notification => subscription.confirmed,
            MessageKind::SubscriptionConfirmation(_) => !subscription.confirmed,
            MessageKind::UnsubscribeConfirmation(_) => true,
        };
        wanted.then(|| Job {
            message: Arc::clone(message),
            topic: Arc::clone(topic),
            subscription: Arc::clone(subscription),
        })
    }

    /// The endpoint as the subscription has it.
    pub(super) fn endpoint(&self) -> &str {
        &self.subscription.endpoint
    }

    /// The request: body, headers, where to.
    pub(super) async fn compose(
        &self,
        room: &PostRoom,
        cell: &Signed,
    ) -> Result<topic_delivery::Delivery, String> {
        let endpoint = Endpoint::parse(&self.subscription.endpoint).map_err(|error| format!("{error:?}"))?;
        let raw = self.subscription.raw() && self.message.kind == MessageKind::Notification;
        let (message_type, body) = match &self.message.kind {
            MessageKind::Notification if raw => (MessageType::Notification, self.message.body.clone().into()),
            MessageKind::Notification => {
                let signed = cell.get_or_try_init(|| self.sign_notification(room)).await?;
                let certificate = self.certificate_url(room, endpoint.host());
                (MessageType::Notification, signed.body(&certificate, &self.unsubscribe_url(room)))
            }
            MessageKind::SubscriptionConfirmation(token) => (
                MessageType::SubscriptionConfirmation,
                self.handshake(room, ConfirmationKind::Subscription, (token, endpoint.host())).await?,
            ),
            MessageKind::UnsubscribeConfirmation(token) => (
                MessageType::UnsubscribeConfirmation,
                self.handshake(room, ConfirmationKind::Unsubscribe, (token, endpoint.host())).await?,
            ),
        };
        let welcome = message_type == MessageType::SubscriptionConfirmation;
        let policy = DeliveryPolicy::effective(self.topic.policy.as_ref(), self.subscription.policy.as_ref());
        Ok(topic_delivery::Delivery {
            endpoint,
            message_type,
            message_id: self.message.id.clone(),
            topic_arn: self.topic.arn(),
            subscription_arn: (!welcome).then(|| self.subscription.arn()),
            raw,
            content_type: policy
                .content_type
                .filter(|_| !welcome)
                .unwrap_or_else(|| DEFAULT_CONTENT_TYPE.to_owned()),
            body,
        })
    }

    fn version(&self) -> SignatureVersion {
        if self.topic.signature_version() == 2 { SignatureVersion::V2 } else { SignatureVersion::V1 }
    }

    fn certificate_url(&self, room: &PostRoom, subscriber: &str) -> String {
        let (region, file) = (&self.topic.scope.region, room.signer.certificate_file_name());
        room.urls.certificate(region, &self.message.endpoint_url, subscriber, file)
    }

    fn unsubscribe_url(&self, room: &PostRoom) -> String {
        let query = format!("Action=Unsubscribe&SubscriptionArn={}", self.subscription.arn());
        room.urls.action(&self.topic.scope.region, &self.message.endpoint_url, &query)
    }

    /// Signing costs a millisecond: it is kept away from the threads that serve.
    async fn signed<T: Send + 'static>(
        &self,
        room: &PostRoom,
        sign: impl FnOnce(&Signer, SignatureVersion) -> Result<T, SignError> + Send + 'static,
    ) -> Result<T, String> {
        let (signer, version) = (Arc::clone(&room.signer), self.version());
        let signed = tokio::task::spawn_blocking(move || sign(&signer, version)).await;
        signed.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
    }

    async fn sign_notification(&self, room: &PostRoom) -> Result<SignedNotification, String> {
        let notification = Notification {
            message_id: self.message.id.clone(),
            topic_arn: self.topic.arn(),
            subject: self.message.subject.clone(),
            message: self.message.body.clone(),
            timestamp: self.message.published_at.iso8601(),
            attributes: attributes(&self.message),
        };
        self.signed(room, move |signer, version| notification.sign(signer, version)).await
    }

    async fn handshake(
        &self,
        room: &PostRoom,
        kind: ConfirmationKind,
        (token, subscriber): (&str, &str),
    ) -> Result<bytes::Bytes, String> {
        let topic_arn = self.topic.arn();
        let query = format!("Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}");
        let confirmation = Confirmation {
            kind,
            message_id: self.message.id.clone(),
            token: token.to_owned(),
            message: self.message.body.clone(),
            subscribe_url: room.urls.action(&self.topic.scope.region, &self.message.endpoint_url, &query),
            timestamp: self.message.published_at.iso8601(),
            topic_arn,
        };
        let url = self.certificate_url(room, subscriber);
        self.signed(room, move |signer, version| confirmation.sign(signer, version, &url)).await
    }
}

fn attributes(message: &Message) -> Vec<Attribute> {
    let each = message.attributes.iter();
    each.map(|(name, attribute)| Attribute {
        name: name.clone(),
        data_type: attribute.data_type.clone(),
        value: attribute.value.clone(),
    })
    .collect()
}
