//! Who asked for what, and what came of it. In: calls. Out: the newest of them. Never here: who may ask.
//!
//! ```text
//!  a call that changes something ─▶ its own transaction ─▶ disk        the newest MOST_KEPT of an account and Region
//!  every call ─▶ a ring in memory                                      the newest MOST_SHOWN, MOST_BYTES at most
//! ```
//! So what was changed is known after a crash too, and costs no write of its own; reads, refusals and calls about data are known while
//! the process lives.

mod call;
mod data_calls;
mod parameters;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ledger::{Txn, World};
use model::Scope;
use model::cloudtrail::Event;
use shapes::{Error, OperationSchema};

pub(crate) use call::Asked;
pub use call::Call;

/// Calls in memory.
const MOST_SHOWN: usize = 2_000;
/// Of memory for them.
const MOST_BYTES: usize = 4 << 20;
/// Calls on disk, of one account and Region.
const MOST_KEPT: u16 = 2_000;

/// The newest calls.
#[derive(Default)]
pub struct Audit {
    ring: Mutex<Ring>,
    /// Where the next event of an account and Region is kept.
    slots: Mutex<HashMap<Scope, u16>>,
}

#[derive(Default)]
struct Ring {
    calls: VecDeque<Call>,
    bytes: usize,
    last: u64,
}

impl Audit {
    /// Whether the call is kept with what it changes.
    pub(crate) fn is_management(operation: &OperationSchema) -> bool {
        !data_calls::contain(operation)
    }

    /// Keeps a call with the change it is about, in the place of the oldest once there are enough.
    pub(crate) fn keep(&self, txn: &mut Txn, asked: &Asked) {
        let slot = self.next_slot(txn.world(), &asked.scope);
        txn.put(asked.event(slot));
    }

    fn next_slot(&self, world: &World, scope: &Scope) -> u16 {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(next) = slots.get_mut(scope) {
            *next = (*next + 1) % MOST_KEPT;
            return *next;
        }
        let newest = world.scan::<Event>(scope).max_by_key(|event| (event.at, event.slot));
        let next = newest.map_or(0, |newest| (newest.slot + 1) % MOST_KEPT);
        slots.insert(scope.clone(), next);
        next
    }

    /// Adds a call that has ended.
    pub(crate) fn add(&self, asked: Asked, error: Option<&Error>, took: Duration, is_kept: bool) {
        let mut call = Call::over(asked, error, took, is_kept);
        let mut ring = self.ring();
        ring.last += 1;
        call.number = ring.last;
        ring.bytes += call.bytes();
        ring.calls.push_back(call);
        while ring.calls.len() > MOST_SHOWN || ring.bytes > MOST_BYTES {
            let Some(oldest) = ring.calls.pop_front() else { break };
            ring.bytes -= oldest.bytes();
        }
    }

    /// Calls in memory after the one of this number, the oldest first.
    pub fn after(&self, number: u64) -> Vec<Call> {
        let ring = self.ring();
        let known = ring.calls.partition_point(|call| call.number <= number);
        ring.calls.range(known..).cloned().collect()
    }

    /// Calls about resources in an account and Region, the newest first: those on disk, and those in memory that are not.
    pub fn management_events(&self, world: &World, scope: &Scope) -> Vec<Arc<Event>> {
        let ring = self.ring();
        let in_memory = ring
            .calls
            .iter()
            .filter(|call| !call.is_kept && call.asked.scope == *scope && call.is_management());
        let kept = world.scan::<Event>(scope).cloned();
        let mut all: Vec<Arc<Event>> = in_memory.map(|call| Arc::new(call.event())).chain(kept).collect();
        drop(ring);
        all.sort_by(|one, other| (other.at, &other.event_id).cmp(&(one.at, &one.event_id)));
        all
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Caller;
    use crate::rig::{document, schema};

    fn asked(at: i64, (service, operation): (&str, &str), input: &serde_json::Value) -> Asked {
        let caller = Caller { now: model::Time(at), event_id: at as u128, ..Caller::example() };
        Asked::of(&caller, schema(service, operation).unwrap(), &document(input), true)
    }

    fn read(at: i64) -> Asked {
        asked(at, ("ecs", "ListClusters"), &serde_json::Value::Null)
    }

    #[test]
    fn the_ring_keeps_the_newest_within_its_bounds() {
        let audit = Audit::default();
        for at in 0..3 * MOST_SHOWN as i64 {
            audit.add(read(at), None, Duration::ZERO, false);
        }
        let all = audit.after(0);
        assert_eq!((all.len(), all[0].number, all[MOST_SHOWN - 1].number), (MOST_SHOWN, 4001, 6000));
        assert_eq!(audit.after(5999).len(), 1);
        let large = Error::internal("x".repeat(MOST_BYTES / 4));
        (0..8).for_each(|at| audit.add(read(at), Some(&large), Duration::ZERO, false));
        assert_eq!(audit.after(0).len(), 3);
    }

    #[test]
    fn management_events_are_told_once_and_newest_first() {
        let ledger = ledger::Ledger::open(ledger::Storage::Memory).unwrap();
        let audit = Audit::default();
        let most = usize::from(MOST_KEPT);
        let keep = |audit: &Audit, at: i64| {
            let kept = ledger.transact(|txn| {
                audit.keep(txn, &read(at));
                Ok::<_, Error>(())
            });
            kept.unwrap().1.wait().unwrap();
        };
        (0..2 * i64::from(MOST_KEPT)).for_each(|at| keep(&audit, at));
        audit.add(read(3999), None, Duration::ZERO, true);
        audit.add(read(5000), None, Duration::ZERO, false);
        let publish = asked(6000, ("sns", "Publish"), &serde_json::Value::Null);
        audit.add(publish, None, Duration::ZERO, false);
        let scope = Caller::example().scope;
        let told = audit.management_events(&ledger.snapshot(), &scope);
        let times: Vec<i64> = told.iter().map(|event| event.at.0).collect();
        assert_eq!((told.len(), times[0], times[1], times[most]), (most + 1, 5000, 3999, 2000));
        // The next life goes on where this one was.
        keep(&Audit::default(), 7000);
        let oldest = ledger.snapshot().scan::<Event>(&scope).map(|event| event.at.0).min();
        assert_eq!((ledger.snapshot().scan::<Event>(&scope).count(), oldest), (most, Some(2001)));
    }
}
