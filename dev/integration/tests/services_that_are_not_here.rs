//! A service of AWS that this product does not have is refused by name, in the form its clients read, at once. In: every service botocore
//! knows, and the AWS CLI. Out: 501 `NotImplemented` with the service, SCOPE.md and the way to do without.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::cloud::Cloud;
use integration::stage::Stage;
use integration::{boto, cli, http};
use serde_json::{Value, json};

/// The services that are here, by botocore's names: each has a file that says what of it is.
fn here() -> Vec<String> {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scope")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned())).collect()
}

#[test]
fn every_service_botocore_knows_is_refused_by_name_and_without_a_retry() {
    let Some(cloud) = Cloud::start() else { return };
    let Some(said) =
        boto::program(&cloud, "absent_services.py", &here().iter().map(String::as_str).collect::<Vec<_>>())
    else {
        return;
    };
    let mut lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let all = lines.pop().unwrap();
    assert!(lines.is_empty(), "{said}");
    let (services, calls) = (all["services"].as_u64().unwrap(), all["calls"].as_u64().unwrap());
    assert!(services >= 300 && calls == services, "{all}");
}

#[test]
fn the_command_line_shows_the_way_to_do_without() {
    let Some(cloud) = Cloud::start() else { return };
    if !cli::is_here() {
        return;
    }
    // The CLI reads AWS_ENDPOINT_URL for most services, for SQS only this.
    let endpoint = cloud.endpoint();
    for (words, names) in [
        ("lambda list-functions", ["AWS Lambda (lambda GET /2015-03-31/functions)", "as an ECS service"]),
        ("route53 list-hosted-zones", ["Amazon Route 53 (route53 GET /2013-04-01/hostedzone)", "Cloud Map"]),
        ("efs describe-file-systems", ["Amazon Elastic File System (elasticfilesystem", "Docker volume"]),
        ("eks list-clusters", ["Amazon Elastic Kubernetes Service (eks GET /clusters)", "Amazon ECS"]),
        ("rds describe-db-instances", ["(rds DescribeDBInstances)", "as an ECS service"]),
        ("s3 ls", ["Amazon Simple Storage Service (s3 GET /)", "s3/ of the data directory"]),
        ("s3 mb s3://bucket", ["(s3 PUT /bucket)", "a store that speaks S3"]),
        ("sqs list-queues", ["Amazon Simple Queue Service (sqs ListQueues)", "SNS topic"]),
        ("iam list-users", ["AWS Identity and Access Management (iam ListUsers)", "no policy is checked"]),
        (
            "secretsmanager list-secrets",
            ["AWS Secrets Manager (secretsmanager ListSecrets)", "Parameter Store"],
        ),
        ("events list-rules", ["Amazon EventBridge (events ListRules)", "alarms"]),
        ("kms list-keys", ["AWS Key Management Service (kms ListKeys)", "SecureString"]),
        ("cloudformation list-stacks", ["AWS CloudFormation (cloudformation ListStacks)", "Terraform"]),
        ("stepfunctions list-state-machines", ["AWS Step Functions (states ListStateMachines)", "RunTask"]),
    ] {
        let all: Vec<_> = words.split(' ').chain(["--endpoint-url", &endpoint]).collect();
        let output = cli::run(&cloud, &all);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains("NotImplemented"), "{words}: {said}");
        let told = names.iter().all(|name| said.contains(name)) && said.contains("see SCOPE.md. Instead: ");
        assert!(told, "{words}: {said}");
    }
}

#[test]
fn an_object_that_is_refused_leaves_the_connection_in_order() {
    let Some(mut stage) = Stage::bare() else { return };
    // botocore asks before it sends a body; refused before it has sent one (there is none), it must not wait for what never comes.
    for body in ["", "abc", "abc", ""] {
        let refused =
            stage.boto.refused("s3", "put_object", json!({"Bucket": "b", "Key": "k", "Body": body}));
        assert_eq!((refused.status, &*refused.code), (501, "NotImplemented"), "{refused:?}");
    }
    let headers = [("host", "localhost"), ("authorization", &*signature("s3"))];
    let reply = http::send(&stage.cloud.address(), &headers, "PUT", "/b/k", b"").unwrap();
    assert_eq!(reply.header("connection"), Some("close"), "{reply:?}");
}

fn signature(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20261122/us-west-2/{service}/aws4_request, SignedHeaders=host, Signature=00"
    )
}

#[test]
fn paths_of_other_rooms_stay_their_own() {
    let Some(cloud) = Cloud::start() else { return };
    let ask = |path: &str, authorization: &str| {
        let headers = [("host", "localhost"), ("authorization", authorization)];
        http::send(&cloud.address(), &headers, "GET", path, b"").unwrap()
    };
    let login = "Basic QVdTOnRlc3Q=";
    let registry = ask("/v2/", login);
    assert_eq!(registry.header("docker-distribution-api-version"), Some("registry/2.0"), "{registry:?}");
    assert_eq!(ask("/health", login).status, 200);
    for (path, service, name) in [
        ("/v2/email/identities", "ses", "Amazon Simple Email Service"),
        ("/health", "s3", "Amazon Simple Storage Service"),
    ] {
        let refused = ask(path, &signature(service));
        assert!(refused.status == 501 && refused.text().contains(name), "{path}: {refused:?}");
    }
}
