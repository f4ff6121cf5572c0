//! Searching streams: a range of time and a test go in, what the test makes of their events comes out, blocks in the order of time.
//! Deliberately absent: what the test looks for; order within a wave (the caller merges).
//!
//! ```text
//!   index ──> blocks of all streams, oldest first ──wave by wave──> 2 readers: read, needle in it?, look at each event
//!                  ^                                                     │
//!                  └──── go on, up to a time, or stop <── caller ────────┘
//! ```
//!
//! A wave is at most 8 MiB of blocks, so memory is flat however much is searched.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use memchr::memmem::Finder;

use super::StreamKey;
use super::index::{Block, Index, segment_path};
use super::read;
use super::segment::{self, Entry};
use crate::damage::Damages;
use crate::frames::HEAD;

/// Blocks of the first wave: enough for a page when every event is wanted.
const FIRST_WAVE: usize = 4;
/// Blocks of the largest wave, of 64 KiB each unless a single event is longer.
const LARGEST_WAVE: usize = 128;
/// Waves up to this many blocks are not worth another thread.
const ALONE: usize = 8;
/// Readers of a wave.
const READERS: usize = 2;

/// Which events are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Search<'s> {
    /// Earliest timestamp, inclusive, in ms.
    pub from: i64,
    /// Latest timestamp, exclusive, in ms.
    pub until: i64,
    /// A text every wanted message holds: blocks without it are passed over.
    pub needle: Option<&'s str>,
}

/// An event as it lies in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventView<'b> {
    /// Which of the streams asked for.
    pub stream: usize,
    /// How many events came before it in its stream.
    pub ordinal: u64,
    /// When it happened, in ms since 1970.
    pub timestamp: i64,
    /// When it came in, in ms since 1970.
    pub ingested: i64,
    /// What it says.
    pub message: &'b str,
}

/// How much was looked at, or passed over for want of the needle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Events within the blocks read; some may lie outside of the range.
    pub events: u64,
    /// Bytes of those blocks.
    pub bytes: u64,
}

/// What the caller wants after a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// All of the rest.
    Go,
    /// Only what may lie before this timestamp (ms), exclusive.
    Until(i64),
    /// Nothing more.
    Stop,
}

/// A block and whose it is.
#[derive(Clone, Copy)]
struct Place {
    block: Block,
    stream: usize,
    directory: usize,
}

/// What is read: places in the order of time, and the directories they lie in.
struct Outline {
    places: Vec<Place>,
    directories: Vec<PathBuf>,
}

/// Looks at events of `streams`; `found` takes what `look` made of them, wave by wave.
pub(super) fn search<T: Send>(
    (index, damages): (&RwLock<Index>, &Damages),
    streams: &[StreamKey],
    search: &Search<'_>,
    look: &(impl Fn(&EventView<'_>) -> Option<T> + Sync),
    found: &mut impl FnMut(Vec<T>, Scanned) -> Onward,
) -> io::Result<()> {
    let outline = outline(index, streams, search);
    let finder = search.needle.filter(|needle| !needle.is_empty()).map(Finder::new);
    let (mut rest, mut size, mut until) = (outline.places.as_slice(), FIRST_WAVE, search.until);
    while !rest.is_empty() {
        let timely = rest.partition_point(|place| place.block.oldest < until);
        let (wave, later) = rest.split_at(timely.min(size));
        if wave.is_empty() {
            return Ok(());
        }
        let wave = Wave {
            places: wave,
            directories: &outline.directories,
            finder: finder.as_ref(),
            from: search.from,
            until,
            damages,
        };
        let (made, scanned) = wave.read(look)?;
        match found(made, scanned) {
            Onward::Go => {}
            Onward::Until(earlier) => until = until.min(earlier),
            Onward::Stop => return Ok(()),
        }
        rest = later;
        size = (size * 2).min(LARGEST_WAVE);
    }
    Ok(())
}

fn outline(index: &RwLock<Index>, streams: &[StreamKey], search: &Search<'_>) -> Outline {
    let index = index.read().unwrap_or_else(PoisonError::into_inner);
    let mut outline = Outline { places: Vec::new(), directories: Vec::new() };
    for (stream, key) in streams.iter().enumerate() {
        let Some(group) = index.groups.get(&key.group) else { continue };
        let Some(found) = group.streams.get(&key.stream) else { continue };
        if outline.directories.last() != Some(&group.directory) {
            outline.directories.push(group.directory.clone());
        }
        let directory = outline.directories.len() - 1;
        let timely = |block: &&Block| block.newest() >= search.from && block.oldest < search.until;
        let place = |block: &Block| Place { block: *block, stream, directory };
        outline.places.extend(found.blocks.iter().filter(timely).map(place));
    }
    // Blocks of one time lie in the order they were written in, which is how they are read fastest.
    outline
        .places
        .sort_by_key(|place| (place.block.oldest, place.directory, place.block.segment, place.block.offset));
    outline
}

/// Blocks that are read together.
struct Wave<'w> {
    places: &'w [Place],
    directories: &'w [PathBuf],
    finder: Option<&'w Finder<'w>>,
    from: i64,
    until: i64,
    damages: &'w Damages,
}

impl Wave<'_> {
    fn read<T: Send>(
        &self,
        look: &(impl Fn(&EventView<'_>) -> Option<T> + Sync),
    ) -> io::Result<(Vec<T>, Scanned)> {
        let next = AtomicUsize::new(0);
        if self.places.len() <= ALONE {
            return self.work(&next, look);
        }
        let work = || self.work(&next, look);
        let shares: Vec<_> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..READERS).map(|_| scope.spawn(work)).collect();
            let own = work();
            let others = others.into_iter().map(|other| other.join().map_err(|_| broken())?);
            std::iter::once(own).chain(others).collect::<Vec<io::Result<_>>>()
        });
        let (mut made, mut scanned) = (Vec::new(), Scanned::default());
        for share in shares {
            let (part, seen) = share?;
            made.extend(part);
            scanned.events += seen.events;
            scanned.bytes += seen.bytes;
        }
        Ok((made, scanned))
    }

    /// Reads blocks until none is left.
    fn work<T>(
        &self,
        next: &AtomicUsize,
        look: &impl Fn(&EventView<'_>) -> Option<T>,
    ) -> io::Result<(Vec<T>, Scanned)> {
        let (mut made, mut scanned) = (Vec::new(), Scanned::default());
        let mut desk = Desk::default();
        while let Some(place) = self.places.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(bytes) = desk.fetch(&self.directories[place.directory], place)? else { continue };
            let Some((Entry::Events(events), _)) = segment::decode(bytes) else {
                let directory = &self.directories[place.directory];
                self.damages.note(read::damage(directory, &place.block, bytes));
                continue;
            };
            scanned.events += u64::from(events.count);
            scanned.bytes += u64::from(place.block.length);
            if self.finder.is_some_and(|finder| finder.find(bytes).is_none()) {
                continue;
            }
            for (ordinal, (timestamp, ingested, message)) in (events.first..).zip(events.views()) {
                if (self.from..self.until).contains(&timestamp) {
                    let view = EventView { stream: place.stream, ordinal, timestamp, ingested, message };
                    made.extend(look(&view));
                }
            }
        }
        Ok((made, scanned))
    }
}

fn broken() -> io::Error {
    io::Error::other("a reader of the log book stopped")
}

/// A reader's open file and the bytes it read last.
#[derive(Default)]
struct Desk {
    open: Option<(usize, u32, Arc<File>)>,
    bytes: Vec<u8>,
}

impl Desk {
    /// The frame of a block; `None` if retention or deletion took it away meanwhile.
    fn fetch(&mut self, directory: &std::path::Path, place: &Place) -> io::Result<Option<&[u8]>> {
        let Some(file) = self.file(directory, place)? else { return Ok(None) };
        self.bytes.resize(HEAD + place.block.length as usize, 0);
        read::fill(&file, &place.block, &mut self.bytes)?;
        Ok(Some(&self.bytes))
    }

    fn file(&mut self, directory: &std::path::Path, place: &Place) -> io::Result<Option<Arc<File>>> {
        let (number, segment) = (place.directory, place.block.segment);
        if let Some((_, _, file)) = self.open.as_ref().filter(|open| (open.0, open.1) == (number, segment)) {
            return Ok(Some(Arc::clone(file)));
        }
        match File::open(segment_path(directory, segment)) {
            Ok(file) => {
                let file = Arc::new(file);
                self.open = Some((number, segment, Arc::clone(&file)));
                Ok(Some(file))
            }
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(other) => Err(other),
        }
    }
}
