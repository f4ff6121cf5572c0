//! Limits of one image layer while it is unpacked: size, number of entries, depth of directories, compression ratio.

use std::io;

/// Longest name of one file, bytes (Linux).
pub(crate) const NAME_MAX: usize = 255;
/// Longest path, bytes (Linux).
pub(crate) const PATH_MAX: usize = 4096;
/// Longest header of an archive that holds names and attributes beyond the usual fields (PAX, GNU), bytes; as in Go's reader, which Docker uses.
pub(crate) const EXTENSION_MAX: u64 = 1 << 20;
/// Most pieces of a sparse file.
pub(crate) const PIECES_MAX: usize = 65_536;

/// Limits of one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of the unpacked archive, and of its files with their holes.
    pub bytes: u64,
    /// Headers in the archive, of whatever kind.
    pub entries: u64,
    /// Directories above an entry.
    pub depth: usize,
    /// Unpacked bytes for each compressed one, once more than `ratio_free` bytes are unpacked.
    pub ratio: u64,
    /// Unpacked bytes up to which the ratio does not matter.
    pub ratio_free: u64,
}

impl Default for Bounds {
    /// 20 GiB, a million entries, 256 deep, and no more than 200:1 beyond the first GiB (program files pack 2:1 to 10:1, zeros 1000:1).
    fn default() -> Self {
        Self { bytes: 20 << 30, entries: 1_000_000, depth: 256, ratio: 200, ratio_free: 1 << 30 }
    }
}

impl Bounds {
    /// Errors when so many bytes, files with their holes counted as they claim, are too many.
    pub(crate) fn check_bytes(self, bytes: u64) -> io::Result<()> {
        if bytes <= self.bytes {
            return Ok(());
        }
        Err(refused(format!("the layer is larger than {} bytes unpacked", self.bytes)))
    }

    /// Errors when there are too many headers.
    pub(crate) fn check_entries(self, entries: u64) -> io::Result<()> {
        if entries <= self.entries {
            return Ok(());
        }
        Err(refused(format!("the layer has more than {} entries", self.entries)))
    }

    /// Errors when `unpacked` bytes came from too few.
    pub(crate) fn check_ratio(self, unpacked: u64, compressed: u64) -> io::Result<()> {
        if unpacked <= self.ratio_free || unpacked / self.ratio.max(1) <= compressed {
            return Ok(());
        }
        Err(refused(format!("the layer unpacks to more than {} times its size", self.ratio)))
    }

    /// Errors when so many directories are above an entry.
    pub(crate) fn check_depth(self, depth: usize) -> io::Result<()> {
        if depth <= self.depth {
            return Ok(());
        }
        Err(refused(format!("more than {} directories deep", self.depth)))
    }
}

/// Data of the image that is damaged, or not acceptable.
pub(crate) fn refused(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}
