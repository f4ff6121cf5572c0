//! A cluster: the name under which container instances, services and tasks meet.

use serde::{Deserialize, Serialize};

use super::{CapacityProviderStrategyItem, status::words};
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

/// How sessions of ECS Exec would be encrypted and logged: kept and shown, there are no such sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecuteCommandConfiguration {
    /// KMS key for the session.
    pub kms_key: Option<String>,
    /// `NONE`, `DEFAULT` or `OVERRIDE`, as the model allows.
    pub logging: Option<String>,
    /// Where `OVERRIDE` sends the session's output.
    pub logs: Option<ExecLogConfiguration>,
}

/// Where the output of sessions would go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecLogConfiguration {
    /// Name of a log group.
    pub log_group: Option<String>,
    /// Whether that group is encrypted.
    pub log_group_encrypted: Option<bool>,
    /// Name of a bucket.
    pub bucket: Option<String>,
    /// Whether that bucket is encrypted.
    pub bucket_encrypted: Option<bool>,
    /// What names of objects in the bucket begin with.
    pub prefix: Option<String>,
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
    /// What tasks and services get that name neither a launch type nor a strategy; empty: launch type EC2.
    #[serde(default)]
    pub default_strategy: Vec<CapacityProviderStrategyItem>,
    /// How ECS Exec was configured.
    #[serde(default)]
    pub exec: Option<ExecuteCommandConfiguration>,
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
