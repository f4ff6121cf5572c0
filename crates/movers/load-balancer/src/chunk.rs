//! Chunked framing. In: bytes of a chunked body as they arrive, cut anywhere. Out: how many of them belong to the body,
//! and which of those are data. Never done here: copying, I/O, forgiveness; a framing two parties could read in two
//! ways is refused.
//!
//! ```text
//!   Size --ext--> Extension --CR--> SizeLf --(size>0)--> Data --CR--> DataCr --LF--> DataLf --> Size
//!                                     `--(size=0)--> TrailerStart --CR--> EndLf --LF--> Done
//!                                                      | ^
//!                                                      v | LF
//!                                                    Trailer
//! ```

/// Most bytes of chunk extensions or trailers one body may carry.
const MAX_EXTRA: u32 = 16 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Size,
    Extension,
    SizeLf,
    Data,
    DataCr,
    DataLf,
    TrailerStart,
    Trailer,
    TrailerLf,
    EndLf,
    Done,
}

/// The framing was not chunked framing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadChunk;

/// Where in a chunked body we are.
#[derive(Debug, Clone)]
pub(crate) struct ChunkScanner {
    state: State,
    digits: u8,
    remaining: u64,
    extra: u32,
}

impl ChunkScanner {
    pub(crate) fn new() -> Self {
        Self { state: State::Size, digits: 0, remaining: 0, extra: 0 }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Walks `input`, handing each run of data to `data`; answers how many bytes belonged to the body.
    pub(crate) fn scan(&mut self, input: &[u8], mut data: impl FnMut(&[u8])) -> Result<usize, BadChunk> {
        let mut at = 0;
        while at < input.len() && self.state != State::Done {
            if self.state == State::Data {
                let run = usize::try_from(self.remaining).unwrap_or(usize::MAX).min(input.len() - at);
                data(&input[at..at + run]);
                at += run;
                self.remaining -= run as u64;
                if self.remaining == 0 {
                    self.state = State::DataCr;
                }
            } else {
                self.state = self.step(input[at])?;
                at += 1;
            }
        }
        Ok(at)
    }

    fn step(&mut self, byte: u8) -> Result<State, BadChunk> {
        match (self.state, byte) {
            (State::Size, _) => self.size(byte),
            (State::Extension, b'\r') => Ok(State::SizeLf),
            (State::Extension, b'\t' | 0x20..=0x7e | 0x80..=0xff) => self.spend(State::Extension),
            (State::SizeLf, b'\n') if self.remaining == 0 => Ok(State::TrailerStart),
            (State::SizeLf, b'\n') => Ok(State::Data),
            (State::DataCr, b'\r') => Ok(State::DataLf),
            (State::DataLf, b'\n') => {
                self.digits = 0;
                Ok(State::Size)
            }
            (State::TrailerStart, b'\r') => Ok(State::EndLf),
            (State::Trailer, b'\r') => Ok(State::TrailerLf),
            (State::TrailerStart | State::Trailer, b'\t' | 0x20..=0x7e | 0x80..=0xff) => {
                self.spend(State::Trailer)
            }
            (State::TrailerLf, b'\n') => Ok(State::TrailerStart),
            (State::EndLf, b'\n') => Ok(State::Done),
            _ => Err(BadChunk),
        }
    }

    fn size(&mut self, byte: u8) -> Result<State, BadChunk> {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            b';' | b' ' | b'\t' if self.digits > 0 => return self.spend(State::Extension),
            b'\r' if self.digits > 0 => return Ok(State::SizeLf),
            _ => return Err(BadChunk),
        };
        if self.digits == 0 {
            self.remaining = 0;
        }
        self.digits += 1;
        // Fifteen hex digits hold any real size and cannot overflow; a longer one is an attack on somebody's parser.
        if self.digits > 15 {
            return Err(BadChunk);
        }
        self.remaining = self.remaining * 16 + u64::from(digit);
        Ok(State::Size)
    }

    fn spend(&mut self, next: State) -> Result<State, BadChunk> {
        self.extra += 1;
        if self.extra > MAX_EXTRA { Err(BadChunk) } else { Ok(next) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn decode(input: &[u8], cut: usize) -> Result<(usize, Vec<u8>, bool), BadChunk> {
        let (mut scanner, mut data, mut used) = (ChunkScanner::new(), Vec::new(), 0);
        for part in input.chunks(cut.max(1)) {
            used += scanner.scan(part, |run| data.extend_from_slice(run))?;
            if scanner.is_done() {
                break;
            }
        }
        Ok((used, data, scanner.is_done()))
    }

    #[test]
    fn reads_chunks_extensions_and_trailers() {
        let body = b"5;name=v\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\nNEXT";
        for cut in 1..body.len() {
            assert_eq!(decode(body, cut).unwrap(), (body.len() - 4, b"hello world".to_vec(), true));
        }
    }

    #[test]
    fn refuses_doubtful_framing() {
        for bad in [
            "\r\n",
            "5\nhello",
            "0x5\r\nhello",
            "-1\r\n",
            "+5\r\nhello",
            "5\r\nhelloX",
            "5\r\nhello\n0\r\n\r\n",
            "5;a\nb\r\nhello",
            "fffffffffffffffff\r\n",
            "0\r\n\n",
            " 5\r\nhello",
        ] {
            assert_eq!(decode(bad.as_bytes(), 100), Err(BadChunk), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_never_overruns(input in proptest::collection::vec(any::<u8>(), 0..200), cut in 1usize..9) {
            if let Ok((used, data, _)) = decode(&input, cut) {
                prop_assert!(used <= input.len() && data.len() <= used);
            }
        }

        #[test]
        fn returns_what_was_framed(parts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..40), 0..6), cut in 1usize..17) {
            let mut framed = Vec::new();
            for part in &parts {
                framed.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
                framed.extend_from_slice(part);
                framed.extend_from_slice(b"\r\n");
            }
            framed.extend_from_slice(b"0\r\n\r\n");
            prop_assert_eq!(decode(&framed, cut).unwrap(), (framed.len(), parts.concat(), true));
        }
    }
}
