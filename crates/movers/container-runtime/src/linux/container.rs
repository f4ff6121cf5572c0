//! One running container: from a spec to a process, from the process to its end. In: a joined network and
//! layer names. Out: `ContainerStarted`, log lines, `ContainerExited`. Never here: the task's other containers.
//!
//! ```text
//! publish ports ─▶ clone3 ─▶ cgroup ─▶ go ─▶ execve ──▶ running ─(Stop)─▶ stop signal ─(time)─▶ SIGKILL
//!      └─────────────┴──────────┴───────┴── failed          └──────────────────┴───────────────────┴─▶ exited
//! ```

use std::fs;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::sched::{CloneFlags, setns};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use tokio::io::AsyncReadExt;
use tokio::io::unix::AsyncFd;
use tokio::net::TcpListener;
use tokio::net::unix::pipe;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::cgroup::Cgroup;
use super::child::{Failed, Plan, Waiting, spawn};
use super::hub::TaskNetwork;
use super::rootfs::{self, Root, RootDirs, Storage};
use super::{Inner, Wish, forward, image_file, memory_watch, program, user};
use crate::event::{StartError, StartErrorKind, TaskEvent};
use crate::hooks::LogStream;
use crate::log_lines::LineSplitter;
use crate::spec::{ContainerSpec, Signal, TaskId};

use StartErrorKind::{CannotCreateContainer, CannotStartContainer, ResourceInitialization};

const NAMESPACES: i32 = libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWUTS | libc::CLONE_NEWIPC;
const READ: usize = 16 * 1024;
const REMOVE_TRIES: u32 = 100;
const REMOVE_PAUSE: Duration = Duration::from_millis(10);

/// What a container needs from its task.
pub(super) struct Surroundings<'a> {
    pub(super) inner: &'a Arc<Inner>,
    pub(super) task: &'a TaskId,
    pub(super) network: &'a Arc<TaskNetwork>,
    pub(super) directory: PathBuf,
    pub(super) layers: &'a [String],
    pub(super) hosts: &'a str,
}

/// A process whose `execve` succeeded.
pub(super) struct Running {
    pub(super) name: String,
    pub(super) runtime_id: String,
    pub(super) pid: i32,
    pub(super) essential: bool,
    pub(super) cgroup: Option<Arc<Cgroup>>,
    pub(super) pidfd: Arc<OwnedFd>,
    stop_signal: Signal,
    stop_timeout: Option<Duration>,
    memory_limit: Option<u64>,
    logs: [JoinHandle<()>; 2],
    forwarders: Vec<Published>,
}

struct Published {
    task: JoinHandle<()>,
    address: std::net::SocketAddrV4,
}

/// Starts the container; on error nothing of it runs (its directory is the task's to remove).
pub(super) async fn start(around: Surroundings<'_>, spec: &ContainerSpec) -> Result<Running, StartError> {
    let runtime_id = super::random::runtime_id().map_err(|e| StartError::new(ResourceInitialization, e))?;
    let host_name = &runtime_id[..12];
    let plan = plan(&around, spec, host_name).await.map_err(|e| StartError::new(CannotCreateContainer, e))?;
    let listeners = publish(spec).await?;
    let limit = spec.memory_limit;
    let cgroup = around.inner.cgroups.create(&runtime_id, limit, spec.cpu_shares);
    let cgroup =
        cgroup.map_err(|e| StartError::new(ResourceInitialization, format!("cgroup: {e}")))?.map(Arc::new);
    let spawned = launch(&around, plan, cgroup.as_deref(), spec).await;
    let Waiting { pid, pidfd, stdout, stderr, .. } = match spawned {
        Ok(process) => process,
        Err(error) => {
            remove_cgroup(cgroup.as_deref()).await;
            return Err(error);
        }
    };
    let log = |fd, stream| copy_log(around.inner.clone(), around.task.clone(), spec.name.clone(), fd, stream);
    Ok(Running {
        name: spec.name.clone(),
        runtime_id,
        pid,
        essential: spec.essential,
        pidfd: Arc::new(pidfd),
        stop_signal: spec.image.config.stop_signal.unwrap_or(Signal::TERM),
        stop_timeout: spec.stop_timeout,
        memory_limit: spec.memory_limit.filter(|_| cgroup.is_none()),
        cgroup,
        logs: [tokio::spawn(log(stdout, LogStream::Stdout)), tokio::spawn(log(stderr, LogStream::Stderr))],
        forwarders: serve(&around, listeners),
    })
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

fn serve(around: &Surroundings<'_>, listeners: Vec<(TcpListener, u16)>) -> Vec<Published> {
    let address = around.network.address;
    let one = |(listener, port): (TcpListener, u16)| {
        let std::net::SocketAddr::V4(at) = listener.local_addr().ok()? else { return None };
        around.inner.note_published(at, std::net::SocketAddrV4::new(address, port));
        let inner = Arc::downgrade(around.inner);
        Some(Published { task: tokio::spawn(forward::forward(listener, address, port, inner)), address: at })
    };
    listeners.into_iter().filter_map(one).collect()
}

/// Directories and steps; on a blocking thread since layers may have to be copied.
async fn plan(around: &Surroundings<'_>, spec: &ContainerSpec, host_name: &str) -> io::Result<Plan> {
    let (inner, directory) = (around.inner.clone(), around.directory.clone());
    let (layers, hosts) = (around.layers.to_vec(), around.hosts.to_owned());
    let (spec, host_name) = (spec.clone(), host_name.to_owned());
    let work = move || {
        let dirs = RootDirs::under(&directory);
        furnish(&inner, &dirs, &layers, &host_name, &hosts)?;
        write_plan(&inner, &dirs, &layers, &spec, &host_name)
    };
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Files the runtime gives every container go into its own upper layer.
fn furnish(
    inner: &Inner,
    dirs: &RootDirs,
    layers: &[String],
    host_name: &str,
    hosts: &str,
) -> io::Result<()> {
    for dir in [&dirs.upper, &dirs.work, &dirs.merged] {
        fs::create_dir_all(dir)?;
    }
    if inner.storage == Storage::Copy {
        for layer in layers {
            crate::layer::copy_layer(&inner.cache.root().join(layer), &dirs.upper)?;
        }
    }
    let etc = dirs.upper.join("etc");
    if fs::symlink_metadata(&etc).is_ok_and(|facts| !facts.is_dir()) {
        return Err(io::Error::other("the image's /etc is not a directory"));
    }
    fs::create_dir_all(&etc)?;
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
            _ => fs::write(path, content)?,
        }
    }
    Ok(())
}

fn write_plan(
    inner: &Inner,
    dirs: &RootDirs,
    layers: &[String],
    spec: &ContainerSpec,
    host_name: &str,
) -> io::Result<Plan> {
    let cache = inner.cache.root();
    let config = &spec.image.config;
    let wanted = spec.user.as_deref().or(config.user.as_deref()).unwrap_or_default();
    let (passwd, group) =
        (image_file::read(cache, layers, "etc/passwd"), image_file::read(cache, layers, "etc/group"));
    let who = user::resolve(wanted, &passwd, &group)?;
    let directory = spec.working_directory.as_deref().or(config.working_directory.as_deref());
    let directory = directory.filter(|dir| !dir.is_empty()).unwrap_or("/");
    let arguments = program::arguments(spec)?;
    let environment = program::environment(spec, &who.home, host_name);
    let search = environment.get("PATH").map_or("", String::as_str);
    let programs = program::candidates(&arguments[0], search, directory)?;
    let root = Root {
        storage: inner.storage,
        cache,
        layers,
        dirs,
        readonly: spec.readonly_root,
        privileged: inner.privileged,
    };
    let mut steps = rootfs::steps(&root)?;
    steps.extend(program::steps(host_name, directory, &who, inner.privileged)?);
    let environment = environment.iter().map(|(name, value)| rootfs::text(&format!("{name}={value}")));
    Ok(Plan {
        steps,
        programs,
        arguments: arguments.iter().map(|argument| rootfs::text(argument)).collect::<io::Result<_>>()?,
        environment: environment.collect::<io::Result<_>>()?,
        namespaces: NAMESPACES,
    })
}

/// Clones in the task's network namespace, limits, lets go, and waits for `execve`.
async fn launch(
    around: &Surroundings<'_>,
    plan: Plan,
    cgroup: Option<&Cgroup>,
    spec: &ContainerSpec,
) -> Result<Waiting, StartError> {
    let initialise = |error: io::Error| StartError::new(ResourceInitialization, error);
    let (inner, network, plan) = (around.inner.clone(), around.network.clone(), Arc::new(plan));
    let shared = plan.clone();
    let spawned = around.inner.spawner.run(move || {
        setns(network.namespace.as_fd(), CloneFlags::CLONE_NEWNET)?;
        let spawned = spawn(&shared);
        setns(inner.hub.namespace.as_fd(), CloneFlags::CLONE_NEWNET)?;
        spawned
    });
    let mut waiting = spawned.await.map_err(initialise)?;
    let admitted = cgroup.map_or(Ok(()), |cgroup| cgroup.admit(waiting.pid));
    let released = admitted.and_then(|()| release(&mut waiting));
    let report = match released {
        Ok(error) => read_report(error).await,
        Err(error) => Err(error),
    };
    match report {
        Ok(None) => Ok(waiting),
        Ok(Some(failed)) => {
            reap(&waiting).await;
            Err(explain(&plan, failed, spec))
        }
        Err(error) => {
            signal(&waiting.pidfd, Signal::KILL);
            reap(&waiting).await;
            Err(initialise(error))
        }
    }
}

/// Lets the child go on; gives the error pipe.
fn release(waiting: &mut Waiting) -> io::Result<OwnedFd> {
    fs::File::from(waiting.go.try_clone()?).write_all(&[1])?;
    let error = waiting.error.try_clone()?;
    Ok(error)
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

async fn reap(waiting: &Waiting) {
    if let Ok(pidfd) = waiting.pidfd.try_clone() {
        let _ = exited(&pidfd).await;
    }
}

fn explain(plan: &Plan, failed: Failed, spec: &ContainerSpec) -> StartError {
    let error = io::Error::from_raw_os_error(failed.errno);
    let first = plan.arguments.first().map(|a| a.to_string_lossy().into_owned()).unwrap_or_default();
    let message = match plan.steps.get(failed.step) {
        Some(step) => return StartError::new(CannotCreateContainer, format!("{}: {error}", step.label)),
        None if failed.errno == libc::ENOENT && !first.contains('/') => {
            format!("exec: \"{first}\": executable file not found in $PATH: unknown")
        }
        None if failed.errno == libc::ENOENT => {
            format!("exec: \"{first}\": stat {first}: no such file or directory: unknown")
        }
        None if failed.errno == libc::EACCES => format!("exec: \"{first}\": permission denied: unknown"),
        None if failed.errno == libc::ENOEXEC => {
            format!("exec {first}: exec format error (is image {} built for this machine?)", spec.image.name)
        }
        None => format!("exec: \"{first}\": {error}"),
    };
    StartError::new(CannotStartContainer, message)
}

/// Sees a running container to its end, obeying `wish`, and reports it; whether it was essential.
pub(super) async fn attend(
    running: Running,
    inner: Arc<Inner>,
    task: TaskId,
    mut wish: watch::Receiver<Wish>,
) -> bool {
    let (status, reason) = until_end(&running, &mut wish).await;
    report_end(running, inner, task, status, reason).await
}

/// The exit code, and why the runtime itself ended the container if it did.
async fn until_end(running: &Running, wish: &mut watch::Receiver<Wish>) -> (io::Result<i32>, Option<String>) {
    let (mut deadline, mut reason) = (None, None);
    let mut over = std::pin::pin!(over_limit(running));
    let mut end = std::pin::pin!(exited(&running.pidfd));
    loop {
        tokio::select! {
            status = &mut end => return (status, reason),
            why = &mut over, if reason.is_none() => {
                reason = Some(why);
                signal(&running.pidfd, Signal::KILL);
            }
            wished = next_wish(wish) => deadline = obey(running, wished).or(deadline),
            () = sleep_until(deadline) => {
                signal(&running.pidfd, Signal::KILL);
                deadline = None;
            }
        }
    }
}

/// Only without cgroups; resolves to the reason.
async fn over_limit(running: &Running) -> String {
    let Some(limit) = running.memory_limit else { return std::future::pending().await };
    let used = memory_watch::over_limit(running.pid, limit).await;
    format!(
        "Container killed due to memory usage: {used} bytes in use, {limit} allowed (sampled, without cgroups)"
    )
}

async fn report_end(
    running: Running,
    inner: Arc<Inner>,
    task: TaskId,
    status: io::Result<i32>,
    reason: Option<String>,
) -> bool {
    for published in running.forwarders {
        published.task.abort();
        inner.forget_published(published.address);
    }
    // All processes of its pid namespace are gone, so the pipes end.
    for log in running.logs {
        let _ = log.await;
    }
    let exit_code = status.unwrap_or(255);
    let killed_by_kernel = running.cgroup.as_deref().is_some_and(Cgroup::oom_killed) && exit_code != 0;
    remove_cgroup(running.cgroup.as_deref()).await;
    inner.forget_container(&task, &running.name);
    let oom = killed_by_kernel || reason.is_some();
    inner.tell(TaskEvent::ContainerExited { task, container: running.name, exit_code, oom, reason }).await;
    running.essential
}

/// Sends the signal a new wish calls for; gives the moment of SIGKILL.
fn obey(running: &Running, wish: Wish) -> Option<Instant> {
    match wish {
        Wish::Run => None,
        Wish::Stop(timeout) => {
            signal(&running.pidfd, running.stop_signal);
            Some(Instant::now() + running.stop_timeout.unwrap_or(timeout))
        }
        Wish::Kill => {
            signal(&running.pidfd, Signal::KILL);
            None
        }
    }
}

async fn next_wish(wish: &mut watch::Receiver<Wish>) -> Wish {
    match wish.changed().await {
        Ok(()) => *wish.borrow_and_update(),
        Err(_) => std::future::pending().await,
    }
}

async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

pub(super) fn signal(pidfd: &OwnedFd, signal: Signal) {
    // ESRCH (gone already) is the only error possible, and what was wanted.
    // SAFETY: plain system call on a descriptor we own.
    unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, pidfd.as_raw_fd(), signal.number(), 0, 0);
    }
}

/// Waits for the end of a process of ours; its exit code as a shell shows it.
pub(super) async fn exited(pidfd: &OwnedFd) -> io::Result<i32> {
    // SAFETY: the borrow keeps the descriptor open until `ready` is dropped at the end of this function.
    let ready = unsafe { AsyncFd::register_with_interest(pidfd.as_fd(), tokio::io::Interest::READABLE)? };
    let _ready = ready.readable().await?;
    match waitid(Id::PIDFd(pidfd.as_fd()), WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG)? {
        WaitStatus::Exited(_, code) => Ok(code),
        WaitStatus::Signaled(_, signal, _) => Ok(128 + signal as i32),
        other => Err(io::Error::other(format!("unexpected status {other:?}"))),
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
async fn remove_cgroup(cgroup: Option<&Cgroup>) {
    let Some(cgroup) = cgroup else { return };
    for _ in 0..REMOVE_TRIES {
        match cgroup.remove() {
            Ok(()) => return,
            Err(_) => tokio::time::sleep(REMOVE_PAUSE).await,
        }
    }
    tracing::warn!(?cgroup, "a cgroup could not be removed; the next start of the daemon will");
}
