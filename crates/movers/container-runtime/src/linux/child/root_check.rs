//! Whether the root a child has got is the only one it can reach. In: the child, after its mounts. Out: 0, or EXDEV when anything of the
//! machine's root is left. The last look before a program of an image runs; what built the root promises the same.

use std::mem::zeroed;
use std::os::fd::RawFd;

use super::step::{errno, result};

const MNT_ID: u32 = 0x1000;

/// The identity of what a path leads to.
#[derive(PartialEq, Eq)]
struct Place {
    device: (u32, u32),
    inode: u64,
    mount: u64,
}

/// `/..` is `/`, and exactly one mount is at `/`: the one that is seen there.
pub(super) unsafe fn check() -> i32 {
    // SAFETY: as for this function.
    unsafe {
        let (mut here, mut above): (Place, Place) = (zeroed(), zeroed());
        for (path, place) in [(c"/", &mut here), (c"/..", &mut above)] {
            let mut facts: libc::statx = zeroed();
            let errno = result(libc::statx(libc::AT_FDCWD, path.as_ptr(), 0, MNT_ID, &raw mut facts));
            if errno != 0 {
                return errno;
            }
            *place = Place {
                device: (facts.stx_dev_major, facts.stx_dev_minor),
                inode: facts.stx_ino,
                mount: facts.stx_mnt_id,
            };
        }
        if here != above {
            return libc::EXDEV;
        }
        match roots() {
            Ok((1, mount)) if mount == here.mount => 0,
            Ok(_) => libc::EXDEV,
            Err(errno) => errno,
        }
    }
}

/// How many mounts are at `/`, and the id of the last.
unsafe fn roots() -> Result<(u32, u64), i32> {
    // SAFETY: a constant C string; the descriptor is closed once.
    unsafe {
        let table = libc::open(c"/proc/self/mountinfo".as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC);
        if table < 0 {
            return Err(errno());
        }
        let counted = count(table);
        libc::close(table);
        counted
    }
}

unsafe fn count(table: RawFd) -> Result<(u32, u64), i32> {
    let (mut buffer, mut lines) = ([0_u8; 2048], Lines::default());
    loop {
        // SAFETY: a live buffer.
        match unsafe { libc::read(table, buffer.as_mut_ptr().cast(), buffer.len()) } {
            0 => return Ok((lines.roots, lines.root)),
            length @ 1.. => buffer[..length as usize].iter().for_each(|byte| lines.push(*byte)),
            _ => return Err(errno()),
        }
    }
}

/// Lines of /proc/self/mountinfo: `ID PARENT MAJOR:MINOR ROOT MOUNT-POINT ...`, see proc_pid_mountinfo(5).
#[derive(Default)]
struct Lines {
    field: u32,
    id: u64,
    /// The mount point so far is `/` (`Some(true)`), longer (`Some(false)`), nothing (`None`).
    point: Option<bool>,
    roots: u32,
    root: u64,
}

impl Lines {
    fn push(&mut self, byte: u8) {
        match (byte, self.field) {
            (b'\n', _) => *self = Self { roots: self.roots, root: self.root, ..Self::default() },
            (b' ', field) => {
                if field == 4 && self.point == Some(true) {
                    (self.roots, self.root) = (self.roots + 1, self.id);
                }
                self.field = field.saturating_add(1);
            }
            (digit @ b'0'..=b'9', 0) => {
                self.id = self.id.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            }
            (byte, 4) => self.point = Some(self.point.is_none() && byte == b'/'),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn roots(table: &str) -> (u32, u64) {
        let mut lines = Lines::default();
        table.bytes().for_each(|byte| lines.push(byte));
        (lines.roots, lines.root)
    }

    #[test]
    fn mounts_at_the_root_are_counted() {
        let one = "612 611 0:77 / / rw - overlay overlay rw\n613 612 0:80 / /proc rw - proc proc rw\n";
        assert_eq!(roots(one), (1, 612));
        let two = "20 1 254:0 / / rw - ext4 /dev/vda rw\n612 20 0:77 / / rw - overlay overlay rw\n";
        assert_eq!(roots(two), (2, 612));
        assert_eq!(roots("5 4 0:1 / /root rw - tmpfs tmpfs rw\n"), (0, 0));
    }
}
