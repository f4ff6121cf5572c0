//! Options of an instance on which nothing acts: read from a launch, checked, shown. In: members of RunInstances. Out: what is kept; what
//! EC2 shows of it.

use model::ec2::{BlockDevice, CpuOptions, Instance, LaunchOptions, MetadataOptions, PlacementOptions};
use shapes::Error;
use shapes::ec2::{self as api, RunInstancesRequest};

use super::refusals::{invalid_value, missing};

const SWITCH: &[&str] = &["enabled", "disabled"];

/// From a launch.
pub(crate) fn read(input: &RunInstancesRequest) -> Result<LaunchOptions, Error> {
    let behavior = input.instance_initiated_shutdown_behavior.as_deref();
    let credits = input.credit_specification.as_ref().map(|asked| asked.cpu_credits.as_str());
    Ok(LaunchOptions {
        block_devices: block_devices(input.block_device_mappings.as_deref().unwrap_or_default())?,
        metadata: metadata(input.metadata_options.clone().unwrap_or_default())?,
        monitoring: input.monitoring.as_ref().is_some_and(|asked| asked.enabled),
        ebs_optimized: input.ebs_optimized == Some(true),
        shutdown_behavior: one_of("instanceInitiatedShutdownBehavior", &["stop", "terminate"], behavior)?,
        cpu_credits: one_of("cpuCredits", &["standard", "unlimited"], credits)?,
        cpu: input.cpu_options.clone().map(cpu),
        placement: placement(input.placement.clone().unwrap_or_default())?,
        disable_api_stop: input.disable_api_stop == Some(true),
    })
}

/// One of the words there are; empty text means "not set".
fn one_of(name: &str, words: &[&str], given: Option<&str>) -> Result<Option<String>, Error> {
    match given {
        None | Some("") => Ok(None),
        Some(word) if words.contains(&word) => Ok(Some(word.to_owned())),
        Some(other) => {
            let words = words.join(" | ");
            Err(invalid_value(format!(
                "Value ({other}) for parameter {name} is invalid. Valid values: {words}."
            )))
        }
    }
}

fn within(
    name: &str,
    range: std::ops::RangeInclusive<i64>,
    given: Option<i64>,
) -> Result<Option<i64>, Error> {
    match given {
        Some(other) if !range.contains(&other) => {
            let (least, most) = range.into_inner();
            let text =
                format!("Value ({other}) for parameter {name} is invalid. Expecting {least} to {most}.");
            Err(invalid_value(text))
        }
        fine => Ok(fine),
    }
}

/// Those that are disks: a mapping to no device takes one of the image away, and there is none to take.
fn block_devices(given: &[api::BlockDeviceMapping]) -> Result<Vec<BlockDevice>, Error> {
    let disk = |mapping: &api::BlockDeviceMapping| {
        let name = mapping.device_name.clone().filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| missing("blockDeviceMapping.deviceName"));
        let ebs = mapping.ebs.clone().unwrap_or_default();
        name.and_then(|name| block_device(name, ebs))
    };
    let mut disks =
        given.iter().filter(|mapping| mapping.ebs.is_some()).map(disk).collect::<Result<Vec<_>, Error>>()?;
    disks.sort_by(|one, other| one.device_name.cmp(&other.device_name));
    if let Some([twice, _]) = disks.array_windows().find(|[one, other]| one.device_name == other.device_name)
    {
        return Err(invalid_value(format!("Duplicate device name: {}", twice.device_name)));
    }
    Ok(disks)
}

fn block_device(device_name: String, ebs: api::EbsBlockDevice) -> Result<BlockDevice, Error> {
    let kinds = &["standard", "io1", "io2", "gp2", "sc1", "st1", "gp3"];
    Ok(BlockDevice {
        device_name,
        delete_on_termination: ebs.delete_on_termination != Some(false),
        size: within("volumeSize", 1..=65_536, ebs.volume_size)?,
        volume_type: one_of("volumeType", kinds, ebs.volume_type.as_deref())?,
        iops: within("iops", 1..=256_000, ebs.iops)?,
        throughput: within("throughput", 125..=2_000, ebs.throughput)?,
        encrypted: ebs.encrypted,
        kms_key_id: ebs.kms_key_id,
        snapshot_id: ebs.snapshot_id,
    })
}

fn metadata(asked: api::InstanceMetadataOptionsRequest) -> Result<MetadataOptions, Error> {
    let switch = |name, given: Option<String>| one_of(name, SWITCH, given.as_deref());
    let tokens = asked.http_tokens.as_deref();
    Ok(MetadataOptions {
        http_endpoint: switch("httpEndpoint", asked.http_endpoint)?,
        http_tokens: one_of("httpTokens", &["optional", "required"], tokens)?,
        hop_limit: within("httpPutResponseHopLimit", 1..=64, asked.http_put_response_hop_limit)?,
        ipv6: switch("httpProtocolIpv6", asked.http_protocol_ipv6)?,
        tags: switch("instanceMetadataTags", asked.instance_metadata_tags)?,
    })
}

fn cpu(asked: api::CpuOptionsRequest) -> CpuOptions {
    CpuOptions {
        core_count: asked.core_count,
        threads_per_core: asked.threads_per_core,
        amd_sev_snp: asked.amd_sev_snp,
        nested_virtualization: asked.nested_virtualization,
    }
}

fn placement(asked: api::Placement) -> Result<PlacementOptions, Error> {
    Ok(PlacementOptions {
        tenancy: one_of("tenancy", &["default", "dedicated", "host"], asked.tenancy.as_deref())?,
        group_name: asked.group_name.filter(|name| !name.is_empty()),
        group_id: asked.group_id,
        partition_number: asked.partition_number,
        affinity: one_of("affinity", &["default", "host"], asked.affinity.as_deref())?,
        host_id: asked.host_id,
        host_resource_group_arn: asked.host_resource_group_arn,
        spread_domain: asked.spread_domain,
    })
}

/// Disks as they are shown. They have no volume ids: a volume would be a thing, and there is none.
pub(crate) fn shown_disks(options: &LaunchOptions) -> Vec<api::InstanceBlockDeviceMapping> {
    let disk = |disk: &BlockDevice| api::InstanceBlockDeviceMapping {
        device_name: Some(disk.device_name.clone()),
        ebs: Some(api::EbsInstanceBlockDevice {
            delete_on_termination: Some(disk.delete_on_termination),
            ..Default::default()
        }),
    };
    options.block_devices.iter().map(disk).collect()
}

/// An instance with its options.
pub(crate) fn show(shown: api::Instance, instance: &Instance) -> api::Instance {
    let options = &instance.options;
    api::Instance {
        placement: Some(shown_placement(instance)),
        monitoring: Some(api::Monitoring { state: Some(switch(options.monitoring)) }),
        block_device_mappings: Some(shown_disks(options)),
        metadata_options: Some(shown_metadata(&options.metadata)),
        ebs_optimized: Some(options.ebs_optimized),
        cpu_options: options.cpu.as_ref().map(shown_cpu),
        ..shown
    }
}

fn switch(on: bool) -> String {
    SWITCH[usize::from(!on)].to_owned()
}

fn shown_placement(instance: &Instance) -> api::Placement {
    let asked = instance.options.placement.clone();
    api::Placement {
        availability_zone: Some(instance.zone.clone()),
        tenancy: Some(asked.tenancy.unwrap_or_else(|| "default".to_owned())),
        group_name: Some(asked.group_name.unwrap_or_default()),
        group_id: asked.group_id,
        partition_number: asked.partition_number,
        affinity: asked.affinity,
        host_id: asked.host_id,
        host_resource_group_arn: asked.host_resource_group_arn,
        spread_domain: asked.spread_domain,
    }
}

fn shown_metadata(asked: &MetadataOptions) -> api::InstanceMetadataOptionsResponse {
    let or = |given: &Option<String>, usual: &str| Some(given.clone().unwrap_or_else(|| usual.to_owned()));
    api::InstanceMetadataOptionsResponse {
        state: Some("applied".to_owned()),
        http_endpoint: or(&asked.http_endpoint, "enabled"),
        http_tokens: or(&asked.http_tokens, "optional"),
        http_put_response_hop_limit: Some(asked.hop_limit.unwrap_or(1)),
        http_protocol_ipv6: or(&asked.ipv6, "disabled"),
        instance_metadata_tags: or(&asked.tags, "disabled"),
    }
}

fn shown_cpu(cpu: &CpuOptions) -> api::CpuOptions {
    api::CpuOptions {
        core_count: cpu.core_count,
        threads_per_core: cpu.threads_per_core,
        amd_sev_snp: cpu.amd_sev_snp.clone(),
        nested_virtualization: cpu.nested_virtualization.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use kernel::rig::Rig;
    use serde_json::{Value, json};
    use shapes::{Document, Error};

    fn launch(rig: &Rig, mut input: Value) -> Result<Document, Error> {
        for (member, value) in [("ImageId", json!("ami-1")), ("MinCount", json!(1)), ("MaxCount", json!(1))] {
            input[member] = value;
        }
        rig.call("ec2", "RunInstances", &input)
    }

    #[test]
    fn options_are_kept_and_shown() {
        let rig = Rig::in_memory(crate::entries());
        let asked = json!({
            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30, "VolumeType": "gp3"}},
                {"DeviceName": "/dev/xvdb", "NoDevice": ""}],
            "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
            "Monitoring": {"Enabled": true},
            "EbsOptimized": true,
            "Placement": {"Tenancy": "dedicated", "PartitionNumber": 3},
            "CpuOptions": {"CoreCount": 1, "ThreadsPerCore": 2},
        });
        launch(&rig, asked).unwrap();
        let shown = format!("{:?}", rig.call("ec2", "DescribeInstances", &json!({})).unwrap());
        for part in ["/dev/xvda", "required", "dedicated", "\"enabled\"", "CoreCount", "PartitionNumber"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(!shown.contains("/dev/xvdb") && !shown.contains("VolumeId"), "{shown}");
    }

    #[test]
    fn values_nobody_has_are_refused() {
        let rig = Rig::in_memory(crate::entries());
        for wrong in [
            json!({"MetadataOptions": {"HttpTokens": "always"}}),
            json!({"MetadataOptions": {"HttpPutResponseHopLimit": 65}}),
            json!({"InstanceInitiatedShutdownBehavior": "sleep"}),
            json!({"Placement": {"Tenancy": "shared"}}),
            json!({"CreditSpecification": {"CpuCredits": "none"}}),
            json!({"BlockDeviceMappings": [{"DeviceName": "a", "Ebs": {"VolumeType": "gp9"}}]}),
            json!({"BlockDeviceMappings": [{"DeviceName": "a", "Ebs": {}}, {"DeviceName": "a", "Ebs": {}}]}),
            json!({"TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "aws:x", "Value": ""}]}]}),
        ] {
            assert_eq!(launch(&rig, wrong.clone()).unwrap_err().code, "InvalidParameterValue", "{wrong}");
        }
        let nameless = json!({"BlockDeviceMappings": [{"Ebs": {}}]});
        assert_eq!(launch(&rig, nameless).unwrap_err().code, "MissingParameter");
    }
}
