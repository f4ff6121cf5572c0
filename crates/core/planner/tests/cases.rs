//! Single stories of a service, each with the outcome ECS documents for it.

#![allow(clippy::unwrap_used)]

mod world;

use std::collections::BTreeSet;

use model::ecs::{
    CircuitBreaker, HealthCheck, HealthStatus, InstanceStatus, LastStatus, PlacementConstraint,
    PlacementStrategy, RolloutState, SchedulingStrategy, Service, StopReason,
};
use world::records::{definition, instance, service};
use world::{Nature, World};

/// So many large instances, alternating between two zones.
fn world(machines: usize, service: Service, host_port: u16) -> World {
    let fleet = (0..machines).map(|number| instance(number, number % 2, 4096, 4096)).collect();
    World::new(fleet, service, definition(host_port, 100, 512))
}

fn settled(mut world: World) -> World {
    assert!(world.settle(300).is_some(), "{world:?}");
    world
}

fn revisions(world: &World) -> BTreeSet<u32> {
    world.wanted().map(|task| task.task_definition.revision).collect()
}

/// The events, oldest first, without the names of tasks.
fn story(world: &World) -> Vec<String> {
    let words = world.events.iter().rev().map(|event| {
        let message = event.message.trim_start_matches("(service web) ");
        message.split(" (").next().unwrap_or_default().trim_end_matches(':').to_owned()
    });
    words.filter(|message| !message.is_empty()).collect()
}

#[test]
fn one_task_with_minimum_0_and_maximum_100_stops_before_it_starts() {
    let mut world = settled(world(1, service(1, 0, 100, false), 8080));
    world.update(Nature::Good);
    let plan = world.round();
    assert_eq!((plan.report.outdated, world.wanted().count(), world.starts), (1, 0, 1));
    let world = settled(world);
    assert_eq!((revisions(&world), world.starts), ([2].into(), 2));
}

#[test]
fn the_third_task_on_a_static_port_is_not_placed_and_says_so_once() {
    let mut world = settled(world(2, service(3, 100, 200, false), 8080));
    assert_eq!(world.wanted().count(), 2);
    for _ in 0..5 {
        world.now = world.now.plus(3_600_000);
        world.round();
    }
    assert_eq!(world.said("is already using a port required by your task"), 1);
    world.now = world.now.plus(3_600_000);
    world.round();
    assert_eq!(world.said("is already using a port required by your task"), 2, "again after six hours");
}

#[test]
fn a_rolling_update_behind_a_load_balancer_tells_its_story_in_order() {
    let mut world = settled(world(2, service(2, 100, 200, true), 0));
    world.events.clear();
    world.update(Nature::Good);
    let world = settled(world);
    let expected = [
        "has started 2 tasks",
        "registered 2 targets in",
        "has stopped 2 running tasks",
        "(deployment ecs-svc/2) deployment completed.",
        "has reached a steady state.",
    ];
    assert_eq!(story(&world), expected);
}

#[test]
fn scaling_to_0_stops_everything_and_completes() {
    let mut world = settled(world(2, service(3, 100, 200, false), 0));
    world.events.clear();
    world.service.desired_count = 0;
    let world = settled(world);
    assert_eq!(world.wanted().count(), 0);
    assert_eq!(story(&world), ["has stopped 3 running tasks", "has reached a steady state."]);
}

#[test]
fn a_deployment_without_tasks_completes_at_once() {
    let mut world = world(1, service(0, 100, 200, true), 0);
    world.round();
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Completed);
}

#[test]
fn of_two_quick_updates_only_the_last_remains_and_proven_tasks_outlast_fresh_ones() {
    let mut world = settled(world(4, service(4, 100, 150, false), 0));
    world.update(Nature::Good);
    world.run(3);
    world.update(Nature::Good);
    let plan = world.round();
    assert_eq!(plan.report.outdated, 6);
    assert!(world.wanted().filter(|task| task.task_definition.revision == 1).count() == 4, "{world:?}");
    assert_eq!(revisions(&settled(world)), [3].into());
}

#[test]
fn an_update_on_full_instances_is_stuck_at_minimum_100_and_moves_at_50() {
    let mut world = settled(world(2, service(2, 100, 200, false), 8080));
    world.update(Nature::Good);
    let mut world = settled(world);
    assert_eq!((revisions(&world), world.said("is already using a port")), ([1].into(), 1));
    world.service.configuration.minimum_healthy_percent = 50;
    assert_eq!(revisions(&settled(world)), [2].into());
}

#[test]
fn percentages_that_forbid_every_step_are_named() {
    let mut world = settled(world(2, service(1, 100, 150, false), 0));
    world.update(Nature::Good);
    let world = settled(world);
    assert_eq!(revisions(&world), [1].into());
    assert_eq!(world.said("because of the service deployment configuration"), 1);
}

#[test]
fn tasks_that_never_start_are_held_back_longer_and_longer() {
    let mut world = settled(world(2, service(2, 100, 200, false), 0));
    world.update(Nature::NeverStarts);
    world.events.clear();
    world.starts = 0;
    world.run(3_600);
    // Waits of 1, 2, 4 ... 512 seconds, then of 15 minutes, two tasks each time.
    assert!((20..=28).contains(&world.starts), "{} starts in an hour", world.starts);
    assert_eq!(revisions(&world), [1].into(), "the old tasks stay");
    assert_eq!(world.said("is unable to consistently start tasks successfully."), 1);
    assert_eq!(world.said("steady state"), 0);
}

/// A settled service with a circuit breaker, then a deployment of this nature; no events so far.
fn watched(mut world: World, rollback: bool, nature: Nature) -> World {
    world.service.configuration.circuit_breaker = CircuitBreaker::on(rollback);
    let mut world = settled(world);
    world.update(nature);
    world.events.clear();
    world.starts = 0;
    world
}

#[test]
fn a_deployment_that_never_starts_is_rolled_back_within_seconds() {
    let mut world = watched(world(2, service(2, 100, 200, false), 0), true, Nature::NeverStarts);
    world.run(10);
    let primary = world.service.primary().unwrap();
    assert_eq!((primary.number, primary.rollout_state), (1, RolloutState::Completed), "{world:?}");
    assert_eq!((revisions(&world), world.service.deployments.len()), ([1].into(), 1));
    assert_eq!(
        world.starts, 4,
        "two, a second later two more; the tasks of the first revision were not touched"
    );
    let expected = [
        "has started 2 tasks",
        "failed to launch a task with",
        "has started 2 tasks",
        "(deployment ecs-svc/2) deployment failed: tasks failed to start.",
        "rolling back to deployment ecs-svc/1.",
        "(deployment ecs-svc/1) deployment completed.",
        "has reached a steady state.",
    ];
    assert_eq!(story(&world), expected);
    assert!(settled(world).service.primary().unwrap().is_rollback);
}

#[test]
fn what_completed_comes_back_under_its_own_number_when_none_of_its_tasks_is_left() {
    let mut world = watched(world(1, service(1, 0, 100, false), 8080), true, Nature::NeverStarts);
    world.run(15);
    let primary = world.service.primary().unwrap().clone();
    assert_eq!((primary.task_definition.revision, primary.is_rollback), (1, true), "{world:?}");
    assert_eq!(primary.number, 1, "under its own number: the same revision");
    assert_eq!(world.said(&format!("rolling back to deployment {}.", primary.id())), 1);
    let world = settled(world);
    assert_eq!(revisions(&world), [1].into());
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Completed);
}

#[test]
fn without_rollback_a_failed_deployment_starts_nothing_more_and_the_old_tasks_stay() {
    let mut world = watched(world(2, service(2, 100, 200, false), 0), false, Nature::NeverStarts);
    world.run(10);
    let plan = world.round();
    let primary = world.service.primary().unwrap();
    assert_eq!((primary.number, primary.rollout_state), (2, RolloutState::Failed));
    assert_eq!(primary.rollout_state_reason, "ECS deployment circuit breaker: tasks failed to start.");
    assert!(plan.report.given_up && plan.steps.is_empty() && plan.look_again.is_none(), "{plan:#?}");
    assert_eq!((revisions(&world), world.starts), ([1].into(), 4));
    world.update(Nature::Good);
    assert_eq!(revisions(&settled(world)), [3].into(), "a new deployment goes on");
}

#[test]
fn a_first_deployment_has_nothing_to_come_back_to() {
    let mut world = world(2, service(1, 100, 200, false), 0);
    world.service.configuration.circuit_breaker = CircuitBreaker::on(true);
    world.natures.insert(1, Nature::NeverStarts);
    world.run(30);
    assert_eq!((world.starts, world.said("deployment failed"), world.said("rolling back")), (3, 1, 0));
}

#[test]
fn failing_health_checks_trip_the_breaker() {
    let mut world = watched(world(2, service(2, 100, 200, true), 0), true, Nature::FailsProbes);
    world.run(60);
    assert_eq!((revisions(&world), world.said("deployment failed")), ([1].into(), 1), "{world:?}");
    let primary = world.service.primary().unwrap();
    assert_eq!((primary.number, primary.rollout_state), (1, RolloutState::Completed));
}

#[test]
fn a_program_that_runs_and_ends_does_not_trip_the_breaker() {
    let mut world = watched(world(2, service(1, 100, 200, false), 0), true, Nature::Crashes);
    world.run(120);
    assert_eq!((world.said("deployment failed"), world.starts > 5), (0, true), "{world:?}");
}

#[test]
fn wide_deployments_with_little_room_trip_within_a_minute() {
    let mut world = watched(world(10, service(40, 100, 110, false), 0), false, Nature::NeverStarts);
    world.run(60);
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Failed, "{world:?}");
}

#[test]
fn a_lost_task_that_cannot_be_replaced_is_no_steady_state() {
    let mut world = settled(world(1, service(1, 100, 200, false), 0));
    world.events.clear();
    world.natures.insert(1, Nature::NeverStarts);
    world.exit(0);
    world.run(60);
    assert_eq!(world.said("steady state"), 0, "{world:?}");
    world.natures.insert(1, Nature::Good);
    assert_eq!(settled(world).said("steady state"), 1);
}

#[test]
fn a_program_that_ends_at_once_is_restarted_with_pauses() {
    let mut world = world(2, service(1, 100, 200, false), 0);
    world.natures.insert(1, Nature::Crashes);
    world.run(600);
    assert!((40..=60).contains(&world.starts), "{} starts in ten minutes", world.starts);
    assert_eq!(
        world.said("is unable to consistently start"),
        0,
        "ECS says that only of tasks that never run"
    );
    assert_eq!((world.said("deployment completed"), world.said("steady state")), (0, 0), "{world:?}");
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::InProgress);
}

#[test]
fn what_had_come_up_is_fallen_back_to_though_it_was_replaced_before_it_was_done() {
    let mut world = world(2, service(2, 100, 200, false), 0);
    world.service.configuration.circuit_breaker = CircuitBreaker::on(true);
    while world.wanted().count() < 2 || world.wanted().any(|task| task.last != LastStatus::Running) {
        world.run(1);
    }
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::InProgress);
    world.update(Nature::NeverStarts);
    world.run(20);
    let world = settled(world);
    let primary = world.service.primary().unwrap();
    assert_eq!((primary.number, primary.rollout_state), (1, RolloutState::Completed), "{world:?}");
    assert_eq!((revisions(&world), world.said("rolling back")), ([1].into(), 1));
}

#[test]
fn a_wave_of_failures_counts_once() {
    let mut world = world(2, service(10, 100, 200, false), 0);
    world.natures.insert(1, Nature::NeverStarts);
    world.round();
    world.second();
    let held = world.round().report.held_until.unwrap();
    assert_eq!(held.since(world.now), 1_000);
}

#[test]
fn an_unhealthy_target_is_replaced_before_it_goes_when_there_is_room() {
    let mut world = settled(world(2, service(2, 100, 200, true), 0));
    world.sicken(0);
    world.second();
    let plan = world.round();
    assert_eq!((plan.report.unfit, world.wanted().count()), (1, 3));
    let world = settled(world);
    assert_eq!(world.said("is unhealthy in (target-group"), 1);
    assert_eq!(world.said("(reason Health checks failed with these codes: [500])"), 1);
}

#[test]
fn an_unhealthy_target_makes_way_when_there_is_no_room() {
    let mut world = settled(world(1, service(1, 100, 200, true), 8080));
    world.sicken(0);
    world.run(2);
    assert_eq!(world.wanted().count(), 0);
    let world = settled(world);
    assert!(world.wanted().all(|task| world.serves(task)) && world.wanted().count() == 1, "{world:?}");
}

#[test]
fn unhealthy_targets_without_room_make_way_one_at_a_time() {
    let mut world = settled(world(2, service(2, 50, 100, true), 8080));
    world.sicken(0);
    world.sicken(1);
    world.second();
    world.round();
    assert_eq!(world.wanted().count(), 1);
}

#[test]
fn failing_probes_do_not_count_within_the_grace_period() {
    let mut service = service(1, 100, 200, true);
    service.health_check_grace_period = Some(60);
    let mut world = world(2, service, 0);
    world.natures.insert(1, Nature::FailsProbes);
    world.run(59);
    let plan = world.round();
    assert_eq!((plan.report.starting, world.starts), (1, 1));
    assert_eq!(
        plan.look_again,
        world.wanted().next().unwrap().started_at.map(|started| started.plus(60_000))
    );
    world.run(5);
    assert!(world.starts > 1);
}

/// One task on one of two instances, whose essential container has a health check.
fn checked() -> World {
    let check = HealthCheck {
        command: vec!["CMD".to_owned(), "true".to_owned()],
        interval: 5,
        timeout: 2,
        retries: 2,
        start_period: None,
    };
    let mut definition = definition(0, 100, 512);
    definition.containers[0].health_check = Some(check);
    let fleet = (0..2).map(|number| instance(number, number, 4096, 4096)).collect();
    World::new(fleet, service(1, 100, 200, false), definition)
}

#[test]
fn failing_container_checks_trip_the_breaker() {
    let mut world = checked();
    world.service.configuration.circuit_breaker = CircuitBreaker::on(true);
    for _ in 0..60 {
        world.round();
        world.second();
        for task in &mut world.tasks {
            task.containers[0].health = HealthStatus::Unhealthy;
        }
    }
    assert_eq!(world.service.primary().unwrap().rollout_state, RolloutState::Failed, "{world:?}");
    assert_eq!((world.said("deployment failed"), world.wanted().count()), (1, 0));
}

/// The health of every task that runs.
fn set_health(world: &mut World, health: HealthStatus) {
    world.tasks.iter_mut().for_each(|task| task.containers[0].health = health);
}

#[test]
fn a_failing_container_check_replaces_the_task() {
    let mut world = settled(checked());
    set_health(&mut world, HealthStatus::Unhealthy);
    world.run(3);
    assert_eq!((world.wanted().count(), world.starts), (2, 2), "the replacement is not HEALTHY yet");
    world.tasks[1].containers[0].health = HealthStatus::Healthy;
    let world = settled(world);
    assert_eq!(world.tasks[0].stopped_reason, Some(StopReason::FailedContainerHealthChecks));
    assert_eq!((world.said("failed container health checks."), world.starts), (1, 2));
}

#[test]
fn a_checked_task_counts_when_it_is_healthy_and_not_before() {
    let mut world = settled(checked());
    world.now = world.now.plus(600_000);
    let plan = world.round();
    assert_eq!((plan.report.fit, plan.report.starting, plan.report.steady), (0, 1, false));
    assert_eq!(world.said("has reached a steady state."), 0);
    set_health(&mut world, HealthStatus::Healthy);
    let plan = world.round();
    assert_eq!((plan.report.fit, plan.report.steady), (1, true), "without waiting for the settling time");
    world.update(Nature::Good);
    world.run(120);
    assert_eq!(
        (world.starts, revisions(&world)),
        (2, [1, 2].into()),
        "the old one stays while the new is UNKNOWN"
    );
    set_health(&mut world, HealthStatus::Healthy);
    assert_eq!(revisions(&settled(world)), [2].into());
}

#[test]
fn the_check_of_a_container_that_is_not_essential_replaces_nothing() {
    let mut world = checked();
    world.definitions[0].containers[0].essential = false;
    let mut world = settled(world);
    set_health(&mut world, HealthStatus::Unhealthy);
    assert_eq!((settled(world).starts), 1);
}

#[test]
fn a_task_the_user_stops_is_replaced() {
    let mut world = settled(world(2, service(2, 100, 200, false), 0));
    world.user_stop(0);
    let plan = world.round();
    assert_eq!((plan.report.ending, world.wanted().count()), (1, 2));
}

#[test]
fn a_draining_instance_is_left_without_going_below_the_minimum() {
    let mut world = settled(world(2, service(2, 100, 200, false), 0));
    world.set_instance(0, InstanceStatus::Draining);
    let plan = world.round();
    assert_eq!((plan.report.outdated, world.wanted().count()), (1, 3));
    let world = settled(world);
    assert!(world.wanted().all(|task| task.instance == world.instances[1].id));
}

#[test]
fn without_instances_the_event_says_so() {
    let mut world = settled(world(1, service(1, 100, 200, false), 0));
    world.lose(0);
    let world = settled(world);
    assert_eq!(world.said("Reason: No Container Instances were found in your cluster."), 1);
}

#[test]
fn scale_in_stops_tasks_that_do_not_run_yet_before_those_that_do() {
    let mut world = world(2, service(2, 100, 200, false), 0);
    world.run(2);
    world.service.desired_count = 4;
    world.round();
    world.service.desired_count = 2;
    world.round();
    assert!(world.wanted().all(|task| task.last == LastStatus::Running) && world.wanted().count() == 2);
}

#[test]
fn binpack_fills_one_instance_and_scale_in_empties_the_emptier_one() {
    let mut service = service(10, 100, 200, false);
    service.strategy = vec![PlacementStrategy::BinpackMemory];
    let mut world = settled(world(2, service, 0));
    let by_instance = |world: &World| {
        let count = |i: usize| world.wanted().filter(|task| task.instance == world.instances[i].id).count();
        let (one, other) = (count(0), count(1));
        (one.max(other), one.min(other))
    };
    assert_eq!(by_instance(&world), (8, 2), "eight tasks of 512 MiB fill 4096 MiB");
    world.service.desired_count = 8;
    assert_eq!(by_instance(&settled(world)), (8, 0));
}

#[test]
fn a_new_task_takes_over_the_target_its_predecessor_still_drains() {
    let mut world = settled(world(1, service(1, 0, 100, true), 8080));
    world.update(Nature::Good);
    world.run(4);
    let (key, target) = world.targets.iter().next().unwrap();
    let task = world.wanted().next().unwrap();
    assert_eq!((key.1, &target.task, target.draining_since), (8080, &task.id, None));
}

#[test]
fn many_tasks_are_named_ten_at_a_time() {
    let mut world = world(4, service(25, 100, 200, false), 0);
    world.round();
    assert_eq!((world.said("has started 10 tasks:"), world.said("has started 5 tasks:")), (2, 1));
}

/// A DAEMON service with this minimum.
fn daemon(minimum: i64) -> Service {
    Service { scheduling: SchedulingStrategy::Daemon, ..service(0, minimum, 100, false) }
}

fn instances_with_tasks(world: &World) -> Vec<usize> {
    let has = |id: &str| world.present().any(|task| task.instance == id);
    (0..world.instances.len()).filter(|&number| has(&world.instances[number].id)).collect()
}

fn label(world: &mut World, number: usize, stack: &str) {
    world.instances[number].attributes.insert("stack".to_owned(), Some(stack.to_owned()));
}

#[test]
fn a_daemon_covers_new_instances_and_leaves_draining_ones_at_once() {
    let mut world = settled(world(2, daemon(0), 8080));
    assert_eq!((instances_with_tasks(&world), world.wanted().count()), (vec![0, 1], 2));
    world.instances.push(instance(2, 0, 4096, 4096));
    let mut world = settled(world);
    assert_eq!(instances_with_tasks(&world), [0, 1, 2]);
    world.service.configuration.minimum_healthy_percent = 99;
    world.set_instance(1, InstanceStatus::Draining);
    world.round();
    assert_eq!(
        world.wanted().count(),
        2,
        "nobody elsewhere could take its place: the minimum does not hold it"
    );
    let world = settled(world);
    assert_eq!(instances_with_tasks(&world), [0, 2]);
    assert_eq!(world.said("steady state"), 3);
}

#[test]
fn a_daemons_update_stops_before_it_starts_and_keeps_the_minimum() {
    let mut world = settled(world(4, daemon(50), 8080));
    world.run(60);
    world.update(Nature::Good);
    let plan = world.round();
    assert_eq!((plan.report.desired, plan.report.outdated, world.wanted().count()), (4, 4, 2));
    assert_eq!(revisions(&settled(world)), [2].into());
}

#[test]
fn a_minimum_that_lets_no_daemon_task_stop_is_named() {
    let mut world = settled(world(2, daemon(99), 0));
    world.run(60);
    world.update(Nature::Good);
    let world = settled(world);
    assert_eq!(revisions(&world), [1].into());
    assert_eq!(world.said("because of the service deployment configuration"), 1);
}

#[test]
fn a_daemon_is_only_where_its_constraint_holds_and_goes_when_it_no_longer_does() {
    let expression = "attribute:stack == prod and runningTasksCount == 0";
    let mut service = daemon(0);
    service.constraints = vec![PlacementConstraint::MemberOf(expression.to_owned())];
    let mut world = world(3, service, 0);
    label(&mut world, 0, "prod");
    label(&mut world, 1, "test");
    let mut world = settled(world);
    assert_eq!(instances_with_tasks(&world), [0], "its own task is not counted");
    label(&mut world, 0, "test");
    label(&mut world, 1, "prod");
    assert_eq!(instances_with_tasks(&settled(world)), [1]);
}

#[test]
fn a_daemon_says_what_the_vacant_instance_lacks() {
    let mut world = world(2, daemon(0), 8080);
    world.instances[1].registered.memory = 100;
    let world = settled(world);
    assert_eq!(instances_with_tasks(&world), [0]);
    assert_eq!(world.said("has insufficient memory available"), 1);
}

#[test]
fn an_expression_binds_the_tasks_of_a_service_and_says_so_where_none_fits() {
    let mut service = service(3, 100, 200, false);
    service.constraints = vec![PlacementConstraint::MemberOf("attribute:stack =~ pro.*".to_owned())];
    let mut world = world(3, service, 0);
    label(&mut world, 1, "prod");
    let mut world = settled(world);
    assert_eq!(instances_with_tasks(&world), [1]);
    label(&mut world, 1, "test");
    world.user_stop(0);
    let world = settled(world);
    assert_eq!(world.wanted().count(), 2, "what runs stays");
    assert_eq!(world.said("is missing an attribute required by your task"), 1);
}

#[test]
fn tasks_are_spread_over_the_values_of_an_attribute_of_the_users_own() {
    let mut service = service(6, 100, 200, false);
    service.strategy = vec![PlacementStrategy::Spread("attribute:stack".to_owned())];
    let mut world = world(4, service, 0);
    for (number, stack) in ["a", "b", "b", "b"].into_iter().enumerate() {
        label(&mut world, number, stack);
    }
    let world = settled(world);
    let first = world.wanted().filter(|task| task.instance == world.instances[0].id).count();
    assert_eq!((first, world.wanted().count()), (3, 6));
}
