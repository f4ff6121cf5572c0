//! A small world for the tests of this room: one task of the service `web` on one instance, behind the load balancer `front`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use container_runtime::TaskId;
use control_loops::clock::Clock;
use control_loops::doors::Doors;
use kernel::Engine;
use ledger::{Books, Ledger, Storage, Txn};
use model::ec2::{Instance, InstanceState, default_security_group, default_vpc};
use model::ecs::*;
use model::elbv2::{Action, Listener, LoadBalancer};
use model::{Key, Scope, Time};

use super::FrontDoor;
use crate::config::Config;
use crate::surroundings;

/// The endpoint's port is 4566, tasks come in at 45660.
pub(super) const FRONT_DOOR: FrontDoor =
    FrontDoor { port: 4566, for_tasks: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 45660) };
/// The moment at which everything here happens.
pub(super) const NOW: Time = Time(1_795_000_000_000);
/// DNS name of the load balancer, which listens on port 80 (that of `other` listens on 81).
pub(super) const BALANCER: &str = "front-1.us-west-2.elb.localhost";
const TASK: &str = "00112233445566778899aabbccddeeff";

/// Stands at [`NOW`].
pub(super) struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Time {
        NOW
    }
}

/// All operations over this memory, at [`NOW`].
#[allow(clippy::unwrap_used)]
pub(super) fn engine(ledger: &Ledger) -> Arc<Engine> {
    let clock: Arc<dyn Clock> = Arc::new(FixedClock);
    let memory = (ledger.clone(), Books::open(&Storage::Memory).unwrap());
    surroundings::engine(memory, &Doors::default(), &clock, &Config::example())
}

#[allow(clippy::unwrap_used)]
pub(super) fn scope() -> Scope {
    Scope::new("123456789012", "us-west-2").unwrap()
}

/// The key of the task.
pub(super) fn task_key() -> Key {
    Task::key_of(&scope(), "orbit", TASK)
}

/// The runtime's name of the task.
pub(super) fn who() -> TaskId {
    control_loops::tasks::runtime_id(&task())
}

/// All of it.
#[allow(clippy::unwrap_used)]
pub(super) fn ledger() -> Ledger {
    let ledger = Ledger::open(Storage::Memory).unwrap();
    write(&ledger, |txn| {
        let instance = instance();
        txn.put(planner::fleet::register(&instance, "orbit", "c1".into(), NOW));
        txn.put(instance);
        txn.put(definition());
        txn.put(task());
        for (name, port) in [("front", 80), ("other", 81)] {
            txn.put(balancer(name, 0));
            txn.put(listener(name, port));
        }
    });
    ledger
}

/// Writes without waiting for a disk there is none of.
pub(super) fn write<T>(ledger: &Ledger, body: impl FnOnce(&mut Txn) -> T) -> T {
    let (out, on_its_way) = ledger.write(body);
    drop(on_its_way);
    out
}

/// A load balancer, created so many ms after [`NOW`].
pub(super) fn balancer(name: &str, age: i64) -> LoadBalancer {
    LoadBalancer {
        scope: scope(),
        name: name.into(),
        id: "0123456789abcdef".into(),
        dns_name: format!("{name}-1.us-west-2.elb.localhost"),
        address: None,
        scheme: "internet-facing".into(),
        ip_address_type: "ipv4".into(),
        vpc_id: default_vpc(&scope()),
        subnets: Vec::new(),
        security_groups: Vec::new(),
        attributes: Default::default(),
        created_at: NOW.plus(age),
        tags: Default::default(),
    }
}

fn listener(load_balancer: &str, port: u16) -> Listener {
    Listener {
        scope: scope(),
        load_balancer: load_balancer.into(),
        load_balancer_id: "0123456789abcdef".into(),
        id: "fedcba9876543210".into(),
        port,
        protocol: "HTTP".into(),
        tls: None,
        default_action: Action::Forward { groups: Vec::new(), stickiness: None },
        attributes: Default::default(),
        tags: Default::default(),
    }
}

/// The instance at 127.1.0.10.
pub(super) fn instance() -> Instance {
    Instance {
        scope: scope(),
        id: "i-0a".into(),
        reservation_id: "r-0a".into(),
        image_id: "ami-1".into(),
        instance_type: "t3.medium".into(),
        zone: "us-west-2b".into(),
        subnet_id: "subnet-1".into(),
        vpc_id: default_vpc(&scope()),
        address: Ipv4Addr::new(127, 1, 0, 10),
        instance_profile: Some("ecsInstanceRole".into()),
        user_data: Some("RUNTX0NMVVNURVI9b3JiaXQ=".into()),
        options: Default::default(),
        key_name: None,
        security_groups: vec![default_security_group(&scope()), "sg-1".into()],
        state: InstanceState::Running,
        client_token: None,
        launched_at: NOW,
        terminated_at: None,
        tags: Default::default(),
    }
}

fn definition() -> TaskDefinition {
    TaskDefinition {
        scope: scope(),
        name: TaskDefinitionRef { family: "web".into(), revision: 3 },
        status: TaskDefinitionStatus::Active,
        network_mode: None,
        cpu: None,
        memory: None,
        task_role_arn: Some("arn:aws:iam::123456789012:role/web".into()),
        execution_role_arn: None,
        requires_compatibilities: Vec::new(),
        runtime_platform: None,
        placement_constraints: Vec::new(),
        containers: vec![ContainerDefinition {
            name: "app".into(),
            image: "web:1".into(),
            cpu: 64,
            memory: Some(256),
            essential: true,
            ..Default::default()
        }],
        volumes: Vec::new(),
        registered_at: NOW,
        deregistered_at: None,
        delete_requested_at: None,
        tags: Default::default(),
    }
}

fn task() -> Task {
    Task {
        scope: scope(),
        cluster: "orbit".into(),
        id: TASK.into(),
        task_definition: definition().name,
        group: "service:web".into(),
        started_by: None,
        deployment: Some(1),
        instance: "c1".into(),
        zone: "us-west-2b".into(),
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        network: None,
        reservation: Reservation::default(),
        overrides: vec![ContainerOverride { name: "app".into(), cpu: Some(128), ..Default::default() }],
        desired: DesiredStatus::Running,
        last: LastStatus::Running,
        containers: vec![container()],
        stopped_reason: None,
        created_at: NOW,
        pull_started_at: Some(NOW),
        pull_stopped_at: Some(NOW),
        started_at: Some(NOW),
        stopping_at: None,
        execution_stopped_at: None,
        stopped_at: None,
        version: 3,
        tags: Default::default(),
        protected_until: None,
    }
}

/// The address of [`networked`].
pub(super) const OWN_ADDRESS: Ipv4Addr = Ipv4Addr::new(172, 31, 16, 9);

/// A FARGATE task beside [`task`] with an address of its own, under its own id.
pub(super) fn networked() -> Task {
    let subnet = model::ec2::default_subnet(&scope(), "us-west-2b");
    let network = TaskNetwork {
        subnet: subnet.clone(),
        address: OWN_ADDRESS,
        interface: "eni-0a".into(),
        attachment: "99999999-2222-3333-4444-555555555555".into(),
    };
    Task {
        id: "f".repeat(32),
        instance: subnet,
        launch_type: LaunchType::Fargate,
        network: Some(network),
        ..task()
    }
}

fn container() -> TaskContainer {
    TaskContainer {
        id: "11111111-2222-3333-4444-555555555555".into(),
        name: "app".into(),
        image: "web:1".into(),
        image_digest: Some("sha256:00".into()),
        runtime_id: Some("ab".repeat(32)),
        last: LastStatus::Running,
        started_at: Some(NOW),
        exit_code: None,
        reason: None,
        bindings: vec![NetworkBinding { container_port: 80, host_port: 32768, protocol: Transport::Tcp }],
        health: HealthStatus::Unknown,
        health_report: None,
        restart_count: 0,
    }
}
