//! `interstella df`: what takes how much disk. In: a data directory, in use or not. Out: a table or JSON. Never here: removing anything.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::fail;
use super::place::Place;
use crate::file_trouble::{ELSEWHERE, sentence};
use crate::terminal::tell;

/// Log groups named one by one; the rest is summed up.
const MOST_GROUPS: usize = 10;

/// Say what takes how much disk: records, log events, metric values, images, tasks
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct DfArgs {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,

    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    Table,
    Json,
}

/// The parts, and where each lies below the data directory.
const PARTS: [(&str, &str, &str); 10] = [
    ("records", "journal", "what the cloud knows: the journal and its snapshots"),
    ("log events", "logs", "CloudWatch Logs"),
    ("metric values", "metrics", "CloudWatch metrics"),
    ("images", "registry/blobs", "layers and configurations as pushed"),
    ("uploads", "registry/uploads", "pushes under way"),
    ("unpacked layers", "containers/layers", "what containers start from; made again when needed"),
    ("tasks", "containers/tasks", "files of running tasks"),
    ("volumes", "containers/volumes", "shared volumes of container instances"),
    ("load balancer logs", "s3", "access and connection logs"),
    ("former journal", "ledger.redb", "of an earlier version"),
];

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Report {
    directory: PathBuf,
    bytes: u64,
    parts: Vec<Part>,
    #[serde(rename = "logGroups")]
    log_groups: BTreeMap<String, u64>,
    /// Directories that could not be looked into.
    unreadable: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Part {
    name: String,
    bytes: u64,
    files: u64,
    what: String,
}

/// Runs it.
pub(crate) fn run(args: &DfArgs) -> ExitCode {
    let directory = args.place.directory();
    let report = match report(directory) {
        Ok(report) => report,
        Err(error) => return fail("df", sentence("look into", directory, &error, ELSEWHERE)),
    };
    match args.output {
        Output::Table => tell(table(&report).trim_end()),
        Output::Json => tell(&serde_json::json!(report).to_string()),
    }
    ExitCode::SUCCESS
}

/// A directory, and those beside it that are for other ids of users: `layers`, `layers-100000`.
fn places(directory: &Path) -> Vec<PathBuf> {
    let name = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_one = |found: &str| {
        found.strip_prefix(&name).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('-').is_some_and(|ids| ids.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    let beside = fs::read_dir(directory.parent().unwrap_or(directory)).into_iter().flatten().flatten();
    let found = beside.filter(|entry| is_one(&entry.file_name().to_string_lossy()));
    found.map(|entry| entry.path()).collect()
}

fn report(directory: &Path) -> io::Result<Report> {
    let mut all = Usage::default();
    all.add(directory)?;
    let mut parts = Vec::new();
    let (mut known_bytes, mut known_files) = (0, 0);
    for (name, place, what) in PARTS {
        let mut usage = Usage::default();
        for path in places(&directory.join(place)) {
            usage.add(&path)?;
        }
        known_bytes += usage.bytes;
        known_files += usage.files;
        parts.push(Part { name: name.into(), bytes: usage.bytes, files: usage.files, what: what.into() });
    }
    parts.retain(|part| part.files > 0);
    // Files may come and go while they are counted.
    let (bytes, files) = (all.bytes.saturating_sub(known_bytes), all.files.saturating_sub(known_files));
    parts.push(Part { name: "other".into(), bytes, files, what: "keys, locks, packed programs".into() });
    let log_groups = ledger::log_groups_on_disk(directory)?;
    let (directory, bytes, unreadable) = (directory.to_owned(), all.bytes, all.unreadable);
    Ok(Report { directory, bytes, parts, log_groups, unreadable })
}

/// Room on disk, counted in blocks, as what is written in part takes less than its length.
#[derive(Default)]
struct Usage {
    bytes: u64,
    files: u64,
    unreadable: u64,
}

impl Usage {
    fn add(&mut self, path: &Path) -> io::Result<()> {
        let found = fs::symlink_metadata(path)?;
        if !found.is_dir() {
            self.bytes += found.blocks() * 512;
            self.files += 1;
            return Ok(());
        }
        let mut left = vec![path.to_owned()];
        while let Some(directory) = left.pop() {
            let Ok(entries) = fs::read_dir(&directory) else {
                self.unreadable += 1;
                continue;
            };
            for entry in entries.flatten() {
                // What went while it was looked at takes nothing.
                let Ok(found) = entry.metadata() else { continue };
                if found.is_dir() {
                    left.push(entry.path());
                } else {
                    self.bytes += found.blocks() * 512;
                    self.files += 1;
                }
            }
        }
        Ok(())
    }
}

fn table(report: &Report) -> String {
    let mut lines = vec![format!("{:>10}  {}", size(report.bytes), report.directory.display())];
    let mut parts: Vec<&Part> = report.parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    for part in parts {
        lines.push(format!(
            "{:>10}  {:<20}{:>8} files  {}",
            size(part.bytes),
            part.name,
            part.files,
            part.what
        ));
        if part.name == "log events" {
            lines.extend(groups(&report.log_groups));
        }
    }
    if report.unreadable > 0 {
        lines.push(format!(
            "{} directories could not be looked into: run it as the user of the cloud",
            report.unreadable
        ));
    }
    lines.join("\n") + "\n"
}

/// The largest log groups.
fn groups(all: &BTreeMap<String, u64>) -> Vec<String> {
    let mut groups: Vec<(&String, &u64)> = all.iter().collect();
    groups.sort_by_key(|(name, bytes)| (std::cmp::Reverse(**bytes), *name));
    let line = |(name, bytes): &(&String, &u64)| format!("{:>12}{:>10}  {name}", "", size(**bytes));
    let mut lines: Vec<String> = groups.iter().take(MOST_GROUPS).map(line).collect();
    let rest = &groups[groups.len().min(MOST_GROUPS)..];
    if !rest.is_empty() {
        let bytes: u64 = rest.iter().map(|(_, bytes)| **bytes).sum();
        lines.push(format!("{:>12}{:>10}  in {} other log groups", "", size(bytes), rest.len()));
    }
    lines
}

/// `12.3 MiB`.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_in_a_part_and_the_largest_comes_first() {
        let directory = std::env::temp_dir().join(format!("interstella-df-{}", std::process::id()));
        for (place, bytes) in
            [("journal/1.wal", 10_000), ("registry/blobs/sha256/aa/aa", 90_000), ("key", 10)]
        {
            let path = directory.join(place);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, vec![1; bytes]).unwrap();
        }
        let report = report(&directory).unwrap();
        assert_eq!(report.parts.iter().map(|part| part.bytes).sum::<u64>(), report.bytes);
        assert!(report.bytes >= 100_010);
        let shown = table(&report);
        let place = |word: &str| shown.find(word).unwrap();
        assert!(place("images") < place("records") && place("records") < place("other"), "{shown}");
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn sizes_are_read_at_a_glance() {
        assert_eq!([0, 1023, 1024, 143 << 20].map(size), ["0 B", "1023 B", "1.0 KiB", "143.0 MiB"]);
    }
}
