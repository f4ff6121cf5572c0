//! What the two accounts' clusters hold. In: the cloud's endpoint. Out: services and instances. Never here: orders, tables.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde_json::{Value, json};

use super::{Instance, Service, Task};
use crate::client::{Aws, AwsError, JsonService, QueryService};
use crate::platform::{ATTENDEE_ACCOUNT, HQ, HQ_ACCOUNT, PLATFORM, PlatformError, REGION};

type Found = (Vec<Service>, Vec<Instance>);

/// Both clusters; one that is not there has nothing.
pub(crate) async fn all(endpoint: SocketAddr) -> Result<Found, PlatformError> {
    let (mut services, mut instances) = (Vec::new(), Vec::new());
    for (account, cluster) in [(HQ_ACCOUNT, HQ), (ATTENDEE_ACCOUNT, PLATFORM)] {
        let aws = Aws::new(endpoint, account, REGION);
        match one(&aws, cluster).await {
            Ok((some, more)) => {
                services.extend(some);
                instances.extend(more);
            }
            Err(error) if error.is("ClusterNotFoundException") => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok((services, instances))
}

async fn one(aws: &Aws, cluster: &str) -> Result<Found, AwsError> {
    let arns = every(aws, "ListServices", "serviceArns", json!({ "cluster": cluster })).await?;
    let mut services = Vec::new();
    // DescribeServices takes ten at a time.
    for some in arns.chunks(10) {
        let asked = json!({ "cluster": cluster, "services": some });
        for service in members(&aws.json(JsonService::Ecs, "DescribeServices", asked).await?, "services") {
            services.push(read_service(aws, cluster, service).await?);
        }
    }
    Ok((services, instances(aws, cluster).await?))
}

/// All pages of a list.
async fn every(aws: &Aws, operation: &str, list: &str, mut asked: Value) -> Result<Vec<Value>, AwsError> {
    let mut all = Vec::new();
    loop {
        let answer = aws.json(JsonService::Ecs, operation, asked.clone()).await?;
        all.extend_from_slice(members(&answer, list));
        match answer.get("nextToken") {
            Some(token) if token.is_string() => asked["nextToken"] = token.clone(),
            _ => return Ok(all),
        }
    }
}

fn members<'a>(answer: &'a Value, list: &str) -> &'a [Value] {
    answer.get(list).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What follows the last `/` of an ARN.
fn short(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn read_service(aws: &Aws, cluster: &str, service: &Value) -> Result<Service, AwsError> {
    let count = |name: &str| service[name].as_u64().unwrap_or(0);
    let mut targets = BTreeMap::new();
    for group in members(service, "loadBalancers") {
        count_targets(aws, &text(group, "targetGroupArn"), &mut targets).await?;
    }
    Ok(Service {
        account: aws.account().to_owned(),
        cluster: cluster.to_owned(),
        name: text(service, "serviceName"),
        desired: count("desiredCount"),
        running: count("runningCount"),
        pending: count("pendingCount"),
        rollout: members(service, "deployments").first().map(|d| text(d, "rolloutState")).unwrap_or_default(),
        targets,
    })
}

async fn count_targets(aws: &Aws, group: &str, into: &mut BTreeMap<String, u64>) -> Result<(), AwsError> {
    let asked = [("TargetGroupArn", group)];
    let answer = aws.query(QueryService::LoadBalancing, "DescribeTargetHealth", &asked).await?;
    for target in answer.list("DescribeTargetHealthResult/TargetHealthDescriptions") {
        let state = target.text_at("TargetHealth/State").unwrap_or("unknown");
        *into.entry(state.to_owned()).or_default() += 1;
    }
    Ok(())
}

async fn instances(aws: &Aws, cluster: &str) -> Result<Vec<Instance>, AwsError> {
    let asked = json!({ "cluster": cluster });
    let arns = every(aws, "ListContainerInstances", "containerInstanceArns", asked).await?;
    let tasks = tasks(aws, cluster).await?;
    let mut instances = Vec::new();
    for some in arns.chunks(100) {
        let asked = json!({ "cluster": cluster, "containerInstances": some });
        let answer = aws.json(JsonService::Ecs, "DescribeContainerInstances", asked).await?;
        for instance in members(&answer, "containerInstances") {
            let own = tasks.get(&text(instance, "containerInstanceArn"));
            instances.push(Instance {
                id: text(instance, "ec2InstanceId"),
                zone: zone(instance),
                cluster: cluster.to_owned(),
                tasks: own.cloned().unwrap_or_default(),
            });
        }
    }
    instances.sort_by(|one, other| (&one.zone, &one.id).cmp(&(&other.zone, &other.id)));
    Ok(instances)
}

fn zone(instance: &Value) -> String {
    let mut attributes = members(instance, "attributes").iter();
    let zone = attributes.find(|one| one["name"] == "ecs.availability-zone");
    zone.map(|one| text(one, "value")).unwrap_or_default()
}

/// Tasks by the ARN of their container instance.
async fn tasks(aws: &Aws, cluster: &str) -> Result<BTreeMap<String, Vec<Task>>, AwsError> {
    let arns = every(aws, "ListTasks", "taskArns", json!({ "cluster": cluster })).await?;
    let mut tasks: BTreeMap<String, Vec<Task>> = BTreeMap::new();
    for some in arns.chunks(100) {
        let asked = json!({ "cluster": cluster, "tasks": some });
        for task in members(&aws.json(JsonService::Ecs, "DescribeTasks", asked).await?, "tasks") {
            let definition = short(&text(task, "taskDefinitionArn"));
            let status = text(task, "lastStatus");
            tasks.entry(text(task, "containerInstanceArn")).or_default().push(Task { definition, status });
        }
    }
    for list in tasks.values_mut() {
        list.sort_by(|one, other| one.definition.cmp(&other.definition));
    }
    Ok(tasks)
}
