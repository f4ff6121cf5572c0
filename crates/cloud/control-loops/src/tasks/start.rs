//! From a placed task to what the runtime is given: image, environment, secrets, log stream, ports. What cannot be had stops the task
//! with the reason that names it.

use std::net::Ipv4Addr;
use std::time::Duration;

use container_runtime::{ContainerSpec, ImageRef, PortMapping, Refused, TaskSpec};
use ledger::{Txn, World};
use model::ecs::{
    ContainerDefinition, ContainerInstance, LastStatus, LaunchType, LogConfiguration, NetworkMode, Task,
    TaskDefinition,
};
use model::logs::{LogGroup, LogStream};
use model::{Record, Region, Scope, Time};
use planner::multiline::Multiline;
use planner::start_order;

use super::settings::{self, mebibytes};
use super::{Agent, environment, observe, revision_images, runtime_id};
use crate::pen;
use crate::secrets;

/// Why a task cannot start: the container it concerns, and the reason in AWS's words.
pub(super) struct Failure {
    container: Option<String>,
    reason: String,
}

impl Failure {
    fn of(container: &str, reason: impl Into<String>) -> Failure {
        Failure { container: Some(container.to_owned()), reason: reason.into() }
    }
}

/// Hands a task to the runtime, or ends it with the reason why not.
pub(crate) fn start(agent: &Agent, world: &World, task: &Task, now: Time) {
    let prepared = prepare(agent, world, task);
    let (digests, logs) = match &prepared {
        Ok(Prepared { digests, logs, .. }) => (digests.clone(), logs.as_slice()),
        Err(_) => (Vec::new(), &[][..]),
    };
    // Written first: a task that was handed over is not handed over again.
    pen::write(&agent.ledger, |txn| {
        txn.update::<Task, _>(&task.key(), |task| {
            task.observe(LastStatus::Pending);
            task.pull_started_at = Some(now);
            for (container, digest) in task.containers.iter_mut().zip(&digests) {
                container.image_digest.clone_from(digest);
            }
        });
        revision_images::remember(txn, task, &digests);
        logs.iter().for_each(|log| log.create(agent, txn, now));
    });
    let refused = match prepared.map(|prepared| agent.runtime.start(prepared.spec)) {
        // It was handed over before, and the disk did not take the record of it.
        Ok(Ok(()) | Err(Refused::AlreadyExists(_))) => None,
        Ok(Err(refused)) => Some(Failure { container: None, reason: refused.to_string() }),
        Err(failure) => Some(failure),
    };
    if let Some(failure) = refused {
        agent.logs.close(&runtime_id(task));
        pen::write(&agent.ledger, |txn| {
            txn.update::<Task, _>(&task.key(), |task| {
                observe::fail(task, failure.container.as_deref(), &failure.reason, now);
                observe::stopped(task, now);
            })
        });
    }
}

/// A task that can be handed over.
struct Prepared {
    spec: TaskSpec,
    digests: Vec<Option<String>>,
    logs: Vec<LogPlace>,
}

fn prepare(agent: &Agent, world: &World, task: &Task) -> Result<Prepared, Failure> {
    let lost = |what: &str| Failure {
        container: None,
        reason: format!("ResourceInitializationError: {what} is gone"),
    };
    let key = task.task_definition.key(&task.scope);
    let definition = world.get::<TaskDefinition>(&key).ok_or_else(|| lost("the task definition"))?;
    let network_address = own_address(task, definition)?;
    let instance_address = match task.launch_type {
        // There is no instance: what would be reached at its address is reached at the task's own.
        LaunchType::Fargate => network_address.ok_or_else(|| lost("the network interface"))?,
        _ => {
            let key = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
            world.get::<ContainerInstance>(&key).ok_or_else(|| lost("the container instance"))?.address
        }
    };
    let (mut containers, mut digests) = (Vec::new(), Vec::new());
    for container in &definition.containers {
        let (spec, digest) = one_container(agent, world, task, definition, container, instance_address)?;
        containers.push(spec);
        digests.push(Some(digest));
    }
    let mut logs = Vec::new();
    for container in &definition.containers {
        logs.extend(open_log(agent, world, task, container, &logs)?);
    }
    let spec = TaskSpec {
        id: runtime_id(task),
        instance_address,
        network_address,
        network_mac: task.network.as_ref().map(|network| network.hardware_address()),
        extra_hosts: Vec::new(),
        memory_limit: definition.memory.map(mebibytes),
        cpu_limit: definition.cpu.and_then(|units| u32::try_from(units).ok()),
        containers,
    };
    Ok(Prepared { spec, digests, logs })
}

/// The address of a task that is to have one of its own.
fn own_address(task: &Task, definition: &TaskDefinition) -> Result<Option<Ipv4Addr>, Failure> {
    let address = task.network.as_ref().map(|network| network.address);
    if address.is_none() && definition.network_mode() == NetworkMode::Awsvpc {
        let reason = "ResourceInitializationError: the subnet has no free IP address".to_owned();
        return Err(Failure { container: None, reason });
    }
    Ok(address)
}

fn one_container(
    agent: &Agent,
    world: &World,
    task: &Task,
    definition: &TaskDefinition,
    container: &ContainerDefinition,
    instance: Ipv4Addr,
) -> Result<(ContainerSpec, String), Failure> {
    let pull = |why: String| Failure::of(&container.name, why);
    let reference = revision_images::reference(world, task, container);
    let resolved = agent.images.resolve(&task.scope, &reference).map_err(pull)?;
    let secret =
        |why: String| Failure { container: None, reason: format!("ResourceInitializationError: {why}") };
    let secrets = secrets::read(world, &task.scope, &container.secrets).map_err(secret)?;
    let change = task.overrides.iter().find(|change| change.name == container.name);
    // A container without a limit of its own has the task's.
    let memory = change.and_then(|change| change.memory).or(container.memory).or(definition.memory);
    let reservation = change.and_then(|change| change.memory_reservation).or(container.memory_reservation);
    let cpu = change.and_then(|change| change.cpu).unwrap_or(container.cpu);
    let linux = container.linux_parameters.clone().unwrap_or_default();
    let spec = ContainerSpec {
        name: container.name.clone(),
        image: ImageRef { name: container.image.clone(), ..resolved.image },
        env: environment::of(&agent.settings, task, definition, container, secrets),
        command: change.and_then(|change| change.command.clone()).or_else(|| container.command.clone()),
        entry_point: container.entry_point.clone(),
        working_directory: container.working_directory.clone(),
        user: container.user.clone(),
        memory_limit: memory.map(mebibytes),
        memory_reservation: reservation.map(mebibytes),
        cpu_shares: u32::try_from(cpu).ok().filter(|shares| *shares > 0),
        essential: container.essential,
        port_mappings: ports(task, container, instance),
        stop_timeout: container.stop_timeout.map(|seconds| Duration::from_secs(seconds.max(0) as u64)),
        readonly_root: container.readonly_root_filesystem,
        held: !container.depends_on.is_empty(),
        mounts: settings::mounts(definition, container, task),
        limits: settings::limits(container),
        shared_memory: linux.shared_memory_size.map(mebibytes),
        dropped_capabilities: linux.drop,
        restart: settings::restart(container),
        stops_after: start_order::stops_after(definition, &container.name),
    };
    Ok((spec, resolved.digest))
}

fn ports(task: &Task, container: &ContainerDefinition, instance: Ipv4Addr) -> Vec<PortMapping> {
    let placed = task.containers.iter().find(|placed| placed.name == container.name);
    let bindings = placed.map_or(&[][..], |placed| &placed.bindings).iter();
    bindings
        .map(|binding| PortMapping {
            container_port: binding.container_port,
            host_address: instance,
            host_port: binding.host_port,
        })
        .collect()
}

/// Where a container logs to.
pub(super) struct LogPlace {
    scope: Scope,
    group: String,
    /// Whether the group is created where it is missing.
    create_group: bool,
    /// `None` as long as the stream is to be named after the container's id.
    stream: Option<String>,
}

impl LogPlace {
    /// Creates what is missing of group and stream; whether the stream is new.
    fn create_in(&self, txn: &mut Txn, now: Time) -> bool {
        let group = LogGroup::new(&self.scope, &self.group, now);
        if txn.get::<LogGroup>(&group.key()).is_none() {
            if !self.create_group {
                return false;
            }
            txn.put(group);
        }
        let new = |stream: &String| create_stream(txn, &self.scope, &self.group, stream, now);
        self.stream.as_ref().is_some_and(new)
    }

    /// The same; a new stream is announced.
    pub(super) fn create(&self, agent: &Agent, txn: &mut Txn, now: Time) {
        if let Some(stream) = self.stream.as_deref().filter(|_| self.create_in(txn, now)) {
            agent.logs.announce((&self.scope, &self.group, stream), now);
        }
    }
}

/// Has the container's lines go to its log stream as the awslogs driver does; group and stream are still to be created, and those of
/// the task's `others` too.
pub(super) fn open_log(
    agent: &Agent,
    world: &World,
    task: &Task,
    container: &ContainerDefinition,
    others: &[LogPlace],
) -> Result<Option<LogPlace>, Failure> {
    let Some(log) = container.log.as_ref().filter(|log| log.driver == "awslogs") else { return Ok(None) };
    let option = |name: &str| log.options.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let group = option("awslogs-group").unwrap_or_default();
    let scope = log_scope(task, log).map_err(|why| Failure::of(&container.name, why))?;
    let stream = stream_name(task, &container.name, log);
    let create_group = option("awslogs-create-group") == Some("true");
    let is_new = |log: &LogPlace| log.create_group && log.scope == scope && log.group == group;
    let will_be = create_group || others.iter().any(is_new);
    if !will_be && !world.contains::<LogGroup>(&LogGroup::key_of(&scope, group)) {
        let why = "failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException";
        let text = format!(
            "CannotStartContainerError: Error response from daemon: {why}: The specified log group does not exist. (group {group} in {})",
            scope.region
        );
        return Err(Failure::of(&container.name, text));
    }
    // A pattern that cannot be read was refused when the definition was registered.
    let lines = Multiline::of(&log.options).ok().flatten();
    agent.logs.open(&runtime_id(task), &container.name, (&scope, group, stream.as_deref()), lines);
    Ok(Some(LogPlace { scope, group: group.to_owned(), create_group, stream }))
}

/// The log stream of a container; `None` where it is named after the container's id, which is not known before it starts.
pub(super) fn stream_name(task: &Task, container: &str, log: &LogConfiguration) -> Option<String> {
    let prefix = log.options.get("awslogs-stream-prefix").filter(|prefix| !prefix.is_empty())?;
    Some(format!("{prefix}/{container}/{}", task.id))
}

pub(super) fn log_scope(task: &Task, log: &LogConfiguration) -> Result<Scope, String> {
    let region = match log.options.get("awslogs-region").filter(|region| !region.is_empty()) {
        Some(region) => {
            Region::new(region).map_err(|bad| format!("CannotStartContainerError: awslogs-region: {bad}"))?
        }
        None => task.scope.region.clone(),
    };
    Ok(Scope { account: task.scope.account.clone(), region })
}

/// Creates a stream unless it is there; whether it is new.
pub(crate) fn create_stream(txn: &mut Txn, scope: &Scope, group: &str, stream: &str, now: Time) -> bool {
    let (group, name) = (group.to_owned(), stream.to_owned());
    let new = LogStream { scope: scope.clone(), group, name, created_at: now };
    txn.get::<LogStream>(&new.key()).is_none() && txn.put(new)
}
