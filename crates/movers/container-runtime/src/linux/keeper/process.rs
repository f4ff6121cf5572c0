//! The keeper's own process. In: a listening socket as standard input, its directory as standard output. Out: an exit status, when told
//! to end or when nobody can come any more. Never here: threads, waiting for a container, reading of notes.
//!
//! ```text
//! alone ─(a daemon connects)─▶ serving ─(it is killed)─▶ alone ─(its directory is gone)─▶ ended
//!                                 └──(End)─▶ every process killed ─▶ ended
//! ```
//! `Start` brings, in this order: network namespace, the child's go, error, stdout and stderr, our stdout and stderr, and what fills the
//! slots of its plan.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::time::{Duration, Instant};

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sched::{CloneFlags, setns};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};

use super::super::child::{self, ChildEnds, Plan};
use super::super::file_limit;
use super::frame::{self, Frame};
use super::words::{Answer, Order, VERSION};

/// What the process is called in lists of processes.
const NAME: &std::ffi::CStr = c"task-keeper";
/// Between two looks whether the directory is still there, milliseconds.
const LOOK: u16 = 2_000;
/// How long killed processes may take to be gone.
const PATIENCE: Duration = Duration::from_secs(10);
/// After a failed accept, so that the loop does not spin.
const BREATHE: Duration = Duration::from_millis(20);
/// Connections without an order at a time; the newest of more is dropped.
const MOST_VISITORS: usize = 16;
/// Descriptors of every `Start`, and of every `Execute`.
const OF_START: usize = 7;
const OF_EXECUTE: usize = 4;

/// Runs the keeper until its end; to be called first in `main`, with standard input and output as the daemon gives them.
///
/// Errors: it was not started by a daemon.
pub fn keep() -> io::Result<()> {
    let (listener, directory) = inherited()?;
    nix::sys::prctl::set_name(NAME)?;
    file_limit::raise();
    let mut children_end = SigSet::empty();
    children_end.add(Signal::SIGCHLD);
    children_end.thread_block()?;
    let signals = SignalFd::with_flags(&children_end, SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK)?;
    Keeper {
        listener,
        directory,
        signals,
        daemon: None,
        ends_with_daemon: false,
        visitors: Vec::new(),
        names: BTreeMap::new(),
        executed: Vec::new(),
    }
    .serve()
}

/// Descriptors 0 and 1: a socket that is listened to, and a directory.
fn inherited() -> io::Result<(UnixListener, OwnedFd)> {
    // SAFETY: nothing else in this process uses them; a wrong kind of descriptor fails right below.
    let (listener, directory) = unsafe { (UnixListener::from_raw_fd(0), OwnedFd::from_raw_fd(1)) };
    listener.local_addr()?;
    nix::sys::stat::fstat(&directory)?;
    Ok((listener, directory))
}

struct Keeper {
    listener: UnixListener,
    directory: OwnedFd,
    signals: SignalFd,
    daemon: Option<UnixStream>,
    /// Those who connected and have not given an order: a process that looks which user namespace is ours, or the next daemon.
    visitors: Vec<UnixStream>,
    names: BTreeMap<String, Held>,
    ends_with_daemon: bool,
    /// Processes that end with the daemon.
    executed: Vec<i32>,
}

/// What is held under one name.
struct Held {
    note: String,
    descriptors: Vec<OwnedFd>,
    /// Some descriptors did not arrive, so that nothing can be started in it.
    cut: bool,
    children: BTreeMap<u32, Child>,
}

struct Child {
    note: String,
    pid: i32,
    /// pidfd, stdout, stderr; none once let go.
    descriptors: Vec<OwnedFd>,
    code: Option<i32>,
}

/// What there is to do.
struct Ready {
    signals: bool,
    listener: bool,
    daemon: bool,
    /// Its place among the visitors.
    visitor: Option<usize>,
}

impl Keeper {
    fn serve(mut self) -> io::Result<()> {
        loop {
            let ready = self.wait()?;
            if ready.signals {
                self.reap();
            }
            let told_to_end = ready.daemon && !self.hear();
            if told_to_end || ready.visitor.is_some_and(|at| !self.hear_visitor(at)) {
                return self.end();
            }
            if ready.listener {
                self.welcome();
            }
            if self.daemon.is_none() {
                self.end_executed();
                if self.ends_with_daemon || self.is_forsaken() {
                    return self.end();
                }
            }
        }
    }

    fn wait(&self) -> io::Result<Ready> {
        let watched = |fd| PollFd::new(fd, PollFlags::POLLIN);
        let mut all = vec![watched(self.signals.as_fd()), watched(self.listener.as_fd())];
        all.extend(self.daemon.iter().chain(&self.visitors).map(|stream| watched(stream.as_fd())));
        let patience = if self.daemon.is_some() { PollTimeout::NONE } else { PollTimeout::from(LOOK) };
        match poll(&mut all, patience) {
            Err(nix::errno::Errno::EINTR) | Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let is = |at: usize| all.get(at).and_then(PollFd::revents).is_some_and(|events| !events.is_empty());
        let visitors = 2 + usize::from(self.daemon.is_some());
        let visitor = (0..self.visitors.len()).find(|at| is(visitors + at));
        Ok(Ready { signals: is(0), listener: is(1), daemon: self.daemon.is_some() && is(2), visitor })
    }

    /// Nobody can connect any more: the directory was removed.
    fn is_forsaken(&self) -> bool {
        nix::sys::stat::fstat(&self.directory).is_ok_and(|facts| facts.st_nlink == 0)
    }

    fn welcome(&mut self) {
        // Without a descriptor to spare it is tried again, a little later.
        let Ok((stream, _)) = self.listener.accept() else { return std::thread::sleep(BREATHE) };
        let Ok(namespace) = std::fs::File::open("/proc/self/ns/user") else { return };
        let hello = say(&stream, &Answer::Hello { version: VERSION }, &[namespace.as_fd()]);
        if hello.is_ok() {
            self.visitors.truncate(MOST_VISITORS - 1);
            self.visitors.push(stream);
        }
    }

    /// What cannot be said to a daemon that is gone is told to the next.
    fn answer(&mut self, answer: &Answer, descriptors: &[BorrowedFd<'_>]) {
        if let Some(daemon) = &self.daemon
            && say(daemon, answer, descriptors).is_err()
        {
            self.daemon = None;
        }
    }

    /// One order of the daemon; false when it was the last.
    fn hear(&mut self) -> bool {
        match self.daemon.as_ref().map(listen) {
            Some(Some(Heard { order: Order::End, .. })) => return false,
            Some(Some(heard)) => self.obey(heard),
            Some(None) => self.daemon = None,
            None => {}
        }
        true
    }

    /// A visitor: with its first order it is the daemon. The lock on the directory lets only one live.
    fn hear_visitor(&mut self, at: usize) -> bool {
        let visitor = self.visitors.swap_remove(at);
        if let Some(heard) = listen(&visitor) {
            self.daemon = Some(visitor);
            if matches!(heard.order, Order::End) {
                return false;
            }
            self.obey(heard);
        }
        true
    }

    fn obey(&mut self, Heard { order, descriptors, cut }: Heard) {
        match order {
            Order::Keep { name, note } => match self.names.get_mut(&name) {
                Some(held) => (held.note, held.descriptors, held.cut) = (note, descriptors, cut),
                None => {
                    self.names.insert(name, Held { note, descriptors, cut, children: BTreeMap::new() });
                }
            },
            Order::Start { .. } | Order::Execute { .. } if cut => self.refuse(&out_of_descriptors()),
            Order::Start { name, at, note, plan } => self.start(&name, at, note, &plan, descriptors),
            Order::Note { name, at, note, let_go } => {
                let child = self.names.get_mut(&name).and_then(|held| held.children.get_mut(&at));
                if let Some(child) = child {
                    child.note = note;
                    child.descriptors.drain(if let_go { 0.. } else { child.descriptors.len().. });
                }
            }
            Order::Execute { plan } => self.execute(&plan, descriptors),
            Order::EndWithDaemon => self.ends_with_daemon = true,
            Order::Forget { name } => drop(self.names.remove(&name)),
            Order::Tell => self.tell(),
            // Heard before it comes here.
            Order::End => {}
        }
    }

    fn start(&mut self, name: &str, at: u32, note: String, plan: &Plan, descriptors: Vec<OwnedFd>) {
        let begun = self.begin(name, plan, descriptors);
        let (pid, pidfd, logs) = match begun {
            Ok(begun) => begun,
            Err(error) => return self.refuse(&error),
        };
        let copy = pidfd.try_clone();
        let descriptors = std::iter::once(pidfd).chain(logs).collect();
        if let Some(held) = self.names.get_mut(name) {
            held.children.insert(at, Child { note, pid, descriptors, code: None });
        }
        match copy {
            Ok(copy) => self.answer(&Answer::Started { pid }, &[copy.as_fd()]),
            // Without a way to speak of it the daemon cannot attend to it; its go never comes, and it ends.
            Err(error) => self.answer(&Answer::Refused { errno: 0, why: error.to_string() }, &[]),
        }
    }

    /// Clones in the network namespace given, and comes back from there. Pid, pidfd, our ends of the log pipes.
    fn begin(
        &self,
        name: &str,
        plan: &Plan,
        descriptors: Vec<OwnedFd>,
    ) -> io::Result<(i32, OwnedFd, Vec<OwnedFd>)> {
        let (all, given) = split::<OF_START>(descriptors)?;
        let [network, go, error, stdout, stderr, our_stdout, our_stderr] = all;
        match self.names.get(name) {
            None => {
                return Err(io::Error::new(io::ErrorKind::NotFound, format!("nothing is kept as {name}")));
            }
            Some(held) if held.cut => return Err(out_of_descriptors()),
            Some(_) => {}
        }
        let hub = self.names.get(super::link::HUB).and_then(|held| held.descriptors.first());
        let hub = hub.ok_or_else(|| io::Error::other("no hub is kept"))?;
        setns(network, CloneFlags::CLONE_NEWNET)?;
        let begun = child::begin(plan, &given, &ChildEnds { go, error, stdout, stderr }, None);
        setns(hub, CloneFlags::CLONE_NEWNET)?;
        let (pid, pidfd) = begun?;
        Ok((pid, pidfd, vec![our_stdout, our_stderr]))
    }

    fn execute(&mut self, plan: &Plan, descriptors: Vec<OwnedFd>) {
        let begun = split::<OF_EXECUTE>(descriptors).and_then(|([go, error, stdout, stderr], given)| {
            child::begin(plan, &given, &ChildEnds { go, error, stdout, stderr }, None)
        });
        match begun {
            Ok((pid, pidfd)) => {
                self.executed.push(pid);
                self.answer(&Answer::Started { pid }, &[pidfd.as_fd()]);
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn refuse(&mut self, error: &io::Error) {
        let (errno, why) = (error.raw_os_error().unwrap_or(0), error.to_string());
        self.answer(&Answer::Refused { errno, why }, &[]);
    }

    fn end_executed(&mut self) {
        for pid in self.executed.drain(..) {
            // SAFETY: a child that was not waited for yet, so the number is its own.
            unsafe { libc::kill(pid, libc::SIGKILL) };
        }
    }

    /// Takes the exit codes of processes that have ended.
    fn reap(&mut self) {
        while let Ok(Some(_)) = self.signals.read_signal() {}
        loop {
            let (pid, code) = match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::Exited(pid, code)) => (pid.as_raw(), code),
                Ok(WaitStatus::Signaled(pid, signal, _)) => (pid.as_raw(), 128 + signal as i32),
                Ok(WaitStatus::StillAlive) | Err(_) => return,
                Ok(_) => continue,
            };
            let all = self.names.values_mut().flat_map(|held| held.children.values_mut());
            if let Some(child) = all.into_iter().find(|child| child.pid == pid && child.code.is_none()) {
                child.code = Some(code);
            }
            self.executed.retain(|executed| *executed != pid);
            self.answer(&Answer::Ended { pid, code }, &[]);
        }
    }

    fn tell(&mut self) {
        let Some(daemon) = &self.daemon else { return };
        if tell_all(daemon, &self.names).is_err() {
            self.daemon = None;
        }
    }

    /// Kills every process, and sees to it that none is left.
    fn end(mut self) -> io::Result<()> {
        self.end_executed();
        let start = Instant::now();
        while self.kill_all() && start.elapsed() < PATIENCE {
            let mut watched = [PollFd::new(self.signals.as_fd(), PollFlags::POLLIN)];
            // Whatever wakes it, the next look says whether any is left.
            let _ = poll(&mut watched, PollTimeout::from(100_u16));
            self.reap();
        }
        Ok(())
    }

    /// Whether there was any.
    fn kill_all(&self) -> bool {
        let all = self.names.values().flat_map(|held| held.children.values());
        let living: Vec<i32> = all.filter(|child| child.code.is_none()).map(|child| child.pid).collect();
        for pid in &living {
            // SAFETY: a child that was not waited for yet, so the number is its own.
            unsafe { libc::kill(*pid, libc::SIGKILL) };
        }
        !living.is_empty()
    }
}

/// The descriptors every such order has, and the others.
fn split<const N: usize>(mut descriptors: Vec<OwnedFd>) -> io::Result<([OwnedFd; N], Vec<OwnedFd>)> {
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "an order without its descriptors");
    if descriptors.len() < N {
        return Err(broken());
    }
    let given = descriptors.split_off(N);
    Ok((descriptors.try_into().map_err(|_| broken())?, given))
}

fn tell_all(daemon: &UnixStream, names: &BTreeMap<String, Held>) -> io::Result<()> {
    for (name, held) in names {
        let kept = Answer::Kept { name: name.clone(), note: held.note.clone() };
        say(daemon, &kept, &borrowed(&held.descriptors))?;
        for (at, child) in &held.children {
            let (name, note) = (name.clone(), child.note.clone());
            let told = Answer::Child { name, at: *at, note, pid: child.pid, code: child.code };
            say(daemon, &told, &borrowed(&child.descriptors))?;
        }
    }
    say(daemon, &Answer::ToldAll, &[])
}

/// An order as it arrived.
struct Heard {
    order: Order<Plan>,
    descriptors: Vec<OwnedFd>,
    cut: bool,
}

/// What comes next; none when the other side is gone, or says what is no order.
fn listen(stream: &UnixStream) -> Option<Heard> {
    let Frame { bytes, descriptors, cut } = frame::receive(stream).ok()??;
    Some(Heard { order: serde_json::from_slice(&bytes).ok()?, descriptors, cut })
}

/// A task more than this process may have open files for.
fn out_of_descriptors() -> io::Error {
    io::Error::from_raw_os_error(libc::EMFILE)
}

fn borrowed(descriptors: &[OwnedFd]) -> Vec<BorrowedFd<'_>> {
    descriptors.iter().map(AsFd::as_fd).collect()
}

fn say(daemon: &UnixStream, answer: &Answer, descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
    let bytes = serde_json::to_vec(answer).map_err(io::Error::other)?;
    frame::send(daemon, &bytes, descriptors)
}
