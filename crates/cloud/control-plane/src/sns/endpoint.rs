//! What may be subscribed. In: protocol and endpoint. Out: nothing or a refusal. Never here: resolving or calling it.

use shapes::Error;

use super::refusal::{invalid, not_here};

/// What AWS also delivers to.
const ELSEWHERE: [&str; 8] =
    ["https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"];

const LONGEST: usize = 2048;

/// Refuses whatever is not `http` with an `http://` URL.
pub(crate) fn check(protocol: &str, endpoint: &str) -> Result<(), Error> {
    if ELSEWHERE.contains(&protocol) {
        return Err(invalid(format!("Protocol Reason: {}", not_here(format!("protocol {protocol}")))));
    }
    if protocol != "http" {
        return Err(invalid(format!("Amazon SNS does not support this protocol string: {protocol}")));
    }
    let rest = endpoint.strip_prefix("http://");
    let rest = rest.ok_or_else(|| invalid("Endpoint must match the specified protocol"))?;
    if endpoint.len() > LONGEST || !endpoint.bytes().all(|byte| byte.is_ascii_graphic()) {
        let text = format!("Endpoint Reason: expected at most {LONGEST} printable ASCII characters");
        return Err(invalid(text));
    }
    match is_authority(rest.split(['/', '?', '#']).next().unwrap_or_default()) {
        true => Ok(()),
        false => Err(invalid("Endpoint Reason: expected http://[user:password@]host[:port][/path]")),
    }
}

/// `[user:password@]host[:port]` with a host.
fn is_authority(text: &str) -> bool {
    let place = text.rsplit_once('@').map_or(text, |(_, place)| place);
    let (host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, rest)) if address.parse::<std::net::Ipv6Addr>().is_ok() => (address, rest),
        Some(_) => return false,
        None => place.find(':').map_or((place, ""), |colon| place.split_at(colon)),
    };
    let port_fits = match port.strip_prefix(':') {
        Some(digits) => digits.parse::<u16>().is_ok_and(|port| port > 0),
        None => port.is_empty(),
    };
    let good = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
    !host.is_empty() && host.chars().all(good) && port_fits
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_http_urls_are_taken() {
        for good in ["http://localhost", "http://u:p@a.elb.localhost:81/iridium?x=1", "http://[::1]:80/"] {
            assert_eq!(check("http", good), Ok(()), "{good}");
        }
        for bad in
            ["https://a", "localhost:80", "http://", "http:///x", "http://a:0/", "http://a:b/", "http://a b"]
        {
            assert!(check("http", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn other_protocols_are_refused_with_the_reason() {
        let words =
            |protocol: &str| check(protocol, "x").err().map(|error| error.message).unwrap_or_default();
        assert!(words("https").contains("not in this product yet"));
        let unknown = "Invalid parameter: Amazon SNS does not support this protocol string: ftp";
        assert_eq!(words("ftp"), unknown);
    }
}
