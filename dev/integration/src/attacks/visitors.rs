//! Processes the product brings into a running container (health checks), and what of the product and the machine they carry along:
//! looked at from the inside, again and again, as long as one is there (the way of CVE-2019-5736 and of CVE-2024-21626).
//!
//! A visitor has no parent here. It is looked at from its first moment to its `execve`: its program file, its descriptors, its memory,
//! its environment.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::CStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use super::Machine;
use super::report::result;
use super::system::{names, path_text};

/// What was found of visitors.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// How many there were.
    pub(crate) visitors: usize,
    /// What they gave away, each kind once.
    pub(crate) breaches: BTreeMap<&'static str, String>,
}

/// Looks without a pause for so many seconds. `words` is what the product's environment holds and no container's does.
pub(crate) fn watch(machine: &Machine, seconds: u64, words: &str) -> Watched {
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut watched, mut known) = (Watched::default(), BTreeSet::new());
    while Instant::now() < end {
        for pid in strangers() {
            known.insert(pid);
            examine(&mut watched, machine, pid, words);
        }
    }
    watched.visitors = known.len();
    watched
}

/// What a visitor's program is started with comes from the container's own environment: `XD_PRELOAD=FILE` of it becomes `LD_PRELOAD=FILE`,
/// where that file is a pipe nobody writes to. The loader of whatever program it is then waits, and can be looked at.
pub(crate) fn lay_a_snare() -> io::Result<()> {
    let Ok(pipe) = env::var("XD_PRELOAD") else { return Ok(()) };
    let pipe = path_text(pipe);
    // SAFETY: a C string that lives through the call.
    result(unsafe { libc::mkfifo(pipe.as_ptr(), 0o666) }.into())?;
    unsafe extern "C" {
        static environ: *const *mut libc::c_char;
    }
    // SAFETY: a null-terminated array of C strings on this process's own stack; it has one thread, and the length stays.
    unsafe {
        let mut at = environ;
        while !(*at).is_null() {
            if CStr::from_ptr(*at).to_bytes().starts_with(b"XD_PRELOAD=") {
                **at = b'L' as libc::c_char;
            }
            at = at.add(1);
        }
    }
    Ok(())
}

/// Processes that came from outside.
fn strangers() -> impl Iterator<Item = u32> {
    let own = std::process::id();
    let pids = names("/proc").into_iter().filter_map(|name| name.parse::<u32>().ok());
    pids.filter(move |pid| *pid != own && *pid != 1 && parent(*pid) == Some(0))
}

/// Field 4 of `stat`, counted after the name.
fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn examine(watched: &mut Watched, machine: &Machine, pid: u32, words: &str) {
    let found = &mut watched.breaches;
    let mut found = |what, detail: String| {
        found.entry(what).or_insert(detail);
    };
    let place = |name: &str| format!("/proc/{pid}/{name}");
    if let Some(name) = machine.is_of_machine(place("exe")) {
        found("visitors/program-seen", format!("the machine's {name}"));
        if change_mode(&place("exe")).is_ok() {
            found("visitors/program-changed", format!("the machine's {name}"));
        }
        for (how, tried) in [("write", write(&place("exe"), false)), ("truncate", write(&place("exe"), true))]
        {
            if tried.is_ok() {
                found("visitors/program-written", how.to_owned());
            }
        }
    }
    for link in ["root/", "cwd/"] {
        if let Some(name) = machine.is_of_machine(place(link)) {
            found("visitors/directory", format!("{link} is the machine's {name}"));
        }
    }
    for number in names(place("fd")) {
        let Ok(to) = fs::read_link(place(&format!("fd/{number}"))) else { continue };
        let to = to.to_string_lossy();
        if machine.places.iter().any(|known| to.starts_with(known.as_str())) {
            found("visitors/descriptor", format!("{number} -> {to}"));
        }
    }
    let environment = fs::read(place("environ")).unwrap_or_default();
    let still = machine.is_of_machine(place("exe")).is_some();
    if still && !words.is_empty() && environment.windows(words.len()).any(|part| part == words.as_bytes()) {
        found("visitors/environment", "the product's".to_owned());
    }
}

/// Sets the mode that is set already.
fn change_mode(path: &str) -> io::Result<()> {
    let file = File::open(path)?;
    let mode = file.metadata()?.permissions().mode();
    // Adds a bit that harms nobody, and takes it away again.
    file.set_permissions(fs::Permissions::from_mode(mode | 0o1000))?;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// Opened for writing is enough, and cut to nothing: the test runs the product from a copy.
fn write(path: &str, truncate: bool) -> io::Result<File> {
    OpenOptions::new().write(true).truncate(truncate).open(path)
}

/// Whether a stranger lets itself be traced before its `execve`, and so its memory be read; how many strangers there were, too.
pub(crate) fn trace_one(seconds: u64, machine: &Machine) -> (usize, Option<String>) {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut known = BTreeSet::new();
    while Instant::now() < end {
        for pid in strangers() {
            known.insert(pid);
            // What cannot be seen may still be the product's.
            let executed = fs::read_link(format!("/proc/{pid}/exe"));
            let is_products = machine.is_of_machine(format!("/proc/{pid}/exe")).is_some();
            if executed.is_ok() && !is_products {
                continue;
            }
            // SAFETY: numbers only; a seized process goes on, and is let go when this one ends.
            let seized = unsafe { libc::syscall(libc::SYS_ptrace, libc::PTRACE_SEIZE, pid, 0, 0) };
            // By now it may have become the image's own program, which anybody in the container may trace.
            let still = machine.is_of_machine(format!("/proc/{pid}/exe")).is_some();
            if result(seized).is_ok() && still {
                return (known.len(), Some(format!("process {pid} while it is still the product's")));
            }
        }
    }
    (known.len(), None)
}
