//! Where a message body ends. In: the framing headers of a head. Out: how the body is framed and how that strays from RFC 7230.
//! Never done here: reading the body; I/O.

use crate::chunk::{BadChunk, ChunkScanner};
use crate::desync::{Class, Stray};
use crate::header::{Known, is_odd, list_items, trimmed};
use crate::page::Fault;

/// How a body is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    None,
    Length(u64),
    Chunked,
    /// Responses only: the body ends with the connection.
    UntilClose,
}

/// Gathers the framing headers of one head.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    length: Option<u64>,
    lengths: u32,
    codings: u32,
    chunked: bool,
    chunked_last: bool,
    stray: Option<Stray>,
}

impl Gathered {
    /// Takes note of one header. What cannot be framed at all is refused at once.
    pub(crate) fn note(&mut self, kind: Known, value: &[u8]) -> Result<(), Fault> {
        match kind {
            Known::ContentLength => self.note_length(value),
            Known::TransferEncoding => self.note_coding(value),
            Known::Suspicious => {
                self.strays(Stray::SuspiciousHeader);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn strays(&mut self, stray: Stray) {
        self.stray = Stray::worse(self.stray, Some(stray));
    }

    fn note_length(&mut self, value: &[u8]) -> Result<(), Fault> {
        for item in value.split(|byte| *byte == b',') {
            let length = decimal(trimmed(item)).ok_or(Fault::Malformed(Stray::BadContentLength))?;
            if *self.length.get_or_insert(length) != length {
                self.strays(Stray::MultipleContentLength);
            }
            self.lengths += 1;
        }
        Ok(())
    }

    fn note_coding(&mut self, value: &[u8]) -> Result<(), Fault> {
        self.codings += 1;
        if list_items(value).next().is_none() || value.iter().any(|byte| is_odd(*byte)) {
            return Err(Fault::Malformed(Stray::BadTransferEncoding));
        }
        for item in list_items(value) {
            let chunked = item.eq_ignore_ascii_case(b"chunked");
            if chunked && self.chunked {
                self.strays(Stray::MultipleTransferEncodingChunked);
            }
            if !chunked && !item.eq_ignore_ascii_case(b"identity") {
                return Err(Fault::NotImplemented);
            }
            self.chunked |= chunked;
            self.chunked_last = chunked;
        }
        Ok(())
    }

    /// The framing of a request, and how it strays.
    pub(crate) fn request(
        &self,
        version: u8,
        bodyless_method: bool,
    ) -> Result<(Framing, Option<Stray>), Fault> {
        if self.chunked && (!self.chunked_last || version == 0) {
            return Err(Fault::Malformed(Stray::BadTransferEncoding));
        }
        let framing = match (self.chunked, self.length) {
            (true, _) => Framing::Chunked,
            (false, Some(length)) if length > 0 => Framing::Length(length),
            _ => Framing::None,
        };
        let stray = if self.codings > 0 && self.lengths > 0 {
            Some(Stray::BothTeClPresent)
        } else if self.lengths > 1 {
            Some(Stray::DuplicateContentLength)
        } else if bodyless_method && self.codings > 0 {
            Some(Stray::UndefinedTransferEncodingSemantics)
        } else if bodyless_method && framing != Framing::None {
            Some(Stray::UndefinedContentLengthSemantics)
        } else if bodyless_method && self.lengths > 0 {
            Some(Stray::GetHeadZeroContentLength)
        } else {
            None
        };
        Ok((framing, Stray::worse(stray, self.stray)))
    }

    /// The framing of a response, and whether its connection may serve again.
    pub(crate) fn response(&self, status: u16, to_head: bool) -> Result<(Framing, bool), Fault> {
        if self.stray.is_some_and(|stray| stray.class() == Class::Severe) {
            return Err(Fault::BadGateway);
        }
        let reusable = !(self.codings > 0 && self.lengths > 0) && self.lengths <= 1;
        if to_head || status < 200 || status == 204 || status == 304 {
            return Ok((Framing::None, reusable));
        }
        match (self.chunked, self.length) {
            (true, _) if !self.chunked_last => Err(Fault::BadGateway),
            (true, _) => Ok((Framing::Chunked, reusable)),
            (false, Some(0)) => Ok((Framing::None, reusable)),
            (false, Some(length)) => Ok((Framing::Length(length), reusable)),
            (false, None) => Ok((Framing::UntilClose, false)),
        }
    }

    /// The length named, if any.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }
}

fn decimal(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.iter().try_fold(0u64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0')))
}

/// How much of a body is still to come.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Done,
    Length(u64),
    Chunked(ChunkScanner),
    UntilClose,
}

impl Body {
    pub(crate) fn new(framing: Framing) -> Self {
        match framing {
            Framing::None | Framing::Length(0) => Self::Done,
            Framing::Length(length) => Self::Length(length),
            Framing::Chunked => Self::Chunked(ChunkScanner::new()),
            Framing::UntilClose => Self::UntilClose,
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// How many leading bytes of `input` belong to the body; `data` gets those that are not framing.
    pub(crate) fn take(&mut self, input: &[u8], data: impl FnMut(&[u8])) -> Result<usize, BadChunk> {
        let mut data = data;
        match self {
            Self::Done => Ok(0),
            Self::UntilClose => {
                data(input);
                Ok(input.len())
            }
            Self::Length(left) => {
                let run = usize::try_from(*left).unwrap_or(usize::MAX).min(input.len());
                data(&input[..run]);
                *left -= run as u64;
                if *left == 0 {
                    *self = Self::Done;
                }
                Ok(run)
            }
            Self::Chunked(scanner) => {
                let used = scanner.scan(input, data)?;
                if scanner.is_done() {
                    *self = Self::Done;
                }
                Ok(used)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn request(headers: &[(&str, &str)], bodyless: bool) -> Result<(Framing, Option<Stray>), Fault> {
        let mut gathered = Gathered::default();
        for (name, value) in headers {
            gathered.note(Known::of(name), value.as_bytes())?;
        }
        gathered.request(1, bodyless)
    }

    const CL: &str = "Content-Length";
    const TE: &str = "Transfer-Encoding";

    #[test]
    fn sorts_requests_as_aws_does() {
        let five = Framing::Length(5);
        for (headers, bodyless, framing, stray) in [
            (&[][..], true, Framing::None, None),
            (&[(CL, "5")], false, five, None),
            (&[(TE, "identity")], false, Framing::None, None),
            (&[(CL, "0")], true, Framing::None, Some(Stray::GetHeadZeroContentLength)),
            (&[(CL, "5")], true, five, Some(Stray::UndefinedContentLengthSemantics)),
            (&[(TE, "identity")], true, Framing::None, Some(Stray::UndefinedTransferEncodingSemantics)),
            (&[(CL, "5"), (CL, "5")], false, five, Some(Stray::DuplicateContentLength)),
            (&[(CL, "5, 5")], false, five, Some(Stray::DuplicateContentLength)),
            (&[(CL, "5"), (TE, "chunked")], false, Framing::Chunked, Some(Stray::BothTeClPresent)),
            (&[("transfer_encoding", "chunked")], false, Framing::None, Some(Stray::SuspiciousHeader)),
            (&[(CL, "5"), (CL, "6")], false, five, Some(Stray::MultipleContentLength)),
            (
                &[(TE, "chunked, chunked")],
                false,
                Framing::Chunked,
                Some(Stray::MultipleTransferEncodingChunked),
            ),
            (
                &[(TE, "chunked"), (TE, "chunked")],
                true,
                Framing::Chunked,
                Some(Stray::MultipleTransferEncodingChunked),
            ),
        ] {
            assert_eq!(request(headers, bodyless), Ok((framing, stray)), "{headers:?}");
        }
    }

    #[test]
    fn what_cannot_be_framed_is_refused() {
        for bad in ["+5", "-5", "5 5", "0x5", "", "5,", "5;", "99999999999999999999", "5\x0c"] {
            assert_eq!(request(&[(CL, bad)], false), Err(Fault::Malformed(Stray::BadContentLength)), "{bad}");
        }
        for bad in ["chunked, identity", "", ",", "\x0bchunked"] {
            let wanted = Err(Fault::Malformed(Stray::BadTransferEncoding));
            assert_eq!(request(&[(TE, bad)], false), wanted, "{bad}");
        }
        assert_eq!(request(&[(TE, "xchunked")], false), Err(Fault::NotImplemented));
        assert_eq!(request(&[(TE, "gzip, chunked")], false), Err(Fault::NotImplemented));
    }

    #[test]
    fn responses() {
        let with = |headers: &[(&str, &str)], status, head| {
            let mut gathered = Gathered::default();
            for (name, value) in headers {
                gathered.note(Known::of(name), value.as_bytes())?;
            }
            gathered.response(status, head)
        };
        assert_eq!(with(&[], 200, false), Ok((Framing::UntilClose, false)));
        assert_eq!(with(&[], 304, false), Ok((Framing::None, true)));
        assert_eq!(with(&[("content-length", "9")], 200, true), Ok((Framing::None, true)));
        assert_eq!(
            with(&[("content-length", "9"), ("transfer-encoding", "chunked")], 200, false),
            Ok((Framing::Chunked, false))
        );
    }
}
