//! Files of volumes that outlive tasks, given to whoever is root in containers now. In: a directory of volumes, the ids of containers.
//! Out: the same files with owners shifted, when another run had other ids. Never here: following a link.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, lchown};
use std::path::Path;

use crate::layer::Ids;

/// Shifts owners if the first id of containers has changed since the last run.
pub(super) fn adapt(volumes: &Path, ids: Ids) -> io::Result<()> {
    // Beside them: what is among them is a volume's.
    let mark = volumes.with_extension("first-id");
    let before = fs::read_to_string(&mark).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    if before == ids.base {
        return Ok(());
    }
    fs::create_dir_all(volumes)?;
    for keeper in fs::read_dir(volumes)?.flatten().filter(|entry| entry.path().is_dir()) {
        fs::read_dir(keeper.path())?
            .flatten()
            .try_for_each(|volume| shift(&volume.path(), before, ids.base))?;
    }
    fs::write(mark, ids.base.to_string())
}

/// Of a file, or of a directory and all below it.
fn shift(path: &Path, from: u32, to: u32) -> io::Result<()> {
    let facts = fs::symlink_metadata(path)?;
    let shifted = |id: u32| id.checked_sub(from).and_then(|id| id.checked_add(to));
    lchown(path, shifted(facts.uid()), shifted(facts.gid()))?;
    if facts.is_dir() {
        fs::read_dir(path)?.flatten().try_for_each(|entry| shift(&entry.path(), from, to))?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn owners_follow_the_first_id_and_links_are_not_followed() {
        if !nix::unistd::geteuid().is_root() {
            return;
        }
        let scratch = std::env::temp_dir().join(format!("ownership-{}", std::process::id()));
        let volume = scratch.join("volumes/i-1/data");
        fs::create_dir_all(&volume).unwrap();
        fs::write(scratch.join("outside"), "x").unwrap();
        fs::write(volume.join("file"), "x").unwrap();
        lchown(volume.join("file"), Some(1000), Some(0)).unwrap();
        std::os::unix::fs::symlink(scratch.join("outside"), volume.join("link")).unwrap();
        let owner = |path: &Path| fs::symlink_metadata(path).unwrap().uid();
        for base in [70_000, 70_000, 0] {
            adapt(&scratch.join("volumes"), Ids { base, count: 65_536 }).unwrap();
            assert_eq!((owner(&volume), owner(&volume.join("file"))), (base, base + 1000));
            assert_eq!((owner(&volume.join("link")), owner(&scratch.join("outside"))), (base, 0));
        }
        fs::remove_dir_all(scratch).unwrap();
    }
}
