//! What a suppressor does to the actions of a composite alarm. In: how long it may, its state, what was held back so far. Out: what is
//! held back now, or what is to be done at last. Never here: taking actions.
//!
//! ```text
//!            state becomes another                       suppressor in ALARM
//!  free ---------------------------> WaitPeriod -----------------------------> Alarm <---.
//!   ^                                    |                                       |       | suppressor in ALARM
//!   |                                    | the period is over                    v       |
//!   '------------------------------------+------------------------------ ExtensionPeriod-'
//!        actions of the state it is in, unless it is back where it was
//! ```
//! A period of no length holds nothing back. A change of state while actions wait begins the wait anew; a state that is as it was when
//! actions were last taken owes none. Source: CloudWatch user guide, "Suppress composite alarm actions".

use model::cloudwatch::{StateValue, SuppressedBy, Suppression, Suppressor};
use model::{Pace, Time};

/// What is to happen with actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// They are held back.
    Held(Suppression),
    /// They are not; those owed since a state are to be taken.
    Free(Option<StateValue>),
}

/// What follows when an alarm enters another state than `old`, its suppressor being in the state `guard`.
pub fn on_change(
    spec: &Suppressor,
    present: Option<Suppression>,
    guard: Option<StateValue>,
    (old, new): (StateValue, StateValue),
    now: Time,
) -> Hold {
    let owed_from = Some(present.and_then(|it| it.owed_from).unwrap_or(old)).filter(|from| *from != new);
    match held(spec, present, guard, now).filter(|it| it.by != SuppressedBy::WaitPeriod) {
        Some(held) => Hold::Held(Suppression { owed_from, ..held }),
        None if spec.wait > 0 && owed_from.is_some() => {
            Hold::Held(Suppression { by: SuppressedBy::WaitPeriod, since: now, owed_from })
        }
        None => Hold::Free(owed_from),
    }
}

/// What has become of it since.
pub fn later(
    spec: &Suppressor,
    present: Option<Suppression>,
    guard: Option<StateValue>,
    now: Time,
    pace: Pace,
) -> Hold {
    match held(spec, present, guard, now).filter(|it| until(spec, it, pace).is_none_or(|until| now < until)) {
        Some(held) => Hold::Held(held),
        None => Hold::Free(present.and_then(|it| it.owed_from)),
    }
}

/// When it ends by itself.
pub fn until(spec: &Suppressor, held: &Suppression, pace: Pace) -> Option<Time> {
    let seconds = match held.by {
        SuppressedBy::WaitPeriod => spec.wait,
        SuppressedBy::ExtensionPeriod => spec.extension,
        SuppressedBy::Alarm => return None,
    };
    Some(held.since.plus(pace.takes(seconds.saturating_mul(1000))))
}

/// What holds actions back, but for the end of periods.
fn held(
    spec: &Suppressor,
    present: Option<Suppression>,
    guard: Option<StateValue>,
    now: Time,
) -> Option<Suppression> {
    let owed_from = present.and_then(|it| it.owed_from);
    let since_now = |by| Some(Suppression { by, since: now, owed_from });
    match (guard, present.map(|it| it.by)) {
        (Some(StateValue::Alarm), Some(SuppressedBy::Alarm)) => present,
        (Some(StateValue::Alarm), _) => since_now(SuppressedBy::Alarm),
        (_, Some(SuppressedBy::Alarm)) if spec.extension > 0 => since_now(SuppressedBy::ExtensionPeriod),
        (_, Some(SuppressedBy::Alarm)) => None,
        _ => present,
    }
}

/// In words.
pub fn reason(by: SuppressedBy) -> String {
    format!("Actions suppressed by {by}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALARM: Option<StateValue> = Some(StateValue::Alarm);
    const OK: Option<StateValue> = Some(StateValue::Ok);
    const UP: (StateValue, StateValue) = (StateValue::Ok, StateValue::Alarm);
    const DOWN: (StateValue, StateValue) = (StateValue::Alarm, StateValue::Ok);

    fn spec(wait: i64, extension: i64) -> Suppressor {
        Suppressor { alarm: "deploying".into(), wait, extension }
    }

    fn hold(by: SuppressedBy, since: i64, owed_from: Option<StateValue>) -> Hold {
        Hold::Held(Suppression { by, since: Time(since), owed_from })
    }

    fn present(hold: Hold) -> Option<Suppression> {
        match hold {
            Hold::Held(held) => Some(held),
            Hold::Free(_) => None,
        }
    }

    #[test]
    fn actions_wait_and_are_taken_when_no_suppressor_comes() {
        let spec = spec(2, 1);
        let waiting = on_change(&spec, None, OK, UP, Time(0));
        assert_eq!(waiting, hold(SuppressedBy::WaitPeriod, 0, OK));
        assert_eq!(later(&spec, present(waiting), OK, Time(1999), Pace::HONEST), waiting);
        assert_eq!(later(&spec, present(waiting), OK, Time(2000), Pace::HONEST), Hold::Free(OK));
    }

    #[test]
    fn a_suppressor_holds_actions_until_a_while_after_it() {
        let spec = spec(2, 3);
        let waiting = present(on_change(&spec, None, OK, UP, Time(0)));
        let silenced = later(&spec, waiting, ALARM, Time(1000), Pace::HONEST);
        assert_eq!(silenced, hold(SuppressedBy::Alarm, 1000, OK));
        let silenced = later(&spec, present(silenced), ALARM, Time(90_000), Pace::HONEST);
        assert_eq!(silenced, hold(SuppressedBy::Alarm, 1000, OK));
        let extended = later(&spec, present(silenced), OK, Time(100_000), Pace::HONEST);
        assert_eq!(extended, hold(SuppressedBy::ExtensionPeriod, 100_000, OK));
        let again = later(&spec, present(extended), ALARM, Time(101_000), Pace::HONEST);
        assert_eq!(again, hold(SuppressedBy::Alarm, 101_000, OK));
        assert_eq!(later(&spec, present(extended), OK, Time(103_000), Pace::HONEST), Hold::Free(OK));
    }

    #[test]
    fn a_state_that_is_back_where_it_was_owes_nothing() {
        let spec = spec(2, 3);
        let waiting = present(on_change(&spec, None, OK, UP, Time(0)));
        assert_eq!(on_change(&spec, waiting, OK, DOWN, Time(1000)), Hold::Free(None));
        let silenced = present(on_change(&spec, None, ALARM, UP, Time(0)));
        let down = on_change(&spec, silenced, ALARM, DOWN, Time(1000));
        assert_eq!(down, hold(SuppressedBy::Alarm, 0, None));
        let extended = later(&spec, present(down), OK, Time(2000), Pace::HONEST);
        assert_eq!(later(&spec, present(extended), OK, Time(9000), Pace::HONEST), Hold::Free(None));
    }

    #[test]
    fn periods_of_no_length_hold_nothing_back() {
        let spec = spec(0, 0);
        assert_eq!(on_change(&spec, None, OK, UP, Time(0)), Hold::Free(OK));
        let silenced = present(on_change(&spec, None, ALARM, UP, Time(0)));
        assert_eq!(later(&spec, silenced, OK, Time(1), Pace::HONEST), Hold::Free(OK));
    }
}
