//! Capacity providers: names for where tasks find room, and the shares a strategy gives them.
//! In: what users create and ask for. Out: records. Never here: which provider a task gets, or making room.

use serde::{Deserialize, Serialize};

use super::status::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// Whether a capacity provider may be used.
    CapacityProviderStatus {
        /// In use.
        Active = "ACTIVE",
        /// Deleted; still described for a while.
        Inactive = "INACTIVE",
    }
}

words! {
    /// How the last change of a capacity provider ended. A change is whole at once here, so no state is between.
    CapacityProviderUpdate {
        /// CreateCapacityProvider.
        Created = "CREATE_COMPLETE",
        /// UpdateCapacityProvider.
        Updated = "UPDATE_COMPLETE",
        /// DeleteCapacityProvider.
        Deleted = "DELETE_COMPLETE",
    }
}

/// One provider's part of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityProviderStrategyItem {
    /// Name of the provider: `FARGATE`, `FARGATE_SPOT` or one of the user's.
    pub provider: String,
    /// Share of the tasks beyond `base`, relative to the other items; 0 to 1,000.
    pub weight: i64,
    /// Tasks that go to this provider before shares count; 0 to 100,000; one item of a strategy at most has more than 0.
    pub base: i64,
}

/// How a group would be scaled. Kept as given: nothing here scales a group, so `ENABLED` is never taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedScaling {
    /// Percent of the group in use to aim at, 1 to 100.
    pub target_capacity: i64,
    /// Instances a step adds or takes at least, 1 to 10,000.
    pub minimum_step: i64,
    /// Instances a step adds or takes at most, 1 to 10,000.
    pub maximum_step: i64,
    /// Seconds a new instance is left out of the reckoning, 0 to 10,000.
    pub warmup: i64,
}

/// A capacity provider of the user's own: an Auto Scaling group under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityProvider {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope.
    pub name: String,
    /// ACTIVE until deleted.
    pub status: CapacityProviderStatus,
    /// The last change.
    pub update: CapacityProviderUpdate,
    /// ARN, or name, of the group as given.
    pub auto_scaling_group: String,
    /// Managed scaling as given, always DISABLED.
    pub managed_scaling: ManagedScaling,
    /// The user's tags.
    pub tags: Tags,
    /// When it was created.
    pub created_at: Time,
}

impl CapacityProvider {
    /// The providers that exist without anybody creating them.
    pub const OF_AWS: [&'static str; 2] = ["FARGATE", "FARGATE_SPOT"];

    /// The key of the provider of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key { scope: scope.clone(), id: name.to_owned() }
    }

    /// `arn:aws:ecs:R:A:capacity-provider/NAME`.
    pub fn arn_of(scope: &Scope, name: &str) -> String {
        arn(scope, "ecs", &format!("capacity-provider/{name}"))
    }
}

impl Record for CapacityProvider {
    const KIND: &'static str = "ecs.capacity-provider";
    fn key(&self) -> Key {
        CapacityProvider::key_of(&self.scope, &self.name)
    }
}
