//! DescribeInstanceAttribute: one attribute of an instance, by name.

use ledger::World;
use model::ec2::Instance;
use shapes::Error;
use shapes::ec2::{
    AttributeBooleanValue, AttributeValue, DescribeInstanceAttribute, DescribeInstanceAttributeRequest,
    InstanceAttribute,
};

use super::{find, launch_options, refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeInstanceAttribute {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeInstanceAttributeRequest,
    ) -> Result<InstanceAttribute, Error> {
        let instance = find::instance(world, &caller.scope, &input.instance_id)?;
        refusals::dry_run(input.dry_run)?;
        shown(world, &instance, &input.attribute)
    }
}

/// The attributes of which an instance here has none are there and empty, as on AWS.
fn shown(world: &World, instance: &Instance, attribute: &str) -> Result<InstanceAttribute, Error> {
    let mut shown = InstanceAttribute { instance_id: Some(instance.id.clone()), ..Default::default() };
    let text = |value: Option<String>| Some(AttributeValue { value });
    let flag = |value: bool| Some(AttributeBooleanValue { value: Some(value) });
    let options = &instance.options;
    match attribute {
        "instanceType" => shown.instance_type = text(Some(instance.instance_type.clone())),
        "userData" => shown.user_data = text(instance.user_data.clone()),
        "kernel" => shown.kernel_id = text(None),
        "ramdisk" => shown.ramdisk_id = text(None),
        "sriovNetSupport" => shown.sriov_net_support = text(None),
        "rootDeviceName" => shown.root_device_name = text(None),
        "productCodes" => shown.product_codes = Some(Vec::new()),
        "instanceInitiatedShutdownBehavior" => {
            let usual = || "stop".to_owned();
            let behavior = options.shutdown_behavior.clone().unwrap_or_else(usual);
            shown.instance_initiated_shutdown_behavior = text(Some(behavior));
        }
        "disableApiTermination" => shown.disable_api_termination = flag(false),
        "disableApiStop" => shown.disable_api_stop = flag(options.disable_api_stop),
        "ebsOptimized" => shown.ebs_optimized = flag(options.ebs_optimized),
        "sourceDestCheck" => shown.source_dest_check = flag(true),
        "enaSupport" => shown.ena_support = flag(true),
        "blockDeviceMapping" => shown.block_device_mappings = Some(launch_options::shown_disks(options)),
        "groupSet" => shown.groups = Some(view::groups(world, instance)),
        "enclaveOptions" => {
            shown.enclave_options = Some(shapes::ec2::EnclaveOptions { enabled: Some(false) });
        }
        other => {
            let text = format!("Value ({other}) for parameter attribute is invalid. Unknown attribute.");
            return Err(refusals::invalid_value(text));
        }
    }
    Ok(shown)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use kernel::rig::Rig;
    use serde_json::{Value, json};
    use shapes::Document;

    fn launch(rig: &Rig, mut input: Value) -> String {
        for (member, value) in [("ImageId", json!("ami-1")), ("MinCount", json!(1)), ("MaxCount", json!(1))] {
            input[member] = value;
        }
        let answer = rig.call("ec2", "RunInstances", &input).unwrap();
        let Some(Document::List(all)) = answer.get("Instances") else { panic!("{answer:?}") };
        match all[0].get("InstanceId") {
            Some(Document::String(id)) => id.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn attribute(rig: &Rig, id: &str, name: &str) -> String {
        let input = json!({"InstanceId": id, "Attribute": name});
        format!("{:?}", rig.call("ec2", "DescribeInstanceAttribute", &input).unwrap())
    }

    #[test]
    fn what_a_launch_asked_for_is_shown_and_the_rest_is_as_usual() {
        let rig = Rig::in_memory(crate::entries());
        let disk =
            json!([{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30, "DeleteOnTermination": false}}]);
        let asked = launch(
            &rig,
            json!({
                "InstanceInitiatedShutdownBehavior": "terminate", "EbsOptimized": true, "DisableApiStop": true,
                "BlockDeviceMappings": disk, "CreditSpecification": {"CpuCredits": "standard"},
                "InstanceType": "t3.micro"
            }),
        );
        let usual = launch(&rig, json!({"InstanceType": "t3.micro"}));
        for (name, one, other) in [
            ("instanceInitiatedShutdownBehavior", "terminate", "stop"),
            ("ebsOptimized", "true", "false"),
            ("disableApiStop", "true", "false"),
            ("blockDeviceMapping", "/dev/xvda", "[]"),
        ] {
            assert!(attribute(&rig, &asked, name).contains(one), "{name}");
            assert!(attribute(&rig, &usual, name).contains(other), "{name}");
        }
        let credits = rig.call("ec2", "DescribeInstanceCreditSpecifications", &json!({})).unwrap();
        let credits = format!("{credits:?}");
        assert!(credits.contains("standard") && credits.contains("unlimited"), "{credits}");
        for name in
            ["instanceType", "userData", "groupSet", "sourceDestCheck", "enclaveOptions", "productCodes"]
        {
            attribute(&rig, &usual, name);
        }
        let unknown = json!({"InstanceId": usual, "Attribute": "colour"});
        let refused = rig.call("ec2", "DescribeInstanceAttribute", &unknown).unwrap_err();
        assert_eq!(refused.code, "InvalidParameterValue");
    }
}
