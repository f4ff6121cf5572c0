//! Scaling of a service: its bounds, why policies that fired change nothing, and what the others wait for. In: a target, alarms, metrics.
//! Out: lines. Never here: a decision of its own.

use ledger::World;
use model::cloudwatch::{Alarm, StateValue};
use model::ecs::Service;
use model::scaling::{ScalableTarget, ScalingPolicy};
use planner::scaling::decision::{Decision, Seen, decide};

use super::Sight;
use crate::scaling::View;

/// One line for the target and one for each policy that fired; none for a service nobody registered.
pub(super) fn lines(world: &World, service: &Service, sight: Sight<'_>) -> Vec<String> {
    let key = Service::key_of(&service.scope, &service.cluster, &service.name);
    let Some(target) = world.get::<ScalableTarget>(&key) else { return Vec::new() };
    let mut lines = vec![bounds(target)];
    let Some(book) = sight.metrics else { return lines };
    let view = View::new(world, book, sight.pace, sight.now);
    let Some(situation) = view.situation(target) else { return lines };
    if situation.signals.is_empty() {
        lines.push("scaling: no policy".to_owned());
    }
    let Decision { change, held } = decide(&situation, sight.now);
    lines.extend(change.map(|change| format!("scaling: about to want {}: {}", change.to, change.cause)));
    lines.extend(
        held.iter().map(|it| format!("scaling: {}, not scaled: {}", it.cause, it.why.words(sight.pace))),
    );
    let quiet = situation.signals.iter().filter(|signal| !has_fired(&signal.seen));
    lines.extend(quiet.flat_map(|signal| waits(&view, signal.policy)));
    lines
}

/// Whether a policy's alarms ask for something.
fn has_fired(seen: &Seen<'_>) -> bool {
    match seen {
        Seen::Tracked { high, low, .. } => [high, low].contains(&&Some(StateValue::Alarm)),
        Seen::Stepped { fired, .. } => !fired.is_empty(),
    }
}

/// What a policy that has not fired waits for: a line for each of its alarms.
fn waits(view: &View<'_>, policy: &ScalingPolicy) -> Vec<String> {
    let name = &policy.name;
    let line = |alarm: &Alarm| {
        let does = match Some(&alarm.name) {
            high if high == policy.alarms.high.as_ref() => "adds no task yet".to_owned(),
            low if low == policy.alarms.low.as_ref() => "takes no task away yet".to_owned(),
            _ => format!("waits for alarm {}, which is {}", alarm.name, view.state_of(alarm)),
        };
        let progress = view.progress(alarm).map(|words| format!(": {words}")).unwrap_or_default();
        format!("scaling: policy {name} {does}{progress}")
    };
    let lines: Vec<String> = view.alarms(policy).map(line).collect();
    match lines.is_empty() {
        true => vec![format!("scaling: policy {name} does nothing: no alarm has it as an action")],
        false => lines,
    }
}

fn bounds(target: &ScalableTarget) -> String {
    let suspended = target.suspended;
    let suspensions = [
        (suspended.dynamic_out, "scaling out"),
        (suspended.dynamic_in, "scaling in"),
        (suspended.scheduled, "scheduled scaling"),
    ];
    let named: Vec<&str> = suspensions.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
    let suspended = match named.is_empty() {
        true => String::new(),
        false => format!(", {} suspended", named.join(", ")),
    };
    format!("scaling: between {} and {} tasks{suspended}", target.min, target.max)
}
