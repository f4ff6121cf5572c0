//! A daemon that is killed leaves its tasks to the next. In: a daemon as a process of its own, killed. Out: what the next one is told.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{World, get, world};
use container_runtime::linux::{KeeperProgram, LinuxConfig, end_keeper};
use container_runtime::{ContainerRuntime, TaskEvent, TaskId};

/// A state directory with a keeper of the examples.
fn kept(state: &Path) -> LinuxConfig {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("examples/keeper");
    assert!(program.exists(), "build it: cargo build -p container-runtime --example keeper");
    let keeper = Some(KeeperProgram { program, arguments: Vec::new(), outlives: true });
    LinuxConfig { keeper, ..LinuxConfig::new(state) }
}

/// A daemon that has started its tasks; the process ids of their containers.
fn daemon(state: &Path) -> (Child, Vec<PathBuf>) {
    let mut daemon = run("daemon_with_three_tasks", state);
    let lines = BufReader::new(daemon.stdout.take().unwrap()).lines().map(Result::unwrap);
    let pids = lines.filter_map(|line| Some(PathBuf::from(format!("/proc/{}", line.strip_prefix("pid ")?))));
    (daemon, pids.take(3).collect())
}

/// This program again, as one of the daemons below.
fn run(daemon: &str, state: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", daemon, "--ignored", "--nocapture"])
        .env("STATE_DIRECTORY", state)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test: the process that the tests kill.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by other tests"]
async fn daemon_with_three_tasks() {
    let Some(state) = std::env::var_os("STATE_DIRECTORY") else { return };
    let mut world = common::world_with(kept(Path::new(&state))).await;
    let tasks =
        [("server", vec!["serve", "80"]), ("glutton", vec!["pause", "7"]), ("quitter", vec!["pause", "bye"])];
    for (id, arguments) in tasks {
        let mut container = world.container("c", &arguments);
        container.memory_limit = Some(32 << 20);
        world.runtime.start(world.task(id, vec![container])).unwrap();
        let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
        let Some(TaskEvent::ContainerStarted { pid, .. }) = events.last() else { panic!("{events:?}") };
        // Ready to hear SIGTERM, and said so to this daemon.
        while arguments[0] == "pause" && world.stdout(id) != "ready" {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        println!("\npid {pid}");
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
}

/// The next daemon.
async fn next(state: &Path) -> World {
    common::world_with(kept(state)).await
}

fn state_directory(world: &World) -> PathBuf {
    let state = world.directory.join("kept/state");
    std::fs::create_dir_all(&state).unwrap();
    state
}

/// Outright, and until it is gone.
fn kill(mut daemon: Child) {
    daemon.kill().unwrap();
    daemon.wait().unwrap();
}

async fn all_gone(processes: &[PathBuf]) {
    for process in processes {
        gone(process).await;
    }
}

async fn gone(process: &Path) {
    let ended = |status: String| status.lines().any(|line| line.starts_with("State:\tZ"));
    for _ in 0..1000 {
        if std::fs::read_to_string(process.join("status")).map_or(true, ended) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} lives", process.display());
}

fn number(process: &Path) -> i32 {
    process.file_name().unwrap().to_str().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_daemon_goes_on_with_what_runs_and_hears_what_ended() {
    let Some(first) = world().await else { return };
    let state = state_directory(&first);
    let (one, processes) = daemon(&state);
    kill(one);
    assert!(processes.iter().all(|process| process.exists()), "they outlive their daemon");
    // Ends while nobody attends to it, with words.
    // SAFETY: plain system call; the process is known to live.
    unsafe { libc::kill(number(&processes[2]), libc::SIGTERM) };

    let mut world = next(&state).await;
    let runtime = world.runtime.clone();
    assert_eq!(runtime.inherited().len(), 3);
    assert!(runtime.list().is_empty(), "nothing goes on before it is adopted");
    let server = world.container("c", &["serve", "80"]);
    assert!(runtime.start(world.task("server", vec![server])).is_err(), "never twice");
    for task in runtime.inherited() {
        runtime.adopt(&task, BTreeMap::new());
    }
    let (mut started, mut ended, mut address) = (Vec::new(), None, None);
    while ended.is_none() || started.len() < 3 {
        match world.event().await {
            TaskEvent::ContainerStarted { pid, task, address: at, .. } => {
                started.push(pid);
                if task.as_str() == "server" {
                    address = Some(at);
                }
            }
            TaskEvent::ContainerExited { task, exit_code, oom, .. } => {
                assert_eq!((task.as_str(), exit_code, oom), ("quitter", 0, false));
            }
            TaskEvent::TaskStopped { task } => ended = Some(task),
            other => panic!("{other:?}"),
        }
    }
    started.sort_unstable();
    let mut expected: Vec<_> = processes.iter().map(|process| number(process)).collect();
    expected.sort_unstable();
    assert_eq!((started, ended), (expected, Some(TaskId::new("quitter"))));
    assert_eq!(world.stdout("quitter"), "bye");
    let page = get(&*runtime.dialer(), (address.unwrap(), 80).into()).await;
    assert!(page.ends_with("hello"), "{page}");
    // A task of this life has an address and a link of its own.
    let fetch = world.container("c", &["say", "new", "0"]);
    runtime.start(world.task("new", vec![fetch])).unwrap();
    let events = world.until_stopped().await;
    let other = |event: &TaskEvent| matches!(event, TaskEvent::ContainerStarted { address: at, .. } if Some(*at) != address);
    assert!(events.iter().any(other), "{events:?}");
    runtime.stop(&TaskId::new("glutton"), Duration::from_secs(5));
    let events = world.until_stopped().await;
    assert!(
        events.iter().any(|it| matches!(it, TaskEvent::ContainerExited { exit_code: 0, .. })),
        "{events:?}"
    );
    assert!(runtime.shutdown(Duration::ZERO, Duration::from_secs(10)).await);
    all_gone(&processes).await;
    let groups = runtime.cgroup_directory();
    assert!(groups.is_none_or(|groups| !groups.exists()), "{groups:?}");
    assert!(!state.join("keeper.sock").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_is_told_again_until_the_owner_has_written_it_down() {
    let Some(first) = world().await else { return };
    let state = state_directory(&first);
    let (one, processes) = daemon(&state);
    kill(one);
    // SAFETY: plain system call; the process is known to live.
    unsafe { libc::kill(number(&processes[2]), libc::SIGTERM) };
    let mut two = run("daemon_that_adopts", &state);
    let mut lines = BufReader::new(two.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "told"), "the second life hears of it");
    kill(two);
    let mut world = next(&state).await;
    let quitter = TaskId::new("quitter");
    world.runtime.adopt(&quitter, BTreeMap::new());
    let events = world.until_stopped().await;
    let exit = |it: &TaskEvent| matches!(it, TaskEvent::ContainerExited { exit_code: 0, .. });
    assert!(events.iter().any(exit), "{events:?}");
    assert!(world.runtime.shutdown(Duration::ZERO, Duration::from_secs(10)).await);
    all_gone(&processes).await;
}

/// Not a test: a daemon that adopts what it finds, and is killed before it says that it will remember.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by other tests"]
async fn daemon_that_adopts() {
    let Some(state) = std::env::var_os("STATE_DIRECTORY") else { return };
    let mut world = next(Path::new(&state)).await;
    world.runtime.adopt(&TaskId::new("quitter"), BTreeMap::new());
    world.until_stopped().await;
    println!("\ntold");
    tokio::time::sleep(Duration::from_secs(60)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_next_daemon_everything_ends_when_asked() {
    let Some(first) = world().await else { return };
    let state = state_directory(&first);
    let (one, processes) = daemon(&state);
    assert!(!end_keeper(&state), "a daemon runs there");
    kill(one);
    assert!(end_keeper(&state));
    all_gone(&processes).await;
    assert!(!end_keeper(&state));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_keeper_that_is_killed_takes_its_containers_along_and_another_takes_its_place() {
    let Some(first) = world().await else { return };
    let state = state_directory(&first);
    let mut world = next(&state).await;
    let server = world.container("c", &["serve", "80"]);
    world.runtime.start(world.task("server", vec![server.clone()])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { pid, .. }) = events.last() else { panic!("{events:?}") };
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let keeper = status.lines().find_map(|line| line.strip_prefix("PPid:\t")).unwrap().parse().unwrap();
    // SAFETY: plain system call; the parent of a living process.
    unsafe { libc::kill(keeper, libc::SIGKILL) };
    let events = world.until_stopped().await;
    let told = |it: &TaskEvent| {
        matches!(it, TaskEvent::ContainerExited { exit_code: 137, oom: false, reason: Some(_), .. })
    };
    assert!(events.iter().any(told), "{events:?}");
    world.runtime.start(world.task("second", vec![server])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    assert!(world.runtime.shutdown(Duration::ZERO, Duration::from_secs(10)).await);
}
