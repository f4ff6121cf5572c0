//! S30: a program without any endpoint setting calls AWS by its own host names over TLS and reaches this cloud, with certificates it trusts.
//! In: Python with boto3 in a task. Out: what it found, from its log.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::patience::until;
use integration::python_image::PythonImages;
use integration::stage::{Stage, array, text};
use serde_json::{Value, json};

const NAME: &str = "aws-names";

/// A file beside these tests.
fn source(name: &str) -> String {
    std::fs::read_to_string(format!("{}/python/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What the program prints, run with these variables besides its Region and keys.
fn told(stage: &mut Stage, variables: &[(&str, &str)]) -> Value {
    let usual =
        [("FORGET_ENDPOINT", "1"), ("AWS_ACCESS_KEY_ID", "000000000000"), ("AWS_SECRET_ACCESS_KEY", "x")];
    let environment: Vec<_> =
        usual.iter().chain(variables).map(|(name, value)| json!({"name": name, "value": value})).collect();
    let logs =
        json!({"logDriver": "awslogs", "options": {"awslogs-group": NAME, "awslogs-region": "us-west-2"}});
    let container = json!({
        "name": "c", "image": format!("localhost:{}/{NAME}:1", stage.cloud.port()), "memory": 256,
        "environment": environment, "logConfiguration": logs,
    });
    let family = json!({"family": NAME, "containerDefinitions": [container]});
    let registered = stage.boto.call("ecs", "register_task_definition", family);
    let task = stage.run_task(&text(&registered["taskDefinition"]["taskDefinitionArn"]));
    let stopped = stage.stopped(&task);
    assert_eq!(stopped["containers"][0]["exitCode"], 0, "{stopped}");
    let stream = text(&stopped["containers"][0]["runtimeId"]);
    until("its line in the log", || {
        let wanted = json!({"logGroupName": NAME, "logStreamNames": [stream]});
        let events = stage.boto.call("logs", "filter_log_events", wanted);
        let lines = array(&events["events"]);
        let line = lines.iter().find_map(|event| serde_json::from_str(event["message"].as_str()?).ok());
        line.ok_or_else(|| events.to_string())
    })
}

#[test]
fn a_program_that_knows_no_emulator_reaches_this_cloud() {
    let Some(images) = PythonImages::pack() else { return };
    let Some(mut stage) = Stage::furnished() else { return };
    stage.boto.call("ecr", "create_repository", json!({"repositoryName": NAME}));
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": NAME}));
    let parameter = json!({"Name": "/names/one", "Value": "found", "Type": "String"});
    stage.boto.call("ssm", "put_parameter", parameter);
    let sources = [("aws_names.py", source("aws_names.py")), ("start.py", source("workshop/start.py"))];
    images.push(&stage.cloud, NAME, "1", &sources);
    let found = told(&mut stage, &[]);
    assert_eq!(found["endpoints"], json!([]), "{found}");
    for by in ["parameter", "dual stack"] {
        assert_eq!(found[by], "found", "{by}: {found}");
    }
    assert_eq!((&found["fips"], &found["account"]), (&json!([]), &json!("000000000000")), "{found}");
    for (absent, service) in [("absent", "lambda"), ("queue", "sqs")] {
        let words = text(&found[absent]);
        assert!(
            words.starts_with("501 ") && words.contains(service) && words.contains("SCOPE.md"),
            "{found}"
        );
    }
    for elsewhere in ["checkip.amazonaws.com", "somebodys-bucket.s3.us-west-2.amazonaws.com"] {
        assert_ne!(found[elsewhere], "198.18.0.1", "{found}");
    }
    let variables =
        ["AWS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"];
    assert_eq!(found["trust"], json!(variables), "{found}");
    // What the task definition says stays said, and costs what it must.
    let found = told(&mut stage, &[("AWS_CA_BUNDLE", "/etc/passwd")]);
    assert_eq!(found["trust"], json!(["AWS_CA_BUNDLE"]), "{found}");
    assert!(text(&found["parameter"]).contains("SSL"), "{found}");
}
