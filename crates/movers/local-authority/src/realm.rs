//! Which names an authority may sign (X.509 name constraints). In: a realm. Out: what its root says of it, and whether a name is within.
//! Never here: keys.
//!
//! | realm | its root permits | who trusts the root |
//! |---|---|---|
//! | [`Realm::Machine`] | `localhost`, `localhost.localstack.cloud`, all below them, 127.0.0.0/8, ::1 | the machine, once `ca trust` ran |
//! | [`Realm::Aws`] | `amazonaws.com`, `amazonaws.com.cn`, `api.aws` and all below them; no address | containers, nobody else |
//! | [`Realm::AnyName`] | everything | only programs that are given it by hand |
//!
//! Constraints are critical: a client that does not know them refuses the root rather than the limits.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rcgen::{CidrSubnet, GeneralSubtree, NameConstraints};

/// Which names an authority may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    /// This machine's own: a root with it can be trusted by a whole machine without endangering any other site.
    Machine,
    /// AWS's: for the endpoints that programs in containers call.
    Aws,
    /// Any: for certificates requested for domains of the user's. Such a root must never be in a trust store.
    AnyName,
}

const MACHINE: [&str; 2] = ["localhost", "localhost.localstack.cloud"];
const AWS: [&str; 3] = ["amazonaws.com", "amazonaws.com.cn", "api.aws"];

impl Realm {
    /// Whether a certificate may be for this: a DNS name, also with a wildcard for its first label, or an address.
    pub fn covers(self, name: &str) -> bool {
        match (self, name.parse::<IpAddr>()) {
            (Self::AnyName, _) => true,
            (Self::Machine, Ok(address)) => address.is_loopback(),
            (Self::Aws, Ok(_)) => false,
            (Self::Machine, Err(_)) => is_below(name, &MACHINE),
            (Self::Aws, Err(_)) => is_below(name, &AWS),
        }
    }

    /// The organisation its certificates name; AWS's say `Amazon`.
    pub(crate) fn organisation(self) -> &'static str {
        match self {
            Self::Machine => "Interstella local CA",
            Self::Aws => "Interstella tasks CA",
            Self::AnyName => "Interstella any-name CA",
        }
    }

    /// What its root says.
    pub(crate) fn constraints(self) -> Option<NameConstraints> {
        let domains = |names: &[&str]| -> Vec<_> {
            names.iter().map(|name| GeneralSubtree::DnsName((*name).to_owned())).collect()
        };
        let v4 = |address: Ipv4Addr, prefix| {
            GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix(address.octets(), prefix))
        };
        let v6 = |address: Ipv6Addr, prefix| {
            GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(address.octets(), prefix))
        };
        match self {
            Self::AnyName => None,
            Self::Machine => {
                let mut permitted = domains(&MACHINE);
                permitted.extend([v4(Ipv4Addr::new(127, 0, 0, 0), 8), v6(Ipv6Addr::LOCALHOST, 128)]);
                Some(NameConstraints { permitted_subtrees: permitted, excluded_subtrees: Vec::new() })
            }
            // A kind of name that is not spoken of is free, so addresses are excluded by name.
            Self::Aws => {
                let excluded = vec![v4(Ipv4Addr::UNSPECIFIED, 0), v6(Ipv6Addr::UNSPECIFIED, 0)];
                Some(NameConstraints { permitted_subtrees: domains(&AWS), excluded_subtrees: excluded })
            }
        }
    }
}

fn is_below(name: &str, domains: &[&str]) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name).to_ascii_lowercase();
    domains.iter().any(|domain| {
        name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.') && rest.len() > 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_within_or_not() {
        let machine = [
            "localhost",
            "*.localhost",
            "front.us-west-2.elb.LOCALHOST",
            "127.0.0.1",
            "127.9.9.9",
            "::1",
            "sqs.localhost.localstack.cloud",
        ];
        let aws = [
            "sqs.us-west-2.amazonaws.com",
            "*.s3.amazonaws.com",
            "ecs.us-west-2.api.aws",
            "sqs.cn-north-1.amazonaws.com.cn",
        ];
        let others = [
            "example.com",
            "notlocalhost",
            "localhost.example.com",
            "localstack.cloud",
            ".localhost",
            "notamazonaws.com",
            "amazonaws.com.example.com",
            "10.0.0.1",
            "169.254.169.254",
            "::",
            "",
        ];
        let verdicts =
            |name: &str| [Realm::Machine, Realm::Aws, Realm::AnyName].map(|realm| realm.covers(name));
        machine.iter().for_each(|name| assert_eq!(verdicts(name), [true, false, true], "{name}"));
        aws.iter().for_each(|name| assert_eq!(verdicts(name), [false, true, true], "{name}"));
        others.iter().for_each(|name| assert_eq!(verdicts(name), [false, false, true], "{name}"));
    }
}
