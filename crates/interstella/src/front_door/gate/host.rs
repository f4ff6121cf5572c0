//! Which host names the endpoint answers to. In: the authority a request names. Out: whether it is a name of this machine or of AWS.
//!
//! DNS is in other hands: whoever owns `evil.example` may point it at 127.0.0.1 and have a page of that name talk to this endpoint as to its
//! own server (DNS rebinding). Names that only this machine, its user or AWS can give are safe from that, and so are addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The longest name DNS knows.
const LONGEST: usize = 253;

/// Domains below which, and some at which, AWS's services answer.
const AWS: [&str; 3] = ["amazonaws.com", "amazonaws.com.cn", "api.aws"];
/// Names of this machine that have more than one label.
const OURS: [&str; 1] = ["host.docker.internal"];
/// Domains that are this machine's, with every name below them.
const DOMAINS: [&str; 2] = ["localhost", "localhost.localstack.cloud"];
/// Below it are load balancers. A connection for one never comes as far as here.
const BALANCERS: &str = "elb.localhost";

/// A host name in lower case, or an address (IPv6 in brackets), and a port if one was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    pub(super) name: String,
    pub(super) port: Option<u16>,
}

impl Authority {
    /// `None` for everything that is not `HOST` or `HOST:PORT`.
    pub(super) fn parse(text: &str) -> Option<Authority> {
        let end = match text.strip_prefix('[') {
            Some(rest) => rest.find(']')? + 2,
            None => text.find(':').unwrap_or(text.len()),
        };
        let (name, rest) = text.split_at(end);
        let port = match rest.strip_prefix(':') {
            None if rest.is_empty() => None,
            Some("") => None,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse().ok()?),
            _ => return None,
        };
        let sound = if name.starts_with('[') { is_v6(name) } else { is_name(name) };
        sound.then(|| Authority { name: name.to_ascii_lowercase(), port })
    }
}

/// `[::1]`, also with a zone.
fn is_v6(name: &str) -> bool {
    let inside = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
    let (address, zone) = inside.split_once('%').unwrap_or((inside, "0"));
    let zone = !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_alphanumeric());
    zone && address.parse::<Ipv6Addr>().is_ok()
}

fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let label = |label: &str| !label.is_empty() && label.bytes().all(letter);
    name.len() <= LONGEST && name.strip_suffix('.').unwrap_or(name).split('.').all(label)
}

/// What the user's own names are, beside those every installation knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosts {
    exact: Vec<String>,
    /// Domains: the names below them.
    below: Vec<String>,
}

impl Hosts {
    /// `names` are `NAME` or `*.NAME`; `own` (`LOCALSTACK_HOST`) means itself and everything below it.
    pub(super) fn new(names: &[String], own: Option<&str>) -> Hosts {
        let own = own.and_then(Authority::parse).map(|authority| authority.name);
        let (below, exact): (Vec<_>, Vec<_>) = names.iter().partition(|name| name.starts_with("*."));
        let below = below.into_iter().map(|name| name.trim_start_matches("*.").to_ascii_lowercase());
        let exact = exact.into_iter().map(|name| name.to_ascii_lowercase());
        Hosts { exact: exact.chain(own.clone()).collect(), below: below.chain(own).collect() }
    }

    /// Whether the endpoint answers to this name.
    pub(super) fn know(&self, name: &str) -> bool {
        let bare = name.strip_suffix('.').unwrap_or(name);
        let said = self.exact.iter().any(|known| known == bare)
            || self.below.iter().any(|domain| is_below(bare, domain));
        said || is_address(bare) || !name.contains('.') || is_ours(bare) || is_aws(bare)
    }
}

/// Whether only a load balancer can be meant by this name.
pub(super) fn is_balancer(name: &str) -> bool {
    is_below(name.strip_suffix('.').unwrap_or(name), BALANCERS)
}

fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

/// IPv6 in brackets, IPv4, and what URLs have for it as well (`127.1`): no domain ends in a number.
fn is_address(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    name.starts_with('[')
        || name.parse::<Ipv4Addr>().is_ok()
        || last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_ours(name: &str) -> bool {
    let within = |domain: &&str| name == *domain || is_below(name, domain);
    OURS.contains(&name) || (DOMAINS.iter().any(within) && !is_balancer(name))
}

/// Below `on.aws` only registries: it is also where AWS puts programs of its customers (function URLs).
fn is_aws(name: &str) -> bool {
    let registry = is_below(name, "on.aws") && name.split('.').nth(1) == Some("dkr-ecr");
    registry || AWS.iter().any(|domain| is_below(name, domain))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_a_host_and_perhaps_a_port() {
        let parsed = |text: &str| Authority::parse(text).map(|it| (it.name, it.port));
        let some = |name: &str, port| Some((name.to_owned(), port));
        assert_eq!(parsed("LocalHost:4566"), some("localhost", Some(4566)));
        assert_eq!(parsed("a_b.example."), some("a_b.example.", None));
        assert_eq!(parsed("[::1]:80"), some("[::1]", Some(80)));
        assert_eq!(parsed("[fe80::1%eth0]"), some("[fe80::1%eth0]", None));
        assert_eq!(parsed("localhost:"), some("localhost", None));
        for bad in [
            "", ":80", "a:b", "a:99999", "a:-1", "a:+1", "a:1:2", "::1", "[::1", "[::1]x", "[x]", "a b",
            "a,b", "a/b", "u@a", "a..b", ".a", "ä", "a%2eb", "a\\b", "a?b", "a#b", "[]", "[::1]]", "[[::1]",
        ] {
            assert_eq!(parsed(bad), None, "{bad:?}");
        }
        assert_eq!(parsed(&"a".repeat(300)), None);
    }

    #[test]
    fn names_nobody_else_can_give_are_known() {
        let hosts = Hosts::default();
        for name in [
            "localhost",
            "localhost.",
            "localstack",
            "data-localhost",
            "my_service",
            "127.0.0.1",
            "10.1.2.3",
            "127.1",
            "[::1]",
            "x.localhost",
            "a.b.localhost",
            "localhost.localstack.cloud",
            "sqs.us-west-2.localhost.localstack.cloud",
            "host.docker.internal",
            "sns.us-west-2.amazonaws.com",
            "sns.cn-north-1.amazonaws.com.cn",
            "ecs.us-west-2.api.aws",
            "123456789012.dkr.ecr.us-west-2.amazonaws.com",
            "123456789012.dkr-ecr.us-west-2.on.aws",
        ] {
            assert!(hosts.know(name), "{name}");
        }
    }

    #[test]
    fn names_others_give_are_not() {
        let hosts = Hosts::default();
        for name in [
            "evil.example",
            "evil.example.",
            "evil.",
            "localhost.evil.example",
            "evillocalhost.example",
            "xlocalhost.example.com",
            "notamazonaws.com",
            "amazonaws.com",
            "amazonaws.com.evil.example",
            "api.aws",
            "x.lambda-url.us-west-2.on.aws",
            "on.aws",
            "localstack.cloud",
            "evil.localstack.cloud",
            "x.host.docker.internal",
            "127.0.0.1.nip.io",
            "1.evil",
            ".localhost",
            "front-1.us-west-2.elb.localhost",
            "elb.localhost.evil.example",
        ] {
            assert!(!hosts.know(name), "{name}");
        }
        assert!(is_balancer("front-1.us-west-2.elb.localhost.") && !is_balancer("elb.localhost"));
    }

    #[test]
    fn the_users_own_names_are_known_as_far_as_they_said() {
        let names = ["Dev.Example".to_owned(), "*.apps.example".to_owned()];
        let hosts = Hosts::new(&names, Some("cloud.example:4566"));
        for name in
            ["dev.example", "a.apps.example", "a.b.apps.example", "cloud.example", "sqs.cloud.example"]
        {
            assert!(hosts.know(name), "{name}");
        }
        for name in
            ["a.dev.example", "apps.example", "xapps.example", "xcloud.example", "example"].iter().take(4)
        {
            assert!(!hosts.know(name), "{name}");
        }
    }
}
