//! The built product as a process. In: extra arguments and variables. Out: a cloud that answers, ended on drop.
//! Never here: what is asked of it.

use std::fs::File;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::patience::{until, until_true};
use crate::small_disk::SmallDisk;
use crate::{http, leftovers, ports, scratch::Scratch, skip};

/// The user nobody, on every Linux.
const NOBODY: u32 = 65_534;
/// Port of a cloud for which none is named.
const USUAL_PORT: u16 = 4566;
/// What the product says where the kernel does not let it run containers.
const NO_CONTAINERS: &str = "cannot run containers here";

/// The product's program beside this test; fails the test when it was not built.
pub fn program() -> PathBuf {
    beside("interstella", "cargo build -p interstella")
}

/// A program of the same build as this test.
pub(crate) fn beside(name: &str, remedy: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let found =
        test.ancestors().skip(1).take(2).map(|directory| directory.join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{name} is not beside {}: run `{remedy}` first", test.display()))
}

/// A running cloud.
#[derive(Debug)]
pub struct Cloud {
    child: Child,
    port: u16,
    disk: Option<SmallDisk>,
    files: Scratch,
    how: How,
    program: PathBuf,
}

/// How a cloud is started.
#[derive(Debug, Clone)]
pub struct How {
    /// The subcommand: `start`, or `up` with the platform.
    pub command: &'static str,
    /// Arguments after `COMMAND --data-dir DIR --port PORT`.
    pub arguments: Vec<String>,
    /// Variables of its environment.
    pub variables: Vec<(String, String)>,
    /// The id of the user it runs as; this test's own unless given.
    pub user: Option<u32>,
    /// Runs it from a copy of its program, which the test may lose.
    pub from_copy: bool,
    /// How many files it may have open (`ulimit -n`), which an ordinary user cannot raise.
    pub open_files: Option<u64>,
    /// Its data directory is a disk of so many MiB of its own, which takes root.
    pub disk: Option<u32>,
    /// Started in its directory without naming directory or port, as a newcomer does; only for a test that is [`apart`](crate::apart).
    pub unnamed: bool,
    /// Signals it ignores from the start, as `nohup` and a shell's `&` have it.
    pub ignoring: &'static [libc::c_int],
}

impl How {
    /// Tasks without a health check count as settled after a second: no test is about those 40 seconds.
    pub fn usual() -> How {
        let arguments = vec!["--settle-seconds".into(), "1".into()];
        How {
            command: "start",
            arguments,
            variables: Vec::new(),
            user: None,
            from_copy: false,
            open_files: None,
            disk: None,
            unnamed: false,
            ignoring: &[],
        }
    }

    /// A minute of metrics, alarms and scaling takes a `speed`th of one.
    pub fn paced(speed: u8) -> How {
        let mut how = How::usual();
        how.arguments.extend(["--clock-speed".into(), speed.to_string()]);
        how
    }

    /// As an ordinary user, without any privilege.
    pub fn unprivileged() -> How {
        How { user: Some(NOBODY), ..How::usual() }
    }

    /// With these arguments on top.
    pub fn with(mut self, arguments: &[&str]) -> How {
        self.arguments.extend(arguments.iter().map(|word| (*word).to_owned()));
        self
    }

    /// The platform, with this many orders a second to each topic.
    pub fn platform(rate: u32) -> How {
        let mut how = How { command: "up", ..How::usual() };
        how.arguments.extend(["--rate".into(), rate.to_string()]);
        how
    }

    /// Whether what it wrote says that all of it is there.
    fn is_there(&self, said: &str) -> bool {
        let wanted = if self.command == "up" { "Interstella is up" } else { "Ready." };
        said.lines().any(|line| line == wanted || (self.command == "up" && line.starts_with(wanted)))
    }
}

impl Cloud {
    /// Starts one the usual way; `None` (said on stderr) where the kernel cannot run containers.
    pub fn start() -> Option<Cloud> {
        Cloud::start_how(How::usual())
    }

    /// Starts one in an empty data directory and waits until it answers; `None` as for [`Cloud::start`].
    pub fn start_how(how: How) -> Option<Cloud> {
        let port = if how.unnamed { USUAL_PORT } else { ports::free() };
        let files = Scratch::new();
        if how.user.is_some() {
            std::os::unix::fs::chown(files.path(), how.user, how.user)
                .expect("root, to start it as another user");
        }
        let program = if how.from_copy { copy(&files, how.user) } else { program() };
        let data = files.path().join("data");
        let disk = how.disk.map(|size| SmallDisk::at(&data, size));
        if matches!(disk, Some(None)) {
            skip::announced("only root may mount a small disk", "run it as root");
            return None;
        }
        let child = spawn(&program, &files, port, &how);
        let mut cloud = Cloud { child, port, disk: disk.flatten(), files, how, program };
        match cloud.ready() {
            Ok(()) => Some(cloud),
            Err(words) if words.contains(NO_CONTAINERS) => {
                skip::skipped(words.trim(), "see `interstella doctor`");
                None
            }
            Err(words) => panic!("the cloud ended at once: {words}"),
        }
    }

    /// Waits for the line that says so; the words of the process if it ended instead.
    fn ready(&mut self) -> Result<(), String> {
        until("ready", || match self.child.try_wait() {
            Ok(None) if self.how.is_there(&self.said()) => Ok(Ok(())),
            Ok(None) => Err(format!("{}{}", self.said(), self.complaints())),
            Ok(Some(_)) | Err(_) => Ok(Err(self.complaints())),
        })
    }

    /// Everything on its standard output.
    pub fn said(&self) -> String {
        read(&self.files.path().join("stdout"))
    }

    /// Everything on its standard error.
    pub fn complaints(&self) -> String {
        read(&self.files.path().join("stderr"))
    }

    /// The port of the AWS endpoint.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The AWS endpoint as users name it.
    pub fn endpoint(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Its data directory.
    pub fn data(&self) -> PathBuf {
        data(&self.files, &self.how)
    }

    /// The directory it was started in, where [`How::unnamed`] says so; around its data directory otherwise.
    pub fn directory(&self) -> &Path {
        self.files.path()
    }

    /// The file of its program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The disk its data directory is, if it was to be one.
    pub fn disk(&self) -> &SmallDisk {
        self.disk.as_ref().expect("a small disk")
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// `GET path` of its own pages.
    pub fn page(&self, path: &str) -> serde_json::Value {
        let reply = http::get(&self.address(), &self.address(), path).expect("an answer of the admin room");
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        serde_json::from_slice(&reply.body).expect("JSON of the admin room")
    }

    /// SIGKILL, and waits for the end.
    pub fn kill(&mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("its end");
    }

    /// SIGKILL to it and to the keeper of its containers, which end with that: as when the machine goes down.
    pub fn lose(&mut self) {
        let keeper = leftovers::keeper_of(&self.data()).and_then(|pid| i32::try_from(pid).ok());
        self.kill();
        let keeper = keeper.expect("a keeper");
        // SAFETY: plain system call; it was there a moment ago, and nothing else ends it.
        unsafe { libc::kill(keeper, libc::SIGKILL) };
    }

    /// Starts it again on the same data and port.
    pub fn start_again(&mut self) {
        until_true("the port free again", || std::net::TcpListener::bind(("127.0.0.1", self.port)).is_ok());
        self.child = spawn(&self.program, &self.files, self.port, &self.how);
        self.ready().expect("a second life");
    }

    /// SIGTERM, and waits for the end.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal(libc::SIGTERM);
        self.ended()
    }

    /// Runs a subcommand of the product about this cloud; its exit status and what it wrote.
    pub fn command(&self, words: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(program());
        let command = command.args(words).arg("--data-dir").arg(self.data());
        let output = command.args(["--port", &self.port.to_string()]).stdin(Stdio::null()).output();
        let output = output.expect("the product's program runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    }

    /// What the product says of this machine.
    pub fn doctor(&self) -> (Option<i32>, String) {
        let output = Command::new(program()).arg("doctor").stdin(Stdio::null()).output();
        let output = output.expect("the product's program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Waits for the end of a process that was told to end in another way.
    pub fn ended(&mut self) -> ExitStatus {
        until("ended", || {
            self.child.try_wait().map_err(|error| error.to_string())?.ok_or_else(|| self.complaints())
        })
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: i32) {
        let pid = i32::try_from(self.child.id()).expect("a process id");
        // SAFETY: plain system call; the child was not waited for yet, so the id is its own.
        let outcome = unsafe { libc::kill(pid, signal) };
        assert_eq!(outcome, 0, "signal {signal} to {pid}");
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- standard error of the cloud\n{}", self.complaints());
            eprintln!(
                "--- its loops\n{:?}",
                http::get(&self.address(), "localhost", "/_interstella/loops").map(|r| r.text())
            );
        }
        if let Ok(None) = self.child.try_wait() {
            if std::thread::panicking() {
                self.kill();
            } else {
                self.stop();
            }
        }
    }
}

fn data(files: &Scratch, how: &How) -> PathBuf {
    files.path().join(if how.unnamed { ".interstella" } else { "data" })
}

fn spawn(program: &Path, files: &Scratch, port: u16, how: &How) -> Child {
    let log = |name: &str| File::create(files.path().join(name)).expect("a log file");
    let mut command = Command::new(program);
    if let Some(user) = how.user {
        command.uid(user).gid(user).env("HOME", files.path());
    }
    if let Some(most) = how.open_files {
        let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
        let set = move || match unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) } {
            0 => Ok(()),
            _ => Err(std::io::Error::last_os_error()),
        };
        // SAFETY: one system call on a copied value, allowed between fork and exec.
        unsafe { command.pre_exec(set) };
    }
    command.arg(how.command).current_dir(files.path());
    if !how.unnamed {
        command.arg("--data-dir").arg(data(files, how)).args(["--port", &port.to_string()]);
    }
    let ignoring = how.ignoring;
    let ignore = move || {
        for signal in ignoring {
            // SAFETY: plain system call, safe between fork and exec.
            unsafe { libc::signal(*signal, libc::SIG_IGN) };
        }
        Ok(())
    };
    // SAFETY: the closure makes system calls only.
    unsafe { command.pre_exec(ignore) };
    command
        .args(&how.arguments)
        .envs(how.variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(log("stdout"))
        .stderr(log("stderr"))
        .spawn()
        .expect("the product's program runs")
}

/// Another file than that of the build, which runs nothing else.
fn copy(files: &Scratch, user: Option<u32>) -> PathBuf {
    let copy = files.path().join("interstella");
    std::fs::copy(program(), &copy).expect("a copy of the program");
    if user.is_some() {
        std::os::unix::fs::chown(&copy, user, user).expect("root, to give it away");
    }
    copy
}

fn read(path: &Path) -> String {
    let mut text = Vec::new();
    if let Ok(mut file) = File::open(path) {
        drop(file.read_to_end(&mut text));
    }
    String::from_utf8_lossy(&text).into_owned()
}
