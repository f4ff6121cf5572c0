//! Snapshots: all records at one moment in one checksummed file, so that the log before it can go, and a damaged log has something to
//! go back to. A snapshot has its name only when it is whole and on disk.
//!
//! In: records. Out: a file. Deliberately absent: when one is due, reading (see `load`).

use std::convert::Infallible;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entries::{self, RecordFrames};
use super::load::Strangers;
use crate::disk::Disk;
use crate::table::Table;
use crate::txn::Encode;
use crate::world::{EachTable, Stored, World};

/// Bytes gathered before they are written.
const CHUNK: usize = 1 << 20;

/// Where the snapshot of this number is kept: all that lies before the log file of the same number.
pub(super) fn path_of(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("{number:08}.snapshot"))
}

/// Which snapshot, and where it goes.
pub(super) struct Place<'p> {
    pub(super) disk: &'p Disk,
    pub(super) directory: &'p Path,
    pub(super) number: u64,
    /// The last batch in it.
    pub(super) batch: u64,
}

/// Where records go, one by one: kind, key, JSON.
pub(super) type Take<'t> = dyn FnMut(&str, &str, &[u8]) -> io::Result<()> + 't;

/// Writes a snapshot of what `fill` gives; its size in bytes.
pub(super) fn write(
    place: &Place<'_>,
    fill: impl FnOnce(&mut Take<'_>) -> io::Result<()>,
) -> io::Result<u64> {
    let unfinished = path_of(place.directory, place.number).with_extension("tmp");
    // A leftover of an earlier attempt.
    let _ = fs::remove_file(&unfinished);
    let written = write_to(place, &unfinished, fill);
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

fn write_to(
    place: &Place<'_>,
    unfinished: &Path,
    fill: impl FnOnce(&mut Take<'_>) -> io::Result<()>,
) -> io::Result<u64> {
    let file = place.disk.create_new(unfinished)?;
    let mut writer = Writer { disk: place.disk, file: &file, out: Vec::new(), written: 0 };
    entries::put_header(&mut writer.out, place.batch);
    let mut frames = RecordFrames::default();
    fill(&mut |kind, key, json| {
        frames.add(&mut writer.out, (kind, key, json));
        writer.flush(CHUNK)
    })?;
    frames.flush(&mut writer.out);
    entries::put_end(&mut writer.out, frames.count);
    writer.flush(0)?;
    let size = writer.written;
    place.disk.sync(&file)?;
    fs::rename(unfinished, path_of(place.directory, place.number))?;
    place.disk.sync_directory(place.directory)?;
    Ok(size)
}

struct Writer<'w> {
    disk: &'w Disk,
    file: &'w File,
    out: Vec<u8>,
    written: u64,
}

impl Writer<'_> {
    /// Writes what is gathered if that is more than `beyond` bytes.
    fn flush(&mut self, beyond: usize) -> io::Result<()> {
        if self.out.len() > beyond {
            self.disk.write_all_at(self.file, &self.out, self.written)?;
            self.written += self.out.len() as u64;
            self.out.clear();
        }
        Ok(())
    }
}

/// Gives every record of a world, and those of kinds this program does not know.
pub(super) fn all(world: &World, strangers: &Strangers, take: &mut Take<'_>) -> io::Result<()> {
    let mut each = Each { take, outcome: Ok(()) };
    let Ok(()) = world.tables.clone().each(&mut each);
    let Each { take, outcome } = each;
    outcome?;
    let named = strangers.iter().flat_map(|(kind, records)| records.iter().map(move |it| (kind, it)));
    for (kind, (key, json)) in named {
        take(kind, key, json)?;
    }
    Ok(())
}

struct Each<'e, 't> {
    take: &'e mut Take<'t>,
    outcome: io::Result<()>,
}

impl EachTable for Each<'_, '_> {
    type Error = Infallible;

    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), Infallible> {
        let mut give = |record: &Arc<R>| {
            let json = record.encode()?;
            (self.take)(R::KIND, &record.key().to_string(), &json)
        };
        if self.outcome.is_ok() {
            self.outcome = table.values().try_for_each(&mut give);
        }
        Ok(())
    }
}
