//! Reads a layer's tar archive: one entry after the other, PAX and GNU extensions understood, every length bounded before it is believed.
//! In: a stream of tar. Out: entries and their data. Never here: files.
//!
//! Where readers differ, this one does as Go's `archive/tar`, by which Docker and containerd read layers.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use tar::{EntryType, Header};

use super::bounds::{Bounds, EXTENSION_MAX, refused};
use super::extensions::Extensions;
use super::sparse::{self, Piece};

const BLOCK: usize = 512;

/// One entry of the archive; names as they are written.
pub(super) struct Entry {
    pub(super) kind: EntryType,
    pub(super) path: Vec<u8>,
    /// Where a link leads; empty for everything else.
    pub(super) link: Vec<u8>,
    pub(super) mode: u32,
    pub(super) uid: u64,
    pub(super) gid: u64,
    /// Seconds since 1970 and nanoseconds.
    pub(super) modified: (i64, i64),
    /// Extended attributes by name.
    pub(super) attributes: Vec<(Vec<u8>, Vec<u8>)>,
    /// Bytes of the file, holes included.
    size: u64,
    /// Where the data go, when not simply one after the other.
    pieces: Option<Vec<Piece>>,
}

/// An archive being read.
pub(super) struct Archive<R> {
    stream: R,
    bounds: Bounds,
    /// Data of the present entry, and the padding behind, not read yet.
    data: u64,
    padding: u64,
    headers: u64,
    /// Bytes the files so far claim to have.
    claimed: u64,
}

impl<R: Read> Archive<R> {
    pub(super) fn new(stream: R, bounds: Bounds) -> Self {
        Self { stream, bounds, data: 0, padding: 0, headers: 0, claimed: 0 }
    }

    /// The stream, with whatever follows the archive still in it.
    pub(super) fn into_inner(self) -> R {
        self.stream
    }

    /// The next entry; `None` at the end. Data of the one before that were not read are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut extensions = Extensions::default();
        loop {
            let Some(header) = self.header()? else { return Ok(None) };
            match header.entry_type() {
                EntryType::XHeader => extensions.read_pax(&self.extension()?)?,
                EntryType::GNULongName => extensions.path = Some(zero_ended(self.extension()?)),
                EntryType::GNULongLink => extensions.link = Some(zero_ended(self.extension()?)),
                // Defaults for all entries, such as git's comment; Docker passes over them too.
                EntryType::XGlobalHeader => drop(self.extension()?),
                _ => return self.entry(&header, extensions).map(Some),
            }
        }
    }

    /// Writes the present entry's data into an empty file, holes left open.
    pub(super) fn write_data(&mut self, entry: &Entry, file: &mut File) -> io::Result<()> {
        let whole = [Piece { at: 0, length: entry.size }];
        for piece in entry.pieces.as_deref().unwrap_or(&whole) {
            file.seek(SeekFrom::Start(piece.at))?;
            let copied = io::copy(&mut (&mut self.stream).take(piece.length), file)?;
            self.data -= copied;
            if copied < piece.length {
                return Err(cut_short());
            }
        }
        if entry.pieces.is_some() {
            file.set_len(entry.size)?;
        }
        Ok(())
    }

    /// The next header and where its data end; `None` at the end of the archive.
    fn header(&mut self) -> io::Result<Option<Header>> {
        self.pass_over(self.data.saturating_add(self.padding))?;
        (self.data, self.padding) = (0, 0);
        let mut header = Header::new_old();
        if !read_block(&mut self.stream, header.as_mut_bytes())? || header.as_bytes() == &[0; BLOCK] {
            return Ok(None);
        }
        self.headers += 1;
        self.bounds.check_entries(self.headers)?;
        check_sum(&header)?;
        self.data_is(number(&header.as_old().size)?)?;
        Ok(Some(header))
    }

    /// Errors when there can be no so much data.
    fn data_is(&mut self, length: u64) -> io::Result<()> {
        self.bounds.check_bytes(length)?;
        self.data = length;
        self.padding = length.next_multiple_of(BLOCK as u64) - length;
        Ok(())
    }

    fn pass_over(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
        if passed < length { Err(cut_short()) } else { Ok(()) }
    }

    /// The data of a header that describes the next one.
    fn extension(&mut self) -> io::Result<Vec<u8>> {
        if self.data > EXTENSION_MAX {
            return Err(refused(format!("an extended header of more than {EXTENSION_MAX} bytes")));
        }
        let mut data = vec![0; self.data as usize];
        self.stream.read_exact(&mut data).map_err(|_| cut_short())?;
        self.data = 0;
        Ok(data)
    }

    fn entry(&mut self, header: &Header, extensions: Extensions) -> io::Result<Entry> {
        let old = header.as_old();
        let path = extensions.path.unwrap_or_else(|| header.path_bytes().into_owned());
        let kind = kind(header, &path);
        if let Some(size) = extensions.size {
            self.data_is(size)?;
        }
        if has_no_data(kind) {
            self.data_is(0)?;
        }
        let map = match kind {
            EntryType::GNUSparse => Some(sparse::of_gnu(header, &mut self.stream)?),
            _ => match extensions.sparse {
                Some(map) => Some(map.finish(&mut self.stream, &mut self.data)?),
                None => None,
            },
        };
        let (size, pieces) = map.map_or((self.data, None), |map| (map.size, Some(map.pieces)));
        sparse::check(pieces.as_deref(), size, self.data)?;
        self.claimed = self.claimed.saturating_add(size);
        self.bounds.check_bytes(self.claimed)?;
        let link = extensions.link.or_else(|| header.link_name_bytes().map(|link| link.into_owned()));
        Ok(Entry {
            kind,
            path,
            link: link.unwrap_or_default(),
            mode: number(&old.mode)? as u32 & 0o7777,
            uid: extensions.uid.map_or_else(|| number(&old.uid), Ok)?,
            gid: extensions.gid.map_or_else(|| number(&old.gid), Ok)?,
            modified: extensions.modified.map_or_else(|| seconds(&old.mtime), Ok)?,
            attributes: extensions.attributes,
            size,
            pieces,
        })
    }
}

/// Old writers mark directories by the name alone.
fn kind(header: &Header, path: &[u8]) -> EntryType {
    match header.entry_type() {
        EntryType::Regular if path.ends_with(b"/") => EntryType::Directory,
        kind => kind,
    }
}

/// Kinds that have none, whatever their size says.
fn has_no_data(kind: EntryType) -> bool {
    use EntryType::{Block, Char, Directory, Fifo, Link, Symlink};
    matches!(kind, Link | Symlink | Char | Block | Directory | Fifo)
}

/// Fills the block; false at the end of the stream.
pub(super) fn read_block(stream: &mut impl Read, block: &mut [u8; BLOCK]) -> io::Result<bool> {
    let mut have = 0;
    while have < BLOCK {
        match stream.read(&mut block[have..])? {
            0 if have == 0 => return Ok(false),
            0 => return Err(cut_short()),
            length => have += length,
        }
    }
    Ok(true)
}

pub(super) fn cut_short() -> io::Error {
    refused("the archive is cut short")
}

fn check_sum(header: &Header) -> io::Result<()> {
    let field = 148..156;
    let sum = header.as_bytes().iter().enumerate();
    let sum: u64 = sum.map(|(at, byte)| if field.contains(&at) { 32 } else { u64::from(*byte) }).sum();
    if number(&header.as_old().cksum)? == sum {
        return Ok(());
    }
    Err(refused("not a tar archive, or damaged: a header's checksum is wrong"))
}

/// A number in octal digits, or in binary when its first bit is set; blank is 0. Negative and oversized ones come out as huge.
pub(super) fn number(field: &[u8]) -> io::Result<u64> {
    if let Some((first, rest)) = field.split_first()
        && first & 0x80 != 0
    {
        let start = u64::from(first & 0x7f);
        let join = |number: u64, byte: &u8| number.checked_mul(256).map(|high| high | u64::from(*byte));
        return Ok(rest.iter().try_fold(start, join).unwrap_or(u64::MAX));
    }
    let digits = field.iter().copied().skip_while(|byte| matches!(byte, b' ' | 0));
    let digits = digits.take_while(|byte| !matches!(byte, b' ' | 0));
    let join = |number: u64, digit: u8| match digit {
        b'0'..=b'7' => Some(number.checked_mul(8)? + u64::from(digit - b'0')),
        _ => None,
    };
    digits.into_iter().try_fold(0, join).ok_or_else(|| refused("a header's number is not one"))
}

/// A moment; one that cannot be is 1970.
fn seconds(field: &[u8]) -> io::Result<(i64, i64)> {
    Ok((i64::try_from(number(field)?).unwrap_or(0), 0))
}

fn zero_ended(mut text: Vec<u8>) -> Vec<u8> {
    if let Some(end) = text.iter().position(|byte| *byte == 0) {
        text.truncate(end);
    }
    text
}
