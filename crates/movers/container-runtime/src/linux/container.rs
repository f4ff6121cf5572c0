//! One container from a spec to a process. In: a joined network and layer names. Out: a process whose program runs, log lines.
//! Never here: its end (`attend`), the task's other containers.
//!
//! ```text
//! lay out directories ─▶ publish ports ─▶ files, volumes, cgroup ─▶ clone3 ─▶ into the cgroup ─▶ go ─▶ execve ──▶ running
//!           └──────────────────┴─────────────────┴─────────────────┴─────────────┴────────────┴── failed
//! ```
//! A container that is started again keeps its id, files and ports; process, cgroup and pipes are new.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::sched::{CloneFlags, setns};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::net::unix::pipe;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::cgroup::{Cgroup, Limits};
use super::child::{Failed, Plan, Waiting, spawn};
use super::devices::Devices;
use super::exit::Exit;
use super::hub::TaskNetwork;
use super::mounts::{self, Prepared};
use super::notes::{self, ContainerNote, End};
use super::program::Inside;
use super::rootfs::{self, MOST_LAYERS, Root, RootDirs, Storage};
use super::start_failure::{self, from_daemon};
use super::steps::{Steps, text};
use super::{Inner, forward, image_file, keeper, program, user};
use crate::event::{StartError, StartErrorKind};
use crate::hooks::LogStream;
use crate::log_lines::LineSplitter;
use crate::spec::{ContainerSpec, Signal, TaskId};

use StartErrorKind::{CannotCreateContainer, CannotStartContainer, ResourceInitialization};

const NAMESPACES: i32 = libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWUTS | libc::CLONE_NEWIPC;
const READ: usize = 16 * 1024;
const REMOVE_TRIES: u32 = 100;
const REMOVE_PAUSE: Duration = Duration::from_millis(10);
/// Processes and threads of one container: more than a program has, fewer than a machine can bear.
const MOST_PROCESSES: u32 = 16_384;

/// What a container needs from its task; kept for a later start.
#[derive(Clone)]
pub(super) struct Surroundings {
    pub(super) inner: Arc<Inner>,
    pub(super) task: TaskId,
    /// Which container of the task.
    pub(super) at: usize,
    pub(super) network: Arc<TaskNetwork>,
    pub(super) directory: PathBuf,
    pub(super) layers: Vec<String>,
    pub(super) hosts: String,
    /// The task has a cgroup of this name.
    pub(super) group: Option<String>,
}

/// A container whose program runs or did.
pub(super) struct Running {
    pub(super) name: String,
    pub(super) runtime_id: String,
    pub(super) essential: bool,
    pub(super) process: Process,
    pub(super) forwarders: Vec<Published>,
}

/// A process whose `execve` succeeded.
pub(super) struct Process {
    pub(super) pid: i32,
    pub(super) pidfd: Arc<OwnedFd>,
    pub(super) exit: Exit,
    /// What the next daemon is told of it.
    note: ContainerNote,
    pub(super) cgroup: Option<Arc<Cgroup>>,
    pub(super) started: Instant,
    pub(super) logs: Vec<JoinHandle<()>>,
}

/// A port of the machine that leads into the container.
pub(super) struct Published {
    pub(super) task: JoinHandle<()>,
    pub(super) address: std::net::SocketAddrV4,
}

/// The directories of a container that never ran, being made.
pub(super) type LayingOut = JoinHandle<io::Result<()>>;

/// Begins with what needs no network, beside the task's joining one.
pub(super) fn lay_out(inner: &Arc<Inner>, directory: PathBuf, layers: Vec<String>) -> LayingOut {
    let inner = inner.clone();
    tokio::task::spawn_blocking(move || {
        // An earlier daemon may have come as far, or half as far.
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let dirs = RootDirs::under(&directory);
        dirs.make()?;
        make_public(&inner, &dirs.upper)?;
        link_layers(&inner, &dirs, &layers)?;
        let etc = dirs.upper.join("etc");
        match fs::create_dir(&etc) {
            Ok(()) => make_public(&inner, &etc),
            Err(_) if fs::symlink_metadata(&etc).is_ok_and(|facts| facts.is_dir()) => Ok(()),
            Err(_) => Err(io::Error::other("the image's /etc is not a directory")),
        }
    })
}

/// Starts the container; on error nothing of it runs (its directory is the task's to remove).
pub(super) async fn start(
    around: &Surroundings,
    spec: &ContainerSpec,
    laid_out: LayingOut,
) -> Result<Running, StartError> {
    let laid_out = laid_out.await.map_err(|e| StartError::new(ResourceInitialization, e))?;
    laid_out.map_err(|error| StartError::new(CannotCreateContainer, from_daemon(&error)))?;
    let runtime_id = super::random::runtime_id().map_err(|e| StartError::new(ResourceInitialization, e))?;
    let listeners = publish(spec).await?;
    let process = begin(around, spec, &runtime_id, true).await?;
    Ok(Running {
        name: spec.name.clone(),
        runtime_id,
        essential: spec.essential,
        process,
        forwarders: serve(around, listeners),
    })
}

/// Starts the program of a container again that has ended: the same container.
pub(super) async fn start_again(
    around: &Surroundings,
    spec: &ContainerSpec,
    running: &mut Running,
) -> Result<(), StartError> {
    running.process = begin(around, spec, &running.runtime_id, false).await?;
    Ok(())
}

async fn begin(
    around: &Surroundings,
    spec: &ContainerSpec,
    runtime_id: &str,
    first: bool,
) -> Result<Process, StartError> {
    // Never closed while the runtime is there.
    let _starting = around.inner.files.starts.acquire().await;
    around.inner.expect_a_move();
    let (launch_plan, cgroup) =
        tokio::join!(plan(around, spec, &runtime_id[..12], first), cgroup(around, spec, runtime_id));
    let (launch_plan, cgroup) = match (launch_plan, cgroup) {
        (Ok(launch_plan), Ok(cgroup)) => (launch_plan, cgroup),
        (Err(error), cgroup) => {
            remove_cgroup(cgroup.ok().flatten().as_deref()).await;
            return Err(error);
        }
        (_, Err(error)) => return Err(error),
    };
    let mut note = ContainerNote {
        runtime_id: runtime_id.to_owned(),
        started: now_ms(),
        cgroup: cgroup.as_deref().cloned(),
        begun: false,
        end: None,
    };
    let (Waiting { pid, pidfd, stdout, stderr, .. }, exit) =
        match launch(around, launch_plan, cgroup.as_deref(), spec, &mut note).await {
            Ok(process) => process,
            Err(error) => {
                around.note(&ContainerNote { begun: false, ..note }, true);
                remove_cgroup(cgroup.as_deref()).await;
                return Err(error);
            }
        };
    let logs = copy_logs(around, &spec.name, [stdout, stderr]);
    Ok(Process { pid, pidfd: Arc::new(pidfd), exit, note, cgroup, started: Instant::now(), logs })
}

fn copy_logs(around: &Surroundings, name: &str, [stdout, stderr]: [OwnedFd; 2]) -> Vec<JoinHandle<()>> {
    let log = |fd, stream| copy_log(around.inner.clone(), around.task.clone(), name.to_owned(), fd, stream);
    vec![tokio::spawn(log(stdout, LogStream::Stdout)), tokio::spawn(log(stderr, LogStream::Stderr))]
}

/// Goes on with a container that an earlier daemon started. Its ports may be taken by now: it then runs without them, and the error says so.
pub(super) async fn resume(
    around: &Surroundings,
    spec: &ContainerSpec,
    child: keeper::Child,
    note: ContainerNote,
) -> io::Result<(Running, Result<(), StartError>)> {
    let broken = |_| io::Error::new(io::ErrorKind::InvalidData, "a container without its descriptors");
    let [pidfd, stdout, stderr]: [OwnedFd; 3] = child.descriptors.try_into().map_err(broken)?;
    let (listeners, published) = match publish(spec).await {
        Ok(listeners) => (listeners, Ok(())),
        Err(error) => (Vec::new(), Err(error)),
    };
    let ran = Duration::from_millis(u64::try_from(now_ms() - note.started).unwrap_or(0));
    let process = Process {
        pid: child.pid,
        pidfd: Arc::new(pidfd),
        exit: Exit::Kept(child.end),
        cgroup: note.cgroup.clone().map(Arc::new),
        started: Instant::now().checked_sub(ran).unwrap_or_else(Instant::now),
        logs: copy_logs(around, &spec.name, [stdout, stderr]),
        note,
    };
    let running = Running {
        name: spec.name.clone(),
        runtime_id: process.note.runtime_id.clone(),
        essential: spec.essential,
        process,
        forwarders: serve(around, listeners),
    };
    Ok((running, published))
}

impl Surroundings {
    /// Tells the keeper, if there is one, what the next daemon is to know.
    fn note(&self, note: &ContainerNote, let_go: bool) {
        if let (Some(keeper), Ok(text)) = (&self.inner.keeper, notes::write(note)) {
            keeper.note(self.task.as_str(), self.at as u32, text, let_go);
        }
    }

    /// The container has ended for good, and its last line was handed over.
    pub(super) fn note_end(&self, process: &Process, end: &End) {
        self.note(&ContainerNote { end: Some(end.clone()), ..process.note.clone() }, true);
    }
}

async fn cgroup(
    around: &Surroundings,
    spec: &ContainerSpec,
    runtime_id: &str,
) -> Result<Option<Arc<Cgroup>>, StartError> {
    let limits = Limits {
        memory: spec.memory_limit,
        reservation: spec.memory_reservation,
        shares: spec.cpu_shares,
        quota: None,
        processes: Some(MOST_PROCESSES),
    };
    let name = match &around.group {
        Some(group) => format!("{group}/{runtime_id}"),
        None => runtime_id.to_owned(),
    };
    let inner = around.inner.clone();
    let made = tokio::task::spawn_blocking(move || inner.cgroups.create(&name, limits));
    let made = made.await.map_err(|e| StartError::new(ResourceInitialization, e))?;
    Ok(made.map_err(|e| StartError::new(ResourceInitialization, format!("cgroup: {e}")))?.map(Arc::new))
}

async fn publish(spec: &ContainerSpec) -> Result<Vec<(TcpListener, u16)>, StartError> {
    let mut listeners = Vec::with_capacity(spec.port_mappings.len());
    for mapping in &spec.port_mappings {
        let listener =
            forward::publish(*mapping).await.map_err(|e| StartError::new(CannotStartContainer, e))?;
        listeners.push((listener, mapping.container_port));
    }
    Ok(listeners)
}

fn serve(around: &Surroundings, listeners: Vec<(TcpListener, u16)>) -> Vec<Published> {
    let address = around.network.address;
    let one = |(listener, port): (TcpListener, u16)| {
        let std::net::SocketAddr::V4(at) = listener.local_addr().ok()? else { return None };
        around.inner.note_published(at, std::net::SocketAddrV4::new(address, port));
        let inner = Arc::downgrade(&around.inner);
        Some(Published { task: tokio::spawn(forward::forward(listener, address, port, inner)), address: at })
    };
    listeners.into_iter().filter_map(one).collect()
}

/// A plan with the descriptors that fill its first slots.
struct LaunchPlan {
    plan: Plan,
    given: Vec<OwnedFd>,
}

/// Files and steps; on a blocking thread since volumes may have to be filled.
async fn plan(
    around: &Surroundings,
    spec: &ContainerSpec,
    host_name: &str,
    first: bool,
) -> Result<LaunchPlan, StartError> {
    let (around, spec, host_name) = (around.clone(), spec.clone(), host_name.to_owned());
    let create = |error: io::Error| StartError::new(CannotCreateContainer, from_daemon(&error));
    let work = move || {
        let inner = &around.inner;
        let arguments = program::arguments(&spec).map_err(create)?;
        let dirs = RootDirs::under(&around.directory);
        if first {
            write_files(inner, &dirs.upper.join("etc"), &host_name, &around.hosts).map_err(create)?;
        }
        let mounts = mounts::prepare(inner, &around.task, &around.layers, &spec.mounts).map_err(create)?;
        let start = |error: io::Error| StartError::new(CannotStartContainer, from_daemon(&error));
        write_plan(&around, &dirs, &spec, &host_name, &arguments, mounts).map_err(start)
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| StartError::new(ResourceInitialization, e))?
}

/// Files the runtime gives every container go into its own upper layer.
fn write_files(inner: &Inner, etc: &Path, host_name: &str, hosts: &str) -> io::Result<()> {
    let files = [
        ("resolv.conf", format!("nameserver {}\noptions timeout:2 attempts:3\n", super::hub::GATEWAY)),
        ("hostname", format!("{host_name}\n")),
        ("hosts", hosts.replace("{hostname}", host_name)),
    ];
    for (name, content) in files {
        let path = etc.join(name);
        // The image's own may be a symbolic link; it is replaced, not followed.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::write(&path, content)?,
        }
        chown(&path, Some(inner.ids.base), Some(inner.ids.base))?;
        fs::set_permissions(&path, Permissions::from_mode(0o644))?;
    }
    Ok(())
}

/// A directory of the container's root, as images have it, whatever the mask of this process.
fn make_public(inner: &Inner, directory: &Path) -> io::Result<()> {
    chown(directory, Some(inner.ids.base), Some(inner.ids.base))?;
    fs::set_permissions(directory, Permissions::from_mode(0o755))
}

/// Stacked by overlayfs, by way of short names, or copied.
fn link_layers(inner: &Inner, dirs: &RootDirs, layers: &[String]) -> io::Result<()> {
    if layers.len() > MOST_LAYERS {
        let text = format!("the image has {} layers; {MOST_LAYERS} are possible", layers.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let cache = inner.cache.root();
    let places: Vec<PathBuf> =
        layers.iter().map(|layer| cache.join(layer)).chain(inner.trust.of(cache, layers)?).collect();
    match inner.storage {
        Storage::Copy => {
            places.into_iter().try_for_each(|place| crate::layer::copy_layer(&place, &dirs.upper))
        }
        Storage::Overlay => {
            let link = |(at, place)| symlink(place, dirs.lower.join(format!("{at}")));
            places.into_iter().rev().enumerate().try_for_each(link)
        }
    }
}

fn write_plan(
    around: &Surroundings,
    dirs: &RootDirs,
    spec: &ContainerSpec,
    host_name: &str,
    arguments: &[String],
    mut mounts: Vec<Prepared>,
) -> io::Result<LaunchPlan> {
    let (inner, layers) = (&around.inner, &around.layers);
    let cache = inner.cache.root();
    let config = &spec.image.config;
    let wanted = spec.user.as_deref().or(config.user.as_deref()).unwrap_or_default();
    let (passwd, group) =
        (image_file::read(cache, layers, "etc/passwd"), image_file::read(cache, layers, "etc/group"));
    let who = user::resolve(wanted, &passwd, &group)?;
    let directory = spec.working_directory.as_deref().or(config.working_directory.as_deref());
    let directory = directory.filter(|dir| !dir.is_empty()).unwrap_or("/");
    let environment = program::environment(spec, inner.trust.variables(), &who.home, host_name);
    let search = environment.get("PATH").map_or("", String::as_str);
    let programs = program::candidates(&arguments[0], search, directory)?;
    let namespace = inner.user_namespace()?;
    let given: Vec<OwnedFd> = namespace.into_iter().chain(mounts::descriptors(&mut mounts)).collect();
    let namespace = inner.container_ids.map(|_| 0);
    let root = Root {
        storage: inner.storage,
        layers: layers.len() + usize::from(inner.trust.of(cache, layers)?.is_some()),
        dirs,
        readonly: spec.readonly_root,
        privileged: inner.privileged,
        devices: Devices {
            own: inner.own_devices.then_some(&*dirs.devices),
            owner: inner.ids.base,
            shared_memory: spec.shared_memory.unwrap_or(rootfs::SHARED_MEMORY),
        },
        mounts: &mounts,
        first_mount: usize::from(namespace.is_some()),
    };
    let inside = Inside {
        host_name,
        directory: &absolute(directory),
        namespace,
        ids: inner.ids,
        may_set_groups: inner.privileged,
        most_processes: (!inner.cgroups.bounds_processes()).then_some(MOST_PROCESSES),
    };
    let mut steps = Steps::new(given.len());
    rootfs::build(&mut steps, &root)?;
    program::steps(&mut steps, &inside, &who, spec)?;
    let (steps, slots) = steps.finish();
    let environment = environment.iter().map(|(name, value)| text(&format!("{name}={value}")));
    let plan = Plan {
        steps,
        programs,
        arguments: arguments.iter().map(|argument| text(argument)).collect::<io::Result<_>>()?,
        environment: environment.collect::<io::Result<_>>()?,
        namespaces: NAMESPACES,
        slots,
        owner: (inner.ids.base, inner.ids.base),
    };
    Ok(LaunchPlan { plan, given })
}

/// As runc has it: a working directory is meant from the root.
fn absolute(directory: &str) -> String {
    if directory.starts_with('/') { directory.to_owned() } else { format!("/{directory}") }
}

/// Clones in the task's network namespace, limits, lets go, and waits for `execve`.
async fn launch(
    around: &Surroundings,
    LaunchPlan { plan, given }: LaunchPlan,
    cgroup: Option<&Cgroup>,
    spec: &ContainerSpec,
    note: &mut ContainerNote,
) -> Result<(Waiting, Exit), StartError> {
    let initialise = |error: io::Error| StartError::new(ResourceInitialization, error);
    let (inner, network, plan) = (around.inner.clone(), around.network.clone(), Arc::new(plan));
    let (shared, patience) = (plan.clone(), inner.start_timeout);
    let (name, at) = (around.task.clone(), around.at as u32);
    let text = notes::write(note).map_err(initialise)?;
    let spawned = around.inner.spawner.run(move || match &inner.keeper {
        Some(keeper) => {
            let (waiting, end) =
                keeper.start((name.as_str(), at, text), &shared, network.namespace.as_fd(), &given)?;
            Ok((waiting, Exit::Kept(end)))
        }
        None => {
            setns(network.namespace.as_fd(), CloneFlags::CLONE_NEWNET)?;
            let spawned = spawn(&shared, &given);
            setns(inner.hub.namespace.as_fd(), CloneFlags::CLONE_NEWNET)?;
            Ok((spawned?, Exit::Own))
        }
    });
    let (waiting, exit) = spawned.await.map_err(initialise)?;
    let begun = Instant::now();
    // The child makes its mounts meanwhile.
    let admitted = match cgroup {
        Some(cgroup) => cgroup.admit(waiting.pid).await,
        None => Ok(()),
    };
    // Said first: what the next daemon hears nothing of has never run.
    note.begun = true;
    around.note(note, false);
    let released = admitted.and_then(|()| release(&waiting));
    if released.is_err() {
        // Also one that had failed before; its report says why.
        signal(&waiting.pidfd, Signal::KILL);
    }
    let report = async { read_report(waiting.error.try_clone()?).await };
    let report = match tokio::time::timeout(patience, report).await {
        Ok(report) if begun.elapsed() <= patience => report,
        // Too late is too late, also for a program that has just begun.
        _ => {
            signal(&waiting.pidfd, Signal::KILL);
            // Not waited for: what hangs in the kernel may hang on.
            tokio::spawn(async move { exit.of(&waiting.pidfd).await });
            return Err(start_failure::timed_out(patience));
        }
    };
    match (report, released) {
        (Ok(None), Ok(())) => Ok((waiting, exit)),
        (Ok(Some(failed)), _) => {
            let _ = exit.of(&waiting.pidfd).await;
            Err(start_failure::explain(&plan, failed, spec))
        }
        (Err(error), _) | (Ok(None), Err(error)) => {
            signal(&waiting.pidfd, Signal::KILL);
            let _ = exit.of(&waiting.pidfd).await;
            Err(initialise(error))
        }
    }
}

/// Lets the child go on.
fn release(waiting: &Waiting) -> io::Result<()> {
    fs::File::from(waiting.go.try_clone()?).write_all(&[1])
}

async fn read_report(error: OwnedFd) -> io::Result<Option<Failed>> {
    let mut pipe = pipe::Receiver::from_owned_fd(nonblocking(error)?)?;
    let mut report = Vec::with_capacity(Failed::BYTES);
    pipe.read_to_end(&mut report).await?;
    Ok(Failed::read(&report))
}

pub(super) fn nonblocking(fd: OwnedFd) -> io::Result<OwnedFd> {
    nix::fcntl::fcntl(&fd, nix::fcntl::FcntlArg::F_SETFL(nix::fcntl::OFlag::O_NONBLOCK))?;
    Ok(fd)
}

pub(super) fn signal(pidfd: &OwnedFd, signal: Signal) {
    // ESRCH (gone already) is the only error possible, and what was wanted.
    // SAFETY: plain system call on a descriptor we own.
    unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, pidfd.as_raw_fd(), signal.number(), 0, 0);
    }
}

async fn copy_log(inner: Arc<Inner>, task: TaskId, container: String, fd: OwnedFd, stream: LogStream) {
    let Ok(pipe) = nonblocking(fd).and_then(pipe::Receiver::from_owned_fd) else { return };
    let emit = |line: &[u8]| inner.hooks.logs.line(&task, &container, stream, now_ms(), line);
    let mut splitter = LineSplitter::default();
    while pipe.readable().await.is_ok() {
        match read_now(&pipe, |bytes| splitter.push(bytes, emit)) {
            Ok(0) => break,
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => break,
            _ => {}
        }
    }
    splitter.finish(emit);
}

/// Hands on what is there. The buffer lives for this call only: a thousand quiet containers keep none.
fn read_now(pipe: &pipe::Receiver, hand_on: impl FnOnce(&[u8])) -> io::Result<usize> {
    let mut buffer = [0; READ];
    let length = pipe.try_read(&mut buffer)?;
    hand_on(&buffer[..length]);
    Ok(length)
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

/// The kernel lets go of a dead process's cgroup a little after its parent learns of the death.
pub(super) async fn remove_cgroup(cgroup: Option<&Cgroup>) {
    let Some(cgroup) = cgroup else { return };
    for _ in 0..REMOVE_TRIES {
        match cgroup.remove() {
            Ok(()) => return,
            Err(_) => tokio::time::sleep(REMOVE_PAUSE).await,
        }
    }
    tracing::warn!(?cgroup, "a cgroup could not be removed; the next start of the daemon will");
}
