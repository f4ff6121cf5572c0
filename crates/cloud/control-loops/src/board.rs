//! Where every loop leaves its last result, for the admin room.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::Time;

/// What a loop last did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// When it last looked.
    pub at: Time,
    /// How often it has looked.
    pub rounds: u64,
    /// What it did, when it did something.
    pub last: String,
    /// What went wrong last, if anything.
    pub trouble: Option<String>,
}

/// The board: one note a loop.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<BTreeMap<&'static str, Note>>>);

impl Board {
    /// All notes by loop name.
    pub fn notes(&self) -> BTreeMap<&'static str, Note> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes down one round.
    pub(crate) fn write(&self, name: &'static str, at: Time, did: Option<String>, trouble: Option<String>) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let note = notes.entry(name).or_default();
        note.at = at;
        note.rounds += 1;
        if let Some(did) = did {
            note.last = did;
        }
        note.trouble = trouble;
    }
}
