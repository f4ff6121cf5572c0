//! A cluster: the name under which container instances, services and tasks meet.

use serde::{Deserialize, Serialize};

use super::status::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// Whether a cluster may be used.
    ClusterStatus {
        /// In use.
        Active = "ACTIVE",
        /// Deleted; still described for a while.
        Inactive = "INACTIVE",
    }
}

/// A cluster as its owner created it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope.
    pub name: String,
    /// ACTIVE until deleted.
    pub status: ClusterStatus,
    /// Setting name to value, for example `containerInsights`: `disabled`.
    pub settings: Tags,
    /// Names of capacity providers.
    pub capacity_providers: Vec<String>,
    /// The user's tags.
    pub tags: Tags,
    /// When it was created.
    pub created_at: Time,
}

impl Cluster {
    /// The key of the cluster of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key { scope: scope.clone(), id: name.to_owned() }
    }

    /// `arn:aws:ecs:R:A:cluster/NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ecs", &format!("cluster/{}", self.name))
    }
}

impl Record for Cluster {
    const KIND: &'static str = "ecs.cluster";
    fn key(&self) -> Key {
        Cluster::key_of(&self.scope, &self.name)
    }
}
