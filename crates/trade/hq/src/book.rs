//! In: what happened to orders, and when. Out: what is open, what is due again, who fulfilled how much. Pure memory.
//! Never here: the clock, tables, topics.
//!
//! An order:
//!
//! ```text
//! open -> recording -> fulfilled (the last 200,000 are remembered)
//!   ^---------/ the row could not be written
//! ```

use orders::{Fulfilment, OrderId, Resource};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

mod tally;

pub(crate) use tally::Tally;

const MOST_SETTLED: usize = 200_000;
const SECOND: u64 = 1_000_000;
const FIRST_WAIT: u64 = 60 * SECOND;
const LONGEST_WAIT: u64 = 15 * 60 * SECOND;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Open { due: u64, publications: u32 },
    Recording { publications: u32 },
    Fulfilled,
}

#[derive(Debug, Clone)]
struct Entry {
    resource: Resource,
    published_at: u64,
    stage: Stage,
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

/// Every open order and those lately fulfilled.
#[derive(Default)]
pub(crate) struct Book {
    known: HashMap<OrderId, Entry>,
    due: BTreeMap<Resource, BTreeSet<(u64, OrderId)>>,
    open: BTreeMap<Resource, usize>,
    settled: VecDeque<OrderId>,
    pub(crate) tally: Tally,
}

impl Book {
    /// Orders of a resource that are not fulfilled yet.
    pub(crate) fn in_flight(&self, resource: Resource) -> usize {
        self.open.get(&resource).copied().unwrap_or(0)
    }

    /// Takes up an order that is about to be published; it falls due again if nobody fulfils it.
    pub(crate) fn open(&mut self, id: OrderId, resource: Resource, now: u64) {
        self.adopt(id, resource, now, now + FIRST_WAIT, 1);
        self.tally.published(resource);
    }

    /// Takes up an open order found in the table; it is due at once. Returns whether it was new here.
    pub(crate) fn restore(&mut self, id: OrderId, resource: Resource, published_at: u64) -> bool {
        !self.known.contains_key(&id) && {
            self.adopt(id, resource, published_at, 0, 1);
            true
        }
    }

    /// Remembers an order found fulfilled in the table.
    pub(crate) fn remember(&mut self, id: OrderId, resource: Resource, published_at: u64) {
        if self.known.contains_key(&id) {
            return;
        }
        self.known.insert(id.clone(), Entry { resource, published_at, stage: Stage::Fulfilled });
        self.forget_oldest(id);
    }

    fn adopt(&mut self, id: OrderId, resource: Resource, published_at: u64, due: u64, publications: u32) {
        let stage = Stage::Open { due, publications };
        self.due.entry(resource).or_default().insert((due, id.clone()));
        *self.open.entry(resource).or_default() += 1;
        self.known.insert(id, Entry { resource, published_at, stage });
    }

    /// Drops an order whose row could not be written, so that it never existed.
    pub(crate) fn withdraw(&mut self, id: &OrderId) {
        let Some(entry) = self.known.remove(id) else { return };
        if let Stage::Open { due, .. } = entry.stage {
            self.no_longer_due(entry.resource, due, id);
        }
        *self.open.entry(entry.resource).or_default() -= 1;
        self.tally.withdrawn(entry.resource);
    }

    /// Up to `most` open orders that are due again; each waits twice as long the next time.
    pub(crate) fn take_due(&mut self, resource: Resource, now: u64, most: usize) -> Vec<OrderId> {
        let Some(due) = self.due.get_mut(&resource) else { return Vec::new() };
        let mut taken = Vec::new();
        while taken.len() < most && due.first().is_some_and(|(when, _)| *when <= now) {
            let Some((_, id)) = due.pop_first() else { break };
            taken.push(id);
        }
        for id in &taken {
            if let Some(entry) = self.known.get_mut(id)
                && let Stage::Open { publications, .. } = entry.stage
            {
                let again = now + wait(publications);
                entry.stage = Stage::Open { due: again, publications: publications.saturating_add(1) };
                due.insert((again, id.clone()));
            }
        }
        self.tally.republished += taken.len() as u64;
        taken
    }

    /// The publication of `id` failed: it is due again in a second.
    pub(crate) fn publish_failed(&mut self, id: &OrderId, now: u64) {
        let Some(entry) = self.known.get_mut(id) else { return };
        let Stage::Open { due, publications } = entry.stage else { return };
        let (resource, again) = (entry.resource, now + SECOND);
        entry.stage = Stage::Open { due: again, publications };
        self.no_longer_due(resource, due, id);
        self.due.entry(resource).or_default().insert((again, id.clone()));
    }

    /// Decides about a fulfilment.
    pub(crate) fn judge(&mut self, id: &OrderId, fulfilment: Fulfilment) -> Verdict {
        let Some(entry) = self.known.get_mut(id) else { return Verdict::Unknown };
        let (resource, published_at) = (entry.resource, entry.published_at);
        match entry.stage {
            Stage::Fulfilled => Verdict::Duplicate,
            Stage::Recording { .. } => Verdict::Busy,
            Stage::Open { .. } if !fulfilment.answers(resource) => Verdict::Mismatch(resource),
            Stage::Open { due, publications } => {
                entry.stage = Stage::Recording { publications };
                self.no_longer_due(resource, due, id);
                Verdict::Record { resource, published_at }
            }
        }
    }

    /// The fulfilment is written: the order counts.
    pub(crate) fn settle(&mut self, id: &OrderId, attendee: &str, fulfilment: Fulfilment, now: u64) {
        let Some(entry) = self.known.get_mut(id) else { return };
        entry.stage = Stage::Fulfilled;
        let (resource, latency) = (entry.resource, now.saturating_sub(entry.published_at));
        *self.open.entry(resource).or_default() -= 1;
        self.tally.fulfilled(resource, attendee, fulfilment);
        self.tally.took(latency, now);
        self.forget_oldest(id.clone());
    }

    /// The fulfilment could not be written: the order is open as before.
    pub(crate) fn reopen(&mut self, id: &OrderId, now: u64) {
        let Some(entry) = self.known.get_mut(id) else { return };
        let Stage::Recording { publications } = entry.stage else { return };
        let due = now + FIRST_WAIT;
        entry.stage = Stage::Open { due, publications };
        self.due.entry(entry.resource).or_default().insert((due, id.clone()));
    }

    fn no_longer_due(&mut self, resource: Resource, due: u64, id: &OrderId) {
        if let Some(set) = self.due.get_mut(&resource) {
            set.remove(&(due, id.clone()));
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
        book.open(id("a"), Resource::Iridium, 1_000);
        book
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
        book.open(id("b"), Resource::Iridium, 1_000);
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
    fn memory_is_bounded() {
        let mut book = Book::default();
        for n in 0..MOST_SETTLED + 10 {
            let name = id(&n.to_string());
            book.open(name.clone(), Resource::Iridium, 0);
            book.judge(&name, IRIDIUM);
            book.settle(&name, "mia", IRIDIUM, 1);
        }
        assert_eq!(book.known.len(), MOST_SETTLED);
        assert_eq!(book.judge(&id("0"), IRIDIUM), Verdict::Unknown);
    }
}
