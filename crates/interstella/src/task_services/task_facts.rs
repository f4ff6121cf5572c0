//! A task as its own metadata shows it. In: the records. Out: plain facts. Never here: HTTP, the making of credentials.

use std::net::{IpAddr, Ipv4Addr};

use container_runtime::metadata::{ContainerFacts, HealthFacts, InterfaceFacts, TaskFacts};
use control_loops::tasks::environment::endpoint_id;
use control_plane::ec2::networks;
use ledger::World;
use model::AddressBlock;
use model::arn::arn;
use model::ecs::{
    ContainerDefinition, ContainerInstance, Task, TaskContainer, TaskDefinition, TaskNetwork, Transport,
};

use super::instance_facts::instance_of;
use super::role_credentials::{Holder, whole_seconds};

/// The definition a task was started from.
pub(super) fn definition_of<'w>(world: &'w World, task: &Task) -> Option<&'w TaskDefinition> {
    world.get::<TaskDefinition>(&task.task_definition.key(&task.scope)).map(|found| &**found)
}

/// Its facts, without its role; `address` is its own in the runtime's network.
pub(super) fn describe(world: &World, task: &Task, address: Option<IpAddr>) -> TaskFacts {
    let definition = definition_of(world, task);
    let container =
        |container: &TaskContainer| describe_container(world, task, definition, container, address);
    TaskFacts {
        cluster: task.cluster.clone(),
        task_arn: task.arn(),
        family: task.task_definition.family.clone(),
        revision: task.task_definition.revision,
        desired_status: task.desired.to_string(),
        known_status: task.last.to_string(),
        availability_zone: task.zone.clone(),
        launch_type: task.launch_type.to_string(),
        vpc_id: vpc_of(world, task),
        limits: definition.map(|definition| (definition.cpu, definition.memory)).unwrap_or_default(),
        service_name: task.service().map(str::to_owned),
        pull_started_at: task.pull_started_at.map(whole_seconds),
        pull_stopped_at: task.pull_stopped_at.map(whole_seconds),
        tags: task.tags.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        containers: task.containers.iter().map(container).collect(),
        role: None,
        instance_tags: instance_tags(world, task),
    }
}

/// The tags of its container instance.
fn instance_tags(world: &World, task: &Task) -> Vec<(String, String)> {
    let key = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
    let instance = world.get::<ContainerInstance>(&key);
    instance.map(|instance| instance.tags.clone().into_iter().collect()).unwrap_or_default()
}

fn health(container: &TaskContainer) -> HealthFacts {
    let report = container.health_report.as_ref();
    HealthFacts {
        status: container.health.to_string(),
        since: report.map(|report| whole_seconds(report.since)),
        exit_code: report.map(|report| report.exit_code),
        output: report.map(|report| report.output.clone()),
    }
}

fn describe_container(
    world: &World,
    task: &Task,
    definition: Option<&TaskDefinition>,
    container: &TaskContainer,
    address: Option<IpAddr>,
) -> ContainerFacts {
    let defined = definition.and_then(|definition| definition.container(&container.name));
    let (cpu, memory) = limits(task, defined, &container.name);
    ContainerFacts {
        endpoint_id: endpoint_id(task, &container.name),
        runtime_id: container.runtime_id.clone().unwrap_or_default(),
        name: container.name.clone(),
        docker_name: docker_name(task, container),
        image: container.image.clone(),
        image_id: container.image_digest.clone().unwrap_or_default(),
        container_arn: container_arn(task, container),
        desired_status: task.desired.to_string(),
        known_status: container.last.to_string(),
        cpu,
        memory_mib: memory,
        // Not kept: a container is created and started in one step here.
        created_at: None,
        started_at: container.started_at.map(whole_seconds),
        network_mode: definition.map_or("bridge", |definition| definition.network_mode().as_str()).to_owned(),
        address: address.map(|address| address.to_string()).unwrap_or_default(),
        interface: task.network.as_ref().map(|network| interface(world, task, network)),
        ports: ports(container),
        log: defined.and_then(log),
        labels: defined
            .map(|defined| defined.docker_labels.clone().into_iter().collect())
            .unwrap_or_default(),
        exit_code: container.exit_code,
        health: defined.and_then(|defined| defined.health_check.as_ref()).map(|_| health(container)),
        restart_count: defined
            .and_then(|defined| defined.restart_policy.as_ref())
            .filter(|policy| policy.enabled)
            .map(|_| container.restart_count),
        readings: None,
    }
}

/// The VPC of its instance, or of its own interface.
fn vpc_of(world: &World, task: &Task) -> Option<String> {
    match &task.network {
        Some(network) => Some(networks::subnet(world, &task.scope, &network.subnet)?.vpc_id.clone()),
        None => instance_of(world, task).map(|instance| instance.vpc_id.clone()),
    }
}

/// What the agent tells of an interface; the router is the first address of the subnet's block, as in every VPC.
fn interface(world: &World, task: &Task, network: &TaskNetwork) -> InterfaceFacts {
    let block = networks::subnet(world, &task.scope, &network.subnet).map(|subnet| subnet.block);
    let router = |block: AddressBlock| match block.parts() {
        (IpAddr::V4(start), prefix) => {
            Some(format!("{}/{prefix}", Ipv4Addr::from_bits(start.to_bits().saturating_add(1))))
        }
        (IpAddr::V6(_), _) => None,
    };
    InterfaceFacts {
        mac: network.mac(),
        subnet_block: block.map(|block| block.to_string()).unwrap_or_default(),
        subnet_gateway: block.and_then(router).unwrap_or_default(),
        private_dns_name: network.private_dns_name(&task.scope),
    }
}

/// CPU units and the hard limit in MiB, with what RunTask changed.
fn limits(task: &Task, defined: Option<&ContainerDefinition>, name: &str) -> (u32, Option<u32>) {
    let change = task.overrides.iter().find(|change| change.name == name);
    let cpu = change.and_then(|change| change.cpu).or(defined.map(|defined| defined.cpu));
    let memory = change.and_then(|change| change.memory).or(defined.and_then(|defined| defined.memory));
    let positive = |amount: i64| u32::try_from(amount).ok();
    (cpu.and_then(positive).unwrap_or(0), memory.and_then(positive))
}

/// `ecs-FAMILY-REVISION-CONTAINER-` and 20 digits, as the agent names containers.
fn docker_name(task: &Task, container: &TaskContainer) -> String {
    let digits: String = container.id.chars().filter(char::is_ascii_hexdigit).take(20).collect();
    let of = &task.task_definition;
    format!("ecs-{}-{}-{}-{digits}", of.family, of.revision, container.name)
}

fn container_arn(task: &Task, container: &TaskContainer) -> String {
    arn(&task.scope, "ecs", &format!("container/{}/{}/{}", task.cluster, task.id, container.id))
}

fn ports(container: &TaskContainer) -> Vec<(u16, u16)> {
    let tcp = container.bindings.iter().filter(|binding| binding.protocol == Transport::Tcp);
    tcp.map(|binding| (binding.container_port, binding.host_port)).collect()
}

fn log(defined: &ContainerDefinition) -> Option<(String, Vec<(String, String)>)> {
    let log = defined.log.as_ref()?;
    Some((log.driver.clone(), log.options.clone().into_iter().collect()))
}

/// The task's role, if its definition names one. It is a role of the task's own account, as AWS lets no other be passed to a task.
pub(super) fn role(world: &World, task: &Task) -> Option<Holder> {
    let given = definition_of(world, task)?.task_role_arn.clone()?;
    let account = task.scope.account.clone();
    let role_arn = match given.starts_with("arn:") {
        true => given,
        false => format!("arn:aws:iam::{account}:role/{given}"),
    };
    Some(Holder { account, role_arn, session: task.id.clone() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn a_container_is_shown_as_it_was_placed() {
        let world = fixture::ledger().snapshot();
        let task = world.get::<Task>(&fixture::task_key()).unwrap();
        let facts = describe(&world, task, Some(IpAddr::from([10, 88, 0, 2])));
        assert_eq!((facts.service_name.as_deref(), facts.revision), (Some("web"), 3));
        assert_eq!(facts.known_status, "RUNNING");
        assert!(facts.vpc_id.is_some());
        let container = &facts.containers[0];
        assert_eq!(container.ports, [(80, 32768)]);
        assert_eq!((container.cpu, container.memory_mib), (128, Some(256)));
        assert_eq!(container.address, "10.88.0.2");
        assert_eq!(container.docker_name, "ecs-web-3-app-11111111222233334444");
        assert_eq!(
            container.container_arn,
            "arn:aws:ecs:us-west-2:123456789012:container/orbit/00112233445566778899aabbccddeeff/11111111-2222-3333-4444-555555555555"
        );
    }

    #[test]
    fn an_interface_is_told_as_the_agent_tells_it() {
        let world = fixture::ledger().snapshot();
        let facts = describe(&world, &fixture::networked(), Some(fixture::OWN_ADDRESS.into()));
        assert_eq!(
            (facts.launch_type.as_str(), facts.vpc_id),
            ("FARGATE", Some(model::ec2::default_vpc(&fixture::scope())))
        );
        let interface = facts.containers[0].interface.clone().unwrap();
        assert_eq!(interface.mac, "0a:ff:ac:1f:10:09");
        assert_eq!(
            (interface.subnet_block.as_str(), interface.subnet_gateway.as_str()),
            ("172.31.16.0/20", "172.31.16.1/20")
        );
        assert_eq!(interface.private_dns_name, "ip-172-31-16-9.us-west-2.compute.internal");
    }

    #[test]
    fn a_role_by_name_is_one_of_the_account() {
        let ledger = fixture::ledger();
        let task = ledger.snapshot().get::<Task>(&fixture::task_key()).cloned().unwrap();
        let role_arn = |given: Option<&str>| {
            fixture::write(&ledger, |txn| {
                let key = task.task_definition.key(&task.scope);
                txn.update::<TaskDefinition, _>(&key, |of| of.task_role_arn = given.map(str::to_owned))
            });
            role(&ledger.snapshot(), &task).map(|holder| holder.role_arn)
        };
        assert_eq!(role_arn(Some("app")).as_deref(), Some("arn:aws:iam::123456789012:role/app"));
        let other = "arn:aws:iam::123456789012:role/path/app";
        assert_eq!(role_arn(Some(other)).as_deref(), Some(other));
        assert_eq!(role_arn(None), None);
    }
}
