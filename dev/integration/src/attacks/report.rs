//! What an attack came to, and how it is told: a JSON object a line. Each attack runs in a process of its own, so that one that changes
//! itself, hangs or is killed spoils no other.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::FromRawFd;

use serde_json::{Value, json};

use super::{Attack, Machine, Table};

/// Seconds one attack may take.
const PATIENCE: u32 = 20;
/// Bytes of a detail: all of a report fits a pipe, so that its writer never waits.
const DETAIL: usize = 8_000;

/// How an attack ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The wall stood; how it was refused.
    Held(String),
    /// The attack succeeded; what it got.
    Broken(String),
    /// This machine has nothing to attack here.
    Absent(String),
}

impl Outcome {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Outcome::Held(detail) => ("held", detail),
            Outcome::Broken(detail) => ("broken", detail),
            Outcome::Absent(detail) => ("absent", detail),
        }
    }
}

/// Several tries of one attack: it succeeds when one of them does.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    broken: Vec<String>,
    refused: Vec<String>,
}

impl Attempts {
    /// Success is a breach.
    pub(crate) fn must_fail<T>(&mut self, what: &str, tried: io::Result<T>) {
        match tried {
            Ok(_) => self.breach(what),
            Err(error) => self.refused.push(format!("{what}: {}", short(&error))),
        }
    }

    /// Success is a breach, and so is any error but a refusal: the call was let through to the kernel, which only disliked its arguments.
    pub(crate) fn must_be_refused<T>(&mut self, what: &str, tried: io::Result<T>) {
        match tried {
            Err(error) if !is_refusal(&error) => {
                self.breach(&format!("{what} is let through ({})", short(&error)))
            }
            other => self.must_fail(what, other),
        }
    }

    /// Something that should not be.
    pub(crate) fn breach(&mut self, what: &str) {
        self.broken.push(what.to_owned());
    }

    /// Something that is as it should be.
    pub(crate) fn fine(&mut self, what: &str) {
        self.refused.push(what.to_owned());
    }

    /// All of them together.
    pub(crate) fn outcome(self) -> Outcome {
        match (self.broken.is_empty(), self.refused.is_empty()) {
            (false, _) => Outcome::Broken(self.broken.join("; ")),
            (true, false) => Outcome::Held(self.refused.join("; ")),
            (true, true) => Outcome::Absent("nothing to try".to_owned()),
        }
    }
}

/// EPERM and EACCES by a filter or the kernel, ENOSYS as a filter answers for what it hides.
fn is_refusal(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EPERM | libc::EACCES | libc::ENOSYS))
}

fn short(error: &io::Error) -> String {
    error.raw_os_error().map_or_else(|| error.to_string(), |number| format!("errno {number}"))
}

/// The result of a system call.
pub(crate) fn result(returned: libc::c_long) -> io::Result<libc::c_long> {
    if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(returned) }
}

/// Says something that is no attack.
pub(crate) fn note(out: &mut impl Write, name: &str, detail: &str) -> io::Result<()> {
    say(out, name, "note", detail)
}

/// Says that something was got that nobody should have.
pub(crate) fn breach(out: &mut impl Write, name: &str, detail: &str) -> io::Result<()> {
    say(out, name, "broken", detail)
}

/// Tries all of some tables, in order; says how each ended, and how many there were.
pub(crate) fn perform(out: &mut impl Write, tables: &[Table], machine: &Machine) -> io::Result<()> {
    let mut count = 0;
    for (name, attack) in tables.iter().copied().flatten() {
        let (outcome, detail) = apart(*attack, machine)?;
        say(out, name, &outcome, &detail)?;
        count += 1;
    }
    note(out, "done", &count.to_string())
}

fn say(out: &mut impl Write, name: &str, outcome: &str, detail: &str) -> io::Result<()> {
    let line = json!({"name": name, "outcome": outcome, "detail": detail});
    writeln!(out, "{line}")?;
    out.flush()
}

/// Runs an attack in a child; `hung` or `died` when it did not come back.
fn apart(attack: Attack, machine: &Machine) -> io::Result<(String, String)> {
    let mut ends = [0; 2];
    // SAFETY: two integers to be filled in.
    result(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK) }.into())?;
    // SAFETY: this process has one thread.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        // SAFETY: the descriptor is this process's own from here on.
        child(attack, machine, unsafe { File::from_raw_fd(ends[1]) });
    }
    result(pid.into())?;
    let status = wait(pid)?;
    // SAFETY: as above; what grandchildren may still hold of it does not matter, since reading does not wait.
    let (mut read, write) = unsafe { (File::from_raw_fd(ends[0]), File::from_raw_fd(ends[1])) };
    drop(write);
    let mut told = Vec::new();
    // Nothing more to come and nothing there are the same.
    drop(read.read_to_end(&mut told));
    Ok(parse(&told).unwrap_or_else(|| ended_without_words(status)))
}

fn child(attack: Attack, machine: &Machine, mut out: File) -> ! {
    // SAFETY: a timer of this process alone; its signal ends it.
    unsafe { libc::alarm(PATIENCE) };
    let outcome = attack(machine);
    let (word, detail) = outcome.parts();
    let detail: String = detail.chars().take(DETAIL).collect();
    drop(write!(out, "{}", json!([word, detail])));
    // SAFETY: nothing is left to be done.
    unsafe { libc::_exit(0) }
}

fn parse(told: &[u8]) -> Option<(String, String)> {
    let value: Value = serde_json::from_slice(told).ok()?;
    Some((value[0].as_str()?.to_owned(), value[1].as_str()?.to_owned()))
}

/// A filter that kills is a wall as well; the timer's signal is not.
fn ended_without_words(status: libc::c_int) -> (String, String) {
    let words = match (libc::WIFSIGNALED(status), libc::WTERMSIG(status)) {
        (true, libc::SIGSYS | libc::SIGSEGV | libc::SIGILL) => "held",
        (true, libc::SIGALRM) => "hung",
        _ => "died",
    };
    (words.to_owned(), format!("wait status {status:#x}"))
}

/// Waits for a child.
pub(crate) fn wait(pid: libc::pid_t) -> io::Result<libc::c_int> {
    let mut status = 0;
    // SAFETY: an integer to be filled in.
    result(unsafe { libc::waitpid(pid, &raw mut status, 0) }.into())?;
    Ok(status)
}
