//! Host volumes lead where `--host-path` says and nowhere else, and never into the product's own data. In: task definitions with
//! `host.sourcePath`, with and without the option, as root and as an ordinary user. Out: what a container sees there, or the reason why the
//! task was not started, which names the option.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::{Path, PathBuf};

use integration::canary::{Canary, INNER};
use integration::image::{Entry, Image};
use integration::scratch::Scratch;
use integration::stage::Stage;
use integration::trial::{As, Ended, Trial, WALLS, nothing_broke};
use serde_json::json;

const EVERYBODY: [As; 3] = [As::Root, As::RootSharingUsers, As::Ordinary];
/// The user of [`As::Ordinary`].
const NOBODY: u32 = 65_534;

#[test]
fn nothing_is_mounted_unless_named() {
    let Some((mut stage, mut canary)) = As::Root.start(1, &[]) else { return };
    let image = looker(&stage);
    let places = sources_outside(&stage, &canary);
    let ended = look_at(&mut stage, &canary, &image, &places);
    nothing_broke(&ended, &mut canary, ended.iter().flat_map(not_refused).collect());
}

#[test]
fn only_what_is_named_is_mounted_as_root() {
    only_what_is_named(As::Root);
}

#[test]
fn only_what_is_named_is_mounted_as_root_without_user_namespaces() {
    only_what_is_named(As::RootSharingUsers);
}

#[test]
fn only_what_is_named_is_mounted_as_an_ordinary_user() {
    only_what_is_named(As::Ordinary);
}

/// A directory that containers may have: in it a file, a directory, and links to beyond.
struct Allowed(Scratch);

impl Allowed {
    fn furnish(who: As) -> Allowed {
        let scratch = Scratch::new();
        let place = scratch.path().join("allowed");
        fs::create_dir_all(place.join("inside/deeper")).unwrap();
        // Begins as the other does, and is not below it.
        fs::create_dir_all(scratch.path().join("allowed-not")).unwrap();
        fs::write(place.join("own"), "x").unwrap();
        fs::write(place.join("inside/own"), "x").unwrap();
        if who == As::Ordinary {
            let mine = ["allowed", "allowed/inside", "allowed/inside/deeper", "allowed-not"];
            mine.iter().for_each(|name| drop(chown(scratch.path().join(name), Some(NOBODY), Some(NOBODY))));
        }
        Allowed(scratch)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("allowed")
    }

    /// Once the canary is there.
    fn link_to(&self, canary: &Canary) {
        let outside = canary.directory().join("directory");
        symlink(&outside, self.path().join("out")).unwrap();
        symlink(canary.directory(), self.path().join("above")).unwrap();
        symlink("../..", self.path().join("up")).unwrap();
        symlink("/proc/self/root/", self.path().join("root")).unwrap();
        symlink(
            format!("/proc/self/cwd/../../../../../..{}", outside.display()),
            self.path().join("through"),
        )
        .unwrap();
    }
}

fn only_what_is_named(who: As) {
    let allowed = Allowed::furnish(who);
    let option = ["--host-path".to_owned(), allowed.path().display().to_string()];
    let Some((mut stage, mut canary)) = who.start(1, &option) else { return };
    allowed.link_to(&canary);
    let image = looker(&stage);
    let below = |name: &str| allowed.path().join(name).display().to_string();
    let mounted = look_at(
        &mut stage,
        &canary,
        &image,
        &[below(""), below("inside"), below("inside/deeper"), below("new/one")],
    );
    let mut found: Vec<_> = mounted.iter().filter_map(|one| not_mounted(one, who)).collect();
    let shown = mounted[0].said("look/v").unwrap_or_default();
    if !shown.contains("inside") || !shown.contains("own") {
        found.push(format!("{} shows {shown}", below("")));
    }
    let links = [
        "out",
        "above",
        "above/directory",
        "up",
        "root",
        "through",
        "../allowed-not",
        "inside/../../allowed-not",
    ];
    let mut beyond: Vec<_> = links.map(below).into();
    beyond.push(format!("{}-not", below("").trim_end_matches('/')));
    beyond.extend(sources_outside(&stage, &canary));
    let refused = look_at(&mut stage, &canary, &image, &beyond);
    found.extend(refused.iter().flat_map(not_refused));
    let swapped = while_it_is_swapped(&mut stage, &canary, &image, &allowed);
    let leaks = swapped.iter().filter(|one| one.lines.iter().any(|line| line.detail.contains(INNER)));
    found.extend(leaks.map(|one| format!("{}: {:?}", one.name, one.lines)));
    nothing_broke(&[mounted, refused, swapped].concat(), &mut canary, found);
}

/// What is never below an allowed directory.
fn sources_outside(stage: &Stage, canary: &Canary) -> Vec<String> {
    let data = stage.cloud.data();
    let paths = [
        PathBuf::from("/"),
        PathBuf::from("/etc"),
        PathBuf::from("/etc/passwd"),
        PathBuf::from("/root"),
        canary.directory(),
        canary.directory().join("secret"),
        data.parent().unwrap().to_owned(),
        data.join("containers"),
        data,
    ];
    paths.iter().map(|path| path.display().to_string()).collect()
}

fn looker(stage: &Stage) -> String {
    Image::of_attacker().with(&[Entry::file("looker", "x")]).push(&stage.cloud, WALLS, "looker")
}

/// A task for each of these paths that looks at it and tries to write there.
fn look_at(stage: &mut Stage, canary: &Canary, image: &str, sources: &[String]) -> Vec<Ended> {
    let trial = |(at, source): (usize, &String)| {
        let name = format!("source-{at}-{}", source.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        let name: String = name.chars().take(120).collect();
        let volume = json!({"name": "host", "host": {"sourcePath": source}});
        Trial::new(&name, image, &["look", "/v", "then", "reach"])
            .with("memory", json!(32))
            .volume(volume, "/v")
    };
    let trials: Vec<_> = sources.iter().enumerate().map(trial).collect();
    stage.run_all(canary, &trials)
}

/// Where root of the container is nobody outside, it may be kept from writing.
fn not_mounted(one: &Ended, who: As) -> Option<String> {
    let shown = one.said("look/v").unwrap_or_default();
    let good =
        one.is_complete() && !shown.contains("error:") && (who == As::Root || shown.contains("written: yes"));
    (!good).then(|| format!("{} is not mounted: {shown} {}", one.name, one.reason()))
}

fn not_refused(one: &Ended) -> Option<String> {
    // A path that goes up again is refused when it is registered, and no option would allow it.
    let named = ["--host-path", "without '..'"].iter().any(|words| one.reason().contains(words));
    (!one.did_not_start() || !named).then(|| format!("{} is not refused by name: {}", one.name, one.reason()))
}

/// A container that has the whole swaps a directory of it for a link outwards, while others are given that directory.
fn while_it_is_swapped(stage: &mut Stage, canary: &Canary, image: &str, allowed: &Allowed) -> Vec<Ended> {
    let outside = canary.directory().join("directory").display().to_string();
    let volume =
        |source: PathBuf| json!({"name": "host", "host": {"sourcePath": source.display().to_string()}});
    let swapper = Trial::new("swapper", image, &["swap", "/v/inside", &outside, "5"]).with("cpu", json!(512));
    let swapper = swapper.volume(volume(allowed.path()), "/v");
    let swapping = stage.begin(canary, std::slice::from_ref(&swapper));
    stage.running(&swapping[0]);
    let trial = |number: u32| {
        let source = if number.is_multiple_of(2) { "inside" } else { "inside/deeper" };
        let trial =
            Trial::new(&format!("swapped-{number}"), image, &["look", "/v"]).with("memory", json!(32));
        trial.volume(volume(allowed.path().join(source)), "/v")
    };
    let ended = stage.run_all(canary, &(0..24).map(trial).collect::<Vec<_>>());
    drop(stage.ends(&[swapper], &swapping));
    ended
}

#[test]
fn the_data_directory_is_masked_where_a_parent_is_mounted() {
    for who in EVERYBODY {
        the_data_directory_is_masked(who);
    }
}

fn the_data_directory_is_masked(who: As) {
    let above = std::env::temp_dir();
    let option = ["--host-path".to_owned(), above.display().to_string()];
    let Some((mut stage, mut canary)) = who.start(1, &option) else { return };
    let image = looker(&stage);
    let inside = |path: &Path| format!("/v/{}", path.strip_prefix(&above).unwrap().display());
    let data = stage.cloud.data();
    let parent = data.parent().unwrap().to_owned();
    let link = canary.directory().parent().unwrap().join("to-the-data");
    symlink(&data, &link).unwrap();
    let own = |name: &str, source: &Path, place: &str| {
        let volume = json!({"name": "host", "host": {"sourcePath": source.display().to_string()}});
        Trial::new(name, &image, &["look", place]).with("memory", json!(32)).volume(volume, "/v")
    };
    let masked = [
        own("by-its-grandparent", &above, &inside(&data)),
        own("deeper-by-its-grandparent", &above, &inside(&data.join("containers"))),
        own("by-its-parent", &parent, &format!("/v/{}", data.file_name().unwrap().display())),
    ];
    let never = [
        own("itself", &data, "/v"),
        own("a-part-of-it", &data.join("containers/layers"), "/v"),
        own("by-a-link", &link, "/v"),
        own("back-and-forth", &parent.join("data/../data"), "/v"),
        own("elsewhere", Path::new("/etc"), "/v"),
    ];
    let mut found = Vec::new();
    for one in stage.run_all(&canary, &masked) {
        let shown = one.lines.first().map(|line| line.detail.clone());
        let empty = shown.as_deref().is_some_and(|shown| {
            (shown.starts_with("; ") || shown.starts_with("error:")) && !shown.ends_with("written: yes")
        });
        if !empty {
            found.push(format!("{who:?} {}: {shown:?} {}", one.name, one.reason()));
        }
    }
    for one in stage.run_all(&canary, &never) {
        if !one.did_not_start() || one.reason().split(' ').count() < 5 {
            found.push(format!("{who:?} {} started: {:?}", one.name, one.lines));
        }
    }
    if data.join("written-by-a-container").exists() {
        found.push(format!("{who:?}: written into the data directory"));
    }
    nothing_broke(&[], &mut canary, found);
}
