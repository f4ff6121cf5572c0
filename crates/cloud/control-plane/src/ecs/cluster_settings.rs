//! Settings and configuration of clusters: read from requests, shown in answers.
//! In: members of CreateCluster, UpdateCluster and UpdateClusterSettings. Out: model values or AWS's errors.
//! Never here: what a setting does; Container Insights and ECS Exec are not in this product, both are kept and shown.

use model::Tags;
use model::ecs::{ExecLogConfiguration, ExecuteCommandConfiguration};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// The one setting a cluster has.
pub(crate) const INSIGHTS: &str = "containerInsights";
/// The values it may have.
pub(crate) const INSIGHTS_VALUES: [&str; 3] = ["disabled", "enabled", "enhanced"];

/// `now` with the settings given.
pub(crate) fn settings(mut now: Tags, given: Option<Vec<wire::ClusterSetting>>) -> Result<Tags, Error> {
    for setting in given.unwrap_or_default() {
        let (name, value) = (setting.name.unwrap_or_default(), setting.value.unwrap_or_default());
        if name != INSIGHTS || !INSIGHTS_VALUES.contains(&value.as_str()) {
            let text = format!("Invalid cluster setting: '{name}' with value '{value}'.");
            return Err(errors::invalid_parameter_exception(text));
        }
        now.insert(name, value);
    }
    Ok(now)
}

/// Settings on the wire.
pub(crate) fn write(settings: &Tags) -> Vec<wire::ClusterSetting> {
    let each = settings.iter();
    each.map(|(name, value)| wire::ClusterSetting { name: Some(name.clone()), value: Some(value.clone()) })
        .collect()
}

/// The configuration of ECS Exec that a request gives, or `now` if it gives none.
pub(crate) fn exec(
    now: Option<ExecuteCommandConfiguration>,
    given: Option<wire::ClusterConfiguration>,
) -> Result<Option<ExecuteCommandConfiguration>, Error> {
    let Some(given) = given else { return Ok(now) };
    let Some(exec) = given.execute_command_configuration else { return Ok(now) };
    let overriding = exec.logging.as_deref() == Some("OVERRIDE");
    if overriding != exec.log_configuration.is_some() {
        let text = "A logConfiguration must be given with logging OVERRIDE, and only then.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(Some(ExecuteCommandConfiguration {
        kms_key: exec.kms_key_id,
        logging: exec.logging,
        logs: exec.log_configuration.map(read_logs),
    }))
}

fn read_logs(given: wire::ExecuteCommandLogConfiguration) -> ExecLogConfiguration {
    ExecLogConfiguration {
        log_group: given.cloud_watch_log_group_name,
        log_group_encrypted: given.cloud_watch_encryption_enabled,
        bucket: given.s3_bucket_name,
        bucket_encrypted: given.s3_encryption_enabled,
        prefix: given.s3_key_prefix,
    }
}

/// Configuration on the wire.
pub(crate) fn write_exec(exec: &ExecuteCommandConfiguration) -> wire::ClusterConfiguration {
    let logs = exec.logs.as_ref().map(|logs| wire::ExecuteCommandLogConfiguration {
        cloud_watch_log_group_name: logs.log_group.clone(),
        cloud_watch_encryption_enabled: logs.log_group_encrypted,
        s3_bucket_name: logs.bucket.clone(),
        s3_encryption_enabled: logs.bucket_encrypted,
        s3_key_prefix: logs.prefix.clone(),
    });
    wire::ClusterConfiguration {
        execute_command_configuration: Some(wire::ExecuteCommandConfiguration {
            kms_key_id: exec.kms_key.clone(),
            logging: exec.logging.clone(),
            log_configuration: logs,
        }),
    }
}
