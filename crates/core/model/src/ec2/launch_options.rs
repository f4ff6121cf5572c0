//! What a launch may ask for that nothing in this product acts on: kept with the instance and shown.

use serde::{Deserialize, Serialize};

/// Options of an instance; what was not asked for is `None` or empty, and shown as AWS's default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchOptions {
    /// Disks, by device name.
    pub block_devices: Vec<BlockDevice>,
    /// Of the instance metadata service.
    pub metadata: MetadataOptions,
    /// Detailed monitoring.
    pub monitoring: bool,
    /// Dedicated throughput to disks.
    pub ebs_optimized: bool,
    /// `stop` or `terminate` when it is shut down from inside.
    pub shutdown_behavior: Option<String>,
    /// `standard` or `unlimited`, of burstable instances.
    pub cpu_credits: Option<String>,
    /// Cores and threads.
    pub cpu: Option<CpuOptions>,
    /// On which machine of AWS's.
    pub placement: PlacementOptions,
    /// StopInstances is to be refused.
    pub disable_api_stop: bool,
}

/// A disk of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockDevice {
    /// `/dev/xvda`.
    pub device_name: String,
    /// It ends with the instance.
    pub delete_on_termination: bool,
    /// GiB.
    pub size: Option<i64>,
    /// `gp3`.
    pub volume_type: Option<String>,
    /// Operations a second.
    pub iops: Option<i64>,
    /// MiB a second.
    pub throughput: Option<i64>,
    /// Encrypted at rest.
    pub encrypted: Option<bool>,
    /// Key it is encrypted with.
    pub kms_key_id: Option<String>,
    /// What it is made from.
    pub snapshot_id: Option<String>,
}

/// Of the instance metadata service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetadataOptions {
    /// `enabled` or `disabled`.
    pub http_endpoint: Option<String>,
    /// `optional` or `required`.
    pub http_tokens: Option<String>,
    /// 1 to 64.
    pub hop_limit: Option<i64>,
    /// `enabled` or `disabled`.
    pub ipv6: Option<String>,
    /// `enabled` or `disabled`: tags by the service.
    pub tags: Option<String>,
}

/// Cores and threads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CpuOptions {
    /// Cores.
    pub core_count: Option<i64>,
    /// Threads of a core.
    pub threads_per_core: Option<i64>,
    /// `enabled` or `disabled`.
    pub amd_sev_snp: Option<String>,
    /// `enabled` or `disabled`.
    pub nested_virtualization: Option<String>,
}

/// On which machine of AWS's an instance is, besides its zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacementOptions {
    /// `default`, `dedicated` or `host`.
    pub tenancy: Option<String>,
    /// Name of a placement group.
    pub group_name: Option<String>,
    /// Id of a placement group.
    pub group_id: Option<String>,
    /// Partition of the group.
    pub partition_number: Option<i64>,
    /// `default` or `host`.
    pub affinity: Option<String>,
    /// A dedicated host.
    pub host_id: Option<String>,
    /// A group of dedicated hosts.
    pub host_resource_group_arn: Option<String>,
    /// Reserved by AWS.
    pub spread_domain: Option<String>,
}
