//! Evaluates alarms on time and gives them the states they should be in, with their history and their messages.
//!
//! In: alarms, metric values, the time. Out: states, history, SNS messages, in one transaction a round. Never here: what values come to
//! (`planner::alarms`), what entering a state means (`control_plane::cloudwatch::transition`), scaling.
//!
//! Alarms over metrics are looked at once a minute, shortly after the minute's metrics were recorded; those with a shorter period every ten
//! seconds. Composite alarms follow whenever the state of a child changes, in the same transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use control_plane::cloudwatch::metric_values::watched;
use control_plane::cloudwatch::transition::{Occasion, enter, settle, settled, suppressor};
use ledger::{Ledger, MetricBook, Txn, World};
use model::cloudwatch::{Alarm, AlarmState, Condition, MetricCondition};
use model::{Dice, Pace, Record, Time};
use planner::alarms::rule::{Rule, is_circular, name_in};
use planner::alarms::suppression::{Hold, until};
use planner::alarms::{Cause, Child, Verdict, evaluate, follow, is_fine, round_length, span};

use crate::clock::dice;
use crate::pen;
use crate::turn::{Round, Turns};

/// Nominal ms after a period's end until its metrics are there.
const GRACE: i64 = 2000;
/// Less than that, in real ms, is no time for a loop to record them.
const LEAST_GRACE: i64 = 100;

/// What this loop works with.
#[derive(Clone)]
pub struct Watch {
    /// The memory.
    pub ledger: Ledger,
    /// The values.
    pub book: Arc<MetricBook>,
    /// How long a minute takes.
    pub pace: Pace,
    /// Where clients reach the product, for URLs in messages.
    pub endpoint_url: String,
}

/// When alarms are next due: those looked at every ten seconds, and the others.
#[derive(Clone, Copy, Debug)]
struct Due {
    fine: Time,
    usual: Time,
}

impl Due {
    fn after(now: Time, pace: Pace) -> Due {
        Due { fine: next(now, true, pace), usual: next(now, false, pace) }
    }
}

/// The next moment after now at which a round of this kind is over and its metrics are there.
fn next(now: Time, fine: bool, pace: Pace) -> Time {
    let (length, grace) = (round_length(fine, pace), pace.takes(GRACE).max(LEAST_GRACE));
    Time((now.0 - grace).div_euclid(length) * length + length + grace)
}

/// Runs the loop.
pub async fn run(turns: Turns, watch: Watch) {
    let interest = |world: &World| world.changed::<Alarm>() + world.changed::<AlarmState>();
    let none = None::<tokio::sync::watch::Receiver<()>>;
    let mut due = None;
    turns.run("alarms", interest, none, move |world, now| round(&watch, world, now, &mut due)).await;
}

/// One round: metric alarms whose time has come, and composite alarms whose children changed.
fn round(watch: &Watch, world: &Arc<World>, now: Time, due: &mut Option<Due>) -> Round {
    let mut round = Round::default();
    let last = due.get_or_insert_with(|| Due::after(now, watch.pace));
    let looked = evaluated(watch, world, now, *last, &mut round);
    if now >= last.fine {
        last.fine = next(now, true, watch.pace);
    }
    if now >= last.usual {
        last.usual = next(now, false, watch.pace);
    }
    round.by(last.usual);
    if metric_alarms(world).any(|(_, condition)| is_fine(condition)) {
        round.by(last.fine);
    }
    releases(world, watch.pace).for_each(|at| round.by(at));
    if !looked.is_empty() || !following(world).is_empty() || !settling(world, now, watch.pace).is_empty() {
        let dice = dice(now, world.generation(), "alarms");
        let changed = pen::write(&watch.ledger, |txn| write(txn, looked, watch, now, dice));
        if changed > 0 {
            round.note(format!("{changed} alarms changed"));
        }
    }
    round
}

/// An alarm as it was looked at, with the state it was in, and what that came to.
struct Looked {
    alarm: Arc<Alarm>,
    state: Option<Arc<AlarmState>>,
    verdict: Verdict,
}

/// What metric alarms that are due should now say otherwise than they do.
fn evaluated(watch: &Watch, world: &World, now: Time, due: Due, round: &mut Round) -> Vec<Looked> {
    let is_due = |condition: &MetricCondition| now >= if is_fine(condition) { due.fine } else { due.usual };
    let mut looked = Vec::new();
    for (alarm, condition) in metric_alarms(world).filter(|(_, condition)| is_due(condition)) {
        let span = span(condition, now, watch.pace);
        let slots = match watched(&watch.book, &alarm.scope, &condition.watched, &span) {
            Ok(slots) => slots,
            Err(trouble) => {
                round.trouble = Some(format!("alarm {}: {}", alarm.name, trouble.0));
                continue;
            }
        };
        let state = world.get::<AlarmState>(&alarm.key());
        let verdict = evaluate(condition, &slots, &span, now, watch.pace);
        let is_news = |verdict: &Verdict| {
            state.is_none_or(|state| state.value != verdict.value || state.is_unchecked())
        };
        if let Some(verdict) = verdict.filter(is_news) {
            looked.push(Looked { alarm: Arc::clone(alarm), state: state.cloned(), verdict });
        }
    }
    looked
}

fn metric_alarms(world: &World) -> impl Iterator<Item = (&Arc<Alarm>, &MetricCondition)> {
    world.all::<Alarm>().filter_map(|alarm| match &alarm.condition {
        Condition::Metric(condition) => Some((alarm, condition)),
        Condition::Composite { .. } => None,
    })
}

/// Writes down what was found, unless somebody was faster, and has composite alarms follow; how many states were written.
fn write(txn: &mut Txn, looked: Vec<Looked>, watch: &Watch, now: Time, mut dice: Dice) -> usize {
    let mut occasion = Occasion { now, dice: &mut dice, endpoint_url: &watch.endpoint_url };
    let mut changed = 0;
    for Looked { alarm, state, verdict } in looked {
        let key = alarm.key();
        if txn.get::<Alarm>(&key) == Some(&alarm) && txn.get::<AlarmState>(&key) == state.as_ref() {
            enter(txn, &alarm, verdict, &mut occasion);
            changed += 1;
        }
    }
    // Each pass settles at least one level of composite alarms over composite alarms; those in a circle take no part.
    for _ in 0..=txn.world().count::<Alarm>() {
        let followers = following(txn.world());
        if followers.is_empty() {
            break;
        }
        changed += followers.len();
        followers.into_iter().for_each(|(alarm, verdict)| enter(txn, &alarm, verdict, &mut occasion));
    }
    let settling = settling(txn.world(), now, watch.pace);
    changed += settling.len();
    settling.into_iter().for_each(|(alarm, hold)| settle(txn, &alarm, hold, &mut occasion));
    changed
}

/// Composite alarms whose actions are held back in another way than they were, or no longer.
fn settling(world: &World, now: Time, pace: Pace) -> Vec<(Arc<Alarm>, Hold)> {
    let composite =
        world.all::<Alarm>().filter(|alarm| matches!(alarm.condition, Condition::Composite { .. }));
    composite.filter_map(|alarm| Some((Arc::clone(alarm), settled(world, alarm, now, pace)?))).collect()
}

/// When actions that are held back will be no longer, if nothing happens.
fn releases(world: &World, pace: Pace) -> impl Iterator<Item = Time> {
    world.all::<Alarm>().filter_map(move |alarm| {
        let held = world.get::<AlarmState>(&alarm.key())?.suppression?;
        until(suppressor(alarm)?, &held, pace)
    })
}

/// Composite alarms that should now say otherwise than they do.
fn following(world: &World) -> Vec<(Arc<Alarm>, Verdict)> {
    let composite = world.all::<Alarm>().filter_map(|alarm| match &alarm.condition {
        Condition::Composite { rule, .. } => Some((alarm, rule)),
        Condition::Metric(_) => None,
    });
    let verdict = |(alarm, rule): (&Arc<Alarm>, &String)| {
        let state = world.get::<AlarmState>(&alarm.key())?;
        let rule = Rule::read(rule).ok()?;
        let children = children(world, alarm, &rule);
        let cause = cause(alarm, state, &children)?;
        let verdict = follow(&rule, &alarm.arn(), cause, |name| children.get(name));
        (verdict.value != state.value && !leads_back(world, alarm)).then(|| (Arc::clone(alarm), verdict))
    };
    composite.filter_map(verdict).collect()
}

/// Whether the rule of an alarm depends on what it comes to itself: such alarms stay as they are.
fn leads_back(world: &World, alarm: &Alarm) -> bool {
    is_circular(&alarm.name, |name| {
        let known = world.get::<Alarm>(&Alarm::key_of(&alarm.scope, name));
        let Some(Condition::Composite { rule, .. }) = known.map(|alarm| &alarm.condition) else {
            return Vec::new();
        };
        let rule = Rule::read(rule).ok();
        rule.map_or_else(Vec::new, |rule| {
            rule.children().into_iter().map(|child| name_in(child).to_owned()).collect()
        })
    })
}

/// The alarms a rule names that are there, by how it writes them.
fn children(world: &World, alarm: &Alarm, rule: &Rule) -> BTreeMap<String, Child> {
    let child = |written: &str| {
        let key = Alarm::key_of(&alarm.scope, name_in(written));
        let (child, state) = (world.get::<Alarm>(&key)?, world.get::<AlarmState>(&key)?);
        let known = Child { arn: child.arn(), value: state.value, since: state.transitioned_at };
        Some((written.to_owned(), known))
    };
    rule.children().into_iter().filter_map(child).collect()
}

/// Why a composite alarm is to be looked at; `None` when nothing happened since it last was: a state that was set by hand stays until then.
fn cause(alarm: &Alarm, state: &AlarmState, children: &BTreeMap<String, Child>) -> Option<Cause> {
    if state.is_unchecked() {
        return Some(Cause::Created);
    }
    if children.values().any(|child| child.since >= state.updated_at) {
        return Some(Cause::Followed);
    }
    (alarm.configured_at > state.updated_at).then_some(Cause::Updated)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Observation, Storage};
    use model::cloudwatch::{
        AlarmActions, AlarmHistoryItem, Comparison, Distribution, MetricName, MetricStat, StateValue,
        SuppressedBy, Suppressor, Unit, Watched,
    };
    use model::{Scope, Tags};

    use super::*;

    const START: Time = Time(1_795_000_020_000);

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    struct Bench {
        watch: Watch,
        due: Option<Due>,
        now: Time,
    }

    impl Bench {
        fn new() -> Bench {
            let ledger = Ledger::open(Storage::Memory).unwrap();
            let book = Arc::new(MetricBook::open(&Storage::Memory).unwrap());
            let endpoint_url = "http://localhost:4566".to_owned();
            let watch = Watch { ledger, book, pace: Pace::HONEST, endpoint_url };
            Bench { watch, due: None, now: START }
        }

        fn put(&mut self, name: &str, condition: Condition) {
            let alarm = Alarm {
                scope: scope(),
                name: name.into(),
                description: None,
                condition,
                actions: AlarmActions { enabled: true, ..AlarmActions::default() },
                configured_at: self.now,
                tags: Tags::new(),
            };
            let state = AlarmState::unchecked(&scope(), name, self.now);
            pen::write(&self.watch.ledger, |txn| {
                txn.put(alarm);
                txn.put(state);
            });
        }

        fn hot(&mut self) {
            self.put("hot", Condition::Metric(above(80.0, 60)));
            self.look();
        }

        /// A value in the minute before now.
        fn value(&self, value: f64) {
            let observation = Observation {
                scope: scope(),
                metric: MetricName::new("Shop", "m", []),
                unit: Unit::None,
                at: self.now.0 - 60_000,
                resolution: 60,
                values: Distribution::of(value, 1.0),
            };
            drop(self.watch.book.record(vec![observation], self.now.0).unwrap());
        }

        fn look(&mut self) -> Round {
            round(&self.watch, &self.watch.ledger.snapshot(), self.now, &mut self.due)
        }

        /// Lets the next minute pass, and looks.
        fn minute(&mut self) -> Round {
            self.now = self.due.map_or(self.now, |due| due.usual);
            self.look()
        }

        fn state(&self, name: &str) -> AlarmState {
            let world = self.watch.ledger.snapshot();
            (**world.get::<AlarmState>(&Alarm::key_of(&scope(), name)).unwrap()).clone()
        }

        fn set(&mut self, name: &str, value: StateValue) {
            self.now = self.now.plus(10);
            let now = self.now;
            pen::write(&self.watch.ledger, |txn| {
                txn.update::<AlarmState, _>(&Alarm::key_of(&scope(), name), |state| {
                    (state.value, state.reason) = (value, "by hand".into());
                    (state.updated_at, state.transitioned_at) = (now, now);
                });
            });
        }
    }

    fn above(threshold: f64, period: i64) -> MetricCondition {
        MetricCondition {
            watched: Watched::Metric(MetricStat {
                metric: MetricName::new("Shop", "m", []),
                statistic: "Average".into(),
                period,
                unit: None,
            }),
            comparison: Comparison::GreaterThanThreshold,
            threshold,
            evaluation_periods: 1,
            datapoints_to_alarm: None,
            missing_data: None,
            low_sample_percentile: None,
        }
    }

    fn rule(text: &str) -> Condition {
        Condition::Composite { rule: text.into(), suppressor: None }
    }

    #[test]
    fn a_value_above_the_threshold_is_an_alarm_a_minute_later() {
        let mut bench = Bench::new();
        bench.hot();
        assert!(bench.state("hot").is_unchecked(), "the minute is not over");
        bench.minute();
        assert_eq!(bench.state("hot").reason, "Insufficient Data: 1 datapoint was unknown.");
        bench.now = bench.now.plus(60_000);
        bench.value(95.0);
        bench.look();
        assert_eq!(bench.state("hot").value, StateValue::Alarm);
        assert_eq!(bench.watch.ledger.snapshot().count::<AlarmHistoryItem>(), 1);
    }

    #[test]
    fn looking_twice_does_nothing_more() {
        let mut bench = Bench::new();
        bench.hot();
        bench.minute();
        let before = bench.watch.ledger.snapshot().generation();
        assert_eq!(bench.look().did, None);
        assert_eq!(bench.minute().did, None, "the same state again is no news");
        assert_eq!(bench.watch.ledger.snapshot().generation(), before);
    }

    #[test]
    fn a_state_set_by_hand_is_evaluated_back() {
        let mut bench = Bench::new();
        bench.hot();
        bench.minute();
        bench.set("hot", StateValue::Alarm);
        bench.look();
        assert_eq!(bench.state("hot").value, StateValue::Alarm, "not before its time");
        bench.minute();
        assert_eq!(bench.state("hot").value, StateValue::InsufficientData);
    }

    #[test]
    fn composite_alarms_follow_over_each_other_in_one_round() {
        let mut bench = Bench::new();
        bench.hot();
        bench.put("outer", rule("ALARM(inner)"));
        bench.put("inner", rule("ALARM(hot)"));
        bench.look();
        assert_eq!(
            (bench.state("outer").value, bench.state("inner").value),
            (StateValue::Ok, StateValue::Ok)
        );
        bench.set("hot", StateValue::Alarm);
        bench.look();
        let outer = bench.state("outer");
        assert_eq!((outer.value, bench.state("inner").value), (StateValue::Alarm, StateValue::Alarm));
        assert!(
            outer.reason.starts_with(
                "arn:aws:cloudwatch:us-west-2:000000000000:alarm:inner transitioned to ALARM at"
            )
        );
        let before = bench.watch.ledger.snapshot().generation();
        bench.look();
        assert_eq!(bench.watch.ledger.snapshot().generation(), before);
    }

    #[test]
    fn a_composite_alarm_set_by_hand_stays_until_a_child_changes() {
        let mut bench = Bench::new();
        bench.hot();
        bench.put("all", rule("ALARM(hot)"));
        bench.look();
        bench.set("all", StateValue::Alarm);
        bench.minute();
        assert_eq!(bench.state("all").value, StateValue::Alarm);
        bench.set("hot", StateValue::Ok);
        bench.look();
        assert_eq!(bench.state("all").value, StateValue::Ok);
    }

    #[test]
    fn alarms_in_a_circle_stay_and_those_above_follow() {
        let mut bench = Bench::new();
        bench.put("a", rule("NOT ALARM(b)"));
        bench.put("b", rule("ALARM(a)"));
        bench.put("above", rule("INSUFFICIENT_DATA(a)"));
        bench.look();
        let value = |bench: &Bench, name| bench.state(name).value;
        assert_eq!(value(&bench, "a"), StateValue::InsufficientData);
        assert_eq!(value(&bench, "b"), StateValue::InsufficientData);
        assert_eq!(value(&bench, "above"), StateValue::Alarm);
        bench.now = bench.now.plus(10);
        bench.put("b", rule("FALSE"));
        bench.look();
        assert_eq!(value(&bench, "a"), StateValue::Alarm, "the circle is broken");
    }

    #[test]
    fn actions_that_wait_are_looked_at_when_the_wait_is_over() {
        let mut bench = Bench::new();
        bench.put("guard", rule("FALSE"));
        bench.look();
        let suppressor = Some(Suppressor { alarm: "guard".into(), wait: 30, extension: 10 });
        bench.put("all", Condition::Composite { rule: "TRUE".into(), suppressor });
        let first = bench.now;
        bench.look();
        let held = |bench: &Bench| bench.state("all").suppression.map(|it| it.by);
        assert_eq!(
            (bench.state("all").value, held(&bench)),
            (StateValue::Alarm, Some(SuppressedBy::WaitPeriod))
        );
        let world = bench.watch.ledger.snapshot();
        assert_eq!(releases(&world, Pace::HONEST).collect::<Vec<_>>(), [first.plus(30_000)]);
        bench.now = first.plus(20_000);
        bench.set("guard", StateValue::Alarm);
        bench.look();
        assert_eq!(held(&bench), Some(SuppressedBy::Alarm));
        bench.set("guard", StateValue::Ok);
        bench.look();
        assert_eq!(held(&bench), Some(SuppressedBy::ExtensionPeriod));
        bench.now = bench.now.plus(10_000);
        bench.look();
        assert_eq!(held(&bench), None);
    }

    #[test]
    fn short_periods_are_looked_at_every_ten_seconds() {
        let mut bench = Bench::new();
        bench.put("quick", Condition::Metric(above(80.0, 10)));
        let look_again = bench.look().look_again.unwrap();
        assert_eq!(look_again.since(bench.now), 2000, "the ten seconds that are just over");
        bench.now = look_again;
        assert_eq!(bench.look().look_again.unwrap().since(bench.now), 10_000);
    }
}
