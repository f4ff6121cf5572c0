//! Images made to lead the runtime astray: links and files where it mounts, writes, reads or enters something; layers that are not what
//! they say; more of them than fit a page. In: images of raw layers, as root and as an ordinary user. Out: each either does not start, for a
//! reason in words, or starts and finds nothing of the machine; nothing outside was read, made or changed.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;

use image_registry::Digest;
use integration::canary::{Canary, INNER};
use integration::image::{self, ATTACKER, Entry, Image};
use integration::patience::until;
use integration::stage::{Stage, text};
use integration::trial::{As, Ended, Trial, WALLS, nothing_broke};
use serde_json::{Value, json};

/// What the runtime mounts over or goes through in an image, by itself.
const GATES: [&str; 5] = ["dev", "proc", "sys", "tmp", "etc"];
/// What it makes, replaces or reads there.
const FILES: [&str; 7] =
    ["etc/hosts", "etc/resolv.conf", "etc/hostname", "etc/passwd", "dev/shm", "dev/null", "run"];

#[test]
fn as_root() {
    lead_nowhere(As::Root);
}

#[test]
fn as_root_without_user_namespaces() {
    lead_nowhere(As::RootSharingUsers);
}

#[test]
fn as_an_ordinary_user() {
    lead_nowhere(As::Ordinary);
}

fn lead_nowhere(who: As) {
    let Some((mut stage, mut canary)) = who.start(1, &[]) else { return };
    let makers = [links_and_files, volumes, working_directories, users_of_others];
    let mut trials: Vec<_> = makers.iter().flat_map(|make| make(&stage, &canary)).collect();
    trials.extend(traps(&stage));
    let mut ended = stage.run_all(&canary, &trials);
    ended.extend(while_links_are_swapped(&mut stage, &canary));
    for one in &ended {
        one.assert_ran_or_was_refused();
    }
    let refused = |one: &&Ended| one.name.starts_with("user-");
    let started = ended.iter().filter(refused).filter(|one| !one.did_not_start());
    let mut found: Vec<_> = started.map(|one| format!("{}: a user of the machine's", one.name)).collect();
    let lines = ended.iter().flat_map(|one| one.lines.iter().map(move |line| (one, line)));
    let copied = lines.filter(|(_, line)| line.detail.contains(INNER));
    found.extend(copied.map(|(one, line)| format!("{}: {line:?}", one.name)));
    nothing_broke(&ended, &mut canary, found);
}

/// Where links may lead: the most promising ones first.
fn targets(canary: &Canary) -> Vec<String> {
    let outside = canary.directory().join("directory").display().to_string();
    vec![
        "/".to_owned(),
        outside.clone(),
        format!("../../../..{outside}"),
        format!("/proc/self/root{outside}"),
        "/proc/self/fd/3".to_owned(),
        "/../..".to_owned(),
        "../../../../..".to_owned(),
        "/proc/1/root".to_owned(),
        "/proc/self/cwd".to_owned(),
        "/proc/thread-self/root/..".to_owned(),
    ]
}

/// How many of the targets are enough for what is less promising itself.
const SOME: usize = 5;

/// The attacker's image with one layer more, by a name of its own.
fn image_with(stage: &Stage, name: &str, entries: &[Entry]) -> String {
    Image::of_attacker().with(entries).push(&stage.cloud, WALLS, name)
}

/// A trial that looks for the machine's files.
fn reaching(name: &str, image: &str) -> Trial {
    Trial::new(name, image, &["reach"]).with("memory", json!(32))
}

fn links_and_files(stage: &Stage, canary: &Canary) -> Vec<Trial> {
    let mut trials = Vec::new();
    let places = GATES.map(|place| (place, 10)).into_iter().chain(FILES.map(|place| (place, 3)));
    for (place, count) in places {
        let word = place.replace(['/', '.'], "-");
        for (to, target) in targets(canary).iter().enumerate().take(count) {
            let name = format!("link-{word}-{to}");
            let image = image_with(stage, &name, &[Entry::link(place, target)]);
            trials.push(reaching(&name, &image));
            if GATES[..3].contains(&place) && to < 2 {
                let name = format!("{name}-read-only");
                trials.push(reaching(&name, &image).with("readonlyRootFilesystem", json!(true)));
            }
        }
        let name = format!("file-{word}");
        let image = image_with(stage, &name, &[Entry::file(place, "a file")]);
        trials.push(reaching(&name, &image));
    }
    trials
}

/// Links at a volume's place and above it; what the image seems to have there is copied into an empty volume.
fn volumes(stage: &Stage, canary: &Canary) -> Vec<Trial> {
    let task = json!({"name": "task", "host": {}});
    let memory = json!({"tmpfs": [{"containerPath": "/data/place", "size": 8}]});
    let mut trials = Vec::new();
    for (to, target) in targets(canary).iter().enumerate().take(SOME) {
        let trial = |case: &str, image: &Image| {
            let name = format!("volume-{case}-{to}");
            let image = image.push(&stage.cloud, WALLS, &name);
            Trial::new(&name, &image, &["look", "/data/place", "then", "reach"]).with("memory", json!(32))
        };
        let at = Image::of_attacker().with(&[Entry::directory("data"), Entry::link("data/place", target)]);
        let above = Image::of_attacker().with(&[Entry::link("data", target)]);
        // As a later layer may: a directory becomes a link.
        let replaced = [Entry::directory("data/place"), Entry::file("data/place/own", "x")];
        let replaced = Image::of_attacker().with(&replaced).with(&[Entry::link("data", target)]);
        let shared = shared_volume(&format!("deep-{to}"));
        trials.push(trial("at", &at).volume(task.clone(), "/data/place"));
        trials.push(trial("above", &above).volume(task.clone(), "/data/place"));
        trials.push(trial("replaced", &replaced).volume(task.clone(), "/data/place"));
        trials.push(trial("deep", &above).volume(shared, "/data/place/deeper/still"));
        trials.push(trial("memory", &at).with("linuxParameters", memory.clone()));
    }
    trials
}

fn shared_volume(name: &str) -> Value {
    let configuration = json!({"scope": "shared", "autoprovision": true, "driver": "local"});
    json!({"name": name, "dockerVolumeConfiguration": configuration})
}

/// As CVE-2024-21626: directories of the process that starts the container, by number; and links on the way.
fn working_directories(stage: &Stage, canary: &Canary) -> Vec<Trial> {
    let plain = image_with(stage, "plain", &[Entry::file("plain", "x")]);
    let mut trials = Vec::new();
    let odd = [
        "/../../..",
        "/proc/1/root/..",
        "/proc/self/cwd/../../..",
        "/proc/self/root/../..",
        "/dev/fd/3",
        "/proc/self",
    ];
    let numbers = numbers_of_directories(stage, 3..20);
    let numbers = numbers.into_iter().map(|number| format!("/proc/self/fd/{number}"));
    for (at, directory) in odd.map(str::to_owned).into_iter().chain(numbers).enumerate() {
        trials.push(reaching(&format!("in-{at}"), &plain).with("workingDirectory", json!(directory)));
    }
    for (to, target) in targets(canary).iter().enumerate().take(SOME) {
        let name = format!("in-link-{to}");
        let mut image =
            Image::of_attacker().with(&[Entry::link("work", target), Entry::link("app/fd", target)]);
        image.settings.working_dir = "/work/new/place".to_owned();
        let image = image.push(&stage.cloud, WALLS, &name);
        trials.push(reaching(&name, &image));
        let name = format!("{name}-itself");
        trials.push(reaching(&name, &image).with("workingDirectory", json!("/app/fd")));
    }
    trials
}

/// A user that only the machine's file knows.
fn users_of_others(stage: &Stage, canary: &Canary) -> Vec<Trial> {
    let directory = canary.directory().display().to_string();
    let files = [
        format!("{directory}/passwd"),
        format!("/../../../..{directory}/passwd"),
        format!("../../../../..{directory}/passwd"),
        format!("/proc/self/root{directory}/passwd"),
        format!("/proc/1/root{directory}/passwd"),
        "/proc/self/fd/3".to_owned(),
    ];
    let as_file = files.iter().map(|file| vec![Entry::link("etc/passwd", file)]);
    let as_directory =
        [vec![Entry::link("etc", &directory)], vec![Entry::link("etc", format!("/..{directory}"))]];
    let with_user = |(at, entries): (usize, Vec<Entry>)| {
        let name = format!("user-{at}");
        let mut image = Image::of_attacker().with(&entries);
        image.settings.user = "canary".to_owned();
        reaching(&name, &image.push(&stage.cloud, WALLS, &name))
    };
    as_file.chain(as_directory).enumerate().map(with_user).collect()
}

/// A health check goes where the container's program is; what that is called may meanwhile be a link of the container's.
fn traps(stage: &Stage) -> Vec<Trial> {
    let image = image_with(stage, "trap", &[Entry::file("trap", "x")]);
    let check = json!({"command": ["CMD", ATTACKER, "into", "/told", "reach"], "interval": 5, "timeout": 30});
    let trap = |number: u32| {
        let command = ["trap", "/left", &format!("/proc/self/fd/{number}"), "relay", "/told", "30"];
        let trial = Trial::new(&format!("trap-{number}"), &image, &command);
        trial.with("healthCheck", check.clone()).with("memory", json!(32))
    };
    numbers_of_directories(stage, 3..5).into_iter().take(8).map(trap).collect()
}

/// Descriptors that are directories in the product or its keeper, whose children the containers are; and these.
fn numbers_of_directories(stage: &Stage, more: std::ops::Range<u32>) -> BTreeSet<u32> {
    let holders = [Some(stage.cloud.pid()), integration::leftovers::keeper_of(&stage.cloud.data())];
    holders.into_iter().flatten().flat_map(directories_held_by).chain(more).collect()
}

fn directories_held_by(pid: u32) -> Vec<u32> {
    let all = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    let directories = all.filter(|entry| fs::metadata(entry.path()).is_ok_and(|facts| facts.is_dir()));
    directories.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// Volumes shared with a container that swaps a directory of theirs for a link: while an empty one is filled from an image, and while others
/// mount below it.
fn while_links_are_swapped(stage: &mut Stage, canary: &Canary) -> Vec<Ended> {
    let outside = canary.directory().join("directory").display().to_string();
    let plain = image_with(stage, "swapper", &[Entry::file("swapper", "x")]);
    let files = (0..1500).map(|number| Entry::file(format!("shared/sub/{number}"), "x"));
    let full = image_with(stage, "full", &files.collect::<Vec<_>>());
    let volumes = ["one", "two"].map(shared_volume);
    let swappers = volumes.clone().map(|volume| {
        let command = ["swap", "/shared/sub", &outside, "6"];
        let name = format!("swap-{}", text(&volume["name"]));
        Trial::new(&name, &plain, &command).with("cpu", json!(512)).volume(volume, "/shared")
    });
    let swapping = stage.begin(canary, &swappers);
    swapping.iter().for_each(|task| drop(stage.running(task)));
    let fills = volumes
        .clone()
        .map(|volume| reaching(&format!("fill-{}", text(&volume["name"])), &full).volume(volume, "/shared"));
    let mut ended = stage.run_all(canary, &fills);
    // By now every volume has the directory, and its container swaps it.
    let below = (0..16).map(|number| {
        let trial =
            reaching(&format!("below-{number}"), &plain).volume(volumes[number % 2].clone(), "/shared");
        trial.volume(json!({"name": "inner", "host": {}}), "/shared/sub/deeper")
    });
    ended.extend(stage.run_all(canary, &below.collect::<Vec<_>>()));
    for one in &stage.ends(&swappers, &swapping) {
        assert!(one.said("swapped").is_some_and(|count| count != "0"), "{}: {:?}", one.name, one.words);
    }
    ended
}

#[test]
fn images_of_many_layers_run() {
    for who in [As::Root, As::Ordinary] {
        let Some((mut stage, canary)) = who.start(1, &[]) else { continue };
        let trial = |count: u32| {
            let layer = |number: u32| {
                [Entry::file(format!("layers/{number}"), "x"), Entry::file("last", format!("{number}"))]
            };
            let image = (0..count).fold(Image::of_attacker(), |image, number| image.with(&layer(number)));
            let name = format!("layers-{count}");
            let image = image.push(&stage.cloud, WALLS, &name);
            Trial::new(&name, &image, &["layers", &count.to_string()])
        };
        let trials = [trial(120), trial(150), trial(300)];
        for (one, count) in stage.run_all(&canary, &trials).iter().zip([120, 150, 300]) {
            let expected = format!("0 missing, last {}", count - 1);
            assert_eq!(one.said("layers"), Some(expected.as_str()), "{who:?} {}: {}", one.name, one.reason());
        }
    }
}

#[test]
fn layers_are_what_they_say() {
    let Some((mut stage, canary)) = As::Root.start(1, &[]) else { return };
    let image = Image::of_attacker().with(&[Entry::file("marked", "the true layer")]);
    let other = Digest::of(b"something else");
    // Pushed under another's digest.
    let reply = image::offer_blob(&stage.cloud, WALLS, &other, b"this is not it");
    assert_eq!(reply.status, 400, "{}", reply.text());
    assert!(reply.text().contains("DIGEST_INVALID"), "{}", reply.text());
    assert_eq!(image::fetch_blob(&stage.cloud, WALLS, &other).status, 404);
    // Configured as another than it is.
    let mut claimed: Vec<_> = image.layers().map(Digest::of).collect();
    *claimed.last_mut().unwrap() = other.clone();
    let reply = image.offer_claiming(&stage.cloud, WALLS, "wrong", claimed);
    assert_eq!(reply.status, 400, "{}", reply.text());
    assert!(
        reply.text().contains("MANIFEST_INVALID") && reply.text().contains(other.as_str()),
        "{}",
        reply.text()
    );
    // One more than there are.
    let mut claimed: Vec<_> = image.layers().map(Digest::of).collect();
    claimed.push(other);
    let reply = image.offer_claiming(&stage.cloud, WALLS, "more", claimed);
    assert_eq!(reply.status, 400, "{}", reply.text());
    assert!(reply.text().contains("MANIFEST_INVALID") && reply.text().contains("layers"), "{}", reply.text());
    // Changed on disk after it was pushed, before it was used.
    let fresh = Image::of_attacker().with(&[Entry::file("marked", "a fresh layer")]);
    let uri = fresh.push(&stage.cloud, WALLS, "fresh");
    let digest = fresh.layers().map(Digest::of).last().unwrap();
    flip(&stage, &digest);
    let served = image::fetch_blob(&stage.cloud, WALLS, &digest);
    assert!(served.status != 200 || Digest::of(&served.body) == digest, "a flipped blob was served");
    refused(&mut stage, &canary, Trial::new("flipped-layer", &uri, &["whoami"]), digest.as_str());
}

/// It does not start, and the reason names what is wrong.
#[track_caller]
fn refused(stage: &mut Stage, canary: &Canary, trial: Trial, word: &str) {
    let task = stage.begin(canary, std::slice::from_ref(&trial)).remove(0);
    let stopped = until("refused", || {
        let task: Value = stage.task(&task);
        if task["lastStatus"] == "STOPPED" { Ok(task) } else { Err(task.to_string()) }
    });
    assert_eq!(stopped["stopCode"], "TaskFailedToStart", "{stopped}");
    assert!(stopped.to_string().contains(word), "no {word} in {stopped}");
}

/// Changes the last byte of a blob in the data directory.
fn flip(stage: &Stage, digest: &Digest) {
    let mut open = vec![stage.cloud.data()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
                continue;
            }
            let mut bytes = if path.is_file() { fs::read(&path).unwrap() } else { continue };
            if Digest::of(&bytes) == *digest {
                *bytes.last_mut().unwrap() ^= 1;
                fs::write(&path, bytes).unwrap();
                return;
            }
        }
    }
    panic!("{digest} lies nowhere in the data directory");
}
