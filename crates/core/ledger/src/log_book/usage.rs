//! What the groups of a log book take on disk, whether or not a process has the book open: a data directory goes in, names and bytes come out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::recovery::group_key;
use super::segment::{self, Entry, FRAMES};
use crate::frames::{self, Piece};

/// Bytes of a segment in which the name of its group must stand.
const NAME_BYTES: u64 = 4096;

/// Bytes on disk by group, `ACCOUNT/REGION/NAME`; those of groups whose name cannot be read under the name of their directory.
pub fn log_groups_on_disk(data: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut groups = BTreeMap::new();
    let directories = match fs::read_dir(data.join("logs")) {
        Err(none) if none.kind() == io::ErrorKind::NotFound => return Ok(groups),
        other => other?,
    };
    for directory in directories {
        let path = directory?.path();
        if path.is_dir() {
            let (name, bytes) = group(&path)?;
            *groups.entry(name).or_default() += bytes;
        }
    }
    Ok(groups)
}

fn group(directory: &Path) -> io::Result<(String, u64)> {
    let (mut name, mut bytes) = (None, 0);
    for segment in fs::read_dir(directory)? {
        let segment = segment?;
        bytes += segment.metadata()?.len();
        name = name.or(name_in(&segment.path())?);
    }
    let unnamed = || directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name.unwrap_or_else(unnamed), bytes))
}

fn name_in(segment: &Path) -> io::Result<Option<String>> {
    let mut begin = Vec::new();
    File::open(segment)?.take(NAME_BYTES).read_to_end(&mut begin)?;
    let name = |piece| match piece {
        Piece::Frame { payload, .. } => match segment::entry(payload)? {
            Entry::Group { account, region, group } => group_key(account, region, group),
            _ => None,
        },
        _ => None,
    };
    let key = frames::walk(&begin, FRAMES).find_map(name);
    Ok(key.map(|key| format!("{}/{}", key.scope, key.group)))
}
