//! Amazon ECS: clusters, container instances, task definitions, services, tasks.

mod account_setting;
mod capacity_provider;
mod circuit_breaker;
mod cluster;
mod container_instance;
mod container_settings;
mod network;
mod service;
mod service_deployment;
mod status;
mod stop_reason;
mod task;
mod task_definition;
mod volume;

pub use account_setting::AccountSetting;
pub use capacity_provider::{
    CapacityProvider, CapacityProviderStatus, CapacityProviderStrategyItem, CapacityProviderUpdate,
    ManagedScaling,
};
pub use circuit_breaker::{CircuitBreaker, FailureThreshold, ThresholdType};
pub use cluster::{Cluster, ClusterStatus, ExecLogConfiguration, ExecuteCommandConfiguration};
pub use container_instance::{Attribute, ContainerInstance, InstanceStatus, Resources};
pub use container_settings::{LinuxParameters, RestartPolicy, Tmpfs, Ulimit, UlimitName};
pub use network::{AwsvpcConfiguration, TaskNetwork};
pub use service::{
    Deployment, DeploymentConfiguration, DeploymentStatus, Fallback, LoadBalancing, PlacementConstraint,
    PlacementStrategy, PropagateTags, RolloutState, SchedulingStrategy, Service, ServiceEvent, ServiceEvents,
    ServiceRegistry, ServiceStatus,
};
pub use service_deployment::{
    RevisionImage, Rollback, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision, Trip,
};
pub(crate) use status::words;
pub use status::{DesiredStatus, HealthStatus, LastStatus, LaunchType, StopCode};
pub use stop_reason::StopReason;
pub use task::{
    ContainerOverride, HealthReport, NetworkBinding, Reservation, RunReceipt, Task, TaskContainer,
};
pub use task_definition::{
    ContainerDefinition, Dependency, DependencyCondition, HealthCheck, LogConfiguration, NetworkMode,
    PortMapping, RuntimePlatform, Secret, TaskDefinition, TaskDefinitionRef, TaskDefinitionStatus, Transport,
};
pub use volume::{DockerVolume, MountPoint, Volume, VolumeScope, VolumeSource, VolumesFrom};
