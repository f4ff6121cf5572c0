//! How long new tasks are held back because the last ones came to nothing.
//!
//! In: the tasks of a deployment. Out: the moment up to which nothing is started. Never here: a start.
//!
//! ```text
//! failed once -> 1 s -> failed again -> 2 s -> 4 s -> ... -> longest hold;     a task that lasts, or a new deployment: no hold
//! ```
//! A wave of `desired` failures counts once: ten tasks that miss their image are one failure, not ten.

use std::cmp::Reverse;

use model::Time;
use model::ecs::{StopReason, Task};

use super::Situation;

/// Wait after the first failure, milliseconds.
const FIRST_HOLD: i64 = 1_000;
/// Longest wait between starts of tasks that never run (ECS developer guide, "Service throttle logic").
const LONGEST_HOLD: i64 = 15 * 60_000;
/// Longest wait between starts of tasks that run and end at once. ECS does not hold those back, but placing and pulling take it
/// several seconds; here both are over in milliseconds, and a crashing program would be started a hundred times a second.
const LONGEST_CRASH_HOLD: i64 = 10_000;
/// A task that ended by itself sooner than this after its start has crashed, milliseconds.
const CRASH: i64 = 10_000;

/// How a task came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing can be said: it is young, or was stopped by someone before it could show.
    Open,
    /// It ran for a while.
    Lasted,
    /// It ended by itself right after its start.
    Crashed(Time),
    /// It never ran.
    NeverRan(Time),
}

fn outcome(task: &Task, now: Time) -> Outcome {
    let ended = task.stopped_at.or(task.stopping_at);
    match (task.started_at, &task.stopped_reason, ended) {
        (None, Some(StopReason::FailedToStart(_)), Some(ended)) => Outcome::NeverRan(ended),
        (None, ..) => Outcome::Open,
        (Some(started), ..) if ended.unwrap_or(now).since(started) >= CRASH => Outcome::Lasted,
        (Some(_), Some(StopReason::EssentialContainerExited), Some(ended)) => Outcome::Crashed(ended),
        _ => Outcome::Open,
    }
}

/// Tasks, newest first.
pub(super) fn newest_first<'a>(tasks: &[&'a Task]) -> Vec<&'a Task> {
    let mut own = tasks.to_vec();
    own.sort_by_key(|task| Reverse((task.created_at, &task.id)));
    own
}

/// Why and how long starts are held back.
#[derive(Clone, Copy)]
pub(super) struct Hold {
    /// Nothing is started before.
    pub(super) until: Time,
    /// How often in a row a whole wave of tasks failed, less one.
    pub(super) waves: usize,
    /// Whether the newest of them never ran: ECS only speaks of those.
    pub(super) never_ran: bool,
}

/// The hold a deployment is under, over or not; none when its newest task lasted.
pub(super) fn hold(situation: &Situation<'_>, deployment: u64, desired: usize, now: Time) -> Option<Hold> {
    let own = situation.tasks.iter().filter(|task| task.deployment == Some(deployment));
    let own: Vec<&Task> = own.copied().collect();
    let outcomes =
        newest_first(&own).into_iter().map(|task| outcome(task, now)).filter(|it| *it != Outcome::Open);
    let failures: Vec<Outcome> = outcomes.take_while(|it| *it != Outcome::Lasted).collect();
    let never_ran = matches!(failures.first()?, Outcome::NeverRan(_));
    let longest = if never_ran { LONGEST_HOLD } else { LONGEST_CRASH_HOLD };
    let ended = failures.iter().filter_map(|it| match it {
        Outcome::NeverRan(ended) | Outcome::Crashed(ended) => Some(*ended),
        _ => None,
    });
    let width = desired.max(1);
    let waves = (failures.len() - 1) / width;
    let wait = (FIRST_HOLD << waves.min(20)).min(longest);
    ended.max().map(|last| Hold { until: last.plus(wait), waves, never_ran })
}
