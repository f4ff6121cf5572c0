//! How far a request strays from RFC 7230, as AWS sorts it. In: what the readers of heads found. Out: its class, AWS's word for
//! it, and what a desync mitigation mode makes of it. Never done here: reading.
//!
//! ```text
//!                 Acceptable    Ambiguous                       Severe
//!   monitor       passes        passes                          passes, both connections end
//!   defensive     passes        passes, both connections end    400
//!   strictest     400           400                             400
//! ```
//!
//! What cannot be framed or split into lines in one way only (a length that is no number, a name with a space in it) is no
//! request in any mode.

use crate::page::Fault;
use crate::table::DesyncMode;

/// How dangerous it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Acceptable,
    Ambiguous,
    Severe,
}

/// One way to stray; the names are AWS's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stray {
    /// A control character in the target.
    AmbiguousUri,
    BadContentLength,
    /// NUL or CR in a header, or a line that is none.
    BadHeader,
    BadMethod,
    BadTransferEncoding,
    /// NUL or CR in the target.
    BadUri,
    BadVersion,
    BothTeClPresent,
    DuplicateContentLength,
    /// A header without a name, or a line of blanks only.
    EmptyHeader,
    GetHeadZeroContentLength,
    MultipleContentLength,
    MultipleTransferEncodingChunked,
    /// A control character, or one beyond ASCII, in a header's value; a character in its name that belongs in no name.
    NonCompliantHeader,
    /// HTTP/1.2 and on.
    NonCompliantVersion,
    SpaceInUri,
    /// A name some server might take for `Transfer-Encoding` or `Content-Length`.
    SuspiciousHeader,
    UndefinedContentLengthSemantics,
    UndefinedTransferEncodingSemantics,
}

impl Stray {
    pub(crate) fn class(self) -> Class {
        match self {
            Self::GetHeadZeroContentLength
            | Self::NonCompliantHeader
            | Self::NonCompliantVersion
            | Self::SpaceInUri => Class::Acceptable,
            Self::AmbiguousUri
            | Self::BothTeClPresent
            | Self::DuplicateContentLength
            | Self::EmptyHeader
            | Self::SuspiciousHeader
            | Self::UndefinedContentLengthSemantics
            | Self::UndefinedTransferEncodingSemantics => Class::Ambiguous,
            Self::BadContentLength
            | Self::BadHeader
            | Self::BadMethod
            | Self::BadTransferEncoding
            | Self::BadUri
            | Self::BadVersion
            | Self::MultipleContentLength
            | Self::MultipleTransferEncodingChunked => Class::Severe,
        }
    }

    /// The worse of two; the first when they are of one class.
    pub(crate) fn worse(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        if other.map(Self::class) > one.map(Self::class) { other } else { one }
    }

    /// What `mode` makes of it: `Ok(true)` when both connections must end after the exchange.
    pub(crate) fn judge(self, mode: DesyncMode) -> Result<bool, Fault> {
        match (mode, self.class()) {
            (DesyncMode::Strictest, _) | (DesyncMode::Defensive, Class::Severe) => {
                Err(Fault::Malformed(self))
            }
            (DesyncMode::Defensive, Class::Ambiguous) | (DesyncMode::Monitor, Class::Severe) => Ok(true),
            _ => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_judge_classes() {
        let judge = |stray: Stray| {
            [DesyncMode::Monitor, DesyncMode::Defensive, DesyncMode::Strictest]
                .map(|mode| stray.judge(mode).ok())
        };
        assert_eq!(judge(Stray::SpaceInUri), [Some(false), Some(false), None]);
        assert_eq!(judge(Stray::EmptyHeader), [Some(false), Some(true), None]);
        assert_eq!(judge(Stray::BadHeader), [Some(true), None, None]);
    }

    #[test]
    fn the_worse_one_counts_and_the_first_of_equals() {
        let worse = |one, other| Stray::worse(Some(one), Some(other));
        assert_eq!(worse(Stray::SpaceInUri, Stray::EmptyHeader), Some(Stray::EmptyHeader));
        assert_eq!(worse(Stray::EmptyHeader, Stray::AmbiguousUri), Some(Stray::EmptyHeader));
        assert_eq!(Stray::worse(None, Some(Stray::SpaceInUri)), Some(Stray::SpaceInUri));
        assert_eq!(Stray::worse(Some(Stray::SpaceInUri), None), Some(Stray::SpaceInUri));
    }
}
