//! Images made to lead the runtime astray: links and files where it mounts, writes, reads or enters something; layers that are not what
//! they say; more of them than fit a page. In: images of raw layers, as root and as an ordinary user. Out: each either does not start, for a
//! reason in words, or starts and finds nothing of the machine; nothing outside was read, made or changed.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;

use image_registry::Digest;
use integration::canary::{Canary, INNER};
use integration::image::{self, ATTACKER, Entry, Image};
use integration::patience::until;
use integration::stage::Stage;
use integration::trial::{As, Ended, Trial, WALLS, nothing_broke};
use serde_json::{Value, json};

/// What the runtime touches in an image, by itself.
const PLACES: [&str; 12] = [
    "dev",
    "proc",
    "sys",
    "tmp",
    "etc",
    "etc/hosts",
    "etc/resolv.conf",
    "etc/hostname",
    "etc/passwd",
    "dev/shm",
    "dev/null",
    "run",
];

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

/// Where links may lead.
fn targets(canary: &Canary) -> Vec<String> {
    let outside = canary.directory().join("directory").display().to_string();
    let through = |prefix: &str| format!("{prefix}{outside}");
    vec![
        "/".to_owned(),
        "/../..".to_owned(),
        "../../../../..".to_owned(),
        outside.clone(),
        through("../../../.."),
        through("/proc/self/root"),
        "/proc/1/root".to_owned(),
        "/proc/self/cwd".to_owned(),
        "/proc/self/fd/3".to_owned(),
        "/proc/thread-self/root/..".to_owned(),
    ]
}

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
    for (at, place) in PLACES.iter().enumerate() {
        for (to, target) in targets(canary).iter().enumerate() {
            let name = format!("link-{at}-{to}");
            let image = image_with(stage, &name, &[Entry::link(*place, target)]);
            trials.push(reaching(&name, &image));
            // Both of the ways to get at a writable place outside.
            if to % 3 == 0 {
                let name = format!("{name}-read-only");
                trials.push(reaching(&name, &image).with("readonlyRootFilesystem", json!(true)));
            }
        }
        let name = format!("file-{at}");
        let image = image_with(stage, &name, &[Entry::file(*place, "a file")]);
        trials.push(reaching(&name, &image));
    }
    trials
}

/// Links at a volume's place and above it; what the image seems to have there is copied into an empty volume.
fn volumes(stage: &Stage, canary: &Canary) -> Vec<Trial> {
    let task = json!({"name": "task", "host": {}});
    let memory = json!({"tmpfs": [{"containerPath": "/data/place", "size": 8}]});
    let mut trials = Vec::new();
    for (to, target) in targets(canary).iter().enumerate() {
        let cases = [
            ("at", vec![Entry::directory("data"), Entry::link("data/place", target)]),
            ("above", vec![Entry::link("data", target)]),
            ("replaced", vec![Entry::directory("data/place"), Entry::file("data/place/own", "x")]),
        ];
        for (case, entries) in cases {
            let name = format!("volume-{case}-{to}");
            let mut image = Image::of_attacker().with(&entries);
            if case == "replaced" {
                // As a later layer may: a directory becomes a link.
                image = image.with(&[Entry::link("data", target)]);
            }
            let image = image.push(&stage.cloud, WALLS, &name);
            let trial = |kind: &str| {
                let command = ["look", "/data/place", "then", "reach"];
                Trial::new(&format!("{name}-{kind}"), &image, &command).with("memory", json!(32))
            };
            let name = format!("{name}-shared");
            let shared = json!({"name": name, "dockerVolumeConfiguration":
                {"scope": "shared", "autoprovision": true, "driver": "local"}});
            trials.push(trial("task").volume(task.clone(), "/data/place"));
            trials.push(trial("shared").volume(shared, "/data/place/deeper/still"));
            trials.push(trial("memory").with("linuxParameters", memory.clone()));
        }
    }
    trials
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
    let numbers = (3..65).map(|number| format!("/proc/self/fd/{number}"));
    for (at, directory) in odd.map(str::to_owned).into_iter().chain(numbers).enumerate() {
        trials.push(reaching(&format!("in-{at}"), &plain).with("workingDirectory", json!(directory)));
    }
    for (to, target) in targets(canary).iter().enumerate() {
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

/// A health check goes where the container's program is; what that is called may meanwhile be a link of the container's. Numbers are those
/// of directories the product and its keeper hold, and the first ones.
fn traps(stage: &Stage) -> Vec<Trial> {
    let image = image_with(stage, "trap", &[Entry::file("trap", "x")]);
    let holders = [Some(stage.cloud.pid()), integration::leftovers::keeper_of(&stage.cloud.data())];
    let held = holders.into_iter().flatten().flat_map(directories_held_by);
    let mut numbers: Vec<u32> = held.chain([3, 4]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(8);
    let check = json!({"command": ["CMD", ATTACKER, "into", "/told", "reach"], "interval": 5, "timeout": 30});
    let trap = |number: &u32| {
        let command = ["trap", "/left", &format!("/proc/self/fd/{number}"), "relay", "/told", "30"];
        Trial::new(&format!("trap-{number}"), &image, &command)
            .with("healthCheck", check.clone())
            .with("memory", json!(32))
    };
    numbers.iter().map(trap).collect()
}

fn directories_held_by(pid: u32) -> Vec<u32> {
    let all = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    let directories = all.filter(|entry| fs::metadata(entry.path()).is_ok_and(|facts| facts.is_dir()));
    directories.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// Volumes shared with a container that swaps a directory of theirs for a link: while others mount below it, and while an empty one is filled
/// from an image.
fn while_links_are_swapped(stage: &mut Stage, canary: &Canary) -> Vec<Ended> {
    const FILLED: u32 = 3;
    let outside = canary.directory().join("directory").display().to_string();
    let plain = image_with(stage, "swapper", &[Entry::file("swapper", "x")]);
    let files = (0..1500).map(|number| Entry::file(format!("shared/sub/{number}"), "x"));
    let full = image_with(stage, "full", &files.collect::<Vec<_>>());
    let volume = |name: &str| json!({"name": name, "dockerVolumeConfiguration": {"scope": "shared", "autoprovision": true, "driver": "local"}});
    let swap = |name: &str| {
        let command = ["swap", "/shared/sub", &outside, "8"];
        Trial::new(&format!("swap-{name}"), &plain, &command)
            .volume(volume(name), "/shared")
            .with("memory", json!(32))
    };
    let names: Vec<_> = (0..FILLED).map(|number| format!("filled-{number}")).collect();
    let swappers: Vec<_> = names.iter().map(|name| swap(name)).collect();
    let swapping = stage.begin(canary, &swappers);
    swapping.iter().for_each(|task| drop(stage.running(task)));
    let fill = |name: &String| reaching(&format!("fill-{name}"), &full).volume(volume(name), "/shared");
    let mut ended = stage.run_all(canary, &names.iter().map(fill).collect::<Vec<_>>());
    // By now every volume has the directory, and its container swaps it.
    let below = |number: u32| {
        let name = &names[(number % FILLED) as usize];
        let trial = reaching(&format!("below-{number}"), &plain).volume(volume(name), "/shared");
        trial.volume(json!({"name": "inner", "host": {}}), "/shared/sub/deeper")
    };
    ended.extend(stage.run_all(canary, &(0..20).map(below).collect::<Vec<_>>()));
    let swapped = stage.ends(&swappers, &swapping);
    for one in &swapped {
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
    let wrong = image.push_claiming(&stage.cloud, WALLS, "wrong", claimed);
    refused(&mut stage, &canary, Trial::new("wrong-layer", &wrong, &["whoami"]), other.as_str());
    // One more than there are.
    let mut claimed: Vec<_> = image.layers().map(Digest::of).collect();
    claimed.push(other);
    let more = image.push_claiming(&stage.cloud, WALLS, "more", claimed);
    refused(&mut stage, &canary, Trial::new("more-layers", &more, &["whoami"]), "layers");
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
            } else if path.file_name().is_some_and(|name| name.to_string_lossy().contains(digest.hex())) {
                let mut bytes = fs::read(&path).unwrap();
                *bytes.last_mut().unwrap() ^= 1;
                fs::write(&path, bytes).unwrap();
                return;
            }
        }
    }
    panic!("{digest} lies nowhere in the data directory");
}
