//! Which tasks are found in Cloud Map, and what is said of them.

#![allow(clippy::unwrap_used)]

mod world;

use model::cloud_map::{
    self, DnsRecord, DnsSettings, IPV4, Instance, PORT, RecordType, RoutingPolicy, ServiceKind,
};
use model::ecs::{DesiredStatus, HealthCheck, HealthStatus, LastStatus, ServiceRegistry};
use model::{Tags, Time};
use planner::discovery::{Candidate, Step, steps};
use world::World;
use world::records::{SCOPE, definition, instance, service};

/// A world of two running tasks, and what is registered of them.
struct Found {
    world: World,
    found_as: cloud_map::Service,
    present: Vec<Instance>,
}

impl Found {
    fn new(checked: bool) -> Found {
        let mut definition = definition(0, 100, 512);
        let check = HealthCheck {
            command: vec!["CMD".to_owned(), "true".to_owned()],
            interval: 5,
            timeout: 2,
            retries: 2,
            start_period: None,
        };
        definition.containers[0].health_check = checked.then_some(check);
        let mut world = World::new(vec![instance(0, 0, 4096, 4096)], service(2, 100, 200, false), definition);
        world.service.registries = vec![ServiceRegistry {
            registry_arn: "arn:aws:servicediscovery:us-west-2:000000000000:service/srv-web".to_owned(),
            port: None,
            container_name: Some("web".to_owned()),
            container_port: Some(80),
        }];
        // Health checks are the test's to answer: it does not wait for a steady state.
        world.run(10);
        assert!(world.tasks.iter().all(|task| task.last == LastStatus::Running), "{:?}", world.tasks);
        let srv = DnsRecord { kind: RecordType::Srv, ttl: 10 };
        let found_as = cloud_map::Service {
            scope: SCOPE.clone(),
            id: "srv-web".to_owned(),
            name: "web".to_owned(),
            namespace: "ns-1".to_owned(),
            description: None,
            kind: ServiceKind::DnsHttp,
            dns: Some(DnsSettings { routing: RoutingPolicy::Multivalue, records: vec![srv] }),
            custom_health: true,
            creator_request_id: None,
            revision: 0,
            created_at: Time(0),
            tags: Tags::new(),
        };
        Found { world, found_as, present: Vec::new() }
    }

    /// Decides, and does what is decided.
    fn turn(&mut self) -> Vec<Step> {
        let World { service, tasks, definitions, instances, .. } = &self.world;
        let candidates = tasks.iter().map(|task| Candidate {
            service,
            registry: &service.registries[0],
            found_as: &self.found_as,
            task,
            definition: &definitions[0],
            instance: instances.first(),
        });
        let steps = steps(candidates, self.present.iter(), Time(7));
        for step in &steps {
            let (Step::Put(one) | Step::Remove(one)) = step;
            self.present.retain(|known| known.id != one.id);
            if let Step::Put(new) = step {
                self.present.push(new.clone());
            }
        }
        steps
    }

    fn health(&mut self, health: HealthStatus) {
        self.world.tasks.iter_mut().for_each(|task| task.containers[0].health = health);
    }
}

#[test]
fn running_tasks_are_registered_once_under_their_ids_with_the_host_port() {
    let mut found = Found::new(false);
    assert_eq!(found.turn().len(), 2);
    assert!(found.turn().is_empty(), "nothing is left to do");
    let task = &found.world.tasks[0];
    let one = found.present.iter().find(|one| one.id == task.id).unwrap();
    let port = task.host_port("web", 80).unwrap().to_string();
    assert_eq!((one.attributes[IPV4].as_str(), &one.attributes[PORT]), ("127.0.0.1", &port));
    assert_eq!(one.attributes["ECS_SERVICE_NAME"], "web");
    assert_eq!(one.health, Some(HealthStatus::Healthy));
}

#[test]
fn a_task_whose_end_is_wanted_is_taken_out_while_it_still_runs() {
    let mut found = Found::new(false);
    found.turn();
    found.world.tasks[0].desired = DesiredStatus::Stopped;
    let id = found.world.tasks[0].id.clone();
    let steps = found.turn();
    assert!(matches!(&steps[..], [Step::Remove(gone)] if gone.id == id), "{steps:?}");
    found.world.tasks[1].last = LastStatus::Stopped;
    assert_eq!(found.turn().len(), 1);
    assert!(found.present.is_empty());
}

#[test]
fn a_checked_task_is_unhealthy_until_its_checks_pass_and_again_when_they_fail() {
    let mut found = Found::new(true);
    found.health(HealthStatus::Unknown);
    found.turn();
    assert!(found.present.iter().all(|one| one.health == Some(HealthStatus::Unhealthy)));
    for health in [HealthStatus::Healthy, HealthStatus::Unhealthy] {
        found.health(health);
        assert_eq!(found.turn().len(), 2);
        assert!(found.present.iter().all(|one| one.health == Some(health)));
        assert!(found.turn().is_empty());
    }
}

#[test]
fn what_users_add_or_tell_of_an_unchecked_task_stays_and_their_own_instances_too() {
    let mut found = Found::new(false);
    found.turn();
    found.present[0].attributes.insert("color".to_owned(), "red".to_owned());
    found.present[0].health = Some(HealthStatus::Unhealthy);
    let own = Instance { id: "mine".to_owned(), task: None, ..found.present[0].clone() };
    found.present.push(own);
    assert!(found.turn().is_empty(), "{:?}", found.present);
    found.present[0].attributes.insert(IPV4.to_owned(), "10.0.0.1".to_owned());
    let steps = found.turn();
    let [Step::Put(one)] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!((one.attributes[IPV4].as_str(), one.attributes["color"].as_str()), ("127.0.0.1", "red"));
}
