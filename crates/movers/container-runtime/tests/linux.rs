//! The embedded runtime on a real kernel. In: the probe program in a container. Out: assertions on what it saw.
//! Never here: other machines' addresses; where namespaces are missing the tests say so and pass.

#![allow(clippy::unwrap_used)]

mod common;

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::{Duration, Instant};

use common::{get, world};
use container_runtime::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_runs_isolated_and_ends() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("app", &["facts"]);
    container.env = vec![("GREETING".into(), "hi".into())];
    container.working_directory = Some("/usr/src/app".into());
    let seen = world.run("facts", container).await;
    eprintln!("{seen}");
    for fact in [
        "Pid: 1",
        "processes 1",
        "cwd /usr/src/app",
        "greeting Ok(\"hi\")",
        "NoNewPrivs: 1",
        "write root Ok(())",
    ] {
        assert!(seen.contains(fact), "{fact} in\n{seen}");
    }
    assert!(seen.contains("CapBnd: 00000000a80425fb"), "docker's default set in\n{seen}");
    assert!(!seen.contains("write sysctl Ok"), "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_on_port_80_answers_by_every_way_in() {
    let Some(mut world) = world().await else { return };
    let port = free_port();
    let mut container = world.container("web", &["serve", "80"]);
    container.port_mappings =
        vec![PortMapping { container_port: 80, host_address: Ipv4Addr::LOCALHOST, host_port: port }];
    world.runtime.start(world.task("web", vec![container])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { address, runtime_id, .. }) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(runtime_id.len(), 64);
    let dialer = world.runtime.dialer();
    let published = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    for to in [SocketAddr::from((*address, 80)), published] {
        assert!(get(&*dialer, to).await.ends_with("hello"), "{to}");
    }
    let own = dialer.dial(SocketAddr::from((*address, 80))).await.unwrap().local_addr().unwrap();
    assert!(own.port() > 60_999, "{own}: a port that a task may be given at any moment");
    let mut plain = std::net::TcpStream::connect(published).unwrap();
    std::io::Write::write_all(&mut plain, b"GET / HTTP/1.0\r\n\r\n").unwrap();
    assert!(std::io::read_to_string(plain).unwrap().ends_with("hello"));
    world.runtime.stop(&TaskId::new("web"), std::time::Duration::from_millis(100));
    let events = world.until_stopped().await;
    assert!(matches!(events[0], TaskEvent::ContainerExited { exit_code: 137, oom: false, .. }), "{events:?}");
    assert!(world.runtime.list().is_empty());
    assert!(std::net::TcpStream::connect(published).is_err(), "the published port is free again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_out_is_the_owners_to_decide() {
    let Some(mut world) = world().await else { return };
    let host = host_server("from the host");
    let wanted = [v4([127, 1, 0, 10], 5000), v4([52, 1, 2, 3], 443), v4([127, 0, 0, 1], 4566)];
    for wanted in wanted {
        world.recorder.routes.lock().unwrap().insert(wanted, Onward::Host(host));
    }
    for (at, wanted) in wanted.iter().enumerate() {
        let id = format!("out{at}");
        let fetch = world.container("c", &["fetch", &wanted.to_string()]);
        let seen = world.run(&id, fetch).await;
        assert!(seen.contains("fetched from the host"), "{wanted}: {seen}");
        assert!(world.recorder.asked.lock().unwrap().contains(&(TaskId::new(&id), *wanted)));
    }
    let refused = world.container("c", &["fetch", "52.9.9.9:443"]);
    assert_eq!(world.run("refused", refused).await, "refused ConnectionRefused", "by the owner");
    let closed = world.container("c", &["fetch", "52.9.9.9:9"]);
    assert!(world.run("closed", closed).await.contains("refused ConnectionRefused"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_closed_behind_an_open_port_refuses_as_it_would_anywhere() {
    let Some(mut world) = world().await else { return };
    let server = world.container("server", &["serve", "8081"]);
    world.runtime.start(world.task("server", vec![server])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let routes = [
        // Nothing listens there on the machine; nor in the task, whose container is another program than was thought; the task is gone.
        (v4([127, 1, 0, 11], 5000), Onward::Host(SocketAddr::from((Ipv4Addr::LOCALHOST, free_port())))),
        (v4([127, 1, 0, 10], 5000), Onward::Task(TaskId::new("server"), 9999)),
        (v4([127, 1, 0, 12], 5000), Onward::Task(TaskId::new("gone"), 8081)),
    ];
    world.recorder.routes.lock().unwrap().extend(routes.clone());
    for (at, (wanted, _)) in routes.iter().enumerate() {
        let fetch = world.container("c", &["fetch", &wanted.to_string()]);
        world.runtime.start(world.task(&format!("out{at}"), vec![fetch])).unwrap();
        world.until_stopped().await;
        assert_eq!(world.stdout(&format!("out{at}")), "refused ConnectionRefused", "{wanted}");
    }
    // Open again, it is reached: nothing was remembered.
    world.recorder.routes.lock().unwrap().insert(routes[0].0, Onward::Task(TaskId::new("server"), 8081));
    let fetch = world.container("c", &["fetch", &routes[0].0.to_string()]);
    world.runtime.start(world.task("again", vec![fetch])).unwrap();
    world.until_stopped().await;
    assert!(world.stdout("again").contains("hello"), "{}", world.stdout("again"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_reach_each_other_and_their_containers_share_localhost() {
    let Some(mut world) = world().await else { return };
    let server = world.container("server", &["serve", "8081"]);
    world.runtime.start(world.task("server", vec![server])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { address, .. }) = events.last() else { panic!("{events:?}") };
    get(&*world.runtime.dialer(), SocketAddr::from((*address, 8081))).await;
    world
        .recorder
        .routes
        .lock()
        .unwrap()
        .insert(v4([10, 1, 1, 1], 80), Onward::Task(TaskId::new("server"), 8081));
    for (id, to) in [("routed", "10.1.1.1:80".to_owned()), ("direct", format!("{address}:8081"))] {
        let fetch = world.container("c", &["fetch", &to]);
        world.runtime.start(world.task(id, vec![fetch])).unwrap();
        world.until_stopped().await;
        assert!(world.stdout(id).contains("hello"), "{id}: {}", world.stdout(id));
    }
    let mut beside = world.container("beside", &["serve", "9000"]);
    beside.essential = false;
    // A first process without a handler ignores SIGTERM, as in any container.
    beside.stop_timeout = Some(Duration::from_millis(50));
    let fetch = world.container("fetch", &["fetch", "127.0.0.1:9000"]);
    world.runtime.start(world.task("pair", vec![beside, fetch])).unwrap();
    let events = world.until_stopped().await;
    let ended = events.iter().filter(|event| matches!(event, TaskEvent::ContainerExited { .. })).count();
    assert_eq!(ended, 2, "the essential one took the other along: {events:?}");
    assert!(world.runtime.shutdown(Duration::ZERO, Duration::from_secs(20)).await);
    assert!(world.runtime.list().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_and_the_two_link_local_services_know_who_asks() {
    let Some(mut world) = world().await else { return };
    let ask = [
        (vec!["resolve", "orders.internal"], "found [10.9.8.7]"),
        (vec!["resolve", "localhost"], "found [127.0.0.1]"),
        (vec!["resolve", "no-such-name.invalid"], "no such name"),
        (vec!["fetch", "169.254.170.2:80"], "you are who3 at TaskEndpoint"),
        (vec!["fetch", "169.254.169.254:80"], "you are who4 at InstanceMetadata"),
    ];
    for (at, (command, answer)) in ask.iter().enumerate() {
        let container = world.container("c", command);
        let seen = world.run(&format!("who{at}"), container).await;
        assert!(seen.contains(answer), "{command:?}: {seen}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_words_come_before_the_exit() {
    let Some(mut world) = world().await else { return };
    let container = world.container("c", &["say", "goodbye", "3"]);
    world.runtime.start(world.task("words", vec![container])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerExited { exit_code: 3, oom: false, .. })).await;
    let lines = world.recorder.lines.lock().unwrap().clone();
    let said: Vec<_> = lines.iter().map(|line| (line.2, line.3.as_str())).collect();
    assert!(said.contains(&(LogStream::Stdout, "goodbye")), "{said:?}");
    assert!(said.contains(&(LogStream::Stderr, "unfinished")), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_over_its_memory_is_killed_and_it_is_said() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("c", &["eat", "400"]);
    container.memory_limit = Some(64 << 20);
    world.runtime.start(world.task("hungry", vec![container])).unwrap();
    let events = world.until_stopped().await;
    let killed =
        |event: &TaskEvent| matches!(event, TaskEvent::ContainerExited { exit_code: 137, oom: true, .. });
    assert!(events.iter().any(killed), "{events:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_start_says_why_in_the_words_of_ecs() {
    let Some(mut world) = world().await else { return };
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let mapping = PortMapping {
        container_port: 80,
        host_address: Ipv4Addr::LOCALHOST,
        host_port: taken.local_addr().unwrap().port(),
    };
    let base = world.container("c", &["facts"]);
    let cases = [
        (
            ContainerSpec { port_mappings: vec![mapping], ..base.clone() },
            "CannotStartContainerError",
            "bind: address already in use",
        ),
        (
            ContainerSpec { entry_point: Some(vec!["nope".into()]), command: None, ..base.clone() },
            "CannotStartContainerError",
            "exec: \"nope\": executable file not found in $PATH",
        ),
        (
            ContainerSpec { user: Some("ghost".into()), ..base.clone() },
            "CannotStartContainerError",
            "unable to find user ghost",
        ),
        (
            ContainerSpec {
                image: ImageRef { layers: vec![missing_layer()], ..base.image.clone() },
                ..base.clone()
            },
            "CannotPullContainerError",
            "No such file or directory",
        ),
    ];
    for (at, (container, name, words)) in cases.into_iter().enumerate() {
        world.runtime.start(world.task(&format!("bad{at}"), vec![container])).unwrap();
        let events = world.until_stopped().await;
        let error = events.iter().find_map(|event| match event {
            TaskEvent::TaskStartFailed { error, .. } => Some(error.to_string()),
            _ => None,
        });
        let error = error.unwrap();
        assert!(error.starts_with(name) && error.contains(words), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_may_be_another_user_or_unable_to_write() {
    let Some(mut world) = world().await else { return };
    if !nix::unistd::geteuid().is_root() || world.runtime.describe().starts_with("user namespace") {
        eprintln!("skipped: one uid only");
        return;
    }
    let mut container = world.container("c", &["facts"]);
    container.user = Some("node".into());
    let seen = world.run("node", container.clone()).await;
    for fact in
        ["Uid: 1000 1000", "Gid: 1000", "CapEff: 0000000000000000", "write root Err(PermissionDenied)"]
    {
        assert!(seen.contains(fact), "{fact} in\n{seen}");
    }
    container.user = None;
    container.readonly_root = true;
    let seen = world.run("ro", container).await;
    assert!(seen.contains("write root Err(ReadOnlyFilesystem)"), "{seen}");
    assert!(seen.contains("null Ok"), "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stop_is_polite_first() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("c", &["stubborn"]);
    container.stop_timeout = Some(Duration::from_millis(50));
    world.runtime.start(world.task("stubborn", vec![container])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    world.runtime.stop(&TaskId::new("stubborn"), Duration::from_secs(1000));
    world.until(|event| matches!(event, TaskEvent::ContainerExited { exit_code: 137, .. })).await;
    world.until_stopped().await;
    let container = world.container("c", &["stubborn"]);
    world.runtime.start(world.task("killed", vec![container])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    world.runtime.kill(&TaskId::new("killed"));
    world.until(|event| matches!(event, TaskEvent::ContainerExited { exit_code: 137, .. })).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_health_check_runs_inside() {
    let Some(mut world) = world().await else { return };
    let container = world.container("c", &["serve", "80"]);
    world.runtime.start(world.task("healthy", vec![container])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { address, .. }) = events.last() else { panic!("{events:?}") };
    get(&*world.runtime.dialer(), SocketAddr::from((*address, 80))).await;
    let task = TaskId::new("healthy");
    let runtime = world.runtime.clone();
    let run = |command: &[&str], timeout| {
        let command = command.iter().map(|word| (*word).to_owned()).collect();
        runtime.exec_health(&task, "c", command, timeout)
    };
    let asked = run(&["probe", "fetch", "127.0.0.1:80"], Duration::from_secs(10)).await.unwrap();
    let HealthOutcome::Exited { exit_code: 0, output } = asked else { panic!("{asked:?}") };
    assert!(String::from_utf8(output).unwrap().contains("hello"));
    let failed = run(&["probe", "say", "ill", "7"], Duration::from_secs(10)).await.unwrap();
    assert!(matches!(failed, HealthOutcome::Exited { exit_code: 7, .. }), "{failed:?}");
    let late = run(&["probe", "stubborn"], Duration::from_millis(50)).await.unwrap();
    assert_eq!(late, HealthOutcome::TimedOut);
    let listed = world.runtime.list();
    assert!(listed[0].containers[0].memory_bytes.unwrap() > 0, "{listed:?}");
    world.runtime.kill(&task);
    world.until_stopped().await;
    assert!(run(&["probe", "facts"], Duration::from_secs(1)).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_container_starts_when_asked_for() {
    let Some(mut world) = world().await else { return };
    let mut init = world.container("init", &["say", "first", "0"]);
    init.essential = false;
    let mut app = world.container("app", &["say", "second", "3"]);
    app.held = true;
    let task = TaskId::new("ordered");
    world.runtime.start(world.task("ordered", vec![app, init])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerExited { .. })).await;
    let app_started = |event: &TaskEvent| matches!(event, TaskEvent::ContainerStarted { container, .. } if container == "app");
    assert!(!events.iter().any(app_started), "{events:?}");
    assert_eq!(world.runtime.list().len(), 1, "a task with a held container goes on");
    world.runtime.start_held(&task, "app");
    world.runtime.start_held(&task, "app");
    let events = world.until_stopped().await;
    assert_eq!(events.iter().filter(|event| app_started(event)).count(), 1, "{events:?}");
    assert!(world.stdout("ordered").ends_with("second"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_a_task_whose_container_is_still_held() {
    let Some(mut world) = world().await else { return };
    let server = world.container("server", &["serve", "80"]);
    let mut app = world.container("app", &["serve", "81"]);
    app.held = true;
    world.runtime.start(world.task("half", vec![server, app])).unwrap();
    world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    world.runtime.stop(&TaskId::new("half"), Duration::from_millis(100));
    let events = world.until_stopped().await;
    assert!(!events.iter().any(|event| matches!(event, TaskEvent::ContainerStarted { .. })), "{events:?}");
    assert!(world.runtime.list().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_tasks_come_and_go_and_leave_nothing() {
    let Some(mut world) = world().await else { return };
    let dialer = world.runtime.dialer();
    let before = leftovers(&world);
    let begun = Instant::now();
    for n in 0..50 {
        let server = world.container("c", &["serve", "80"]);
        world.runtime.start(world.task(&format!("t{n}"), vec![server])).unwrap();
    }
    let mut addresses = Vec::new();
    while addresses.len() < 50 {
        if let TaskEvent::ContainerStarted { address, .. } = world.event().await {
            addresses.push(address);
        }
    }
    for address in &addresses {
        get(&*dialer, SocketAddr::from((*address, 80))).await;
    }
    eprintln!("50 tasks answered after {:?}", begun.elapsed());
    let begun = Instant::now();
    (0..50).for_each(|n| world.runtime.kill(&TaskId::new(format!("t{n}"))));
    for _ in 0..50 {
        world.until_stopped().await;
    }
    eprintln!("50 tasks gone after {:?}", begun.elapsed());
    assert_eq!(leftovers(&world), before);
    drop(world);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_overlayfs_layers_are_copied() {
    let Some(world) = world().await else { return };
    let mut config = linux::LinuxConfig::new(world.directory.join("copying"));
    config.copy_layers = true;
    let mut copying = common::world_with(config).await;
    assert!(copying.runtime.describe().contains("Copy"));
    let mut container = copying.container("c", &["facts"]);
    container.readonly_root = true;
    let seen = copying.run("copied", container).await;
    assert!(seen.contains("Pid: 1") && seen.contains("write root Err(ReadOnlyFilesystem)"), "{seen}");
}

/// Files of tasks, mounts of the daemon, cgroups, child processes.
fn leftovers(world: &common::World) -> (usize, usize, usize, usize) {
    let count = |path: &std::path::Path| std::fs::read_dir(path).map_or(0, Iterator::count);
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap().lines().count();
    let directories =
        |path| std::fs::read_dir(path).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    let groups = world.runtime.cgroup_directory().map_or(0, directories);
    let links = world.runtime.list().len();
    (count(&world.directory.join("state/tasks")), mounts, groups, links)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gigabyte_and_five_hundred_connections_go_in_and_are_timed() {
    let Some(mut world) = world().await else { return };
    let warm = world.container("c", &["say", "x", "0"]);
    world.run("warm", warm).await;
    let dialer = world.runtime.dialer();
    let server = world.container("c", &["serve", "80"]);
    let begun = Instant::now();
    world.runtime.start(world.task("first", vec![server])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let started = begun.elapsed();
    let Some(TaskEvent::ContainerStarted { address, .. }) = events.last() else { panic!("{events:?}") };
    let to = SocketAddr::from((*address, 80));
    get(&*dialer, to).await;
    eprintln!("start to ContainerStarted {started:?}, to first byte {:?}", begun.elapsed());
    let mut took: Vec<_> = Vec::new();
    for _ in 0..500 {
        let begun = Instant::now();
        dialer.dial(to).await.unwrap();
        took.push(begun.elapsed());
    }
    took.sort();
    eprintln!("dial: median {:?}, p99 {:?}", took[250], took[495]);
    let sink = world.container("c", &["sink", "81"]);
    world.runtime.start(world.task("sink", vec![sink])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { address, .. }) = events.last() else { panic!("{events:?}") };
    eprintln!("into the task {:.2} GB/s", pour(&*dialer, SocketAddr::from((*address, 81))).await);
    let plain = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let to = plain.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        let mut buffer = vec![0; 128 * 1024];
        while std::io::Read::read(&mut stream, &mut buffer).unwrap() > 0 {}
        std::io::Write::write_all(&mut stream, b"done").unwrap();
    });
    eprintln!("plain loopback {:.2} GB/s", pour(&*dialer, to).await);
    assert!(world.runtime.shutdown(Duration::ZERO, Duration::from_secs(20)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_killed_outright_leaves_no_process_and_the_next_cleans_up() {
    let Some(world) = world().await else { return };
    let state = world.directory.join("other");
    let mut daemon = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "daemon_to_be_killed", "--ignored", "--nocapture"])
        .env("STATE_DIRECTORY", &state)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let out = std::io::BufReader::new(daemon.stdout.take().unwrap());
    let pid =
        std::io::BufRead::lines(out).find_map(|line| line.unwrap().strip_prefix("pid ")?.parse::<i32>().ok());
    let container = std::path::PathBuf::from(format!("/proc/{}", pid.unwrap()));
    assert!(container.exists() && state.join("tasks/orphan").exists());
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    for _ in 0..500 {
        if !container.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!container.exists(), "PDEATHSIG takes the container along");
    let (sender, _events) = tokio::sync::mpsc::channel(1);
    let recorder = world.recorder.clone();
    let hooks = Hooks {
        local: recorder.clone(),
        names: recorder.clone(),
        egress: recorder.clone(),
        logs: recorder.clone(),
    };
    let config = linux::LinuxConfig::new(&state);
    let next = linux::LinuxRuntime::open(config.clone(), hooks.clone(), sender.clone()).await.unwrap();
    assert!(!state.join("tasks/orphan").exists());
    assert!(linux::LinuxRuntime::open(config, hooks, sender).await.is_err(), "one runtime per directory");
    drop(next);
}

/// Not a test: the process the test above kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by another test"]
async fn daemon_to_be_killed() {
    let Some(state) = std::env::var_os("STATE_DIRECTORY") else { return };
    let mut world = common::world_at(state.into()).await;
    let container = world.container("c", &["serve", "80"]);
    world.runtime.start(world.task("orphan", vec![container])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { pid, .. }) = events.last() else { panic!("{events:?}") };
    println!("\npid {pid}");
    tokio::time::sleep(Duration::from_secs(60)).await;
}

async fn pour(dialer: &dyn Dialer, to: SocketAddr) -> f64 {
    let mut stream = loop {
        match dialer.dial(to).await {
            Ok(stream) => break stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    };
    let (block, begun) = (vec![0; 128 * 1024], Instant::now());
    for _ in 0..8192 {
        stream.write_all(&block).await.unwrap();
    }
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"done", "all of it arrived");
    (8192.0 * 128.0 * 1024.0) / begun.elapsed().as_secs_f64() / 1e9
}

fn missing_layer() -> Layer {
    Layer { digest: format!("sha256:{}", "00".repeat(32)), blob: "/nowhere/layer.tar".into(), diff_id: None }
}

/// A server in the host's network that answers every connection with `text`.
fn host_server(text: &'static str) -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = std::io::Read::read(&mut stream, &mut [0; 1024]);
            let _ = std::io::Write::write_all(&mut stream, text.as_bytes());
        }
    });
    at
}

fn free_port() -> u16 {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn v4(address: [u8; 4], port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(address.into(), port)
}
