//! A container gets at nothing of the machine, however it tries: the attacker's whole table, as root of the container and as another
//! user, with a read-only root, and as a health check. In: a cloud as root, as root without user namespaces, as an ordinary user. Out: what
//! the attacker says, what can be seen of its processes from outside, and canaries that must be as they were.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use integration::canary::Canary;
use integration::image::{ATTACKER, Entry, Image};
use integration::patience::until;
use integration::payload;
use integration::stage::{CLUSTER, Stage};
use integration::trial::{As, Ended, Trial, WALLS, WORDS, nothing_broke, processes_with};
use serde_json::json;

/// What the table has at least; an attacker that tries less proves less.
const ATTACKS: usize = 75;
/// What must be tried wherever the tests run: no machine lacks it.
const ALWAYS: [&str; 12] = [
    "files/upwards",
    "files/roots-of-processes",
    "files/known-places",
    "mounts/new-file-systems",
    "mounts/unmount-masks",
    "devices/made",
    "masks/core-pattern",
    "calls/personality",
    "namespaces/unshare",
    "identity/filter",
    "identity/capabilities",
    "network/abstract-socket",
];

#[test]
fn as_root() {
    stands(As::Root);
}

#[test]
fn as_root_without_user_namespaces() {
    stands(As::RootSharingUsers);
}

#[test]
fn as_an_ordinary_user() {
    stands(As::Ordinary);
}

fn stands(who: As) {
    let Some((mut stage, mut canary)) = who.start(2, &[]) else { return };
    let image = Image::of_attacker().push(&stage.cloud, WALLS, "attacker");
    let (whole, watching) = (whole_table(who, &image), watching(&stage, &image));
    let trials = [whole.as_slice(), &watching, &as_the_product(&stage, &image)].concat();
    let tasks = stage.begin(&canary, &trials);
    let mut found = seen_from_outside(&mut stage, &canary, who, &image);
    let ended = stage.ends(&trials, &tasks);
    for one in &ended[..whole.len() + watching.len()] {
        assert!(one.is_complete(), "{}: {} {:?} {:?}", one.name, one.reason(), one.words, one.lines.last());
    }
    let (key, cgroup) = canary.planted();
    tried_enough(&ended[..whole.len()], key && who != As::Ordinary, cgroup);
    looked_at_somebody(&ended);
    found.extend(program_changed(&stage));
    nothing_broke(&ended, &mut canary, found);
}

/// The file the product runs from, which a container may have seen.
fn program_changed(stage: &Stage) -> Option<String> {
    let (own, built) = (stage.cloud.program(), integration::cloud::program());
    let facts = |path: &Path| (fs::read(path).unwrap(), fs::metadata(path).unwrap().permissions());
    (facts(own) != facts(&built)).then(|| "the product's program file has changed".to_owned())
}

/// The whole table in each of the ways a program gets into a container.
fn whole_table(who: As, image: &str) -> Vec<Trial> {
    let all = |name: &str| Trial::new(name, image, &["all"]);
    let by_check = Trial::new("by-health-check", image, &["relay", "/tmp/told", "60"]).with(
        "healthCheck",
        json!({"command": ["CMD", ATTACKER, "into", "/tmp/told", "all"], "interval": 5, "timeout": 60}),
    );
    let mut trials =
        vec![all("as-it-comes"), all("read-only-root").with("readonlyRootFilesystem", json!(true)), by_check];
    if who != As::Ordinary {
        trials.push(all("as-another-user").with("user", json!("1000:1000")));
    }
    trials
}

/// Looks at the processes of health checks: at one that is a program of the image, found after a long search, and at one that is whatever
/// runs the health checks itself.
fn watching(stage: &Stage, image: &str) -> Vec<Trial> {
    let check = |command: &[&str]| json!({"command": command, "interval": 5, "timeout": 5});
    let mut searched = Image::of_attacker();
    // While it is searched for, the process is the container's by its rights and the product's by its memory.
    searched.settings.env = vec![format!("PATH={}/app", "/a:".repeat(40_000))];
    let searched = searched.push(&stage.cloud, WALLS, "searched");
    let by_search = check(&["CMD", "attacker", "stay", "1"]);
    let by_itself = check(&["CMD", "/proc/self/exe", "status"]);
    let words = json!({"name": "ATTACK_WORDS", "value": WORDS});
    let snare = json!({"name": "XD_PRELOAD", "value": "/dev/shm/snare"});
    let trials = [
        Trial::new("watch-a-search", &searched, &["watch", "8"])
            .with("healthCheck", by_search.clone())
            .with("environment", json!([words])),
        Trial::new("trace-a-search", &searched, &["trace", "8"]).with("healthCheck", by_search),
        Trial::new("watch-its-own-program", image, &["watch", "8"])
            .with("healthCheck", by_itself)
            .with("environment", json!([words, snare])),
    ];
    trials.map(|trial| trial.with("cpu", json!(512))).into()
}

/// A program of the image must have been there; one of the product's had better not.
fn looked_at_somebody(ended: &[Ended]) {
    for one in ended.iter().filter(|one| one.name.ends_with("a-search")) {
        assert!(
            one.said("done").is_some_and(|count| count != "0"),
            "{} saw nobody: {:?}",
            one.name,
            one.words
        );
    }
}

/// Starts whatever starts the container in the place of a program of the image, and brings the loader for it along.
fn as_the_product(stage: &Stage, image: &str) -> Vec<Trial> {
    let Some(loader) = payload::loader() else { return Vec::new() };
    let itself = "/proc/self/exe";
    let script = Entry::File("script".to_owned(), 0o755, format!("#!{itself}\n").into_bytes());
    let link = Entry::link("link", itself);
    let entries = [Entry::File(payload::PLACE.to_owned(), 0o755, loader), script, link];
    let loaded = Image::of_attacker().with(&entries).push(&stage.cloud, WALLS, "loaded");
    let by = |name: &str, image: &str, program: &str| {
        Trial::new(name, image, &["status"]).with("entryPoint", json!([program]))
    };
    vec![
        by("loaded-as-the-product", &loaded, itself),
        by("loaded-by-a-script", &loaded, "/script"),
        by("loaded-by-a-link", &loaded, "/link"),
        by("started-as-the-product", image, itself),
    ]
}

fn tried_enough(ended: &[Ended], key: bool, cgroup: bool) {
    for one in ended {
        let tried: Vec<_> = one.lines.iter().filter(|line| line.outcome != "note").collect();
        assert!(tried.len() >= ATTACKS, "{} tried {}", one.name, tried.len());
        let absent = |name: &str| tried.iter().all(|line| line.name != name || line.outcome == "absent");
        for name in ALWAYS {
            assert!(!absent(name), "{}: {name} was not tried", one.name);
        }
        assert!(!key || !absent("keys/read"), "{}: the key was not tried", one.name);
        assert!(!cgroup || !absent("cgroups/mount"), "{}: cgroups were not tried", one.name);
    }
}

/// What of two containers the machine shows, while they run.
fn seen_from_outside(stage: &mut Stage, canary: &Canary, who: As, image: &str) -> Vec<String> {
    let stay = |name: &str| {
        let mark = json!([{"name": "STAYS_FOR", "value": canary.token()}]);
        Trial::new(name, image, &["stay", "600"]).with("environment", mark)
    };
    let trials = [stay("stay-one"), stay("stay-two")];
    let tasks = stage.begin(canary, &trials);
    tasks.iter().for_each(|task| drop(stage.running(task)));
    let pids = until("both processes found", || {
        let pids = processes_with(&format!("STAYS_FOR={}", canary.token()));
        if pids.len() == 2 { Ok(pids) } else { Err(format!("{pids:?}")) }
    });
    let mut found = Vec::new();
    for pid in &pids {
        found.extend(namespaces_shared(*pid, stage.cloud.pid(), who));
        if who == As::Root {
            found.extend(users_shared(*pid));
        }
    }
    if who != As::Ordinary {
        found.extend(cgroups_shared(pids[0], &[pids[1], stage.cloud.pid(), std::process::id()]));
        found.extend(unbounded(pids[0]));
    }
    for task in &tasks {
        stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task}));
    }
    found
}

fn namespaces_shared(pid: u32, other: u32, who: As) -> Vec<String> {
    let kinds = ["mnt", "pid", "net", "ipc", "uts", "cgroup", "user"];
    let may_share = |kind: &&str| *kind == "user" && who != As::Root;
    let of = |pid: u32, kind: &str| {
        fs::read_link(Path::new("/proc").join(pid.to_string()).join("ns").join(kind)).unwrap()
    };
    let shared = kinds.iter().filter(|kind| !may_share(kind) && of(pid, kind) == of(other, kind));
    shared.map(|kind| format!("process {pid} is in the product's {kind} namespace")).collect()
}

/// Whoever is 0 inside is nobody outside.
fn users_shared(pid: u32) -> Vec<String> {
    let mut found = Vec::new();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    for key in ["Uid:", "Gid:"] {
        let ids = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        if ids.split_whitespace().any(|id| id == "0") {
            found.push(format!("process {pid} runs with {key} {}", ids.trim()));
        }
    }
    let map = fs::read_to_string(format!("/proc/{pid}/uid_map")).unwrap();
    let of_root = map.lines().filter(|line| line.split_whitespace().nth(1) == Some("0"));
    found.extend(of_root.map(|line| format!("process {pid} has the user map {line}")));
    found
}

/// Every hierarchy has a group for the container, and nobody else is in it.
fn cgroups_shared(pid: u32, others: &[u32]) -> Vec<String> {
    let of = |pid: u32| fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap();
    let (mut found, theirs) = (Vec::new(), others.iter().map(|pid| of(*pid)).collect::<Vec<_>>());
    for line in of(pid).lines().filter(|line| is_mounted(line)) {
        if line.ends_with(":/") || theirs.iter().any(|all| all.lines().any(|other| other == line)) {
            found.push(format!("process {pid} shares {line}"));
        }
    }
    found
}

/// Memory and processes, as the cgroups of a process have them.
fn unbounded(pid: u32) -> Vec<String> {
    let all = fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap();
    let groups: Vec<_> = all.lines().filter_map(directory_of).collect();
    let bound = |name: &str| groups.iter().find_map(|group| fs::read_to_string(group.join(name)).ok());
    let bounds = [
        ("memory", bound("memory.limit_in_bytes").or_else(|| bound("memory.max"))),
        ("processes", bound("pids.max")),
    ];
    let finite = |bound: &str| bound.trim().parse::<u64>().is_ok_and(|bytes| bytes < 1 << 40);
    let loose = bounds.into_iter().filter(|(_, bound)| !bound.as_deref().is_some_and(finite));
    loose.map(|(what, bound)| format!("{what} of process {pid} have the bound {bound:?}")).collect()
}

/// A hierarchy that is mounted nowhere bounds nobody, and nobody can write to it.
fn is_mounted(line: &str) -> bool {
    directory_of(line).is_some()
}

/// Where the group of a line of `/proc/PID/cgroup` is, if its hierarchy is mounted.
fn directory_of(line: &str) -> Option<PathBuf> {
    let mut fields = line.splitn(3, ':').skip(1);
    let (controllers, path) = (fields.next()?, fields.next()?);
    let table = fs::read_to_string("/proc/mounts").unwrap();
    let is_its = |row: &&str| {
        let row: Vec<_> = row.split(' ').collect();
        match (row[2], controllers) {
            ("cgroup2", "") => true,
            ("cgroup", some) => some.split(',').any(|one| row[3].split(',').any(|option| option == one)),
            _ => false,
        }
    };
    let place = table.lines().find(is_its)?.split(' ').nth(1)?;
    Some(Path::new(place).join(path.trim_start_matches('/')))
}
