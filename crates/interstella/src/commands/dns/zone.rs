//! Which names are answered, and how. In: what the cloud says of its load balancers, a name. Out: an answer. Never here: sockets.
//!
//! | name | address |
//! |---|---|
//! | DNS name of a load balancer of the cloud | its own; 127.0.0.1 where only the shared one has its ports |
//! | `localhost`, `*.localhost` | 127.0.0.1 (RFC 6761), other clouds' load balancers among them |
//! | `data-localhost`, `stream-localhost` | 127.0.0.1: what SDKs make of the endpoint `http://localhost:PORT` for some operations |
//! | `DOMAIN`, `*.DOMAIN` of `--load-balancer-names DOMAIN` | 127.0.0.1 |
//! | anything else | refused: others know it |

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use container_runtime::dns::Answer;

/// Names whose every subdomain is this machine, and those without any.
pub(super) const LOCALHOST: &str = "localhost";
/// Host prefixes of operations whose service is here: DiscoverInstances, StartLiveTail.
const PREFIXED: [&str; 2] = ["data-localhost", "stream-localhost"];

/// The names that are answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Zone {
    /// The user's domain for load balancers, if there is one.
    domain: Option<String>,
    balancers: BTreeMap<String, Ipv4Addr>,
}

impl Zone {
    /// `endings` are what names of load balancers end in; of a load balancer without an address the shared one is meant.
    pub(super) fn new(
        endings: &[String],
        balancers: impl IntoIterator<Item = (String, Option<Ipv4Addr>)>,
    ) -> Zone {
        let domains = endings.iter().filter_map(|ending| ending.strip_prefix(".elb."));
        let at = |address: Option<Ipv4Addr>| address.unwrap_or(Ipv4Addr::LOCALHOST);
        let balancers = balancers.into_iter().map(|(name, own)| (name.to_ascii_lowercase(), at(own)));
        Zone {
            domain: domains.filter(|domain| *domain != LOCALHOST).map(str::to_owned).next(),
            balancers: balancers.collect(),
        }
    }

    /// The domains that are answered with all below them, and single names.
    pub(super) fn names(&self) -> Vec<&str> {
        [LOCALHOST].into_iter().chain(PREFIXED).chain(self.domain.as_deref()).collect()
    }

    /// Whether the answer can depend on the cloud.
    pub(super) fn needs_cloud(&self, name: &str) -> bool {
        !PREFIXED.contains(&name) && (name.contains(".elb.") || !is_below(name, LOCALHOST))
    }

    /// What is said to a name in lower case.
    pub(super) fn answer(&self, name: &str) -> Answer {
        let own = self.balancers.get(name).copied();
        let is_here = || {
            PREFIXED.contains(&name)
                || is_below(name, LOCALHOST)
                || self.domain.as_ref().is_some_and(|domain| is_below(name, domain))
        };
        match own.or_else(|| is_here().then_some(Ipv4Addr::LOCALHOST)) {
            Some(address) => Answer::addresses([address]),
            None => Answer::Refused,
        }
    }
}

/// The domain itself, or a name below it.
fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine_are_answered_and_others_refused() {
        let own = Ipv4Addr::new(127, 1, 240, 1);
        let balancers = [
            ("Front-1.us-west-2.elb.localhost".to_owned(), Some(own)),
            ("back-1.us-west-2.elb.dev.test".to_owned(), None),
        ];
        let zone = Zone::new(&[".elb.localhost".to_owned(), ".elb.dev.test".to_owned()], balancers);
        assert_eq!(zone.answer("front-1.us-west-2.elb.localhost"), Answer::addresses([own]));
        for name in [
            "localhost",
            "web.localhost",
            "other-1.us-west-2.elb.localhost",
            "data-localhost",
            "stream-localhost",
            "dev.test",
            "shop.dev.test",
            "back-1.us-west-2.elb.dev.test",
        ] {
            assert_eq!(zone.answer(name), Answer::addresses([Ipv4Addr::LOCALHOST]), "{name}");
        }
        for name in
            ["example.com", "xdev.test", "test", "notlocalhost", "xdata-localhost", "a.data-localhost", ""]
        {
            assert_eq!(zone.answer(name), Answer::Refused, "{name}");
        }
        assert_eq!(zone.names(), ["localhost", "data-localhost", "stream-localhost", "dev.test"]);
        assert!(!zone.needs_cloud("web.localhost") && !zone.needs_cloud("data-localhost"));
        assert!(zone.needs_cloud("a.elb.localhost") && zone.needs_cloud("a.dev.test"));
    }
}
