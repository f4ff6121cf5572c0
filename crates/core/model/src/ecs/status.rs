//! The statuses of tasks and containers and the order in which they may follow each other.
//!
//! ```text
//! PROVISIONING -> PENDING -> ACTIVATING -> RUNNING -> DEACTIVATING -> STOPPING -> DEPROVISIONING -> STOPPED
//! ```
//! A task may skip steps, never go back: the order of the variants is the order of the states.

use serde::{Deserialize, Serialize};

/// An enum whose variants have the words AWS writes.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The word AWS writes for it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What was last seen of a task or container; only ever moves forward.
    LastStatus {
        /// Waiting for what must exist before the launch, such as a network interface.
        Provisioning = "PROVISIONING",
        /// Placed; image pull and container start are under way.
        Pending = "PENDING",
        /// Containers run, registrations that must precede RUNNING are under way.
        Activating = "ACTIVATING",
        /// All containers were started.
        Running = "RUNNING",
        /// Leaving load balancers before the containers are stopped.
        Deactivating = "DEACTIVATING",
        /// Containers were told to stop.
        Stopping = "STOPPING",
        /// Giving back what PROVISIONING took.
        Deprovisioning = "DEPROVISIONING",
        /// Over.
        Stopped = "STOPPED",
    }
}

words! {
    /// What the scheduler or the user wants of a task.
    DesiredStatus {
        /// It should run.
        Running = "RUNNING",
        /// It should end.
        Stopped = "STOPPED",
    }
}

words! {
    /// What container health checks say.
    HealthStatus {
        /// No check is defined, or it has not spoken yet.
        Unknown = "UNKNOWN",
        /// The check succeeds.
        Healthy = "HEALTHY",
        /// The check failed `retries` times.
        Unhealthy = "UNHEALTHY",
    }
}

words! {
    /// Why a task ended.
    StopCode {
        /// It never reached RUNNING.
        TaskFailedToStart = "TaskFailedToStart",
        /// A container marked essential ended.
        EssentialContainerExited = "EssentialContainerExited",
        /// StopTask, or a forced deregistration.
        UserInitiated = "UserInitiated",
        /// The service scheduler: scale-in, deployment, failed health checks.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// The container instance ended.
        TerminationNotice = "TerminationNotice",
    }
}

words! {
    /// Where tasks run.
    LaunchType {
        /// On container instances of the cluster.
        Ec2 = "EC2",
        /// Without container instances.
        Fargate = "FARGATE",
        /// On machines of the user's own.
        External = "EXTERNAL",
    }
}

impl Default for LaunchType {
    /// What AWS assumes where nothing is said.
    fn default() -> LaunchType {
        LaunchType::Ec2
    }
}

#[cfg(test)]
mod tests {
    use super::LastStatus;

    #[test]
    fn later_states_compare_greater() {
        assert!(LastStatus::Pending < LastStatus::Running && LastStatus::Running < LastStatus::Stopped);
        assert_eq!("DEACTIVATING".parse(), Ok(LastStatus::Deactivating));
    }
}
