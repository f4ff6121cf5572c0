//! Sheets of log lines on their way to files. In: lines, and where each load balancer wants them. Out: compressed files, whole or not at all.
//! Never here: when.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use load_balancer::{LogKind, LogLine};
use model::{Dice, Time};

use super::place::Bucket;

/// Compressed bytes of a sheet that is written before its time.
const FULL: usize = 1024 * 1024;

/// The sheets of all load balancers.
pub(super) struct Shelf {
    directory: PathBuf,
    sheets: BTreeMap<(Arc<str>, bool), Sheet>,
    dice: Dice,
}

struct Sheet {
    bucket: Bucket,
    lines: GzEncoder<Vec<u8>>,
}

impl Shelf {
    /// Writes below this directory; `dice` name the files.
    pub(super) fn new(directory: PathBuf, dice: Dice) -> Shelf {
        Shelf { directory, sheets: BTreeMap::new(), dice }
    }

    /// Adds a line to its sheet; a line nobody wants any more is thrown away. The error says what went wrong with a full sheet.
    pub(super) fn add(
        &mut self,
        line: &LogLine,
        now: Time,
        bucket: impl FnOnce() -> Option<Bucket>,
    ) -> Result<(), String> {
        let key = (Arc::clone(&line.load_balancer), line.kind == LogKind::Connection);
        if !self.sheets.contains_key(&key) {
            let Some(bucket) = bucket() else { return Ok(()) };
            let lines = GzEncoder::new(Vec::new(), Compression::default());
            self.sheets.insert(key.clone(), Sheet { bucket, lines });
        }
        let Some(sheet) = self.sheets.get_mut(&key) else { return Ok(()) };
        // Writing to a Vec cannot fail.
        drop(writeln!(sheet.lines, "{}", line.text));
        if sheet.lines.get_ref().len() < FULL {
            return Ok(());
        }
        let full = self.sheets.remove(&key);
        let written = full.map_or(Ok(()), |sheet| sheet.write(&self.directory, now, &mut self.dice));
        written.map_err(|error| error.to_string())
    }

    /// Writes every sheet; how many, and what went wrong with one that could not be.
    pub(super) fn write(&mut self, until: Time) -> (usize, Option<String>) {
        let (mut written, mut trouble) = (0, None);
        for (_, sheet) in std::mem::take(&mut self.sheets) {
            match sheet.write(&self.directory, until, &mut self.dice) {
                Ok(()) => written += 1,
                Err(error) => trouble = Some(error.to_string()),
            }
        }
        (written, trouble)
    }
}

impl Sheet {
    fn write(self, directory: &Path, until: Time, dice: &mut Dice) -> io::Result<()> {
        let file = self.bucket.file(until, dice);
        place(&directory.join(file), &self.lines.finish()?)
    }
}

/// Writes the test file of a bucket, unless it is there.
pub(super) fn greet(directory: &Path, bucket: &Bucket, now: Time) -> io::Result<()> {
    let path = directory.join(bucket.test_file());
    if path.exists() {
        return Ok(());
    }
    place(&path, bucket.test_text(now).as_bytes())
}

/// Writes beside and puts in its place: who lists the directory sees whole files.
fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(named)?;
    let half = path.with_extension("part");
    fs::write(&half, bytes).and_then(|()| fs::rename(&half, path)).map_err(named)
}
