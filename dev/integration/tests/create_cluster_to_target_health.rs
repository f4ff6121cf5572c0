//! The first hour of a user: cluster, instances, task definition, load balancer, service, a page. In: boto3, and again the AWS CLI.
//! Out: healthy targets that answer through the load balancer's name.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::cli::{self, aws};
use integration::stage::{CLUSTER, Stage, text};
use integration::{http, ports};
use serde_json::json;

#[test]
fn with_boto3() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let definition = stage.register(
        "web",
        &json!({
            "portMappings": [{"containerPort": 8080, "hostPort": 0}],
            "environment": [{"name": "NAME", "value": "web"}],
        }),
    );
    let (balancer, group) = (stage.load_balancer("front"), stage.target_group("web"));
    stage.listener(&balancer, port, &group);
    stage.service("web", &definition, 2, Some(&group));
    stage.stable(&["web"]);
    stage.boto.wait("elbv2", "target_in_service", json!({"TargetGroupArn": group}));
    assert_eq!(stage.health(&group), vec![("healthy".to_owned(), String::new()); 2]);
    let page = stage.through(&balancer, port, "/");
    assert_eq!((page.status, page.text().as_str()), (200, "web\n"));
    let service = stage.describe("web");
    assert_eq!((&service["runningCount"], &service["pendingCount"]), (&json!(2), &json!(0)));
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
    let last = text(&service["events"][0]["message"]);
    assert_eq!(last, "(service web) has reached a steady state.");
}

#[test]
fn with_the_aws_cli() {
    if !cli::is_here() {
        return;
    }
    let Some(stage) = Stage::furnished() else { return };
    let (cloud, port) = (&stage.cloud, ports::free().to_string());
    let containers = json!([{
        "name": "app", "image": stage.image(), "memory": 64, "essential": true,
        "portMappings": [{"containerPort": 8080}],
    }]);
    aws(
        cloud,
        &[
            "ecs",
            "register-task-definition",
            "--family",
            "web",
            "--container-definitions",
            &containers.to_string(),
        ],
    );
    let subnets = aws(cloud, &["ec2", "describe-subnets", "--query", "Subnets[:2].SubnetId"]);
    let (first, second) = (text(&subnets[0]), text(&subnets[1]));
    let balancer =
        aws(cloud, &["elbv2", "create-load-balancer", "--name", "front", "--subnets", &first, &second]);
    let (balancer, dns) = (
        text(&balancer["LoadBalancers"][0]["LoadBalancerArn"]),
        text(&balancer["LoadBalancers"][0]["DNSName"]),
    );
    let vpc = text(&aws(cloud, &["ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId"]));
    let group = aws(
        cloud,
        &[
            "elbv2",
            "create-target-group",
            "--name",
            "web",
            "--protocol",
            "HTTP",
            "--port",
            "80",
            "--vpc-id",
            &vpc,
            "--health-check-interval-seconds",
            "5",
            "--health-check-timeout-seconds",
            "2",
            "--healthy-threshold-count",
            "2",
            "--query",
            "TargetGroups[0].TargetGroupArn",
        ],
    );
    let group = text(&group);
    let forward = format!("Type=forward,TargetGroupArn={group}");
    aws(
        cloud,
        &[
            "elbv2",
            "create-listener",
            "--load-balancer-arn",
            &balancer,
            "--protocol",
            "HTTP",
            "--port",
            &port,
            "--default-actions",
            &forward,
        ],
    );
    let behind = format!("targetGroupArn={group},containerName=app,containerPort=8080");
    aws(
        cloud,
        &[
            "ecs",
            "create-service",
            "--cluster",
            CLUSTER,
            "--service-name",
            "web",
            "--task-definition",
            "web",
            "--desired-count",
            "2",
            "--load-balancers",
            &behind,
        ],
    );
    aws(cloud, &["ecs", "wait", "services-stable", "--cluster", CLUSTER, "--services", "web"]);
    aws(cloud, &["elbv2", "wait", "target-in-service", "--target-group-arn", &group]);
    let states = aws(
        cloud,
        &[
            "elbv2",
            "describe-target-health",
            "--target-group-arn",
            &group,
            "--query",
            "TargetHealthDescriptions[].TargetHealth.State",
        ],
    );
    assert_eq!(states, json!(["healthy", "healthy"]));
    let page = http::get(&stage.door(port.parse().unwrap()), &dns, "/").unwrap();
    assert_eq!((page.status, page.text().as_str()), (200, "probe\n"));
}
