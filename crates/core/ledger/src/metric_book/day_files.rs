//! The files of the metric book: one a day of observed time, each a row of frames (length, checksum, JSON). A torn tail is cut off.
//!
//! In: frames by day. Out: files that are synced, and on opening every observation in them. Never here: threads, what is read.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ids::{AccountId, Scope};
use serde::{Deserialize, Serialize};

use super::Observation;

const DAY: i64 = 24 * 3_600_000;
/// Length and checksum before each line.
const HEAD: usize = 8;
/// No line is longer: a name has at most 30 dimensions of 1 KiB each, a distribution some thousand bins.
const LONGEST: usize = 4 << 20;

/// What a frame says.
#[derive(Serialize, Deserialize)]
pub(super) enum Line {
    /// An observation.
    Seen { scope: Scope, metric: MetricName, unit: Unit, at: i64, resolution: u8, values: Distribution },
    /// All that came before is forgotten, of one account or of all. In a file of its own, told to all days.
    Forget { account: Option<AccountId> },
}

impl Line {
    pub(super) fn of(one: &Observation) -> Line {
        Line::Seen {
            scope: one.scope.clone(),
            metric: one.metric.clone(),
            unit: one.unit,
            at: one.at,
            resolution: one.resolution,
            values: one.values.clone(),
        }
    }
}

/// A frame.
pub(super) fn encode(line: &Line) -> Vec<u8> {
    // Names, numbers and maps of numbers always become JSON; infinite values are refused long before.
    let json = serde_json::to_vec(line).unwrap_or_default();
    let mut frame = Vec::with_capacity(HEAD + json.len());
    frame.extend((json.len() as u32).to_le_bytes());
    frame.extend(crc32fast::hash(&json).to_le_bytes());
    frame.extend(json);
    frame
}

/// The line in the frame that begins `bytes`, and the frame's length; `None` if it is torn.
fn decode(bytes: &[u8]) -> Option<(Line, usize)> {
    let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let sum = u32::from_le_bytes(bytes.get(4..HEAD)?.try_into().ok()?);
    let json = bytes.get(HEAD..HEAD + length).filter(|json| json.len() <= LONGEST)?;
    if crc32fast::hash(json) != sum {
        return None;
    }
    Some((serde_json::from_slice(json).ok()?, HEAD + length))
}

/// The open directory.
pub(super) struct DayFiles {
    root: PathBuf,
    durable: bool,
}

impl DayFiles {
    /// Not a day: the frame says that something is forgotten.
    pub(super) const FORGET: i64 = i64::MIN;

    pub(super) fn day_of(at: i64) -> i64 {
        at.div_euclid(DAY)
    }

    /// Reads every observation, oldest day first.
    pub(super) fn open(
        root: &Path,
        durable: bool,
        mut each: impl FnMut(Observation),
    ) -> io::Result<DayFiles> {
        let files = DayFiles { root: root.to_owned(), durable };
        for path in files.days()?.into_values() {
            read(&path, &mut each)?;
        }
        Ok(files)
    }

    /// The files there are, by day.
    fn days(&self) -> io::Result<BTreeMap<i64, PathBuf>> {
        let mut days = BTreeMap::new();
        for entry in fs::read_dir(&self.root)? {
            let path = entry?.path();
            let number = path.file_stem().and_then(|stem| stem.to_str()?.strip_prefix("day-")?.parse().ok());
            if let Some(number) = number {
                days.insert(number, path);
            }
        }
        Ok(days)
    }

    fn path(&self, day: i64) -> PathBuf {
        self.root.join(format!("day-{day}.metrics"))
    }

    /// Adds frames at the end of their days, in order, and syncs.
    pub(super) fn append(&mut self, frames: Vec<(i64, Vec<u8>)>) -> io::Result<()> {
        let mut staged: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
        for (day, bytes) in frames {
            if day == Self::FORGET {
                self.write(std::mem::take(&mut staged))?;
                self.forget(&bytes)?;
            } else {
                staged.entry(day).or_default().extend(bytes);
            }
        }
        self.write(staged)
    }

    fn write(&self, staged: BTreeMap<i64, Vec<u8>>) -> io::Result<()> {
        for (day, bytes) in staged {
            let mut file = OpenOptions::new().create(true).append(true).open(self.path(day))?;
            file.write_all(&bytes)?;
            if self.durable {
                file.sync_data()?;
            }
        }
        if self.durable { File::open(&self.root)?.sync_all() } else { Ok(()) }
    }

    /// Rewrites every day without an account's values, or removes them all.
    fn forget(&self, frame: &[u8]) -> io::Result<()> {
        let Some((Line::Forget { account }, _)) = decode(frame) else { return Ok(()) };
        for path in self.days()?.into_values() {
            match &account {
                None => fs::remove_file(&path)?,
                Some(account) => keep_others(&path, account)?,
            }
        }
        Ok(())
    }

    /// Removes the days that ended before a time.
    pub(super) fn expire(&self, before: i64) -> io::Result<()> {
        let old = self.days()?.into_iter().filter(|(day, _)| (day + 1) * DAY <= before);
        old.map(|(_, path)| path).try_for_each(fs::remove_file)
    }
}

/// Rewrites a file without an account's values; a crash leaves the old file or the new one.
fn keep_others(path: &Path, account: &AccountId) -> io::Result<()> {
    let mut kept = Vec::new();
    read(path, &mut |one: Observation| {
        if one.scope.account != *account {
            kept.extend(encode(&Line::of(&one)));
        }
    })?;
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(&kept)?;
    file.sync_data()?;
    fs::rename(new, path)
}

/// Reads a file; cuts off what a crash left half-written.
fn read(path: &Path, each: &mut impl FnMut(Observation)) -> io::Result<()> {
    let bytes = fs::read(path)?;
    let mut whole = 0;
    while let Some((line, length)) = decode(&bytes[whole..]) {
        whole += length;
        if let Line::Seen { scope, metric, unit, at, resolution, values } = line {
            each(Observation { scope, metric, unit, at, resolution, values });
        }
    }
    if whole < bytes.len() {
        tracing::warn!(path = %path.display(), whole, "cutting off metric values a crash left half-written");
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(whole as u64)?;
        file.sync_data()?;
    }
    Ok(())
}
