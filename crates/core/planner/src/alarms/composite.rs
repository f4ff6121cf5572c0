//! Composite alarms: the state that follows from the states of others, and the words for it. In: a rule, its children's states, what the
//! alarm was last evaluated for. Out: a verdict. Never here: finding alarms.

use model::Time;
use model::cloudwatch::StateValue;
use serde::Serialize;

use super::rule::Rule;
use super::{Verdict, reason};

/// An alarm a rule names.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    /// Its ARN.
    pub arn: String,
    /// Its state.
    pub value: StateValue,
    /// When that became so.
    pub since: Time,
}

/// Why a rule is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The alarm was made.
    Created,
    /// The alarm was put again.
    Updated,
    /// The state of a child became another.
    Followed,
}

/// What a rule comes to. `child` finds an alarm as the rule writes it.
pub fn follow<'c>(
    rule: &Rule,
    arn: &str,
    cause: Cause,
    child: impl Fn(&str) -> Option<&'c Child>,
) -> Verdict {
    let holds = rule.holds(&|alarm| child(alarm).map(|child| child.value));
    let value = if holds { StateValue::Alarm } else { StateValue::Ok };
    let children: Vec<&Child> = rule.children().into_iter().filter_map(&child).collect();
    let latest = children.iter().max_by_key(|child| child.since);
    let reason = match (cause, latest) {
        (Cause::Followed, Some(latest)) => {
            format!("{} transitioned to {} at {}", latest.arn, latest.value, spoken(latest.since))
        }
        (Cause::Created, _) => format!("{arn} was created and its alarm rule evaluates to {value}"),
        (Cause::Updated | Cause::Followed, _) => {
            format!("{arn} was updated and its alarm rule evaluates to {value}")
        }
    };
    let triggering = latest.filter(|_| cause == Cause::Followed).map(|latest| triggering(latest));
    Verdict { value, reason, reason_data: triggering }
}

/// `Sunday 22 November, 2026 13:46:05 UTC`
fn spoken(at: Time) -> String {
    const DAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let text = at.iso8601();
    let part = |range| text.get(range).unwrap_or_default();
    // The epoch was a Thursday.
    let day = DAYS[at.0.div_euclid(86_400_000).rem_euclid(7) as usize];
    let month = part(5..7).parse::<usize>().ok().and_then(|number| MONTHS.get(number.wrapping_sub(1)));
    let (number, year, clock) = (part(8..10), part(0..4), part(11..19));
    format!("{day} {number} {}, {year} {clock} UTC", month.unwrap_or(&""))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Triggering<'a> {
    triggering_alarms: [Trigger<'a>; 1],
}

#[derive(Serialize)]
struct Trigger<'a> {
    arn: &'a str,
    state: TriggerState,
}

#[derive(Serialize)]
struct TriggerState {
    value: &'static str,
    timestamp: String,
}

fn triggering(child: &Child) -> String {
    let state = TriggerState { value: child.value.as_str(), timestamp: reason::moment(child.since.0) };
    let told = Triggering { triggering_alarms: [Trigger { arn: &child.arn, state }] };
    // Strings alone: nothing that JSON could refuse.
    serde_json::to_string(&told).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_child_that_changed_last_is_named() {
        let children = [
            Child { arn: "arn:a".into(), value: StateValue::Alarm, since: Time(1_795_355_165_999) },
            Child { arn: "arn:b".into(), value: StateValue::Ok, since: Time(0) },
        ];
        let find = |name: &str| children.iter().find(|child| child.arn.ends_with(name));
        let rule = Rule::read("ALARM(a) AND NOT ALARM(b)").unwrap();
        let told = follow(&rule, "arn:c", Cause::Followed, find);
        assert_eq!(told.value, StateValue::Alarm);
        assert_eq!(told.reason, "arn:a transitioned to ALARM at Sunday 22 November, 2026 13:46:05 UTC");
        let data = r#"{"triggeringAlarms":[{"arn":"arn:a","state":{"value":"ALARM","timestamp":"2026-11-22T13:46:05.999+0000"}}]}"#;
        assert_eq!(told.reason_data.as_deref(), Some(data));
        let made = follow(&Rule::read("FALSE").unwrap(), "arn:c", Cause::Created, find);
        assert_eq!(made.reason, "arn:c was created and its alarm rule evaluates to OK");
    }
}
