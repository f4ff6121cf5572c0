//! The files of the metric book: one a day of observed time, each a row of frames of JSON. What a crash left half-written is cut off;
//! what is damaged is skipped.
//!
//! In: observations. Out: files that are synced, and on opening every observation in them. Never here: threads, what is read.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::{AccountId, Scope};
use serde::{Deserialize, Serialize};

use super::Observation;
use crate::damage::{Damage, Damages};
use crate::disk::Disk;
use crate::frames::{self, Kind, Piece};
use crate::undo::Undo;

const DAY: i64 = 24 * 3_600_000;
/// No line is longer: a name has at most 30 dimensions of 1 KiB each, a distribution some thousand bins.
pub(crate) const FRAMES: Kind = Kind { longest: 4 << 20, begins: |byte| byte == b'{' };

/// What a frame says.
#[derive(Serialize, Deserialize)]
pub(super) enum Line {
    /// An observation.
    Seen { scope: Scope, metric: MetricName, unit: Unit, at: i64, resolution: u8, values: Distribution },
    /// Written by no version, understood by the first: all that came before is forgotten, of one account or of all.
    Forget { account: Option<AccountId> },
}

fn encode(out: &mut Vec<u8>, one: &Observation) {
    let line = Line::Seen {
        scope: one.scope.clone(),
        metric: one.metric.clone(),
        unit: one.unit,
        at: one.at,
        resolution: one.resolution,
        values: one.values.clone(),
    };
    // Names, numbers and maps of numbers always become JSON; infinite values are refused long before.
    let json = serde_json::to_vec(&line).unwrap_or_default();
    frames::put(out, |out| out.extend(json));
}

/// The open directory.
pub(super) struct DayFiles {
    root: PathBuf,
    disk: Disk,
    undo: Undo,
    /// Bytes of each day that are kept.
    lengths: BTreeMap<i64, u64>,
}

impl DayFiles {
    fn day_of(at: i64) -> i64 {
        at.div_euclid(DAY)
    }

    /// Reads every observation, oldest day first.
    pub(super) fn open(
        root: &Path,
        disk: &Disk,
        damages: &Damages,
        mut each: impl FnMut(Observation),
    ) -> io::Result<DayFiles> {
        let undo = Undo::on(disk);
        let mut files =
            DayFiles { root: root.to_owned(), disk: disk.clone(), undo, lengths: BTreeMap::new() };
        for (day, path) in files.days()? {
            let length = read(&path, damages, &mut each)?;
            files.lengths.insert(day, length);
        }
        Ok(files)
    }

    /// The files there are, by day.
    fn days(&self) -> io::Result<BTreeMap<i64, PathBuf>> {
        let mut days = BTreeMap::new();
        for entry in fs::read_dir(&self.root)? {
            let path = entry?.path();
            let stem = path.file_stem().filter(|_| path.extension().is_some_and(|it| it == "metrics"));
            let number = stem.and_then(|stem| stem.to_str()?.strip_prefix("day-")?.parse().ok());
            if let Some(number) = number {
                days.insert(number, path);
            }
        }
        Ok(days)
    }

    fn path(&self, day: i64) -> PathBuf {
        self.root.join(format!("day-{day}.metrics"))
    }

    /// Adds observations at the end of their days and syncs; of what could not be kept nothing is left.
    pub(super) fn append(&mut self, observations: &[Observation]) -> io::Result<()> {
        let mut staged: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
        for one in observations {
            encode(staged.entry(Self::day_of(one.at)).or_default(), one);
        }
        // If what an earlier write left cannot be taken back, nothing may be written behind it.
        self.undo.take_back()?;
        let written = self.write(&staged);
        match written {
            Ok(()) => {
                self.undo.forget();
                for (day, bytes) in staged {
                    *self.lengths.entry(day).or_default() += bytes.len() as u64;
                }
                Ok(())
            }
            Err(cause) => {
                // If not now, then before the next write.
                let _ = self.undo.take_back();
                Err(cause)
            }
        }
    }

    fn write(&mut self, staged: &BTreeMap<i64, Vec<u8>>) -> io::Result<()> {
        let mut is_new = false;
        for (day, bytes) in staged {
            let length = self.lengths.get(day).copied().unwrap_or(0);
            is_new |= length == 0;
            self.undo.append(&self.path(*day), length, bytes)?;
        }
        staged.keys().try_for_each(|day| self.disk.sync(&File::open(self.path(*day))?))?;
        // A name that is known needs no second sync.
        if is_new { self.disk.sync_directory(&self.root) } else { Ok(()) }
    }

    /// Whether the disk would take a write now.
    pub(super) fn probe(&mut self) -> io::Result<()> {
        self.undo.take_back()?;
        self.disk.probe(&self.root)
    }

    /// Rewrites every day without an account's values, or removes them all.
    pub(super) fn forget(&mut self, account: Option<&AccountId>) -> io::Result<()> {
        self.undo.take_back()?;
        for (day, path) in self.days()? {
            let length = account.map(|account| keep_others(&self.disk, &path, account)).transpose()?;
            match length.filter(|length| *length > 0) {
                Some(length) => drop(self.lengths.insert(day, length)),
                None => {
                    fs::remove_file(&path)?;
                    self.lengths.remove(&day);
                }
            }
        }
        self.disk.sync_directory(&self.root)
    }

    /// Removes the days that ended before a time.
    pub(super) fn expire(&mut self, before: i64) -> io::Result<()> {
        let old: Vec<(i64, PathBuf)> =
            self.days()?.into_iter().filter(|(day, _)| (day + 1) * DAY <= before).collect();
        for (day, path) in old {
            fs::remove_file(path)?;
            self.lengths.remove(&day);
        }
        Ok(())
    }
}

/// Rewrites a file without an account's values; a crash leaves the old file or the new one. Its length.
fn keep_others(disk: &Disk, path: &Path, account: &AccountId) -> io::Result<u64> {
    let mut kept = Vec::new();
    // What is damaged was said when the book was opened.
    read(path, &Damages::default(), &mut |one: Observation| {
        if one.scope.account != *account {
            encode(&mut kept, &one);
        }
    })?;
    let new = path.with_extension("new");
    let _ = fs::remove_file(&new);
    let file = disk.create_new(&new)?;
    disk.write_all_at(&file, &kept, 0)?;
    disk.sync(&file)?;
    fs::rename(new, path)?;
    Ok(kept.len() as u64)
}

/// Reads a file; cuts off what a crash left half-written. Its length.
fn read(path: &Path, damages: &Damages, each: &mut impl FnMut(Observation)) -> io::Result<u64> {
    let bytes = fs::read(path)?;
    for piece in frames::walk(&bytes, FRAMES) {
        let skipped = match piece {
            Piece::Frame { offset, payload } => match serde_json::from_slice(payload) {
                Ok(Line::Seen { scope, metric, unit, at, resolution, values }) => {
                    each(Observation { scope, metric, unit, at, resolution, values });
                    continue;
                }
                Ok(Line::Forget { .. }) => continue,
                Err(_) => offset..offset + frames::HEAD + payload.len(),
            },
            Piece::Tail(range) if frames::candidate(&bytes[range.clone()], FRAMES).is_none() => {
                return cut(path, range.start as u64);
            }
            Piece::Damage(range) | Piece::Tail(range) => range,
        };
        let whole = frames::candidate(&bytes[skipped.clone()], FRAMES).map(|it| frames::HEAD + it.len());
        let lost = whole.filter(|length| *length == skipped.len()).map(|_| 1);
        let (offset, bytes) = (skipped.start as u64, skipped.len() as u64);
        damages.note(Damage { path: path.to_owned(), offset, bytes, lost });
    }
    Ok(bytes.len() as u64)
}

fn cut(path: &Path, whole: u64) -> io::Result<u64> {
    tracing::warn!(path = %path.display(), whole, "cutting off metric values a crash left half-written");
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(whole)?;
    file.sync_data()?;
    Ok(whole)
}
