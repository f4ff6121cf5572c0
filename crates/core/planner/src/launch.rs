//! A placed task as a record: what RunTask, StartTask and the service scheduler all write.

use model::ecs::{
    ContainerOverride, DesiredStatus, HealthStatus, LastStatus, LaunchType, NetworkBinding, Task,
    TaskContainer, TaskDefinition, TaskNetwork,
};
use model::{Dice, Tags, Time};

use crate::placement::Placement;

/// Who starts a task and under which names.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Name of the cluster.
    pub cluster: String,
    /// Task group.
    pub group: String,
    /// Deployment id or the user's word.
    pub started_by: Option<String>,
    /// Number of the service's deployment.
    pub deployment: Option<u64>,
    /// EC2 or FARGATE.
    pub launch_type: LaunchType,
    /// Capacity provider it comes from.
    pub capacity_provider: Option<String>,
    /// Its network interface, in network mode `awsvpc`.
    pub network: Option<TaskNetwork>,
    /// Changes to the definition's containers.
    pub overrides: Vec<ContainerOverride>,
    /// The task's tags.
    pub tags: Tags,
}

/// The record of a task that was just placed: desired RUNNING, observed PENDING, or PROVISIONING with a network interface.
pub fn task(
    id: String,
    definition: &TaskDefinition,
    placement: Placement,
    origin: Origin,
    now: Time,
    dice: &mut Dice,
) -> Task {
    let bindings = placement.bindings.into_iter().chain(std::iter::repeat(Vec::new()));
    let containers = definition.containers.iter().zip(bindings);
    Task {
        scope: definition.scope.clone(),
        cluster: origin.cluster,
        id,
        task_definition: definition.name.clone(),
        group: origin.group,
        started_by: origin.started_by,
        deployment: origin.deployment,
        instance: placement.instance,
        zone: placement.zone,
        launch_type: origin.launch_type,
        capacity_provider: origin.capacity_provider,
        // An interface is there before anything is pulled.
        last: if origin.network.is_some() { LastStatus::Provisioning } else { LastStatus::Pending },
        network: origin.network,
        reservation: placement.reservation,
        overrides: origin.overrides,
        desired: DesiredStatus::Running,
        containers: containers.map(|(container, bindings)| pending(container, bindings, dice)).collect(),
        stopped_reason: None,
        created_at: now,
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        stopping_at: None,
        execution_stopped_at: None,
        stopped_at: None,
        version: 1,
        tags: origin.tags,
        protected_until: None,
    }
}

fn pending(
    container: &model::ecs::ContainerDefinition,
    bindings: Vec<NetworkBinding>,
    dice: &mut Dice,
) -> TaskContainer {
    TaskContainer {
        id: dice.uuid(),
        name: container.name.clone(),
        image: container.image.clone(),
        image_digest: None,
        runtime_id: None,
        last: LastStatus::Pending,
        started_at: None,
        exit_code: None,
        reason: None,
        bindings,
        health: HealthStatus::Unknown,
        health_report: None,
        restart_count: 0,
    }
}
