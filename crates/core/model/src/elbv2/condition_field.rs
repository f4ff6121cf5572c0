//! The table of rule conditions: whatever is to be known of a field stands in its row and nowhere else.
//!
//! In: nothing. Out: [`Field`] with its [`Row`], and [`ConditionMatcher`], a condition made ready for requests. Never here: one field by
//! name outside of the table, the words of refusals, where a request comes from.
//!
//! Limits and characters are those of the Application Load Balancer guide, "Condition types for listener rules", and of `RuleCondition` in
//! the API reference.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::wildcard::Pattern;
use crate::AddressBlock;

/// What one field is to the API.
#[derive(Debug)]
pub struct Row {
    /// AWS's name of it.
    pub name: &'static str,
    /// The member of `RuleCondition` that holds its configuration.
    pub config: &'static str,
    /// What its values look like.
    pub form: Form,
    /// What the member `Values` of the condition itself is to it.
    pub plain: Plain,
    /// Whether a rule has one condition of it at most.
    pub once: bool,
    /// Bytes of a value at most.
    pub longest: usize,
    /// Whether `*` and `?` stand for other characters in its values.
    pub wildcards: bool,
    /// Whether it may be a value, its length aside.
    pub is_value: fn(&str) -> bool,
}

/// What the values of a field look like, in its configuration and in a [`Condition`].
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Texts.
    Texts,
    /// Texts of something that has a name.
    Named {
        /// The member of the configuration that holds the name.
        member: &'static str,
        /// Whether it may be a name.
        is_name: fn(&str) -> bool,
        /// A name, in any case, that has a field of its own.
        elsewhere: (&'static str, Field),
    },
    /// Texts that may each have a key.
    Pairs,
}

/// What the member `Values` of a condition is to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// It would be left out, and is refused.
    Refused,
    /// It may hold the values, and answers show them in the configuration only.
    Read,
    /// It may hold the values, and answers show them there too.
    Shown,
}

/// What conditions see of a request. A generic parameter, so that a look at a request is a call known when this is compiled.
pub trait Request {
    /// Path without the query.
    fn path(&self) -> &[u8];
    /// The host it is for, without a port.
    fn host(&self) -> &[u8];
    /// Method, as written.
    fn method(&self) -> &str;
    /// Query without `?`; empty when there is none.
    fn query(&self) -> &str;
    /// Whether a header of this name, in any case, has a value that fits.
    fn has_header(&self, name: &str, fits: impl Fn(&[u8]) -> bool) -> bool;
    /// Who sent it.
    fn peer(&self) -> IpAddr;
}

/// One row a field: what it is to the API, what its values become (`ready`), and when a request fits those (`fits`).
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident $row:tt
        ready: $ready:ty = |$values:ident| $become:expr;
        fits: |$tests:ident, $request:ident| $fits:expr;)+) => {
        /// What of a request a condition looks at. Records keep the names of the variants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Field { $($(#[$doc])* $field),+ }

        impl Field {
            /// All of them, in the order in which a refusal names them.
            pub const ALL: &[Field] = &[$(Field::$field),+];

            /// Its row.
            pub fn row(self) -> &'static Row {
                match self { $(Field::$field => { const ROW: Row = Row $row; &ROW })+ }
            }
        }

        /// A condition made ready for requests.
        #[derive(Clone, Debug)]
        pub enum ConditionMatcher { $($(#[$doc])* $field($ready)),+ }

        impl ConditionMatcher {
            /// The condition made ready.
            pub fn of(condition: &Condition) -> ConditionMatcher {
                let values = &condition.values;
                match condition.field {
                    $(Field::$field => { let $values = values; ConditionMatcher::$field($become) })+
                }
            }

            /// Whether a request meets the condition: one of its values fits.
            #[inline]
            pub fn fits(&self, request: &impl Request) -> bool {
                match self { $(ConditionMatcher::$field($tests) => { let $request = request; $fits })+ }
            }
        }
    };
}

fields! {
    /// The path; case counts.
    PathPattern {
        name: "path-pattern", config: "PathPatternConfig", form: Form::Texts, plain: Plain::Shown,
        once: true, longest: 128, wildcards: true, is_value: is_path,
    }
    ready: Vec<Pattern> = |values| values.texts(Pattern::exact_case);
    fits: |patterns, request| any(patterns, request.path());

    /// The host.
    HostHeader {
        name: "host-header", config: "HostHeaderConfig", form: Form::Texts, plain: Plain::Shown,
        once: true, longest: 128, wildcards: true, is_value: is_host,
    }
    ready: Vec<Pattern> = |values| values.texts(Pattern::any_case);
    fits: |patterns, request| any(patterns, request.host());

    /// Any header of one name.
    HttpHeader {
        name: "http-header", config: "HttpHeaderConfig",
        form: Form::Named { member: "HttpHeaderName", is_name: is_header, elsewhere: ("host", Field::HostHeader) },
        plain: Plain::Refused, once: false, longest: 128, wildcards: true, is_value: is_text,
    }
    ready: (String, Vec<Pattern>) = |values| values.named(Pattern::any_case);
    fits: |named, request| request.has_header(&named.0, |value| any(&named.1, value));

    /// The method; case counts.
    RequestMethod {
        name: "http-request-method", config: "HttpRequestMethodConfig", form: Form::Texts, plain: Plain::Read,
        once: true, longest: 40, wildcards: false, is_value: is_method,
    }
    ready: Vec<String> = |values| values.texts(str::to_owned);
    fits: |methods, request| methods.iter().any(|method| method == request.method());

    /// Any `key=value` of the query.
    QueryString {
        name: "query-string", config: "QueryStringConfig", form: Form::Pairs, plain: Plain::Refused,
        once: false, longest: 128, wildcards: true, is_value: is_text,
    }
    ready: Vec<(Option<Pattern>, Pattern)> = |values| values.pairs(Pattern::escaped_any_case);
    fits: |wanted, request| any_pair(wanted, request.query());

    /// The peer's address.
    SourceIp {
        name: "source-ip", config: "SourceIpConfig", form: Form::Texts, plain: Plain::Read,
        once: true, longest: 128, wildcards: false, is_value: is_block,
    }
    ready: Vec<AddressBlock> = |values| values.texts(AddressBlock::parse).into_iter().flatten().collect();
    // An IPv4 address mapped into IPv6 counts as IPv4.
    fits: |blocks, request| blocks.iter().any(|block| block.holds(request.peer().to_canonical()));
}

impl Field {
    /// The field AWS calls so.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.row().name == name)
    }
}

#[inline]
fn any(patterns: &[Pattern], value: &[u8]) -> bool {
    patterns.iter().any(|pattern| pattern.matches(value))
}

/// Whether a pair of the query fits; it ends where a fragment begins.
#[inline]
fn any_pair(wanted: &[(Option<Pattern>, Pattern)], query: &str) -> bool {
    let query = query.split('#').next().unwrap_or_default();
    let pairs = || query.split('&').filter(|pair| !pair.is_empty());
    wanted.iter().any(|(wanted_key, wanted_value)| {
        pairs().any(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key_fits = wanted_key.as_ref().is_none_or(|pattern| pattern.matches(key.as_bytes()));
            key_fits && wanted_value.matches(value.as_bytes())
        })
    })
}

fn is_path(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$/~\"'@:+&*?".contains(&byte))
}

/// A dot, and only letters (or wildcards) after the last one.
fn is_host(value: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-.*?".contains(&byte);
    let last = value.rsplit_once('.').map(|(_, last)| last);
    let letters = |last: &str| {
        !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphabetic() || b"*?".contains(&byte))
    };
    value.bytes().all(known) && last.is_some_and(letters)
}

fn is_method(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_uppercase() || b"-_".contains(&byte))
}

/// An address block; the broadcast address is refused.
fn is_block(value: &str) -> bool {
    AddressBlock::parse(value).is_some() && value != "255.255.255.255/32"
}

fn is_text(value: &str) -> bool {
    value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// A name of at most 40 characters.
fn is_header(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"*-!#$%&'+.^_`|~".contains(&byte);
    !name.is_empty() && name.len() <= 40 && name.bytes().all(token)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::IpAddr;

    use super::{ConditionMatcher, Field, Request};
    use crate::elbv2::{Condition, Values};

    /// A request for `/a/B?x=1&Version=V2&flag#x=9` of www.EXAMPLE.com.
    struct Get(&'static str);

    impl Request for Get {
        fn path(&self) -> &[u8] {
            b"/a/B"
        }
        fn host(&self) -> &[u8] {
            b"www.EXAMPLE.com"
        }
        fn method(&self) -> &str {
            "GET"
        }
        fn query(&self) -> &str {
            "x=1&Version=V2&flag#x=9"
        }
        fn has_header(&self, name: &str, fits: impl Fn(&[u8]) -> bool) -> bool {
            name.eq_ignore_ascii_case("x-kind") && (fits(b"one") || fits(b"two"))
        }
        fn peer(&self) -> IpAddr {
            self.0.parse().unwrap()
        }
    }

    fn fits_from(peer: &'static str, condition: &Condition) -> bool {
        ConditionMatcher::of(condition).fits(&Get(peer))
    }

    fn fits(field: Field, texts: &[&str]) -> bool {
        fits_from("10.1.2.3", &Condition::of(field, texts))
    }

    #[test]
    fn a_path_and_a_method_tell_case_apart_and_a_host_does_not() {
        assert!(fits(Field::PathPattern, &["/x", "/a/?"]));
        assert!(!fits(Field::PathPattern, &["/a/b", "*x=1*"]));
        assert!(fits(Field::HostHeader, &["*.example.COM"]) && !fits(Field::HostHeader, &["example.com"]));
        assert!(fits(Field::RequestMethod, &["POST", "GET"]) && !fits(Field::RequestMethod, &["get", "G*"]));
    }

    #[test]
    fn one_header_of_the_name_and_one_pair_of_the_query_are_enough() {
        let header = |name: &str, text: &str| {
            let values = Values::Named(name.to_owned(), vec![text.to_owned()]);
            fits_from("10.1.2.3", &Condition { field: Field::HttpHeader, values })
        };
        assert!(header("X-KIND", "T?O") && !header("X-KIND", "three") && !header("X-Other", "*"));
        let query = |key: Option<&str>, value: &str| {
            let values = Values::Pairs(vec![(key.map(str::to_owned), value.to_owned())]);
            fits_from("10.1.2.3", &Condition { field: Field::QueryString, values })
        };
        assert!(query(Some("version"), "v*") && query(None, "1") && query(Some("flag"), ""));
        assert!(!query(Some("x"), "2") && !query(Some("x"), "9") && !query(None, r"\*"));
    }

    #[test]
    fn a_peer_lies_in_a_block_of_its_family() {
        let block =
            |block: &str, peer| fits_from(peer, &Condition::of(Field::SourceIp, &["1.0.0.0/32", block]));
        assert!(block("10.0.0.0/8", "10.9.8.7") && block("10.0.0.0/8", "::ffff:10.1.1.1"));
        assert!(block("::/0", "2001:db8::1") && block("0.0.0.0/0", "1.2.3.4"));
        assert!(!block("10.0.0.0/8", "11.0.0.0") && !block("::/0", "1.2.3.4"));
    }

    #[test]
    fn every_row_is_of_a_field_of_its_own() {
        let names: BTreeSet<&str> = Field::ALL.iter().map(|field| field.row().name).collect();
        let configs: BTreeSet<&str> = Field::ALL.iter().map(|field| field.row().config).collect();
        assert_eq!((names.len(), configs.len()), (Field::ALL.len(), Field::ALL.len()));
        assert!(Field::ALL.iter().all(|field| Field::named(field.row().name) == Some(*field)));
        assert_eq!(Field::named("cookie"), None);
    }
}
