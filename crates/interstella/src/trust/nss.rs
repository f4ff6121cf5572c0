//! The stores of browsers: databases of NSS, which Chromium and Firefox ask instead of the system's store. In: a machine, a root. Out: a step
//! for each database. Never here: making a database no browser has made yet.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Machine, Outcome, Root, Step, run};

/// Directories below the user's that hold profiles with a database each.
const PROFILES: [&str; 2] = [".mozilla/firefox", "snap/firefox/common/.mozilla/firefox"];
/// Chromium's database.
const SHARED: &str = ".pki/nssdb";

/// A database, and the program that writes it where there is one.
pub(super) struct Store {
    directory: PathBuf,
    certutil: Option<PathBuf>,
}

/// Every database there is.
pub(super) fn stores(machine: &Machine) -> Vec<Store> {
    let Some(home) = &machine.home else { return Vec::new() };
    let profiles = PROFILES.iter().filter_map(|place| fs::read_dir(home.join(place)).ok()).flatten();
    let profiles = profiles.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut found: Vec<PathBuf> = std::iter::once(home.join(SHARED)).chain(profiles).collect();
    found.retain(|directory| directory.join("cert9.db").is_file());
    found.sort();
    let certutil = Some(machine.root.join("usr/bin/certutil")).filter(|program| program.is_file());
    found.into_iter().map(|directory| Store { directory, certutil: certutil.clone() }).collect()
}

fn name(store: &Store) -> String {
    format!("browser store {}", store.directory.display())
}

fn database(directory: &Path) -> String {
    format!("sql:{}", directory.display())
}

fn no_program(store: &Store) -> Step {
    let words = "certutil is not here; install it (Debian: apt install libnss3-tools)";
    Step::new(name(store), Outcome::Failed, words)
}

/// Has the database trust the root as an authority for servers.
pub(super) fn add(store: &Store, root: &Root) -> Step {
    let Some(program) = &store.certutil else { return no_program(store) };
    let (database, file) = (database(&store.directory), root.file.display().to_string());
    let tried = run(program, &["-d", &database, "-A", "-t", "C,,", "-n", &root.name, "-i", &file]);
    Step::of(&name(store), tried.map(|()| format!("certutil added \u{201c}{}\u{201d}", root.name)))
}

/// Takes the root out, if the database has it.
pub(super) fn remove(store: &Store, root: &Root) -> Step {
    let Some(program) = &store.certutil else { return no_program(store) };
    let database = database(&store.directory);
    if run(program, &["-d", &database, "-L", "-n", &root.name]).is_err() {
        return Step::new(name(store), Outcome::Unneeded, "the root is not there");
    }
    let tried = run(program, &["-d", &database, "-D", "-n", &root.name]);
    Step::of(&name(store), tried.map(|()| format!("certutil removed \u{201c}{}\u{201d}", root.name)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_databases_that_are_there_count() {
        let home = std::env::temp_dir().join(format!("interstella-nss-{}", std::process::id()));
        for place in [".pki/nssdb", ".mozilla/firefox/a.default", ".mozilla/firefox/empty"] {
            fs::create_dir_all(home.join(place)).unwrap();
        }
        for place in [".pki/nssdb", ".mozilla/firefox/a.default"] {
            fs::write(home.join(place).join("cert9.db"), "").unwrap();
        }
        let machine = Machine { root: home.clone(), home: Some(home.clone()) };
        let found = stores(&machine);
        let names: Vec<_> = found.iter().map(|store| store.directory.strip_prefix(&home).unwrap()).collect();
        assert_eq!(names, [Path::new(".mozilla/firefox/a.default"), Path::new(".pki/nssdb")]);
        let root = Root { name: String::new(), pem: String::new(), file: PathBuf::new() };
        assert!(add(&found[0], &root).words.contains("libnss3-tools"));
        fs::remove_dir_all(home).unwrap();
    }
}
