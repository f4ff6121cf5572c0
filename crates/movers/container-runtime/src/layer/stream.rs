//! A layer's blob as a stream of plain tar: decompressed, counted, and hashed on both sides (digest and diff_id) as it passes. In: bytes of
//! a tar or tar.gz. Out: the tar's bytes, and at the end both digests. Never here: what the digests should be.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::bounds::{Bounds, refused};

const BUFFER: usize = 64 * 1024;

/// What a layer's bytes come to, each `sha256:<64 hex>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Of the blob as it lies on disk: the layer's digest.
    pub blob: String,
    /// Of the tar in it: the layer's diff_id.
    pub tar: String,
}

/// Bytes hashed and counted on their way.
struct Hashed<R> {
    inner: R,
    hash: Sha256,
    count: u64,
}

impl<R: Read> Hashed<R> {
    fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), count: 0 }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.hash.update(&into[..length]);
        self.count += length as u64;
        Ok(length)
    }
}

enum Source<R> {
    Plain(BufReader<Hashed<R>>),
    Gzip(Box<MultiGzDecoder<BufReader<Hashed<R>>>>),
}

impl<R: Read> Source<R> {
    fn blob(&mut self) -> &mut BufReader<Hashed<R>> {
        match self {
            Self::Plain(blob) => blob,
            Self::Gzip(decoder) => decoder.get_mut(),
        }
    }
}

/// The tar inside a blob.
pub(crate) struct TarStream<R> {
    source: Source<R>,
    hash: Sha256,
    count: u64,
    bounds: Bounds,
}

impl<R: Read> TarStream<R> {
    /// Tells gzip from plain tar by the first bytes. Errors: a compression that is not supported.
    pub(crate) fn new(blob: R, bounds: Bounds) -> io::Result<Self> {
        let mut blob = BufReader::with_capacity(BUFFER, Hashed::new(blob));
        let source = match blob.fill_buf()? {
            [0x1f, 0x8b, ..] => Source::Gzip(Box::new(MultiGzDecoder::new(blob))),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => return Err(unsupported("zstd")),
            [0xfd, b'7', b'z', b'X', b'Z', ..] => return Err(unsupported("xz")),
            [b'B', b'Z', b'h', ..] => return Err(unsupported("bzip2")),
            _ => Source::Plain(blob),
        };
        Ok(Self { source, hash: Sha256::new(), count: 0, bounds })
    }

    /// Reads what is left, within the bounds: it counts for the digests as everything else does.
    pub(crate) fn finish(mut self) -> io::Result<Digests> {
        let mut rest = vec![0; BUFFER];
        while self.read(&mut rest)? > 0 {}
        while self.source.blob().read(&mut rest)? > 0 {}
        let blob = self.source.blob().get_mut();
        Ok(Digests { blob: text(std::mem::take(&mut blob.hash)), tar: text(self.hash) })
    }
}

impl<R: Read> Read for TarStream<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = match &mut self.source {
            Source::Plain(blob) => blob.read(into)?,
            Source::Gzip(decoder) => decoder.read(into)?,
        };
        self.hash.update(&into[..length]);
        self.count += length as u64;
        self.bounds.check_bytes(self.count)?;
        let compressed = self.source.blob().get_ref().count;
        self.bounds.check_ratio(self.count, compressed)?;
        Ok(length)
    }
}

fn text(hash: Sha256) -> String {
    let mut text = String::from("sha256:");
    for byte in hash.finalize() {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn unsupported(compression: &str) -> io::Error {
    refused(format!("layers compressed with {compression} are not supported; push gzip layers"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests {
    use std::io::Write as _;

    use super::*;

    pub(crate) fn digest_of(bytes: &[u8]) -> String {
        text(Sha256::new_with_prefix(bytes))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn through(blob: &[u8], bounds: Bounds) -> io::Result<Digests> {
        TarStream::new(blob, bounds)?.finish()
    }

    #[test]
    fn both_sides_are_hashed_to_the_end_however_many_members_there_are() {
        let mut blob = gzip(b"one ");
        blob.extend(gzip(b"two"));
        let digests = through(&blob, Bounds::default()).unwrap();
        assert_eq!(digests.blob, digest_of(&blob));
        assert_eq!(digests.tar, digest_of(b"one two"));
        let plain = through(b"plain", Bounds::default()).unwrap();
        assert_eq!(plain.blob, plain.tar);
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
        let zeros = gzip(&vec![0; 1 << 20]);
        let bounds = Bounds { ratio_free: 1 << 18, ..Bounds::default() };
        let told = through(&zeros, bounds).unwrap_err().to_string();
        assert_eq!(told, "the layer unpacks to more than 200 times its size");
        assert!(through(&zeros, Bounds { ratio_free: 1 << 20, ..bounds }).is_ok());
        let told = through(&zeros, Bounds { bytes: 1000, ..Bounds::default() }).unwrap_err().to_string();
        assert_eq!(told, "the layer is larger than 1000 bytes unpacked");
    }

    #[test]
    fn other_compressions_and_damage_are_named() {
        for (magic, name) in [(&b"\x28\xb5\x2f\xfd"[..], "zstd"), (b"\xfd7zXZ\0", "xz"), (b"BZh9", "bzip2")] {
            let told = through(magic, Bounds::default()).unwrap_err().to_string();
            assert!(told.contains(name) && told.contains("push gzip"), "{told}");
        }
        let whole = gzip(b"something that is long enough");
        assert!(through(&whole[..whole.len() - 9], Bounds::default()).is_err());
        assert!(through(&[&whole[..], b"rubbish"].concat(), Bounds::default()).is_err());
    }
}
