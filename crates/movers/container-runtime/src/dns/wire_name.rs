//! Names as DNS writes them. In: bytes, or a name. Out: the other. Never here: compression; questions have none, and SRV records must not.

use super::message::Malformed;

const NAME_LIMIT: usize = 253;
const LABEL_LIMIT: usize = 63;

/// The name that begins at `at`, in lower case and without the last dot, and where it ends.
pub(super) fn read(bytes: &[u8], mut at: usize) -> Result<(String, usize), Malformed> {
    let mut name = String::new();
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Malformed)?);
        at += 1;
        if length == 0 {
            return Ok((name, at));
        }
        let label = bytes.get(at..at + length).filter(|_| length <= LABEL_LIMIT).ok_or(Malformed)?;
        if !label.iter().all(|b| b.is_ascii_graphic() && *b != b'.') || name.len() + length > NAME_LIMIT {
            return Err(Malformed);
        }
        if !name.is_empty() {
            name.push('.');
        }
        name.extend(label.iter().map(|b| char::from(b.to_ascii_lowercase())));
        at += length;
    }
}

/// The bytes of a name; `None` for one that DNS cannot carry.
pub(super) fn write(name: &str) -> Option<Vec<u8>> {
    if name.len() > NAME_LIMIT || !name.is_ascii() {
        return None;
    }
    let mut bytes = Vec::with_capacity(name.len() + 2);
    for label in name.split('.') {
        let length =
            u8::try_from(label.len()).ok().filter(|length| (1..=LABEL_LIMIT as u8).contains(length))?;
        bytes.push(length);
        bytes.extend_from_slice(label.as_bytes());
    }
    bytes.push(0);
    Some(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = write("_http._tcp.Shop.local").unwrap();
        assert_eq!(read(&bytes, 0).unwrap(), ("_http._tcp.shop.local".to_owned(), bytes.len()));
        for other in ["", "a..b", ".a", "a.", "é.b", &"a".repeat(64), &["abcdefg"; 40].join(".")] {
            assert_eq!(write(other), None, "{other}");
        }
    }
}
