//! What most scenarios begin with: a cloud, boto3, a cluster of two instances, the probe image, load balancers. In: names and ports.
//! Out: ARNs and addresses. Never here: what a scenario is about.

use serde_json::{Value, json};

use crate::boto::Boto;
use crate::cloud::{Cloud, How};
use crate::http::{self, Reply};
use crate::image;
use crate::patience::until;

/// The cluster of every scenario.
pub const CLUSTER: &str = "interstella";
/// The repository the probe image is in.
pub const REPOSITORY: &str = "probe";

/// A cloud and a client.
#[derive(Debug)]
pub struct Stage {
    /// boto3.
    pub boto: Boto,
    /// The product.
    pub cloud: Cloud,
}

/// A load balancer as a client reaches it.
#[derive(Debug, Clone)]
pub struct Balancer {
    /// Its ARN.
    pub arn: String,
    /// Its DNS name.
    pub dns_name: String,
}

impl Stage {
    /// A cloud and boto3; `None` (said on stderr) where one of them cannot be.
    pub fn bare() -> Option<Stage> {
        Stage::of(How::usual())
    }

    /// A cloud started like this and boto3; `None` as for [`Stage::bare`].
    pub fn of(how: How) -> Option<Stage> {
        Stage::over(Cloud::start_how(how)?)
    }

    /// As [`Stage::bare`], of a cloud that was started another way.
    pub fn over(cloud: Cloud) -> Option<Stage> {
        let boto = Boto::start(&cloud)?;
        Some(Stage { boto, cloud })
    }

    /// As [`Stage::bare`], with two instances in [`CLUSTER`] and the probe image pushed as [`REPOSITORY`]`:1`.
    pub fn furnished() -> Option<Stage> {
        Stage::furnished_how(How::usual())
    }

    /// The same in a cloud started this way.
    pub fn furnished_how(how: How) -> Option<Stage> {
        let mut stage = Stage::of(how)?;
        stage.boto.call("ecs", "create_cluster", json!({"clusterName": CLUSTER}));
        stage.run_instances(2);
        stage.boto.call("ecr", "create_repository", json!({"repositoryName": REPOSITORY}));
        image::push_probe(&stage.cloud, REPOSITORY, "1");
        Some(stage)
    }

    /// Launches instances and waits until all of the cluster are registered.
    pub fn run_instances(&mut self, count: u32) {
        let before = self.instances().len();
        let user_data = format!("#!/bin/bash\necho ECS_CLUSTER={CLUSTER} >> /etc/ecs/ecs.config\n");
        self.boto.call(
            "ec2",
            "run_instances",
            json!({
                "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.medium",
                "MinCount": count, "MaxCount": count, "UserData": user_data,
            }),
        );
        let wanted = before + count as usize;
        until("instances registered", || {
            let now = self.instances().len();
            if now == wanted { Ok(()) } else { Err(format!("{now} of {wanted}")) }
        });
    }

    /// The ACTIVE container instances of the cluster, as described.
    pub fn instances(&mut self) -> Vec<Value> {
        let listed = self.boto.call(
            "ecs",
            "list_container_instances",
            json!({"cluster": CLUSTER, "status": "ACTIVE"}),
        );
        let arns = &listed["containerInstanceArns"];
        if arns.as_array().is_none_or(Vec::is_empty) {
            return Vec::new();
        }
        let wanted = json!({"cluster": CLUSTER, "containerInstances": arns});
        let described = self.boto.call("ecs", "describe_container_instances", wanted);
        array(&described["containerInstances"])
    }

    /// Address at which the host ports of a container instance are reached.
    pub fn address_of(&mut self, container_instance: &str) -> String {
        let wanted = json!({"cluster": CLUSTER, "containerInstances": [container_instance]});
        let described = self.boto.call("ecs", "describe_container_instances", wanted);
        let id = text(&described["containerInstances"][0]["ec2InstanceId"]);
        let instances = self.boto.call("ec2", "describe_instances", json!({"InstanceIds": [id]}));
        text(&instances["Reservations"][0]["Instances"][0]["PublicIpAddress"])
    }

    /// The URI by which task definitions name the probe image.
    pub fn image(&self) -> String {
        format!("localhost:{}/{REPOSITORY}:1", self.cloud.port())
    }

    /// Registers a family of one container `app` from the probe image; `more` is laid over the container definition.
    pub fn register(&mut self, family: &str, more: &Value) -> String {
        let mut container =
            json!({"name": "app", "image": self.image(), "memory": 64, "cpu": 64, "essential": true});
        for (name, value) in more.as_object().into_iter().flatten() {
            container[name] = value.clone();
        }
        let family = json!({"family": family, "containerDefinitions": [container]});
        let registered = self.boto.call("ecs", "register_task_definition", family);
        text(&registered["taskDefinition"]["taskDefinitionArn"])
    }

    /// A load balancer.
    pub fn load_balancer(&mut self, name: &str) -> Balancer {
        let subnets = self.boto.call("ec2", "describe_subnets", json!({}));
        let subnets: Vec<_> =
            array(&subnets["Subnets"]).iter().take(2).map(|one| one["SubnetId"].clone()).collect();
        let made = self.boto.call("elbv2", "create_load_balancer", json!({"Name": name, "Subnets": subnets}));
        let made = &made["LoadBalancers"][0];
        Balancer { arn: text(&made["LoadBalancerArn"]), dns_name: text(&made["DNSName"]) }
    }

    /// A target group with impatient health checks and no draining time; its ARN.
    pub fn target_group(&mut self, name: &str) -> String {
        let vpcs = self.boto.call("ec2", "describe_vpcs", json!({}));
        let made = self.boto.call(
            "elbv2",
            "create_target_group",
            json!({
                "Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": vpcs["Vpcs"][0]["VpcId"],
                "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2,
                "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 2, "HealthCheckPath": "/health",
            }),
        );
        let arn = text(&made["TargetGroups"][0]["TargetGroupArn"]);
        self.boto.call(
            "elbv2",
            "modify_target_group_attributes",
            json!({"TargetGroupArn": arn, "Attributes": [
                {"Key": "deregistration_delay.timeout_seconds", "Value": "0"},
            ]}),
        );
        arn
    }

    /// A listener that forwards to a target group; its ARN.
    pub fn listener(&mut self, balancer: &Balancer, port: u16, target_group: &str) -> String {
        let made = self.boto.call(
            "elbv2",
            "create_listener",
            json!({
                "LoadBalancerArn": balancer.arn, "Protocol": "HTTP", "Port": port,
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": target_group}],
            }),
        );
        text(&made["Listeners"][0]["ListenerArn"])
    }

    /// A service of `app` on container port 8080 behind a target group, if one is given.
    pub fn service(&mut self, name: &str, task_definition: &str, desired: u32, target_group: Option<&str>) {
        let mut service = json!({
            "cluster": CLUSTER, "serviceName": name, "taskDefinition": task_definition, "desiredCount": desired,
        });
        if let Some(group) = target_group {
            service["loadBalancers"] =
                json!([{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}]);
        }
        self.boto.call("ecs", "create_service", service);
    }

    /// Waits until services are stable, by boto3's own waiter.
    pub fn stable(&mut self, services: &[&str]) {
        self.boto.wait("ecs", "services_stable", json!({"cluster": CLUSTER, "services": services}));
    }

    /// A service as described.
    pub fn describe(&mut self, service: &str) -> Value {
        let wanted = json!({"cluster": CLUSTER, "services": [service]});
        self.boto.call("ecs", "describe_services", wanted)["services"][0].clone()
    }

    /// The tasks of a service with this desired status (`RUNNING`, `STOPPED`), as described.
    pub fn tasks(&mut self, service: &str, status: &str) -> Vec<Value> {
        let wanted = json!({"cluster": CLUSTER, "serviceName": service, "desiredStatus": status});
        let arns = self.boto.call("ecs", "list_tasks", wanted)["taskArns"].clone();
        if arns.as_array().is_none_or(Vec::is_empty) {
            return Vec::new();
        }
        array(&self.boto.call("ecs", "describe_tasks", json!({"cluster": CLUSTER, "tasks": arns}))["tasks"])
    }

    /// Waits until a task (by ARN) is STOPPED; as described.
    pub fn stopped(&mut self, task: &str) -> Value {
        until("task stopped", || {
            let wanted = json!({"cluster": CLUSTER, "tasks": [task]});
            let task = self.boto.call("ecs", "describe_tasks", wanted)["tasks"][0].clone();
            if task["lastStatus"] == "STOPPED" { Ok(task) } else { Err(task.to_string()) }
        })
    }

    /// Runs one task of a definition; its ARN.
    pub fn run_task(&mut self, task_definition: &str) -> String {
        let ran =
            self.boto.call("ecs", "run_task", json!({"cluster": CLUSTER, "taskDefinition": task_definition}));
        assert_eq!(ran["failures"], json!([]), "{ran}");
        text(&ran["tasks"][0]["taskArn"])
    }

    /// Health of the targets of a group: state and reason of each.
    pub fn health(&mut self, target_group: &str) -> Vec<(String, String)> {
        let seen = self.boto.call("elbv2", "describe_target_health", json!({"TargetGroupArn": target_group}));
        let states = array(&seen["TargetHealthDescriptions"]);
        states
            .iter()
            .map(|one| (text(&one["TargetHealth"]["State"]), text(&one["TargetHealth"]["Reason"])))
            .collect()
    }

    /// Where a listener port is really reached.
    pub fn door(&self, port: u16) -> String {
        until("the listener open", || {
            let doors = self.cloud.page("/_interstella/doors");
            let first = doors[port.to_string()][0].as_str().map(str::to_owned);
            first.ok_or_else(|| doors.to_string())
        })
    }

    /// `GET path` through a load balancer's listener, as a client that resolved its name.
    pub fn through(&self, balancer: &Balancer, port: u16, path: &str) -> Reply {
        let host = format!("{}:{port}", balancer.dns_name);
        http::get(&self.door(port), &host, path).expect("an answer of the load balancer")
    }
}

/// The elements of a JSON array; none when it is no array.
pub fn array(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// A JSON string; empty when it is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
