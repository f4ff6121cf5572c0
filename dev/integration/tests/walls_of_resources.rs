//! A container that takes all it can get is stopped by its bounds, and neither the product nor the machine suffers: processes, threads,
//! memory, descriptors, memory file systems, log lines. In: hogs as tasks, as root and as an ordinary user. Out: how far they came, and
//! that the product answers and starts tasks meanwhile.

#![allow(clippy::unwrap_used, missing_docs)]

use std::process::Command;

use integration::canary::Canary;
use integration::http;
use integration::image::Image;
use integration::patience::until;
use integration::stage::{CLUSTER, Stage, text};
use integration::trial::{As, Ended, Trial, WALLS, nothing_broke, processes_with};
use integration::watching::id;
use serde_json::json;

/// More than a container may have, processes and threads: the bound is 16,384.
const BEYOND: &str = "20000";
const PROCESSES: u64 = 16_384;
/// The hard limit of open files of a container that asks for none.
const FILES: u64 = 65_536;
/// MiB of `/dev/shm` of a container that asks for none, and of `/dev`.
const SHARED: u64 = 64;
/// MiB of a hog that is not there for its memory.
const ROOM: u32 = 512;

#[test]
fn hogs_are_bounded() {
    let Some((mut stage, mut canary)) = As::Root.start(2, &[]) else { return };
    let image = Image::of_attacker().push(&stage.cloud, WALLS, "attacker");
    for kind in ["processes", "threads"] {
        let hog = Trial::new(kind, &image, &[kind, BEYOND])
            .with("memory", json!(ROOM))
            .with("stopTimeout", json!(2));
        let ended = while_it_is_held(&mut stage, &canary, &image, hog);
        let words = ended.said(&format!("hogs/{kind}"));
        // Where memory was short of it, that was the bound.
        let count = words.map_or(0, number);
        assert!(count < PROCESSES && words != Some("nothing"), "{kind}: {words:?}, {}", ended.reason());
    }
    bounds_of_one_process(&mut stage, &mut canary, &image);
}

/// Without a cgroup that may be written, nothing but the user's own limits bounds the number of processes: it is not tried, only that
/// the others' life goes on.
#[test]
fn hogs_of_an_ordinary_user_are_bounded_but_for_processes() {
    let Some((mut stage, mut canary)) = As::Ordinary.start(2, &[]) else { return };
    let image = Image::of_attacker().push(&stage.cloud, WALLS, "attacker");
    let hog = Trial::new("processes", &image, &["processes", "1000"])
        .with("memory", json!(128))
        .with("stopTimeout", json!(2));
    let ended = while_it_is_held(&mut stage, &canary, &image, hog);
    assert!(ended.said("hogs/processes").is_some(), "{} {:?}", ended.reason(), ended.words);
    bounds_of_one_process(&mut stage, &mut canary, &image);
}

/// The first number of what a hog says.
fn number(words: &str) -> u64 {
    words.split(' ').next().unwrap_or_default().parse().unwrap_or_else(|error| panic!("{error}: {words}"))
}

/// Lets a hog take what it gets; when it has, others go on; then stops it.
fn while_it_is_held(stage: &mut Stage, canary: &Canary, image: &str, hog: Trial) -> Ended {
    let task = stage.begin(canary, std::slice::from_ref(&hog)).remove(0);
    let stream = format!("{}/app/{}", hog.name, id(&json!(task)));
    until("the hog full or stopped", || {
        let said = stage.log_lines(&stream);
        let stopped = stage.task(&task)["lastStatus"] == "STOPPED";
        if stopped || said.iter().any(|line| line.contains("stopped by")) {
            Ok(())
        } else {
            Err(format!("{said:?}"))
        }
    });
    others_go_on(stage, canary, image, &format!("beside-{}", hog.name));
    stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task}));
    let ended = stage.ends(&[hog], &[task]).remove(0);
    let mark = format!("ATTACK_CANARY={}", canary.directory().display());
    until("every process of it gone", || match processes_with(&mark).len() {
        0 => Ok(()),
        some => Err(some.to_string()),
    });
    ended
}

/// The product answers, another task runs to its end, and the machine starts programs.
fn others_go_on(stage: &mut Stage, canary: &Canary, image: &str, name: &str) {
    let health = http::get(&stage.cloud.address(), "localhost", "/_localstack/health").unwrap();
    assert_eq!(health.status, 200, "{}", health.text());
    assert!(Command::new("true").status().unwrap().success());
    let ended = stage.run_all(canary, &[Trial::new(name, image, &["whoami"])]).remove(0);
    assert_eq!(ended.words, ["0"], "{}", ended.reason());
}

fn bounds_of_one_process(stage: &mut Stage, canary: &mut Canary, image: &str) {
    let hogs = [
        Trial::new("memory", image, &["memory", "1024"]).with("memory", json!(32)),
        Trial::new("descriptors", image, &["descriptors", "200000"]).with("memory", json!(ROOM)),
        Trial::new("disk", image, &["disk", "300"]).with("memory", json!(ROOM)),
        Trial::new("flood", image, &["flood", "20000"]),
    ];
    let tasks = stage.begin(canary, &hogs);
    others_go_on(stage, canary, image, "beside-the-others");
    let ended = stage.ends(&hogs, &tasks);
    let [memory, descriptors, disk, flood] = ended.as_slice() else { panic!("{ended:?}") };
    let container = &memory.task["containers"][0];
    assert_eq!(container["exitCode"], 137, "{:?}", memory.lines);
    assert!(text(&container["reason"]).starts_with("OutOfMemoryError"), "{container}");
    let opened = descriptors.said("hogs/descriptors").unwrap();
    assert!(number(opened) < FILES && !opened.ends_with("by nothing"), "{opened}");
    for place in ["/dev/shm", "/dev"] {
        let taken = disk.said(&format!("hogs/disk{place}")).unwrap();
        assert!(number(taken) <= SHARED && !taken.ends_with("by nothing"), "{place}: {taken}");
    }
    assert_eq!(flood.said("hogs/flood"), Some("20000 lines"), "{}", flood.reason());
    assert_eq!(flood.words.len(), 20_000);
    nothing_broke(&ended, canary, Vec::new());
}
