//! In: the text of an http(s) URL. Out: where to connect and what to ask for. Never here: name resolution, connecting.

use std::fmt;

/// Where a connection goes: scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Whether the scheme is https.
    pub tls: bool,
    /// Host name or address, lower case; IPv6 without brackets.
    pub host: String,
    /// Port, the scheme's own when none was written.
    pub port: u16,
}

/// An origin with a path and query, such as `http://localhost:8888/receiving/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where to connect.
    pub origin: Origin,
    /// Path with its query, always starting with `/`.
    pub target: String,
}

/// The text is not an http or https URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnAddress(String);

impl fmt::Display for NotAnAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not an http(s) URL", self.0)
    }
}

impl std::error::Error for NotAnAddress {}

impl Address {
    /// Reads `http://host[:port][/path][?query]` or the same with https; user names and fragments are refused.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let refuse = || NotAnAddress(text.chars().take(200).collect());
        let uri: http::Uri = text.parse().map_err(|_| refuse())?;
        let tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(refuse()),
        };
        let authority = uri.authority().ok_or_else(refuse)?;
        // A port that is no number would otherwise pass for none.
        let bad_port = authority.as_str().len() > authority.host().len() && authority.port_u16().is_none();
        if bad_port || authority.as_str().contains('@') || text.contains('#') || authority.host().is_empty() {
            return Err(refuse());
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let port = authority.port_u16().unwrap_or(if tls { 443 } else { 80 });
        let target = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        Ok(Self { origin: Origin { tls, host, port }, target })
    }

    /// Reads what people type for a host: `host`, `host:port` or a whole URL; `port` is used when none is written.
    pub fn parse_loose(text: &str, port: u16) -> Result<Self, NotAnAddress> {
        if text.contains("://") {
            return Self::parse(text);
        }
        let mut read = Self::parse(&format!("http://{text}"))?;
        let authority = text.split('/').next().unwrap_or(text);
        let has_port = authority.rsplit_once(':').is_some_and(|(_, p)| p.parse::<u16>().is_ok());
        if !has_port {
            read.origin.port = port;
        }
        Ok(read)
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or("/")
    }

    /// The same origin with the last step of the path made `step`: `/` and `/prod` gain it, a path that has it stays.
    pub fn ending_in(mut self, step: &str) -> Self {
        let path = self.path().trim_end_matches('/').to_owned();
        let has_it = path.rsplit('/').next() == Some(step);
        self.target = if has_it { format!("{path}/") } else { format!("{path}/{step}/") };
        self
    }
}

impl Origin {
    /// The value of the `Host` header: the port is left out when it is the scheme's own.
    pub fn host_header(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        match (self.tls, self.port) {
            (false, 80) | (true, 443) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }

    /// Whether the host is this machine by one of its usual names.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host == "::1" || self.host.starts_with("127.")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.tls { "https" } else { "http" }, self.host_header())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_urls_and_bare_hosts() {
        assert_eq!(
            Address::parse("HTTP://Hq:8888/receiving/?a=1").unwrap().to_string(),
            "http://hq:8888/receiving/?a=1"
        );
        assert_eq!(Address::parse_loose("10.0.0.7", 5000).unwrap().to_string(), "http://10.0.0.7:5000/");
        assert_eq!(Address::parse_loose("lb.local:81", 5000).unwrap().to_string(), "http://lb.local:81/");
        assert_eq!(Address::parse_loose("http://lb.local", 5000).unwrap().origin.port, 80);
    }

    #[test]
    fn joins_the_last_step_once() {
        let joined = |text: &str| Address::parse(text).unwrap().ending_in("receiving").target;
        assert_eq!(joined("http://hq"), "/receiving/");
        assert_eq!(joined("http://hq/receiving"), "/receiving/");
        assert_eq!(joined("http://hq/prod"), "/prod/receiving/");
    }

    #[test]
    fn refuses_other_schemes_and_tricks() {
        for bad in ["", "ftp://x/", "x", "http://", "http://a@b/", "http://x/#f", "http://x:99999/"] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }
}
