//! One layer's blob into one directory. In: a tar or tar.gz stream from anybody. Out: files below the directory, and the digests of what was
//! read. Never here: what the digests should be.

use std::io::{self, Read};
use std::path::Path;

use super::archive::Archive;
use super::bounds::Bounds;
use super::ids::Ids;
use super::place::{Target, shown};
use super::stream::{Digests, TarStream};

/// Unpacks `blob` (gzip is recognised by its first bytes) into the existing, empty directory `into`, and hashes it while it passes, to its
/// last byte. Where this process can give files away, each gets the owner the archive names, shifted by `ids`, and directories no entry
/// speaks of belong to the image's root.
///
/// Errors: a damaged archive, a bound exceeded, another compression than gzip, or the file system; with the entry's path. What was unpacked
/// until then is left for the caller to remove.
pub fn unpack(blob: impl Read, into: &Path, bounds: Bounds, ids: Ids) -> io::Result<Digests> {
    let mut archive = Archive::new(TarStream::new(blob, bounds)?, bounds);
    let mut target = Target::open(into, bounds, ids)?;
    while let Some(entry) = archive.next()? {
        let placed = target.place(&entry, &mut archive);
        placed.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", shown(&entry.path))))?;
    }
    if target.lost_attributes > 0 {
        tracing::warn!(
            attributes = target.lost_attributes,
            "this file system does not take extended attributes of an image's files"
        );
    }
    archive.into_inner().finish()
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "hostile_tests.rs"]
mod hostile;
