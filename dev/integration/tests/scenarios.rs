//! Every script of `scenarios/` prints what its file says. `UPDATE=1 cargo test -p integration --test scenarios` writes the files anew;
//! what changed is then to be read in the diff.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    scripts.sort();
    scripts
}

/// The first line in which two texts differ, for the message of a failure.
fn difference(expected: &str, printed: &str) -> String {
    let mut lines = expected.lines().zip(printed.lines()).enumerate();
    match lines.find(|(_, (expected, printed))| expected != printed) {
        Some((number, (expected, printed))) => format!("line {}:\n- {expected}\n+ {printed}", number + 1),
        None => format!("one has {} lines, the other {}", expected.lines().count(), printed.lines().count()),
    }
}

#[test]
fn every_script_prints_what_its_file_says() {
    let scripts = scripts();
    assert!(!scripts.is_empty());
    let mut wrong = Vec::new();
    for path in scripts {
        let expected = fs::read_to_string(&path).unwrap();
        let printed = testkit::script::run(&expected).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &printed).unwrap();
        } else if printed != expected {
            wrong.push(format!("{}: {}", path.display(), difference(&expected, &printed)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
