//! Volumes, limits and the restart policy of a container as the runtime is given them. In: records. Out: parts of its spec. Never here:
//! what any of it means (the planner's, or the runtime's).

use container_runtime::{Mount, MountSource, ResourceLimit, Restart};
use model::ecs::{ContainerDefinition, Task, TaskDefinition, Tmpfs, VolumeScope, VolumeSource};
use planner::{mounts, restart};

/// Bytes.
pub(crate) fn mebibytes(amount: i64) -> u64 {
    amount.max(0) as u64 * 1024 * 1024
}

/// What a container sees besides its image, shorter paths first.
pub(crate) fn mounts(
    definition: &TaskDefinition,
    container: &ContainerDefinition,
    task: &Task,
) -> Vec<Mount> {
    let volumes = mounts::of(definition, container).into_iter().filter_map(|mounted| {
        let volume = definition.volumes.iter().find(|volume| volume.name == mounted.volume)?;
        let source = source(&volume.source, volume.name.clone(), task);
        Some(Mount { target: mounted.path, read_only: mounted.read_only, source })
    });
    let memory = container.linux_parameters.iter().flat_map(|linux| &linux.tmpfs).map(memory);
    let mut all: Vec<Mount> = volumes.chain(memory).collect();
    all.sort_by(|one, other| one.target.cmp(&other.target));
    all
}

fn source(source: &VolumeSource, name: String, task: &Task) -> MountSource {
    match source {
        VolumeSource::Host(path) => MountSource::Host(path.into()),
        VolumeSource::Docker(docker) if docker.scope == VolumeScope::Shared => {
            MountSource::Shared { keeper: task.instance.clone(), name }
        }
        VolumeSource::Docker(_) | VolumeSource::Empty => MountSource::Task(name),
    }
}

fn memory(tmpfs: &Tmpfs) -> Mount {
    let source = MountSource::Memory { bytes: mebibytes(tmpfs.size), options: tmpfs.options.clone() };
    Mount { target: tmpfs.container_path.clone(), read_only: false, source }
}

/// The limits of its programs.
pub(crate) fn limits(container: &ContainerDefinition) -> Vec<ResourceLimit> {
    let one = |limit: &model::ecs::Ulimit| ResourceLimit::named(limit.name.as_str(), limit.soft, limit.hard);
    container.ulimits.iter().filter_map(one).collect()
}

/// The planner's word on starting it again.
pub(crate) fn restart(container: &ContainerDefinition) -> Option<Restart> {
    let policy = container.restart_policy.clone().filter(|policy| policy.enabled)?;
    Some(Restart::new(move |exit_code, ran| {
        let ran = i64::try_from(ran.as_millis()).unwrap_or(i64::MAX);
        restart::again(&policy, i64::from(exit_code), ran)
    }))
}
