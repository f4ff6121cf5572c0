//! `cargo xtask floors`: who may import whom. In: the manifests of the workspace. Out: a verdict naming each breach.
//! Never here: looking into source files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::manifest::{self, Manifest};

/// A crate's place in the house.
struct Room {
    name: &'static str,
    floor: u8,
    /// crates of ours it may import; all on lower floors, but for the exceptions written out here
    ours: &'static [&'static str],
    /// crates of others it must never touch
    never: &'static [&'static str],
}

/// Anything that waits, listens, tells the time, rolls dice or reads the environment.
const OUTSIDE_WORLD: &[&str] = &[
    "tokio",
    "hyper",
    "hyper-util",
    "axum",
    "reqwest",
    "socket2",
    "mio",
    "nix",
    "libc",
    "rand",
    "getrandom",
    "fastrand",
    "chrono",
    "time",
    "uuid",
    "redb",
    "clap",
];
const SERVERS: &[&str] = &["hyper", "hyper-util", "axum", "httparse", "http", "http-body-util"];
const ASYNC_AND_HTTP: &[&str] =
    &["tokio", "hyper", "hyper-util", "axum", "httparse", "http", "http-body-util", "reqwest"];
const PLANNER_NEVER: &[&str] = &[
    "tokio",
    "futures",
    "hyper",
    "hyper-util",
    "axum",
    "reqwest",
    "socket2",
    "nix",
    "libc",
    "rand",
    "getrandom",
    "fastrand",
    "chrono",
    "time",
    "uuid",
    "redb",
    "clap",
    "tracing",
    "log",
];
const MOVERS: &[&str] = &["model"];
/// The trade never meets the cloud's rooms but on the wire.
const TRADE: &[&str] = &["orders", "courier"];
const TRADE_NEVER: &[&str] = &["redb", "clap"];
const EVERYTHING: &[&str] = &[
    "shapes",
    "model",
    "orders",
    "wire",
    "planner",
    "ledger",
    "kernel",
    "control-plane",
    "load-balancer",
    "container-runtime",
    "image-registry",
    "topic-delivery",
    "local-authority",
    "control-loops",
    "logistics",
    "hq",
];

/// The house, floor by floor. `dev/*` may import anything and is not listed.
#[rustfmt::skip]
const HOUSE: &[Room] = &[
    Room { name: "shapes", floor: 1, ours: &[], never: OUTSIDE_WORLD },
    Room { name: "model", floor: 1, ours: &[], never: OUTSIDE_WORLD },
    Room { name: "orders", floor: 1, ours: &[], never: OUTSIDE_WORLD },
    Room { name: "wire", floor: 2, ours: &["shapes"], never: OUTSIDE_WORLD },
    Room { name: "planner", floor: 2, ours: &["model"], never: PLANNER_NEVER },
    Room { name: "ledger", floor: 2, ours: &["model"], never: SERVERS },
    Room { name: "courier", floor: 2, ours: &[], never: TRADE_NEVER },
    Room { name: "kernel", floor: 3, ours: &["shapes", "model", "planner", "ledger"], never: SERVERS },
    Room { name: "control-plane", floor: 4, ours: &["shapes", "model", "planner", "ledger", "kernel"], never: ASYNC_AND_HTTP },
    Room { name: "load-balancer", floor: 3, ours: MOVERS, never: &["redb"] },
    Room { name: "container-runtime", floor: 3, ours: MOVERS, never: &["redb"] },
    Room { name: "image-registry", floor: 3, ours: MOVERS, never: &["redb"] },
    Room { name: "topic-delivery", floor: 3, ours: MOVERS, never: &["redb"] },
    Room { name: "local-authority", floor: 3, ours: MOVERS, never: ASYNC_AND_HTTP },
    Room { name: "control-loops", floor: 5, never: SERVERS, ours: &[
        "model", "planner", "ledger", "kernel", "control-plane",
        "load-balancer", "container-runtime", "image-registry", "topic-delivery", "local-authority",
    ] },
    Room { name: "logistics", floor: 5, ours: TRADE, never: TRADE_NEVER },
    Room { name: "hq", floor: 5, ours: TRADE, never: TRADE_NEVER },
    Room { name: "interstella", floor: 6, ours: EVERYTHING, never: &[] },
];

/// Checks every crate under `crates/`.
pub(crate) fn check(root: &Path) -> Result<String, String> {
    let mut paths = Vec::new();
    manifests(&root.join("crates"), &mut paths)?;
    let mut breaches = crooked_table();
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        breaches.extend(breaches_of(&manifest::parse(&text)));
    }
    match breaches.is_empty() {
        true => Ok(format!("floors: {} crates keep to their floors", paths.len())),
        false => Err(format!("floors: {} breaches\n  {}", breaches.len(), breaches.join("\n  "))),
    }
}

fn manifests(directory: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let own = directory.join("Cargo.toml");
    if own.exists() {
        found.push(own);
        return Ok(());
    }
    let entries = fs::read_dir(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    let mut below: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    below.sort();
    below.iter().filter(|path| path.is_dir()).try_for_each(|path| manifests(path, found))
}

fn room(name: &str) -> Option<&'static Room> {
    HOUSE.iter().find(|room| room.name == name)
}

/// The table itself must only point downwards.
fn crooked_table() -> Vec<String> {
    let pairs = HOUSE.iter().flat_map(|room| room.ours.iter().map(move |name| (room, *name)));
    let crooked = pairs.filter(|(above, name)| room(name).is_none_or(|below| below.floor >= above.floor));
    crooked
        .map(|(above, name)| format!("the table lets {} import {name}, which is not below it", above.name))
        .collect()
}

fn breaches_of(manifest: &Manifest) -> Vec<String> {
    let Some(own) = room(&manifest.name) else {
        return vec![format!(
            "{} has no floor: add it to the table in dev/xtask/src/floors.rs",
            manifest.name
        )];
    };
    manifest.dependencies.iter().filter_map(|dependency| breach(own, dependency)).collect()
}

fn breach(own: &Room, dependency: &str) -> Option<String> {
    let Room { name, floor, ours, never } = own;
    if never.contains(&dependency) {
        return Some(format!("{name} (floor {floor}) must never touch {dependency}"));
    }
    let dev = ["testkit", "integration", "bench", "xtask"].contains(&dependency);
    match room(dependency) {
        _ if dev => Some(format!("{name} (floor {floor}) imports {dependency}, which is for tests only")),
        Some(_) if ours.contains(&dependency) => None,
        Some(other) => {
            let allowed = if ours.is_empty() { "nothing of ours".to_owned() } else { ours.join(", ") };
            Some(format!(
                "{name} (floor {floor}) imports {dependency} (floor {}); it may import {allowed}",
                other.floor
            ))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, dependencies: &[&str]) -> Vec<String> {
        let dependencies = dependencies.iter().map(|name| (*name).to_owned()).collect();
        breaches_of(&Manifest { name: name.to_owned(), dependencies })
    }

    #[test]
    fn the_table_points_downwards() {
        assert_eq!(crooked_table(), Vec::<String>::new());
    }

    #[test]
    fn neighbours_and_upper_floors_are_breaches() {
        assert_eq!(told("ledger", &["model", "rpds"]), Vec::<String>::new());
        assert_eq!(
            told("ledger", &["planner"]),
            ["ledger (floor 2) imports planner (floor 2); it may import model"]
        );
        assert_eq!(
            told("model", &["shapes"]),
            ["model (floor 1) imports shapes (floor 1); it may import nothing of ours"]
        );
        assert_eq!(told("load-balancer", &["ledger"]).len(), 1);
        assert_eq!(told("hq", &["orders", "courier"]), Vec::<String>::new());
        assert_eq!(told("courier", &["orders"]).len(), 1);
        assert_eq!(told("interstella", &["courier"]).len(), 1);
        assert_eq!(told("wire", &["testkit"]).len(), 1);
    }

    #[test]
    fn forbidden_crates_and_strangers_are_breaches() {
        assert_eq!(told("shapes", &["tokio"]), ["shapes (floor 1) must never touch tokio"]);
        assert_eq!(told("planner", &["tracing"]).len(), 1);
        assert!(told("cellar", &[])[0].contains("has no floor"));
    }
}
