//! Services. In: what is to run how often. Out: a service that runs it, steady. Never here: where its tasks go.

use std::time::Duration;

use serde_json::{Value, json};

use super::PlatformError;
use super::waiting::{Look, until};
use crate::client::{Aws, JsonService, QueryService};

const PATIENCE: Duration = Duration::from_secs(120);

/// Where a service is: its cluster, its name (also its container's), the ARN of its target group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) cluster: &'a str,
    pub(crate) name: &'a str,
    pub(crate) group: &'a str,
}

/// A service behind a target group.
pub(crate) struct Plan<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) definition: &'a str,
    /// How many there are at least; more, if the user asked for more, stay.
    pub(crate) count: u64,
    pub(crate) container_port: u16,
    /// Whether the old task must be gone before the new one starts.
    pub(crate) alone: bool,
}

/// Makes the service, or has it run this definition.
pub(crate) async fn ensure(aws: &Aws, plan: &Plan<'_>) -> Result<(), PlatformError> {
    let Some(present) = describe(aws, &plan.place).await?.filter(|service| service["status"] == "ACTIVE")
    else {
        aws.json(JsonService::Ecs, "CreateService", creation(plan)).await?;
        return Ok(());
    };
    let count = present["desiredCount"].as_u64().unwrap_or(0).max(plan.count);
    if present["taskDefinition"] != plan.definition || present["desiredCount"] != count {
        let change = json!({
            "cluster": plan.place.cluster, "service": plan.place.name,
            "taskDefinition": plan.definition, "desiredCount": count,
        });
        aws.json(JsonService::Ecs, "UpdateService", change).await?;
    }
    Ok(())
}

fn creation(plan: &Plan<'_>) -> Value {
    let (least, most) = if plan.alone { (0, 100) } else { (100, 200) };
    json!({
        "cluster": plan.place.cluster,
        "serviceName": plan.place.name,
        "taskDefinition": plan.definition,
        "desiredCount": plan.count,
        "launchType": "EC2",
        "loadBalancers": [{
            "targetGroupArn": plan.place.group, "containerName": plan.place.name, "containerPort": plan.container_port,
        }],
        "healthCheckGracePeriodSeconds": 30,
        "deploymentConfiguration": { "minimumHealthyPercent": least, "maximumPercent": most },
        "placementStrategy": [
            { "type": "spread", "field": "attribute:ecs.availability-zone" },
            { "type": "spread", "field": "instanceId" },
        ],
    })
}

async fn describe(aws: &Aws, place: &Place<'_>) -> Result<Option<Value>, PlatformError> {
    let asked = json!({ "cluster": place.cluster, "services": [place.name] });
    let mut answer = aws.json(JsonService::Ecs, "DescribeServices", asked).await?;
    Ok(answer.pointer_mut("/services/0").map(Value::take))
}

/// Waits until one deployment is left, all its tasks run and all of them are healthy targets.
pub(crate) async fn steady(aws: &Aws, place: &Place<'_>) -> Result<(), PlatformError> {
    let what = format!("service {} steady", place.name);
    until(&what, PATIENCE, || is_steady(aws, place)).await
}

async fn is_steady(aws: &Aws, place: &Place<'_>) -> Result<Look<()>, PlatformError> {
    let Some(service) = describe(aws, place).await? else {
        return Ok(Look::NotYet("no such service".to_owned()));
    };
    let (running, desired) = (service["runningCount"].as_u64(), service["desiredCount"].as_u64());
    let deployments = service["deployments"].as_array().map_or(0, Vec::len);
    if running != desired || deployments != 1 {
        return Ok(Look::NotYet(news(aws, place, &service).await?));
    }
    let healthy = healthy(aws, place.group).await?;
    match healthy >= desired.unwrap_or(0) {
        true => Ok(Look::Ready(())),
        false => Ok(Look::NotYet(format!("{healthy} healthy targets of {}", desired.unwrap_or(0)))),
    }
}

/// Counts, the last event, and why the last task stopped.
async fn news(aws: &Aws, place: &Place<'_>, service: &Value) -> Result<String, PlatformError> {
    let (running, desired) = (&service["runningCount"], &service["desiredCount"]);
    let event = service.pointer("/events/0/message").and_then(Value::as_str).unwrap_or("no event yet");
    let asked = json!({ "cluster": place.cluster, "serviceName": place.name, "desiredStatus": "STOPPED" });
    let stopped = aws.json(JsonService::Ecs, "ListTasks", asked).await?;
    let mut text = format!("{running} of {desired} tasks run; {event}");
    if let Some(task) = stopped.pointer("/taskArns/0") {
        let asked = json!({ "cluster": place.cluster, "tasks": [task] });
        let answer = aws.json(JsonService::Ecs, "DescribeTasks", asked).await?;
        let word = |path: &str| answer.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        text = format!(
            "{text}; a task stopped: {} {}",
            word("/tasks/0/stoppedReason"),
            word("/tasks/0/containers/0/reason")
        );
    }
    Ok(text)
}

async fn healthy(aws: &Aws, group: &str) -> Result<u64, PlatformError> {
    let asked = [("TargetGroupArn", group)];
    let answer = aws.query(QueryService::LoadBalancing, "DescribeTargetHealth", &asked).await?;
    let targets = answer.list("DescribeTargetHealthResult/TargetHealthDescriptions").iter();
    Ok(targets.filter(|target| target.text_at("TargetHealth/State") == Some("healthy")).count() as u64)
}

/// The services of the attendee with how many tasks they have.
pub(crate) const COUNTS: [(&str, u64); 3] = [("iridium", 2), ("magnesite", 2), ("fulfillment", 1)];

/// How many tasks a service of the attendee has.
pub(crate) fn count_of(name: &str) -> u64 {
    COUNTS.iter().find(|(known, _)| *known == name).map_or(1, |(_, count)| *count)
}
