//! What PAX and GNU headers of a tar archive say about the entry that follows them. In: their bytes. Out: names, ids, times, extended
//! attributes, holes. Never here: what of it is used.

use std::io;
use std::str::FromStr;

use super::bounds::refused;
use super::sparse::PaxSparse;

/// Prefix of the records that carry extended attributes.
const ATTRIBUTE: &[u8] = b"SCHILY.xattr.";
const SPARSE: &[u8] = b"GNU.sparse.";

/// What overrides the fields of the entry's own header.
#[derive(Default)]
pub(super) struct Extensions {
    pub(super) path: Option<Vec<u8>>,
    pub(super) link: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    pub(super) uid: Option<u64>,
    pub(super) gid: Option<u64>,
    pub(super) modified: Option<(i64, i64)>,
    pub(super) attributes: Vec<(Vec<u8>, Vec<u8>)>,
    pub(super) sparse: Option<PaxSparse>,
}

impl Extensions {
    /// Reads records of the form `LENGTH KEY=VALUE\n`, the length counting itself.
    pub(super) fn read_pax(&mut self, mut records: &[u8]) -> io::Result<()> {
        while !records.is_empty() {
            let (record, rest) = split(records).ok_or_else(damaged)?;
            let at = record.iter().position(|byte| *byte == b'=').ok_or_else(damaged)?;
            self.take(&record[..at], &record[at + 1..])?;
            records = rest;
        }
        // Under the name the header gives lie the holes' own notes.
        if let Some(name) = self.sparse.as_mut().and_then(|sparse| sparse.name.take()) {
            self.path = Some(name);
        }
        Ok(())
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        match key {
            b"path" => self.path = some(value)?,
            b"linkpath" => self.link = some(value)?,
            b"size" => self.size = number(value)?,
            b"uid" => self.uid = number(value)?,
            b"gid" => self.gid = number(value)?,
            b"mtime" => self.modified = moment(value)?,
            _ if key.starts_with(SPARSE) => {
                self.sparse.get_or_insert_default().take(&key[SPARSE.len()..], value)?;
            }
            _ => {
                if let Some(name) = key.strip_prefix(ATTRIBUTE) {
                    self.attributes.push((name.to_vec(), value.to_vec()));
                }
            }
        }
        Ok(())
    }
}

/// The first record without its length and its end, and what follows.
fn split(records: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = records.iter().take(20).position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&records[..space]).ok()?.parse().ok()?;
    let (record, rest) = records.split_at_checked(length)?;
    Some((record.get(space + 1..)?.strip_suffix(b"\n")?, rest))
}

fn damaged() -> io::Error {
    refused("a damaged extended header")
}

/// An empty value takes the header's own back.
fn some(value: &[u8]) -> io::Result<Option<Vec<u8>>> {
    if value.contains(&0) {
        return Err(damaged());
    }
    Ok(Some(value.to_vec()).filter(|value| !value.is_empty()))
}

/// A decimal number.
pub(super) fn parse<T: FromStr>(value: &[u8]) -> io::Result<T> {
    std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()).ok_or_else(damaged)
}

fn number(value: &[u8]) -> io::Result<Option<u64>> {
    if value.is_empty() { Ok(None) } else { parse(value).map(Some) }
}

/// `SECONDS[.FRACTION]`; one before 1970 is 1970.
fn moment(value: &[u8]) -> io::Result<Option<(i64, i64)>> {
    if value.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(value).map_err(|_| damaged())?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = fraction.chars().take(9).collect();
    let nanoseconds = if digits.is_empty() { 0 } else { parse::<u32>(format!("{digits:0<9}").as_bytes())? };
    match parse::<i64>(whole.as_bytes())? {
        seconds if seconds >= 0 && !text.starts_with('-') => Ok(Some((seconds, nanoseconds.into()))),
        _ => Ok(Some((0, 0))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(records: &[u8]) -> io::Result<Extensions> {
        let mut extensions = Extensions::default();
        extensions.read_pax(records).map(|()| extensions)
    }

    #[test]
    fn records_are_read_and_values_may_hold_anything() {
        let read =
            read(b"9 path=a\n12 uid=1000\n22 mtime=1700000000.5\n27 SCHILY.xattr.user.k=\n=\0\n").unwrap();
        assert_eq!(read.path.unwrap(), b"a");
        assert_eq!((read.uid, read.gid), (Some(1000), None));
        assert_eq!(read.modified, Some((1_700_000_000, 500_000_000)));
        assert_eq!(read.attributes, [(b"user.k".to_vec(), b"\n=\0".to_vec())]);
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let bad: [&[u8]; 9] = [
            b"path=a\n",
            b"9 path=a",
            b"99 path=a\n",
            b"0 path=a\n",
            b"5 a=b\n",
            b"9 path=\0\n",
            b"8 uid=x\n",
            b"18446744073709551615 a=b\n",
            b"7 nokey\n",
        ];
        for records in bad {
            assert!(read(records).is_err(), "{}", String::from_utf8_lossy(records));
        }
    }
}
