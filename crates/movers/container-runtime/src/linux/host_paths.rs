//! Which directories of the machine tasks may mount. In: the directories the user has opened, a path of a task definition. Out: the open
//! file or directory, or who can change the refusal. Whatever is opened is found beneath an opened directory, links on the way included.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path, PathBuf};

use nix::sys::stat::{Mode, mkdirat};

use super::detached;

/// Opened directories, and one that never is.
#[derive(Debug)]
pub(super) struct HostPaths {
    opened: Vec<PathBuf>,
    /// Directories of ours, whatever is opened.
    hidden: Vec<PathBuf>,
}

/// What a task may mount.
pub(super) struct Found {
    pub(super) descriptor: OwnedFd,
    /// Where below it a hidden directory is.
    pub(super) masked: Option<PathBuf>,
}

impl HostPaths {
    /// Errors: a directory to open is not there.
    pub(super) fn new(opened: &[PathBuf], hidden: &[PathBuf]) -> io::Result<Self> {
        let real = |path: &PathBuf| {
            path.canonicalize().map_err(|error| {
                io::Error::new(error.kind(), format!("--host-path {}: {error}", path.display()))
            })
        };
        let opened = opened.iter().map(real).collect::<io::Result<_>>()?;
        Ok(Self { opened, hidden: hidden.iter().filter_map(|path| path.canonicalize().ok()).collect() })
    }

    /// What is at a path; a directory is made where nothing is. Errors are for whoever runs the task.
    pub(super) fn open(&self, wanted: &Path) -> io::Result<Found> {
        let path = cleaned(wanted);
        let real = path.canonicalize().ok();
        let within = |path: &PathBuf| {
            let base = self.opened.iter().find(|base| path.starts_with(base))?;
            Some((base, path.strip_prefix(base).ok()?.to_owned()))
        };
        let (base, rest) = within(&path).or_else(|| within(real.as_ref()?)).ok_or_else(|| closed(wanted))?;
        let base = detached::open_directory(base)?;
        let descriptor = match detached::open_beneath(base.as_fd(), &rest) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make(&base, &rest)?;
                detached::open_beneath(base.as_fd(), &rest)
            }
            other => other,
        };
        let descriptor = descriptor.map_err(|error| led_astray(wanted, error))?;
        let masked = self.masked(wanted, &fs::read_link(detached::path(descriptor.as_fd()))?)?;
        Ok(Found { descriptor, masked })
    }

    fn masked(&self, wanted: &Path, real: &Path) -> io::Result<Option<PathBuf>> {
        if self.hidden.iter().any(|hidden| real.starts_with(hidden)) {
            let text = format!(
                "{} is in Interstella's own data directory, which no task may mount",
                wanted.display()
            );
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, text));
        }
        Ok(self.hidden.iter().find_map(|hidden| hidden.strip_prefix(real).ok()).map(Path::to_owned))
    }
}

fn make(base: &OwnedFd, path: &Path) -> io::Result<()> {
    let mut place = base.try_clone()?;
    for part in path.components() {
        let part = Path::new(part.as_os_str());
        match mkdirat(&place, part, Mode::from_bits_truncate(0o755)) {
            Ok(()) | Err(nix::Error::EEXIST) => place = detached::open_beneath(place.as_fd(), part)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn closed(wanted: &Path) -> io::Error {
    let path = wanted.display();
    let text = format!(
        "{path} of this machine is not open to tasks: start Interstella with `--host-path {path}` to open it"
    );
    io::Error::new(io::ErrorKind::PermissionDenied, text)
}

fn led_astray(wanted: &Path, error: io::Error) -> io::Error {
    let path = wanted.display();
    let text = match error.raw_os_error() {
        Some(libc::EXDEV | libc::ELOOP) => {
            format!(
                "a symbolic link on the way to {path} leads out of what `--host-path` has opened to tasks"
            )
        }
        _ => format!("{path}: {error}"),
    };
    io::Error::new(error.kind(), text)
}

/// Without `.` and `..`, as Docker cleans a path before it looks at it.
fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::ParentDir => drop(clean.pop()),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    clean
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("host-paths-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path.canonicalize().unwrap())
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    fn real(found: &Found) -> PathBuf {
        fs::read_link(detached::path(found.descriptor.as_fd())).unwrap()
    }

    #[test]
    fn only_what_lies_below_an_opened_directory_is_found() {
        let scratch = Scratch::new("below");
        let (open, other) = (scratch.0.join("open"), scratch.0.join("other"));
        fs::create_dir_all(open.join("a")).unwrap();
        fs::create_dir_all(&other).unwrap();
        symlink(&other, open.join("out")).unwrap();
        symlink("../other", open.join("up")).unwrap();
        symlink("a", open.join("in")).unwrap();
        let paths = HostPaths::new(std::slice::from_ref(&open), &[]).unwrap();
        let found = |path: &str| paths.open(&open.join(path)).map(|found| real(&found));
        assert_eq!(found("").unwrap(), open);
        assert_eq!(found("in").unwrap(), open.join("a"));
        assert_eq!(found("new/deep").unwrap(), open.join("new/deep"));
        for astray in ["out", "up", "out/x"] {
            let error = found(astray).unwrap_err().to_string();
            assert!(error.contains("--host-path"), "{astray}: {error}");
        }
        for closed in ["../other", "../open-too", "a/../../other"] {
            let error = found(closed).unwrap_err().to_string();
            assert!(error.contains("start Interstella with `--host-path"), "{closed}: {error}");
        }
        assert!(!other.join("x").exists());
    }

    #[test]
    fn the_data_directory_is_refused_and_masked_in_its_parents() {
        let scratch = Scratch::new("hidden");
        let data = scratch.0.join("here/data");
        fs::create_dir_all(data.join("containers")).unwrap();
        let paths = HostPaths::new(&[PathBuf::from("/")], std::slice::from_ref(&data)).unwrap();
        for own in [data.clone(), data.join("containers")] {
            let error = paths.open(&own).err().unwrap().to_string();
            assert!(error.contains("data directory"), "{error}");
        }
        assert_eq!(paths.open(&scratch.0).unwrap().masked, Some("here/data".into()));
        assert_eq!(paths.open(Path::new("/usr")).unwrap().masked, None);
    }
}
