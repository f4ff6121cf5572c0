//! Choosing the action for a request. In: a listener, a request head, the peer's address. Out: the action of the first
//! rule whose conditions all match, else the default action. Never done here: carrying the action out.

use std::net::IpAddr;

use crate::request_head::RequestHead;
use crate::snapshot::{ActionState, ListenerState, without_port};
use crate::table::{Condition, QueryMatch};

/// The rule a request fell to.
pub(crate) struct Chosen<'s> {
    pub(crate) action: &'s ActionState,
    /// 0 for the default rule.
    pub(crate) priority: u32,
    /// How many rules were looked at, the default rule not counted.
    pub(crate) evaluated: usize,
}

/// The rule for `head` from `peer`.
pub(crate) fn choose<'s>(
    listener: &'s ListenerState,
    head: &RequestHead<'_, '_>,
    peer: IpAddr,
) -> Chosen<'s> {
    let fits = |conditions: &[Condition]| conditions.iter().all(|condition| matches(condition, head, peer));
    match listener.rules.iter().position(|rule| fits(&rule.conditions)) {
        Some(at) => {
            let rule = &listener.rules[at];
            Chosen { action: &rule.action, priority: rule.priority, evaluated: at + 1 }
        }
        None => Chosen { action: &listener.default_action, priority: 0, evaluated: listener.rules.len() },
    }
}

fn matches(condition: &Condition, head: &RequestHead<'_, '_>, peer: IpAddr) -> bool {
    match condition {
        Condition::Path(patterns) => patterns.iter().any(|pattern| pattern.matches(head.path.as_bytes())),
        Condition::Host(patterns) => {
            let host = without_port(head.host).as_bytes();
            patterns.iter().any(|pattern| pattern.matches(host))
        }
        Condition::Method(methods) => methods.iter().any(|method| method == head.method),
        Condition::Header { name, values } => {
            let named = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
            named.into_iter().any(|header| values.iter().any(|pattern| pattern.matches(header.value)))
        }
        Condition::Query(wanted) => query_matches(wanted, query_of(head)),
        Condition::SourceIp(blocks) => blocks.iter().any(|block| block.contains(peer)),
    }
}

/// The query as conditions see it: it ends where a fragment begins.
fn query_of<'h>(head: &RequestHead<'_, 'h>) -> &'h str {
    head.query.and_then(|query| query.split('#').next()).unwrap_or_default()
}

fn query_matches(wanted: &[QueryMatch], query: &str) -> bool {
    let pairs = || query.split('&').filter(|pair| !pair.is_empty());
    wanted.iter().any(|want| {
        pairs().any(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key_fits = want.key.as_ref().is_none_or(|pattern| pattern.matches(key.as_bytes()));
            key_fits && want.value.matches(value.as_bytes())
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::mem::MaybeUninit;

    use super::*;
    use crate::request_head::{MAX_HEADERS, Reading, read};
    use crate::table::Cidr;
    use crate::wildcard::Pattern;

    fn fits(condition: Condition, request: &str) -> bool {
        let text = format!("{request}\r\n\r\n");
        match read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]) {
            Ok(Reading::Whole(_, head)) => matches(&condition, &head, "10.1.2.3".parse().unwrap()),
            _ => panic!("not a request: {text:?}"),
        }
    }

    #[test]
    fn every_kind_of_condition() {
        let get = "GET /a/B?x=1&Version=V2&flag HTTP/1.1\r\nHost: WWW.example.com:8080\r\nX-Kind: one\r\nx-kind: two";
        let path = |text| Condition::Path(vec![Pattern::exact_case(text)]);
        assert!(fits(path("/a/?"), get));
        assert!(!fits(path("/a/b"), get) && !fits(path("*x=1*"), get));
        assert!(fits(Condition::Host(vec![Pattern::any_case("*.example.com")]), get));
        assert!(fits(Condition::Method(vec!["POST".into(), "GET".into()]), get));
        assert!(!fits(Condition::Method(vec!["get".into()]), get));
        let header =
            |value| Condition::Header { name: "X-KIND".into(), values: vec![Pattern::any_case(value)] };
        assert!(fits(header("TWO"), get) && !fits(header("three"), get));
        let query = |key: Option<&str>, value| {
            let key = key.map(Pattern::escaped_any_case);
            Condition::Query(vec![QueryMatch { key, value: Pattern::escaped_any_case(value) }])
        };
        assert!(fits(query(Some("version"), "v*"), get) && fits(query(None, "1"), get));
        assert!(!fits(query(Some("x"), "2"), get));
        assert!(fits(query(Some("a"), "b"), "GET /?a=b#c HTTP/1.1\r\nHost: h"));
        assert!(fits(Condition::SourceIp(vec![Cidr::parse("10.0.0.0/8").unwrap()]), get));
    }
}
