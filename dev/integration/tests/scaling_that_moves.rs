//! Scaling that moves: a service follows the requests that reach it, the CPU it uses and an alarm of its owner's, up and down again, by
//! boto3 and the AWS CLI, thirty times faster than on AWS. In: load. Out: desired counts, and activities in AWS's words.

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use integration::cloud::How;
use integration::patience::until;
use integration::stage::{CLUSTER, Stage, array, text};
use integration::{cli, http, ports};
use serde_json::{Value, json};

/// A minute takes two seconds.
const SPEED: &str = "30";
const DIMENSION: &str = "ecs:service:DesiredCount";

fn stage() -> Option<Stage> {
    let mut how = How::usual();
    how.arguments.extend(["--clock-speed".into(), SPEED.into()]);
    Stage::furnished_how(how)
}

fn resource() -> String {
    format!("service/{CLUSTER}/web")
}

/// A call about the service `web`.
fn scaling(stage: &mut Stage, operation: &str, more: Value) -> Value {
    let mut asked =
        json!({"ServiceNamespace": "ecs", "ScalableDimension": DIMENSION, "ResourceId": resource()});
    for (name, value) in more.as_object().unwrap() {
        asked[name] = value.clone();
    }
    stage.boto.call("application-autoscaling", operation, asked)
}

fn register(stage: &mut Stage, max: u32) {
    scaling(stage, "register_scalable_target", json!({"MinCapacity": 1, "MaxCapacity": max}));
}

fn track(stage: &mut Stage, metric: &Value, target: f64) {
    let rule = json!({
        "PredefinedMetricSpecification": metric, "TargetValue": target, "ScaleOutCooldown": 60, "ScaleInCooldown": 60,
    });
    let policy = json!({
        "PolicyName": "follow", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": rule,
    });
    let put = scaling(stage, "put_scaling_policy", policy);
    assert_eq!(array(&put["Alarms"]).len(), 2, "{put}");
}

/// The activities of the service, newest first.
fn activities(stage: &mut Stage, all: bool) -> Vec<Value> {
    let told = scaling(stage, "describe_scaling_activities", json!({"IncludeNotScaledActivities": all}));
    array(&told["ScalingActivities"])
}

fn wants(stage: &mut Stage, count: i64) {
    until(&format!("{count} wanted"), || {
        let service = stage.describe("web");
        if service["desiredCount"] == count && service["runningCount"] == count {
            return Ok(());
        }
        let newest: Vec<String> = activities(stage, true).iter().take(2).map(Value::to_string).collect();
        Err(format!("{} wanted, {} running; {newest:?}", service["desiredCount"], service["runningCount"]))
    });
}

/// Steady requests until dropped.
struct Trickle {
    over: Arc<AtomicBool>,
    client: Option<JoinHandle<()>>,
}

impl Trickle {
    /// One about every `pause`.
    fn begin(address: String, host: String, pause: Duration) -> Trickle {
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        let client = thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                drop(http::get(&address, &host, "/"));
                thread::sleep(pause);
            }
        });
        Trickle { over, client: Some(client) }
    }
}

impl Drop for Trickle {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        drop(self.client.take().map(JoinHandle::join));
    }
}

#[test]
fn a_service_follows_its_requests_from_one_task_to_four_and_back() {
    let Some(mut stage) = stage() else { return };
    let balancer = stage.load_balancer("front");
    let group = stage.target_group("web");
    let port = ports::free();
    stage.listener(&balancer, port, &group);
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    stage.service("web", &definition, 1, Some(&group));
    stage.stable(&["web"]);
    register(&mut stage, 4);
    let label = format!(
        "{}/{}",
        balancer.arn.rsplit_once("loadbalancer/").unwrap().1,
        group.rsplit(':').next().unwrap()
    );
    let metric = json!({"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label});
    // About 40 requests a minute of this clock, and never fewer than what takes four tasks at this target.
    track(&mut stage, &metric, 8.0);
    let host = format!("{}:{port}", balancer.dns_name);
    let load = Trickle::begin(stage.door(port), host, Duration::from_millis(50));
    wants(&mut stage, 4);
    let newest = until("fulfilled", || {
        let newest = activities(&mut stage, false).remove(0);
        if newest["StatusCode"] == "Successful" { Ok(newest) } else { Err(newest.to_string()) }
    });
    assert_eq!(newest["Description"], "Setting desired count to 4.");
    let message = "Successfully set desired count to 4. Change successfully fulfilled by ecs.";
    assert_eq!(newest["StatusMessage"], message);
    let cause = text(&newest["Cause"]);
    let alarm = format!("monitor alarm TargetTracking-service/{CLUSTER}/web-AlarmHigh-");
    assert!(
        cause.starts_with(&alarm) && cause.ends_with(" in state ALARM triggered policy follow"),
        "{cause}"
    );
    drop(load);
    wants(&mut stage, 1);
    let told = activities(&mut stage, false);
    let counts: Vec<String> = told.iter().rev().map(|it| text(&it["Description"])).collect();
    assert_eq!(counts.last().unwrap(), "Setting desired count to 1.", "{counts:?}");
    assert!(text(&told[0]["Cause"]).contains("-AlarmLow-"), "{}", told[0]);
}

#[test]
fn a_service_follows_its_cpu_and_stays_where_it_is_while_scaling_is_suspended() {
    let Some(mut stage) = stage() else { return };
    let port = json!([{"containerPort": 8080, "hostPort": 0}]);
    let definition = stage.register("web", &json!({"cpu": 128, "portMappings": port}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    register(&mut stage, 2);
    let suspend = |suspended: bool| json!({"SuspendedState": {"DynamicScalingOutSuspended": suspended}});
    scaling(&mut stage, "register_scalable_target", suspend(true));
    track(&mut stage, &json!({"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}), 50.0);
    // Half a core is 400 % of 128 units.
    let task = stage.tasks("web", "RUNNING").remove(0);
    let address = format!(
        "{}:{}",
        stage.address_of(&text(&task["containerInstanceArn"])),
        task["containers"][0]["networkBindings"][0]["hostPort"]
    );
    assert_eq!(http::get(&address, "web", "/burn?ms=90000").unwrap().status, 200);
    let explained = until("held back", || {
        let page = stage.cloud.page("/_interstella/explain?kind=service&name=web").to_string();
        if page.contains("triggered policy follow, not scaled: suspended") { Ok(page) } else { Err(page) }
    });
    assert!(explained.contains("scaling: between 1 and 2 tasks, scaling out suspended"), "{explained}");
    assert_eq!(stage.describe("web")["desiredCount"], 1);
    scaling(&mut stage, "register_scalable_target", suspend(false));
    wants(&mut stage, 2);
    // The first task goes on: more than two tasks would be needed, and there are no more.
    let reasons = until("held at the maximum", || {
        let told = activities(&mut stage, true);
        let reasons = told.iter().find(|it| it["NotScaledReasons"][0]["Code"] == "AlreadyAtMaxCapacity");
        reasons.cloned().ok_or_else(|| format!("{told:?}"))
    });
    assert_eq!(reasons["NotScaledReasons"][0]["MaxCapacity"], 2);
    assert_eq!(reasons["Description"], "Attempting to scale due to alarm triggered");
    assert!(activities(&mut stage, false).iter().all(|it| it["NotScaledReasons"].is_null()));
}

#[test]
fn an_alarm_of_ones_own_takes_steps_and_a_schedule_moves_the_bounds() {
    let Some(mut stage) = stage() else { return };
    if !cli::is_here() {
        return;
    }
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    let resource = resource();
    let of = ["--service-namespace", "ecs", "--scalable-dimension", DIMENSION, "--resource-id", &resource];
    let aws = |stage: &Stage, operation: &str, more: &[&str]| {
        cli::aws(&stage.cloud, &[&["application-autoscaling", operation], &of[..], more].concat())
    };
    aws(&stage, "register-scalable-target", &["--min-capacity", "1", "--max-capacity", "5"]);
    let steps = "AdjustmentType=ChangeInCapacity,Cooldown=60,MetricAggregationType=Maximum,StepAdjustments=[\
                 {MetricIntervalLowerBound=0,MetricIntervalUpperBound=50,ScalingAdjustment=1},\
                 {MetricIntervalLowerBound=50,ScalingAdjustment=3}]";
    let more = [
        "--policy-name",
        "more",
        "--policy-type",
        "StepScaling",
        "--step-scaling-policy-configuration",
        steps,
    ];
    let arn = text(&aws(&stage, "put-scaling-policy", &more)["PolicyARN"]);
    let alarm = [
        "cloudwatch",
        "put-metric-alarm",
        "--alarm-name",
        "backlog",
        "--namespace",
        "Shop",
        "--metric-name",
        "Backlog",
        "--statistic",
        "Average",
        "--period",
        "60",
        "--evaluation-periods",
        "1",
        "--threshold",
        "100",
        "--comparison-operator",
        "GreaterThanOrEqualToThreshold",
        "--alarm-actions",
        &arn,
    ];
    cli::aws(&stage.cloud, &alarm);
    until("four wanted", || {
        let data = json!([{"MetricName": "Backlog", "Value": 180.0, "StorageResolution": 1}]);
        stage.boto.call("cloudwatch", "put_metric_data", json!({"Namespace": "Shop", "MetricData": data}));
        let count = stage.describe("web")["desiredCount"].clone();
        if count == 4 { Ok(()) } else { Err(count.to_string()) }
    });
    let newest = activities(&mut stage, false).remove(0);
    assert_eq!(newest["Cause"], "monitor alarm backlog in state ALARM triggered policy more");
    let named = aws(&stage, "describe-scaling-policies", &[]);
    assert_eq!(named["ScalingPolicies"][0]["Alarms"][0]["AlarmName"], "backlog");

    let night = json!({
        "ScheduledActionName": "night", "Schedule": "rate(1 minute)", "ScalableTargetAction": {"MinCapacity": 0, "MaxCapacity": 2},
    });
    scaling(&mut stage, "put_scheduled_action", night);
    wants(&mut stage, 2);
    let told = activities(&mut stage, false);
    let bounds = told.iter().find(|it| it["Cause"] == "scheduled action name night was triggered").unwrap();
    assert_eq!(bounds["StatusMessage"], "Successfully set min capacity to 0 and max capacity to 2");
    assert!(told.iter().any(|it| it["Cause"] == "maximum capacity was set to 2"), "{told:?}");
    aws(&stage, "deregister-scalable-target", &[]);
    let gone = stage.boto.refused(
        "application-autoscaling",
        "deregister_scalable_target",
        json!({"ServiceNamespace": "ecs", "ScalableDimension": DIMENSION, "ResourceId": resource}),
    );
    assert_eq!(gone.code, "ObjectNotFoundException");
}
