//! What a program needs in an image.
//!
//! Comes in: an ELF program of this machine. Goes out: the files of an image that can run it: itself, its loader, the shared
//! objects it links to, and the few files under /etc the C library asks for. Never done here: libraries opened later by name
//! (`dlopen`), packing.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::elf::{Interpreter, interpreter};
use crate::pack::{PackFile, PackSource};

const PASSWD: &str =
    "root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n";
const GROUP: &str = "root:x:0:\nnogroup:x:65534:\n";
const NSSWITCH: &str = "passwd: files\ngroup: files\nhosts: files dns\n";

/// Why the files could not be found.
#[derive(Debug)]
pub enum ProgramError {
    /// A file could not be read, or the loader not run.
    Io(PathBuf, io::Error),
    /// Not a 64-bit little-endian ELF program.
    NotElf(PathBuf),
    /// The loader refused it; its own words.
    Loader(String),
    /// A shared object is not on this machine.
    Missing(String),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NotElf(path) => write!(f, "{} is not a 64-bit ELF program", path.display()),
            Self::Loader(words) => write!(f, "the program loader refused: {words}"),
            Self::Missing(name) => write!(f, "the shared object {name} is not on this machine"),
        }
    }
}

impl std::error::Error for ProgramError {}

/// The files of an image with `binary` at `path_in_image` (such as `/app/monolith`). Reads files and runs the program loader with
/// `--list`, which does not run the program; blocking.
pub fn program_files(binary: &Path, path_in_image: &str) -> Result<Vec<PackFile>, ProgramError> {
    let bytes = fs::read(binary).map_err(|error| ProgramError::Io(binary.to_owned(), error))?;
    let mut files = system_files();
    files.push(PackFile::new(path_in_image, 0o755, PackSource::File(binary.to_owned())));
    match interpreter(&bytes) {
        Interpreter::NotElf => Err(ProgramError::NotElf(binary.to_owned())),
        Interpreter::Static => Ok(files),
        Interpreter::At(loader) => {
            for (place, source) in shared_objects(binary, &loader)? {
                files.push(PackFile::new(place, 0o755, PackSource::File(source)));
            }
            Ok(files)
        }
    }
}

fn system_files() -> Vec<PackFile> {
    let text = |path: &str, text: &'static str| {
        PackFile::new(path, 0o644, PackSource::Bytes(bytes::Bytes::from_static(text.as_bytes())))
    };
    vec![
        text("/etc/passwd", PASSWD),
        text("/etc/group", GROUP),
        text("/etc/nsswitch.conf", NSSWITCH),
        PackFile::new("/tmp", 0o1777, PackSource::Directory),
    ]
}

/// Place in the image and file here, of the loader and everything it would load.
fn shared_objects(binary: &Path, loader: &str) -> Result<BTreeMap<String, PathBuf>, ProgramError> {
    // Without LD_PRELOAD and its kin, so that the image depends on the program alone.
    let output = Command::new(loader).arg("--list").arg(binary).env_clear().output();
    let output = output.map_err(|error| ProgramError::Io(PathBuf::from(loader), error))?;
    if !output.status.success() {
        return Err(ProgramError::Loader(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    let mut objects = listed(&String::from_utf8_lossy(&output.stdout))?;
    objects.insert(loader.to_owned(), PathBuf::from(loader));
    Ok(objects)
}

/// Reads `name => /path (0x...)` and `/path (0x...)`; the kernel's own object has no path and is passed over.
fn listed(text: &str) -> Result<BTreeMap<String, PathBuf>, ProgramError> {
    let mut objects = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        let target = line.split_once(" => ").map_or(line, |(_, target)| target);
        if target.contains("not found") {
            return Err(ProgramError::Missing(line.to_owned()));
        }
        let path = target.rsplit_once(" (").map_or(target, |(path, _)| path);
        if path.starts_with('/') {
            objects.insert(path.to_owned(), PathBuf::from(path));
        }
    }
    Ok(objects)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_loaders_list_is_read() {
        let text = "\tlinux-vdso.so.1 (0x00007ffd)\n\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n\
                    \t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n";
        let objects = listed(text).unwrap();
        assert_eq!(
            objects.keys().collect::<Vec<_>>(),
            ["/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2"]
        );
        assert!(matches!(listed("\tlibx.so => not found\n"), Err(ProgramError::Missing(_))));
    }

    #[test]
    fn this_very_test_program_has_its_loader_and_itself() {
        let binary = std::env::current_exe().unwrap();
        let files = program_files(&binary, "/app/test").unwrap();
        let has = |path: &str| files.iter().any(|file| file.path == path);
        assert!(has("/app/test") && has("/etc/passwd") && has("/tmp"));
        if let Interpreter::At(loader) = interpreter(&fs::read(&binary).unwrap()) {
            assert!(has(&loader), "{loader}");
            assert!(
                files.iter().any(|file| file.path.contains("libc")),
                "a dynamic program needs a C library"
            );
        }
    }

    #[test]
    fn a_script_is_not_a_program() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(matches!(program_files(&here, "/x"), Err(ProgramError::NotElf(_))));
    }
}
