//! Header names the balancer cares about. In: a header name. Out: which one it is. Never done here: reading values.

/// A header with a meaning for the balancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Other,
    Connection,
    ContentLength,
    Cookie,
    Date,
    Expect,
    Host,
    KeepAlive,
    ProxyConnection,
    Te,
    TraceId,
    Trailer,
    TransferEncoding,
    Upgrade,
    ForwardedFor,
    ForwardedPort,
    ForwardedProto,
    /// `X-Amzn-Tls-Version` or `X-Amzn-Tls-Cipher-Suite`.
    TlsFact,
    /// Not a header of ours, but some server might take it for `Transfer-Encoding` or `Content-Length`.
    Suspicious,
}

impl Known {
    /// Which header `name` is; ASCII case does not count.
    pub(crate) fn of(name: &str) -> Self {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        match name.len() {
            2 if is("te") => Self::Te,
            4 if is("host") => Self::Host,
            4 if is("date") => Self::Date,
            6 if is("cookie") => Self::Cookie,
            6 if is("expect") => Self::Expect,
            7 if is("trailer") => Self::Trailer,
            7 if is("upgrade") => Self::Upgrade,
            10 if is("connection") => Self::Connection,
            10 if is("keep-alive") => Self::KeepAlive,
            14 if is("content-length") => Self::ContentLength,
            15 if is("x-amzn-trace-id") => Self::TraceId,
            15 if is("x-forwarded-for") => Self::ForwardedFor,
            16 if is("x-forwarded-port") => Self::ForwardedPort,
            16 if is("proxy-connection") => Self::ProxyConnection,
            18 if is("x-amzn-tls-version") => Self::TlsFact,
            23 if is("x-amzn-tls-cipher-suite") => Self::TlsFact,
            17 if is("x-forwarded-proto") => Self::ForwardedProto,
            17 if is("transfer-encoding") => Self::TransferEncoding,
            13..=20 if looks_like_framing(name) => Self::Suspicious,
            _ => Self::Other,
        }
    }

    /// Headers of one hop, never passed on.
    pub(crate) fn is_hop(self) -> bool {
        matches!(
            self,
            Self::Connection
                | Self::KeepAlive
                | Self::ProxyConnection
                | Self::Te
                | Self::Trailer
                | Self::TransferEncoding
                | Self::Upgrade
        )
    }
}

fn looks_like_framing(name: &str) -> bool {
    if !matches!(name.as_bytes().first(), Some(b't' | b'T' | b'c' | b'C' | b'_' | b'-')) {
        return false;
    }
    let letters = || name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    letters().eq(*b"transferencoding") || letters().eq(*b"contentlength")
}

/// Items of a comma-separated header value, trimmed, empty ones left out.
pub(crate) fn list_items(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|item| !item.is_empty())
}

/// True when the comma-separated `value` holds `wanted`; ASCII case does not count.
pub(crate) fn has_item(value: &[u8], wanted: &str) -> bool {
    list_items(value).any(|item| item.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// True when AWS calls the name valid: letters, digits and hyphens only.
pub(crate) fn is_valid_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Without blanks around it; other white space, which `trim_ascii` takes away too, is part of a value.
pub(crate) fn trimmed(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}

/// A control character that is no blank.
pub(crate) fn is_odd(byte: u8) -> bool {
    byte.is_ascii_control() && byte != b'\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(Known::of("TRANSFER-encoding"), Known::TransferEncoding);
        assert_eq!(Known::of("Transfer_Encoding"), Known::Suspicious);
        assert_eq!(Known::of("contentlength"), Known::Suspicious);
        assert_eq!(Known::of("content-encoding"), Known::Other);
        assert!(has_item(b"keep-alive, Upgrade", "upgrade"));
        assert!(!has_item(b"upgrader", "upgrade"));
    }
}
