//! Where a message body ends. In: the framing headers of a head. Out: how the body is framed and how doubtful that is.
//! Never done here: reading the body; I/O.

use crate::chunk::{BadChunk, ChunkScanner};
use crate::header::{Known, list_items};
use crate::page::Fault;
use crate::table::DesyncMode;

/// How a body is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    None,
    Length(u64),
    Chunked,
    /// Responses only: the body ends with the connection.
    UntilClose,
}

/// How doubtful the framing of a request is, after RFC 7230 as AWS sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Doubt {
    Compliant,
    Acceptable,
    Ambiguous,
}

impl Doubt {
    /// What `mode` makes of it: `Ok(true)` when both connections must end after the exchange.
    pub(crate) fn judge(self, mode: DesyncMode) -> Result<bool, Fault> {
        match (mode, self) {
            (DesyncMode::Strictest, Self::Acceptable | Self::Ambiguous) => Err(Fault::BadRequest),
            (DesyncMode::Defensive, Self::Ambiguous) => Ok(true),
            _ => Ok(false),
        }
    }
}

/// Gathers the framing headers of one head.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    length: Option<u64>,
    lengths: u32,
    codings: u32,
    chunked: bool,
    chunked_last: bool,
    suspicious: bool,
}

impl Gathered {
    /// Takes note of one header. A framing nobody can agree on is refused at once.
    pub(crate) fn note(&mut self, kind: Known, value: &[u8]) -> Result<(), Fault> {
        match kind {
            Known::ContentLength => self.note_length(value),
            Known::TransferEncoding => self.note_coding(value),
            Known::Suspicious => {
                self.suspicious = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn note_length(&mut self, value: &[u8]) -> Result<(), Fault> {
        for item in value.split(|byte| *byte == b',') {
            let length = decimal(item.trim_ascii()).ok_or(Fault::BadRequest)?;
            if self.length.is_some_and(|earlier| earlier != length) {
                return Err(Fault::BadRequest);
            }
            self.length = Some(length);
            self.lengths += 1;
        }
        Ok(())
    }

    fn note_coding(&mut self, value: &[u8]) -> Result<(), Fault> {
        self.codings += 1;
        for item in list_items(value) {
            let chunked = item.eq_ignore_ascii_case(b"chunked");
            if chunked && self.chunked {
                return Err(Fault::BadRequest);
            }
            if !chunked && !item.eq_ignore_ascii_case(b"identity") {
                return Err(Fault::NotImplemented);
            }
            self.chunked |= chunked;
            self.chunked_last = chunked;
        }
        Ok(())
    }

    /// The framing of a request and how doubtful it is.
    pub(crate) fn request(&self, version: u8, bodyless_method: bool) -> Result<(Framing, Doubt), Fault> {
        if self.chunked && (!self.chunked_last || version == 0) {
            return Err(Fault::BadRequest);
        }
        let framing = match (self.chunked, self.length) {
            (true, _) => Framing::Chunked,
            (false, Some(length)) if length > 0 => Framing::Length(length),
            _ => Framing::None,
        };
        let both = self.codings > 0 && self.lengths > 0;
        let body_of_get = bodyless_method && framing != Framing::None;
        let doubt = if both || self.lengths > 1 || self.suspicious || body_of_get {
            Doubt::Ambiguous
        } else if bodyless_method && self.lengths > 0 {
            Doubt::Acceptable
        } else {
            Doubt::Compliant
        };
        Ok((framing, doubt))
    }

    /// AWS's class and reason of a doubtful framing.
    pub(crate) fn why(&self, doubt: Doubt) -> Option<(&'static str, &'static str)> {
        let reason = match doubt {
            Doubt::Compliant => return None,
            Doubt::Acceptable => return Some(("Acceptable", "GetHeadZeroContentLength")),
            Doubt::Ambiguous if self.codings > 0 && self.lengths > 0 => "BothTeClPresent",
            Doubt::Ambiguous if self.lengths > 1 => "DuplicateContentLength",
            Doubt::Ambiguous if self.suspicious => "SuspiciousHeader",
            Doubt::Ambiguous if self.codings > 0 => "UndefinedTransferEncodingSemantics",
            Doubt::Ambiguous => "UndefinedContentLengthSemantics",
        };
        Some(("Ambiguous", reason))
    }

    /// The framing of a response, and whether its connection may serve again.
    pub(crate) fn response(&self, status: u16, to_head: bool) -> Result<(Framing, bool), Fault> {
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

    fn request(headers: &[(&str, &str)], bodyless: bool) -> Result<(Framing, Doubt), Fault> {
        let mut gathered = Gathered::default();
        for (name, value) in headers {
            gathered.note(Known::of(name), value.as_bytes())?;
        }
        gathered.request(1, bodyless)
    }

    #[test]
    fn sorts_requests_as_aws_does() {
        const CL: &str = "Content-Length";
        const TE: &str = "Transfer-Encoding";
        assert_eq!(request(&[], true), Ok((Framing::None, Doubt::Compliant)));
        assert_eq!(request(&[(CL, "5")], false), Ok((Framing::Length(5), Doubt::Compliant)));
        assert_eq!(request(&[(CL, "0")], true), Ok((Framing::None, Doubt::Acceptable)));
        assert_eq!(request(&[(CL, "5")], true), Ok((Framing::Length(5), Doubt::Ambiguous)));
        assert_eq!(request(&[(CL, "5"), (CL, "5")], false), Ok((Framing::Length(5), Doubt::Ambiguous)));
        assert_eq!(request(&[(CL, "5"), (TE, "chunked")], false), Ok((Framing::Chunked, Doubt::Ambiguous)));
        assert_eq!(
            request(&[("transfer_encoding", "chunked")], false),
            Ok((Framing::None, Doubt::Ambiguous))
        );
        assert_eq!(request(&[(TE, "identity")], false), Ok((Framing::None, Doubt::Compliant)));
        for bad in ["+5", "-5", "5 5", "0x5", "", "5,6", "5;", "99999999999999999999"] {
            assert_eq!(request(&[(CL, bad)], false), Err(Fault::BadRequest), "{bad}");
        }
        assert_eq!(request(&[(CL, "5"), (CL, "6")], false), Err(Fault::BadRequest));
        assert_eq!(request(&[(TE, "chunked, chunked")], false), Err(Fault::BadRequest));
        assert_eq!(request(&[(TE, "chunked"), (TE, "chunked")], false), Err(Fault::BadRequest));
        assert_eq!(request(&[(TE, "chunked, identity")], false), Err(Fault::BadRequest));
        assert_eq!(request(&[(TE, "xchunked")], false), Err(Fault::NotImplemented));
        assert_eq!(request(&[(TE, "gzip, chunked")], false), Err(Fault::NotImplemented));
    }

    #[test]
    fn modes_judge_doubt() {
        assert_eq!(Doubt::Ambiguous.judge(DesyncMode::Defensive), Ok(true));
        assert_eq!(Doubt::Ambiguous.judge(DesyncMode::Monitor), Ok(false));
        assert_eq!(Doubt::Acceptable.judge(DesyncMode::Defensive), Ok(false));
        assert_eq!(Doubt::Acceptable.judge(DesyncMode::Strictest), Err(Fault::BadRequest));
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
