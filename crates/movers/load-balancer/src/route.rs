//! Choosing the action for a request. In: a listener, a request head, the peer's address. Out: the action of the first
//! rule whose conditions all match, else the default action. Never done here: carrying the action out.

use std::net::IpAddr;

use model::elbv2::{ConditionMatcher, Request};

use crate::request_head::RequestHead;
use crate::snapshot::{ActionState, ListenerState, without_port};

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
    let seen = Seen { head, peer };
    let fits = |conditions: &[ConditionMatcher]| conditions.iter().all(|condition| condition.fits(&seen));
    match listener.rules.iter().position(|rule| fits(&rule.conditions)) {
        Some(at) => {
            let rule = &listener.rules[at];
            Chosen { action: &rule.action, priority: rule.priority, evaluated: at + 1 }
        }
        None => Chosen { action: &listener.default_action, priority: 0, evaluated: listener.rules.len() },
    }
}

/// A request as conditions see it.
struct Seen<'s, 'h, 'b> {
    head: &'s RequestHead<'h, 'b>,
    peer: IpAddr,
}

impl Request for Seen<'_, '_, '_> {
    fn path(&self) -> &[u8] {
        self.head.path.as_bytes()
    }
    fn host(&self) -> &[u8] {
        without_port(self.head.host).as_bytes()
    }
    fn method(&self) -> &str {
        self.head.method
    }
    fn query(&self) -> &str {
        self.head.query.unwrap_or_default()
    }
    fn has_header(&self, name: &str, fits: impl Fn(&[u8]) -> bool) -> bool {
        self.head.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name) && fits(header.value))
    }
    fn peer(&self) -> IpAddr {
        self.peer
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::mem::MaybeUninit;

    use model::elbv2::{Condition, Field, Values};

    use super::*;
    use crate::request_head::{MAX_HEADERS, Reading, read};

    fn fits(condition: Condition, request: &str) -> bool {
        let text = format!("{request}\r\n\r\n");
        match read(text.as_bytes(), &mut [MaybeUninit::uninit(); MAX_HEADERS]) {
            Ok(Reading::Whole(_, head)) => ConditionMatcher::of(&condition)
                .fits(&Seen { head: &head, peer: "10.1.2.3".parse().unwrap() }),
            _ => panic!("not a request: {text:?}"),
        }
    }

    #[test]
    fn every_kind_of_condition() {
        let get = "GET /a/B?x=1&Version=V2&flag HTTP/1.1\r\nHost: WWW.example.com:8080\r\nX-Kind: one\r\nx-kind: two";
        let path = |text| Condition::of(Field::PathPattern, &[text]);
        assert!(fits(path("/a/?"), get));
        assert!(!fits(path("/a/b"), get) && !fits(path("*x=1*"), get));
        assert!(fits(Condition::of(Field::HostHeader, &["*.example.com"]), get));
        assert!(fits(Condition::of(Field::RequestMethod, &["POST", "GET"]), get));
        assert!(!fits(Condition::of(Field::RequestMethod, &["get"]), get));
        let header = |value: &str| {
            let values = Values::Named("X-KIND".to_owned(), vec![value.to_owned()]);
            Condition { field: Field::HttpHeader, values }
        };
        assert!(fits(header("TWO"), get) && !fits(header("three"), get));
        let query = |key: Option<&str>, value: &str| {
            let values = Values::Pairs(vec![(key.map(str::to_owned), value.to_owned())]);
            Condition { field: Field::QueryString, values }
        };
        assert!(fits(query(Some("version"), "v*"), get) && fits(query(None, "1"), get));
        assert!(!fits(query(Some("x"), "2"), get));
        assert!(fits(query(Some("a"), "b"), "GET /?a=b#c HTTP/1.1\r\nHost: h"));
        assert!(fits(Condition::of(Field::SourceIp, &["10.0.0.0/8"]), get));
    }
}
