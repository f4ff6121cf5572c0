//! How many tasks a scalable target should have: what its policies ask for, within bounds, cooldowns and suspensions.
//!
//! ```text
//!   policies whose alarm fires --+-- any wants more? --> the most of them --+--> within bounds --> change
//!                                '-- else the fewest taken away ------------'         |
//!                                                                    held: why a policy that fired changes nothing
//! ```
//! In: a [`Situation`]. Out: a [`Decision`]. Never here: writing it.
//!
//! More always goes before fewer. A scale-out counts from what was there before the last one while that is under way, cools down, or is
//! younger than the values looked at: load that new tasks are about to take is not answered twice, a bigger need still is. Target
//! tracking takes tasks away only when each of its policies that may do so agrees. Values nobody has measured take nothing away.
//! Sources: Application Auto Scaling user guide, "Target tracking scaling policies", "Step scaling policies", "Cooldown".

use model::cloudwatch::StateValue;
use model::scaling::{
    ActivityStatus, Move, Mover, NotScaled, NotScaledCode, ScalableTarget, ScalingActivity, ScalingPolicy,
    StepScaling, TargetTracking,
};
use model::{Pace, Time};

use super::{steps, tracking, words};

/// Nominal seconds of a cooldown nobody set.
const COOLDOWN: i64 = 300;

/// All a decision about one target rests on.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    /// The target.
    pub target: &'a ScalableTarget,
    /// Tasks wanted now.
    pub current: i64,
    /// Tasks that run and, behind load balancers, get requests.
    pub carrying: i64,
    /// Whether a deployment is under way.
    pub deploying: bool,
    /// Its policies and what their alarms and metrics say.
    pub signals: Vec<Signal<'a>>,
    /// The newest activity that added tasks.
    pub last_out: Option<&'a ScalingActivity>,
    /// The newest activity that took tasks away.
    pub last_in: Option<&'a ScalingActivity>,
    /// How long a second takes.
    pub pace: Pace,
}

/// A policy and what its alarms and metrics say.
#[derive(Clone, Debug)]
pub struct Signal<'a> {
    /// The policy.
    pub policy: &'a ScalingPolicy,
    /// What is seen.
    pub seen: Seen<'a>,
}

/// What alarms and metrics say.
#[derive(Clone, Debug)]
pub enum Seen<'a> {
    /// Of a metric that is tracked.
    Tracked {
        /// Its target.
        rule: &'a TargetTracking,
        /// State of the alarm above the target.
        high: Option<StateValue>,
        /// State of the alarm below it.
        low: Option<StateValue>,
        /// The latest value.
        latest: Option<Latest>,
    },
    /// Of users' alarms that name the policy for the state they are in.
    Stepped {
        /// The steps.
        rule: &'a StepScaling,
        /// The alarms.
        fired: Vec<Fired<'a>>,
    },
}

/// The value of a period that is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Latest {
    /// The value.
    pub value: f64,
    /// When the period began.
    pub from: Time,
}

/// A user's alarm that triggers a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fired<'a> {
    /// Its name.
    pub alarm: &'a str,
    /// The state it is in.
    pub state: StateValue,
    /// Its threshold.
    pub threshold: f64,
    /// What its latest values come to, if it has any.
    pub value: Option<f64>,
}

/// What to do, and why the rest is not done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The new count.
    pub change: Option<Change>,
    /// Policies that fired and change nothing.
    pub held: Vec<Held>,
}

/// A new count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Within the bounds, and never the present count.
    pub to: i64,
    /// Why, in AWS's words.
    pub cause: String,
}

/// A policy that fired and changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What fired, in AWS's words.
    pub cause: String,
    /// Why nothing follows.
    pub why: Why,
}

/// Why nothing follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A reason AWS has a code for.
    NotScaled(NotScaled),
    /// The last activity is to take effect first; until when, unless it is still under way.
    Cooldown(Option<Time>),
    /// The user has suspended it.
    Suspended,
    /// These policies do not want fewer tasks, or cannot tell.
    Unagreed(Vec<String>),
    /// There is no value of the last periods.
    NoValue,
    /// The values are from before the last activity.
    Stale,
    /// No step is for such a value.
    NoStep,
    /// Another policy adds tasks, or would.
    OutFirst,
}

impl Why {
    /// For people; `pace` is remarked on where a cooldown is told.
    pub fn words(&self, pace: Pace) -> String {
        match self {
            Why::NotScaled(reason) => words::not_scaled(*reason),
            Why::Cooldown(Some(until)) => format!("cooldown until {}{}", until.iso8601(), pace.remark()),
            Why::Cooldown(None) => "the last scaling activity is still in progress".to_owned(),
            Why::Suspended => "suspended".to_owned(),
            Why::Unagreed(names) => format!("not wanted by policy {}", names.join(", ")),
            Why::NoValue => "its metric has no value in the last periods".to_owned(),
            Why::Stale => "its metric has no value yet since the last scaling activity".to_owned(),
            Why::NoStep => "no step adjustment is for such a value".to_owned(),
            Why::OutFirst => "scaling out goes first".to_owned(),
        }
    }
}

/// How long ago an activity was.
enum Wait {
    Over,
    Until(Time),
    UnderWay,
}

impl Situation<'_> {
    fn wait(&self, after: Option<&ScalingActivity>, cooldown: Option<i64>, now: Time) -> Wait {
        let Some(activity) = after else { return Wait::Over };
        if activity.status == ActivityStatus::InProgress {
            return Wait::UnderWay;
        }
        if activity.moved.is_some_and(|moved| moved.by == Mover::Bounds) {
            return Wait::Over;
        }
        let seconds = cooldown.unwrap_or(COOLDOWN).saturating_mul(1000);
        let until = activity.ended_at.unwrap_or(activity.started_at).plus(self.pace.takes(seconds));
        if now < until { Wait::Until(until) } else { Wait::Over }
    }

    /// What a scale-out counts from, and until when it does if that is not the present count.
    fn base(&self, cooldown: Option<i64>, latest: Option<Time>, now: Time) -> (i64, Option<Why>) {
        let before = |moved: Option<Move>| moved.map_or(self.current, |it| it.from.min(self.current));
        let moved = self.last_out.and_then(ScalingActivity::out);
        match self.wait(self.last_out, cooldown, now) {
            Wait::UnderWay => (before(moved), Some(Why::Cooldown(None))),
            Wait::Until(until) => (before(moved), Some(Why::Cooldown(Some(until)))),
            Wait::Over if self.is_stale(self.last_out, latest) => (before(moved), Some(Why::Stale)),
            Wait::Over => (self.current, None),
        }
    }

    /// Whether a period began before the activity was over.
    fn is_stale(&self, activity: Option<&ScalingActivity>, from: Option<Time>) -> bool {
        let over = activity.and_then(|activity| activity.ended_at);
        from.zip(over).is_some_and(|(from, over)| from < over)
    }

    /// Why no task may be taken away for now.
    fn in_blocked(&self, cooldown: Option<i64>, now: Time) -> Option<Why> {
        // A scale-out ends the cooldown of the scale-in before it.
        let started = |activity: Option<&ScalingActivity>| activity.map(|it| it.started_at);
        let last = self.last_in.filter(|_| started(self.last_in) > started(self.last_out));
        match self.wait(last, cooldown, now) {
            Wait::Over => None,
            Wait::Until(until) => Some(Why::Cooldown(Some(until))),
            Wait::UnderWay => Some(Why::Cooldown(None)),
        }
    }

    fn not_scaled(&self, code: NotScaledCode) -> Why {
        let capacity = match code {
            NotScaledCode::AtMax => self.target.max,
            NotScaledCode::AtMin => self.target.min,
            _ => self.current,
        };
        Why::NotScaled(NotScaled { code, capacity })
    }
}

/// What policies ask for.
#[derive(Default)]
struct Wishes {
    out: Vec<Change>,
    inward: Vec<Change>,
    held: Vec<Held>,
    /// Whether some policy fired that adds tasks, able to or not.
    wants_more: bool,
}

impl Wishes {
    fn hold(&mut self, cause: String, why: Why) {
        self.held.push(Held { cause, why });
    }
}

/// Decides how many tasks a target should have.
pub fn decide(situation: &Situation<'_>, now: Time) -> Decision {
    let mut wishes = Wishes::default();
    for signal in &situation.signals {
        match &signal.seen {
            Seen::Tracked { rule, high, latest, .. } => {
                if *high == Some(StateValue::Alarm) {
                    track_out(situation, signal.policy, rule, *latest, now, &mut wishes);
                }
            }
            Seen::Stepped { rule, fired } => {
                fired.iter().for_each(|it| step(situation, signal.policy, rule, it, now, &mut wishes));
            }
        }
    }
    track_in(situation, now, &mut wishes);
    settle(situation, wishes)
}

/// The most of those that want more; else the most of those that want fewer.
fn settle(situation: &Situation<'_>, wishes: Wishes) -> Decision {
    let Wishes { out, inward, mut held, wants_more } = wishes;
    let suspended = situation.target.suspended;
    let most = |wishes: Vec<Change>| {
        wishes.into_iter().reduce(|one, other| if other.to > one.to { other } else { one })
    };
    if let Some(change) = most(out) {
        if suspended.dynamic_out {
            held.push(Held { cause: change.cause, why: Why::Suspended });
            return Decision { change: None, held };
        }
        return Decision { change: Some(change), held };
    }
    let Some(change) = most(inward) else { return Decision { change: None, held } };
    let why = match () {
        () if wants_more => Some(Why::OutFirst),
        () if suspended.dynamic_in => Some(Why::Suspended),
        () if situation.deploying => Some(situation.not_scaled(NotScaledCode::Unscalable)),
        () => None,
    };
    match why {
        Some(why) => {
            held.push(Held { cause: change.cause, why });
            Decision { change: None, held }
        }
        None => Decision { change: Some(change), held },
    }
}

fn track_out(
    situation: &Situation<'_>,
    policy: &ScalingPolicy,
    rule: &TargetTracking,
    latest: Option<Latest>,
    now: Time,
    wishes: &mut Wishes,
) {
    wishes.wants_more = true;
    let cause =
        words::triggered(policy.alarms.high.as_deref().unwrap_or_default(), StateValue::Alarm, &policy.name);
    let Some(latest) = latest else { return wishes.hold(cause, Why::NoValue) };
    let (base, waiting) = situation.base(rule.scale_out_cooldown, Some(latest.from), now);
    // The metric tells of the tasks that carry something: of four wanted of which one runs, one.
    let needed = tracking::needed(base.min(situation.carrying), latest.value, rule.target);
    more(situation, needed, waiting, cause, wishes);
}

/// Books a wish for more tasks, or why it is none.
fn more(situation: &Situation<'_>, wanted: i64, waiting: Option<Why>, cause: String, wishes: &mut Wishes) {
    let to = wanted.min(situation.target.max);
    if to > situation.current {
        return wishes.out.push(Change { to, cause });
    }
    let why = match waiting {
        _ if situation.current >= situation.target.max => situation.not_scaled(NotScaledCode::AtMax),
        Some(waiting) => waiting,
        None => situation.not_scaled(NotScaledCode::AtDesired),
    };
    wishes.hold(cause, why);
}

/// Books a wish for fewer tasks, or why it is none.
fn fewer(situation: &Situation<'_>, wanted: i64, blocked: Option<Why>, cause: String, wishes: &mut Wishes) {
    let to = wanted.max(situation.target.min).min(situation.target.max);
    let why = match blocked {
        _ if to >= situation.current => situation.not_scaled(NotScaledCode::AtMin),
        Some(why) => why,
        None => return wishes.inward.push(Change { to, cause }),
    };
    wishes.hold(cause, why);
}

fn step(
    situation: &Situation<'_>,
    policy: &ScalingPolicy,
    rule: &StepScaling,
    fired: &Fired<'_>,
    now: Time,
    wishes: &mut Wishes,
) {
    let cause = words::triggered(fired.alarm, fired.state, &policy.name);
    let Some(value) = fired.value else { return wishes.hold(cause, Why::NoValue) };
    let Some(step) = steps::step_for(&rule.steps, value - fired.threshold) else {
        return wishes.hold(cause, Why::NoStep);
    };
    let asked = steps::adjusted(rule, step, situation.current);
    if asked < situation.current {
        let blocked = situation.in_blocked(rule.cooldown, now);
        return fewer(situation, asked, blocked, cause, wishes);
    }
    // What the last scale-out added counts as part of what is asked for now.
    let (base, waiting) = situation.base(rule.cooldown, None, now);
    wishes.wants_more |= asked > situation.current;
    more(situation, steps::adjusted(rule, step, base), waiting, cause, wishes);
}

/// One policy of target tracking that may take tasks away.
struct Voice<'a> {
    policy: &'a ScalingPolicy,
    rule: &'a TargetTracking,
    is_low: bool,
    latest: Option<Latest>,
}

/// Fewer tasks, if every policy that may take some away agrees.
fn track_in(situation: &Situation<'_>, now: Time, wishes: &mut Wishes) {
    let voices: Vec<Voice<'_>> = situation.signals.iter().filter_map(voice).collect();
    let Some(speaker) = voices.iter().find(|voice| voice.is_low) else { return };
    let cause = words::triggered(
        speaker.policy.alarms.low.as_deref().unwrap_or_default(),
        StateValue::Alarm,
        &speaker.policy.name,
    );
    let silent = voices.iter().filter(|voice| !voice.is_low || voice.latest.is_none());
    let silent: Vec<String> = silent.map(|voice| voice.policy.name.clone()).collect();
    if situation.current <= situation.target.min {
        return wishes.hold(cause, situation.not_scaled(NotScaledCode::AtMin));
    }
    if !silent.is_empty() {
        let why = if speaker.latest.is_none() { Why::NoValue } else { Why::Unagreed(silent) };
        return wishes.hold(cause, why);
    }
    let carrying = situation.carrying.min(situation.current);
    let needs = voices
        .iter()
        .filter_map(|voice| Some(tracking::needed(carrying, voice.latest?.value, voice.rule.target)));
    let needed = needs.max().unwrap_or(situation.current);
    if needed >= situation.current {
        return wishes.hold(cause, situation.not_scaled(NotScaledCode::AnticipatedFlapping));
    }
    let gradual = needed.max(tracking::fewest_after_one(situation.current));
    fewer(situation, gradual, tracking_blocked(situation, &voices, now), cause, wishes);
}

fn voice<'a>(signal: &Signal<'a>) -> Option<Voice<'a>> {
    match &signal.seen {
        Seen::Tracked { rule, low, latest, .. } if rule.disable_scale_in != Some(true) => {
            let is_low = *low == Some(StateValue::Alarm);
            Some(Voice { policy: signal.policy, rule, is_low, latest: *latest })
        }
        _ => None,
    }
}

/// The longest of their cooldowns holds, and each must have measured the tasks there are.
fn tracking_blocked(situation: &Situation<'_>, voices: &[Voice<'_>], now: Time) -> Option<Why> {
    let cooldown = voices.iter().map(|voice| voice.rule.scale_in_cooldown.unwrap_or(COOLDOWN)).max();
    let stale = |voice: &Voice<'_>| {
        let from = voice.latest.map(|latest| latest.from);
        situation.is_stale(situation.last_in, from) || situation.is_stale(situation.last_out, from)
    };
    situation.in_blocked(cooldown, now).or_else(|| voices.iter().any(stale).then_some(Why::Stale))
}
