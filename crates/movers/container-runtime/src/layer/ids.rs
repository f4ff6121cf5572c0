//! Whose the files of an image are on this machine: uid and gid mapping (ownership shift) for user namespaces. In: the ids a layer's
//! archive names. Out: the ids its files get on disk.

use std::io;

/// The user `nobody` of Linux images: whoever is not mapped becomes this one, as in a user namespace itself.
const NOBODY: u32 = 65_534;

/// A range of the machine's user and group ids that stands for 0, 1, 2... inside an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ids {
    /// What uid 0 and gid 0 of the image are on the machine. 0: ids stay as the image has them.
    pub base: u32,
    /// How many ids of the image there are; those from here on belong to `nobody`.
    pub count: u32,
}

impl Ids {
    /// No shift.
    pub const fn same() -> Self {
        // The last id of all means "leave it as it is" to chown, so it is nobody's.
        Self { base: 0, count: u32::MAX }
    }

    /// Whether files get other ids than the image has.
    pub const fn shifts(self) -> bool {
        self.base != 0
    }

    /// The id on disk of what is `id` in the image: `base + id`, and nobody's for an id outside the range, however large.
    pub fn on_disk(self, id: u64) -> u32 {
        let inside = u32::try_from(id).ok().filter(|id| *id < self.count);
        self.base.saturating_add(inside.unwrap_or(NOBODY.min(self.count.saturating_sub(1))))
    }

    /// Refuses a range that is empty or ends beyond the ids Linux has.
    pub(crate) fn check(self) -> io::Result<()> {
        if self.count > 0 && self.base.checked_add(self.count).is_some() {
            return Ok(());
        }
        let text = format!("{} ids from {} on are no range of user ids", self.count, self.base);
        Err(io::Error::new(io::ErrorKind::InvalidInput, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_shifted_into_the_range_and_never_out_of_it() {
        let ids = Ids { base: 100_000, count: 65_536 };
        assert_eq!([0, 1000, 65_535].map(|id| ids.on_disk(id)), [100_000, 101_000, 165_535]);
        for outside in [65_536, u64::from(u32::MAX), 1 << 32, u64::MAX] {
            assert_eq!(ids.on_disk(outside), 165_534, "{outside}");
        }
        assert_eq!(Ids { base: 5, count: 10 }.on_disk(10), 14);
    }

    #[test]
    fn without_a_shift_ids_stay_and_those_linux_has_not_are_nobodys() {
        assert_eq!([0, 70_000].map(|id| Ids::same().on_disk(id)), [0, 70_000]);
        assert_eq!([u64::from(u32::MAX), 1 << 32].map(|id| Ids::same().on_disk(id)), [NOBODY; 2]);
        assert!(!Ids::same().shifts());
    }

    #[test]
    fn ranges_that_are_none_are_refused() {
        assert!(Ids::same().check().is_ok());
        assert!(Ids { base: 1, count: 0 }.check().is_err());
        assert!(Ids { base: 2, count: u32::MAX }.check().is_err());
    }
}
