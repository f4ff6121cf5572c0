//! The agent's hands: has the runtime start and stop tasks, and writes down what the runtime reports.
//!
//! ```text
//! desired RUNNING, PROVISIONING or PENDING --prepare--> PENDING, runtime.start --events, held containers in their order--> RUNNING
//! desired STOPPED --leave target groups--> DEACTIVATING --drained--> runtime.stop (STOPPING) --events--> (DEPROVISIONING) --> STOPPED
//! ```
//! Rooms: [`start`] (from a task to what the runtime is given), `order` (containers that wait for others), [`stop`] (the way out),
//! [`observe`] (what the runtime reports), [`adopt`] (what an earlier life of this process left), `settings` (volumes, limits, restarts), [`environment`] (the variables of a container).

pub mod adopt;
pub mod environment;
pub mod log_sources;
pub mod observe;
mod order;
mod revision_images;
mod settings;
pub mod start;
pub mod stop;

use std::sync::Arc;

use container_runtime::{ContainerRuntime, TaskId};
use ledger::{Ledger, World};
use load_balancer::Balancer;
use model::ecs::{DesiredStatus, LastStatus, Task};
use model::elbv2::{Target, TargetGroup};
use model::{Key, Scope, Time};

use crate::container_logs::ContainerLogs;
use crate::images::Images;
use crate::turn::{Round, Turns};

/// What this loop works with.
#[derive(Clone)]
pub struct Agent {
    /// The memory.
    pub ledger: Ledger,
    /// Runs containers.
    pub runtime: Arc<dyn ContainerRuntime>,
    /// Says how many requests a target is answering.
    pub balancer: Option<Arc<Balancer>>,
    /// Finds images.
    pub images: Arc<dyn Images>,
    /// Takes the lines of containers.
    pub logs: Arc<ContainerLogs>,
    /// Settings of the surroundings.
    pub settings: Arc<Settings>,
}

/// What tasks are told of their surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `AWS_ENDPOINT_URL` of every container that does not set its own.
    pub endpoint_url: String,
}

/// The name of a task towards the runtime.
pub fn runtime_id(task: &Task) -> TaskId {
    TaskId::new(format!("{}_{}_{}_{}", task.scope.account, task.scope.region, task.cluster, task.id))
}

/// The key of the task that [`runtime_id`] named so; `None` when it never made such a name.
pub fn task_key(id: &TaskId) -> Option<Key> {
    let mut parts = id.as_str().splitn(3, '_');
    let scope = Scope::new(parts.next()?, parts.next()?).ok()?;
    // Cluster names may hold underscores, task ids may not.
    let (cluster, task) = parts.next()?.rsplit_once('_')?;
    Some(Task::key_of(&scope, cluster, task))
}

/// Runs the loop.
pub async fn run(turns: Turns, agent: Agent) {
    let interest =
        |world: &World| world.changed::<Task>() + world.changed::<Target>() + world.changed::<TargetGroup>();
    let bell = agent.balancer.as_ref().map(|balancer| balancer.health_changes());
    turns.run("tasks", interest, bell, |world, now| round(&agent, world, now)).await;
}

/// One round over all tasks that are not STOPPED.
pub fn round(agent: &Agent, world: &Arc<World>, now: Time) -> Round {
    let mut round = Round::default();
    for task in world.all::<Task>().filter(|task| task.last != LastStatus::Stopped) {
        match task.desired {
            DesiredStatus::Running if task.last <= LastStatus::Pending && task.pull_started_at.is_none() => {
                start::start(agent, world, task, now);
                round.note(format!("started {}", task.id));
            }
            DesiredStatus::Running if task.last == LastStatus::Pending => {
                order::go_on(agent, world, task, now, &mut round);
            }
            DesiredStatus::Running => {}
            DesiredStatus::Stopped => stop::stop(agent, world, task, now, &mut round),
        }
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runtime_id_leads_back_to_its_task() {
        let key = task_key(&TaskId::new("123456789012_us-west-2_my_cluster_0a1b"));
        assert_eq!(key.map(|key| key.to_string()).as_deref(), Some("123456789012/us-west-2/my_cluster/0a1b"));
        for other in ["", "123456789012_us-west-2_a", "1_us-west-2_a_b", "123456789012_us-west-2"] {
            assert_eq!(task_key(&TaskId::new(other)), None, "{other}");
        }
    }
}
