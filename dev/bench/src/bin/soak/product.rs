//! The process and its disk. In: a program. Out: a platform that is up, killed, up again; a disk that is full for a while. Never here: what
//! is asked of it.

use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use bench::cloud::{Running, Scratch, built};

use crate::Outcome;

/// The process, between its lives none.
pub(crate) struct Product {
    running: Option<Running>,
    program: PathBuf,
    port: u16,
    rate: u32,
    kills: u32,
    slowest: Duration,
    // Unmounted when the process has ended, and then the directory is removed.
    disk: Option<Mount>,
    scratch: Scratch,
}

/// A file system in memory.
struct Mount(PathBuf);

impl Drop for Mount {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

impl Product {
    pub(crate) fn new(program: Option<PathBuf>, disk: u32, rate: u32) -> Outcome<Product> {
        let (program, scratch) = (built(program, "interstella")?, Scratch::new("soak")?);
        let data = scratch.path().join("data");
        fs::create_dir(&data).map_err(|error| error.to_string())?;
        let disk = if disk > 0 { Some(mount(&data, disk)?) } else { None };
        // Free a moment ago; nobody else on this machine asks for ports in a hurry.
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| error.to_string())?.port();
        Ok(Product { running: None, program, port, rate, kills: 0, slowest: Duration::ZERO, disk, scratch })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.scratch.path().join("log")
    }

    /// The last lines the product wrote for people.
    pub(crate) fn last_words(&self) -> String {
        let all = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = all.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The process; 0 while there is none.
    pub(crate) fn pid(&self) -> u32 {
        self.running.as_ref().map_or(0, Running::pid)
    }

    /// Starts it and waits until the whole platform is up.
    pub(crate) fn start(&mut self) -> Outcome<()> {
        let mut command = Command::new(&self.program);
        command.arg("up").arg("--data-dir").arg(self.data());
        command.args(["--port", &self.port.to_string(), "--rate", &self.rate.to_string()]);
        // A line for every message the bad subscribers do not take.
        let log = File::options().create(true).append(true).open(self.log());
        command.stderr(log.map_err(|error| error.to_string())?);
        let running = Running::start(&mut command, "Interstella is up")?;
        self.slowest = self.slowest.max(running.ready_after);
        self.running = Some(running);
        Ok(())
    }

    pub(crate) fn kill_and_start(&mut self) -> Outcome<()> {
        if let Some(running) = self.running.take() {
            running.kill();
        }
        self.kills += 1;
        self.start()
    }

    pub(crate) fn line(&self) -> String {
        let slowest = self.slowest.as_secs_f64();
        format!("{} times killed; the platform was up again within {slowest:.1} s at most", self.kills)
    }

    /// Writes until nothing more goes, waits, and gives the room back.
    pub(crate) fn fill_disk_for(&self, time: Duration) -> Outcome<()> {
        if self.disk.is_none() {
            return Ok(());
        }
        let filler = self.data().join("filler");
        let mut file = File::create(&filler).map_err(|error| error.to_string())?;
        for size in [1 << 20, 4096, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        std::thread::sleep(time);
        fs::remove_file(&filler).map_err(|error| error.to_string())
    }
}

fn mount(at: &Path, mebibytes: u32) -> Outcome<Mount> {
    let size = format!("size={mebibytes}m,mode=0700");
    let status = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).status();
    match status {
        Ok(status) if status.success() => Ok(Mount(at.to_owned())),
        _ => Err("a disk that can be full takes root; --disk 0 does without".to_owned()),
    }
}
