//! How many failures end a deployment, by each kind of threshold, and what a healthy task takes back.

#![allow(clippy::unwrap_used)]

mod world;

use model::ecs::{
    CircuitBreaker, FailureThreshold, LastStatus, RolloutState, StopReason, Task, ThresholdType,
};
use planner::service::counts_against;
use world::records::{definition, instance, service};
use world::{Nature, World};

/// A first deployment of so many tasks that never start, until told otherwise.
fn failing(desired: i64, breaker: CircuitBreaker) -> World {
    let fleet = (0..2).map(|number| instance(number, number, 4096, 4096)).collect();
    let mut world = World::new(fleet, service(desired, 100, 200, false), definition(0, 100, 512));
    world.service.configuration.circuit_breaker = breaker;
    world.natures.insert(1, Nature::NeverStarts);
    world
}

fn with(kind: ThresholdType, value: i64) -> CircuitBreaker {
    CircuitBreaker { threshold: FailureThreshold { kind, value }, ..CircuitBreaker::on(false) }
}

fn rollout(world: &World) -> RolloutState {
    world.service.primary().unwrap().rollout_state
}

fn failures(world: &World) -> usize {
    world.own().filter(|task| matches!(task.stopped_reason, Some(StopReason::FailedToStart(_)))).count()
}

/// Seconds go by until it is so.
fn until(mut world: World, so: impl Fn(&World) -> bool) -> World {
    for _ in 0..600 {
        if so(&world) {
            return world;
        }
        world.run(1);
    }
    panic!("not within ten minutes: {world:?}");
}

#[test]
fn each_kind_gives_up_at_its_own_count() {
    use ThresholdType::{BoundedPercent, Count, UnboundedPercent};
    let cases = [
        (with(Count, 1), 1),
        (with(Count, 5), 5),
        (with(BoundedPercent, 100), 3),
        (with(BoundedPercent, 400), 4),
        (with(UnboundedPercent, 50), 1),
        (with(UnboundedPercent, 400), 4),
    ];
    for (breaker, expected) in cases {
        let world = until(failing(1, breaker), |world| rollout(world) == RolloutState::Failed);
        assert_eq!(world.starts, expected, "{breaker:?}");
    }
}

#[test]
fn percent_are_of_the_tasks_wanted_now() {
    let mut world = failing(1, with(ThresholdType::UnboundedPercent, 300));
    world = until(world, |world| failures(world) == 2);
    world.service.desired_count = 2;
    world.service.configuration.maximum_percent = 100;
    let breaker = world.round().report.breaker.unwrap();
    assert_eq!((breaker.failed, breaker.threshold), (2, 6));
    let world = until(world, |world| rollout(world) == RolloutState::Failed);
    assert_eq!(failures(&world), 6, "{world:?}");
}

/// Two tasks that never start, one that does and ends, two that never start again; the fourth failure is one too many.
fn around_a_start(reset_on_healthy_task: bool) -> World {
    let breaker = CircuitBreaker { reset_on_healthy_task, ..with(ThresholdType::Count, 4) };
    let mut world = until(failing(1, breaker), |world| failures(world) == 2);
    world.natures.insert(1, Nature::Crashes);
    let ran = |task: &Task| task.started_at.is_some() && task.last == LastStatus::Stopped;
    let mut world = until(world, |world| world.own().any(ran));
    world.natures.insert(1, Nature::NeverStarts);
    until(world, |world| failures(world) == 4)
}

#[test]
fn a_task_that_starts_takes_the_failures_before_it_back() {
    let mut world = around_a_start(true);
    let breaker = world.round().report.breaker.unwrap();
    assert_eq!((breaker.failed, breaker.threshold, breaker.in_a_row), (2, 4, true));
    assert_eq!(rollout(&world), RolloutState::InProgress);
}

#[test]
fn failures_add_up_where_nothing_takes_them_back() {
    let mut world = around_a_start(false);
    let breaker = world.round().report.breaker.unwrap();
    assert_eq!((breaker.failed, breaker.threshold, breaker.in_a_row), (4, 4, false));
    assert_eq!(rollout(&world), RolloutState::Failed);
    assert_eq!(world.said("deployment failed: tasks failed to start."), 1);
}

#[test]
fn failures_are_kept_while_the_breaker_counts_them_and_no_longer() {
    let counted = |world: &World| world.own().filter(|task| counts_against(&world.service, task)).count();
    let mut world = around_a_start(false);
    assert_eq!(counted(&world), 4, "not the task that ran and ended");
    world.service.configuration.circuit_breaker.enable = false;
    assert_eq!(counted(&world), 0);
    world.service.configuration.circuit_breaker.enable = true;
    world.round();
    assert_eq!((rollout(&world), counted(&world)), (RolloutState::Failed, 0));
}
