//! Tags across services by the AWS CLI and boto3: given by each service, found and changed by the Resource Groups Tagging API.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::cli;
use integration::stage::{Stage, array, text};
use serde_json::{Value, json};

const API: &str = "resourcegroupstaggingapi";

fn arns(found: &Value) -> Vec<String> {
    array(found).iter().map(|one| text(&one["ResourceARN"])).collect()
}

#[test]
fn tags_are_found_wherever_they_were_given() {
    let Some(mut stage) = Stage::bare() else { return };
    let cluster = json!({"clusterName": "one", "tags": [{"key": "stage", "value": "prod"}]});
    let cluster = text(&stage.boto.call("ecs", "create_cluster", cluster)["cluster"]["clusterArn"]);
    let topic = json!({"Name": "orders", "Tags": [{"Key": "stage", "Value": "prod"}]});
    let topic = text(&stage.boto.call("sns", "create_topic", topic)["TopicArn"]);
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": "/g", "tags": {"stage": "test"}}));

    let prod = ["--tag-filters", "Key=stage,Values=prod"];
    let found = cli::aws(&stage.cloud, &[&[API, "get-resources"][..], &prod].concat());
    assert_eq!(arns(&found["ResourceTagMappingList"]), [cluster.clone(), topic.clone()]);
    let of_type = ["--resource-type-filters", "logs:log-group"];
    let found = cli::aws(&stage.cloud, &[&[API, "get-resources"][..], &of_type].concat());
    assert_eq!(arns(&found["ResourceTagMappingList"]).len(), 1);

    let both = [cluster.as_str(), topic.as_str()];
    let tag = [&[API, "tag-resources", "--tags", "owner=me", "--resource-arn-list"][..], &both].concat();
    assert_eq!(cli::aws(&stage.cloud, &tag)["FailedResourcesMap"], json!({}));
    let own = stage.boto.call("sns", "list_tags_for_resource", json!({"ResourceArn": topic}));
    assert_eq!(array(&own["Tags"]).len(), 2, "{own}");
    let values = stage.boto.call(API, "get_tag_values", json!({"Key": "stage"}));
    assert_eq!(values["TagValues"], json!(["prod", "test"]));
    let gone = json!({"ResourceARNList": [topic], "TagKeys": ["stage", "owner"]});
    stage.boto.call(API, "untag_resources", gone);
    let left = stage.boto.call(API, "get_tag_keys", json!({}));
    assert_eq!(left["TagKeys"], json!(["owner", "stage"]));
    // A page at a time, as SDKs' paginators go on until the token is empty.
    let first = stage.boto.call(API, "get_resources", json!({"ResourcesPerPage": 1}));
    let token = text(&first["PaginationToken"]);
    assert!(!token.is_empty());
    let last = json!({"ResourcesPerPage": 1, "PaginationToken": token});
    assert_eq!(text(&stage.boto.call(API, "get_resources", last)["PaginationToken"]), "");

    let reserved = [API, "tag-resources", "--tags", "aws:x=1", "--resource-arn-list", &cluster];
    let refused = cli::run(&stage.cloud, &reserved);
    let words = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && words.contains("InvalidParameterException"), "{words}");
}

#[test]
fn what_a_launch_asked_for_is_shown_to_clients() {
    let Some(stage) = Stage::bare() else { return };
    let launch = [
        "ec2",
        "run-instances",
        "--image-id=ami-1",
        "--instance-type=t3.micro",
        "--metadata-options=HttpTokens=required,HttpPutResponseHopLimit=2",
        "--block-device-mappings=DeviceName=/dev/xvda,Ebs={VolumeSize=30,VolumeType=gp3}",
        "--credit-specification=CpuCredits=standard",
        "--instance-initiated-shutdown-behavior=terminate",
        "--monitoring=Enabled=true",
    ];
    let made = cli::aws(&stage.cloud, &launch);
    let shown = &made["Instances"][0];
    assert_eq!(shown["MetadataOptions"]["HttpTokens"], json!("required"));
    assert_eq!(shown["BlockDeviceMappings"][0]["DeviceName"], json!("/dev/xvda"));
    assert_eq!(shown["Monitoring"]["State"], json!("enabled"));
    let id = text(&shown["InstanceId"]);
    let attribute = ["ec2", "describe-instance-attribute", "--instance-id", &id, "--attribute"];
    let behavior = cli::aws(&stage.cloud, &[&attribute[..], &["instanceInitiatedShutdownBehavior"]].concat());
    assert_eq!(behavior["InstanceInitiatedShutdownBehavior"]["Value"], json!("terminate"));
    let credits = cli::aws(&stage.cloud, &["ec2", "describe-instance-credit-specifications"]);
    assert_eq!(credits["InstanceCreditSpecifications"][0]["CpuCredits"], json!("standard"));
}
