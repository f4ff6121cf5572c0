//! Task metadata v3/v4 and credentials (169.254.170.2). In: a path and what the owner knows of the asking task.
//! Out: a reply. Never here: reading what a container uses, task protection.
//!
//! Endpoint ids are per container: `/v4/<id>`; credentials are found by `/v2/credentials/<id>`.

use serde_json::{Map, Value, json};

use super::stats::{self, Readings};
use super::{Credentials, Reply};

/// A task as its own containers may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFacts {
    /// Cluster ARN or name.
    pub cluster: String,
    /// Task ARN.
    pub task_arn: String,
    /// Task definition family.
    pub family: String,
    /// Task definition revision.
    pub revision: u32,
    /// `RUNNING` or `STOPPED`.
    pub desired_status: String,
    /// `PENDING`, `RUNNING`, …
    pub known_status: String,
    /// Zone.
    pub availability_zone: String,
    /// `EC2` or `FARGATE`.
    pub launch_type: String,
    /// VPC, if known.
    pub vpc_id: Option<String>,
    /// CPU units and MiB of the whole task, where its definition gives them.
    pub limits: (Option<i64>, Option<i64>),
    /// Service name, if the task is one's.
    pub service_name: Option<String>,
    /// RFC 3339.
    pub pull_started_at: Option<String>,
    /// RFC 3339.
    pub pull_stopped_at: Option<String>,
    /// Tags of the task.
    pub tags: Vec<(String, String)>,
    /// In definition order.
    pub containers: Vec<ContainerFacts>,
    /// The task role, if any.
    pub role: Option<TaskRole>,
    /// Tags of its container instance.
    pub instance_tags: Vec<(String, String)>,
}

/// A container as the metadata shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerFacts {
    /// The id in its `ECS_CONTAINER_METADATA_URI_V4`.
    pub endpoint_id: String,
    /// 64 hexadecimal digits.
    pub runtime_id: String,
    /// Name in the task definition.
    pub name: String,
    /// Docker-style name, `ecs-family-revision-name-…`.
    pub docker_name: String,
    /// Image as written.
    pub image: String,
    /// `sha256:…`.
    pub image_id: String,
    /// Container ARN.
    pub container_arn: String,
    /// Desired status.
    pub desired_status: String,
    /// Known status.
    pub known_status: String,
    /// CPU units.
    pub cpu: u32,
    /// MiB.
    pub memory_mib: Option<u32>,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// RFC 3339.
    pub started_at: Option<String>,
    /// `bridge`, `awsvpc`, …
    pub network_mode: String,
    /// The container's address.
    pub address: String,
    /// The interface of a task with an address of its own.
    pub interface: Option<InterfaceFacts>,
    /// (container port, host port).
    pub ports: Vec<(u16, u16)>,
    /// For example `awslogs`, with its options.
    pub log: Option<(String, Vec<(String, String)>)>,
    /// Labels the user gave it.
    pub labels: Vec<(String, String)>,
    /// Once it has ended.
    pub exit_code: Option<i64>,
    /// If it has a health check.
    pub health: Option<HealthFacts>,
    /// How often it was started again, if it has a restart policy.
    pub restart_count: Option<u32>,
    /// What it uses, if that was asked for and it runs.
    pub readings: Option<Readings>,
}

/// What a container's health check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthFacts {
    /// `UNKNOWN`, `HEALTHY` or `UNHEALTHY`.
    pub status: String,
    /// RFC 3339.
    pub since: Option<String>,
    /// Of the check by which it came to say so.
    pub exit_code: Option<i64>,
    /// What that check wrote.
    pub output: Option<String>,
}

/// A network interface as v4 shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceFacts {
    /// `0a:ff:ac:1f:00:09`.
    pub mac: String,
    /// `172.31.0.0/20`.
    pub subnet_block: String,
    /// The subnet's router, `172.31.0.1/20`.
    pub subnet_gateway: String,
    /// `ip-172-31-0-9.REGION.compute.internal`.
    pub private_dns_name: String,
}

/// A task role's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRole {
    /// The id in `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`.
    pub credentials_id: String,
    /// Role ARN.
    pub role_arn: String,
    /// What to hand out.
    pub credentials: Credentials,
}

/// Answers a GET.
pub fn task_endpoint(task: &TaskFacts, path: &str) -> Reply {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["v2", "credentials"] => refuse(400, "NoIdInRequest", "CredentialsV2Request: No ID in the request"),
        ["v2", "credentials", id] => credentials(task, id),
        ["v3" | "v4", id, rest @ ..] => metadata(task, parts[0] == "v4", id, rest),
        _ => Reply::error(404),
    }
}

fn credentials(task: &TaskFacts, id: &str) -> Reply {
    match task.role.as_ref().filter(|role| role.credentials_id == id) {
        Some(role) => Reply::json(
            200,
            &json!({
                "RoleArn": role.role_arn,
                "AccessKeyId": role.credentials.access_key_id,
                "SecretAccessKey": role.credentials.secret_access_key,
                "Token": role.credentials.token,
                "Expiration": role.credentials.expiration,
            }),
        ),
        None => refuse(400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found"),
    }
}

fn refuse(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(status, &json!({"code": code, "message": message, "HTTPErrorCode": status}))
}

fn metadata(task: &TaskFacts, v4: bool, id: &str, rest: &[&str]) -> Reply {
    let version = if v4 { "V4" } else { "V3" };
    let not_found = |reason: String| Reply::json(404, &Value::String(format!("{version} {reason}")));
    let Some(container) = task.containers.iter().find(|container| container.endpoint_id == id) else {
        let reason = format!(
            "container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: {id}"
        );
        return not_found(reason);
    };
    match rest {
        [] => Reply::json(200, &describe_container(task, container, v4)),
        ["task"] => Reply::json(200, &describe_task(task, v4)),
        ["taskWithTags"] => Reply::json(200, &with_tags(task, describe_task(task, v4))),
        ["stats"] => match &container.readings {
            Some(readings) => Reply::json(200, &stats::describe(&container.docker_name, readings, v4)),
            // The agent's answer for a container that it has no statistics of.
            None => {
                let reason =
                    "container stats handler: unable to get container stats: the container does not run";
                Reply::json(500, &Value::String(format!("{version} {reason}")))
            }
        },
        ["task", "stats"] => Reply::json(200, &task_stats(task, v4)),
        other => not_found(format!("metadata handler: {} is not in this product", other.join("/"))),
    }
}

/// By Docker id; `null` for a container that does not run.
fn task_stats(task: &TaskFacts, v4: bool) -> Value {
    let started = task.containers.iter().filter(|container| !container.runtime_id.is_empty());
    let one = |container: &ContainerFacts| {
        let readings = container.readings.as_ref();
        let shown = readings.map(|it| stats::describe(&container.docker_name, it, v4));
        (container.runtime_id.clone(), shown.unwrap_or(Value::Null))
    };
    Value::Object(started.map(one).collect())
}

fn with_tags(task: &TaskFacts, mut described: Value) -> Value {
    if let Some(fields) = described.as_object_mut() {
        for (name, tags) in [("TaskTags", &task.tags), ("ContainerInstanceTags", &task.instance_tags)] {
            if !tags.is_empty() {
                fields.insert(name.into(), texts(tags));
            }
        }
    }
    described
}

fn texts(pairs: &[(String, String)]) -> Value {
    let pairs = pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.clone())));
    Value::Object(pairs.collect())
}

/// The labels that the agent gives a container, beside the user's.
fn labels(task: &TaskFacts, container: &ContainerFacts) -> Value {
    let revision = task.revision.to_string();
    let own = [
        ("cluster", &task.cluster),
        ("container-name", &container.name),
        ("task-arn", &task.task_arn),
        ("task-definition-family", &task.family),
        ("task-definition-version", &revision),
    ];
    let own = own.map(|(name, value)| (format!("com.amazonaws.ecs.{name}"), value.clone()));
    texts(&container.labels.iter().cloned().chain(own).collect::<Vec<_>>())
}

fn health(health: &HealthFacts) -> Value {
    let mut all = Map::new();
    all.insert("status".into(), health.status.clone().into());
    add(&mut all, "statusSince", health.since.as_deref());
    if let Some(code) = health.exit_code {
        all.insert("exitCode".into(), code.into());
    }
    add(&mut all, "output", health.output.as_deref().filter(|output| !output.is_empty()));
    Value::Object(all)
}

fn describe_task(task: &TaskFacts, v4: bool) -> Value {
    let containers: Vec<_> =
        task.containers.iter().map(|container| describe_container(task, container, v4)).collect();
    let mut all = json!({
        "Cluster": task.cluster,
        "TaskARN": task.task_arn,
        "Family": task.family,
        "Revision": task.revision.to_string(),
        "DesiredStatus": task.desired_status,
        "KnownStatus": task.known_status,
        "AvailabilityZone": task.availability_zone,
        "Containers": containers,
    });
    if let Some(all) = all.as_object_mut() {
        add(all, "PullStartedAt", task.pull_started_at.as_deref());
        add(all, "PullStoppedAt", task.pull_stopped_at.as_deref());
        if v4 {
            all.insert("LaunchType".into(), task.launch_type.clone().into());
            all.insert("FaultInjectionEnabled".into(), false.into());
            add(all, "VPCID", task.vpc_id.as_deref());
            add(all, "ServiceName", task.service_name.as_deref());
        }
        all.extend(limits(task.limits).map(|limits| ("Limits".to_owned(), limits)));
    }
    all
}

fn describe_container(task: &TaskFacts, container: &ContainerFacts, v4: bool) -> Value {
    let port = |(inside, host): &(u16, u16)| json!({"ContainerPort": inside, "Protocol": "tcp", "HostPort": host, "HostIp": "0.0.0.0"});
    let ports: Vec<_> = container.ports.iter().map(port).collect();
    let mut all = json!({
        "DockerId": container.runtime_id,
        "Name": container.name,
        "DockerName": container.docker_name,
        "Image": container.image,
        "ImageID": container.image_id,
        "Labels": labels(task, container),
        "DesiredStatus": container.desired_status,
        "KnownStatus": container.known_status,
        "Limits": {"CPU": container.cpu, "Memory": container.memory_mib.unwrap_or(0)},
        "Type": "NORMAL",
        "Networks": [network(container, v4)],
    });
    let Some(fields) = all.as_object_mut() else { return all };
    if !ports.is_empty() {
        fields.insert("Ports".into(), ports.into());
    }
    add(fields, "CreatedAt", container.created_at.as_deref());
    add(fields, "StartedAt", container.started_at.as_deref());
    if let Some(code) = container.exit_code {
        fields.insert("ExitCode".into(), code.into());
    }
    if let Some(check) = &container.health {
        fields.insert("Health".into(), health(check));
    }
    if v4 {
        fields.insert("ContainerARN".into(), container.container_arn.clone().into());
        if let Some(count) = container.restart_count {
            fields.insert("RestartCount".into(), count.into());
        }
        if let Some((driver, options)) = &container.log {
            fields.insert("LogDriver".into(), driver.clone().into());
            let options = options.iter().map(|(name, value)| (name.clone(), Value::from(value.clone())));
            fields.insert("LogOptions".into(), options.collect::<Map<_, _>>().into());
        }
    }
    all
}

/// v3 knows mode and address only.
fn network(container: &ContainerFacts, v4: bool) -> Value {
    let mut all = json!({"NetworkMode": container.network_mode, "IPv4Addresses": [container.address]});
    let Some(interface) = container.interface.as_ref().filter(|_| v4) else { return all };
    if let Some(fields) = all.as_object_mut() {
        fields.insert("AttachmentIndex".into(), 0.into());
        add(fields, "MACAddress", Some(&interface.mac));
        add(fields, "IPv4SubnetCIDRBlock", Some(&interface.subnet_block));
        add(fields, "PrivateDNSName", Some(&interface.private_dns_name));
        add(fields, "SubnetGatewayIpv4Address", Some(&interface.subnet_gateway));
    }
    all
}

/// Virtual CPUs and MiB, where the definition limits the whole task.
fn limits((cpu, memory): (Option<i64>, Option<i64>)) -> Option<Value> {
    let mut limits = Map::new();
    limits.extend(cpu.map(|units| ("CPU".to_owned(), Value::from(units as f64 / 1024.0))));
    limits.extend(memory.map(|mebibytes| ("Memory".to_owned(), Value::from(mebibytes))));
    (!limits.is_empty()).then_some(Value::Object(limits))
}

fn add(fields: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn task() -> TaskFacts {
        let container = ContainerFacts {
            endpoint_id: "e1".into(),
            runtime_id: "ab".repeat(32),
            name: "web".into(),
            docker_name: "ecs-web-1-web-0011".into(),
            image: "web:latest".into(),
            image_id: "sha256:00".into(),
            container_arn: "arn:c".into(),
            desired_status: "RUNNING".into(),
            known_status: "RUNNING".into(),
            cpu: 256,
            memory_mib: Some(512),
            created_at: None,
            started_at: Some("2026-01-01T00:00:00Z".into()),
            network_mode: "bridge".into(),
            address: "10.88.0.1".into(),
            interface: None,
            ports: vec![(80, 32768)],
            log: Some(("awslogs".into(), vec![("awslogs-group".into(), "g".into())])),
            labels: vec![("tier".into(), "front".into())],
            exit_code: None,
            health: Some(HealthFacts {
                status: "HEALTHY".into(),
                since: Some("2026-01-01T00:00:30Z".into()),
                exit_code: Some(0),
                output: Some("fine".into()),
            }),
            restart_count: Some(2),
            readings: None,
        };
        TaskFacts {
            cluster: "default".into(),
            task_arn: "arn:t".into(),
            family: "web".into(),
            revision: 3,
            desired_status: "RUNNING".into(),
            known_status: "RUNNING".into(),
            availability_zone: "us-east-1a".into(),
            launch_type: "EC2".into(),
            vpc_id: None,
            limits: (None, None),
            service_name: Some("web".into()),
            pull_started_at: None,
            pull_stopped_at: None,
            tags: vec![("team".into(), "probes".into())],
            containers: vec![container],
            instance_tags: Vec::new(),
            role: Some(TaskRole {
                credentials_id: "c1".into(),
                role_arn: "arn:r".into(),
                credentials: Credentials {
                    access_key_id: "ASIA1".into(),
                    secret_access_key: "s".into(),
                    token: "t".into(),
                    expiration: "2026-01-01T06:00:00Z".into(),
                    last_updated: "2026-01-01T00:00:00Z".into(),
                },
            }),
        }
    }

    fn ask(path: &str) -> (u16, Value) {
        let reply = task_endpoint(&task(), path);
        (reply.status, serde_json::from_str(&reply.body).unwrap_or_default())
    }

    #[test]
    fn containers_tasks_and_credentials() {
        let (status, container) = ask("/v4/e1");
        assert_eq!((status, &container["Ports"][0]["HostPort"]), (200, &json!(32768)));
        assert_eq!(container["LogOptions"]["awslogs-group"], "g");
        let (_, task) = ask("/v4/e1/task");
        assert_eq!((&task["Revision"], &task["LaunchType"]), (&json!("3"), &json!("EC2")));
        assert_eq!(
            (&container["Labels"]["com.amazonaws.ecs.task-definition-version"], &task["TaskTags"]),
            (&json!("3"), &Value::Null)
        );
        assert_eq!(ask("/v4/e1/taskWithTags").1["TaskTags"], json!({"team": "probes"}));
        assert_eq!(ask("/v3/e1/task").1.get("LaunchType"), None);
        let keys: Vec<_> = ask("/v2/credentials/c1").1.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["AccessKeyId", "Expiration", "RoleArn", "SecretAccessKey", "Token"]);
    }

    #[test]
    fn health_restarts_labels_and_tags() {
        let (_, container) = ask("/v4/e1");
        assert_eq!(container["Health"]["status"], "HEALTHY");
        assert_eq!(
            (&container["Health"]["exitCode"], &container["Health"]["output"]),
            (&json!(0), &json!("fine"))
        );
        assert_eq!((&container["RestartCount"], ask("/v3/e1").1.get("RestartCount")), (&json!(2), None));
        assert_eq!(container["Labels"]["tier"], "front");
        assert_eq!(container["Labels"]["com.amazonaws.ecs.task-definition-version"], "3");
        assert_eq!(ask("/v4/e1/taskWithTags").1["TaskTags"], json!({"team": "probes"}));
        assert_eq!(ask("/v4/e1/task").1.get("TaskTags"), None);
    }

    #[test]
    fn statistics_are_there_while_the_container_runs() {
        let mut task = task();
        let answer = |task: &TaskFacts, path: &str| {
            let reply = task_endpoint(task, path);
            (reply.status, serde_json::from_str::<Value>(&reply.body).unwrap())
        };
        assert_eq!(answer(&task, "/v4/e1/stats").0, 500);
        assert_eq!(answer(&task, "/v4/e1/task/stats").1, json!({"ab".repeat(32): null}));
        let usage = crate::Usage { runtime_id: "ab".repeat(32), ..crate::Usage::default() };
        let now = crate::metadata::Reading { at: "2026-01-01T00:00:00Z".into(), millis: 0, usage };
        task.containers[0].readings = Some(Readings { now, before: None });
        let (status, shown) = answer(&task, "/v3/e1/stats");
        assert_eq!((status, &shown["name"]), (200, &json!("/ecs-web-1-web-0011")));
        assert_eq!(answer(&task, "/v4/e1/task/stats").1["ab".repeat(32)]["id"], "ab".repeat(32));
    }

    #[test]
    fn an_interface_is_told_to_v4_only() {
        let mut networked = task();
        networked.limits = (Some(256), Some(512));
        networked.containers[0].interface = Some(InterfaceFacts {
            mac: "0a:ff:ac:1f:00:09".into(),
            subnet_block: "172.31.0.0/20".into(),
            subnet_gateway: "172.31.0.1/20".into(),
            private_dns_name: "ip-172-31-0-9.us-east-1.compute.internal".into(),
        });
        let of = |path| serde_json::from_str::<Value>(&task_endpoint(&networked, path).body).unwrap();
        let network = &of("/v4/e1")["Networks"][0];
        assert_eq!(
            (&network["MACAddress"], &network["AttachmentIndex"]),
            (&json!("0a:ff:ac:1f:00:09"), &json!(0))
        );
        assert_eq!(of("/v3/e1")["Networks"][0].get("MACAddress"), None);
        assert_eq!(of("/v4/e1/task")["Limits"], json!({"CPU": 0.25, "Memory": 512}));
    }

    #[test]
    fn what_is_not_there_says_so() {
        assert_eq!(ask("/v2/credentials/other").1["code"], "InvalidIdInRequest");
        assert_eq!(ask("/v2/credentials").1["code"], "NoIdInRequest");
        for path in ["/v4/other", "/v4/other/stats", "/v4/e1/other", "/v9/e1", "/"] {
            assert_eq!(ask(path).0, 404, "{path}");
        }
    }
}
