//! SCOPE.md and the table of operations say the same. In: both. Out: a failure naming each line that is missing on one side.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

type Names = BTreeSet<String>;

/// `service Operation` of every operation that is built.
fn built() -> Names {
    let entries = control_plane::entries();
    entries.iter().map(|entry| format!("{} {}", entry.operation.service.name, entry.operation.name)).collect()
}

/// What the wire knows and nobody has built.
fn known_only() -> Names {
    let services = shapes::services().iter();
    let all: Names = services
        .flat_map(|service| {
            service.operations.iter().map(|operation| format!("{} {}", service.name, operation.name))
        })
        .collect();
    all.difference(&built()).cloned().collect()
}

/// The lines of SCOPE.md that `names` finds operations in, under the heading of their service.
fn written(names: impl Fn(&str) -> Vec<String>) -> Names {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../SCOPE.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut service = String::new();
    let mut found = Names::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            service = quoted(heading).pop().unwrap_or_default();
        }
        found.extend(names(line).into_iter().map(|name| format!("{service} {name}")));
    }
    found
}

/// What stands between backquotes.
fn quoted(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn row(line: &str) -> Vec<String> {
    if line.starts_with("| `") { quoted(line).into_iter().take(1).collect() } else { Vec::new() }
}

fn refused(line: &str) -> Vec<String> {
    line.strip_prefix("Known, answers `NotImplemented`:").map(quoted).unwrap_or_default()
}

#[test]
fn the_tables_list_what_is_built() {
    let (built, written) = (built(), written(row));
    let unwritten: Vec<_> = built.difference(&written).collect();
    let unbuilt: Vec<_> = written.difference(&built).collect();
    assert!(unwritten.is_empty(), "built, but no row in SCOPE.md: {unwritten:#?}");
    assert!(unbuilt.is_empty(), "a row in SCOPE.md, but not built: {unbuilt:#?}");
}

#[test]
fn the_rest_is_named_as_not_built() {
    let (known, written) = (known_only(), written(refused));
    let unwritten: Vec<_> = known.difference(&written).collect();
    let wrong: Vec<_> = written.difference(&known).collect();
    assert!(unwritten.is_empty(), "known and not built, but not said so in SCOPE.md: {unwritten:#?}");
    assert!(wrong.is_empty(), "SCOPE.md says not built, but it is, or nobody knows it: {wrong:#?}");
}
