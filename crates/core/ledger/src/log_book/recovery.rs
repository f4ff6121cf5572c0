//! Opening a book: the files of a directory go in, the index comes out, and a torn tail is cut.
//! Deliberately absent: repair in the middle; a damaged older segment is kept and read up to the damage.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use model::ids::Scope;

use super::GroupKey;
use super::index::{Group, Index, Segment};
use super::segment::{self, Entry, FRAME};

/// Reads all groups below `root` and finishes deletions a crash interrupted.
pub(super) fn recover(root: &Path) -> io::Result<Index> {
    let mut index = Index::default();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        let Some(number) = directory_number(&path) else { continue };
        index.next_directory = index.next_directory.max(number);
        if path.extension().is_some() {
            fs::remove_dir_all(&path)?;
        } else if let Some((key, group)) = recover_group(path)? {
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

/// `None`, and the directory taken away, if a crash came before its first frame was whole.
fn recover_group(directory: PathBuf) -> io::Result<Option<(GroupKey, Group)>> {
    let paths = fs::read_dir(&directory)?.collect::<io::Result<Vec<_>>>()?;
    let mut numbers: Vec<u32> = paths.iter().filter_map(|e| segment_number(&e.path())).collect();
    numbers.sort_unstable();
    let mut group = Group::new(directory);
    let mut key = None;
    for number in &numbers {
        let found = recover_segment(&mut group, *number, numbers.last() == Some(number))?;
        key = key.or(found);
    }
    if key.is_none() {
        fs::remove_dir_all(&group.directory)?;
    }
    Ok(key.map(|key| (key, group)))
}

/// Adds a segment's blocks to the group; cuts it where it is torn if it is the `last`.
fn recover_segment(group: &mut Group, number: u32, last: bool) -> io::Result<Option<GroupKey>> {
    let path = group.path(number);
    let bytes = fs::read(&path)?;
    let mut segment = Segment::default();
    let mut key = None;
    while let Some((entry, length)) = segment::decode(&bytes[segment.length as usize..]) {
        let offset = segment.length;
        segment.length += FRAME as u32 + length;
        match entry {
            Entry::Group { account, region, group } => key = group_key(account, region, group),
            Entry::Forget { stream } => drop(group.streams.remove(stream)),
            Entry::Events(events) => {
                let block = events.block(number, offset, length);
                segment.include(&block);
                let next = events.first + u64::from(events.count);
                let stream = group.streams.entry(events.stream.into()).or_default();
                stream.push(block, next, events.ingested);
            }
        }
    }
    if (segment.length as usize) < bytes.len() {
        mend(&path, segment.length, last)?;
    }
    if key.is_some() {
        group.segments.insert(number, segment);
    } else if last {
        fs::remove_file(&path)?;
    }
    Ok(key)
}

/// Only the last segment can be torn by a crash; anything else is damage to be told of, not deleted.
fn mend(path: &Path, whole: u32, last: bool) -> io::Result<()> {
    let path_shown = path.display();
    if !last {
        tracing::error!(path = %path_shown, whole, "log segment is damaged; what follows is not shown");
        return Ok(());
    }
    tracing::warn!(path = %path_shown, whole, "cutting off events a crash left half-written");
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(u64::from(whole))?;
    file.sync_data()
}

fn group_key(account: &str, region: &str, group: &str) -> Option<GroupKey> {
    let scope = Scope::new(account, region).ok()?;
    let group = group.into();
    Some(GroupKey { scope, group })
}
