//! A file only its owner can read, there whole or not at all. In: a path and a text. Never here: what is secret about it.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Writes it beside, to the disk, and puts it in its place.
pub(crate) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let half = path.with_extension("pem.new");
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(half, path)
}
