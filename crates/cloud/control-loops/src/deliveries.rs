//! SNS deliveries: posts what is due, books the outcome, asks `planner::delivery` when to try again.
//!
//! ```text
//! due --post--> delivered ------------------------------> gone
//!        |----> refused (4xx) --------------------------> gone, said in the log
//!        +----> failed --planner: wait--> due later  or  given up -> gone, said in the log
//! ```
//! A message is signed once, whatever the number of its subscriptions. A delivery whose outcome was not booked when the process
//! ended is due again: at least once, never never.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Ledger, Txn, World};
use model::sns::{Delivery, DeliveryPolicy, Message, MessageKind, Subscription, Topic};
use model::{Key, Record, Scope, Time};
use planner::delivery::{retry_policy, wait};
use tokio::sync::mpsc;
use topic_delivery::{
    Attribute, Confirmation, ConfirmationKind, DEFAULT_CONTENT_TYPE, Endpoint, MessageType, Notification,
    Outcome, Poster, SignError, SignatureVersion, SignedNotification, Signer,
};

use crate::clock::dice;
use crate::pen;
use crate::turn::{Round, Turns};

mod urls;

pub use urls::{IsInside, Urls};

/// Posts under way at once.
const MOST_POSTS: usize = 512;
/// Posts under way at once to one endpoint.
const MOST_POSTS_AN_ENDPOINT: usize = 64;
/// Due deliveries looked at in one round and scope: those past it wait for the next.
const LOOKED_AT: usize = 4096;
/// Outcomes booked in one transaction at most.
const BATCH: usize = 128;
/// Signed messages remembered.
const MOST_SIGNED: usize = 1024;

/// What this loop works with.
#[derive(Clone)]
pub struct PostRoom {
    /// The memory.
    pub ledger: Ledger,
    /// Sends.
    pub poster: Arc<Poster>,
    /// Signs.
    pub signer: Arc<Signer>,
    /// What URLs messages name.
    pub urls: Urls,
}

/// What is under way, shared between the rounds and the posts.
#[derive(Default)]
struct Desk {
    posts: HashSet<Key>,
    by_endpoint: HashMap<String, usize>,
    signed: HashMap<String, Arc<tokio::sync::OnceCell<SignedNotification>>>,
}

type SharedDesk = Arc<Mutex<Desk>>;

/// Runs the loop.
pub async fn run(turns: Turns, room: PostRoom) {
    let desk = SharedDesk::default();
    let (bell, rung) = tokio::sync::watch::channel(0u64);
    let (booked, outcomes) = mpsc::channel(MOST_POSTS);
    let clerk = book(room.ledger.clone(), Arc::clone(&turns.clock), Arc::clone(&desk), outcomes, bell);
    let interest = |world: &World| world.changed::<Delivery>();
    let rounds =
        turns.run("deliveries", interest, Some(rung), |world, now| round(&room, &desk, &booked, world, now));
    tokio::join!(clerk, rounds);
}

/// Something posted and what came of it.
struct Posted {
    delivery: Arc<Delivery>,
    endpoint: String,
    outcome: Outcome,
}

/// One round: begins a post for every due delivery there is room for.
fn round(
    room: &PostRoom,
    desk: &SharedDesk,
    booked: &mpsc::Sender<Posted>,
    world: &Arc<World>,
    now: Time,
) -> Round {
    let mut round = Round::default();
    let mut begun = 0;
    for scope in scopes(world) {
        for delivery in world.scan::<Delivery>(&scope).take(LOOKED_AT) {
            if delivery.due > now {
                round.by(delivery.due);
                break;
            }
            begun += usize::from(begin(room, desk, booked, world, delivery));
        }
    }
    if begun > 0 {
        round.note(format!("{begun} posts"));
    }
    round
}

/// Scopes that owe deliveries: one look-up each, however many they owe.
fn scopes(world: &World) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = world.all::<Topic>().map(|topic| topic.scope.clone()).collect();
    scopes.dedup();
    scopes
}

/// Begins one post; false when it is under way already, has no room, or leads nowhere.
fn begin(
    room: &PostRoom,
    desk: &SharedDesk,
    booked: &mpsc::Sender<Posted>,
    world: &World,
    delivery: &Arc<Delivery>,
) -> bool {
    let Some(job) = Job::new(world, delivery) else {
        pen::write(&room.ledger, |txn| settle(txn, delivery));
        return false;
    };
    let Some(cell) = desk_of(desk).admit(delivery, &job.subscription.endpoint) else { return false };
    let (room, booked, delivery) = (room.clone(), booked.clone(), Arc::clone(delivery));
    tokio::spawn(async move {
        let outcome = job.post(&room, &cell).await;
        let endpoint = job.subscription.endpoint.clone();
        // The clerk lives as long as this loop.
        drop(booked.send(Posted { delivery, endpoint, outcome }).await);
    });
    true
}

fn desk_of(desk: &SharedDesk) -> std::sync::MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Takes a delivery under way if there is room, and gives the place for its signature.
    fn admit(
        &mut self,
        delivery: &Delivery,
        endpoint: &str,
    ) -> Option<Arc<tokio::sync::OnceCell<SignedNotification>>> {
        let to_it = self.by_endpoint.get(endpoint).copied().unwrap_or(0);
        if self.posts.len() >= MOST_POSTS
            || to_it >= MOST_POSTS_AN_ENDPOINT
            || !self.posts.insert(delivery.key())
        {
            return None;
        }
        *self.by_endpoint.entry(endpoint.to_owned()).or_default() += 1;
        if self.signed.len() >= MOST_SIGNED {
            self.signed.clear();
        }
        Some(Arc::clone(self.signed.entry(delivery.message.clone()).or_default()))
    }

    fn dismiss(&mut self, posted: &Posted) {
        self.posts.remove(&posted.delivery.key());
        if let Some(count) = self.by_endpoint.get_mut(&posted.endpoint) {
            *count -= 1;
            if *count == 0 {
                self.by_endpoint.remove(&posted.endpoint);
            }
        }
    }
}

/// Everything one post needs.
struct Job {
    message: Arc<Message>,
    topic: Arc<Topic>,
    subscription: Arc<Subscription>,
}

impl Job {
    /// `None` when the message, the topic or the subscription is gone, or a notification would reach someone who never confirmed.
    fn new(world: &World, delivery: &Delivery) -> Option<Job> {
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

    async fn post(&self, room: &PostRoom, cell: &tokio::sync::OnceCell<SignedNotification>) -> Outcome {
        match self.compose(room, cell).await {
            Ok(delivery) => room.poster.post(&delivery).await,
            Err(reason) => Outcome::Unsendable { reason },
        }
    }

    /// The request: body, headers, where to.
    async fn compose(
        &self,
        room: &PostRoom,
        cell: &tokio::sync::OnceCell<SignedNotification>,
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

/// Books outcomes, several in one transaction, and rings the bell: there is room again.
async fn book(
    ledger: Ledger,
    clock: Arc<dyn crate::clock::Clock>,
    desk: SharedDesk,
    mut outcomes: mpsc::Receiver<Posted>,
    bell: tokio::sync::watch::Sender<u64>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    while outcomes.recv_many(&mut batch, BATCH).await > 0 {
        let now = clock.now();
        pen::keep(&ledger, |txn| batch.iter().for_each(|posted| book_one(txn, posted, now))).await;
        // Only now may a round see them again: what is booked is no longer due.
        let mut desk = desk_of(&desk);
        batch.drain(..).for_each(|posted| desk.dismiss(&posted));
        drop(desk);
        bell.send_modify(|rings| *rings += 1);
    }
}

fn book_one(txn: &mut Txn, posted: &Posted, now: Time) {
    let delivery = &posted.delivery;
    match &posted.outcome {
        Outcome::Delivered { .. } => settle(txn, delivery),
        Outcome::Refused { status } => {
            tracing::warn!(
                endpoint = posted.endpoint,
                status,
                message = delivery.message,
                "SNS endpoint refused a message"
            );
            settle(txn, delivery);
        }
        Outcome::Unsendable { reason } => {
            tracing::warn!(
                endpoint = posted.endpoint,
                reason,
                message = delivery.message,
                "SNS message cannot be sent"
            );
            settle(txn, delivery);
        }
        Outcome::Retry { reason } => retry(txn, posted, reason, now),
    }
}

fn retry(txn: &mut Txn, posted: &Posted, reason: &str, now: Time) {
    let delivery = &posted.delivery;
    let failed = delivery.attempts + 1;
    let topic = txn.get::<Topic>(&Topic::key_of(&delivery.scope, &delivery.topic));
    let key = Subscription::key_of(&delivery.scope, &delivery.topic, &delivery.subscription);
    let (Some(topic), Some(subscription)) = (topic, txn.get::<Subscription>(&key)) else {
        return settle(txn, delivery);
    };
    let mut dice = dice(now, txn.world().generation(), &delivery.message);
    match wait(&retry_policy(topic, subscription), failed, &mut dice) {
        Some(delay) => {
            txn.remove::<Delivery>(&delivery.key());
            let last_failure = Some(reason.to_owned());
            txn.put(Delivery {
                attempts: failed,
                due: now.plus(delay),
                last_failure,
                ..(**delivery).clone()
            });
        }
        None => {
            tracing::warn!(
                endpoint = posted.endpoint,
                reason,
                attempts = failed,
                message = delivery.message,
                "SNS delivery given up"
            );
            settle(txn, delivery);
        }
    }
}

/// The delivery is over; with the last one the message goes.
fn settle(txn: &mut Txn, delivery: &Delivery) {
    if txn.remove::<Delivery>(&delivery.key()).is_none() {
        return;
    }
    let key = Message::key_of(&delivery.scope, &delivery.message);
    let Some(message) = txn.get::<Message>(&key) else { return };
    if message.owed <= 1 {
        txn.remove::<Message>(&key);
    } else {
        txn.update::<Message, _>(&key, |message| message.owed -= 1);
    }
}
