//! Opening a book: the files of a directory go in, the index comes out. What a crash left half-written is cut off; what is damaged is
//! skipped, and how many events are lost with it is told.
//! Deliberately absent: repair; a damaged stretch stays where it is.
//!
//! ```text
//!   damage or a crash?   frames behind it, or its length is whole: damage      the file ends within it: a crash
//!   how many events?     the next block of its stream says where it begins; else the head of the damaged frame, if it still tells
//! ```

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::ids::Scope;

use super::GroupKey;
use super::index::{Group, Index, Segment};
use super::segment::{self, Entry, Events, FRAMES};
use crate::damage::{Damage, Damages};
use crate::frames::{self, HEAD, Piece};

/// A directory without the name of its group is of a crash only if it holds less than this.
const NEVER_BEGUN: u64 = 4096;

/// Reads all groups below `root` and finishes deletions a crash interrupted.
pub(super) fn recover(root: &Path, damages: &Damages) -> io::Result<Index> {
    let mut index = Index::default();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        let Some(number) = directory_number(&path) else { continue };
        index.next_directory = index.next_directory.max(number);
        if path.extension().is_some() {
            fs::remove_dir_all(&path)?;
        } else if let Some((key, group)) = recover_group(path, damages)? {
            index.groups.insert(key, group);
        }
    }
    Ok(index)
}

/// `group-00000012` or `group-00000012.gone`.
fn directory_number(path: &Path) -> Option<u64> {
    path.file_stem()?.to_str()?.strip_prefix("group-")?.parse().ok()
}

fn segment_number(path: &Path) -> Option<u32> {
    let is_log = path.extension()? == "log";
    is_log.then(|| path.file_stem()?.to_str()?.parse().ok())?
}

/// `None` if nobody knows whose events these are; the directory is taken away if a crash came before its first frame was whole.
fn recover_group(directory: PathBuf, damages: &Damages) -> io::Result<Option<(GroupKey, Group)>> {
    let paths = fs::read_dir(&directory)?.collect::<io::Result<Vec<_>>>()?;
    let mut numbers: Vec<u32> = paths.iter().filter_map(|e| segment_number(&e.path())).collect();
    numbers.sort_unstable();
    let mut reading =
        Reading { group: Group::new(directory), key: None, lost: Vec::new(), unsure: HashMap::new() };
    for number in &numbers {
        reading.segment(*number, numbers.last() == Some(number))?;
    }
    reading.finish(damages)
}

/// A group while its segments are read.
struct Reading {
    group: Group,
    key: Option<GroupKey>,
    lost: Vec<Damage>,
    /// For a stream: which damage its events were lost in, and how many by the head of the damaged frame.
    unsure: HashMap<Arc<str>, (usize, u64)>,
}

impl Reading {
    /// Adds a segment's blocks to the group; cuts it where a crash tore it.
    fn segment(&mut self, number: u32, last: bool) -> io::Result<()> {
        let path = self.group.path(number);
        let bytes = fs::read(&path)?;
        let mut segment = Segment::default();
        for piece in frames::walk(&bytes, FRAMES) {
            match piece {
                Piece::Frame { offset, payload } => match segment::entry(payload) {
                    Some(entry) => self.entry(entry, (number, offset, payload.len()), &mut segment),
                    None => self.damaged(&path, &bytes, offset..offset + HEAD + payload.len()),
                },
                Piece::Damage(range) => self.damaged(&path, &bytes, range),
                Piece::Tail(range) if last && is_torn(&bytes[range.clone()]) => {
                    cut(&path, range.start)?;
                    break;
                }
                Piece::Tail(range) => {
                    self.damaged(&path, &bytes, range.clone());
                    segment.is_closed = true;
                    segment.length = range.end as u32;
                }
            }
        }
        if segment.length > 0 {
            self.group.segments.insert(number, segment);
        } else if last {
            fs::remove_file(&path)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: Entry<'_>, place: (u32, usize, usize), segment: &mut Segment) {
        let (number, offset, length) = place;
        segment.length = (offset + HEAD + length) as u32;
        match entry {
            Entry::Group { account, region, group } => {
                self.key = self.key.take().or_else(|| group_key(account, region, group));
            }
            Entry::Forget { stream } => self.group.forget(&Arc::from(stream)),
            Entry::Events(events) => {
                let block = events.block(number, offset as u32, length as u32);
                segment.include(&block);
                let stream = Arc::from(events.stream);
                self.compare(&stream, &events);
                let next = events.first + u64::from(events.count);
                self.group.add(&stream, block, next, events.ingested);
            }
        }
    }

    /// Between two blocks of a stream nothing is missing, unless damage lies there.
    fn compare(&mut self, stream: &Arc<str>, events: &Events<'_>) {
        let Some(expected) = self.group.streams.get(stream).map(|known| known.next) else { return };
        if events.first < expected {
            // It begins anew: the note that it was deleted is damaged.
            self.group.forget(stream);
        }
        let told = self.unsure.remove(stream).map(|(place, _)| place);
        let missing = events.first.saturating_sub(expected);
        let place = told.or(self.lost.len().checked_sub(1)).filter(|_| missing > 0);
        if let Some(damage) = place.and_then(|place| self.lost.get_mut(place)) {
            damage.lost = Some(damage.lost.unwrap_or(0) + missing);
        }
    }

    fn damaged(&mut self, path: &Path, bytes: &[u8], range: Range<usize>) {
        let place = self.lost.len();
        if let Some((stream, _, count)) = segment::events_in(&bytes[range.clone()]) {
            self.unsure.insert(stream.into(), (place, u64::from(count)));
        }
        let (offset, bytes) = (range.start as u64, range.len() as u64);
        self.lost.push(Damage { path: path.to_owned(), offset, bytes, lost: None });
    }

    fn finish(mut self, damages: &Damages) -> io::Result<Option<(GroupKey, Group)>> {
        for (place, count) in self.unsure.into_values() {
            self.lost[place].lost = Some(self.lost[place].lost.unwrap_or(0) + count);
        }
        if self.key.is_none() && self.group.bytes() < NEVER_BEGUN && self.lost.is_empty() {
            fs::remove_dir_all(&self.group.directory)?;
            return Ok(None);
        }
        if self.key.is_none() {
            let (path, bytes) = (self.group.directory.clone(), self.group.bytes());
            self.lost.push(Damage { path, offset: 0, bytes, lost: None });
        }
        self.lost.into_iter().for_each(|damage| damages.note(damage));
        Ok(self.key.map(|key| (key, self.group)))
    }
}

/// Whether the file ends within a frame: a crash leaves that, or zeros.
fn is_torn(tail: &[u8]) -> bool {
    frames::candidate(tail, FRAMES).is_none()
}

fn cut(path: &Path, whole: usize) -> io::Result<()> {
    tracing::warn!(path = %path.display(), whole, "cutting off events a crash left half-written");
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(whole as u64)?;
    file.sync_data()
}

fn group_key(account: &str, region: &str, group: &str) -> Option<GroupKey> {
    let scope = Scope::new(account, region).ok()?;
    let group = group.into();
    Some(GroupKey { scope, group })
}
