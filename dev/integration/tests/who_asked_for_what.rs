//! The account of calls: `interstella events`, and CloudTrail's LookupEvents by the AWS CLI and boto3. In: calls that work, that are
//! refused, that carry secrets; a kill. Out: who asked for what, the changes also afterwards, no secret anywhere.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::boto::Boto;
use integration::cli;
use integration::stage::{Stage, array, text};
use serde_json::{Value, json};

fn lookup(stage: &mut Stage, key: &str, value: &str) -> Vec<Value> {
    let attributes = json!([{"AttributeKey": key, "AttributeValue": value}]);
    let found = stage.boto.call("cloudtrail", "lookup_events", json!({"LookupAttributes": attributes}));
    array(&found["Events"])
}

#[test]
fn who_asked_for_what_is_told_and_changes_outlive_a_kill() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.boto.call("ecs", "create_cluster", json!({"clusterName": "audited"}));
    let parameter = json!({"Name": "/db/password", "Value": "hunter2-hunter2", "Type": "String"});
    stage.boto.call("ssm", "put_parameter", parameter);
    let refused = cli::run(&stage.cloud, &["ecs", "list-tasks", "--cluster", "nowhere"]);
    assert!(!refused.status.success());

    let (status, all) = stage.cloud.command(&["events"]);
    assert_eq!(status, Some(0), "{all}");
    let line = |name: &str| all.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{all}"));
    assert!(line("ecs CreateCluster").contains(r#"{"clusterName":"audited"}"#), "{all}");
    assert!(
        line("ssm PutParameter").contains("HIDDEN_DUE_TO_SECURITY_REASONS") && !all.contains("hunter2"),
        "{all}"
    );
    let (_, errors) = stage.cloud.command(&["events", "--errors", "--output", "json"]);
    let last: Value = serde_json::from_str(errors.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&*text(&last["name"]), &*text(&last["error"]["code"])),
        ("ListTasks", "ClusterNotFoundException")
    );

    // The AWS CLI sees the same, also what was refused.
    let asked = [
        "cloudtrail",
        "lookup-events",
        "--lookup-attributes",
        "AttributeKey=EventName,AttributeValue=ListTasks",
    ];
    let found = cli::aws(&stage.cloud, &asked);
    let record: Value = serde_json::from_str(&text(&found["Events"][0]["CloudTrailEvent"])).unwrap();
    assert_eq!(text(&record["errorCode"]), "ClusterNotFoundException");
    assert_eq!(text(&record["eventSource"]), "ecs.amazonaws.com");
    let two = stage.boto.call("cloudtrail", "lookup_events", json!({"MaxResults": 1}));
    assert_eq!(array(&two["Events"]).len(), 1);
    let rest = stage.boto.call("cloudtrail", "lookup_events", json!({"NextToken": two["NextToken"]}));
    assert_ne!(two["Events"][0]["EventId"], rest["Events"][0]["EventId"]);

    stage.cloud.kill();
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    let created = lookup(&mut stage, "EventName", "CreateCluster");
    assert_eq!((created.len(), text(&created[0]["ReadOnly"])), (1, "false".to_owned()));
    assert!(text(&created[0]["CloudTrailEvent"]).contains("audited"), "{created:?}");
    let secret = lookup(&mut stage, "EventSource", "ssm.amazonaws.com");
    assert!(secret.len() == 1 && !secret[0].to_string().contains("hunter2"), "{secret:?}");
}
