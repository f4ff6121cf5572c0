//! HTTP ranges.
//!
//! Comes in: a `Range` or `Content-Range` header. Goes out: first and last byte. Never done here: several ranges at once.

/// What a `Range` header asks of a blob.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// No range, or one we may ignore (another unit, several ranges).
    All,
    /// First and last byte, both included, inside the blob.
    Part(u64, u64),
    /// Outside the blob.
    Outside,
}

/// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n` against a blob of `size` bytes.
pub(crate) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let spec = header.and_then(|text| text.strip_prefix("bytes=")).and_then(|text| text.split_once('-'));
    let Some((first, last)) = spec else { return Wanted::All };
    let part = match (first.parse::<u64>().ok(), last.parse::<u64>().ok()) {
        (Some(first), Some(last)) if first <= last => (first, last.min(size.saturating_sub(1))),
        (Some(first), None) if last.is_empty() => (first, size.saturating_sub(1)),
        (None, Some(0)) if first.is_empty() => return Wanted::Outside,
        (None, Some(count)) if first.is_empty() => (size.saturating_sub(count), size.saturating_sub(1)),
        _ => return Wanted::All,
    };
    if part.0 >= size { Wanted::Outside } else { Wanted::Part(part.0, part.1) }
}

/// Reads a chunk's `Content-Range: a-b` (the specification's form, without unit; `bytes a-b/n` is taken too).
pub(crate) fn chunk(header: &str) -> Option<(u64, u64)> {
    let text = header.trim().strip_prefix("bytes ").unwrap_or(header.trim());
    let (first, last) = text.split('/').next()?.split_once('-')?;
    let (first, last) = (first.trim().parse::<u64>().ok()?, last.trim().parse::<u64>().ok()?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_a_blob() {
        assert_eq!(wanted(None, 10), Wanted::All);
        assert_eq!(wanted(Some("bytes=2-4"), 10), Wanted::Part(2, 4));
        assert_eq!(wanted(Some("bytes=2-"), 10), Wanted::Part(2, 9));
        assert_eq!(wanted(Some("bytes=-3"), 10), Wanted::Part(7, 9));
        assert_eq!(wanted(Some("bytes=-30"), 10), Wanted::Part(0, 9));
        assert_eq!(wanted(Some("bytes=5-99"), 10), Wanted::Part(5, 9));
        assert_eq!(wanted(Some("bytes=10-"), 10), Wanted::Outside);
        assert_eq!(wanted(Some("bytes=-0"), 10), Wanted::Outside);
        assert_eq!(wanted(Some("bytes=0-0"), 0), Wanted::Outside);
        for ignored in ["bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=x-y", "bytes=-"] {
            assert_eq!(wanted(Some(ignored), 10), Wanted::All, "{ignored}");
        }
    }

    #[test]
    fn ranges_of_a_chunk() {
        assert_eq!(chunk("0-9"), Some((0, 9)));
        assert_eq!(chunk("bytes 5-9/10"), Some((5, 9)));
        for bad in ["", "9-0", "a-b", "5", "-", "18446744073709551616-1"] {
            assert_eq!(chunk(bad), None, "{bad}");
        }
    }
}
