//! Promises of the service scheduler over random worlds: what may happen to a service happens in random order, and after every
//! decision the limits hold (they are checked in `World::round`), and in the end the world comes to rest.

mod world;

use model::ecs::{CircuitBreaker, InstanceStatus, RolloutState};
use proptest::prelude::*;
use world::records::{definition, instance, service};
use world::{Nature, World};

#[derive(Clone, Debug)]
enum Event {
    Seconds(usize),
    Exit(usize),
    UserStop(usize),
    Sicken(usize),
    Recover,
    Drain(usize),
    Activate(usize),
    Lose(usize),
    Agent(usize, bool),
    Update(Nature),
    Desired(i64),
}

fn event() -> impl Strategy<Value = Event> {
    let pick = 0usize..8;
    prop_oneof![
        6 => (1usize..60).prop_map(Event::Seconds),
        2 => pick.clone().prop_map(Event::Exit),
        1 => pick.clone().prop_map(Event::UserStop),
        2 => pick.clone().prop_map(Event::Sicken),
        1 => Just(Event::Recover),
        1 => pick.clone().prop_map(Event::Drain),
        1 => pick.clone().prop_map(Event::Activate),
        1 => pick.clone().prop_map(Event::Lose),
        1 => (pick, any::<bool>()).prop_map(|(pick, connected)| Event::Agent(pick, connected)),
        2 => nature().prop_map(Event::Update),
        2 => (0i64..9).prop_map(Event::Desired),
    ]
}

fn nature() -> impl Strategy<Value = Nature> {
    prop_oneof![
        3 => Just(Nature::Good),
        1 => Just(Nature::NeverStarts),
        1 => Just(Nature::FailsProbes),
        1 => Just(Nature::Crashes),
    ]
}

fn happen(world: &mut World, event: Event) {
    match event {
        Event::Seconds(seconds) => world.run(seconds),
        Event::Exit(pick) => world.exit(pick),
        Event::UserStop(pick) => world.user_stop(pick),
        Event::Sicken(pick) => world.sicken(pick),
        Event::Recover => world.recover(),
        Event::Drain(pick) => world.set_instance(pick, InstanceStatus::Draining),
        Event::Activate(pick) => world.set_instance(pick, InstanceStatus::Active),
        Event::Lose(pick) => world.lose(pick),
        Event::Agent(pick, connected) => world.set_agent(pick, connected),
        Event::Update(nature) => world.update(nature),
        Event::Desired(count) => world.service.desired_count = count,
    }
}

/// Percentages as CreateService accepts them.
fn percentages() -> impl Strategy<Value = (i64, i64)> {
    let any = (0i64..=100, 100i64..=200);
    let usual =
        prop_oneof![Just((100, 200)), Just((50, 100)), Just((0, 100)), Just((50, 200)), Just((100, 150))];
    prop_oneof![usual, any].prop_filter("both 100 is refused", |it| *it != (100, 100))
}

fn any_world() -> impl Strategy<Value = World> {
    let machines = prop::collection::vec((0usize..3, 512i64..3000, 256i64..3000), 1..6);
    let size = (prop_oneof![Just(0u16), Just(8080)], 0i64..600, 32i64..600);
    (machines, size, 0i64..7, percentages(), any::<[bool; 3]>(), any::<u64>()).prop_map(
        |(machines, (port, cpu, memory), desired, (minimum, maximum), [balanced, enable, rollback], seed)| {
            let machines = machines.into_iter().enumerate();
            let fleet =
                machines.map(|(number, (zone, cpu, memory))| instance(number, zone, cpu, memory)).collect();
            let mut world = World::new(
                fleet,
                service(desired, minimum, maximum, balanced),
                definition(port, cpu, memory),
            );
            world.service.configuration.circuit_breaker = CircuitBreaker { enable, rollback };
            world.seed = seed;
            world
        },
    )
}

/// In a world at rest the service has what it wants, or says what keeps it from it; and time alone changes nothing.
fn check_rest(world: &mut World) {
    let plan = world.round();
    assert!(plan.steps.is_empty(), "a world at rest plans nothing: {plan:#?}");
    let report = &plan.report;
    assert!(report.steady || report.unplaced > 0 || report.stuck, "neither steady nor hindered: {report:#?}");
    if report.steady {
        let newest = world.service.primary().map(|primary| primary.rollout_state);
        assert_eq!(newest, Some(RolloutState::Completed));
        assert_eq!(world.wanted().count() as i64, world.desired());
        assert!(world.wanted().all(|task| world.serves(task)));
        assert_eq!(world.service.deployments.len(), 1);
        assert!(world.events[0].message.ends_with("has reached a steady state."), "{:?}", world.events[0]);
    }
    for _ in 0..4 {
        world.now = world.now.plus(3_600_000);
        let plan = world.round();
        // A steady service says so again after six hours.
        let rests = plan.look_again.is_none() || plan.report.steady;
        assert!(plan.steps.is_empty() && rests, "an hour later: {plan:#?}");
    }
}

/// Seconds and decisions a small world may need to come to rest.
const PATIENCE: usize = 600;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_limits_hold_and_a_good_deployment_comes_to_rest(
        mut world in any_world(),
        events in prop::collection::vec(event(), 0..25),
    ) {
        for event in events {
            happen(&mut world, event);
            world.round();
        }
        world.update(Nature::Good);
        world.recover();
        prop_assert!(world.settle(PATIENCE).is_some(), "no rest: {:#?}", world.round());
        check_rest(&mut world);
    }

    #[test]
    fn whatever_happens_a_daemon_has_one_task_on_every_instance_that_takes_it(
        mut world in any_world(),
        minimum in 0i64..100,
        events in prop::collection::vec(event(), 0..25),
    ) {
        world.service.scheduling = model::ecs::SchedulingStrategy::Daemon;
        world.service.desired_count = 0;
        world.service.configuration.minimum_healthy_percent = minimum;
        world.service.configuration.maximum_percent = 100;
        for event in events {
            happen(&mut world, event);
            world.round();
        }
        world.service.desired_count = 0;
        world.update(Nature::Good);
        world.recover();
        prop_assert!(world.settle(PATIENCE).is_some(), "no rest: {:#?}", world.round());
        check_rest(&mut world);
    }

    #[test]
    fn the_default_strategy_keeps_zones_balanced_when_there_is_room(
        zones in 1usize..4,
        machines in 1usize..3,
        balanced in any::<bool>(),
        changes in prop::collection::vec((0i64..13, 0usize..50, prop::bool::weighted(0.2)), 1..6),
        seed in any::<u64>(),
    ) {
        let fleet = (0..zones * machines).map(|number| instance(number, number % zones, 100_000, 100_000)).collect();
        let mut world = World::new(fleet, service(0, 100, 200, balanced), definition(0, 100, 100));
        world.seed = seed;
        for (desired, seconds, update) in changes {
            world.service.desired_count = desired;
            if update {
                world.update(Nature::Good);
            }
            world.run(seconds);
        }
        prop_assert!(world.settle(PATIENCE).is_some());
        let in_zone = |zone: usize| {
            let name = &world.instances[zone].zone;
            world.wanted().filter(|task| task.zone == *name).count()
        };
        let counts: Vec<usize> = (0..zones).map(in_zone).collect();
        let (most, least) = (counts.iter().max(), counts.iter().min());
        prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{counts:?}");
    }

    #[test]
    fn a_deleted_service_ends_all_its_tasks_and_is_inactive(
        mut world in any_world(),
        events in prop::collection::vec(event(), 0..8),
    ) {
        for event in events {
            happen(&mut world, event);
        }
        world.round();
        world.service.status = model::ecs::ServiceStatus::Draining;
        world.service.desired_count = 0;
        prop_assert!(world.settle(PATIENCE).is_some());
        prop_assert_eq!(world.present().count(), 0);
        prop_assert_eq!(world.service.status, model::ecs::ServiceStatus::Inactive);
    }
}
