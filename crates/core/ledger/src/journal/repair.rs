//! Repair of a damaged journal: what can be kept and what is lost is told first; only then is a journal made of what can be kept.
//!
//! In: a data directory nobody uses. Out: a report, or files. What was there before is put aside, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use super::load::{self, Files, Loaded, Loss};
use super::store::{self, directory_of};
use super::{redb_format, snapshot};
use crate::disk::{self, Disk};
use crate::open_error::OpenError;
use crate::table::Table;
use crate::world::{EachTable, Stored};

/// What is in a journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JournalExamination {
    /// Where it lies.
    pub directory: PathBuf,
    /// Records that can be read.
    pub records: u64,
    /// What cannot, and is gone after a repair.
    pub losses: Vec<Loss>,
    /// Damage that costs nothing.
    pub notes: Vec<String>,
}

/// Reads the journal of a data directory without changing it; `None` if there is none in this version's format.
///
/// An error if another process uses it, or if it cannot be read at all.
pub fn examine_journal(data: &Path) -> Result<Option<JournalExamination>, OpenError> {
    let directory = directory_of(data);
    if !directory.is_dir() {
        return Ok(None);
    }
    let _lock = disk::lock(&directory)?;
    let mut loaded = load::load(&directory)?;
    let records = count(&mut loaded);
    let Loaded { losses, notes, .. } = loaded;
    Ok(Some(JournalExamination { directory, records, losses, notes }))
}

/// Makes a journal of what can be read; where the files there were are now.
///
/// An error if another process uses it, or the disk refuses; the files there were are then as before.
pub fn repair_journal(data: &Path) -> Result<PathBuf, OpenError> {
    let directory = directory_of(data);
    let unusable = |cause| OpenError::Directory { path: directory.clone(), cause };
    let _lock = disk::lock(&directory)?;
    let loaded = load::load(&directory)?;
    let old = Files::list(&directory).map_err(unusable)?;
    let newest = old.snapshots.keys().chain(old.wals.keys()).max().copied().unwrap_or(0);
    let disk = Disk::default();
    // Not the number of what was migrated from the former format.
    let number = (newest + 1).max(redb_format::SNAPSHOT + 1);
    let place = snapshot::Place { disk: &disk, directory: &directory, number, batch: loaded.batch };
    store::begin_with(&place, |take| snapshot::all(&loaded.world, &loaded.strangers, take))
        .map_err(unusable)?;
    put_aside(&directory, old).map_err(unusable)
}

/// Moves files into a directory of their own.
fn put_aside(directory: &Path, files: Files) -> std::io::Result<PathBuf> {
    let name = |number: u32| directory.join(format!("damaged-{number}"));
    let free = (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0));
    fs::create_dir(&free)?;
    for path in files.snapshots.into_values().chain(files.wals.into_values()) {
        if let Some(name) = path.file_name() {
            fs::rename(&path, free.join(name))?;
        }
    }
    Ok(free)
}

fn count(loaded: &mut Loaded) -> u64 {
    let mut counter = Counter(0);
    let Ok(()) = loaded.world.tables.each(&mut counter);
    counter.0 + loaded.strangers.values().map(|records| records.len() as u64).sum::<u64>()
}

struct Counter(u64);

impl EachTable for Counter {
    type Error = std::convert::Infallible;

    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), Self::Error> {
        self.0 += table.size() as u64;
        Ok(())
    }
}
