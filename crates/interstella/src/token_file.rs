//! The token that lets this machine's user set HQ's rate: HQ runs in a container and cannot tell its administrator by address.
//!
//! In: the data directory. Out: the token, made once, in a file only its owner may read. Never here: HQ.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::random;

/// The file of the token.
pub(crate) fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("hq-admin-token")
}

/// The token, if one was made.
pub(crate) fn read(data_dir: &Path) -> io::Result<String> {
    fs::read_to_string(file(data_dir)).map(|text| text.trim().to_owned())
}

/// The token, made now if there is none.
pub(crate) fn ensure(data_dir: &Path) -> io::Result<String> {
    match read(data_dir) {
        Ok(token) if !token.is_empty() => Ok(token),
        Ok(_) => make(data_dir),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(data_dir),
        Err(error) => Err(error),
    }
}

/// Renamed into place, so that a process killed meanwhile leaves no half of it.
fn make(data_dir: &Path) -> io::Result<String> {
    let token: String = random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    let half = file(data_dir).with_extension("new");
    let mut options = fs::OpenOptions::new();
    let mut out = options.write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    writeln!(out, "{token}")?;
    fs::rename(half, file(data_dir))?;
    Ok(token)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn made_once_and_for_its_owner_only() {
        let directory = std::env::temp_dir().join(format!("admin-token-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let token = ensure(&directory).unwrap();
        assert_eq!((token.len(), ensure(&directory).unwrap()), (32, token));
        assert_eq!(fs::metadata(file(&directory)).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(directory).unwrap();
    }
}
