//! Tasks that move to poorer zones, and tasks that scale-in and deployments leave alone: single stories, and a promise over random worlds.
#![allow(clippy::unwrap_used)]

mod world;

use std::collections::BTreeMap;

use model::ecs::{InstanceStatus, RolloutState, Service};
use proptest::prelude::*;
use world::records::{definition, instance, service};
use world::{Nature, World};

fn balanced_service(desired: i64, minimum: i64, maximum: i64) -> Service {
    Service { zone_rebalancing: true, ..service(desired, minimum, maximum, false) }
}

/// One large instance in each of so many zones.
fn one_each(zones: usize, service: Service) -> World {
    let fleet = (0..zones).map(|number| instance(number, number, 8192, 8192)).collect();
    World::new(fleet, service, definition(0, 100, 256))
}

fn settled(mut world: World) -> World {
    assert!(world.settle(400).is_some(), "{world:?}");
    world
}

fn zones(world: &World) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for instance in world.instances.iter().filter(|it| it.status == InstanceStatus::Active) {
        counts.entry(&instance.zone).or_default();
    }
    world.wanted().for_each(|task| *counts.entry(&task.zone).or_default() += 1);
    counts.into_values().collect()
}

/// All tasks in the first zone; then the second one opens.
fn lopsided(service: Service) -> World {
    let mut world = one_each(2, service);
    world.set_agent(1, false);
    let mut world = settled(world);
    world.set_agent(1, true);
    world.events.clear();
    world
}

fn protect_all(world: &mut World, minutes: i64) {
    let until = world.now.plus(minutes * 60_000);
    world.tasks.iter_mut().for_each(|task| task.protected_until = Some(until));
}

#[test]
fn tasks_move_to_the_zone_that_has_fewer_and_the_events_say_so() {
    let mut world = lopsided(balanced_service(4, 100, 200));
    assert_eq!(zones(&world), [4, 0]);
    let starts = world.starts;
    world.run(45);
    assert_eq!(world.starts - starts, 2, "one for each move");
    let world = settled(world);
    assert_eq!((zones(&world), world.starts - starts), (vec![2, 2], 2));
    let uneven = "(service web) is not AZ balanced with 4 tasks in us-west-2a, 0 tasks in us-west-2b. AZ Rebalancing in progress.";
    assert_eq!(world.said(uneven), 1, "{world:?}");
    assert_eq!(
        world.said("(service web) is AZ balanced with 2 tasks in us-west-2a, 2 tasks in us-west-2b."),
        1
    );
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Completed);
}

#[test]
fn without_the_wish_or_without_room_nothing_moves() {
    for service in [service(4, 100, 200, false), balanced_service(4, 50, 100)] {
        let world = lopsided(service);
        let starts = world.starts;
        let world = settled(world);
        assert_eq!((zones(&world), world.starts), (vec![4, 0], starts));
        assert_eq!(world.said("AZ balanced"), 0);
    }
}

#[test]
fn room_for_one_more_task_moves_them_one_after_another() {
    let world = lopsided(balanced_service(4, 100, 125));
    let starts = world.starts;
    let world = settled(world);
    assert_eq!((zones(&world), world.starts - starts), (vec![2, 2], 2));
    assert!(world.said("is AZ balanced with") == 1, "{world:?}");
}

#[test]
fn a_scale_in_while_tasks_move_ends_even() {
    let mut world = lopsided(balanced_service(6, 100, 200));
    world.run(5);
    world.service.desired_count = 2;
    let world = settled(world);
    assert_eq!(zones(&world), [1, 1], "{world:?}");
}

#[test]
fn scale_in_takes_unprotected_tasks_and_waits_for_the_others() {
    let mut world = settled(one_each(2, service(4, 100, 200, false)));
    let kept: Vec<String> = world.wanted().take(3).map(|task| task.id.clone()).collect();
    let until = world.now.plus(600_000);
    let protected = |id: &str| kept.iter().any(|it| it == id);
    world.tasks.iter_mut().filter(|it| protected(&it.id)).for_each(|it| it.protected_until = Some(until));
    world.service.desired_count = 1;
    let plan = world.round();
    assert_eq!((plan.report.protected, plan.look_again), (3, Some(until)));
    world.run(30);
    let left: Vec<String> = world.wanted().map(|task| task.id.clone()).collect();
    assert_eq!(left, kept);
    assert_eq!(world.said("steady state"), 1, "not steady while more run than are wanted");
    let world = settled(world);
    assert_eq!(world.wanted().count(), 1);
    assert!(world.now >= until);
}

#[test]
fn a_deployment_waits_for_protected_tasks() {
    let mut world = settled(one_each(2, service(2, 100, 200, false)));
    protect_all(&mut world, 10);
    let until = world.now.plus(600_000);
    world.update(Nature::Good);
    world.run(120);
    assert_eq!(world.wanted().count(), 4, "both revisions run");
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::InProgress);
    let world = settled(world);
    assert_eq!((world.wanted().count(), world.now >= until), (2, true));
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Completed);
}

#[test]
fn a_protected_task_that_fails_its_checks_is_replaced() {
    let mut world = settled(one_each(2, service(2, 100, 200, true)));
    protect_all(&mut world, 60);
    world.sicken(0);
    let before = world.starts;
    world.run(60);
    assert_eq!((world.starts - before, world.wanted().count()), (1, 2));
}

#[test]
fn a_deployment_without_room_beside_protected_tasks_blames_no_percentages() {
    let mut world = settled(one_each(2, service(2, 50, 100, false)));
    protect_all(&mut world, 10);
    world.update(Nature::Good);
    world.run(60);
    assert_eq!(world.said("because of the service deployment configuration"), 0);
    let world = settled(world);
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Completed);
}

#[test]
fn steadiness_is_told_again_after_six_hours() {
    let mut world = settled(one_each(1, service(1, 100, 200, false)));
    let plan = world.round();
    assert!(plan.steps.is_empty());
    let again = plan.look_again.unwrap();
    assert!(again.since(world.now) <= 6 * 3_600_000);
    world.now = again;
    world.round();
    assert_eq!(world.said("has reached a steady state."), 2);
    world.now = world.now.plus(3_600_000);
    assert!(world.round().steps.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever zones opened late, in the end they are even: every instance has room for all tasks.
    #[test]
    fn zones_end_even_when_there_is_room(
        layout in prop::collection::vec(0usize..3, 1..7),
        late in prop::collection::vec(any::<bool>(), 7),
        desired in 0i64..10,
        maximum in 120i64..=200,
        seed in any::<u64>(),
    ) {
        let fleet = layout.iter().enumerate().map(|(number, zone)| instance(number, *zone, 16_384, 16_384));
        let mut world =
            World::new(fleet.collect(), balanced_service(desired, 50, maximum), definition(0, 100, 64));
        world.seed = seed;
        for (number, late) in late.iter().enumerate().take(layout.len()).skip(1) {
            world.set_agent(number, !late);
        }
        let mut world = settled(world);
        (0..layout.len()).for_each(|number| world.set_agent(number, true));
        let world = settled(world);
        let counts = zones(&world);
        let (most, fewest) = (counts.iter().max().unwrap(), counts.iter().min().unwrap());
        // Percentages that leave no room for one more task leave none to move either.
        let room = desired * maximum / 100 > desired;
        prop_assert!(!room || most - fewest <= 1, "{counts:?} {world:?}");
        prop_assert_eq!(world.wanted().count() as i64, desired);
    }
}
