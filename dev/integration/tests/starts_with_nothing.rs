//! S1: no account, no token, no configuration. In: the program and an empty directory. Out: Ready, health, an account.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::boto::Boto;
use integration::cloud::{Cloud, How};
use integration::{cli, http};
use serde_json::json;

#[test]
fn ready_health_and_account() {
    let Some(cloud) = Cloud::start() else { return };
    assert_eq!(cloud.said().lines().filter(|line| *line == "Ready.").count(), 1, "{}", cloud.said());
    let health = cloud.page("/_localstack/health");
    assert_eq!(health["services"]["ecs"], "available");
    assert!(health["edition"].is_string() && health["version"].is_string(), "{health}");
    let head =
        http::send(&cloud.address(), &[("host", "localhost")], "HEAD", "/_localstack/health", &[]).unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    let Some(mut boto) = Boto::start(&cloud) else { return };
    assert_eq!(boto.call("sts", "get_caller_identity", json!({}))["Account"], "000000000000");
}

#[test]
fn variables_of_other_local_clouds_are_accepted() {
    let variables =
        [("SERVICES", "ecs,sns"), ("PERSISTENCE", "1"), ("DEBUG", "1"), ("LOCALSTACK_AUTH_TOKEN", "x")];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let Some(cloud) = Cloud::start_how(How { variables, ..How::usual() }) else { return };
    assert_eq!(cloud.page("/_localstack/health")["services"]["ecr"], "available");
}

#[test]
fn an_access_key_of_twelve_digits_is_the_account() {
    let Some(cloud) = Cloud::start() else { return };
    let Some(mut seat) = Boto::start_as(&cloud, "111122223333", "eu-west-1") else { return };
    assert_eq!(seat.call("sts", "get_caller_identity", json!({}))["Account"], "111122223333");
    let made = seat.call("ecs", "create_cluster", json!({"clusterName": "mine"}));
    assert_eq!(made["cluster"]["clusterArn"], "arn:aws:ecs:eu-west-1:111122223333:cluster/mine");
    let Some(mut other) = Boto::start_as(&cloud, "444455556666", "eu-west-1") else { return };
    assert_eq!(other.call("ecs", "list_clusters", json!({}))["clusterArns"], json!([]));
}

#[test]
fn the_cli_needs_no_configuration() {
    if !cli::is_here() {
        return;
    }
    let Some(cloud) = Cloud::start() else { return };
    assert_eq!(cli::aws(&cloud, &["sts", "get-caller-identity"])["Account"], "000000000000");
}
