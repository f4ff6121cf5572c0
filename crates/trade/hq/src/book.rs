//! The book of orders: which are open, which are due again, who fulfilled how many. Pure memory.
//!
//! In: what happened to orders, and when. Out: what to do next, and counts. Never here: the clock, tables, topics.
//!
//! ```text
//! writing -> open -> recording -> fulfilled (the last 200,000 are remembered)
//!    |        ^---------/ the row could not be written
//!    '-> withdrawn: it never existed
//! ```
//!
//! Whatever happens, for every resource: published = fulfilled + in flight, and the scores of all attendees add up to what was fulfilled
//! (`agreement` holds it against random histories).

use orders::{Fulfilment, OrderId, Resource};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

#[cfg(test)]
mod agreement;
mod tally;

pub(crate) use tally::Tally;

const MOST_SETTLED: usize = 200_000;
const SECOND: u64 = 1_000_000;
const FIRST_WAIT: u64 = 60 * SECOND;
const LONGEST_WAIT: u64 = 15 * 60 * SECOND;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Its row is being written: not published yet, and nobody else knows of it.
    Writing,
    Open {
        due: u64,
        publications: u32,
    },
    /// A fulfilment of it is being written.
    Recording {
        publications: u32,
    },
    Fulfilled,
}

#[derive(Debug, Clone)]
struct Entry {
    resource: Resource,
    published_at: u64,
    stage: Stage,
}

/// The unfulfilled orders of one resource.
#[derive(Default)]
struct Unfulfilled {
    /// Writing, open and recording.
    count: usize,
    /// The open ones by the time they are published again.
    by_due: BTreeSet<(u64, OrderId)>,
    /// The open ones by the time they were published first.
    by_age: BTreeSet<(u64, OrderId)>,
}

/// What to do about a fulfilment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Write it down, then `settle` or `reopen`.
    Record { resource: Resource, published_at: u64 },
    /// Fulfilled before.
    Duplicate,
    /// Somebody else's fulfilment of it is being written.
    Busy,
    /// It hands over nothing of what was ordered.
    Mismatch(Resource),
    /// Not in memory: the table may know.
    Unknown,
}

/// Every unfulfilled order and those lately fulfilled.
#[derive(Default)]
pub(crate) struct Book {
    known: HashMap<OrderId, Entry>,
    unfulfilled: BTreeMap<Resource, Unfulfilled>,
    settled: VecDeque<OrderId>,
    pub(crate) tally: Tally,
}

impl Book {
    /// Orders of a resource that are not fulfilled yet.
    pub(crate) fn in_flight(&self, resource: Resource) -> usize {
        self.unfulfilled.get(&resource).map_or(0, |orders| orders.count)
    }

    /// Takes up a new order whose row is about to be written: [`Self::written`] or [`Self::withdraw`] follows.
    pub(crate) fn begin(&mut self, id: OrderId, resource: Resource, now: u64) {
        self.add(id, Entry { resource, published_at: now, stage: Stage::Writing });
    }

    /// The row of a new order is there: it may be published, and falls due again if nobody fulfils it.
    pub(crate) fn written(&mut self, id: &OrderId, now: u64) {
        if self.stage(id) == Some(Stage::Writing) {
            self.make_open(id, now + FIRST_WAIT, 1);
        }
    }

    /// Drops an order whose row could not be written, so that it never existed.
    pub(crate) fn withdraw(&mut self, id: &OrderId) {
        if self.stage(id) == Some(Stage::Writing)
            && let Some(entry) = self.known.remove(id)
        {
            self.unfulfilled.entry(entry.resource).or_default().count -= 1;
            self.tally.withdrawn(entry.resource);
        }
    }

    /// Takes up an open order found in the table; it is due at once. Returns whether it was new here.
    pub(crate) fn restore(&mut self, id: OrderId, resource: Resource, published_at: u64) -> bool {
        let new = !self.known.contains_key(&id);
        if new {
            self.add(id.clone(), Entry { resource, published_at, stage: Stage::Writing });
            self.make_open(&id, 0, 1);
        }
        new
    }

    /// Takes up an order found fulfilled in the table.
    pub(crate) fn remember(
        &mut self,
        id: OrderId,
        resource: Resource,
        published_at: u64,
        by: (&str, Fulfilment),
    ) {
        if self.known.contains_key(&id) {
            return;
        }
        self.tally.published(resource);
        self.tally.fulfilled(resource, by.0, by.1);
        self.known.insert(id.clone(), Entry { resource, published_at, stage: Stage::Fulfilled });
        self.forget_oldest(id);
    }

    fn add(&mut self, id: OrderId, entry: Entry) {
        self.unfulfilled.entry(entry.resource).or_default().count += 1;
        self.tally.published(entry.resource);
        self.known.insert(id, entry);
    }

    fn stage(&self, id: &OrderId) -> Option<Stage> {
        self.known.get(id).map(|entry| entry.stage)
    }

    fn make_open(&mut self, id: &OrderId, due: u64, publications: u32) {
        let Some(entry) = self.known.get_mut(id) else { return };
        entry.stage = Stage::Open { due, publications };
        let orders = self.unfulfilled.entry(entry.resource).or_default();
        orders.by_due.insert((due, id.clone()));
        orders.by_age.insert((entry.published_at, id.clone()));
    }

    /// Out of the open ones: it is being recorded from now on.
    fn make_recording(&mut self, id: &OrderId) {
        let Some(entry) = self.known.get_mut(id) else { return };
        let Stage::Open { due, publications } = entry.stage else { return };
        entry.stage = Stage::Recording { publications };
        let orders = self.unfulfilled.entry(entry.resource).or_default();
        orders.by_due.remove(&(due, id.clone()));
        orders.by_age.remove(&(entry.published_at, id.clone()));
    }

    /// Up to `most` open orders that are due again; each waits twice as long the next time.
    pub(crate) fn take_due(&mut self, resource: Resource, now: u64, most: usize) -> Vec<OrderId> {
        let Some(orders) = self.unfulfilled.get_mut(&resource) else { return Vec::new() };
        let mut taken = Vec::new();
        while taken.len() < most && orders.by_due.first().is_some_and(|(when, _)| *when <= now) {
            let Some((_, id)) = orders.by_due.pop_first() else { break };
            taken.push(id);
        }
        for id in &taken {
            if let Some(entry) = self.known.get_mut(id)
                && let Stage::Open { publications, .. } = entry.stage
            {
                let again = now + wait(publications);
                entry.stage = Stage::Open { due: again, publications: publications.saturating_add(1) };
                orders.by_due.insert((again, id.clone()));
            }
        }
        self.tally.republished += taken.len() as u64;
        taken
    }

    /// The publication of `id` failed: it is due again in a second.
    pub(crate) fn publish_failed(&mut self, id: &OrderId, now: u64) {
        let Some(entry) = self.known.get_mut(id) else { return };
        let Stage::Open { due, publications } = entry.stage else { return };
        let again = now + SECOND;
        entry.stage = Stage::Open { due: again, publications };
        let orders = self.unfulfilled.entry(entry.resource).or_default();
        orders.by_due.remove(&(due, id.clone()));
        orders.by_due.insert((again, id.clone()));
    }

    /// Decides about a fulfilment that names its order.
    pub(crate) fn judge(&mut self, id: &OrderId, fulfilment: Fulfilment) -> Verdict {
        let Some(entry) = self.known.get(id) else { return Verdict::Unknown };
        let (resource, published_at) = (entry.resource, entry.published_at);
        match entry.stage {
            Stage::Fulfilled => Verdict::Duplicate,
            Stage::Writing | Stage::Recording { .. } => Verdict::Busy,
            Stage::Open { .. } if !fulfilment.answers(resource) => Verdict::Mismatch(resource),
            Stage::Open { .. } => {
                self.make_recording(id);
                Verdict::Record { resource, published_at }
            }
        }
    }

    /// Finds the order of a fulfilment that names none: the oldest open one it can be meant for. `settle` or `reopen` follows.
    pub(crate) fn take_oldest(&mut self, fulfilment: Fulfilment) -> Option<(OrderId, Resource, u64)> {
        let found = meant(fulfilment).iter().find_map(|resource| {
            let (published_at, id) = self.unfulfilled.get(resource)?.by_age.first()?;
            Some((id.clone(), *resource, *published_at))
        })?;
        self.make_recording(&found.0);
        Some(found)
    }

    /// The fulfilment is written: the order counts.
    pub(crate) fn settle(&mut self, id: &OrderId, attendee: &str, fulfilment: Fulfilment, now: u64) {
        let Some(entry) = self.known.get_mut(id) else { return };
        if !matches!(entry.stage, Stage::Recording { .. }) {
            return;
        }
        entry.stage = Stage::Fulfilled;
        let (resource, latency) = (entry.resource, now.saturating_sub(entry.published_at));
        self.unfulfilled.entry(resource).or_default().count -= 1;
        self.tally.fulfilled(resource, attendee, fulfilment);
        self.tally.took(latency, now);
        self.forget_oldest(id.clone());
    }

    /// The fulfilment could not be written: the order is open as before.
    pub(crate) fn reopen(&mut self, id: &OrderId, now: u64) {
        if let Some(Stage::Recording { publications }) = self.stage(id) {
            self.make_open(id, now + FIRST_WAIT, publications);
        }
    }

    fn forget_oldest(&mut self, newest: OrderId) {
        self.settled.push_back(newest);
        if self.settled.len() > MOST_SETTLED
            && let Some(oldest) = self.settled.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

/// What a fulfilment that names no order may be for, the likeliest first: a bundle is both, but a monolith that lost one of its halves
/// (lab 2) hands over the other alone.
fn meant(fulfilment: Fulfilment) -> &'static [Resource] {
    match (fulfilment.iridium > 0, fulfilment.magnesite > 0) {
        (true, true) => &[Resource::Bundle],
        (true, false) => &[Resource::Iridium, Resource::Bundle],
        (false, true) => &[Resource::Magnesite, Resource::Bundle],
        (false, false) => &[],
    }
}

fn wait(publications: u32) -> u64 {
    FIRST_WAIT.saturating_mul(1 << publications.min(8)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IRIDIUM: Fulfilment = Fulfilment { iridium: 1, magnesite: 0 };

    fn id(text: &str) -> OrderId {
        OrderId::parse(text).unwrap()
    }

    fn with_one() -> Book {
        let mut book = Book::default();
        publish(&mut book, "a", 1_000);
        book
    }

    fn publish(book: &mut Book, name: &str, now: u64) {
        book.begin(id(name), Resource::Iridium, now);
        book.written(&id(name), now);
    }

    #[test]
    fn an_order_counts_once() {
        let mut book = with_one();
        assert!(matches!(book.judge(&id("a"), IRIDIUM), Verdict::Record { published_at: 1_000, .. }));
        assert_eq!(book.judge(&id("a"), IRIDIUM), Verdict::Busy);
        book.settle(&id("a"), "mia", IRIDIUM, 6_000);
        assert_eq!(book.judge(&id("a"), IRIDIUM), Verdict::Duplicate);
        assert_eq!((book.in_flight(Resource::Iridium), book.tally.total_fulfilled()), (0, 1));
        assert_eq!(book.tally.percentiles(6_000), Some((5.0, 5.0)));
    }

    #[test]
    fn what_could_not_be_written_stays_open() {
        let mut book = with_one();
        book.judge(&id("a"), IRIDIUM);
        book.reopen(&id("a"), 2_000);
        assert_eq!(book.in_flight(Resource::Iridium), 1);
        assert!(matches!(book.judge(&id("a"), IRIDIUM), Verdict::Record { .. }));
    }

    #[test]
    fn the_wrong_resource_fulfils_nothing() {
        let mut book = with_one();
        let magnesite = Fulfilment { iridium: 0, magnesite: 1 };
        assert_eq!(book.judge(&id("a"), magnesite), Verdict::Mismatch(Resource::Iridium));
        assert_eq!(book.judge(&id("b"), magnesite), Verdict::Unknown);
    }

    #[test]
    fn an_open_order_falls_due_ever_more_rarely() {
        let mut book = with_one();
        let mut last = 1_000;
        let mut waits = Vec::new();
        for second in 1..4_000 {
            let now = 1_000 + second * SECOND;
            if !book.take_due(Resource::Iridium, now, 10).is_empty() {
                waits.push((now - last) / SECOND);
                last = now;
            }
        }
        assert_eq!(waits, [60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_fulfilled_or_withdrawn_order_is_never_due() {
        let mut book = with_one();
        book.begin(id("b"), Resource::Iridium, 1_000);
        book.judge(&id("a"), IRIDIUM);
        book.settle(&id("a"), "mia", IRIDIUM, 2_000);
        book.withdraw(&id("b"));
        assert!(book.take_due(Resource::Iridium, u64::MAX / 2, 10).is_empty());
        assert_eq!(book.in_flight(Resource::Iridium), 0);
    }

    #[test]
    fn a_failed_publication_is_due_soon() {
        let mut book = with_one();
        book.publish_failed(&id("a"), 1_000);
        assert_eq!(book.take_due(Resource::Iridium, 1_000 + SECOND, 10), [id("a")]);
    }

    #[test]
    fn who_names_no_order_is_given_the_oldest_it_can_be_meant_for() {
        let mut book = with_one();
        publish(&mut book, "b", 500);
        book.restore(id("c"), Resource::Bundle, 1);
        let oldest = |book: &mut Book, iridium, magnesite| {
            book.take_oldest(Fulfilment { iridium, magnesite }).map(|(id, ..)| id.as_str().to_owned())
        };
        assert_eq!(oldest(&mut book, 1, 0).as_deref(), Some("b"));
        assert_eq!(oldest(&mut book, 1, 0).as_deref(), Some("a"), "b is being recorded");
        book.reopen(&id("b"), 9);
        assert_eq!(oldest(&mut book, 1, 1).as_deref(), Some("c"));
        assert_eq!(oldest(&mut book, 1, 1), None, "both together are no order of iridium");
        book.reopen(&id("c"), 9);
        assert_eq!(oldest(&mut book, 0, 1).as_deref(), Some("c"), "what is left of a monolith");
        assert_eq!(oldest(&mut book, 1, 0).as_deref(), Some("b"));
    }

    #[test]
    fn an_order_whose_row_is_not_written_is_nobodys_to_fulfil() {
        let mut book = Book::default();
        book.begin(id("a"), Resource::Iridium, 1);
        assert_eq!(book.take_oldest(IRIDIUM), None);
        assert_eq!(book.judge(&id("a"), IRIDIUM), Verdict::Busy);
        book.written(&id("a"), 1);
        assert!(matches!(book.judge(&id("a"), IRIDIUM), Verdict::Record { .. }));
        book.withdraw(&id("a"));
        assert_eq!(book.in_flight(Resource::Iridium), 1, "too late to withdraw");
    }

    #[test]
    fn memory_is_bounded() {
        let mut book = Book::default();
        for n in 0..MOST_SETTLED + 10 {
            let name = id(&n.to_string());
            publish(&mut book, name.as_str(), 0);
            book.judge(&name, IRIDIUM);
            book.settle(&name, "mia", IRIDIUM, 1);
        }
        assert_eq!(book.known.len(), MOST_SETTLED);
        assert_eq!(book.judge(&id("0"), IRIDIUM), Verdict::Unknown);
    }
}
