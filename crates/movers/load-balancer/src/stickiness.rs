//! Sticky sessions. In: the Cookie headers of a request, what it was routed to. Out: the group or target a valid cookie
//! names; the cookies of the answer. Never done here: choosing a target otherwise.
//!
//! A token is 16 hex digits that stand for the ARN or the target and 8 that say when it runs out. It is opaque to
//! clients, as Amazon's is, but not encrypted: it names nothing and opens nothing.

use std::io::Write;
use std::time::Duration;

use crate::http_date::{append_date, unix_seconds};

/// How long a browser keeps the target cookie, whatever the configured duration.
const BROWSER_SECONDS: u64 = 7 * 24 * 3600;

/// The cookie that holds a request to a target, and to a target group of a weighted forward.
pub(crate) const TARGET: &str = "AWSALB";
pub(crate) const GROUP: &str = "AWSALBTG";
/// The cookie that holds a request to the target that set the application's own cookie.
pub(crate) const APPLICATION: &str = "AWSALBAPP-0";

/// A number for a name, the same in every run (64-bit FNV-1a).
pub(crate) fn mark(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter().chain(&[0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The value of the cookie `name` in one Cookie (or Set-Cookie) header.
pub(crate) fn value<'c>(cookies: &'c [u8], name: &str) -> Option<&'c [u8]> {
    let mut pairs = cookies.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    pairs.find_map(|pair| pair.strip_prefix(name.as_bytes())?.strip_prefix(b"="))
}

/// The mark in the cookie `name` of one Cookie header, if it is well formed and has not run out.
pub(crate) fn marked(cookies: &[u8], name: &str) -> Option<u64> {
    let token =
        std::str::from_utf8(value(cookies, name)?).ok().filter(|text| text.len() == 24 && text.is_ascii())?;
    let until = u64::from_str_radix(&token[16..], 16).ok()?;
    let mark = u64::from_str_radix(&token[..16], 16).ok()?;
    (until >= unix_seconds()).then_some(mark)
}

/// Appends both Set-Cookie lines (plain and for cross-origin use) of the cookie `name`.
pub(crate) fn write(out: &mut Vec<u8>, name: &str, mark: u64, lasts: Duration) {
    let now = unix_seconds();
    let until = (now + lasts.as_secs()).min(u64::from(u32::MAX));
    for (suffix, rest) in [("", ""), ("CORS", "; SameSite=None; Secure")] {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "Set-Cookie: {name}{suffix}={mark:016x}{until:08x}; Expires=");
        append_date(out, now + BROWSER_SECONDS);
        let _ = write!(out, "; Path=/{rest}\r\n");
    }
}

/// Appends the Set-Cookie lines of application stickiness. At AWS a token may need four cookies; ours fits in the first.
pub(crate) fn write_application(out: &mut Vec<u8>, mark: u64, lasts: Duration) {
    let now = unix_seconds();
    let until = (now + lasts.as_secs()).min(u64::from(u32::MAX));
    for shard in 0..4 {
        // Writing to a Vec cannot fail.
        let _ = match shard {
            0 => write!(out, "Set-Cookie: {APPLICATION}={mark:016x}{until:08x}; Expires="),
            _ => write!(out, "Set-Cookie: AWSALBAPP-{shard}=_remove_; Expires="),
        };
        append_date(out, now + BROWSER_SECONDS);
        out.extend_from_slice(b"; Path=/\r\n");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cookie_comes_back() {
        let mut out = Vec::new();
        write(&mut out, TARGET, 0xabc, Duration::from_secs(60));
        let text = String::from_utf8(out).unwrap();
        let token = text.strip_prefix("Set-Cookie: AWSALB=").unwrap().split(';').next().unwrap();
        let cookies = format!("a=b; AWSALB={token}; c=d");
        assert_eq!(marked(cookies.as_bytes(), TARGET), Some(0xabc));
        assert_eq!(marked(cookies.as_bytes(), GROUP), None);
        assert!(
            text.contains("\r\nSet-Cookie: AWSALBCORS=")
                && text.ends_with("; Path=/; SameSite=None; Secure\r\n")
        );
    }

    #[test]
    fn old_and_odd_cookies_mean_nothing() {
        for value in ["00000000000000ff00000001", "xyz", "", "00000000000000ff0000000é"] {
            assert_eq!(marked(format!("AWSALB={value}").as_bytes(), TARGET), None);
        }
    }
}
