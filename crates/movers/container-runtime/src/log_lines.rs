//! Cuts a byte stream into log lines. In: chunks as read from a pipe. Out: lines without their end.
//! Never here: time, or more than one line of memory.

/// The longest line handed over, as CloudWatch Logs takes it: 256 KiB less 26 bytes of overhead.
pub const MAX_LINE: usize = 256 * 1024 - 26;

/// Holds at most one unfinished line.
#[derive(Debug, Default)]
pub struct LineSplitter {
    rest: Vec<u8>,
}

impl LineSplitter {
    /// Calls `emit` for every line completed by `chunk`; longer lines come in pieces of [`MAX_LINE`].
    pub fn push(&mut self, mut chunk: &[u8], mut emit: impl FnMut(&[u8])) {
        while let Some(at) = chunk.iter().position(|&b| b == b'\n') {
            self.append(&chunk[..at], &mut emit);
            emit(self.rest.strip_suffix(b"\r").unwrap_or(&self.rest));
            self.rest.clear();
            chunk = &chunk[at + 1..];
        }
        self.append(chunk, &mut emit);
    }

    /// Hands over an unfinished last line, if any.
    pub fn finish(&mut self, mut emit: impl FnMut(&[u8])) {
        if !self.rest.is_empty() {
            emit(&self.rest);
            self.rest.clear();
        }
    }

    fn append(&mut self, mut bytes: &[u8], emit: &mut impl FnMut(&[u8])) {
        while self.rest.len() + bytes.len() > MAX_LINE {
            let (head, tail) = bytes.split_at(MAX_LINE - self.rest.len());
            self.rest.extend_from_slice(head);
            let whole = whole_letters(&self.rest);
            emit(&self.rest[..whole]);
            self.rest.drain(..whole);
            bytes = tail;
        }
        self.rest.extend_from_slice(bytes);
    }
}

/// How many bytes there are before a letter of UTF-8 that is cut off at the end.
fn whole_letters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    let start = bytes[tail..].iter().rposition(|byte| byte & 0xC0 != 0x80).map(|at| tail + at);
    let length = |first: u8| match first.leading_ones() {
        2..=4 => first.leading_ones() as usize,
        _ => 1,
    };
    match start {
        Some(start) if start > 0 && start + length(bytes[start]) > bytes.len() => start,
        _ => bytes.len(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn split(chunks: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut lines = Vec::new();
        let mut splitter = LineSplitter::default();
        for chunk in chunks {
            splitter.push(chunk, |line| lines.push(line.to_vec()));
        }
        splitter.finish(|line| lines.push(line.to_vec()));
        lines
    }

    #[test]
    fn lines_survive_any_chunking() {
        assert_eq!(split(&[b"a\nb", b"c\r\n", b"\nlast"]), [&b"a"[..], b"bc", b"", b"last"]);
    }

    #[test]
    fn a_long_line_comes_in_pieces() {
        let long = vec![b'x'; MAX_LINE + 10];
        let lines = split(&[&long, b"\n"]);
        assert_eq!(lines.iter().map(Vec::len).collect::<Vec<_>>(), [MAX_LINE, 10]);
    }

    #[test]
    fn a_letter_is_not_cut() {
        let long = "é".repeat(MAX_LINE / 2 + 10);
        let long = format!("x{long}");
        let lines = split(&[long.as_bytes(), b"\n"]);
        assert_eq!(lines.iter().map(Vec::len).collect::<Vec<_>>(), [MAX_LINE - 1, long.len() - MAX_LINE + 1]);
        assert!(lines.iter().all(|line| std::str::from_utf8(line).is_ok()));
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(chunks in proptest::collection::vec(proptest::collection::vec(b'a'..=b'c', 0..40), 0..20)) {
            let bytes: Vec<u8> = chunks.concat().iter().map(|b| if *b == b'a' { b'\n' } else { *b }).collect();
            let whole = split(&[&bytes]);
            let cut = split(&bytes.chunks(3).collect::<Vec<_>>());
            proptest::prop_assert_eq!(&whole, &cut);
            let joined = whole.join(&b'\n');
            proptest::prop_assert_eq!(joined.as_slice(), bytes.strip_suffix(b"\n").unwrap_or(&bytes));
        }
    }
}
