//! The daemon's end of the connection to its keeper: starts it or finds it, gives orders, hears of ends. In: orders. Out: processes, what
//! an earlier daemon left. Never here: what notes say.
//!
//! A keeper that is lost takes its processes along; the next order starts another.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use nix::fcntl::SealFlag;
use nix::sys::memfd::{self, MFdFlags};

use super::super::child::{OurEnds, Plan, Waiting, pipes};
use super::super::detached;
use super::frame::{self, Frame};
use super::words::{Answer, Order, VERSION};

/// The name under which the hub's network namespace is held; no task has it.
pub(super) const HUB: &str = "";
const SOCKET: &str = "keeper.sock";
const NAME: &str = "task-keeper";
/// How long the keeper may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a keeper is started.
#[derive(Clone, Debug)]
pub(in super::super) struct Launch {
    pub(in super::super) program: PathBuf,
    pub(in super::super) arguments: Vec<OsString>,
    /// It goes on without a daemon.
    pub(in super::super) outlives: bool,
    /// Where its socket is.
    pub(in super::super) directory: PathBuf,
}

/// The keeper of this daemon.
pub(in super::super) struct Keeper {
    launch: Launch,
    /// Told again to every new keeper.
    hub: Mutex<Option<OwnedFd>>,
    link: Mutex<Arc<Link>>,
}

/// A name with what an earlier daemon left under it.
pub(in super::super) struct Kept {
    pub(in super::super) name: String,
    pub(in super::super) note: String,
    pub(in super::super) descriptors: Vec<OwnedFd>,
    pub(in super::super) children: Vec<Child>,
}

/// A process of an earlier daemon.
pub(in super::super) struct Child {
    pub(in super::super) at: u32,
    pub(in super::super) note: String,
    pub(in super::super) pid: i32,
    /// pidfd, stdout, stderr; none once let go.
    pub(in super::super) descriptors: Vec<OwnedFd>,
    pub(in super::super) end: watch::Receiver<Option<i32>>,
}

/// One connection.
struct Link {
    writer: Mutex<UnixStream>,
    replies: Mutex<mpsc::Receiver<Reply>>,
    lost: Arc<AtomicBool>,
    /// The keeper, if this daemon started it: then its exit status is this daemon's to read.
    process: Mutex<Option<std::process::Child>>,
}

/// An answer somebody waits for.
struct Reply {
    answer: Answer,
    descriptors: Vec<OwnedFd>,
    /// The end to be, of a process.
    end: watch::Receiver<Option<i32>>,
}

impl Keeper {
    /// Starts one.
    pub(in super::super) fn start_new(launch: Launch) -> io::Result<Self> {
        let link = Mutex::new(Arc::new(launch.start()?));
        Ok(Self { launch, hub: Mutex::default(), link })
    }

    /// Finds the keeper of an earlier daemon, with the hub's namespace and what else it holds.
    pub(in super::super) fn inherit(launch: &Launch) -> Option<(Self, Option<OwnedFd>, Vec<Kept>)> {
        let (link, kept) = inherit(&launch.directory)?;
        let (mut hub, mut tasks) = (None, Vec::new());
        for one in kept {
            match one.name == HUB {
                true => hub = one.descriptors.into_iter().next(),
                false => tasks.push(one),
            }
        }
        let launch = launch.clone();
        Some((Self { launch, hub: Mutex::default(), link: Mutex::new(Arc::new(link)) }, hub, tasks))
    }

    /// Holds the hub's network namespace; before any task.
    pub(in super::super) fn keep_hub(&self, namespace: &OwnedFd) -> io::Result<()> {
        *lock(&self.hub) = Some(namespace.try_clone()?);
        self.link()?
            .order(&Order::<()>::Keep { name: HUB.to_owned(), note: String::new() }, &[namespace.as_fd()])
    }

    /// Holds a note and descriptors under a name, in the place of those before.
    pub(in super::super) fn keep(
        &self,
        name: &str,
        note: String,
        descriptors: &[BorrowedFd<'_>],
    ) -> io::Result<()> {
        self.link()?.order(&Order::<()>::Keep { name: name.to_owned(), note }, descriptors)
    }

    /// Another note for a child; with `let_go` nothing else of it is held.
    pub(in super::super) fn note(&self, name: &str, at: u32, note: String, let_go: bool) {
        self.post(&Order::Note { name: name.to_owned(), at, note, let_go });
    }

    /// Nothing of a name is wanted any more.
    pub(in super::super) fn forget(&self, name: &str) {
        self.post(&Order::Forget { name: name.to_owned() });
    }

    /// An order about what a keeper that is lost has lost as well.
    fn post(&self, order: &Order<()>) {
        let link = lock(&self.link).clone();
        if !link.is_lost() {
            // An error says the same as a keeper that is lost, which is noticed elsewhere.
            let _ = link.order(order, &[]);
        }
    }

    /// Starts a child of a name that is held. Blocks for the time of a clone.
    pub(in super::super) fn start(
        &self,
        (name, at, note): (&str, u32, String),
        plan: &Plan,
        network: BorrowedFd<'_>,
        given: &[OwnedFd],
    ) -> io::Result<(Waiting, watch::Receiver<Option<i32>>)> {
        let (child, ours) = pipes()?;
        let theirs = [&child.go, &child.error, &child.stdout, &child.stderr];
        let descriptors: Vec<_> = [network]
            .into_iter()
            .chain(theirs.map(AsFd::as_fd))
            .chain([ours.stdout.as_fd(), ours.stderr.as_fd()])
            .chain(given.iter().map(AsFd::as_fd))
            .collect();
        let order = Order::Start { name: name.to_owned(), at, note, plan };
        let reply = self.link()?.ask(&order, &descriptors)?;
        begun(reply, ours)
    }

    /// Starts a process that ends with this daemon. Blocks for the time of a clone.
    pub(in super::super) fn execute(
        &self,
        plan: &Plan,
        given: &[OwnedFd],
    ) -> io::Result<(Waiting, watch::Receiver<Option<i32>>)> {
        let (child, ours) = pipes()?;
        let theirs = [&child.go, &child.error, &child.stdout, &child.stderr];
        let descriptors: Vec<_> =
            theirs.map(AsFd::as_fd).into_iter().chain(given.iter().map(AsFd::as_fd)).collect();
        let reply = self.link()?.ask(&Order::Execute { plan }, &descriptors)?;
        begun(reply, ours)
    }

    /// Ends the keeper and whatever it still holds; returns when it has ended.
    pub(in super::super) fn end(&self) {
        lock(&self.link).end();
        let _ = fs::remove_file(self.launch.directory.join(SOCKET));
    }

    fn link(&self) -> io::Result<Arc<Link>> {
        let mut link = lock(&self.link);
        if link.is_lost() {
            tracing::warn!(
                "the keeper of the containers has ended, and they with it; another one is started"
            );
            // Should it only have been the connection: two keepers of one directory must not be.
            leave(&self.launch.directory);
            let next = self.launch.start()?;
            if let Some(hub) = &*lock(&self.hub) {
                next.order(&Order::<()>::Keep { name: HUB.to_owned(), note: String::new() }, &[hub.as_fd()])?;
            }
            *link = Arc::new(next);
        }
        Ok(link.clone())
    }
}

/// What came of an order to start a process.
fn begun(
    reply: Reply,
    OurEnds { go, error, stdout, stderr }: OurEnds,
) -> io::Result<(Waiting, watch::Receiver<Option<i32>>)> {
    match (reply.answer, reply.descriptors.into_iter().next()) {
        (Answer::Started { pid }, Some(pidfd)) => {
            Ok((Waiting { pid, pidfd, go, error, stdout, stderr }, reply.end))
        }
        // It came without: this process may have no more of them. The child never hears go, and ends.
        (Answer::Started { .. }, None) => Err(io::Error::from_raw_os_error(libc::EMFILE)),
        (Answer::Refused { errno: 0, why }, _) => Err(io::Error::other(why)),
        (Answer::Refused { errno, .. }, _) => Err(io::Error::from_raw_os_error(errno)),
        _ => Err(io::Error::other("the keeper answered something else")),
    }
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The user namespace of the keeper that an earlier daemon left in a directory, if one did.
pub(in super::super) fn hello(directory: &Path) -> Option<OwnedFd> {
    let (_, hello) = connect(directory).ok()?;
    hello.namespace
}

/// Ends the keeper that an earlier daemon left in a directory, with all its processes; whether there was one.
pub(in super::super) fn leave(directory: &Path) -> bool {
    let Ok((stream, _)) = connect(directory) else { return false };
    dismiss(&stream);
    let _ = fs::remove_file(directory.join(SOCKET));
    true
}

/// Says `End` and waits for it.
fn dismiss(mut stream: &UnixStream) {
    let end = serde_json::to_vec(&Order::<()>::End).unwrap_or_default();
    let _ = frame::send(stream, &end, &[]);
    let _ = stream.set_read_timeout(Some(PATIENCE));
    // What it still has to say is of no interest; that it says nothing more is.
    while matches!(stream.read(&mut [0; 4096]), Ok(1..)) {}
}

/// What a keeper says of itself.
struct Hello {
    version: u32,
    namespace: Option<OwnedFd>,
}

fn connect(directory: &Path) -> io::Result<(UnixStream, Hello)> {
    let stream = UnixStream::connect(short(&open_directory(directory)?))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let gone = || io::Error::new(io::ErrorKind::UnexpectedEof, "the keeper ended");
    let Frame { bytes, descriptors, .. } = frame::receive(&stream)?.ok_or_else(gone)?;
    stream.set_read_timeout(None)?;
    let Ok(Answer::Hello { version }) = serde_json::from_slice(&bytes) else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "what answers there is no keeper"));
    };
    Ok((stream, Hello { version, namespace: descriptors.into_iter().next() }))
}

fn open_directory(directory: &Path) -> io::Result<File> {
    fs::OpenOptions::new().read(true).custom_flags(libc::O_DIRECTORY).open(directory)
}

/// The socket's path by way of its open directory: a path of a socket has 107 bytes at most.
fn short(directory: &File) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}/{SOCKET}", directory.as_raw_fd()))
}

/// The connection to the keeper of an earlier daemon and what it holds. One that this daemon can do nothing with is ended.
fn inherit(directory: &Path) -> Option<(Link, Vec<Kept>)> {
    let (stream, hello) = connect(directory).ok()?;
    let why = match hello {
        Hello { version, .. } if version != VERSION => format!("it is of another version ({version})"),
        Hello { namespace: Some(theirs), .. } if !is_ours(&theirs) => "it belongs to another user".to_owned(),
        _ => match told(&stream) {
            Ok((kept, ends)) => return Some((Link::over(stream, ends, None).ok()?, kept)),
            Err(error) => error.to_string(),
        },
    };
    tracing::warn!(why, "the keeper of an earlier run cannot be taken over; its containers are ended");
    dismiss(&stream);
    None
}

fn is_ours(namespace: &OwnedFd) -> bool {
    let theirs = File::from(match namespace.try_clone() {
        Ok(copy) => copy,
        Err(_) => return false,
    });
    let id = |facts: fs::Metadata| (facts.dev(), facts.ino());
    let (theirs, ours) = (theirs.metadata().map(id), fs::metadata("/proc/self/ns/user").map(id));
    matches!((theirs, ours), (Ok(theirs), Ok(ours)) if theirs == ours)
}

type Ends = HashMap<i32, watch::Sender<Option<i32>>>;

/// Everything the keeper holds, and whose end it will tell.
fn told(stream: &UnixStream) -> io::Result<(Vec<Kept>, Ends)> {
    let bytes = serde_json::to_vec(&Order::<()>::Tell).map_err(io::Error::other)?;
    frame::send(stream, &bytes, &[])?;
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "the keeper's words make no sense");
    let (mut all, mut ends): (Vec<Kept>, Ends) = Default::default();
    loop {
        let Frame { bytes, descriptors, .. } = frame::receive(stream)?.ok_or_else(broken)?;
        match serde_json::from_slice(&bytes)? {
            Answer::ToldAll => return Ok((all, ends)),
            Answer::Kept { name, note } => {
                all.push(Kept { name, note, descriptors, children: Vec::new() });
            }
            Answer::Child { at, note, pid, code, .. } => {
                let (sender, end) = watch::channel(code);
                if code.is_none() {
                    ends.insert(pid, sender);
                }
                let child = Child { at, note, pid, descriptors, end };
                all.last_mut().ok_or_else(broken)?.children.push(child);
            }
            Answer::Ended { pid, code } => {
                // Between two children, or after them: told as ended, or told now.
                if let Some(sender) = ends.remove(&pid) {
                    sender.send_replace(Some(code));
                }
            }
            Answer::Hello { .. } | Answer::Started { .. } | Answer::Refused { .. } => return Err(broken()),
        }
    }
}

impl Launch {
    /// Starts a keeper in a session of its own: what a terminal sends to the daemon is not for it.
    fn start(&self) -> io::Result<Link> {
        let directory = open_directory(&self.directory)?;
        match fs::remove_file(self.directory.join(SOCKET)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(short(&directory))?;
        fs::set_permissions(short(&directory), fs::Permissions::from_mode(0o600))?;
        let program = unwritable(&self.program)?;
        let mut command = Command::new(detached::path(program.as_fd()));
        command.args(&self.arguments).arg0(NAME).env_clear().current_dir("/");
        command.stdin(OwnedFd::from(listener)).stdout(directory).stderr(Stdio::null());
        // SAFETY: setsid is safe to call between fork and exec; it touches no memory of this process.
        unsafe {
            command.pre_exec(|| match libc::setsid() {
                -1 => Err(io::Error::last_os_error()),
                _ => Ok(()),
            });
        }
        let in_words =
            |error: io::Error| io::Error::new(error.kind(), format!("cannot start the keeper: {error}"));
        let process = command.spawn().map_err(in_words)?;
        // It holds the listening socket only: with the command's own copy gone, its end is the end of the connection.
        drop(command);
        let (stream, _) = connect(&self.directory).map_err(in_words)?;
        let link = Link::over(stream, HashMap::new(), Some(process))?;
        if !self.outlives {
            link.order(&Order::<()>::EndWithDaemon, &[])?;
        }
        Ok(link)
    }
}

/// The program as whoever runs it cannot write it: programs of an image may get hold of `/proc/self/exe` before they are executed.
fn unwritable(program: &Path) -> io::Result<OwnedFd> {
    detached::program(program).or_else(|error| {
        tracing::debug!(%error, "the keeper's program is copied: it cannot be mounted read-only");
        let copy = memfd::memfd_create(c"task-keeper", MFdFlags::MFD_CLOEXEC | MFdFlags::MFD_ALLOW_SEALING)?;
        io::copy(&mut File::open(program)?, &mut File::from(copy.try_clone()?))?;
        let seals =
            SealFlag::F_SEAL_WRITE | SealFlag::F_SEAL_SHRINK | SealFlag::F_SEAL_GROW | SealFlag::F_SEAL_SEAL;
        nix::fcntl::fcntl(&copy, nix::fcntl::FcntlArg::F_ADD_SEALS(seals))?;
        Ok(copy)
    })
}

impl Link {
    fn over(stream: UnixStream, ends: Ends, process: Option<std::process::Child>) -> io::Result<Self> {
        let (sender, replies) = mpsc::channel();
        let (reader, lost) = (stream.try_clone()?, Arc::new(AtomicBool::new(false)));
        let when_lost = lost.clone();
        thread::Builder::new().name("keeper".to_owned()).spawn(move || {
            listen(&reader, ends, &sender);
            when_lost.store(true, Ordering::SeqCst);
        })?;
        Ok(Self {
            writer: Mutex::new(stream),
            replies: Mutex::new(replies),
            lost,
            process: Mutex::new(process),
        })
    }

    fn is_lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst)
    }

    fn order<P: serde::Serialize>(&self, order: &Order<P>, descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
        let bytes = serde_json::to_vec(order).map_err(io::Error::other)?;
        frame::send(&lock(&self.writer), &bytes, descriptors)
    }

    /// An order with an answer; one at a time.
    fn ask<P: serde::Serialize>(
        &self,
        order: &Order<P>,
        descriptors: &[BorrowedFd<'_>],
    ) -> io::Result<Reply> {
        let replies = lock(&self.replies);
        self.order(order, descriptors)?;
        replies
            .recv_timeout(PATIENCE)
            .map_err(|_| io::Error::other("the keeper of the containers does not answer"))
    }

    fn end(&self) {
        let end = self.order(&Order::<()>::End, &[]);
        // Its end closes the connection, which the listening thread reports by closing the channel.
        let replies = lock(&self.replies);
        while end.is_ok() && replies.recv_timeout(PATIENCE).is_ok() {}
        if let Some(mut process) = lock(&self.process).take() {
            let _ = process.wait();
        }
    }
}

/// Passes on what the keeper says until it ends. Those who wait for ends then know that nobody will tell them.
fn listen(stream: &UnixStream, mut ends: Ends, replies: &mpsc::Sender<Reply>) {
    while let Ok(Some(Frame { bytes, descriptors, .. })) = frame::receive(stream) {
        let Ok(answer) = serde_json::from_slice(&bytes) else { return };
        if let Answer::Ended { pid, code } = answer {
            if let Some(sender) = ends.remove(&pid) {
                sender.send_replace(Some(code));
            }
            continue;
        }
        let (sender, end) = watch::channel(None);
        if let Answer::Started { pid } = answer {
            ends.insert(pid, sender);
        }
        if replies.send(Reply { answer, descriptors, end }).is_err() {
            return;
        }
    }
}
