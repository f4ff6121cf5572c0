//! Stories of services whose tasks have an address of their own: on FARGATE, and on instances.

#![allow(clippy::unwrap_used)]

mod world;

use std::collections::{BTreeMap, BTreeSet};

use model::ec2::default_subnet;
use model::ecs::{AwsvpcConfiguration, LaunchType, NetworkMode, Service, Task, TaskDefinition};
use planner::network;
use proptest::prelude::*;
use world::records::{SCOPE, definition, instance, service};
use world::{Nature, World};

fn in_zones(letters: &str) -> AwsvpcConfiguration {
    let subnet = |letter: char| default_subnet(&SCOPE, &format!("{}{letter}", SCOPE.region));
    AwsvpcConfiguration {
        subnets: letters.chars().map(subnet).collect(),
        security_groups: Vec::new(),
        assign_public_ip: true,
    }
}

fn awsvpc() -> TaskDefinition {
    TaskDefinition { network_mode: Some(NetworkMode::Awsvpc), ..definition(80, 256, 512) }
}

/// A service on FARGATE in these zones; its subnets stand where instances do.
fn fargate(desired: i64, zones: &str, balanced: bool) -> World {
    let network = in_zones(zones);
    let rooms = network::rooms("test", &world::subnets(&network));
    let base = service(desired, 100, 200, balanced);
    let service = Service { launch_type: LaunchType::Fargate, network: Some(network), ..base };
    World::new(rooms, service, awsvpc())
}

fn settled(mut world: World) -> World {
    assert!(world.settle(300).is_some(), "{world:?}");
    world
}

/// Tasks a zone, most first.
fn zones(world: &World) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    world.wanted().for_each(|task| *counts.entry(&task.zone).or_default() += 1);
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_by(|one, other| other.cmp(one));
    counts
}

#[test]
fn fargate_spreads_over_its_subnets_and_scales_in_from_where_most_are() {
    let mut world = settled(fargate(7, "abc", false));
    assert_eq!(zones(&world), [3, 2, 2]);
    let network = |task: &Task| task.network.clone().unwrap();
    assert!(world.wanted().all(|task| network(task).subnet == task.instance));
    assert!(world.wanted().all(|task| task.containers[0].bindings.is_empty()), "no host port is taken");
    let addresses: BTreeSet<_> = world.wanted().map(|task| network(task).address).collect();
    assert_eq!(addresses.len(), 7);
    world.service.desired_count = 4;
    assert_eq!(zones(&settled(world)), [2, 1, 1]);
}

#[test]
fn a_target_is_the_tasks_address_with_the_containers_port_and_an_update_replaces_it() {
    let mut world = settled(fargate(2, "ab", true));
    let registered = |world: &World| world.targets.keys().cloned().collect::<BTreeSet<_>>();
    let before = registered(&world);
    let expected: BTreeSet<_> =
        world.wanted().map(|task| (task.network.clone().unwrap().address.to_string(), 80)).collect();
    assert_eq!(before, expected);
    world.update(Nature::Good);
    let world = settled(world);
    assert!(world.wanted().all(|task| task.task_definition.revision == 2));
    assert!(registered(&world).is_disjoint(&before) && registered(&world).len() == 2);
}

#[test]
fn on_instances_only_those_in_the_zones_of_the_subnets_take_tasks() {
    let machines = (0..4).map(|number| instance(number, number % 2, 4096, 4096)).collect();
    let base = service(4, 100, 200, false);
    let world = World::new(machines, Service { network: Some(in_zones("a")), ..base }, awsvpc());
    let zone = format!("{}a", SCOPE.region);
    let world = settled(World { confined: Some([zone.clone()].into()), ..world });
    assert_eq!(world.wanted().filter(|task| task.zone == zone).count(), 4);
    let nowhere = settled(World { confined: Some([format!("{}d", SCOPE.region)].into()), ..world });
    let mut nowhere = nowhere;
    nowhere.service.desired_count = 5;
    let nowhere = settled(nowhere);
    assert_eq!((nowhere.wanted().count(), nowhere.said("encountered error \"LOCATION\"")), (4, 1));
}

/// What happens to a service on FARGATE between two rests.
#[derive(Clone, Debug)]
enum Event {
    Scale(i64),
    Update,
    Exit(usize),
    Seconds(usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0_i64..9).prop_map(Event::Scale),
        Just(Event::Update),
        (0_usize..9).prop_map(Event::Exit),
        (1_usize..40).prop_map(Event::Seconds),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// No two tasks ever share an address, and at rest the zones differ by one task at most where rebalancing is on. Where it is off,
    /// scaling in while tasks of two revisions stand beside each other may leave two: the old ones count while the new are placed.
    #[test]
    fn whatever_happens_addresses_are_unique_and_zones_balanced(
        desired in 0_i64..9,
        balanced in any::<bool>(),
        events in prop::collection::vec(event(), 0..8),
    ) {
        let mut world = fargate(desired, "abd", balanced);
        for event in events {
            match event {
                Event::Scale(desired) => world.service.desired_count = desired,
                Event::Update => world.update(Nature::Good),
                Event::Exit(pick) => world.exit(pick),
                Event::Seconds(seconds) => world.run(seconds),
            }
            world.run(1);
            let addresses: Vec<_> = world.present().map(|task| task.network.clone().unwrap().address).collect();
            let different: BTreeSet<_> = addresses.iter().collect();
            prop_assert_eq!(different.len(), addresses.len());
        }
        prop_assert!(world.settle(600).is_some(), "{:?}", world);
        let zones = zones(&world);
        prop_assert_eq!(zones.iter().sum::<usize>() as i64, world.service.desired_count);
        let least = if zones.len() < 3 { 0 } else { zones[2] };
        let allowed = if balanced { 1 } else { 2 };
        prop_assert!(zones.first().is_none_or(|most| most - least <= allowed), "{:?}", zones);
    }
}
