//! Who asked for what, and what came of it. In: calls. Out: the newest of them. Never here: who may ask.
//!
//! ```text
//!  a call that changes something ─▶ its own transaction ─▶ disk        the newest MOST_KEPT of an account and Region
//!  every call ─▶ a ring in memory                                      the newest MOST_SHOWN, MOST_BYTES at most
//! ```
//! So what was changed is known after a crash too, and costs no write of its own; reads, refusals and calls about data are known while
//! the process lives.

mod data_calls;
mod parameters;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ledger::{Txn, World};
use model::Scope;
use model::cloudtrail::Event;
use shapes::{Document, Error, OperationSchema};

use crate::Caller;

/// Calls in memory.
const MOST_SHOWN: usize = 2_000;
/// Of memory for them.
const MOST_BYTES: usize = 4 << 20;
/// Calls on disk, of one account and Region.
const MOST_KEPT: usize = 2_000;

/// One call and how long it took.
#[derive(Clone, Debug)]
pub struct Call {
    /// Counts up from 1 while the process lives.
    pub number: u64,
    /// The call.
    pub event: Arc<Event>,
    /// Until its answer was ready.
    pub took: Duration,
    /// It is about resources, not about data in them.
    pub is_management: bool,
    /// It is on disk too.
    pub is_kept: bool,
}

/// The newest calls.
#[derive(Default)]
pub struct Audit {
    ring: Mutex<Ring>,
}

#[derive(Default)]
struct Ring {
    calls: VecDeque<Call>,
    bytes: usize,
    last: u64,
}

impl Audit {
    /// What will be known of a call, before its input is used up.
    pub(crate) fn begin(
        caller: &Caller,
        operation: &OperationSchema,
        input: &Document,
        read_only: bool,
    ) -> Event {
        let mut dice = caller.dice.clone();
        Event {
            scope: caller.scope.clone(),
            event_id: dice.uuid(),
            at: caller.now,
            source: event_source(operation),
            name: operation.name.to_owned(),
            read_only,
            access_key: caller.access_key.clone(),
            from: caller.source.to_string(),
            request_id: caller.request_id.clone(),
            parameters: parameters::shown(operation.input, input),
            error: None,
        }
    }

    /// Whether the call is kept with what it changes.
    pub(crate) fn is_management(operation: &OperationSchema) -> bool {
        !data_calls::contains(operation.service.name, operation.name)
    }

    /// Keeps an event with the change it is about; the oldest makes room.
    pub(crate) fn keep(txn: &mut Txn, event: &Event) {
        if txn.world().counted::<Event>(&event.scope, Event::ALL) >= MOST_KEPT {
            let oldest = txn.scan::<Event>(&event.scope).next().map(|oldest| model::Record::key(&**oldest));
            oldest.and_then(|key| txn.remove::<Event>(&key));
        }
        txn.put(event.clone());
    }

    /// Adds a call that has ended.
    pub(crate) fn add(
        &self,
        mut event: Event,
        error: Option<&Error>,
        took: Duration,
        (is_management, is_kept): (bool, bool),
    ) {
        event.error = error.map(|error| (error.code.to_string(), error.message.clone()));
        let mut ring = self.ring();
        ring.last += 1;
        let call = Call { number: ring.last, event: Arc::new(event), took, is_management, is_kept };
        ring.bytes += call.bytes();
        ring.calls.push_back(call);
        while ring.calls.len() > MOST_SHOWN || ring.bytes > MOST_BYTES {
            let Some(oldest) = ring.calls.pop_front() else { break };
            ring.bytes -= oldest.bytes();
        }
    }

    /// Calls in memory after the one of this number, the oldest first.
    pub fn after(&self, number: u64) -> Vec<Call> {
        self.ring().calls.iter().filter(|call| call.number > number).cloned().collect()
    }

    /// Calls about resources in an account and Region, the newest first: those on disk, and those in memory that are not.
    pub fn management_events(&self, world: &World, scope: &Scope) -> Vec<Arc<Event>> {
        let ring = self.ring();
        let in_memory = ring
            .calls
            .iter()
            .filter(|call| call.is_management && !call.is_kept && call.event.scope == *scope);
        let kept = world.scan::<Event>(scope).cloned();
        let mut all: Vec<Arc<Event>> = in_memory.map(|call| call.event.clone()).chain(kept).collect();
        drop(ring);
        all.sort_by(|one, other| (other.at, &other.event_id).cmp(&(one.at, &one.event_id)));
        all
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Call {
    /// Of memory, about.
    fn bytes(&self) -> usize {
        let Event { parameters, error, from, .. } = &*self.event;
        let error = error.as_ref().map_or(0, |(code, words)| code.len() + words.len());
        512 + parameters.len() + error + from.len()
    }
}

/// As CloudTrail names services (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html).
fn event_source(operation: &OperationSchema) -> String {
    match operation.service.name {
        "application-autoscaling" => "autoscaling.amazonaws.com".to_owned(),
        _ => format!("{}.amazonaws.com", operation.service.signing_name),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn event(name: &str, at: i64) -> Event {
        let operation =
            shapes::services().iter().find_map(|service| service.operation("ListClusters")).unwrap();
        let event = Audit::begin(&Caller::example(), operation, &Document::Null, true);
        Event { name: name.to_owned(), at: model::Time(at), event_id: format!("{name}{at}"), ..event }
    }

    #[test]
    fn the_ring_keeps_the_newest_within_its_bounds() {
        let audit = Audit::default();
        for at in 0..3 * MOST_SHOWN as i64 {
            audit.add(event("a", at), None, Duration::ZERO, (true, false));
        }
        let all = audit.after(0);
        assert_eq!((all.len(), all[0].number, all[MOST_SHOWN - 1].number), (MOST_SHOWN, 4001, 6000));
        assert_eq!(audit.after(5999).len(), 1);
        let large = Event { parameters: "x".repeat(MOST_BYTES / 4), ..event("b", 1) };
        (0..8).for_each(|_| audit.add(large.clone(), None, Duration::ZERO, (true, false)));
        assert_eq!(audit.after(0).len(), 3);
    }

    #[test]
    fn management_events_are_told_once_and_newest_first() {
        let ledger = ledger::Ledger::open(ledger::Storage::Memory).unwrap();
        let audit = Audit::default();
        for at in 0..2 * MOST_KEPT as i64 {
            let event = event("kept", at);
            let kept = ledger.transact(|txn| {
                Audit::keep(txn, &event);
                Ok::<_, Error>(())
            });
            kept.unwrap().1.wait().unwrap();
        }
        audit.add(event("kept", 3999), None, Duration::ZERO, (true, true));
        audit.add(event("read", 5000), None, Duration::ZERO, (true, false));
        audit.add(event("data", 6000), None, Duration::ZERO, (false, false));
        let told = audit.management_events(&ledger.snapshot(), &Caller::example().scope);
        assert_eq!((told.len(), &*told[0].name, told[1].at.0), (MOST_KEPT + 1, "read", 3999));
    }

    #[test]
    fn an_operation_has_its_services_event_source() {
        let source = |service: &str| {
            let service = shapes::services().iter().find(|known| known.name == service).unwrap();
            event_source(service.operations[0])
        };
        assert_eq!(source("elbv2"), "elasticloadbalancing.amazonaws.com");
        assert_eq!(source("cloudwatch"), "monitoring.amazonaws.com");
        assert_eq!(source("application-autoscaling"), "autoscaling.amazonaws.com");
    }
}
