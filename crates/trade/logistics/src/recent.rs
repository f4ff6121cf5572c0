//! In: names of orders. Out: whether one is new, being worked on, or done. Never here: the work, or anything that survives a restart.
//!
//! ```text
//! unknown -> mine -> done (the last 100,000 are remembered)
//!             |  \-> given up: unknown again, whoever waits takes it over
//!             \ others wait
//! ```
//!
//! This only spares work: what makes a second delivery harmless is HQ, which counts a name once.

use orders::OrderId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

const MOST_DONE: usize = 100_000;

enum Slot {
    Doing(watch::Receiver<()>),
    Done,
}

#[derive(Default)]
struct Shelf {
    slots: HashMap<OrderId, Slot>,
    done: VecDeque<OrderId>,
}

/// The orders this process has seen lately.
#[derive(Clone, Default)]
pub(crate) struct Recent(Arc<Mutex<Shelf>>);

/// What to do about an order.
pub(crate) enum Claim {
    /// It was fulfilled already.
    Done,
    /// It is yours: work, then `finish` the ticket, or drop it to give up.
    Mine(Ticket),
}

/// The right and the duty to work on one order.
pub(crate) struct Ticket {
    id: OrderId,
    shelf: Arc<Mutex<Shelf>>,
    // Dropped with the ticket, which wakes whoever waits.
    _waking: watch::Sender<()>,
}

impl Recent {
    /// Claims an order, after waiting for whoever works on it now.
    pub(crate) async fn claim(&self, id: &OrderId) -> Claim {
        loop {
            let mut doing = match self.look(id) {
                Ok(claim) => return claim,
                Err(doing) => doing,
            };
            // Ends when the ticket is dropped, finished or not.
            while doing.changed().await.is_ok() {}
        }
    }

    fn look(&self, id: &OrderId) -> Result<Claim, watch::Receiver<()>> {
        let mut shelf = lock(&self.0);
        match shelf.slots.get(id) {
            Some(Slot::Done) => Ok(Claim::Done),
            Some(Slot::Doing(waiting)) => Err(waiting.clone()),
            None => {
                let (waking, waiting) = watch::channel(());
                shelf.slots.insert(id.clone(), Slot::Doing(waiting));
                Ok(Claim::Mine(Ticket { id: id.clone(), shelf: self.0.clone(), _waking: waking }))
            }
        }
    }
}

impl Ticket {
    /// The order is fulfilled; it is remembered as such.
    pub(crate) fn finish(self) {
        let mut shelf = lock(&self.shelf);
        shelf.slots.insert(self.id.clone(), Slot::Done);
        shelf.done.push_back(self.id.clone());
        if shelf.done.len() > MOST_DONE
            && let Some(oldest) = shelf.done.pop_front()
        {
            shelf.slots.remove(&oldest);
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut shelf = lock(&self.shelf);
        if matches!(shelf.slots.get(&self.id), Some(Slot::Doing(_))) {
            shelf.slots.remove(&self.id);
        }
    }
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> OrderId {
        OrderId::parse(text).unwrap()
    }

    #[tokio::test]
    async fn a_second_claim_waits_for_the_first() {
        let recent = Recent::default();
        let Claim::Mine(first) = recent.claim(&id("a")).await else { panic!("taken") };
        let second = tokio::spawn({
            let recent = recent.clone();
            async move { matches!(recent.claim(&id("a")).await, Claim::Done) }
        });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        first.finish();
        assert!(second.await.unwrap());
    }

    #[tokio::test]
    async fn a_claim_given_up_can_be_taken_over() {
        let recent = Recent::default();
        let Claim::Mine(first) = recent.claim(&id("a")).await else { panic!("taken") };
        drop(first);
        assert!(matches!(recent.claim(&id("a")).await, Claim::Mine(_)));
    }

    #[tokio::test]
    async fn only_so_many_are_remembered() {
        let recent = Recent::default();
        for n in 0..=MOST_DONE {
            let Claim::Mine(ticket) = recent.claim(&id(&n.to_string())).await else { panic!("taken") };
            ticket.finish();
        }
        assert!(matches!(recent.claim(&id("0")).await, Claim::Mine(_)));
        assert!(matches!(recent.claim(&id("1")).await, Claim::Done));
        assert!(lock(&recent.0).slots.len() <= MOST_DONE + 1);
    }
}
