//! What the simulated runtime promises. In: commands. Out: the events they lead to.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::spec::{ContainerSpec, ImageRef};

fn task(id: &str, images: &[&str]) -> TaskSpec {
    let container = |image: &&str| ContainerSpec {
        name: format!("c-{image}"),
        image: ImageRef { name: (*image).to_owned(), ..ImageRef::default() },
        essential: true,
        ..ContainerSpec::default()
    };
    TaskSpec {
        id: TaskId::new(id),
        instance_address: Ipv4Addr::LOCALHOST,
        network_address: None,
        network_mac: None,
        extra_hosts: Vec::new(),
        memory_limit: None,
        cpu_limit: None,
        containers: images.iter().map(container).collect(),
    }
}

fn names(events: &mut mpsc::Receiver<TaskEvent>) -> Vec<String> {
    let mut all = Vec::new();
    while let Ok(event) = events.try_recv() {
        all.push(match event {
            TaskEvent::Pulling { .. } => "pulling".to_owned(),
            TaskEvent::Pulled { .. } => "pulled".to_owned(),
            TaskEvent::ContainerStarted { container, .. } => format!("+{container}"),
            TaskEvent::ContainerRestarted { container, exit_code, .. } => {
                format!("~{container}:{exit_code}")
            }
            TaskEvent::ContainerExited { container, exit_code, .. } => {
                format!("-{container}:{exit_code}")
            }
            TaskEvent::TaskStartFailed { error, .. } => error.to_string(),
            TaskEvent::TaskStopped { .. } => "stopped".to_owned(),
        });
    }
    all
}

#[test]
fn a_task_runs_until_an_essential_container_ends() {
    let (sender, mut events) = mpsc::channel(100);
    let sim = SimRuntime::new(sender);
    sim.start(task("t", &["a", "b"])).unwrap();
    assert_eq!(names(&mut events), ["pulling", "pulled", "+c-a", "+c-b"]);
    assert!(sim.start(task("t", &["a"])).is_err());
    sim.exit(&TaskId::new("t"), "c-a", 1, false);
    assert_eq!(names(&mut events), ["-c-a:1", "-c-b:143", "stopped"]);
    assert!(sim.list().is_empty());
}

#[test]
fn failures_stubbornness_and_holding() {
    let (sender, mut events) = mpsc::channel(100);
    let sim = SimRuntime::new(sender);
    let error = StartError::new(crate::StartErrorKind::CannotPullContainer, "no");
    sim.set_outcome("bad", Outcome::FailsToStart(error));
    sim.set_outcome("mule", Outcome::Stubborn);
    sim.start(task("1", &["good", "bad"])).unwrap();
    let failed = ["pulling", "pulled", "+c-good", "CannotPullContainerError: no", "-c-good:137", "stopped"];
    assert_eq!(names(&mut events), failed);
    sim.hold();
    sim.start(task("2", &["mule"])).unwrap();
    assert_eq!(names(&mut events), ["pulling"]);
    sim.release();
    sim.stop(&TaskId::new("2"), Duration::ZERO);
    assert_eq!(names(&mut events), ["pulled", "+c-mule"]);
    sim.kill(&TaskId::new("2"));
    assert_eq!(names(&mut events), ["-c-mule:137", "stopped"]);
}

#[test]
fn a_held_container_starts_when_asked_for_and_keeps_its_task() {
    let (sender, mut events) = mpsc::channel(100);
    let sim = SimRuntime::new(sender);
    let id = TaskId::new("t");
    let mut spec = task("t", &["init", "app", "never"]);
    spec.containers[0].essential = false;
    spec.containers[1].held = true;
    spec.containers[2].held = true;
    sim.start(spec.clone()).unwrap();
    sim.exit(&id, "c-init", 0, false);
    assert_eq!(names(&mut events), ["pulling", "pulled", "+c-init", "-c-init:0"]);
    for _ in 0..2 {
        ContainerRuntime::start_held(&sim, &id, "c-app");
    }
    assert_eq!(names(&mut events), ["+c-app"]);
    sim.stop(&id, Duration::ZERO);
    ContainerRuntime::start_held(&sim, &id, "c-never");
    assert_eq!(names(&mut events), ["-c-app:143", "stopped"]);
    spec.containers[0].held = true;
    assert!(sim.start(spec).is_err());
}

#[test]
fn a_full_channel_loses_nothing() {
    let (sender, mut events) = mpsc::channel(1);
    let sim = SimRuntime::new(sender);
    sim.start(task("t", &["a"])).unwrap();
    let mut seen = names(&mut events);
    for _ in 0..3 {
        sim.flush();
        seen.extend(names(&mut events));
    }
    assert_eq!(seen, ["pulling", "pulled", "+c-a"]);
}

#[test]
fn what_goes_on_untold_is_told_to_the_next_owner() {
    let (sender, mut events) = mpsc::channel(100);
    let sim = SimRuntime::new(sender);
    let (one, two) = (TaskId::new("1"), TaskId::new("2"));
    sim.start(task("1", &["a"])).unwrap();
    sim.start(task("2", &["b"])).unwrap();
    let started = names(&mut events);
    assert_eq!(started.len(), 6);
    sim.abandon();
    sim.exit(&two, "c-b", 7, false);
    assert_eq!((names(&mut events), sim.list().len(), sim.inherited().len()), (Vec::new(), 0, 2));
    assert!(sim.start(task("1", &["a"])).is_err(), "never twice");
    sim.adopt(&one, BTreeMap::new());
    sim.adopt(&two, BTreeMap::new());
    assert_eq!(names(&mut events), ["+c-a", "+c-b", "-c-b:7", "stopped"]);
    sim.abandon();
    assert_eq!(sim.inherited().len(), 2, "nobody said that the end is written down");
    sim.adopt(&two, BTreeMap::new());
    assert_eq!(names(&mut events), ["+c-b", "-c-b:7", "stopped"]);
    sim.forget(&two);
    sim.abandon();
    assert_eq!(sim.inherited(), [one]);
}
