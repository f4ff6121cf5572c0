//! A disk so small that a test can fill it: a file system in memory. In: a directory and a size. Out: the mount, gone with the value; files
//! that fill it. Never here: what is kept on it.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A mounted file system of a fixed size.
#[derive(Debug)]
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts one of `mebibytes` at a new directory; `None` where this user may not mount.
    pub fn at(path: &Path, mebibytes: u32) -> Option<SmallDisk> {
        fs::create_dir_all(path).expect("a directory");
        let text = |text: &str| CString::new(text).expect("no NUL");
        let (kind, at) = (text("tmpfs"), text(&path.to_string_lossy()));
        let options = text(&format!("size={mebibytes}m,mode=0700"));
        // SAFETY: plain system call with strings that outlive it.
        let mounted =
            unsafe { libc::mount(kind.as_ptr(), at.as_ptr(), kind.as_ptr(), 0, options.as_ptr().cast()) };
        (mounted == 0).then(|| SmallDisk(path.to_owned()))
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    /// Writes until nothing more goes.
    pub fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file");
        for size in [1 << 20, 4096, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Gives the room back.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).expect("the file that fills the disk");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let at = CString::new(self.0.to_string_lossy().as_bytes()).expect("no NUL");
        // SAFETY: plain system call with a string that outlives it. Detached: what still has a file open there ends later.
        unsafe { libc::umount2(at.as_ptr(), libc::MNT_DETACH) };
    }
}
