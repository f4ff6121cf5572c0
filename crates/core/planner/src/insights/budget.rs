//! What a query may take: memory, by what its values, rows and groups hold; time, by asking its owner whether it is wanted still.
//!
//! In: bytes and steps. Out: a [`Halt`] once it is enough. Never here: clocks, what is worked out.
//!
//! ```text
//!   a value ≤ 1 MiB ── the values of one event or row ≤ 8 MiB ── rows, groups, what statistics remember ≤ 64 MiB ── answer ≤ 32 MiB
//! ```
//!
//! AWS tells no such limits; these are ours. A query that needs more fails, rather than answer with less.

use std::cell::Cell;

use super::value::Value;

/// Bytes of one text: as long as the longest event there can be.
pub(super) const LARGEST_VALUE: usize = 1 << 20;
/// Bytes of the values one event or row has at a time.
pub(super) const LARGEST_ROW: usize = 8 << 20;
/// Bytes of rows, groups and what statistics remember.
pub(super) const LARGEST_STATE: usize = 64 << 20;
/// Bytes of an answer.
pub(super) const LARGEST_ANSWER: usize = 32 << 20;
/// Bytes that are worked on between two questions whether to go on: well below a millisecond.
const STRETCH: usize = 64 << 10;
/// What a step costs besides the bytes it makes: after 64 of them it is asked again.
const STEP: usize = 1 << 10;

/// Why a query ends without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It needs more memory than a query has.
    TooMuch,
    /// Its owner said to stop.
    Unwanted,
}

/// Whether to go on with a query. Asked often, by several threads.
pub type Wanted<'w> = &'w (dyn Fn() -> bool + Sync);

/// What may be taken for one event or one row.
pub(super) struct Allowance<'w> {
    wanted: Wanted<'w>,
    /// Bytes of the values there are.
    held: Cell<usize>,
    /// Bytes since it was last asked whether to go on.
    worked: Cell<usize>,
}

impl<'w> Allowance<'w> {
    /// A whole one; its first step asks whether to go on.
    pub(super) fn new(wanted: Wanted<'w>) -> Self {
        Self { wanted, held: Cell::new(0), worked: Cell::new(STRETCH) }
    }

    /// Before anything is worked out.
    pub(super) fn step(&self) -> Result<(), Halt> {
        self.work(STEP)
    }

    /// Before or after so many bytes are looked at.
    pub(super) fn work(&self, bytes: usize) -> Result<(), Halt> {
        let worked = self.worked.get().saturating_add(bytes);
        if worked < STRETCH {
            self.worked.set(worked);
            return Ok(());
        }
        self.worked.set(0);
        if (self.wanted)() { Ok(()) } else { Err(Halt::Unwanted) }
    }

    /// Notes a value that was made.
    pub(super) fn hold(&self, value: Value) -> Result<Value, Halt> {
        let bytes = value.weight();
        let held = self.held.get().saturating_add(bytes);
        let is_long = matches!(&value, Value::Text(text) if text.len() > LARGEST_VALUE);
        if is_long || held > LARGEST_ROW {
            return Err(Halt::TooMuch);
        }
        self.held.set(held);
        self.work(bytes)?;
        Ok(value)
    }

    /// Bytes of the values there are.
    pub(super) fn held(&self) -> usize {
        self.held.get()
    }

    /// Notes that all values made since there were `held` bytes are gone.
    pub(super) fn let_go(&self, held: usize) {
        self.held.set(held);
    }
}

/// Bytes that are counted as they come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State(usize);

impl State {
    /// So many more; refused when they are more than a query has.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Halt> {
        self.0 = self.0.saturating_add(bytes);
        if self.0 > LARGEST_STATE { Err(Halt::TooMuch) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(length: usize) -> Value {
        Value::Text("x".repeat(length))
    }

    #[test]
    fn values_are_bounded_one_by_one_and_together() {
        let allowance = Allowance::new(&|| true);
        assert_eq!(allowance.hold(text(LARGEST_VALUE + 1)), Err(Halt::TooMuch));
        let before = allowance.held();
        for _ in 0..7 {
            assert!(allowance.hold(text(LARGEST_VALUE)).is_ok());
        }
        assert_eq!(allowance.hold(text(LARGEST_VALUE)), Err(Halt::TooMuch));
        allowance.let_go(before);
        assert!(allowance.hold(text(LARGEST_VALUE)).is_ok(), "what is gone makes room");
    }

    #[test]
    fn it_is_asked_at_once_and_then_every_few_steps() {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let count = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 3;
        let allowance = Allowance::new(&count);
        let steps = (0..1000).take_while(|_| allowance.step().is_ok()).count();
        assert_eq!(steps, 3 * STRETCH / STEP, "three times yes, then no");
    }
}
