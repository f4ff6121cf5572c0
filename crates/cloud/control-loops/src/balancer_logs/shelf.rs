//! Sheets of log lines on their way to files. In: lines, and where each load balancer wants them. Out: compressed files, whole or not at all.
//! Never here: when.

use std::collections::{BTreeMap, VecDeque};
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
/// Bytes of files that may wait for a disk that takes them.
const MOST_WAITING: usize = 32 << 20;

/// The sheets of all load balancers.
pub(super) struct Shelf {
    directory: PathBuf,
    sheets: BTreeMap<(Arc<str>, bool), Sheet>,
    /// Files the disk did not take, oldest first, and how many more were lost.
    refused: VecDeque<(PathBuf, Vec<u8>)>,
    lost: usize,
    dice: Dice,
}

struct Sheet {
    bucket: Bucket,
    lines: GzEncoder<Vec<u8>>,
}

impl Shelf {
    /// Writes below this directory; `dice` name the files.
    pub(super) fn new(directory: PathBuf, dice: Dice) -> Shelf {
        Shelf { directory, sheets: BTreeMap::new(), refused: VecDeque::new(), lost: 0, dice }
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
        full.map_or(Ok(()), |sheet| self.put(sheet, now)).map_err(|error| error.to_string())
    }

    /// Writes every sheet, and those the disk did not take before; how many, and what went wrong.
    pub(super) fn write(&mut self, until: Time) -> (usize, Option<String>) {
        let (mut written, mut trouble) = self.write_again();
        for (_, sheet) in std::mem::take(&mut self.sheets) {
            match self.put(sheet, until) {
                Ok(()) => written += 1,
                Err(error) => trouble = Some(error.to_string()),
            }
        }
        (written, trouble)
    }

    /// Whether files wait for a disk that takes them.
    pub(super) fn is_behind(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Tries the files the disk did not take; how many it takes now, and why not more.
    pub(super) fn write_again(&mut self) -> (usize, Option<String>) {
        let mut written = 0;
        while let Some((path, bytes)) = self.refused.front() {
            if let Err(error) = place(&self.directory, path, bytes) {
                return (written, Some(error.to_string()));
            }
            self.refused.pop_front();
            written += 1;
        }
        let lost = std::mem::take(&mut self.lost);
        (written, (lost > 0).then(|| format!("{lost} files were lost while the disk took none")))
    }

    /// Writes a sheet; one the disk does not take waits, as long as there is room.
    fn put(&mut self, sheet: Sheet, until: Time) -> io::Result<()> {
        let path = self.directory.join(sheet.bucket.file(until, &mut self.dice));
        let bytes = sheet.lines.finish()?;
        let written = place(&self.directory, &path, &bytes);
        if written.is_err() {
            self.refused.push_back((path, bytes));
            let waiting = |refused: &VecDeque<(PathBuf, Vec<u8>)>| -> usize {
                refused.iter().map(|(_, bytes)| bytes.len()).sum()
            };
            while waiting(&self.refused) > MOST_WAITING {
                self.refused.pop_front();
                self.lost += 1;
            }
        }
        written
    }
}

/// Writes the test file of a bucket, unless it is there.
pub(super) fn greet(directory: &Path, bucket: &Bucket, now: Time) -> io::Result<()> {
    let path = directory.join(bucket.test_file());
    if path.exists() {
        return Ok(());
    }
    place(directory, &path, bucket.test_text(now).as_bytes())
}

/// Writes beside and puts in its place: who lists the directory sees whole files.
fn place(directory: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    // A data directory that was deleted must not come back with nothing in it but this.
    if let Some(data) = directory.parent().filter(|data| !data.exists()) {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} is gone", data.display())));
    }
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(named)?;
    let half = path.with_extension("part");
    let written = fs::write(&half, bytes).and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        drop(fs::remove_file(&half));
    }
    written.map_err(named)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::place::example;
    use super::*;

    #[test]
    fn a_file_the_disk_does_not_take_waits_and_is_written_later() {
        let data = std::env::temp_dir().join(format!("interstella-refused-{}", std::process::id()));
        let directory = data.join("s3");
        let balancer = example();
        let mut shelf = Shelf::new(directory.clone(), Dice::new(1));
        let line =
            LogLine { load_balancer: balancer.arn().into(), kind: LogKind::Request, text: "one".to_owned() };
        shelf.add(&line, Time(0), || Bucket::of(&balancer, LogKind::Request)).unwrap();
        let (written, trouble) = shelf.write(Time(1));
        assert_eq!((written, shelf.is_behind()), (0, true));
        assert!(trouble.unwrap().contains("is gone"));
        assert!(!data.exists());
        fs::create_dir(&data).unwrap();
        assert_eq!(shelf.write_again(), (1, None));
        assert!(!shelf.is_behind() && directory.exists());
        fs::remove_dir_all(data).unwrap();
    }
}
