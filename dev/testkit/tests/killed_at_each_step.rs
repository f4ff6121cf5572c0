//! A process that is killed at each of its steps: after every write of its journal, and after everything it asks of the runtime, what was
//! written in the same round kept or lost. In: one life of a few services and tasks. Out: whatever the step, the same end.
//!
//! ```text
//! life 1 ... step k ✕   life 2 takes over what runs and what is on disk ... (step m ✕   life 3 ...) ... the end: as without any kill
//! ```
//! A client asks again what was not answered, as SDKs do.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use container_runtime::ContainerRuntime;
use container_runtime::sim::Outcome;
use control_loops::tasks::runtime_id;

use control_plane::table::Write;
use model::cloud_map::{Instance, Namespace, Service as Registry};
use model::ec2;
use model::ecs::{ContainerInstance, LastStatus, RolloutState, Service, Task};
use model::elbv2::{Target, TargetGroup, TargetState};
use model::{Key, Record};
use shapes::{
    Error, application_autoscaling as scaling, ec2 as ec2_api, ecs, elbv2, servicediscovery as map,
};
use testkit::mortal::Life;
use testkit::sim_world::SimWorld;

const CLUSTER: &str = "demo";
/// `ECS_CLUSTER=demo`, base64.
const USER_DATA: &str = "RUNTX0NMVVNURVI9ZGVtbwo=";
/// Seconds of a life.
const LIFE: i64 = 420;

/// When a process dies.
#[derive(Clone, Copy, Debug)]
enum Kill {
    Never,
    /// After so many writes.
    Write(u64),
    /// After so many deeds; the disk keeps what was written in the same round, or does not.
    Deed {
        count: u64,
        forgetful: bool,
    },
    /// After so many writes, and its successor after so many of its own.
    Twice(u64, u64),
}

/// What a client, or a container, does at a moment.
type Step = (i64, fn(&mut SimWorld) -> Result<(), Error>);

/// A service behind a load balancer comes, is updated, shrinks, survives a death, rolls back, leaves an instance and goes; tasks of their
/// own are started and stopped, one of which does not listen, one with a container that waits for another. Its tasks are found in Cloud Map,
/// and at a set time there are to be three of them again.
const STEPS: [Step; 15] = [
    (1, create_service),
    (25, |cloud| {
        update(cloud, ecs::UpdateServiceRequest { task_definition: text("web:2"), ..Default::default() })
    }),
    (28, |cloud| run_task(cloud, "deaf")),
    (30, |cloud| run_task(cloud, "pair")),
    (70, |cloud| update(cloud, ecs::UpdateServiceRequest { desired_count: Some(2), ..Default::default() })),
    (80, |cloud| stop_task(cloud, "family:deaf")),
    (100, |cloud| stop_task(cloud, "family:pair")),
    (120, a_container_ends),
    (140, |cloud| {
        update(cloud, ecs::UpdateServiceRequest { task_definition: text("web:3"), ..Default::default() })
    }),
    (200, scalable),
    (201, scheduled),
    (260, drain_an_instance),
    (300, |cloud| stop_task(cloud, "service:web")),
    (330, |cloud| create_second_service(cloud)),
    (350, delete_second_service),
];

/// When the scheduled action is due: 300 seconds after the beginning of every world.
const SCHEDULE: &str = "at(2027-01-15T08:05:00)";

fn text(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn call<O: Write>(cloud: &mut SimWorld, input: O::Input) -> Result<(), Error> {
    cloud.write::<O>(input).map(drop)
}

fn container(name: &str, image: &str) -> ecs::ContainerDefinition {
    ecs::ContainerDefinition { name: text(name), image: text(image), memory: Some(64), ..Default::default() }
}

fn health_check() -> Option<ecs::HealthCheck> {
    let command = ["CMD-SHELL", "exit 0"].map(str::to_owned).into();
    Some(ecs::HealthCheck { command, interval: Some(5), ..Default::default() })
}

fn register(cloud: &mut SimWorld, family: &str, containers: Vec<ecs::ContainerDefinition>) {
    let input = ecs::RegisterTaskDefinitionRequest {
        family: family.to_owned(),
        container_definitions: containers,
        ..Default::default()
    };
    call::<ecs::RegisterTaskDefinition>(cloud, input).unwrap();
}

/// Everything that is there before the first step.
fn stage(cloud: &mut SimWorld) {
    call::<ecs::CreateCluster>(
        cloud,
        ecs::CreateClusterRequest { cluster_name: text(CLUSTER), ..Default::default() },
    )
    .unwrap();
    let instances = ec2_api::RunInstancesRequest {
        image_id: text("ami-00000000000000000"),
        instance_type: text("t3.small"),
        user_data: text(USER_DATA),
        min_count: 3,
        max_count: 3,
        ..Default::default()
    };
    call::<ec2_api::RunInstances>(cloud, instances).unwrap();
    for image in ["web:1", "web:2", "broken"] {
        let port = ecs::PortMapping { container_port: Some(80), host_port: Some(0), ..Default::default() };
        let web = ecs::ContainerDefinition {
            port_mappings: Some(vec![port]),
            health_check: health_check(),
            ..container("web", image)
        };
        register(cloud, "web", vec![web]);
    }
    register(cloud, "deaf", vec![container("deaf", "deaf")]);
    let after =
        ecs::ContainerDependency { container_name: "first".to_owned(), condition: "HEALTHY".to_owned() };
    let waits = ecs::ContainerDefinition { depends_on: Some(vec![after]), ..container("second", "second") };
    let first = ecs::ContainerDefinition { health_check: health_check(), ..container("first", "first") };
    register(cloud, "pair", vec![waits, first]);
    let error = container_runtime::StartError {
        kind: container_runtime::StartErrorKind::CannotStartContainer,
        message: "exec format error".to_owned(),
        exit_code: None,
    };
    cloud.runtime.set_outcome("broken", Outcome::FailsToStart(error));
    cloud.runtime.set_outcome("deaf", Outcome::Stubborn);
    target_group(cloud);
    registry(cloud);
    cloud.tick(5);
}

fn target_group(cloud: &mut SimWorld) {
    let group = elbv2::CreateTargetGroupInput {
        name: "web".to_owned(),
        protocol: text("HTTP"),
        port: Some(80),
        vpc_id: Some(ec2::default_vpc(&cloud.scope)),
        ..Default::default()
    };
    call::<elbv2::CreateTargetGroup>(cloud, group).unwrap();
    let key = text("deregistration_delay.timeout_seconds");
    let attributes = vec![elbv2::TargetGroupAttribute { key, value: text("10") }];
    let input = elbv2::ModifyTargetGroupAttributesInput { attributes, target_group_arn: group_arn(cloud) };
    call::<elbv2::ModifyTargetGroupAttributes>(cloud, input).unwrap();
    let scope = cloud.scope.clone();
    let zones = ec2::zones(scope.region.as_str());
    let subnets = zones.iter().take(2).map(|zone| ec2::default_subnet(&scope, zone)).collect();
    let balancer = elbv2::CreateLoadBalancerInput {
        name: "web".to_owned(),
        subnets: Some(subnets),
        ..Default::default()
    };
    let made = cloud.write::<elbv2::CreateLoadBalancer>(balancer).unwrap();
    let arn = made.load_balancers.unwrap().pop().unwrap().load_balancer_arn.unwrap();
    let forward = elbv2::Action {
        r#type: "forward".to_owned(),
        target_group_arn: Some(group_arn(cloud)),
        ..Default::default()
    };
    let listener = elbv2::CreateListenerInput {
        load_balancer_arn: arn,
        port: Some(80),
        protocol: text("HTTP"),
        default_actions: vec![forward],
        ..Default::default()
    };
    call::<elbv2::CreateListener>(cloud, listener).unwrap();
}

fn group_arn(cloud: &SimWorld) -> String {
    cloud.world().get::<TargetGroup>(&TargetGroup::key_of(&cloud.scope, "web")).unwrap().arn()
}

fn create_service(cloud: &mut SimWorld) -> Result<(), Error> {
    let rule = ecs::LoadBalancer {
        target_group_arn: Some(group_arn(cloud)),
        container_name: text("web"),
        container_port: Some(80),
    };
    let registry_arn = cloud.world().all::<Registry>().next().map(|registry| registry.arn());
    let found = ecs::ServiceRegistry {
        registry_arn,
        container_name: text("web"),
        container_port: Some(80),
        ..Default::default()
    };
    let breaker = ecs::DeploymentCircuitBreaker { enable: true, rollback: true, ..Default::default() };
    let input = ecs::CreateServiceRequest {
        cluster: text(CLUSTER),
        service_name: "web".to_owned(),
        task_definition: text("web:1"),
        desired_count: Some(3),
        load_balancers: Some(vec![rule]),
        service_registries: Some(vec![found]),
        health_check_grace_period_seconds: Some(30),
        client_token: text("web"),
        deployment_configuration: Some(ecs::DeploymentConfiguration {
            deployment_circuit_breaker: Some(breaker),
            ..Default::default()
        }),
        ..Default::default()
    };
    call::<ecs::CreateService>(cloud, input)
}

fn scalable(cloud: &mut SimWorld) -> Result<(), Error> {
    let input = scaling::RegisterScalableTargetRequest {
        service_namespace: "ecs".to_owned(),
        resource_id: "service/demo/web".to_owned(),
        scalable_dimension: "ecs:service:DesiredCount".to_owned(),
        min_capacity: Some(1),
        max_capacity: Some(3),
        ..Default::default()
    };
    call::<scaling::RegisterScalableTarget>(cloud, input)
}

fn scheduled(cloud: &mut SimWorld) -> Result<(), Error> {
    let action = scaling::ScalableTargetAction { min_capacity: Some(3), max_capacity: Some(3) };
    let input = scaling::PutScheduledActionRequest {
        service_namespace: "ecs".to_owned(),
        resource_id: "service/demo/web".to_owned(),
        scalable_dimension: "ecs:service:DesiredCount".to_owned(),
        scheduled_action_name: "three".to_owned(),
        schedule: text(SCHEDULE),
        scalable_target_action: Some(action),
        ..Default::default()
    };
    call::<scaling::PutScheduledAction>(cloud, input)
}

/// The Cloud Map service that tasks are found under.
fn registry(cloud: &mut SimWorld) {
    let namespace = map::CreatePrivateDnsNamespaceRequest {
        name: "demo.local".to_owned(),
        vpc: "vpc-demo".to_owned(),
        ..Default::default()
    };
    call::<map::CreatePrivateDnsNamespace>(cloud, namespace).unwrap();
    let namespace_id = cloud.world().all::<Namespace>().next().map(|namespace| namespace.id.clone());
    let dns_records = vec![map::DnsRecord { ttl: 10, r#type: "SRV".to_owned() }];
    let input = map::CreateServiceRequest {
        name: "web".to_owned(),
        namespace_id,
        dns_config: Some(map::DnsConfig { dns_records, ..Default::default() }),
        health_check_custom_config: Some(map::HealthCheckCustomConfig::default()),
        ..Default::default()
    };
    call::<map::CreateService>(cloud, input).unwrap();
}

fn update(cloud: &mut SimWorld, input: ecs::UpdateServiceRequest) -> Result<(), Error> {
    let input = ecs::UpdateServiceRequest { cluster: text(CLUSTER), service: "web".to_owned(), ..input };
    call::<ecs::UpdateService>(cloud, input)
}

fn create_second_service(cloud: &mut SimWorld) -> Result<(), Error> {
    let input = ecs::CreateServiceRequest {
        cluster: text(CLUSTER),
        service_name: "brief".to_owned(),
        task_definition: text("deaf"),
        desired_count: Some(2),
        client_token: text("brief"),
        ..Default::default()
    };
    call::<ecs::CreateService>(cloud, input)
}

fn delete_second_service(cloud: &mut SimWorld) -> Result<(), Error> {
    let input =
        ecs::DeleteServiceRequest { cluster: text(CLUSTER), service: "brief".to_owned(), force: Some(true) };
    call::<ecs::DeleteService>(cloud, input)
}

fn run_task(cloud: &mut SimWorld, family: &str) -> Result<(), Error> {
    let input = ecs::RunTaskRequest {
        cluster: text(CLUSTER),
        task_definition: family.to_owned(),
        client_token: text(family),
        ..Default::default()
    };
    call::<ecs::RunTask>(cloud, input)
}

/// The tasks of a group that are to run.
fn wanted(cloud: &SimWorld, group: &str) -> Vec<Task> {
    let world = cloud.world();
    let tasks = world.all::<Task>().filter(|task| task.group == group && task.last != LastStatus::Stopped);
    tasks.map(|task| Task::clone(task)).collect()
}

/// The first task of a group; one that a kill has ended already need not be stopped.
fn stop_task(cloud: &mut SimWorld, group: &str) -> Result<(), Error> {
    let Some(task) = wanted(cloud, group).into_iter().next() else { return Ok(()) };
    let input = ecs::StopTaskRequest { cluster: text(CLUSTER), task: task.id, ..Default::default() };
    call::<ecs::StopTask>(cloud, input)
}

fn a_container_ends(cloud: &mut SimWorld) -> Result<(), Error> {
    if let Some(task) = wanted(cloud, "service:web").first() {
        cloud.runtime.exit(&runtime_id(task), "web", 1, false);
    }
    cloud.settle();
    Ok(())
}

fn drain_an_instance(cloud: &mut SimWorld) -> Result<(), Error> {
    let first = cloud.world().all::<ContainerInstance>().next().unwrap().id.clone();
    let input = ecs::UpdateContainerInstancesStateRequest {
        cluster: text(CLUSTER),
        container_instances: vec![first],
        status: "DRAINING".to_owned(),
    };
    call::<ecs::UpdateContainerInstancesState>(cloud, input)
}

/// A directory in memory where there is one: a life writes hundreds of times.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let memory = PathBuf::from("/dev/shm");
        let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = base.join(format!("interstella-killed-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// One life, or several.
struct Play {
    cloud: SimWorld,
    life: Life,
    kill: Kill,
    _scratch: Scratch,
}

impl Play {
    fn new(kill: Kill) -> Play {
        let (life, scratch) = (Life::default(), Scratch::new());
        let mut cloud = SimWorld::on_disk(scratch.0.clone(), life.clone()).unwrap();
        stage(&mut cloud);
        match kill {
            Kill::Never => {}
            Kill::Write(count) | Kill::Twice(count, _) => life.end_after_writes(count),
            Kill::Deed { count, .. } => life.end_after_deeds(count),
        }
        Play { cloud, life, kill, _scratch: scratch }
    }

    /// Another process, if this one is dead.
    fn live_on(&mut self) {
        while self.cloud.is_dead() {
            let forgetful = matches!(self.kill, Kill::Deed { forgetful: true, .. });
            self.life = self.life.next();
            if let Kill::Twice(_, again) = self.kill {
                self.life.end_after_writes(again);
            }
            self.kill = Kill::Never;
            self.cloud.live_again(self.life.clone(), forgetful).unwrap();
        }
    }

    /// Seconds from one step to the next, and every step until it was answered.
    fn run(mut self) -> Play {
        let (mut now, mut steps) = (0, STEPS.iter());
        let mut next = steps.next();
        let mut tried = false;
        while now < LIFE || self.cloud.is_dead() {
            self.live_on();
            while let Some((_, step)) = next.filter(|(at, _)| *at <= now) {
                let answer = step(&mut self.cloud);
                let unheard = answer.is_err() && self.cloud.is_dead();
                assert!(unheard || tried || answer.is_ok(), "{:?} at {now}: {answer:?}", self.kill);
                tried = unheard;
                if unheard {
                    break;
                }
                next = steps.next();
            }
            if !self.cloud.is_dead() {
                self.cloud.tick(1);
                now += 1;
            }
        }
        self
    }

    /// What must be so in the end whatever happened: nothing is under way, and records and reality agree.
    fn check(&self) {
        let (cloud, kill) = (&self.cloud, self.kill);
        let world = cloud.world();
        let running = cloud.runtime.list();
        for task in world.all::<Task>() {
            let at_rest = matches!(task.last, LastStatus::Running | LastStatus::Stopped);
            assert!(at_rest, "{kill:?}: {} is {:?} for ever", task.group, task.last);
            let runs = running.iter().any(|one| one.id == runtime_id(task));
            assert_eq!(runs, task.last == LastStatus::Running, "{kill:?}: {} {:?}", task.group, task.last);
        }
        let records = world.all::<Task>().filter(|task| task.last == LastStatus::Running).count();
        assert_eq!(running.len(), records, "{kill:?}: containers without a task");
        for target in world.all::<Target>() {
            let (cluster, id) = target.task.as_deref().unwrap().split_once('/').unwrap();
            let task = world.get::<Task>(&Task::key_of(&cloud.scope, cluster, id)).unwrap();
            let leads = target.draining_since.is_none() && task.last == LastStatus::Running;
            assert!(leads, "{kill:?}: a target of a task that is {:?}", task.last);
        }
    }

    /// What a user sees in the end.
    fn end(&self) -> Vec<String> {
        let (cloud, world) = (&self.cloud, self.cloud.world());
        let mut all = Vec::new();
        for service in world.all::<Service>() {
            let primary = service.primary();
            all.push(format!(
                "{} {:?} desired {} deployments {} {:?} {:?}",
                service.name,
                service.status,
                service.desired_count,
                service.deployments.len(),
                primary.map(|primary| primary.task_definition.to_string()),
                primary.map(|primary| primary.rollout_state),
            ));
            assert!(
                primary.is_none_or(|primary| primary.rollout_state == RolloutState::Completed),
                "{all:?}"
            );
        }
        let mut tasks: Vec<String> = world
            .all::<Task>()
            .filter(|task| task.last != LastStatus::Stopped)
            .map(|task| {
                format!(
                    "{} {} {:?} {:?}",
                    task.group,
                    task.task_definition,
                    task.desired,
                    task.containers.iter().map(|it| it.health).collect::<Vec<_>>()
                )
            })
            .collect();
        tasks.sort();
        all.extend(tasks);
        let key = |target: &Target| -> Key { target.key() };
        let mut targets: Vec<String> = world
            .all::<Target>()
            .map(|target| {
                let health = world.get::<model::elbv2::TargetHealth>(&key(target));
                format!("target {:?}", health.map_or(TargetState::Initial, |health| health.state))
            })
            .collect();
        targets.sort();
        all.extend(targets);
        all.push(format!("{} found by name", world.all::<Instance>().count()));
        all.push(format!("{} instances", world.scan::<ContainerInstance>(&cloud.scope).count()));
        all
    }
}

/// Lives with each of these kills, side by side.
fn the_same_end(kills: Vec<Kill>) {
    let expected = {
        let play = Play::new(Kill::Never).run();
        play.check();
        play.end()
    };
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(kill) = kills.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    let play = Play::new(*kill).run();
                    let play = Play { kill: *kill, ..play };
                    play.check();
                    assert_eq!(play.end(), expected, "{kill:?}");
                }
            });
        }
    });
}

/// Writes and deeds of a life without a kill, after the stage is set.
fn steps() -> (u64, u64) {
    let play = Play::new(Kill::Never);
    let (writes, deeds) = (play.life.writes(), play.life.deeds());
    let play = play.run();
    let (writes, deeds) = (play.life.writes() - writes, play.life.deeds() - deeds);
    println!("a life of {writes} writes and {deeds} deeds");
    (writes, deeds)
}

#[test]
fn after_every_write() {
    let (writes, _) = steps();
    assert!(writes > 100, "a life of {writes} writes shows little");
    the_same_end((0..=writes).map(Kill::Write).collect());
}

#[test]
fn after_every_deed_whether_its_round_is_on_disk_or_not() {
    let (_, deeds) = steps();
    assert!(deeds > 20, "a life of {deeds} deeds shows little");
    let both = |count| [false, true].map(|forgetful| Kill::Deed { count, forgetful });
    the_same_end((1..=deeds).flat_map(both).collect());
}

#[test]
fn while_the_next_life_takes_over() {
    let (writes, _) = steps();
    the_same_end((0..=writes).map(|count| Kill::Twice(count, count % 5)).collect());
}
