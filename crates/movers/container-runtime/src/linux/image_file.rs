//! Reads a small file out of stacked layers. In: layer directories. Out: text. Never here: anything outside
//! the layers, whatever their symbolic links say.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use nix::fcntl::{OFlag, OpenHow, ResolveFlag, openat2};

const LIMIT: u64 = 1 << 20;

/// The file's text as the container would see it; empty when there is none.
pub(super) fn read(cache: &Path, layers: &[String], path: &str) -> String {
    layers.iter().rev().find_map(|layer| read_one(&cache.join(layer), path)).unwrap_or_default()
}

fn read_one(layer: &Path, path: &str) -> Option<String> {
    let root = File::open(layer).ok()?;
    let how = OpenHow::new()
        .flags(OFlag::O_RDONLY | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC)
        .resolve(ResolveFlag::RESOLVE_IN_ROOT | ResolveFlag::RESOLVE_NO_MAGICLINKS);
    let file = File::from(openat2(&root, path, how).ok()?);
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
