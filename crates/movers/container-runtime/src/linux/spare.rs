//! One thing of a kind that is made before it is asked for. In: how to make one. Out: it, or a new one where none waits.

use std::io;
use std::sync::{Mutex, PoisonError};

/// Room for one.
#[derive(Debug)]
pub(super) struct Spare<T>(Mutex<Option<T>>);

impl<T> Default for Spare<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Spare<T> {
    /// The one that waits, else a new one.
    pub(super) fn take_or(&self, make: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let waiting = self.room().take();
        waiting.map_or_else(make, Ok)
    }

    /// Makes one if none waits. Called by one thread only: of two that are made at once the second would be dropped.
    pub(super) fn restock(&self, make: impl FnOnce() -> io::Result<T>) -> io::Result<()> {
        if self.room().is_none() {
            let made = make()?;
            *self.room() = Some(made);
        }
        Ok(())
    }

    fn room(&self) -> std::sync::MutexGuard<'_, Option<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_and_is_given_once() {
        let spare = Spare::default();
        spare.restock(|| Ok(1)).unwrap();
        spare.restock(|| panic!("there is one")).unwrap();
        assert_eq!(spare.take_or(|| Ok(2)).unwrap(), 1);
        assert_eq!(spare.take_or(|| Ok(2)).unwrap(), 2);
        assert!(spare.restock(|| Err(io::Error::other("none"))).is_err());
        assert_eq!(spare.take_or(|| Ok(3)).unwrap(), 3);
    }
}
