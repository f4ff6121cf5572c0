//! Metrics: values of one's own are read back by boto3, the AWS CLI and bare requests, after a crash too; and what a service and its load
//! balancer really did is told a minute later. In: boto3, the CLI, traffic. Out: datapoints.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::{SystemTime, UNIX_EPOCH};

use integration::cli;
use integration::patience::until;
use integration::stage::{CLUSTER, Stage, array, text};
use serde_json::{Value, json};

/// A span of time around now, as boto3 takes it: seconds since 1970.
fn around_now() -> (Value, Value) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    (json!(now - 900), json!(now + 900))
}

fn statistics(
    stage: &mut Stage,
    metric: &str,
    namespace: &str,
    dimensions: &Value,
    wanted: &str,
) -> Vec<Value> {
    let (start, end) = around_now();
    let asked = json!({
        "Namespace": namespace, "MetricName": metric, "Dimensions": dimensions, "StartTime": start, "EndTime": end,
        "Period": 1800, "Statistics": [wanted, "SampleCount"],
    });
    array(&stage.boto.call("cloudwatch", "get_metric_statistics", asked)["Datapoints"])
}

/// The sum of a metric once it has at least `least`.
fn sum_of(stage: &mut Stage, metric: &str, dimensions: &Value, least: f64) -> f64 {
    until(&format!("{metric} of at least {least}"), || {
        let points = statistics(stage, metric, "AWS/ApplicationELB", dimensions, "Sum");
        let sum: f64 = points.iter().filter_map(|point| point["Sum"].as_f64()).sum();
        if sum >= least { Ok(sum) } else { Err(format!("{points:?}")) }
    })
}

#[test]
fn values_of_ones_own_come_back_in_every_protocol_and_after_a_crash() {
    let Some(mut stage) = Stage::bare() else { return };
    let room = json!([{"Name": "Room", "Value": "blue"}]);
    // More than 10 KiB: boto3 compresses it.
    let counted: Vec<Value> = (0..200)
        .map(|_| json!({"MetricName": "Orders", "Dimensions": room, "Values": [1.0, 3.0], "Counts": [3.0, 1.0], "Unit": "Count"}))
        .collect();
    stage.boto.call("cloudwatch", "put_metric_data", json!({"Namespace": "Shop", "MetricData": counted}));
    let words = [
        "cloudwatch",
        "put-metric-data",
        "--namespace",
        "Shop",
        "--metric-name",
        "Orders",
        "--unit",
        "Count",
    ];
    if cli::is_here() {
        cli::aws(&stage.cloud, &[&words[..], &["--dimensions", "Room=blue", "--value", "6"]].concat());
        let listed = cli::aws(&stage.cloud, &["cloudwatch", "list-metrics", "--namespace", "Shop"]);
        assert_eq!(
            listed["Metrics"],
            json!([{"Namespace": "Shop", "MetricName": "Orders", "Dimensions": room}])
        );
    } else {
        let one = json!([{"MetricName": "Orders", "Dimensions": room, "Value": 6.0, "Unit": "Count"}]);
        stage.boto.call("cloudwatch", "put_metric_data", json!({"Namespace": "Shop", "MetricData": one}));
    }
    let refused = json!({"Namespace": "AWS/ECS", "MetricData": [{"MetricName": "m", "Value": 1.0}]});
    let refusal = stage.boto.refused("cloudwatch", "put_metric_data", refused);
    assert_eq!((refusal.code.as_str(), refusal.status), ("InvalidParameterValue", 400));
    for crashed in [false, true] {
        let points = statistics(&mut stage, "Orders", "Shop", &room, "Sum");
        let sums: f64 = points.iter().filter_map(|point| point["Sum"].as_f64()).sum();
        let counts: f64 = points.iter().filter_map(|point| point["SampleCount"].as_f64()).sum();
        assert_eq!((sums, counts), (1206.0, 801.0), "{points:?}");
        if !crashed {
            stage.cloud.kill();
            stage.cloud.start_again();
        }
    }
    let (start, end) = around_now();
    let stat = json!({"Metric": {"Namespace": "Shop", "MetricName": "Orders", "Dimensions": room}, "Period": 1800, "Stat": "p50"});
    let asked = json!({"MetricDataQueries": [{"Id": "median", "MetricStat": stat}], "StartTime": start, "EndTime": end});
    let answer = stage.boto.call("cloudwatch", "get_metric_data", asked);
    let result = &answer["MetricDataResults"][0];
    let median = result["Values"][0].as_f64().unwrap();
    assert_eq!((text(&result["Id"]), text(&result["StatusCode"])), ("median".into(), "Complete".into()));
    assert!((median - 1.0).abs() < 0.02, "{answer}");
}

#[test]
fn a_service_and_its_load_balancer_tell_what_they_did() {
    let Some(mut stage) = Stage::furnished() else { return };
    let balancer = stage.load_balancer("front");
    let group = stage.target_group("web");
    let port = integration::ports::free();
    stage.listener(&balancer, port, &group);
    let definition = stage.register(
        "web",
        &json!({"cpu": 128, "memory": 64, "portMappings": [{"containerPort": 8080, "hostPort": 0}]}),
    );
    stage.service("web", &definition, 2, Some(&group));
    stage.stable(&["web"]);
    for _ in 0..25 {
        assert_eq!(stage.through(&balancer, port, "/").status, 200);
    }
    let load_balancer = balancer.arn.rsplit_once("loadbalancer/").unwrap().1.to_owned();
    let group_name = group.rsplit(':').next().unwrap().to_owned();
    let whole = json!([{"Name": "LoadBalancer", "Value": load_balancer}]);
    let part = json!([{"Name": "TargetGroup", "Value": group_name}, {"Name": "LoadBalancer", "Value": load_balancer}]);
    assert_eq!(sum_of(&mut stage, "RequestCount", &whole, 25.0), 25.0);
    assert_eq!(sum_of(&mut stage, "HTTPCode_Target_2XX_Count", &part, 25.0), 25.0);
    assert_eq!(sum_of(&mut stage, "RequestCountPerTarget", &part, 12.5), 12.5);
    let healthy = statistics(&mut stage, "HealthyHostCount", "AWS/ApplicationELB", &part, "Maximum");
    assert_eq!(healthy[0]["Maximum"], 2.0, "{healthy:?}");
    let cluster = json!([{"Name": "ClusterName", "Value": CLUSTER}]);
    let reserved = statistics(&mut stage, "CPUReservation", "AWS/ECS", &cluster, "Maximum");
    assert!(reserved[0]["Maximum"].as_f64().unwrap() > 0.0, "{reserved:?}");
}
