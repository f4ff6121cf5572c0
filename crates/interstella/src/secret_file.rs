//! A file only its owner can read, there whole or not at all. In: a path and a text. Never here: what is secret about it.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Writes it beside, to the disk, and puts it in its place.
pub(crate) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let half = half(path);
    // One that a killed process left could be open to others.
    match fs::remove_file(&half) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(half, path)
}

fn half(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".new");
    path.with_file_name(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_a_killed_process_left_does_not_make_it_readable() {
        let directory = std::env::temp_dir().join(format!("secret-file-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let path = directory.join("key.pem");
        fs::write(half(&path), "half").unwrap();
        fs::set_permissions(half(&path), fs::Permissions::from_mode(0o666)).unwrap();
        write(&path, "whole").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!half(&path).exists());
        fs::remove_dir_all(directory).unwrap();
    }
}
