//! SNS deliveries: posts what is due, books the outcome, asks `planner::delivery` who is next and when to try again.
//!
//! ```text
//! due --fair share--> waits for a connection --> posted --> delivered ------------------------------> gone
//!                          | its endpoint went slow |-----> refused (4xx) --------------------------> gone, said in the log
//!                          v                        +-----> failed --planner: wait--> due later  or  given up -> gone, said in the log
//!                       due still
//! ```
//! What waits behind an endpoint that takes nothing is given up too, when it has waited as long as all its attempts would have taken.
//! A message is signed once, whatever the number of its subscriptions. A delivery whose outcome was not booked when the process
//! ended is due again: at least once, never never.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::{Ledger, Txn, World};
use model::sns::{Delivery, Message, Subscription, Topic};
use model::{Record, Time};
use planner::delivery::shares::{Ended, Limits, Ticket};
use planner::delivery::{retry_policy, wait};
use tokio::sync::{mpsc, watch};
use topic_delivery::{Outcome, Poster, Signer};

use crate::clock::{Clock, dice};
use crate::pen;
use crate::turn::{Round, Turns};

mod job;
mod under_way;
mod urls;

use job::{Job, Signed};
use under_way::UnderWay;
pub use urls::{IsInside, Urls};

/// Posts that are under way or not yet booked: both lanes of [`Limits`], and what a disk may be late with.
const MOST_UNBOOKED: usize = 2048;
/// Outcomes booked in one transaction at most.
const BATCH: usize = 128;

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
    /// Posts under way at once.
    pub limits: Limits,
}

/// What the rounds and the posts share.
#[derive(Clone)]
struct Shared {
    room: PostRoom,
    clock: Arc<dyn Clock>,
    under_way: Arc<Mutex<UnderWay>>,
    booked: mpsc::Sender<Posted>,
    /// Rung when there is room again.
    bell: Arc<watch::Sender<u64>>,
}

impl Shared {
    fn under_way(&self) -> MutexGuard<'_, UnderWay> {
        // A panic while holding the lock leaves counts that are right but for one post.
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        self.bell.send_modify(|rings| *rings += 1);
    }
}

/// Runs the loop.
pub async fn run(turns: Turns, room: PostRoom) {
    let (bell, rung) = watch::channel(0u64);
    let (booked, outcomes) = mpsc::channel(MOST_UNBOOKED);
    let under_way = Arc::new(Mutex::new(UnderWay::new(room.limits)));
    let shared = Shared { room, clock: Arc::clone(&turns.clock), under_way, booked, bell: Arc::new(bell) };
    let interest = |world: &World| world.changed::<Delivery>();
    let rounds = turns.run("deliveries", interest, Some(rung), |world, now| round(&shared, world, now));
    tokio::join!(book(&shared, outcomes), rounds);
}

/// Something posted and what came of it.
struct Posted {
    delivery: Arc<Delivery>,
    endpoint: String,
    outcome: Outcome,
}

/// One round: begins a post for every due delivery there is room for, in fair order.
fn round(shared: &Shared, world: &Arc<World>, now: Time) -> Round {
    let mut round = Round::default();
    shared.room.poster.close_idle();
    let mut under_way = shared.under_way();
    let begun = under_way.begin(world, now, &mut round);
    let mut nowhere = under_way.take_nowhere();
    for (endpoint, delivery) in under_way.take_overdue() {
        let message = &delivery.message;
        tracing::warn!(
            endpoint,
            message,
            "SNS delivery given up: its endpoint takes nothing, and it has waited for as long as all attempts may take"
        );
        nowhere.push(delivery);
    }
    let mut posts = 0;
    for (ticket, delivery) in begun {
        match Job::new(world, &delivery) {
            Some(job) => {
                let signed = under_way.signature(&delivery.message);
                tokio::spawn(carry(shared.clone(), Carried { ticket, delivery, job, signed }));
                posts += 1;
            }
            None => {
                under_way.withdraw(ticket, &delivery.key(), now);
                nowhere.push(delivery);
            }
        }
    }
    drop(under_way);
    if !nowhere.is_empty() {
        pen::write(&shared.room.ledger, |txn| nowhere.iter().for_each(|delivery| settle(txn, delivery)));
    }
    if posts > 0 {
        round.note(format!("{posts} posts"));
    }
    round
}

/// A delivery that has a place, and what its post needs.
struct Carried {
    ticket: Ticket,
    delivery: Arc<Delivery>,
    job: Job,
    signed: Arc<Signed>,
}

/// One post, from its place to its outcome.
async fn carry(shared: Shared, carried: Carried) {
    let Carried { ticket, delivery, job, signed } = carried;
    // Its outcome has a place before there is one: the book may be late, and posts must not pile up behind it.
    let Ok(place) = shared.booked.reserve().await else { return };
    let outcome = match job.compose(&shared.room, &signed).await {
        Ok(post) => {
            let line = shared.room.poster.line(&post.endpoint).await;
            let now = shared.clock.now();
            if !shared.under_way().send(ticket, &delivery.key(), now) {
                return shared.ring();
            }
            line.post(&post).await
        }
        Err(reason) => Outcome::Unsendable { reason },
    };
    shared.under_way().ended(ticket, how_it_ended(&outcome), shared.clock.now());
    place.send(Posted { delivery, endpoint: job.endpoint().to_owned(), outcome });
    shared.ring();
}

fn how_it_ended(outcome: &Outcome) -> Ended {
    match outcome {
        Outcome::Delivered { .. } | Outcome::Refused { .. } => Ended::Answered,
        Outcome::Retry { .. } => Ended::Failed,
        Outcome::Unsendable { .. } => Ended::Withdrawn,
    }
}

/// Books outcomes, several in one transaction, and rings the bell: there is room again.
async fn book(shared: &Shared, mut outcomes: mpsc::Receiver<Posted>) {
    let mut batch = Vec::with_capacity(BATCH);
    while outcomes.recv_many(&mut batch, BATCH).await > 0 {
        let now = shared.clock.now();
        pen::keep(&shared.room.ledger, |txn| batch.iter().for_each(|posted| book_one(txn, posted, now)))
            .await;
        // Only now may a round see them again: what is booked is no longer due.
        let mut under_way = shared.under_way();
        batch.drain(..).for_each(|posted| under_way.booked(&posted.delivery.key()));
        drop(under_way);
        shared.ring();
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
