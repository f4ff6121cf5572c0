//! What a container is given and kept to, on a real kernel: volumes, limits, restarts, the order of the end, failures. In: the probe
//! program in containers. Out: assertions on what it saw. Where namespaces are missing the tests say so and pass.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use common::{World, world};
use container_runtime::linux::LinuxConfig;
use container_runtime::*;

fn mount(source: MountSource, target: &str, read_only: bool) -> Mount {
    Mount { target: target.into(), read_only, source }
}

fn shared(keeper: &str) -> MountSource {
    MountSource::Shared { keeper: keeper.into(), name: "data".into() }
}

impl World {
    fn mounting(&self, arguments: &[&str], mounts: Vec<Mount>) -> ContainerSpec {
        ContainerSpec { mounts, ..self.container("c", arguments) }
    }

    fn is_root(&self) -> bool {
        let root = nix::unistd::geteuid().is_root() && !self.runtime.describe().starts_with("user namespace");
        if !root {
            eprintln!("skipped: one uid only");
        }
        root
    }
}

/// A world whose tasks may mount what is in its directory.
async fn world_opening() -> Option<World> {
    let directory = common::scratch()?;
    let mut config = LinuxConfig::new(directory.join("state"));
    config.host_paths = vec![directory];
    Some(common::world_with(config).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_of_the_machine_is_seen_and_written() {
    let Some(mut world) = world_opening().await else { return };
    let here = world.directory.join("made/by/need");
    let host = |read_only| mount(MountSource::Host(here.clone()), "/data/deep", read_only);
    let write = world.mounting(&["write", "/data/deep/file", "hello"], vec![host(false)]);
    assert_eq!(world.run("writes", write).await, "write Ok(())");
    assert_eq!(fs::read_to_string(here.join("file")).unwrap(), "hello");
    let read = world.mounting(&["read", "/data/deep/file"], vec![host(true)]);
    assert_eq!(world.run("reads", read).await, "hello\nread Ok(())");
    let refused = world.mounting(&["write", "/data/deep/file", "bye"], vec![host(true)]);
    assert_eq!(world.run("refused", refused).await, "write Err(ReadOnlyFilesystem)");
    let file = mount(MountSource::Host(here.join("file")), "/etc/one-file", true);
    let read = world.mounting(&["read", "/etc/one-file"], vec![file]);
    assert_eq!(world.run("file", read).await, "hello\nread Ok(())");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn containers_share_a_volume_of_their_task_which_ends_with_it() {
    let Some(mut world) = world().await else { return };
    let volume = || vec![mount(MountSource::Task("scratch".into()), "/scratch", false)];
    let mut write = world.mounting(&["write", "/scratch/file", "from the other"], volume());
    write.name = "first".into();
    write.essential = false;
    let mut read = world.mounting(&["read", "/scratch/file"], volume());
    read.held = true;
    read.readonly_root = true;
    world.runtime.start(world.task("pair", vec![write, read])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerExited { .. })).await;
    assert!(world.directory.join("state/tasks/pair/volumes/scratch/file").exists());
    world.runtime.start_held(&TaskId::new("pair"), "c");
    world.until_stopped().await;
    assert!(world.stdout("pair").contains("from the other"), "{}", world.stdout("pair"));
    assert!(!world.directory.join("state/tasks/pair").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_volume_begins_with_what_the_image_has_there() {
    let Some(mut world) = world().await else { return };
    let over = vec![mount(MountSource::Task("etc".into()), "/etc", false)];
    let read = world.mounting(&["read", "/etc/passwd"], over);
    assert!(world.run("filled", read).await.starts_with("root:x:0:0"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_volume_outlives_its_tasks_but_not_its_keeper() {
    let Some(mut world) = world().await else { return };
    let at = |keeper| vec![mount(shared(keeper), "/data", false)];
    let write = world.mounting(&["write", "/data/file", "kept"], at("i1"));
    world.run("one", write).await;
    let read = world.mounting(&["read", "/data/file"], at("i1"));
    assert_eq!(world.run("two", read).await, "kept\nread Ok(())");
    let elsewhere = world.mounting(&["read", "/data/file"], at("i2"));
    assert_eq!(world.run("three", elsewhere).await, "read Err(NotFound)");
    world.runtime.keep_volumes(&["i2".to_owned()].into());
    assert!(!world.directory.join("state/volumes/i1").exists());
    assert!(world.directory.join("state/volumes/i2").exists());
    let outside = world.mounting(&["facts"], vec![mount(shared("../.."), "/data", false)]);
    assert!(world.runtime.start(world.task("four", vec![outside])).is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_of_the_image_leads_nowhere_outside() {
    let Some(mut world) = world().await else { return };
    let outside = world.directory.join("outside");
    fs::create_dir_all(&outside).unwrap();
    let link = mount(MountSource::Task("v".into()), "/v", false);
    // The first container leaves a link in the volume that names a directory of the machine; the second mounts below it.
    let mut first = world.mounting(&["write", "/v/x", "x"], vec![link.clone()]);
    first.name = "first".into();
    first.essential = false;
    let below = mount(MountSource::Task("w".into()), "/v/link/below", false);
    let mut second = world.mounting(&["write", "/v/link/below/file", "x"], vec![link, below]);
    second.held = true;
    world.runtime.start(world.task("linked", vec![first, second])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerExited { .. })).await;
    let volume = world.directory.join("state/tasks/linked/volumes/v");
    std::os::unix::fs::symlink(&outside, volume.join("link")).unwrap();
    world.runtime.start_held(&TaskId::new("linked"), "c");
    world.until_stopped().await;
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_memory_file_systems_and_capabilities_are_as_asked_for() {
    let Some(mut world) = world().await else { return };
    let memory = MountSource::Memory { bytes: 3 << 20, options: vec!["ro".into(), "mode=700".into()] };
    let mut container = world.mounting(&["settings", "/fast"], vec![mount(memory, "/fast", false)]);
    container.shared_memory = Some(5 << 20);
    container.limits = ["nofile", "core"].map(|name| ResourceLimit::named(name, 100, 200).unwrap()).into();
    container.dropped_capabilities = vec!["NET_RAW".into(), "MKNOD".into()];
    let seen = world.run("settings", container).await;
    let line = |start: &str| seen.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    let words = |start| line(start).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words("Max open files")[3..5], ["100", "200"]);
    assert!(
        line("mount tmpfs /fast").contains("ro,") && line("mount tmpfs /fast").contains("size=3072k"),
        "{seen}"
    );
    assert!(line("mount tmpfs /fast").contains("nosuid,nodev,noexec"), "{seen}");
    assert!(line("mount tmpfs /dev/shm").contains("size=5120k"), "{seen}");
    assert_eq!(line("CapBnd:"), "CapBnd: 00000000a00405fb", "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_is_started_again_with_its_id_and_files_while_its_task_goes_on() {
    let Some(mut world) = world().await else { return };
    let asked = std::sync::Arc::new(AtomicU32::new(0));
    let count = asked.clone();
    let mut again = world.container("again", &["kept", "/file", "7"]);
    again.restart = Some(Restart::new(move |exit_code, _ran| {
        assert_eq!(exit_code, 7);
        count.fetch_add(1, Ordering::Relaxed) < 2
    }));
    world.runtime.start(world.task("again", vec![again])).unwrap();
    let events = world.until_stopped().await;
    let restarts: Vec<_> = events
        .iter()
        .filter(|event| matches!(event, TaskEvent::ContainerRestarted { exit_code: 7, .. }))
        .collect();
    assert_eq!(restarts.len(), 2, "{events:?}");
    let id = events.iter().find_map(|event| match event {
        TaskEvent::ContainerStarted { runtime_id, .. } => Some(runtime_id[..12].to_owned()),
        _ => None,
    });
    let id = id.unwrap();
    assert_eq!(world.stdout("again"), format!("run 1 of {id}\nrun 2 of {id}\nrun 3 of {id}"));
    assert!(events.iter().any(|event| matches!(event, TaskEvent::ContainerExited { exit_code: 7, .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_told_to_stop_is_not_started_again() {
    let Some(mut world) = world().await else { return };
    let mut server = world.container("c", &["pause", "bye"]);
    server.restart = Some(Restart::new(|_, _| true));
    world.runtime.start(world.task("stopped", vec![server])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    until_said(&world, "stopped", "ready").await;
    world.runtime.stop(&TaskId::new("stopped"), Duration::from_secs(10));
    let events = world.until_stopped().await;
    assert!(!events.iter().any(|event| matches!(event, TaskEvent::ContainerRestarted { .. })), "{events:?}");
}

async fn until_said(world: &World, task: &str, words: &str) {
    for _ in 0..2000 {
        if world.stdout(task).matches(words).count() > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("never said {words}: {}", world.stdout(task));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waited_at_the_start_is_told_first_at_the_end() {
    let Some(mut world) = world().await else { return };
    let mut database = world.container("database", &["pause", "database ends"]);
    database.stops_after = vec!["proxy".into()];
    let mut proxy = world.container("proxy", &["pause", "proxy ends"]);
    proxy.stops_after = vec!["app".into(), "never-started".into()];
    let app = world.container("app", &["pause", "app ends"]);
    world.runtime.start(world.task("order", vec![database, proxy, app])).unwrap();
    for _ in 0..3 {
        world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    }
    for _ in 0..2000 {
        if world.stdout("order").matches("ready").count() == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.runtime.stop(&TaskId::new("order"), Duration::from_secs(20));
    world.until_stopped().await;
    assert!(
        world.stdout("order").ends_with("app ends\nproxy ends\ndatabase ends"),
        "{}",
        world.stdout("order")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_a_task_holds_for_its_containers_together() {
    let Some(mut world) = world().await else { return };
    if world.runtime.cgroup_directory().is_none() {
        eprintln!("skipped: no cgroups here");
        return;
    }
    let mut modest = world.container("modest", &["pause", "bye"]);
    modest.essential = false;
    let hungry = world.container("hungry", &["eat", "300"]);
    let mut task = world.task("limited", vec![modest, hungry]);
    (task.memory_limit, task.cpu_limit) = (Some(64 << 20), Some(512));
    world.runtime.start(task).unwrap();
    let events = world.until_stopped().await;
    let killed = |event: &TaskEvent| matches!(event, TaskEvent::ContainerExited { container, exit_code: 137, oom: true, .. } if container == "hungry");
    assert!(events.iter().any(killed), "{events:?}");
    let left = fs::read_dir(world.runtime.cgroup_directory().unwrap()).unwrap().flatten();
    let left: Vec<PathBuf> = left.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_of_the_start_have_the_words_of_docker() {
    let Some(mut world) = world().await else { return };
    if !world.is_root() {
        return;
    }
    let base = world.container("c", &["facts"]);
    let entry = |program: &str| ContainerSpec {
        entry_point: Some(vec![program.into()]),
        command: None,
        ..base.clone()
    };
    let cases = [
        (
            entry("nope"),
            "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"nope\": executable file not found in $PATH: unknown",
            Some(127),
        ),
        (entry("/nope/x"), "exec: \"/nope/x\": stat /nope/x: no such file or directory: unknown", Some(127)),
        (entry("/etc/passwd"), "exec: \"/etc/passwd\": permission denied: unknown", Some(126)),
        (
            ContainerSpec { user: Some("ghost".into()), ..base.clone() },
            "CannotStartContainerError: Error response from daemon: unable to find user ghost: no matching entries in passwd file",
            None,
        ),
        (
            ContainerSpec { working_directory: Some("/etc/passwd".into()), ..base.clone() },
            "chdir to cwd (\"/etc/passwd\") set in config.json failed: not a directory: unknown",
            None,
        ),
        (
            ContainerSpec { entry_point: Some(Vec::new()), command: Some(Vec::new()), ..base.clone() },
            "CannotCreateContainerError: Error response from daemon: No command specified",
            None,
        ),
        (
            world.mounting(&["facts"], vec![mount(MountSource::Task("v".into()), "/etc/passwd/v", false)]),
            "error during container init: mount at /etc/passwd/v",
            None,
        ),
    ];
    for (at, (container, words, code)) in cases.into_iter().enumerate() {
        world.runtime.start(world.task(&format!("bad{at}"), vec![container])).unwrap();
        let events = world.until_stopped().await;
        let error = events.iter().find_map(|event| match event {
            TaskEvent::TaskStartFailed { error, .. } => Some(error.clone()),
            _ => None,
        });
        let error = error.unwrap();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(error.exit_code, code, "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_takes_too_long_is_given_up() {
    let Some(world) = world().await else { return };
    let mut config = linux::LinuxConfig::new(world.directory.join("impatient"));
    config.start_timeout = Duration::ZERO;
    let mut impatient = common::world_with(config).await;
    let container = impatient.container("c", &["pause", "never"]);
    impatient.runtime.start(impatient.task("slow", vec![container])).unwrap();
    let events = impatient.until_stopped().await;
    let error = events.iter().find_map(|event| match event {
        TaskEvent::TaskStartFailed { error, .. } => Some(error.to_string()),
        _ => None,
    });
    let expected = "DockerTimeoutError: Could not transition to started; timed out after waiting 0s";
    assert_eq!(error.as_deref(), Some(expected));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_container_uses_is_read_from_the_kernel() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("c", &["eat", "40"]);
    container.memory_limit = Some(256 << 20);
    world.runtime.start(world.task("metered", vec![container])).unwrap();
    until_said(&world, "metered", "ate 40").await;
    let id = TaskId::new("metered");
    let usage = world.runtime.meter().usage(&id);
    let [usage] = usage.as_slice() else { panic!("{usage:?}") };
    let memory = usage.memory.clone().unwrap();
    assert!(memory.now > 40 << 20, "{memory:?}");
    assert_eq!(usage.runtime_id, world.runtime.list()[0].containers[0].runtime_id);
    assert!(usage.cpu.machine > 0 && usage.cpu.online > 0, "{usage:?}");
    assert!(usage.network.is_some());
    if world.runtime.cgroup_directory().is_some() {
        assert_eq!(memory.limit, 256 << 20);
        assert!(usage.cpu.total.unwrap() > 0, "{usage:?}");
    }
    world.runtime.kill(&id);
    world.until_stopped().await;
    assert!(world.runtime.meter().usage(&id).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_daemons_own_program_is_no_program_of_an_image() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("c", &["facts"]);
    container.entry_point = Some(vec!["/proc/self/exe".into()]);
    world.runtime.start(world.task("own", vec![container])).unwrap();
    let events = world.until_stopped().await;
    let failed = events.iter().find_map(|event| match event {
        TaskEvent::TaskStartFailed { error, .. } => Some(error.to_string()),
        _ => None,
    });
    let words = "exec: \"/proc/self/exe\": too many levels of symbolic links: unknown";
    assert!(failed.as_deref().is_some_and(|text| text.ends_with(words)), "{failed:?}");
}
