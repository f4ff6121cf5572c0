//! The targets of a group: the verdict on each, why and since when, and what a draining one waits for.

use ledger::World;
use model::elbv2::{Target, TargetGroup, TargetHealth, TargetState};
use model::{Record, Time};
use serde_json::{Value, json};

use super::{Explanation, Sight, moment, place};
use crate::tasks::stop::route;

pub(super) fn of_group(world: &World, name: &str, sight: Sight<'_>) -> Vec<Explanation> {
    let found = world.all::<TargetGroup>().filter(|group| group.name == name || group.arn() == name);
    found.map(|group| one(world, group, sight)).collect()
}

fn one(world: &World, group: &TargetGroup, sight: Sight<'_>) -> Explanation {
    let targets = world.scan_prefix::<Target>(&group.scope, &format!("{}/", group.name));
    let verdicts: Vec<Verdict> = targets.map(|target| Verdict::of(world, target, sight)).collect();
    let mut lines: Vec<String> = verdicts.iter().map(|verdict| verdict.line(sight.now)).collect();
    if lines.is_empty() {
        lines.push("no target is registered".to_owned());
    }
    Explanation {
        title: format!("target group {} ({})", group.name, place(&group.scope)),
        lines,
        facts: json!({"targetGroup": group.arn(), "targets": verdicts.iter().map(Verdict::fact).collect::<Vec<_>>()}),
    }
}

/// Words for a verdict that came without any.
fn unsaid(state: TargetState) -> &'static str {
    match state {
        TargetState::Healthy => "its health checks pass",
        _ => "no more is known",
    }
}

/// What is known of one target.
struct Verdict {
    target: Target,
    state: TargetState,
    reason: Option<String>,
    description: String,
    since: Time,
    in_flight: usize,
}

impl Verdict {
    fn of(world: &World, target: &Target, sight: Sight<'_>) -> Verdict {
        let route = route(sight.balancer, world, target, sight.now);
        let seen = world.get::<TargetHealth>(&target.key());
        let (state, reason, description, since) = match (target.draining_since, seen) {
            (Some(since), _) => {
                let until = moment(since.plus(route.delay), sight.now);
                (
                    TargetState::Draining,
                    None,
                    format!("deregistered; its requests may take until {until}"),
                    since,
                )
            }
            (None, Some(seen)) => {
                let words = seen.description.clone().unwrap_or_else(|| unsaid(seen.state).to_owned());
                (seen.state, seen.reason.clone(), words, seen.since)
            }
            (None, None) => (
                TargetState::Initial,
                None,
                "no health check has spoken yet".to_owned(),
                target.registered_at,
            ),
        };
        Verdict { target: target.clone(), state, reason, description, since, in_flight: route.in_flight }
    }

    fn line(&self, now: Time) -> String {
        let Verdict { target, state, description, in_flight, .. } = self;
        let task = target.task.as_ref().map(|task| format!(" (task {task})")).unwrap_or_default();
        let reason = self.reason.as_ref().map(|reason| format!(" [{reason}]")).unwrap_or_default();
        let since = moment(self.since, now);
        format!(
            "{}:{}{task} {state} since {since}: {description}{reason}; {in_flight} requests in flight",
            target.id, target.port
        )
    }

    fn fact(&self) -> Value {
        json!({"id": self.target.id, "port": self.target.port, "task": self.target.task, "state": self.state,
               "reason": self.reason, "description": self.description, "since": self.since.iso8601(),
               "inFlight": self.in_flight})
    }
}
