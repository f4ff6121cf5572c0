//! The history of a service's deployments: what each of them was to bring (a revision) and how it went (a service deployment).
//! Tasks are not counted here: counts are derived from them.
//!
//! ```text
//! PENDING -> IN_PROGRESS --+-- steady ----------------------------> SUCCESSFUL
//!                          +-- given up, or a newer one begins ---> STOPPED
//!                          '-- given up, or the user's word (ROLLBACK_REQUESTED) -> ROLLBACK_IN_PROGRESS --+-- steady ---> ROLLBACK_SUCCESSFUL
//!                                                                                                          '-- given up -> ROLLBACK_FAILED
//! ```

use serde::{Deserialize, Serialize};

use super::{DeploymentConfiguration, Service, TaskDefinitionRef, status::words};
use crate::{Dice, Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// How far a service deployment is.
    ServiceDeploymentStatus {
        /// Written, not yet seen by the scheduler.
        Pending = "PENDING",
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// Over: its revision is what the service runs.
        Successful = "SUCCESSFUL",
        /// Over without a rollback: given up, or a newer one took its place.
        Stopped = "STOPPED",
        /// The user asked for its rollback.
        RollbackRequested = "ROLLBACK_REQUESTED",
        /// An earlier revision is being brought back.
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        /// Over: the earlier revision is what the service runs.
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        /// Over: neither revision got to a steady state.
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

impl ServiceDeploymentStatus {
    /// Whether nothing changes it any more.
    pub fn is_over(self) -> bool {
        use ServiceDeploymentStatus::{RollbackFailed, RollbackSuccessful, Stopped, Successful};
        matches!(self, Successful | Stopped | RollbackSuccessful | RollbackFailed)
    }
}

/// That an earlier revision was brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollback {
    /// In AWS's words.
    pub reason: String,
    /// When it began.
    pub started_at: Time,
    /// Number of the revision that came back; none when there was none to bring back.
    pub revision: Option<u64>,
}

/// The count at which the circuit breaker gave a deployment up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Failures in a row.
    pub failures: usize,
    /// So many end a deployment.
    pub threshold: usize,
}

/// One attempt to bring a revision to a service, kept after its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDeployment {
    /// Account and Region.
    pub scope: Scope,
    /// Name of the cluster.
    pub cluster: String,
    /// Name of the service.
    pub service: String,
    /// 22 letters and digits; the last part of its ARN.
    pub id: String,
    /// Number of the revision it brings; the deployment `ecs-svc/NUMBER` is the same.
    pub target: u64,
    /// Numbers of the revisions that had tasks when it began.
    pub sources: Vec<u64>,
    /// How far it is.
    pub status: ServiceDeploymentStatus,
    /// Why, where there is something to say.
    pub status_reason: Option<String>,
    /// When it was asked for.
    pub created_at: Time,
    /// When the scheduler took it up.
    pub started_at: Option<Time>,
    /// When it was over, however it went.
    pub finished_at: Option<Time>,
    /// When it was stopped short of its aim.
    pub stopped_at: Option<Time>,
    /// When it last changed.
    pub updated_at: Time,
    /// The service's settings when it began.
    pub configuration: DeploymentConfiguration,
    /// Whether the circuit breaker gave it up, and at which count.
    pub trip: Option<Trip>,
    /// What was brought back, if something was.
    pub rollback: Option<Rollback>,
}

impl ServiceDeployment {
    /// How many a service keeps.
    pub const KEPT: usize = 100;

    /// An id for a new one.
    pub fn new_id(dice: &mut Dice) -> String {
        const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        (0..22).map(|_| char::from(LETTERS[dice.below(LETTERS.len())])).collect()
    }

    /// The key of a deployment of a service.
    pub fn key_of(scope: &Scope, cluster: &str, service: &str, id: &str) -> Key {
        Key { scope: scope.clone(), id: format!("{cluster}/{service}/{id}") }
    }

    /// `arn:aws:ecs:R:A:service-deployment/CLUSTER/SERVICE/ID`.
    pub fn arn(&self) -> String {
        let Self { cluster, service, id, .. } = self;
        arn(&self.scope, "ecs", &format!("service-deployment/{cluster}/{service}/{id}"))
    }
}

impl Record for ServiceDeployment {
    const KIND: &'static str = "ecs.service-deployment";
    fn key(&self) -> Key {
        ServiceDeployment::key_of(&self.scope, &self.cluster, &self.service, &self.id)
    }
}

/// An image of a revision. The digest is what the first task of the revision found; its later tasks run the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionImage {
    /// Container of the task definition.
    pub container: String,
    /// Reference in the task definition.
    pub image: String,
    /// `sha256:...` once a task resolved it; none before, and for containers that ask for no resolution.
    pub digest: Option<String>,
}

/// What one deployment brings: the service as it was asked for then, and the images its tags stood for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRevision {
    /// Its number; the deployment `ecs-svc/NUMBER` is the same.
    pub number: u64,
    /// What its tasks run.
    pub task_definition: TaskDefinitionRef,
    /// The service then, without deployments and tags.
    pub settings: Service,
    /// Written by the loop that starts tasks, never by an operation.
    pub images: Vec<RevisionImage>,
    /// When it was written.
    pub created_at: Time,
}

impl ServiceRevision {
    /// The revision a new deployment of a service brings.
    pub fn new(
        service: &Service,
        number: u64,
        task_definition: TaskDefinitionRef,
        now: Time,
    ) -> ServiceRevision {
        let settings = Service { deployments: Vec::new(), tags: Tags::new(), ..service.clone() };
        ServiceRevision { number, task_definition, settings, images: Vec::new(), created_at: now }
    }

    /// The key of a revision of a service.
    pub fn key_of(scope: &Scope, cluster: &str, service: &str, number: u64) -> Key {
        Key { scope: scope.clone(), id: format!("{cluster}/{service}/{number}") }
    }

    /// `arn:aws:ecs:R:A:service-revision/CLUSTER/SERVICE/NUMBER` of a revision of a service.
    pub fn arn_of(service: &Service, number: u64) -> String {
        let Service { scope, cluster, name, .. } = service;
        arn(scope, "ecs", &format!("service-revision/{cluster}/{name}/{number}"))
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        ServiceRevision::arn_of(&self.settings, self.number)
    }

    /// The digest a container's image stands for.
    pub fn digest_of(&self, container: &str, image: &str) -> Option<&str> {
        let mut images = self.images.iter().filter(|it| it.container == container && it.image == image);
        images.find_map(|it| it.digest.as_deref())
    }

    /// Writes down what an image stood for; the first digest stays.
    pub fn resolve(&mut self, container: &str, image: &str, digest: &str) {
        if self.digest_of(container, image).is_none() {
            let (container, image) = (container.to_owned(), image.to_owned());
            self.images.push(RevisionImage { container, image, digest: Some(digest.to_owned()) });
        }
    }

    /// Gives a service what belongs to a revision: what a change of it begins a deployment for.
    pub fn restore(&self, service: &mut Service) {
        let then = &self.settings;
        service.load_balancers.clone_from(&then.load_balancers);
        service.registries.clone_from(&then.registries);
        service.strategy.clone_from(&then.strategy);
        service.constraints.clone_from(&then.constraints);
        service.launch_type = then.launch_type;
        service.capacity_strategy.clone_from(&then.capacity_strategy);
        service.platform_version.clone_from(&then.platform_version);
        service.network.clone_from(&then.network);
    }
}

impl Record for ServiceRevision {
    const KIND: &'static str = "ecs.service-revision";
    fn key(&self) -> Key {
        let Service { scope, cluster, name, .. } = &self.settings;
        ServiceRevision::key_of(scope, cluster, name, self.number)
    }
}
