//! Programs that take all they can get: processes, threads, descriptors, memory, disk, log lines. In: how much at most. Out: how much
//! it was, and what stopped it.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::thread;
use std::time::Duration;

use super::report::{note, result};

/// Forks until it is refused, and holds all of them until it is killed.
pub(crate) fn processes(out: &mut impl Write, most: u64) -> io::Result<()> {
    let mut count = 0;
    let stopped = loop {
        if count == most {
            break "nothing".to_owned();
        }
        // SAFETY: this process has one thread.
        match unsafe { libc::fork() } {
            0 => wait_for_the_end(),
            -1 => break io::Error::last_os_error().to_string(),
            _ => count += 1,
        }
    };
    note(out, "hogs/processes", &format!("{count} stopped by {stopped}"))?;
    wait_for_the_end()
}

/// Threads with small stacks.
pub(crate) fn threads(out: &mut impl Write, most: u64) -> io::Result<()> {
    let mut count = 0;
    let stopped = loop {
        if count == most {
            break "nothing".to_owned();
        }
        match thread::Builder::new().stack_size(16 * 1024).spawn(|| wait_for_the_end()) {
            Ok(_) => count += 1,
            Err(error) => break error.to_string(),
        }
    };
    note(out, "hogs/threads", &format!("{count} stopped by {stopped}"))?;
    wait_for_the_end()
}

fn wait_for_the_end() -> ! {
    loop {
        // SAFETY: no arguments.
        unsafe { libc::pause() };
    }
}

/// Open files.
pub(crate) fn descriptors(out: &mut impl Write, most: u64) -> io::Result<()> {
    let mut held = Vec::new();
    let stopped = loop {
        match File::open("/proc/self/status") {
            _ if held.len() as u64 == most => break "nothing".to_owned(),
            Ok(file) => held.push(file),
            Err(error) => break error.to_string(),
        }
    };
    let count = held.len();
    drop(held);
    note(out, "hogs/descriptors", &format!("{count} stopped by {stopped}"))
}

/// Memory that is really there, a MiB at a time.
pub(crate) fn memory(out: &mut impl Write, most: u64) -> io::Result<()> {
    let mut held: Vec<Vec<u8>> = Vec::new();
    while (held.len() as u64) < most {
        held.push(vec![1; 1 << 20]);
    }
    let taken: usize = held.iter().map(|block| block.iter().filter(|byte| **byte == 1).count()).sum();
    note(out, "hogs/memory", &format!("{} stopped by nothing", taken >> 20))
}

/// Room on the file systems a container can write to, MiB: reserved, not written. The root has no quota: there it is asked only how much
/// there would be.
pub(crate) fn disk(out: &mut impl Write, most: u64) -> io::Result<()> {
    for place in ["/dev/shm", "/dev"] {
        let path = format!("{place}/hog");
        let words = match File::create(&path) {
            Ok(file) => reserve(&file, most),
            Err(error) => format!("0 stopped by {error}"),
        };
        // What was not made cannot be removed.
        drop(std::fs::remove_file(&path));
        note(out, &format!("hogs/disk{place}"), &words)?;
    }
    note(out, "hogs/disk/", &format!("{} free", free("/")? >> 20))
}

fn reserve(file: &File, most: u64) -> String {
    let mut count = 0;
    while count < most {
        let at = (count << 20) as libc::off_t;
        // SAFETY: numbers only.
        let reserved = unsafe { libc::fallocate(file.as_raw_fd(), 0, at, 1 << 20) };
        if let Err(error) = result(reserved.into()) {
            return format!("{count} stopped by {error}");
        }
        count += 1;
    }
    format!("{count} stopped by nothing")
}

fn free(place: &str) -> io::Result<u64> {
    let place = super::system::path_text(place);
    // SAFETY: a C string, and a structure to be filled in.
    unsafe {
        let mut facts: libc::statvfs = std::mem::zeroed();
        result(libc::statvfs(place.as_ptr(), &raw mut facts).into())?;
        Ok(facts.f_bavail * facts.f_bsize)
    }
}

/// Lines as fast as they are taken.
pub(crate) fn flood(out: &mut impl Write, lines: u64) -> io::Result<()> {
    let line = "x".repeat(100);
    for number in 0..lines {
        writeln!(out, "{number} {line}")?;
    }
    note(out, "hogs/flood", &format!("{lines} lines"))
}

/// Stays until it is killed or so many seconds are over.
pub(crate) fn stay(seconds: u64) {
    thread::sleep(Duration::from_secs(seconds));
}
