//! A runtime with recording hooks and a tiny image, for the tests beside this file. In: nothing. Out: `World`.
//! Never here: assertions.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::collections::HashMap;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use container_runtime::dns::Answer;
use container_runtime::linux::{LinuxConfig, LinuxRuntime};
use container_runtime::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

static NEXT: AtomicU32 = AtomicU32::new(0);

#[derive(Default)]
pub struct Recorder {
    pub lines: Mutex<Vec<(TaskId, String, LogStream, String)>>,
    pub routes: Mutex<HashMap<SocketAddrV4, Onward>>,
    pub asked: Mutex<Vec<(TaskId, SocketAddrV4)>>,
}

impl LogSink for Recorder {
    fn line(&self, task: &TaskId, container: &str, stream: LogStream, _time_ms: i64, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.lines.lock().unwrap().push((task.clone(), container.to_owned(), stream, text));
    }
}

impl Names for Recorder {
    fn resolve(&self, _who: &TaskId, name: &str) -> Option<Answer> {
        (name == "orders.internal").then(|| Answer::addresses([Ipv4Addr::new(10, 9, 8, 7)]))
    }
}

impl Egress for Recorder {
    fn route(&self, who: &TaskId, wanted: SocketAddrV4) -> Option<Onward> {
        self.asked.lock().unwrap().push((who.clone(), wanted));
        self.routes.lock().unwrap().get(&wanted).cloned()
    }
}

impl LocalService for Recorder {
    fn serve(&self, who: TaskId, service: Local, mut stream: TcpStream) {
        tokio::spawn(async move {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(format!("you are {who} at {service:?}").as_bytes()).await;
        });
    }
}

pub struct World {
    pub runtime: Arc<LinuxRuntime>,
    pub recorder: Arc<Recorder>,
    pub events: mpsc::Receiver<TaskEvent>,
    pub directory: PathBuf,
    pub layer: Layer,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// `None` (with the reason on stderr) where the machine cannot run containers.
pub async fn world() -> Option<World> {
    Some(world_at(scratch()?.join("state")).await)
}

/// A new directory on a machine that can run containers; `None` as for [`world`].
pub fn scratch() -> Option<PathBuf> {
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let directory = std::env::temp_dir().join(format!("runtime-test-{}-{id}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    for check in container_runtime::linux::doctor(&directory) {
        if let (true, Err(why)) = (check.needed, &check.outcome) {
            let why = format!("{}: {why}; {}", check.name, check.remedy);
            assert!(std::env::var_os("REQUIRE_NAMESPACES").is_none(), "{why}");
            eprintln!("skipped: {why}");
            return None;
        }
    }
    Some(directory)
}

/// A runtime on the given state directory; the parent directory is removed with the world.
pub async fn world_at(state: PathBuf) -> World {
    world_with(LinuxConfig::new(state)).await
}

/// As [`world_at`], with more to say.
pub async fn world_with(config: LinuxConfig) -> World {
    let directory = config.state_directory.parent().unwrap().to_owned();
    let (sender, events) = mpsc::channel(1024);
    let recorder = Arc::new(Recorder::default());
    let hooks = Hooks {
        local: recorder.clone(),
        names: recorder.clone(),
        egress: recorder.clone(),
        logs: recorder.clone(),
    };
    let runtime = Arc::new(LinuxRuntime::open(config, hooks, sender).await.unwrap());
    eprintln!("{}", runtime.describe());
    let layer = probe_layer(&directory);
    World { runtime, recorder, events, directory, layer }
}

/// A layer with the probe program and the libraries it needs.
fn probe_layer(directory: &Path) -> Layer {
    let exe = std::env::current_exe().unwrap();
    let probe = exe.parent().unwrap().parent().unwrap().join("examples/probe");
    assert!(probe.exists(), "build it: cargo build -p container-runtime --example probe");
    let blob = directory.join("layer.tar");
    let mut tar = tar::Builder::new(std::fs::File::create(&blob).unwrap());
    tar.append_path_with_name(&probe, "bin/probe").unwrap();
    for library in libraries(&probe) {
        let real = std::fs::canonicalize(&library).unwrap();
        tar.append_path_with_name(real, library.trim_start_matches('/')).unwrap();
    }
    let passwd = "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n";
    let mut header = tar::Header::new_gnu();
    header.set_size(passwd.len() as u64);
    header.set_mode(0o644);
    tar.append_data(&mut header, "etc/passwd", passwd.as_bytes()).unwrap();
    tar.into_inner().unwrap().flush().unwrap();
    let digest = digest(&std::fs::read(&blob).unwrap());
    Layer { diff_id: Some(digest.clone()), digest, blob }
}

fn digest(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(bytes);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

fn libraries(program: &Path) -> Vec<String> {
    let loader = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
        .into_iter()
        .find(|p| Path::new(p).exists());
    let loader = loader.unwrap();
    let listed = Command::new(loader).arg("--list").arg(program).output().unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    let paths = text.lines().filter_map(|line| line.split_whitespace().find(|word| word.starts_with('/')));
    let mut all: Vec<String> = paths.map(str::to_owned).collect();
    if !all.iter().any(|path| path == loader) {
        all.push(loader.to_owned());
    }
    all
}

impl World {
    pub fn container(&self, name: &str, arguments: &[&str]) -> ContainerSpec {
        ContainerSpec {
            name: name.into(),
            image: ImageRef {
                name: "probe".into(),
                config: ImageConfig { entry_point: vec!["probe".into()], ..ImageConfig::default() },
                layers: vec![self.layer.clone()],
            },
            command: Some(arguments.iter().map(|a| (*a).to_owned()).collect()),
            essential: true,
            ..ContainerSpec::default()
        }
    }

    pub fn task(&self, id: &str, containers: Vec<ContainerSpec>) -> TaskSpec {
        TaskSpec {
            id: TaskId::new(id),
            instance_address: Ipv4Addr::new(127, 1, 0, 10),
            network_address: None,
            network_mac: None,
            extra_hosts: Vec::new(),
            memory_limit: None,
            cpu_limit: None,
            containers,
        }
    }

    pub async fn event(&mut self) -> TaskEvent {
        tokio::time::timeout(Duration::from_secs(20), self.events.recv())
            .await
            .expect("an event in time")
            .unwrap()
    }

    /// All events up to and including the first for which `last` holds.
    pub async fn until(&mut self, last: impl Fn(&TaskEvent) -> bool) -> Vec<TaskEvent> {
        let mut all = Vec::new();
        loop {
            let event = self.event().await;
            let done = last(&event);
            assert!(done || !matches!(event, TaskEvent::TaskStopped { .. }), "stopped early: {all:?}");
            all.push(event);
            if done {
                return all;
            }
        }
    }

    pub async fn until_stopped(&mut self) -> Vec<TaskEvent> {
        self.until(|event| matches!(event, TaskEvent::TaskStopped { .. })).await
    }

    /// Runs one container to its end; its stdout.
    pub async fn run(&mut self, id: &str, container: ContainerSpec) -> String {
        self.runtime.start(self.task(id, vec![container])).unwrap();
        let events = self.until_stopped().await;
        let failed = events.iter().any(|event| matches!(event, TaskEvent::TaskStartFailed { .. }));
        assert!(!failed, "{events:?}");
        self.stdout(id)
    }

    pub fn stdout(&self, id: &str) -> String {
        let lines = self.recorder.lines.lock().unwrap();
        let mine = lines.iter().filter(|line| line.0.as_str() == id && line.2 == LogStream::Stdout);
        mine.map(|line| line.3.clone()).collect::<Vec<_>>().join("\n")
    }
}

/// Asks once; retries while the server inside is still starting.
pub async fn get(dialer: &dyn Dialer, to: SocketAddr) -> String {
    for _ in 0..2000 {
        if let Ok(mut stream) = dialer.dial(to).await {
            let mut text = String::new();
            stream.write_all(b"GET / HTTP/1.0\r\n\r\n").await.unwrap();
            stream.read_to_string(&mut text).await.unwrap();
            return text;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("{to} never answered");
}
