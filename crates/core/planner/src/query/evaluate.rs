//! Whether an expression holds for an instance. In: a tree and a room. Out: yes or no. Never here: a text that was not read.
//!
//! A subject has no, one or (task groups) several values; a test holds when it holds for one of them, so what an instance does not have
//! equals nothing, and `!=` holds for it.

use std::cmp::Ordering;

use model::Time;

use super::{Node, Order, Subject, Test};
use crate::fleet::{AGENT_VERSION, Room};

pub(super) fn holds(node: &Node, room: &Room<'_>) -> bool {
    match node {
        Node::Any(parts) => parts.iter().any(|part| holds(part, room)),
        Node::All(parts) => parts.iter().all(|part| holds(part, room)),
        Node::Not(part) => !holds(part, room),
        Node::Test(subject, test) => values(subject, room).iter().any(|value| passes(subject, value, test)),
    }
}

fn values(subject: &Subject, room: &Room<'_>) -> Vec<String> {
    let instance = room.instance;
    match subject {
        Subject::AgentConnected => vec![instance.agent_connected.to_string()],
        Subject::AgentVersion => vec![AGENT_VERSION.to_owned()],
        Subject::Attribute(name) => attribute(room, name).into_iter().collect(),
        Subject::Ec2InstanceId => vec![instance.ec2_instance_id.clone()],
        Subject::RegisteredAt => vec![instance.registered_at.0.to_string()],
        Subject::RunningTasksCount => vec![room.tasks.to_string()],
        Subject::TaskGroup => room.group_tasks.keys().map(|group| (*group).to_owned()).collect(),
    }
}

/// An attribute without a value has the empty one.
fn attribute(room: &Room<'_>, name: &str) -> Option<String> {
    let given = room.instance.attributes.get(name).map(|value| value.clone().unwrap_or_default());
    given.or_else(|| (name == "ecs.availability-zone").then(|| room.instance.zone.clone()))
}

fn passes(subject: &Subject, value: &str, test: &Test) -> bool {
    let equals = |wanted: &String| order(subject, value, wanted) == Some(Ordering::Equal);
    match test {
        Test::Exists => true,
        Test::Equals(wanted) => equals(wanted),
        Test::In(wanted) => wanted.iter().any(equals),
        Test::Matches(regex) => regex.is_match(value),
        Test::Compared(wanted, other) => {
            order(subject, value, other).is_some_and(|order| is_as_wanted(*wanted, order))
        }
    }
}

fn is_as_wanted(wanted: Order, order: Ordering) -> bool {
    match wanted {
        Order::Greater => order.is_gt(),
        Order::GreaterOrEqual => order.is_ge(),
        Order::Less => order.is_lt(),
        Order::LessOrEqual => order.is_le(),
    }
}

/// How a value stands to the argument; none when the argument is of another sort.
fn order(subject: &Subject, value: &str, argument: &str) -> Option<Ordering> {
    match subject {
        Subject::RegisteredAt => Some(value.parse().ok().map(Time)?.cmp(&moment(argument)?)),
        Subject::AgentVersion => Some(version(value)?.cmp(&version(argument)?)),
        Subject::RunningTasksCount => value.parse::<i64>().ok()?.partial_cmp(&argument.parse().ok()?),
        _ => match (value.parse::<f64>(), argument.parse::<f64>()) {
            (Ok(value), Ok(argument)) => value.partial_cmp(&argument),
            _ => Some(value.cmp(argument)),
        },
    }
}

/// `1.20.3` as numbers.
fn version(text: &str) -> Option<Vec<u64>> {
    text.split('.').map(|part| part.parse().ok()).collect()
}

/// `2026-11-22`, `2026-11-22T12:00:00` or with `Z`, in UTC.
fn moment(text: &str) -> Option<Time> {
    let (date, clock) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let clock = clock.strip_suffix('Z').unwrap_or(clock);
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    let sound = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    sound.then_some(Time(seconds * 1000))
}

/// Three numbers without a sign.
fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let parts: Option<Vec<i64>> =
        text.split(separator).map(|part| part.parse::<u16>().ok().map(i64::from)).collect();
    parts?.try_into().ok()
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}
