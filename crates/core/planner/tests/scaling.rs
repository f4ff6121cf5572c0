//! How many tasks a scalable target gets: single cases, and promises over random loads, each minute by minute.
#![allow(clippy::unwrap_used)]

use model::cloudwatch::StateValue;
use model::scaling::{
    ActivityStatus, AdjustmentType, Move, Mover, NotScaledCode, OwnAlarms, PolicyRule, PredefinedMetric,
    ScalableTarget, Scaled, ScalingActivity, ScalingPolicy, Step, StepScaling, Suspended, TargetTracking,
    TrackedMetric,
};
use model::{Dice, Pace, Scope, Tags, Time};
use planner::scaling::decision::{Decision, Fired, Latest, Seen, Signal, Situation, Why, decide};

const MINUTE: i64 = 60_000;
const NOON: Time = Time(1_800_000_000_000);

fn of() -> Scaled {
    Scaled::parse(&Scope::new("000000000000", "us-west-2").unwrap(), "service/c/s").unwrap()
}

fn target(min: i64, max: i64) -> ScalableTarget {
    let suspended = Suspended::default();
    ScalableTarget { of: of(), id: "id".into(), min, max, suspended, created_at: NOON, tags: Tags::new() }
}

fn policy(name: &str, rule: PolicyRule) -> ScalingPolicy {
    let alarms = OwnAlarms { high: Some(format!("{name}-high")), low: Some(format!("{name}-low")) };
    ScalingPolicy { of: of(), name: name.into(), id: name.into(), rule, alarms, created_at: NOON }
}

fn tracking(name: &str, target: f64, cooldown: i64) -> ScalingPolicy {
    policy(
        name,
        PolicyRule::Tracking(TargetTracking {
            metric: TrackedMetric::Predefined { kind: PredefinedMetric::EcsCpu, label: None },
            target,
            disable_scale_in: None,
            scale_in_cooldown: Some(cooldown),
            scale_out_cooldown: Some(cooldown),
        }),
    )
}

fn stepping(
    name: &str,
    adjustment_type: AdjustmentType,
    steps: &[(Option<f64>, Option<f64>, i64)],
) -> ScalingPolicy {
    let step = |&(lower, upper, adjustment): &_| Step { lower, upper, adjustment };
    let steps = steps.iter().map(step).collect();
    policy(
        name,
        PolicyRule::Step(StepScaling {
            adjustment_type,
            steps,
            min_magnitude: None,
            cooldown: None,
            aggregation: None,
        }),
    )
}

/// What a policy of target tracking sees; `state` is `h`igh, `l`ow or neither.
fn tracked(policy: &ScalingPolicy, state: char, value: Option<f64>, from: Time) -> Signal<'_> {
    let PolicyRule::Tracking(rule) = &policy.rule else { panic!("{policy:?}") };
    let is = |wanted: char| Some(if state == wanted { StateValue::Alarm } else { StateValue::Ok });
    let latest = value.map(|value| Latest { value, from });
    Signal { policy, seen: Seen::Tracked { rule, high: is('h'), low: is('l'), latest } }
}

fn stepped(policy: &ScalingPolicy, value: f64) -> Signal<'_> {
    let PolicyRule::Step(rule) = &policy.rule else { panic!("{policy:?}") };
    let fired = Fired { alarm: "queue", state: StateValue::Alarm, threshold: 10.0, value: Some(value) };
    Signal { policy, seen: Seen::Stepped { rule, fired: vec![fired] } }
}

fn situation<'a>(target: &'a ScalableTarget, current: i64, signals: Vec<Signal<'a>>) -> Situation<'a> {
    Situation {
        target,
        current,
        carrying: current,
        deploying: false,
        signals,
        last_out: None,
        last_in: None,
        pace: Pace::HONEST,
    }
}

fn activity(from: i64, to: i64, at: Time, ended_at: Option<Time>) -> ScalingActivity {
    ScalingActivity {
        of: of(),
        id: "a".into(),
        description: String::new(),
        cause: String::new(),
        moved: Some(Move { from, to, by: Mover::Policy }),
        status: if ended_at.is_some() { ActivityStatus::Successful } else { ActivityStatus::InProgress },
        message: None,
        not_scaled: None,
        started_at: at,
        ended_at,
    }
}

fn to(decision: &Decision) -> Option<i64> {
    decision.change.as_ref().map(|change| change.to)
}

fn why(decision: &Decision) -> Vec<Option<NotScaledCode>> {
    let code = |why: &Why| match why {
        Why::NotScaled(reason) => Some(reason.code),
        _ => None,
    };
    decision.held.iter().map(|held| code(&held.why)).collect()
}

#[test]
fn the_metric_says_how_many_and_the_bounds_how_many_at_most() {
    let (target, cpu) = (target(1, 5), tracking("cpu", 50.0, 300));
    let ask = |current, state, value| {
        decide(&situation(&target, current, vec![tracked(&cpu, state, Some(value), NOON)]), NOON)
    };
    assert_eq!(to(&ask(2, 'h', 90.0)), Some(4));
    assert_eq!(
        ask(2, 'h', 90.0).change.unwrap().cause,
        "monitor alarm cpu-high in state ALARM triggered policy cpu"
    );
    assert_eq!(to(&ask(2, 'h', 900.0)), Some(5));
    assert_eq!((to(&ask(5, 'h', 90.0)), why(&ask(5, 'h', 90.0))), (None, vec![Some(NotScaledCode::AtMax)]));
    assert_eq!(to(&ask(5, 'l', 1.0)), Some(3), "by half at most");
    assert_eq!(to(&ask(4, 'l', 37.0)), Some(3));
    assert_eq!(why(&ask(2, 'l', 40.0)), [Some(NotScaledCode::AnticipatedFlapping)]);
    assert_eq!(why(&ask(1, 'l', 1.0)), [Some(NotScaledCode::AtMin)]);
    assert_eq!(ask(3, '-', 900.0), Decision::default(), "no alarm, no change");
}

#[test]
fn values_nobody_has_measured_change_nothing() {
    let (target, cpu) = (target(1, 5), tracking("cpu", 50.0, 300));
    for state in ['h', 'l'] {
        let decision = decide(&situation(&target, 3, vec![tracked(&cpu, state, None, NOON)]), NOON);
        assert_eq!((decision.change, decision.held[0].why.clone()), (None, Why::NoValue));
    }
}

#[test]
fn within_the_cooldown_only_a_bigger_need_passes() {
    let (target, cpu) = (target(1, 9), tracking("cpu", 50.0, 300));
    let last = activity(2, 4, NOON, Some(NOON.plus(MINUTE)));
    let ask = |value, minutes| {
        let now = NOON.plus(minutes * MINUTE);
        let signals = vec![tracked(&cpu, 'h', Some(value), now.plus(-MINUTE))];
        decide(&Situation { last_out: Some(&last), ..situation(&target, 4, signals) }, now)
    };
    assert_eq!(to(&ask(90.0, 3)), None, "2 x 90 / 50 is 4, which are there");
    assert_eq!(ask(90.0, 3).held[0].why, Why::Cooldown(Some(NOON.plus(6 * MINUTE))));
    assert_eq!(to(&ask(120.0, 3)), Some(5), "2 x 120 / 50 is 5");
    assert_eq!(to(&ask(90.0, 6)), Some(8), "cooled down: 4 x 90 / 50");
    let words = ask(90.0, 3).held[0].why.words(Pace::new(20).unwrap());
    assert!(words.ends_with("Z (clock speed 20: 60 s take 3 s)"), "{words}");
}

#[test]
fn tasks_that_do_not_carry_anything_yet_are_not_counted() {
    let (target, cpu) = (target(1, 20), tracking("cpu", 50.0, 0));
    let signals = vec![tracked(&cpu, 'h', Some(200.0), NOON)];
    let decision = decide(&Situation { carrying: 1, ..situation(&target, 4, signals) }, NOON);
    assert_eq!((to(&decision), why(&decision)), (None, vec![Some(NotScaledCode::AtDesired)]));
}

#[test]
fn target_tracking_takes_tasks_away_only_when_all_agree() {
    let (target, cpu, memory) = (target(1, 9), tracking("cpu", 50.0, 0), tracking("memory", 80.0, 0));
    let ask = |state, value| {
        let signals = vec![tracked(&cpu, 'l', Some(10.0), NOON), tracked(&memory, state, value, NOON)];
        decide(&situation(&target, 8, signals), NOON)
    };
    assert_eq!(ask('-', Some(75.0)).held[0].why, Why::Unagreed(vec!["memory".into()]));
    assert_eq!(ask('l', None).held[0].why, Why::Unagreed(vec!["memory".into()]));
    assert_eq!(to(&ask('l', Some(60.0))), Some(6), "memory needs most");
    assert_eq!(to(&ask('h', Some(100.0))), Some(10.min(target.max)), "out beats in");
}

#[test]
fn a_policy_that_never_takes_tasks_away_has_no_voice_in_it() {
    let (target, cpu, mut memory) = (target(1, 9), tracking("cpu", 50.0, 0), tracking("memory", 80.0, 0));
    let PolicyRule::Tracking(rule) = &mut memory.rule else { panic!() };
    rule.disable_scale_in = Some(true);
    let ask = |state| {
        let signals = vec![tracked(&cpu, state, Some(10.0), NOON), tracked(&memory, 'l', Some(1.0), NOON)];
        to(&decide(&situation(&target, 8, signals), NOON))
    };
    assert_eq!((ask('l'), ask('-')), (Some(4), None));
}

#[test]
fn suspensions_and_deployments_hold_back_what_they_say() {
    let (mut target, cpu) = (target(1, 9), tracking("cpu", 50.0, 0));
    let ask = |target: &ScalableTarget, state, deploying| {
        let signals = vec![tracked(&cpu, state, Some(if state == 'h' { 90.0 } else { 5.0 }), NOON)];
        decide(&Situation { deploying, ..situation(target, 4, signals) }, NOON)
    };
    assert_eq!(why(&ask(&target, 'l', true)), [Some(NotScaledCode::Unscalable)]);
    assert_eq!(to(&ask(&target, 'h', true)), Some(8));
    target.suspended = Suspended { dynamic_out: true, ..Suspended::default() };
    assert_eq!(ask(&target, 'h', false).held[0].why, Why::Suspended);
    assert_eq!(to(&ask(&target, 'l', false)), Some(2));
    target.suspended = Suspended { dynamic_in: true, ..Suspended::default() };
    assert_eq!(ask(&target, 'l', false).held[0].why, Why::Suspended);
    assert_eq!(to(&ask(&target, 'h', false)), Some(8));
}

#[test]
fn the_policy_that_asks_for_most_wins() {
    let target = target(1, 100);
    let three = stepping("three", AdjustmentType::ChangeInCapacity, &[(Some(0.0), None, 3)]);
    let double = stepping("double", AdjustmentType::PercentChangeInCapacity, &[(Some(0.0), None, 200)]);
    let decision = decide(&situation(&target, 10, vec![stepped(&three, 12.0), stepped(&double, 12.0)]), NOON);
    assert_eq!(to(&decision), Some(30));
    let one = stepping("one", AdjustmentType::ChangeInCapacity, &[(None, Some(0.0), -1)]);
    let five = stepping("five", AdjustmentType::ExactCapacity, &[(None, Some(0.0), 5)]);
    let fewer = decide(&situation(&target, 10, vec![stepped(&one, 3.0), stepped(&five, 3.0)]), NOON);
    assert_eq!(to(&fewer), Some(9));
    let both = decide(&situation(&target, 10, vec![stepped(&one, 3.0), stepped(&three, 12.0)]), NOON);
    assert_eq!(to(&both), Some(13));
    let unfit = decide(&situation(&target, 10, vec![stepped(&one, 30.0)]), NOON);
    assert_eq!(unfit.held[0].why, Why::NoStep);
}

#[test]
fn the_more_aggressive_step_adds_only_what_the_last_one_did_not() {
    let target = target(1, 100);
    let steps = [(Some(0.0), Some(10.0), 2), (Some(10.0), None, 3)];
    let more = stepping("more", AdjustmentType::ChangeInCapacity, &steps);
    let last = activity(10, 12, NOON, Some(NOON));
    let ask = |value, minutes| {
        let now = NOON.plus(minutes * MINUTE);
        to(&decide(
            &Situation { last_out: Some(&last), ..situation(&target, 12, vec![stepped(&more, value)]) },
            now,
        ))
    };
    assert_eq!((ask(12.0, 1), ask(25.0, 1)), (None, Some(13)));
    assert_eq!((ask(12.0, 5), ask(25.0, 5)), (Some(14), Some(15)));
}

#[test]
fn scaling_in_waits_for_the_last_one_but_not_past_a_scale_out() {
    let target = target(1, 100);
    let fewer = stepping("fewer", AdjustmentType::ChangeInCapacity, &[(None, Some(0.0), -1)]);
    let (inward, out) =
        (activity(9, 8, NOON, Some(NOON)), activity(8, 9, NOON.plus(MINUTE), Some(NOON.plus(MINUTE))));
    let ask = |last_out, minutes| {
        let situation = Situation {
            last_in: Some(&inward),
            last_out,
            ..situation(&target, 8, vec![stepped(&fewer, 3.0)])
        };
        to(&decide(&situation, NOON.plus(minutes * MINUTE)))
    };
    assert_eq!((ask(None, 2), ask(None, 5), ask(Some(&out), 2)), (None, Some(7), Some(7)));
}

/// A service under a load, minute by minute: alarms as CloudWatch would have them, tasks that carry their load from the next minute on.
struct Course {
    target: ScalableTarget,
    policy: ScalingPolicy,
    goal: f64,
    count: i64,
    now: Time,
    values: Vec<f64>,
    last_out: Option<ScalingActivity>,
    last_in: Option<ScalingActivity>,
}

impl Course {
    fn minute(&mut self, load: f64) -> Option<i64> {
        self.values.push(load / self.count.max(1) as f64);
        self.now = self.now.plus(MINUTE);
        let all = |count: usize, breaches: &dyn Fn(f64) -> bool| {
            self.values.len() >= count && self.values.iter().rev().take(count).all(|value| breaches(*value))
        };
        let state = match () {
            () if all(3, &|value| value > self.goal) => 'h',
            () if all(15, &|value| value < self.goal * 0.9) => 'l',
            () => '-',
        };
        let signals = vec![tracked(&self.policy, state, self.values.last().copied(), self.now.plus(-MINUTE))];
        let situation = Situation {
            last_out: self.last_out.as_ref(),
            last_in: self.last_in.as_ref(),
            ..situation(&self.target, self.count, signals)
        };
        let to = to(&decide(&situation, self.now))?;
        let done = activity(self.count, to, self.now, Some(self.now));
        if to > self.count {
            self.last_out = Some(done);
        } else {
            self.last_in = Some(done);
        }
        self.count = to;
        Some(to)
    }
}

#[test]
fn every_load_settles_within_bounds_where_the_metric_is_at_its_target() {
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let min = dice.below(4) as i64 + 1;
        let max = min + dice.below(20) as i64;
        let goal = 20.0 + dice.below(80) as f64;
        let cooldown = [0, 60, 300][dice.below(3)];
        let mut course = Course {
            target: target(min, max),
            policy: tracking("p", goal, cooldown),
            goal,
            count: min + dice.below((max - min) as usize + 1) as i64,
            now: NOON,
            values: Vec::new(),
            last_out: None,
            last_in: None,
        };
        for _ in 0..4 {
            let load = dice.below(3000) as f64;
            let moves: Vec<i64> = (0..200).filter_map(|_| course.minute(load)).collect();
            assert!(moves.iter().all(|to| (min..=max).contains(to)), "seed {seed}: {moves:?}");
            assert!(moves.is_sorted() || moves.iter().rev().is_sorted(), "seed {seed} swings: {moves:?}");
            let late = (0..60).filter_map(|_| course.minute(load)).count();
            assert_eq!(late, 0, "seed {seed} does not settle");
            let each = load / course.count as f64;
            assert!(
                each <= goal + 1e-6 || course.count == max,
                "seed {seed}: {} tasks at {each}",
                course.count
            );
            let with_less = load / (course.count - 1).max(1) as f64;
            let wide = course.count > min && with_less < goal * 0.9 && each < goal * 0.9;
            assert!(!wide, "seed {seed}: {} tasks are too many for {load} at {goal}", course.count);
        }
    }
}
