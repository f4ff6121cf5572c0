//! Random histories of a book and its table, with kills and restarts. In: events. Out: whether all numbers agree after each of them.

use super::*;
use proptest::prelude::*;

/// A row as the table would hold it: the resource, when it was published, who fulfilled it with what.
type Row = (Resource, u64, Option<(usize, Fulfilment)>);

/// What a call of the table came to.
#[derive(Debug, Clone, Copy)]
enum Written {
    Yes,
    No,
    /// It was written, but the word of it was lost.
    Unheard,
}

#[derive(Debug, Clone)]
enum Event {
    Publish(Resource, Written),
    Republish(Resource),
    PublishFails(usize),
    /// The attendee, which order, with what, and whether its row is written.
    Named(usize, usize, Fulfilment, Written),
    Unnamed(usize, Fulfilment, Written),
    /// An order HQ never gave out.
    Unknown(usize),
    /// A request that is cut off while its row is being written.
    Abandoned(usize, Fulfilment),
    Restart,
}

/// HQ's memory beside its table; the same steps in the same order as `feed` and `receiving` take them.
#[derive(Default)]
struct History {
    book: Book,
    table: BTreeMap<OrderId, Row>,
    now: u64,
    next: usize,
}

fn name(number: usize) -> OrderId {
    OrderId::parse(&format!("order-{number}")).unwrap()
}

impl History {
    fn happen(&mut self, event: &Event) {
        self.now += SECOND;
        match *event {
            Event::Publish(resource, written) => self.publish(resource, written),
            Event::Republish(resource) => drop(self.book.take_due(resource, self.now + LONGEST_WAIT, 3)),
            Event::PublishFails(order) => self.book.publish_failed(&name(order), self.now),
            Event::Named(who, order, what, written) => self.fulfil_named(who, &name(order), what, written),
            Event::Unnamed(who, what, written) => {
                if let Some((id, resource, at)) = self.book.take_oldest(what) {
                    self.record(who, &id, (resource, at, Some((who, what))), written);
                }
            }
            Event::Unknown(who) => {
                let iridium = Fulfilment { iridium: 1, magnesite: 0 };
                self.fulfil_named(who, &OrderId::parse("never-given-out").unwrap(), iridium, Written::Yes);
            }
            Event::Abandoned(order, what) => {
                if let Verdict::Record { .. } = self.book.judge(&name(order), what) {
                    self.book.reopen(&name(order), self.now);
                }
            }
            Event::Restart => self.restart(),
        }
    }

    fn publish(&mut self, resource: Resource, written: Written) {
        let (id, now) = (name(self.next), self.now);
        self.next += 1;
        self.book.begin(id.clone(), resource, now);
        if !matches!(written, Written::No) {
            self.table.insert(id.clone(), (resource, now, None));
        }
        match written {
            Written::Yes => self.book.written(&id, now),
            Written::No | Written::Unheard => self.book.withdraw(&id),
        }
    }

    fn fulfil_named(&mut self, who: usize, id: &OrderId, what: Fulfilment, written: Written) {
        let mut verdict = self.book.judge(id, what);
        if verdict == Verdict::Unknown {
            match self.table.get(id) {
                Some((resource, at, None)) => {
                    self.book.restore(id.clone(), *resource, *at);
                    verdict = self.book.judge(id, what);
                }
                Some(_) => verdict = Verdict::Duplicate,
                None => {}
            }
        }
        match verdict {
            Verdict::Record { resource, published_at } => {
                self.record(who, id, (resource, published_at, Some((who, what))), written);
            }
            Verdict::Duplicate => self.book.tally.duplicate(&attendee(who)),
            Verdict::Busy | Verdict::Mismatch(_) | Verdict::Unknown => {}
        }
    }

    fn record(&mut self, who: usize, id: &OrderId, row: Row, written: Written) {
        if !matches!(written, Written::No) {
            self.table.insert(id.clone(), row);
        }
        match (written, row.2) {
            (Written::Yes, Some((_, what))) => self.book.settle(id, &attendee(who), what, self.now),
            _ => self.book.reopen(id, self.now),
        }
    }

    fn restart(&mut self) {
        let mut book = Book::default();
        for (id, (resource, at, done)) in &self.table {
            match done {
                None => drop(book.restore(id.clone(), *resource, *at)),
                Some((who, what)) => {
                    book.remember(id.clone(), *resource, *at, (&attendee(*who), *what));
                }
            }
        }
        self.book = book;
    }

    fn check(&self) {
        let (mut published, mut fulfilled, mut in_flight) = (0, 0, 0);
        for resource in Resource::ALL {
            let sums = self.book.tally.sums(resource);
            let counted = self.book.known.values().filter(|entry| entry.resource == resource);
            let open = counted.filter(|entry| entry.stage != Stage::Fulfilled).count();
            assert_eq!(self.book.in_flight(resource), open, "{resource:?}: what is counted is there");
            assert_eq!(sums.published, sums.fulfilled + open as u64, "{resource:?}");
            published += sums.published;
            fulfilled += sums.fulfilled;
            in_flight += open as u64;
        }
        assert_eq!(published, fulfilled + in_flight);
        let shown: u64 = self.book.tally.leaderboard().iter().map(|row| row.orders).sum();
        assert_eq!(shown + self.book.tally.others().orders, fulfilled, "the leaderboard adds up");
    }
}

fn attendee(number: usize) -> String {
    format!("attendee-{number}")
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![6 => Just(Written::Yes), 1 => Just(Written::No), 1 => Just(Written::Unheard)]
}

fn resource() -> impl Strategy<Value = Resource> {
    prop_oneof![Just(Resource::Bundle), Just(Resource::Iridium), Just(Resource::Magnesite)]
}

fn fulfilment() -> impl Strategy<Value = Fulfilment> {
    let of = |iridium, magnesite| Just(Fulfilment { iridium, magnesite });
    prop_oneof![of(1, 0), of(0, 1), of(1, 1), of(3, 0)]
}

fn event() -> impl Strategy<Value = Event> {
    // More attendees than the leaderboard has rows.
    let (who, order) = (0..60_usize, 0..40_usize);
    prop_oneof![
        6 => (resource(), written()).prop_map(|(what, written)| Event::Publish(what, written)),
        1 => resource().prop_map(Event::Republish),
        1 => order.clone().prop_map(Event::PublishFails),
        4 => (who.clone(), order.clone(), fulfilment(), written())
            .prop_map(|(who, order, what, written)| Event::Named(who, order, what, written)),
        6 => (who.clone(), fulfilment(), written())
            .prop_map(|(who, what, written)| Event::Unnamed(who, what, written)),
        1 => who.prop_map(Event::Unknown),
        1 => (order, fulfilment()).prop_map(|(order, what)| Event::Abandoned(order, what)),
        1 => Just(Event::Restart),
    ]
}

proptest! {
    #[test]
    fn all_numbers_agree_whatever_happens(events in proptest::collection::vec(event(), 1..250)) {
        let mut history = History::default();
        for event in &events {
            history.happen(event);
            history.check();
        }
        history.restart();
        history.check();
        let done = history.table.values().filter(|row| row.2.is_some()).count() as u64;
        prop_assert_eq!(history.book.tally.total_fulfilled(), done, "a restart knows what the table knows");
    }
}
