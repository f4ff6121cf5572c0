//! Scaling of a service: its bounds, and why its policies change nothing. In: a target, alarms, metrics. Out: lines. Never here: a
//! decision of its own.

use ledger::World;
use model::ecs::Service;
use model::scaling::ScalableTarget;
use planner::scaling::decision::{Decision, decide};

use super::Sight;
use crate::scaling::View;

/// One line for the target and one for each policy that fired; none for a service nobody registered.
pub(super) fn lines(world: &World, service: &Service, sight: Sight<'_>) -> Vec<String> {
    let key = Service::key_of(&service.scope, &service.cluster, &service.name);
    let Some(target) = world.get::<ScalableTarget>(&key) else { return Vec::new() };
    let mut lines = vec![bounds(target)];
    let view = sight.metrics.map(|book| View::new(world, book, sight.pace, sight.now));
    let Some(situation) = view.and_then(|view| view.situation(target)) else { return lines };
    if situation.signals.is_empty() {
        lines.push("scaling: no policy".to_owned());
    }
    let Decision { change, held } = decide(&situation, sight.now);
    lines.extend(change.map(|change| format!("scaling: about to want {}: {}", change.to, change.cause)));
    lines.extend(
        held.iter().map(|it| format!("scaling: {}, not scaled: {}", it.cause, it.why.words(sight.pace))),
    );
    lines
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
