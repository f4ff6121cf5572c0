//! Promises of the service scheduler over random worlds: what may happen to a service happens in random order, and after every
//! decision the limits hold (they are checked in `World::round`), and in the end the world comes to rest.

mod world;

use model::ecs::{
    CircuitBreaker, FailureThreshold, HealthCheck, InstanceStatus, PlacementConstraint, PlacementStrategy,
    Reservation, RolloutState, SchedulingStrategy, ThresholdType,
};
use proptest::prelude::*;
use world::promises::{ALONE, IN_ZONE_A};
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
    Force,
    Desired(i64),
    Percentages(i64, i64),
    Flap(usize),
    Join(usize, i64, i64),
    Neighbour(usize, bool, i64, i64),
    NeighboursLeave,
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
        1 => (pick.clone(), any::<bool>()).prop_map(|(pick, connected)| Event::Agent(pick, connected)),
        2 => nature().prop_map(Event::Update),
        1 => Just(Event::Force),
        2 => (0i64..9).prop_map(Event::Desired),
        1 => percentages().prop_map(|(minimum, maximum)| Event::Percentages(minimum, maximum)),
        2 => pick.clone().prop_map(Event::Flap),
        1 => (0usize..3, 512i64..3000, 256i64..3000).prop_map(|(zone, cpu, memory)| Event::Join(zone, cpu, memory)),
        1 => (pick, any::<bool>(), 0i64..2000, 0i64..2000)
            .prop_map(|(pick, port, cpu, memory)| Event::Neighbour(pick, port, cpu, memory)),
        1 => Just(Event::NeighboursLeave),
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
        Event::Force => world.force(),
        Event::Desired(count) => world.service.desired_count = count,
        Event::Percentages(minimum, maximum) => configure(world, minimum, maximum),
        Event::Flap(pick) => world.flap(pick),
        Event::Join(zone, cpu, memory) => world.join(zone, cpu, memory),
        Event::Neighbour(pick, port, cpu, memory) => {
            let ports = if port { [8080].into() } else { Default::default() };
            world.neighbour(pick, Reservation { cpu, memory, ports, ..Reservation::default() });
        }
        Event::NeighboursLeave => world.neighbours_leave(),
    }
}

/// Percentages as UpdateService accepts them for the kind of service it is.
fn configure(world: &mut World, minimum: i64, maximum: i64) {
    let daemon = world.service.scheduling == SchedulingStrategy::Daemon;
    let configuration = &mut world.service.configuration;
    configuration.minimum_healthy_percent = if daemon { minimum.min(99) } else { minimum };
    configuration.maximum_percent = if daemon { 100 } else { maximum };
}

/// None, one or two of the constraints a service can have.
fn constraints() -> impl Strategy<Value = Vec<PlacementConstraint>> {
    let member = |expression: &str| PlacementConstraint::MemberOf(expression.to_owned());
    let one = prop_oneof![
        Just(PlacementConstraint::DistinctInstance),
        Just(member(IN_ZONE_A)),
        Just(member(ALONE)),
    ];
    prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(one, 1..3)]
}

fn strategies() -> impl Strategy<Value = Vec<PlacementStrategy>> {
    let spread = |field: &str| PlacementStrategy::Spread(field.to_owned());
    let one = prop_oneof![
        Just(PlacementStrategy::Random),
        Just(PlacementStrategy::BinpackCpu),
        Just(PlacementStrategy::BinpackMemory),
        Just(spread("instanceId")),
        Just(spread("attribute:ecs.availability-zone")),
    ];
    prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(one, 1..4)]
}

/// Percentages as CreateService accepts them.
fn percentages() -> impl Strategy<Value = (i64, i64)> {
    let any = (0i64..=100, 100i64..=200);
    let usual =
        prop_oneof![Just((100, 200)), Just((50, 100)), Just((0, 100)), Just((50, 200)), Just((100, 150))];
    prop_oneof![usual, any].prop_filter("both 100 is refused", |it| *it != (100, 100))
}

fn check() -> HealthCheck {
    HealthCheck {
        command: vec!["CMD".to_owned(), "true".to_owned()],
        interval: 5,
        timeout: 2,
        retries: 2,
        start_period: None,
    }
}

/// When it gives up, enabled or not.
fn breaker() -> impl Strategy<Value = CircuitBreaker> {
    use ThresholdType::{BoundedPercent, Count, UnboundedPercent};
    let kind = prop_oneof![Just(BoundedPercent), Just(Count), Just(UnboundedPercent)];
    let rules = (any::<bool>(), kind, prop_oneof![Just(50i64), 1i64..250]);
    rules.prop_map(|(reset_on_healthy_task, kind, value)| CircuitBreaker {
        reset_on_healthy_task,
        threshold: FailureThreshold { kind, value },
        ..CircuitBreaker::OFF
    })
}

fn any_world() -> impl Strategy<Value = World> {
    let machines = prop::collection::vec((0usize..3, 512i64..3000, 256i64..3000), 1..6);
    let size = (prop_oneof![Just(0u16), Just(8080)], 0i64..600, 32i64..600);
    let checks = (any::<bool>(), prop::option::of(0i64..20), 0i64..8);
    let wishes = (constraints(), strategies(), checks);
    (machines, size, 0i64..7, percentages(), (any::<[bool; 3]>(), breaker()), wishes, any::<u64>()).prop_map(
        |(
            machines,
            (port, cpu, memory),
            desired,
            (minimum, maximum),
            ([balanced, enable, rollback], breaker),
            (constraints, strategy, (checks_containers, grace, busy)),
            seed,
        )| {
            let machines = machines.into_iter().enumerate();
            let fleet =
                machines.map(|(number, (zone, cpu, memory))| instance(number, zone, cpu, memory)).collect();
            let mut world = World::new(
                fleet,
                service(desired, minimum, maximum, balanced),
                definition(port, cpu, memory),
            );
            world.service.configuration.circuit_breaker = CircuitBreaker { enable, rollback, ..breaker };
            world.service.constraints = constraints;
            world.service.strategy = strategy;
            world.service.health_check_grace_period = grace.filter(|_| balanced);
            world.definitions[0].containers[0].health_check = checks_containers.then(check);
            world.checks_containers = checks_containers;
            world.busy = busy;
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
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

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
