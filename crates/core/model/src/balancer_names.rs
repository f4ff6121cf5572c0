//! What DNSName of a load balancer is. In: what the user wants. Out: names, and which names are load balancers' at all. Never here: a
//! resolver.
//!
//! ```text
//!   localhost   front-1234567890.us-west-2.elb.localhost    resolves to this machine for curl and browsers
//!   address     127.1.240.1                                 needs no resolver
//!   DOMAIN      front-1234567890.us-west-2.elb.DOMAIN       where the user has every name of DOMAIN lead to this machine
//! ```

use std::net::Ipv4Addr;
use std::sync::Arc;

/// What is above every name that needs no domain of the user's.
const LOCALHOST: &str = ".elb.localhost";
/// Longest name of DNS, and what a load balancer puts before the domain at most: `internal-`, 32, `-` and 10 characters, a Region.
const MOST: usize = 253;
const MOST_BEFORE: usize = 90;

/// What load balancers that are made from now on are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BalancerNames {
    /// Names under `elb.localhost`.
    #[default]
    Localhost,
    /// Their own address.
    Address,
    /// Names under `elb.` and this domain, which is lower-case.
    Domain(Arc<str>),
}

impl BalancerNames {
    /// Reads `localhost`, `address` or a domain, which may be written as the wildcard it is (`*.dev.example.com`). The error is a sentence
    /// for users.
    pub fn read(text: &str) -> Result<BalancerNames, String> {
        let text = text.trim_end_matches('.').to_ascii_lowercase();
        match text.as_str() {
            "localhost" => return Ok(BalancerNames::Localhost),
            "address" => return Ok(BalancerNames::Address),
            _ => {}
        }
        let domain = text.strip_prefix("*.").unwrap_or(&text);
        let is_domain = domain.len() + MOST_BEFORE <= MOST && domain.split('.').all(is_label);
        if !is_domain || domain.parse::<Ipv4Addr>().is_ok() {
            return Err("it is localhost, address, or a domain such as dev.example.com".to_owned());
        }
        Ok(BalancerNames::Domain(domain.into()))
    }

    /// The name of a load balancer: `first` is what AWS puts before the Region. `None` where it is called by its address.
    pub fn name(&self, first: &str, region: &str) -> Option<String> {
        match self {
            BalancerNames::Localhost => Some(format!("{first}.{region}{LOCALHOST}")),
            BalancerNames::Address => None,
            BalancerNames::Domain(domain) => Some(format!("{first}.{region}.elb.{domain}")),
        }
    }

    /// What names of load balancers end in, those made under other settings too; each begins with a dot.
    pub fn endings(&self) -> Vec<String> {
        let own = match self {
            BalancerNames::Domain(domain) => Some(format!(".elb.{domain}")),
            BalancerNames::Localhost | BalancerNames::Address => None,
        };
        std::iter::once(LOCALHOST.to_owned()).chain(own).collect()
    }

    /// Whether only a load balancer can be called so; `name` is lower-case.
    pub fn covers(&self, name: &str) -> bool {
        self.endings().iter().any(|ending| name.ends_with(ending))
    }
}

/// One part of a host name.
fn is_label(label: &str) -> bool {
    let fits = (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    fits && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_domain_is_read_however_it_is_written() {
        for text in ["dev.example.com", "*.Dev.Example.com."] {
            assert_eq!(
                BalancerNames::read(text),
                Ok(BalancerNames::Domain("dev.example.com".into())),
                "{text}"
            );
        }
        assert_eq!(BalancerNames::read("localhost"), Ok(BalancerNames::Localhost));
        assert_eq!(BalancerNames::read("ADDRESS"), Ok(BalancerNames::Address));
        for bad in ["", "a..b", "-a.b", "a_b", "http://a", "127.0.0.1", &format!("{}com", "a.".repeat(100))] {
            assert!(BalancerNames::read(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn names_and_what_they_end_in() {
        let names = BalancerNames::read("dev.example.com").unwrap();
        let name = names.name("front-1", "us-west-2").unwrap();
        assert_eq!(name, "front-1.us-west-2.elb.dev.example.com");
        assert!(names.covers(&name) && names.covers("x.elb.localhost"), "those made before keep their names");
        assert!(!names.covers("shop.dev.example.com") && !names.covers("elb.localhost"));
        assert!(!BalancerNames::Localhost.covers(&name));
        assert_eq!(BalancerNames::Address.name("front-1", "us-west-2"), None);
    }
}
