//! Damage found in the files of the books: what cannot be read is skipped, and said once. Places go in; a list for whoever asks comes out.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Places remembered; more are said in the log only.
const MOST: usize = 1000;

/// A stretch of a file that cannot be read and is skipped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// Where the stretch begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// How many events or values are lost with it; `None` if that cannot be told any more.
    pub lost: Option<u64>,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, offset, bytes, lost } = self;
        write!(f, "{}: {bytes} bytes at {offset} are damaged and skipped; ", path.display())?;
        match lost {
            Some(lost) => write!(f, "{lost} of what was kept there lost"),
            None => f.write_str("how much was kept there cannot be told"),
        }
    }
}

/// What was found since a book was opened. Shared by all that read.
#[derive(Default)]
pub(crate) struct Damages(Mutex<BTreeMap<(PathBuf, u64), Damage>>);

impl Damages {
    fn all(&self) -> MutexGuard<'_, BTreeMap<(PathBuf, u64), Damage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a place, and says it if it is new.
    pub(crate) fn note(&self, damage: Damage) {
        let key = (damage.path.clone(), damage.offset);
        let mut all = self.all();
        if all.contains_key(&key) {
            return;
        }
        tracing::error!("{damage}");
        if all.len() < MOST {
            all.insert(key, damage);
        }
    }

    /// What lies below a path is gone, and its damage with it.
    pub(crate) fn forget(&self, path: &Path) {
        self.all().retain(|(damaged, _), _| !damaged.starts_with(path));
    }

    pub(crate) fn list(&self) -> Vec<Damage> {
        self.all().values().cloned().collect()
    }
}
