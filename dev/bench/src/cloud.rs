//! Programs started to be measured. In: a path and arguments. Out: a child that says where it listens, ended with its owner.
//! Never here: what it is asked.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A child process that has said its first words.
pub struct Running {
    child: Child,
    /// `host:port` it answers on.
    pub address: String,
    /// From exec to the line that was waited for.
    pub ready_after: Duration,
}

impl Running {
    /// Starts a program and reads its output up to the line that begins with `until`. The address is the last word of the last line
    /// in which something like `:PORT` stands.
    pub fn start(command: &mut Command, until: &str) -> Result<Running, String> {
        let name = format!("{:?}", command.get_program());
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{name}: {error}"))?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(output).lines();
        let mut address = String::new();
        for line in lines.by_ref() {
            let line = line.map_err(|error| format!("{name}: {error}"))?;
            if let Some(found) = address_in(&line) {
                address = found;
            }
            if line.starts_with(until) {
                let ready_after = began.elapsed();
                // Keeps reading, so that the child never finds its output closed.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Running { child, address, ready_after });
            }
        }
        let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
        Err(format!("{name} ended before it said {until:?}: {status}"))
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub fn end(mut self) {
        self.finish();
    }

    /// Kills it outright (SIGKILL), as a crash would.
    pub fn kill(mut self) {
        // It is our own child: if it is gone already, all the better.
        drop(self.child.kill());
        drop(self.child.wait());
    }

    fn finish(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(30);
        while asked.is_ok() && Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                _ => return,
            }
        }
        // It did not go when asked; it is our own child, and nothing more can be done if this fails.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.finish();
        }
    }
}

/// `localhost:PORT` or `ADDRESS:PORT` at the end of a line.
fn address_in(line: &str) -> Option<String> {
    let word = line.split_whitespace().last()?.trim_end_matches('/');
    let word = word.strip_prefix("http://").unwrap_or(word);
    let (host, port) = word.rsplit_once(':')?;
    port.parse::<u16>().ok().filter(|_| !host.is_empty()).map(|_| word.replace("localhost", "127.0.0.1"))
}

/// The program beside this one: `target/release/NAME`, or the path given.
pub fn built(given: Option<PathBuf>, name: &str) -> Result<PathBuf, String> {
    let beside = || {
        let own = std::env::current_exe().ok()?;
        Some(own.parent()?.join(name))
    };
    let path = given.or_else(beside).ok_or("where is this program?")?;
    if cfg!(debug_assertions) {
        eprintln!("warning: a debug build; its numbers mean nothing");
    }
    match path.exists() {
        true => Ok(path),
        false => Err(format!("{} is not there; `cargo build --release` makes it", path.display())),
    }
}

/// Starts the cloud on a free port with its state in `directory`.
pub fn interstella(program: &Path, directory: &Path) -> Result<Running, String> {
    let mut command = Command::new(program);
    command.args(["start", "--port", "0", "--data-dir"]).arg(directory);
    Running::start(&mut command, "Ready.")
}

/// A directory for the files of a measurement, gone with its owner.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty directory under the system's temporary one, or under `INTERSTELLA_BENCH_DIR`: overlayfs cannot lie on overlayfs.
    pub fn new(name: &str) -> Result<Scratch, String> {
        let base = std::env::var_os("INTERSTELLA_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
        let path = base.join(format!("interstella-bench-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Scratch(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in a temporary directory anyway.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_off_the_last_word() {
        assert_eq!(address_in("AWS endpoint  http://localhost:4566").as_deref(), Some("127.0.0.1:4566"));
        assert_eq!(address_in("listening on 127.0.0.1:81").as_deref(), Some("127.0.0.1:81"));
        assert_eq!(address_in("Ready."), None);
    }

    #[test]
    fn a_program_that_ends_early_is_an_error() {
        let error = Running::start(Command::new("true").env("A", "b"), "Ready.").err().unwrap_or_default();
        assert!(error.contains("ended before it said"), "{error}");
    }
}
