//! What went wrong with a file, as a sentence. In: what was to be done, where, and the system's error. Out: words that name the cause and
//! what to do about it. Never here: files other than to see whose they are.

use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// What to do about a data directory that cannot be used.
pub(crate) const ELSEWHERE: &str = "choose another directory with --data-dir";

/// The id that stands for users a user namespace does not know.
const OVERFLOW: u32 = 65_534;

/// `cannot write /x/hq-admin-token: permission is denied, for /x belongs to user 0; REMEDY`.
pub(crate) fn sentence(doing: &str, path: &Path, error: &io::Error, remedy: &str) -> String {
    format!("cannot {doing} {}: {}; {remedy}", path.display(), cause(path, error))
}

/// The cause alone.
pub(crate) fn cause(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => denied(path),
        // What makes a directory says that it exists where a file has its name.
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => in_the_way(path),
        ErrorKind::NotFound => "it is not there".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "its file system is read-only".to_owned(),
        ErrorKind::StorageFull => "its disk is full".to_owned(),
        _ => plain(error),
    }
}

fn plain(error: &io::Error) -> String {
    without_numbers(&error.to_string()).to_lowercase()
}

/// Words without the numbers of the system's errors in them, `(os error 28)`, which mean something to programs only.
pub(crate) fn without_numbers(words: &str) -> String {
    let mut parts = words.split(" (os error ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    plain
}

fn denied(path: &Path) -> String {
    let there = path.ancestors().find_map(|place| Some((place, place.metadata().ok()?)));
    match there {
        Some((place, found)) => {
            let whose = owner(found.uid());
            format!("permission is denied, for {} belongs to {whose}", place.display())
        }
        None => "permission is denied".to_owned(),
    }
}

/// In a user namespace all users outside it look like one.
fn owner(uid: u32) -> String {
    match uid {
        OVERFLOW => "another user".to_owned(),
        uid => format!("user {uid}"),
    }
}

fn in_the_way(path: &Path) -> String {
    let file = path.ancestors().find(|place| place.exists() && !place.is_dir());
    match file {
        Some(file) => format!("{} is a file, and a directory is needed there", file.display()),
        None => "something else has that name".to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_cause_is_named_and_no_number_of_the_system() {
        let place = std::env::temp_dir().join(format!("file-trouble-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        let file = place.join("file");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let inside = file.join("interstella.pid");
        let error = fs::create_dir_all(&file).unwrap_err();
        let words = sentence("use", &inside, &error, ELSEWHERE);
        let cause = format!("{} is a file, and a directory is needed there", file.display());
        assert_eq!(words, format!("cannot use {}: {cause}; {ELSEWHERE}", inside.display()));
        let error = fs::write(&inside, "").unwrap_err();
        assert_eq!(super::cause(&inside, &error), cause);
        let error = fs::read(place.join("gone")).unwrap_err();
        assert_eq!(super::cause(&place, &error), "it is not there");
        let owner = super::owner(fs::metadata(&file).unwrap().uid());
        let denied = io::Error::from_raw_os_error(libc::EACCES);
        let words = super::cause(&inside, &denied);
        assert_eq!(words, format!("permission is denied, for {} belongs to {owner}", file.display()));
        let told = super::without_numbers("a: No such file (os error 2); b (os error 28)");
        assert_eq!(told, "a: No such file; b");
        let busy = io::Error::from_raw_os_error(libc::EBUSY);
        assert_eq!(super::cause(&place, &busy), "device or resource busy");
        fs::remove_dir_all(&place).unwrap();
    }
}
