//! The records of a test world.

use std::net::Ipv4Addr;
use std::sync::LazyLock;

use model::ecs::*;
use model::{Scope, Tags, Time};

/// Account and Region of everything.
pub(crate) static SCOPE: LazyLock<Scope> = LazyLock::new(|| Scope::new("000000000000", "us-west-2").unwrap());

/// Task group of tasks that are not the service's.
pub(crate) const NEIGHBOURS: &str = "family:neighbours";

/// The one target group.
pub(crate) const GROUP: &str =
    "arn:aws:elasticloadbalancing:us-west-2:000000000000:targetgroup/web/0123456789abcdef";

pub(crate) fn instance(number: usize, zone: usize, cpu: i64, memory: i64) -> ContainerInstance {
    let zone = format!("us-west-2{}", char::from(b'a' + zone as u8));
    ContainerInstance {
        scope: SCOPE.clone(),
        cluster: "test".to_owned(),
        id: format!("{number:032x}"),
        ec2_instance_id: format!("i-{number:017x}"),
        zone,
        address: Ipv4Addr::LOCALHOST,
        registered: Reservation { cpu, memory, ports: [22, 51678].into(), udp_ports: Default::default() },
        attributes: Default::default(),
        status: InstanceStatus::Active,
        agent_connected: true,
        registered_at: Time(0),
        version: 1,
        tags: Tags::new(),
    }
}

/// Revision 1; `host_port` 0 is dynamic.
pub(crate) fn definition(host_port: u16, cpu: i64, memory: i64) -> TaskDefinition {
    let port = PortMapping {
        container_port: 80,
        host_port,
        protocol: Transport::Tcp,
        name: None,
        app_protocol: None,
    };
    let container = ContainerDefinition {
        name: "web".to_owned(),
        cpu,
        memory: Some(memory),
        essential: true,
        port_mappings: vec![port],
        ..ContainerDefinition::default()
    };
    TaskDefinition {
        scope: SCOPE.clone(),
        name: TaskDefinitionRef { family: "web".to_owned(), revision: 1 },
        status: TaskDefinitionStatus::Active,
        network_mode: None,
        cpu: None,
        memory: None,
        task_role_arn: None,
        execution_role_arn: None,
        requires_compatibilities: Vec::new(),
        runtime_platform: None,
        placement_constraints: Vec::new(),
        containers: vec![container],
        volumes: Vec::new(),
        registered_at: Time(0),
        deregistered_at: None,
        delete_requested_at: None,
        tags: Tags::new(),
    }
}

/// Deployment `n` brings revision `n`.
pub(crate) fn deployment(number: u64, now: Time) -> Deployment {
    Deployment {
        number,
        status: DeploymentStatus::Primary,
        task_definition: TaskDefinitionRef { family: "web".to_owned(), revision: number as u32 },
        created_at: now,
        updated_at: now,
        rollout_state: RolloutState::InProgress,
        rollout_state_reason: String::new(),
        fallback: None,
        is_rollback: false,
    }
}

pub(crate) fn service(desired: i64, minimum: i64, maximum: i64, balanced: bool) -> Service {
    let rule = LoadBalancing {
        target_group_arn: GROUP.to_owned(),
        container_name: "web".to_owned(),
        container_port: 80,
    };
    Service {
        scope: SCOPE.clone(),
        cluster: "test".to_owned(),
        name: "web".to_owned(),
        status: ServiceStatus::Active,
        desired_count: desired,
        launch_type: LaunchType::Ec2,
        capacity_strategy: Vec::new(),
        platform_version: None,
        network: None,
        scheduling: SchedulingStrategy::Replica,
        configuration: DeploymentConfiguration {
            minimum_healthy_percent: minimum,
            maximum_percent: maximum,
            circuit_breaker: CircuitBreaker::OFF,
        },
        deployments: vec![deployment(1, Time(0))],
        strategy: Vec::new(),
        constraints: Vec::new(),
        registries: Vec::new(),
        load_balancers: if balanced { vec![rule] } else { Vec::new() },
        health_check_grace_period: None,
        role_arn: None,
        client_token: None,
        propagate_tags: PropagateTags::None,
        enable_ecs_managed_tags: false,
        zone_rebalancing: false,
        created_at: Time(0),
        tags: Tags::new(),
    }
}
