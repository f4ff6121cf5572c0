//! The system's trust store. In: a machine, a root. Out: a step. Never here: browsers.
//!
//! Every family of systems has a directory for roots of one's own and a program that gathers it; the first pair found is the machine's.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{Machine, Outcome, Root, Step, run};
use crate::file_trouble;

const STORE: &str = "system trust store";

/// A family of systems.
struct Family {
    directory: &'static str,
    ending: &'static str,
    program: &'static str,
    /// Words for the program, after a root came and after one went.
    words: [&'static [&'static str]; 2],
}

const FAMILIES: [Family; 4] = [
    // Debian, Ubuntu, Alpine
    Family {
        directory: "usr/local/share/ca-certificates",
        ending: "crt",
        program: "usr/sbin/update-ca-certificates",
        words: [&[], &["--fresh"]],
    },
    // Fedora, RHEL, Amazon Linux
    Family {
        directory: "etc/pki/ca-trust/source/anchors",
        ending: "pem",
        program: "usr/bin/update-ca-trust",
        words: [&["extract"], &["extract"]],
    },
    // Arch
    Family {
        directory: "etc/ca-certificates/trust-source/anchors",
        ending: "crt",
        program: "usr/bin/trust",
        words: [&["extract-compat"], &["extract-compat"]],
    },
    // openSUSE
    Family {
        directory: "usr/share/pki/trust/anchors",
        ending: "pem",
        program: "usr/sbin/update-ca-certificates",
        words: [&[], &[]],
    },
];

/// Where a root lies in the machine's store, and how the store is gathered.
struct Place {
    file: PathBuf,
    program: PathBuf,
    words: [&'static [&'static str]; 2],
}

fn place(machine: &Machine, root: &Root) -> Option<Place> {
    let is_here = |family: &&Family| {
        machine.root.join(family.directory).is_dir() && machine.root.join(family.program).is_file()
    };
    let family = FAMILIES.iter().find(is_here)?;
    let name = root.name.to_lowercase().replace(' ', "-");
    Some(Place {
        file: machine.root.join(family.directory).join(format!("{name}.{}", family.ending)),
        program: machine.root.join(family.program),
        words: family.words,
    })
}

fn unknown() -> Step {
    let words = "none that is known: neither update-ca-certificates, update-ca-trust nor trust has its directory here; give programs the root by hand (`interstella ca export FILE`)";
    Step::new(STORE, Outcome::Failed, words)
}

/// Copies the root in and gathers the store.
pub(super) fn add(machine: &Machine, root: &Root) -> Step {
    let Some(place) = place(machine, root) else { return unknown() };
    if fs::read_to_string(&place.file).is_ok_and(|there| there == root.pem) {
        return Step::new(STORE, Outcome::Unneeded, format!("{} is there already", place.file.display()));
    }
    let copied = fs::write(&place.file, &root.pem).map_err(|error| explain(&place, "trust", root, &error));
    let gathered = copied.and_then(|()| run(&place.program, place.words[0]));
    let words = format!("wrote {} and ran {}", place.file.display(), place.program.display());
    Step::of(STORE, gathered.map(|()| words))
}

/// Takes the root out and gathers the store.
pub(super) fn remove(machine: &Machine, root: &Root) -> Step {
    let Some(place) = place(machine, root) else { return unknown() };
    let gone = match fs::remove_file(&place.file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Step::new(STORE, Outcome::Unneeded, format!("{} is not there", place.file.display()));
        }
        other => other.map_err(|error| explain(&place, "untrust", root, &error)),
    };
    let gathered = gone.and_then(|()| run(&place.program, place.words[1]));
    let words = format!("removed {} and ran {}", place.file.display(), place.program.display());
    Step::of(STORE, gathered.map(|()| words))
}

fn explain(place: &Place, verb: &str, root: &Root, error: &io::Error) -> String {
    let told = format!("{}: {}", place.file.display(), file_trouble::cause(&place.file, error));
    if error.kind() != io::ErrorKind::PermissionDenied {
        return told;
    }
    let directory = root.file.parent().unwrap_or(&root.file).display();
    format!("{told}; as root: sudo interstella ca {verb} --data-dir {directory}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;

    /// A machine whose gathering program notes that it ran.
    fn machine(name: &str, program: &str) -> Machine {
        let root = std::env::temp_dir().join(format!("interstella-trust-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&root));
        fs::create_dir_all(root.join("usr/local/share/ca-certificates")).unwrap();
        fs::create_dir_all(root.join("usr/sbin")).unwrap();
        let file = root.join("usr/sbin/update-ca-certificates");
        fs::write(&file, program.replace("ROOT", &root.display().to_string())).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        Machine { root, home: None }
    }

    fn root() -> Root {
        let file = Path::new("/data/local-ca.pem").to_owned();
        Root { name: "Interstella local CA 1a2b".to_owned(), pem: "PEM\n".to_owned(), file }
    }

    #[test]
    fn a_root_comes_and_goes_and_the_store_is_gathered_each_time() {
        let machine = machine("works", "#!/bin/sh\necho \"ran $*\" >> ROOT/ran\n");
        let file = machine.root.join("usr/local/share/ca-certificates/interstella-local-ca-1a2b.crt");
        assert_eq!(add(&machine, &root()).outcome, Outcome::Done);
        assert_eq!(fs::read_to_string(&file).unwrap(), "PEM\n");
        assert_eq!(add(&machine, &root()).outcome, Outcome::Unneeded);
        assert_eq!(remove(&machine, &root()).outcome, Outcome::Done);
        assert!(!file.exists());
        assert_eq!(remove(&machine, &root()).outcome, Outcome::Unneeded);
        assert_eq!(fs::read_to_string(machine.root.join("ran")).unwrap(), "ran \nran --fresh\n");
        fs::remove_dir_all(machine.root).unwrap();
    }

    #[test]
    fn what_could_not_be_done_is_said() {
        let broken = machine("broken", "#!/bin/sh\necho no room >&2\nexit 3\n");
        let step = add(&broken, &root());
        assert!(step.outcome == Outcome::Failed && step.words.contains("no room"), "{step:?}");
        let bare = Machine { root: broken.root.join("nothing"), home: None };
        assert_eq!(add(&bare, &root()).outcome, Outcome::Failed);
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let told = explain(&place(&broken, &root()).unwrap(), "trust", &root(), &denied);
        assert!(told.ends_with("sudo interstella ca trust --data-dir /data"), "{told}");
        fs::remove_dir_all(broken.root).unwrap();
    }
}
