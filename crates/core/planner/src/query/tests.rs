//! Expressions of the developer guide, what is refused, and that no text does harm.

use std::net::Ipv4Addr;

use model::ecs::{ContainerInstance, InstanceStatus, Reservation};
use model::{Scope, Tags, Time};
use proptest::prelude::*;

use super::Query;
use crate::fleet::{Fleet, Room};

fn instance() -> ContainerInstance {
    let attributes = [
        ("ecs.instance-type", Some("g2.2xlarge")),
        ("stack", Some("prod")),
        ("disks", Some("10")),
        ("fast", None),
    ];
    let owned = |(name, value): (&str, Option<&str>)| (name.to_owned(), value.map(str::to_owned));
    ContainerInstance {
        scope: Scope::new("000000000000", "us-west-2").unwrap(),
        cluster: "test".to_owned(),
        id: "1".to_owned(),
        ec2_instance_id: "i-abcd1234".to_owned(),
        zone: "us-west-2a".to_owned(),
        address: Ipv4Addr::LOCALHOST,
        registered: Reservation::default(),
        attributes: attributes.into_iter().map(owned).collect(),
        status: InstanceStatus::Active,
        agent_connected: true,
        registered_at: Time(1_795_000_000_000),
        version: 1,
        tags: Tags::new(),
    }
}

/// Asked of that instance with a task of `service:production` and one of `database` on it.
fn holds(text: &str) -> bool {
    let query = Query::read(text).unwrap_or_else(|error| panic!("{text}: {}", error.0));
    let instance = instance();
    let mut fleet = Fleet::new([&instance], []);
    let room: &mut Room<'_> = &mut fleet.rooms[0];
    room.take("service:production", &Reservation::default());
    room.take("database", &Reservation::default());
    query.holds(&fleet.rooms[0])
}

#[test]
fn these_hold() {
    for text in [
        "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-west-2d",
        "attribute:ecs.availability-zone in [us-west-2a, us-west-2b]",
        "attribute:ecs.instance-type matches '(g2|p3)\\..*'",
        "(attribute:ecs.instance-type =~ (g2|p3)[.].*)",
        "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
        "ec2InstanceId equals i-abcd1234",
        "task:group == service:production",
        "task:group == database && runningTasksCount == 2",
        "not(task:group == web)",
        "!(task:group == web) and !(task:group == job)",
        "attribute:fast exists and attribute:slow !exists",
        "attribute:slow not_exists and attribute:slow != yes and attribute:stack !in [test]",
        "attribute:stack == test or attribute:stack == prod and agentConnected == true",
        "runningTasksCount>=2&&runningTasksCount<3",
        "attribute:disks > 9",
        "registeredAt > 2026-11-18 and registeredAt <= 2026-11-18T11:06:40Z",
        "agentVersion >= 0.0.9 and agentVersion !~ x.*",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn these_do_not() {
    for text in [
        "attribute:ecs.instance-type =~ g2",
        "attribute:stack == test and attribute:stack == prod or agentConnected == false",
        "task:group not_equals database",
        "attribute:slow == '' or attribute:slow exists",
        "runningTasksCount > many",
        "registeredAt < yesterday or registeredAt >= yesterday",
        "not not attribute:stack !exists",
    ] {
        assert!(!holds(text), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "a subject was expected where its end is"),
        ("stack == prod", "'stack' is not a subject"),
        ("attribute: == prod", "'attribute:' is not a subject"),
        ("attribute:stack is prod", "'is' is not an operator"),
        ("attribute:stack ==", "a value was expected where its end is"),
        ("attribute:stack == prod attribute:disks exists", "'and', 'or' or its end was expected"),
        ("(attribute:stack exists", "')' was expected where its end is"),
        ("attribute:stack in [a, b", "']' was expected where its end is"),
        ("attribute:stack in []", "a value was expected where ']' is"),
        ("attribute:stack ! prod", "'exists' or 'in' was expected"),
        ("attribute:stack == 'prod", "is not closed"),
        ("attribute:stack = prod", "cannot be read from '= prod'"),
        ("attribute:stack =~ 'a)|(b'", "is not a regular expression"),
        ("attribute:stack =~ (?=a)", "is not a regular expression"),
        (&"!".repeat(40), "nested deeper than 32"),
        (&"(".repeat(2_000), "nested deeper than 32"),
        (&"a".repeat(2_001), "longer than 2000"),
    ] {
        let refused = Query::read(text).unwrap_err().0;
        assert!(refused.contains(reason), "{text:.50}: {refused}");
    }
}

fn piece() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "attribute:stack",
        "task:group",
        "runningTasksCount",
        "registeredAt",
        "agentVersion",
        "==",
        "!=",
        "=~",
        "!~",
        ">",
        "<=",
        "in",
        "!in",
        "exists",
        "!exists",
        "[",
        "]",
        "(",
        ")",
        ",",
        "and",
        "||",
        "not",
        "!",
        "'a b'",
        "\"",
        "2026-13-99T99:99:99Z",
        "9",
        "é",
        ".*",
        "(a|b)",
    ];
    prop_oneof![8 => prop::sample::select(KNOWN).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn no_text_does_harm(pieces in prop::collection::vec(piece(), 0..24), separator in "[ ]?") {
        let text = pieces.join(&separator);
        if Query::read(&text).is_ok() {
            // Asked for the answer's sake: it must come, whatever it is.
            let _ = holds(&text);
        }
    }

    #[test]
    fn a_negation_is_the_opposite(pieces in prop::collection::vec(piece(), 3..8)) {
        let text = pieces.join(" ");
        if Query::read(&text).is_ok() {
            prop_assert_ne!(holds(&text), holds(&format!("not ({text} )")));
        }
    }
}
