//! What the attacks know of the machine, and where they may write. In: the environment. Out: paths, numbers, names.

use std::env;
use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::report::result;

/// What the test planted or knows on the machine outside.
#[derive(Debug, Default)]
pub(crate) struct Machine {
    /// A directory there with a file `secret`; it belongs to the user the product runs as.
    pub(crate) canary: String,
    /// The file handle of `secret`: its type and its bytes.
    pub(crate) handle: Option<(i32, Vec<u8>)>,
    /// A disk of the machine.
    pub(crate) disk: Option<(u32, u32)>,
    /// Processes of the machine: the product, its keeper, the test.
    pub(crate) pids: Vec<i32>,
    /// Paths of the machine that must not be there.
    pub(crate) places: Vec<String>,
    /// An abstract socket of the machine that somebody listens on.
    pub(crate) socket: String,
    /// A port of the machine's own 127.0.0.1 that somebody listens on.
    pub(crate) port: u16,
    /// A key of the product's user: serial number and description.
    pub(crate) key: Option<(i32, String)>,
    /// A cgroup of the machine, in every hierarchy that can be written.
    pub(crate) cgroup: String,
    /// Device and inode of files of the machine by name: `null`, `zero`, `root`, `program` ...
    pub(crate) inodes: Vec<(String, (u64, u64))>,
    /// Descriptors beyond the usual three that were open at the start.
    pub(crate) inherited: Vec<String>,
}

impl Machine {
    /// From `ATTACK_*` variables, as the test writes them.
    pub(crate) fn from_environment(inherited: Vec<String>) -> Machine {
        let list = |name: &str| {
            text(name).split(',').filter(|s| !s.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let handle = pair(&text("ATTACK_HANDLE"), ':');
        let handle = handle.and_then(|(kind, bytes)| Some((kind.parse().ok()?, unhex(&bytes)?)));
        let key = pair(&text("ATTACK_KEY"), ':');
        Machine {
            canary: text("ATTACK_CANARY"),
            handle,
            disk: numbers(&text("ATTACK_DISK")).map(|(major, minor)| (major as u32, minor as u32)),
            pids: list("ATTACK_PIDS").iter().filter_map(|pid| pid.parse().ok()).collect(),
            places: list("ATTACK_PLACES"),
            socket: text("ATTACK_SOCKET"),
            port: text("ATTACK_PORT").parse().unwrap_or(0),
            key: key.and_then(|(serial, name)| Some((serial.parse().ok()?, name))),
            cgroup: text("ATTACK_CGROUP"),
            inodes: list("ATTACK_INODES")
                .iter()
                .filter_map(|one| pair(one, '='))
                .filter_map(|(name, at)| Some((name, numbers(&at)?)))
                .collect(),
            inherited,
        }
    }

    /// The name of the machine's file that this path leads to, if it is a known one.
    pub(crate) fn is_of_machine(&self, path: impl AsRef<Path>) -> Option<&str> {
        let facts = fs::metadata(path).ok()?;
        let here = (facts.dev(), facts.ino());
        self.inodes.iter().find(|(_, there)| *there == here).map(|(name, _)| name.as_str())
    }
}

/// Descriptors beyond standard input, output and error, with what they lead to.
pub(crate) fn inherited_descriptors() -> Vec<String> {
    let open = |number: i32| {
        let place = fs::read_link(format!("/proc/self/fd/{number}")).ok()?;
        Some(format!("{number} -> {}", place.display()))
    };
    (3..1024).filter_map(open).collect()
}

/// A directory the attacker may write: a read-only root leaves it memory.
pub(crate) fn workplace() -> PathBuf {
    let writable = |place: &&str| fs::write(Path::new(place).join(".attack"), "").is_ok();
    let found = ["/tmp", "/dev/shm", "/"].into_iter().find(writable).unwrap_or("/dev/shm");
    let place = Path::new(found).join(format!("attack-{}", std::process::id()));
    // What cannot be made fails each use by name.
    drop(fs::create_dir_all(&place));
    place
}

/// The names in a directory; none when it cannot be read.
pub(crate) fn names(directory: impl AsRef<Path>) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// One mount as `/proc/self/mountinfo` tells of it.
pub(crate) struct Mounted {
    pub(crate) place: String,
    pub(crate) kind: String,
}

/// The mount table.
pub(crate) fn mount_table() -> Vec<Mounted> {
    let table = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let one = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let fields: Vec<&str> = before.split(' ').collect();
        Some(Mounted {
            place: fields.get(4)?.replace("\\040", " "),
            kind: after.split(' ').next()?.to_owned(),
        })
    };
    table.lines().filter_map(one).collect()
}

/// Two names change places.
pub(crate) fn exchange(one: &str, other: &str) -> io::Result<()> {
    let (one, other, here) = (path_text(one), path_text(other), libc::AT_FDCWD);
    // SAFETY: C strings that live through the call.
    let done = unsafe { libc::renameat2(here, one.as_ptr(), here, other.as_ptr(), libc::RENAME_EXCHANGE) };
    result(done.into()).map(drop)
}

/// A path for a system call; empty, and so refused, when it holds a zero.
pub(crate) fn path_text(path: impl AsRef<Path>) -> CString {
    CString::new(path.as_ref().as_os_str().as_encoded_bytes()).unwrap_or_default()
}

fn text(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn pair(text: &str, at: char) -> Option<(String, String)> {
    text.split_once(at).map(|(one, two)| (one.to_owned(), two.to_owned()))
}

fn numbers(text: &str) -> Option<(u64, u64)> {
    let (one, two) = text.split_once(':')?;
    Some((one.parse().ok()?, two.parse().ok()?))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}
