//! What is under way and what is next: the queues of subscriptions as the ledger has them, and their shares of the posts.
//!
//! In: a world, the moment. Out: deliveries to post now, each with its ticket. Never here: posting, writing.
//!
//! A look costs a few lookups for each subscription that is owed something, and the deliveries there may be room for; not those that wait
//! behind them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use ledger::World;
use model::sns::{Delivery, Subscription, Topic};
use model::{Key, Record, Scope, Time};
use planner::delivery::shares::{Ended, Limits, Owed, Shares, Ticket};
use planner::delivery::{patience, retry_policy};

use super::job::Signed;
use crate::turn::Round;

/// Signed messages remembered.
const MOST_SIGNED: usize = 1024;
/// Deliveries to subscriptions that are gone, taken out in one round.
const MOST_NOWHERE: usize = 1024;
/// Milliseconds between two looks while something is under way.
const LOOK_AGAIN: i64 = 1000;

/// What is under way.
pub(super) struct UnderWay {
    shares: Shares,
    /// Begun and not yet booked.
    posts: HashSet<Key>,
    signed: HashMap<String, Arc<Signed>>,
    /// Deliveries that lead nowhere, found while looking.
    nowhere: Vec<Arc<Delivery>>,
    /// Those whose endpoint has failed for longer than they may wait, with the endpoint.
    overdue: Vec<(String, Arc<Delivery>)>,
}

/// What a subscription is owed and there may be room for.
struct Queue {
    owed: Owed,
    deliveries: VecDeque<Arc<Delivery>>,
}

impl UnderWay {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            shares: Shares::new(limits),
            posts: HashSet::new(),
            signed: HashMap::new(),
            nowhere: Vec::new(),
            overdue: Vec::new(),
        }
    }

    /// Begins what there is room for, in fair order, and tells the round when to look again.
    pub(super) fn begin(
        &mut self,
        world: &World,
        now: Time,
        round: &mut Round,
    ) -> Vec<(Ticket, Arc<Delivery>)> {
        let slow = self.shares.slow_down(now);
        let mut begun = Vec::new();
        // Else the end of a post brings the next round.
        if !self.shares.is_full() {
            let (owed, mut queues): (Vec<_>, Vec<_>) =
                self.look(world, now, round).into_iter().map(|queue| (queue.owed, queue.deliveries)).unzip();
            for (at, ticket) in self.shares.begin(&owed) {
                let Some(delivery) = queues[at].pop_front() else { continue };
                self.posts.insert(delivery.key());
                begun.push((ticket, delivery));
            }
        }
        if self.shares.under_way() > 0 {
            round.by(slow.unwrap_or(now.plus(LOOK_AGAIN)));
        }
        begun
    }

    /// Every subscription that is owed something.
    fn look(&mut self, world: &World, now: Time, round: &mut Round) -> Vec<Queue> {
        let mut queues = Vec::new();
        for scope in world.scopes::<Delivery>() {
            for first in first_of_each(world, &scope) {
                let key = Subscription::key_of(&scope, &first.topic, &first.subscription);
                match world.get::<Subscription>(&key) {
                    Some(subscription) => {
                        self.note_overdue(world, now, subscription);
                        queues.push(self.queue(world, now, subscription, round));
                    }
                    None => self.note_nowhere(world, first),
                }
            }
        }
        if !self.nowhere.is_empty() || !self.overdue.is_empty() {
            round.by(now);
        }
        queues
    }

    fn queue(&self, world: &World, now: Time, subscription: &Subscription, round: &mut Round) -> Queue {
        let room = self.shares.room(&subscription.endpoint);
        let mut deliveries = VecDeque::with_capacity(room);
        for delivery in owed_to(world, &subscription.scope, &subscription.topic, &subscription.id) {
            if deliveries.len() == room {
                break;
            }
            if delivery.due > now {
                round.by(delivery.due);
                break;
            }
            if !self.posts.contains(&delivery.key()) {
                deliveries.push_back(Arc::clone(delivery));
            }
        }
        let owed = Owed {
            topic: Topic::key_of(&subscription.scope, &subscription.topic),
            subscription: subscription.key(),
            endpoint: subscription.endpoint.clone(),
            due: deliveries.len(),
        };
        Queue { owed, deliveries }
    }

    fn note_nowhere(&mut self, world: &World, first: &Delivery) {
        let room = MOST_NOWHERE.saturating_sub(self.nowhere.len());
        let lost = owed_to(world, &first.scope, &first.topic, &first.subscription);
        let posts = &self.posts;
        self.nowhere.extend(lost.filter(|one| !posts.contains(&one.key())).take(room).cloned());
    }

    /// What waits behind an endpoint that takes nothing, for as long as it would take to fail by itself.
    fn note_overdue(&mut self, world: &World, now: Time, subscription: &Subscription) {
        let Some(failing) = self.shares.failing_since(&subscription.endpoint) else { return };
        let topic = Topic::key_of(&subscription.scope, &subscription.topic);
        let Some(topic) = world.get::<Topic>(&topic) else { return };
        let patience = patience(&retry_policy(topic, subscription));
        if now.since(failing) < patience {
            return;
        }
        let room = MOST_NOWHERE.saturating_sub(self.overdue.len());
        let waits = owed_to(world, &subscription.scope, &subscription.topic, &subscription.id);
        let waits = waits.take_while(|one| now.since(one.due) >= patience);
        let waits = waits.filter(|one| !self.posts.contains(&one.key())).take(room);
        self.overdue.extend(waits.map(|one| (subscription.endpoint.clone(), Arc::clone(one))));
    }

    /// Deliveries that the last look found to have waited for too long, with their endpoints.
    pub(super) fn take_overdue(&mut self) -> Vec<(String, Arc<Delivery>)> {
        std::mem::take(&mut self.overdue)
    }

    /// Deliveries that the last look found to lead nowhere.
    pub(super) fn take_nowhere(&mut self) -> Vec<Arc<Delivery>> {
        std::mem::take(&mut self.nowhere)
    }

    /// The place for a message's signature.
    pub(super) fn signature(&mut self, message: &str) -> Arc<Signed> {
        if self.signed.len() >= MOST_SIGNED {
            self.signed.clear();
        }
        Arc::clone(self.signed.entry(message.to_owned()).or_default())
    }

    /// The post has a connection and goes out; false when it must not any more, and is due again.
    pub(super) fn send(&mut self, ticket: Ticket, delivery: &Key, now: Time) -> bool {
        let may = self.shares.may_send(ticket);
        if may {
            self.shares.sent(ticket, now);
        } else {
            self.withdraw(ticket, delivery, now);
        }
        may
    }

    /// Nothing is posted after all.
    pub(super) fn withdraw(&mut self, ticket: Ticket, delivery: &Key, now: Time) {
        self.shares.ended(ticket, Ended::Withdrawn, now);
        self.posts.remove(delivery);
    }

    /// The post is over; its delivery stays under way until that is booked.
    pub(super) fn ended(&mut self, ticket: Ticket, how: Ended, now: Time) {
        self.shares.ended(ticket, how, now);
    }

    /// What came of it is on disk.
    pub(super) fn booked(&mut self, delivery: &Key) {
        self.posts.remove(delivery);
    }
}

/// For each subscription that is owed something, what is due first; one look-up each.
fn first_of_each<'w>(world: &'w World, scope: &Scope) -> impl Iterator<Item = &'w Arc<Delivery>> {
    let next = move |after: Option<&str>| {
        let found = world.scan_by::<Delivery>(scope, Delivery::BY_SUBSCRIPTION, after).next();
        found.map(|(_, delivery)| delivery)
    };
    std::iter::successors(next(None), move |last| {
        next(Some(&Delivery::after_those_owed_to(&last.topic, &last.subscription)))
    })
}

/// Everything one subscription is owed, what is due first first.
fn owed_to<'w>(
    world: &'w World,
    scope: &Scope,
    topic: &str,
    subscription: &str,
) -> impl Iterator<Item = &'w Arc<Delivery>> + use<'w> {
    let prefix = Delivery::owed_to(topic, subscription);
    world.scan_by::<Delivery>(scope, &prefix, None).map(|(_, delivery)| delivery)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Ledger, Storage, visits};

    use super::*;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn subscription(topic: &str, id: &str) -> Subscription {
        let (topic, id) = (topic.to_owned(), id.to_owned());
        let endpoint = format!("http://{topic}.{id}/");
        serde_json::from_value(serde_json::json!({
            "scope": scope(), "topic": topic, "id": id, "owner": "000000000000", "protocol": "http",
            "endpoint": endpoint, "confirmed": true, "token": "", "authenticate_on_unsubscribe": false,
            "attributes": {}, "created_at": 0,
        }))
        .unwrap()
    }

    fn delivery(topic: &str, subscription: &str, message: usize, due: i64) -> Delivery {
        Delivery {
            scope: scope(),
            message: format!("message-{topic}-{message}"),
            topic: topic.to_owned(),
            subscription: subscription.to_owned(),
            attempts: 0,
            due: Time(due),
            last_failure: None,
        }
    }

    /// Subscriptions `1` to `each` of two topics, each owed `many` deliveries, one due each millisecond from 1 on.
    fn ledger(each: usize, many: usize) -> Ledger {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let write = ledger.write(|txn| {
            for topic in ["a", "a-b"] {
                for id in 1..=each {
                    let id = id.to_string();
                    txn.put(subscription(topic, &id));
                    for one in 1..=many {
                        txn.put(delivery(topic, &id, one, one as i64));
                    }
                }
            }
        });
        drop(write);
        ledger
    }

    fn world(ledger: &Ledger) -> Arc<World> {
        while ledger.snapshot().count::<Delivery>() == 0 {
            std::thread::yield_now();
        }
        ledger.snapshot()
    }

    fn names(begun: &[(Ticket, Arc<Delivery>)]) -> Vec<String> {
        begun.iter().map(|(_, one)| format!("{}/{} {}", one.topic, one.subscription, one.due.0)).collect()
    }

    #[test]
    fn each_queue_gives_what_is_due_first() {
        let ledger = ledger(1, 3);
        let mut under_way = UnderWay::new(Limits::default());
        let mut round = Round::default();
        let begun = under_way.begin(&world(&ledger), Time(2), &mut round);
        assert_eq!(names(&begun), ["a-b/1 1", "a/1 1", "a-b/1 2", "a/1 2"]);
        assert_eq!(round.look_again, Some(Time(1002)));
        // What is under way is not begun again, nor when it is over but not booked.
        let (ticket, first) = &begun[0];
        under_way.ended(*ticket, Ended::Answered, Time(3));
        assert_eq!(names(&under_way.begin(&world(&ledger), Time(3), &mut round)), ["a-b/1 3"]);
        under_way.booked(&first.key());
        assert_eq!(names(&under_way.begin(&world(&ledger), Time(3), &mut round)), ["a-b/1 1"]);
    }

    #[test]
    fn what_is_not_due_is_looked_at_when_it_is() {
        let ledger = ledger(2, 1);
        let mut round = Round::default();
        let begun = UnderWay::new(Limits::default()).begin(&world(&ledger), Time(0), &mut round);
        assert_eq!((begun.len(), round.look_again), (0, Some(Time(1))));
    }

    #[test]
    fn what_waits_behind_an_endpoint_that_takes_nothing_is_given_up() {
        let ledger = ledger(1, 100);
        let topic = serde_json::from_value::<Topic>(serde_json::json!({
            "scope": scope(), "name": "a", "attributes": {}, "tags": {}, "created_at": 0,
        }));
        drop(ledger.write(|txn| txn.put(topic.unwrap())));
        while ledger.snapshot().count::<Topic>() == 0 {
            std::thread::yield_now();
        }
        let world = ledger.snapshot();
        let mut under_way = UnderWay::new(Limits::default());
        let mut round = Round::default();
        let begun = under_way.begin(&world, Time(1000), &mut round);
        let ours = |(_, one): &&(Ticket, Arc<Delivery>)| one.topic == "a";
        let (ticket, first) = begun.iter().find(ours).unwrap();
        under_way.ended(*ticket, Ended::Failed, Time(2000));
        under_way.booked(&first.key());
        // The rest of its first posts is still on its way.
        let waiting = 100 - begun.iter().filter(ours).count() + 1;
        under_way.begin(&world, Time(121_999), &mut round);
        assert_eq!(under_way.take_overdue().len(), 0);
        under_way.begin(&world, Time(122_000), &mut round);
        let overdue = under_way.take_overdue();
        assert!(
            overdue.len() >= waiting - 1 && overdue.iter().all(|(_, one)| one.topic == "a"),
            "{}",
            overdue.len()
        );
        // One answer, and all may wait.
        let (ticket, _) = begun.iter().filter(ours).nth(1).unwrap();
        under_way.ended(*ticket, Ended::Answered, Time(122_001));
        under_way.begin(&world, Time(122_002), &mut round);
        assert_eq!(under_way.take_overdue().len(), 0);
    }

    #[test]
    fn a_round_costs_what_it_begins_not_what_waits() {
        let cost = |many| {
            let ledger = ledger(3, many);
            let world = world(&ledger);
            let mut under_way = UnderWay::new(Limits::default());
            let before = visits();
            let begun = under_way.begin(&world, Time(1_000_000), &mut Round::default());
            assert_eq!(begun.len(), 12);
            visits() - before
        };
        assert_eq!(cost(4), cost(2000));
    }

    #[test]
    fn what_leads_nowhere_is_found() {
        let ledger = ledger(1, 3);
        let gone = ledger.write(|txn| drop(txn.remove::<Subscription>(&subscription("a", "1").key())));
        drop(gone);
        while ledger.snapshot().count::<Subscription>() == 2 {
            std::thread::yield_now();
        }
        let mut under_way = UnderWay::new(Limits::default());
        let mut round = Round::default();
        let begun = under_way.begin(&ledger.snapshot(), Time(9), &mut round);
        assert_eq!(names(&begun), ["a-b/1 1", "a-b/1 2"]);
        assert_eq!((under_way.take_nowhere().len(), round.look_again), (3, Some(Time(9))));
    }
}
