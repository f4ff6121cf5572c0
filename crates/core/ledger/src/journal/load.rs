//! Reading the journal back: its files go in, all records come out, with what of them is lost.
//!
//! ```text
//!   newest whole snapshot N ──> log files N, N+1, ... ──> records by kind and key ──> world
//!        └─ damaged: the one before it, and the log files from there on
//! ```
//! Deliberately absent: writing; what is lost is only told, and whoever asked decides.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::record::Key;

use super::entries::{self, Change, Entry, FORMAT, FRAMES};
use crate::frames::{self, Piece};
use crate::open_error::OpenError;
use crate::table::Table;
use crate::world::{EachTable, Stored, World};

/// Records of kinds this program does not know, by kind and key: kept as they are.
pub(super) type Strangers = BTreeMap<String, BTreeMap<String, Vec<u8>>>;

/// Records by kind and key as they lie in the files.
#[derive(Default)]
pub(super) struct Raw<'a>(pub(super) BTreeMap<&'a str, BTreeMap<&'a str, &'a [u8]>>);

/// What cannot be read any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loss {
    /// Writes, one after the other.
    Writes {
        /// The file they were in.
        path: PathBuf,
        /// How many, as far as it can be told.
        count: u64,
    },
    /// Records of a snapshot.
    Records {
        /// The snapshot.
        path: PathBuf,
        /// How many; `None` if the file does not say any more how many there were.
        count: Option<u64>,
    },
    /// One record that is no record of its kind.
    Record {
        /// Kind and key.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Writes { path, count } => write!(f, "{count} writes in {} are damaged", path.display()),
            Self::Records { path, count: Some(count) } => {
                write!(f, "{count} records in {} are damaged", path.display())
            }
            Self::Records { path, count: None } => {
                write!(f, "an unknown number of records in {} is damaged", path.display())
            }
            Self::Record { name, why } => write!(f, "{name} cannot be read: {why}"),
        }
    }
}

/// All that is in a journal.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) world: World,
    pub(super) strangers: Strangers,
    /// The last batch there is.
    pub(super) batch: u64,
    /// The snapshot it rests on, 0 for none, and its size in bytes.
    pub(super) base: (u64, u64),
    /// The last log file that was begun, and how many of its bytes are whole batches; `None` if there is none.
    pub(super) last: Option<(u64, u64)>,
    /// One behind it that a crash left without a header.
    pub(super) unborn: Option<PathBuf>,
    pub(super) losses: Vec<Loss>,
    /// Damage that costs nothing.
    pub(super) notes: Vec<String>,
}

/// Files of a journal by number.
#[derive(Default)]
pub(super) struct Files {
    pub(super) snapshots: BTreeMap<u64, PathBuf>,
    pub(super) wals: BTreeMap<u64, PathBuf>,
}

impl Files {
    pub(super) fn list(directory: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let Some(number) = stem.and_then(|stem| stem.parse().ok()) else { continue };
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("snapshot") => drop(files.snapshots.insert(number, path)),
                Some("wal") => drop(files.wals.insert(number, path)),
                _ => {}
            }
        }
        Ok(files)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.snapshots.is_empty() && self.wals.is_empty()
    }
}

/// Reads a journal's directory; an error if it cannot be read at all, or was written by a later version.
pub(super) fn load(directory: &Path) -> Result<Loaded, OpenError> {
    let unusable = |cause| OpenError::Directory { path: directory.to_owned(), cause };
    let files = Files::list(directory).map_err(unusable)?;
    let mut notes = Vec::new();
    let reaches_back = |number: &u64| files.wals.range(number..).next().is_none_or(|(n, _)| n == number);
    for (number, path) in files.snapshots.iter().rev().filter(|(number, _)| reaches_back(number)) {
        let bytes = fs::read(path).map_err(unusable)?;
        let mut base = Base::read(path, &bytes)?;
        let older = files.snapshots.range(..number).next_back().is_some()
            || (*number > 1 && files.wals.contains_key(&1));
        if base.losses.is_empty() || !older {
            base.number = *number;
            return replay(&files, base, notes);
        }
        notes.push(format!("{} is damaged; the one before it and the log are whole", path.display()));
    }
    replay(&files, Base::default(), notes)
}

/// A snapshot, or the lack of one.
#[derive(Default)]
struct Base<'a> {
    raw: Raw<'a>,
    number: u64,
    size: u64,
    batch: u64,
    losses: Vec<Loss>,
}

impl<'a> Base<'a> {
    fn read(path: &Path, bytes: &'a [u8]) -> Result<Self, OpenError> {
        let mut base = Self { size: bytes.len() as u64, ..Self::default() };
        let (mut read, mut counted, mut headed) = (0, None, false);
        for piece in frames::walk(bytes, FRAMES) {
            let Piece::Frame { payload, .. } = piece else { continue };
            match entries::entry(payload) {
                Some(Entry::Header { format, batch }) => {
                    check_format(path, format)?;
                    (base.batch, headed) = (batch, true);
                }
                Some(Entry::Records(records)) => {
                    for (kind, key, json) in entries::records(records) {
                        base.raw.put(kind, key, json);
                        read += 1;
                    }
                }
                Some(Entry::End { count }) => counted = Some(count),
                _ => {}
            }
        }
        if counted != Some(read) || !headed {
            let count = counted.map(|all| all.saturating_sub(read));
            base.losses.push(Loss::Records { path: path.to_owned(), count });
        }
        Ok(base)
    }
}

fn check_format(path: &Path, format: u32) -> Result<(), OpenError> {
    if format > FORMAT {
        let (found, known) = (u64::from(format), u64::from(FORMAT));
        return Err(OpenError::Newer { path: path.to_owned(), found, known });
    }
    Ok(())
}

/// Applies the log files that follow the base.
fn replay(files: &Files, base: Base<'_>, notes: Vec<String>) -> Result<Loaded, OpenError> {
    let wals: Vec<(&u64, &PathBuf)> = files.wals.range(base.number..).collect();
    let read = |(_, path): &(&u64, &PathBuf)| {
        fs::read(path).map_err(|cause| OpenError::Directory { path: PathBuf::clone(path), cause })
    };
    let contents = wals.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let loaded = Loaded { base: (base.number, base.size), losses: base.losses, notes, ..Loaded::default() };
    let mut replay = Replay { raw: base.raw, batch: base.batch, loaded };
    for (place, ((number, path), bytes)) in wals.iter().zip(&contents).enumerate() {
        let is_last = place + 1 == wals.len();
        let expected = wals[0].0 + place as u64;
        if **number != expected {
            let missing = super::wal::path_of(path.parent().unwrap_or(path), expected);
            return Err(OpenError::corrupt(&missing, "it is missing"));
        }
        match replay.file(path, bytes, is_last)? {
            0 if is_last => replay.loaded.unborn = Some(PathBuf::clone(path)),
            whole => replay.loaded.last = Some((**number, whole)),
        }
    }
    Ok(replay.finish())
}

/// Applying log files to records, one after the other.
struct Replay<'a> {
    raw: Raw<'a>,
    batch: u64,
    loaded: Loaded,
}

impl<'a> Replay<'a> {
    /// Applies a file; how many of its bytes are whole batches.
    fn file(&mut self, path: &Path, bytes: &'a [u8], is_last: bool) -> Result<u64, OpenError> {
        let (mut whole, mut parts) = (0, Vec::new());
        for piece in frames::walk(bytes, FRAMES) {
            let (offset, payload) = match piece {
                Piece::Frame { offset, payload } => (offset, payload),
                Piece::Damage(_) => {
                    parts.clear();
                    continue;
                }
                Piece::Tail(range) => {
                    self.tail(path, range.len(), is_last);
                    continue;
                }
            };
            match entries::entry(payload) {
                Some(Entry::Header { format, batch }) => {
                    check_format(path, format)?;
                    self.expect(path, batch);
                }
                Some(Entry::Closed { batch }) => self.expect(path, batch),
                Some(Entry::Part { is_first, is_last, batch, changes }) => {
                    self.expect(path, batch.saturating_sub(1));
                    if is_first {
                        parts.clear();
                    }
                    // Without its first part a batch is lost; the next one tells.
                    if is_first || !parts.is_empty() {
                        parts.push(changes);
                    }
                    if !is_last || parts.is_empty() {
                        continue;
                    }
                    parts.drain(..).for_each(|changes| self.raw.apply(changes));
                    self.batch = batch;
                }
                _ => continue,
            }
            whole = (offset + frames::HEAD + payload.len()) as u64;
        }
        Ok(whole)
    }

    /// After `batch` there would be what comes next; what lies between is lost.
    fn expect(&mut self, path: &Path, batch: u64) {
        if batch > self.batch {
            let count = batch - self.batch;
            self.loaded.losses.push(Loss::Writes { path: path.to_owned(), count });
            self.batch = batch;
        }
    }

    /// A last write that is not whole: in the last file it was never answered, unless the file was damaged since.
    fn tail(&mut self, path: &Path, bytes: usize, is_last: bool) {
        if is_last {
            let text = "bytes at the end are no whole write: a crash came before it was answered";
            self.loaded.notes.push(format!("{}: {bytes} {text}", path.display()));
        }
    }

    fn finish(self) -> Loaded {
        let mut decode = Decode { raw: self.raw, losses: Vec::new() };
        let mut loaded = self.loaded;
        let Ok(()) = loaded.world.tables.each(&mut decode);
        loaded.losses.extend(decode.losses);
        loaded.strangers = decode.raw.owned();
        loaded.batch = self.batch;
        loaded
    }
}

impl<'a> Raw<'a> {
    pub(super) fn put(&mut self, kind: &'a str, key: &'a str, json: &'a [u8]) {
        self.0.entry(kind).or_default().insert(key, json);
    }

    fn apply(&mut self, bytes: &'a [u8]) {
        for change in entries::changes(bytes) {
            match change {
                Change::Put { kind, key, json } => self.put(kind, key, json),
                Change::Remove { kind, key } => {
                    if let Some(records) = self.0.get_mut(kind) {
                        records.remove(key);
                    }
                }
                Change::Forget { account } => {
                    let prefix = format!("{account}/");
                    self.0
                        .values_mut()
                        .for_each(|records| records.retain(|key, _| !key.starts_with(&prefix)));
                }
                Change::ForgetAll => self.0.clear(),
            }
        }
    }

    fn owned(self) -> Strangers {
        let own = |records: BTreeMap<&str, &[u8]>| {
            records.into_iter().map(|(key, json)| (key.to_owned(), json.to_owned())).collect()
        };
        self.0.into_iter().map(|(kind, records)| (kind.to_owned(), own(records))).collect()
    }

    /// The records as a world, and those of unknown kinds.
    pub(super) fn decode(self) -> Loaded {
        Replay { raw: self, batch: 0, loaded: Loaded::default() }.finish()
    }
}

/// Fills each table from its kind.
struct Decode<'a> {
    raw: Raw<'a>,
    losses: Vec<Loss>,
}

impl EachTable for Decode<'_> {
    type Error = std::convert::Infallible;

    fn visit<R: Stored>(&mut self, table: &mut Table<R>) -> Result<(), Self::Error> {
        for (key, json) in self.raw.0.remove(R::KIND).unwrap_or_default() {
            match decode::<R>(key, json) {
                Ok((key, record)) => table.insert_new(key, Arc::new(record)),
                Err(why) => self.losses.push(Loss::Record { name: format!("{} {key}", R::KIND), why }),
            }
        }
        Ok(())
    }
}

/// A record and its key, if the record belongs under the name it was found at.
fn decode<R: Stored>(name: &str, json: &[u8]) -> Result<(Key, R), String> {
    let record: R = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let key = record.key();
    if key.to_string() != name {
        return Err(format!("it is the record of {key}"));
    }
    Ok((key, record))
}
