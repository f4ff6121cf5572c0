//! What measurements with containers begin with: a cloud, the measuring program itself as an image, instances, a load balancer.
//!
//! In: the built program. Out: names and addresses, all made by public calls. Never here: what is measured.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine;
use image_registry::{BlobStore, Compression, ConfigSettings, Digest, StoreSettings, pack, program_files};
use serde_json::{Value, json};

use crate::aws;
use crate::client::{Answer, Client};
use crate::cloud::{Running, Scratch, built, interstella};

/// The cluster everything runs in.
pub const CLUSTER: &str = "bench";
/// How long anything may take before a measurement is given up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A cloud with an image and a cluster.
pub struct Stage {
    /// A connection to the endpoint.
    pub client: Client,
    /// The cloud.
    pub cloud: Running,
    /// The image of the measuring program, as task definitions name it.
    pub image: String,
    // Last, so that it is removed when the cloud has ended.
    _directory: Scratch,
}

/// A load balancer with one listener and one target group.
pub struct Front {
    /// The listener.
    pub listener: String,
    /// The target group.
    pub group: String,
    /// `host:port` the listener answers on.
    pub address: String,
}

impl Stage {
    /// Starts the cloud, pushes this very program and makes the cluster.
    pub fn set(program: Option<PathBuf>, name: &str) -> Result<Stage, String> {
        let directory = Scratch::new(name)?;
        let cloud = interstella(&built(program, "interstella")?, directory.path())?;
        let mut client = Client::connect(&cloud.address).map_err(|error| error.to_string())?;
        let image = push(&mut client, &cloud, &directory.path().join("pack"))?;
        aws::ecs(&mut client, "CreateCluster", &json!({"clusterName": CLUSTER}))?;
        Ok(Stage { client, cloud, image, _directory: directory })
    }

    /// Launches instances and waits until they have joined the cluster; the address of the first one's host ports.
    pub fn instances(&mut self, instance_type: &str, count: usize) -> Result<String, String> {
        let user_data = format!("#!/bin/bash\necho ECS_CLUSTER={CLUSTER} >> /etc/ecs/ecs.config\n");
        let data = base64::engine::general_purpose::STANDARD.encode(user_data);
        let data = data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        let launch = format!(
            "Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&InstanceType={instance_type}\
             &MinCount={count}&MaxCount={count}&UserData={data}"
        );
        let told = aws::query(&mut self.client, "ec2", &launch)?;
        let address =
            aws::element(&told, "privateIpAddress").ok_or("an instance without an address")?.to_owned();
        self.until("the instances in their cluster", |stage| {
            let listed = stage.ecs("ListContainerInstances", json!({"cluster": CLUSTER}))?;
            Ok(listed["containerInstanceArns"].as_array().is_some_and(|arns| arns.len() >= count))
        })?;
        Ok(address)
    }

    /// Registers a family of one container `web` of the image; `more` is laid over it.
    pub fn define(&mut self, family: &str, more: &Value) -> Result<(), String> {
        let mut container = json!({"name": "web", "image": self.image, "memory": 64});
        for (name, value) in more.as_object().into_iter().flatten() {
            container[name] = value.clone();
        }
        let definition = json!({"family": family, "containerDefinitions": [container]});
        self.ecs("RegisterTaskDefinition", definition).map(drop)
    }

    /// A load balancer that listens on `port` and forwards all to a new target group; `check` is a part of a query such as
    /// `&HealthCheckIntervalSeconds=5`.
    pub fn front(&mut self, name: &str, port: u16, check: &str) -> Result<Front, String> {
        let subnets = self.ec2("DescribeSubnets")?;
        let subnets: Vec<&str> =
            subnets.split("<subnetId>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        let vpc = aws::default_vpc(&mut self.client)?;
        let [first, second, ..] = subnets[..] else { return Err("fewer than two subnets".to_owned()) };
        let made = self.elb(&format!(
            "Action=CreateLoadBalancer&Name={name}&Subnets.member.1={first}&Subnets.member.2={second}"
        ))?;
        let balancer =
            aws::element(&made, "LoadBalancerArn").ok_or("a load balancer without an ARN")?.to_owned();
        let made = self
            .elb(&format!("Action=CreateTargetGroup&Name={name}&Protocol=HTTP&Port=80&VpcId={vpc}{check}"))?;
        let group = aws::element(&made, "TargetGroupArn").ok_or("a target group without an ARN")?.to_owned();
        let made = self.elb(&format!(
            "Action=CreateListener&LoadBalancerArn={}&Protocol=HTTP&Port={port}\
             &DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={}",
            escaped(&balancer),
            escaped(&group)
        ))?;
        let listener = aws::element(&made, "ListenerArn").ok_or("a listener without an ARN")?.to_owned();
        let mut address = None;
        self.until("the listener's port open", |stage| {
            address = stage.door(port)?;
            Ok(address.is_some())
        })?;
        address.map(|address| Front { listener, group, address }).ok_or_else(|| "no door".to_owned())
    }

    /// Where a listener port is really reached.
    fn door(&mut self, port: u16) -> Result<Option<String>, String> {
        let answer = self.client.call("GET", "/_interstella/doors", &[], b"").map_err(|it| it.to_string())?;
        let doors: Value = serde_json::from_slice(&answer.body).map_err(|error| error.to_string())?;
        Ok(doors[port.to_string()][0].as_str().map(str::to_owned))
    }

    /// Creates a service of a family; `more` is laid over the request.
    pub fn service(&mut self, name: &str, family: &str, tasks: usize, more: &Value) -> Result<(), String> {
        let mut service =
            json!({"cluster": CLUSTER, "serviceName": name, "taskDefinition": family, "desiredCount": tasks});
        for (name, value) in more.as_object().into_iter().flatten() {
            service[name] = value.clone();
        }
        self.ecs("CreateService", service).map(drop)
    }

    /// A service as described.
    pub fn described(&mut self, service: &str) -> Result<Value, String> {
        let asked = json!({"cluster": CLUSTER, "services": [service]});
        Ok(self.ecs("DescribeServices", asked)?["services"][0].take())
    }

    /// What the waiter `services-stable` asks for, asked once.
    pub fn is_stable(&mut self, service: &str) -> Result<bool, String> {
        let told = self.described(service)?;
        let one = told["deployments"].as_array().is_some_and(|deployments| deployments.len() == 1);
        Ok(one && told["runningCount"] == told["desiredCount"])
    }

    /// How many targets of a group are healthy.
    pub fn healthy(&mut self, group: &str) -> Result<usize, String> {
        let asked = format!("Action=DescribeTargetHealth&TargetGroupArn={}", escaped(group));
        Ok(self.elb(&asked)?.matches("<State>healthy</State>").count())
    }

    /// Tasks of a service with this desired status, by ARN: at most a hundred.
    pub fn tasks(&mut self, service: &str, desired: &str) -> Result<Vec<Value>, String> {
        let asked = json!({"cluster": CLUSTER, "serviceName": service, "desiredStatus": desired});
        let listed = self.ecs("ListTasks", asked)?["taskArns"].take();
        Ok(listed.as_array().cloned().unwrap_or_default())
    }

    /// Tasks as described.
    pub fn described_tasks(&mut self, arns: &[Value]) -> Result<Vec<Value>, String> {
        if arns.is_empty() {
            return Ok(Vec::new());
        }
        let told = self.ecs("DescribeTasks", json!({"cluster": CLUSTER, "tasks": arns}))?["tasks"].take();
        Ok(told.as_array().cloned().unwrap_or_default())
    }

    /// Calls an operation of Amazon ECS.
    pub fn ecs(&mut self, operation: &str, input: Value) -> Result<Value, String> {
        aws::ecs(&mut self.client, operation, &input)
    }

    fn ec2(&mut self, action: &str) -> Result<String, String> {
        aws::query(&mut self.client, "ec2", &format!("Action={action}&Version=2016-11-15"))
    }

    /// Calls an operation of Elastic Load Balancing; the form without its version.
    pub fn elb(&mut self, form: &str) -> Result<String, String> {
        aws::query(&mut self.client, "elasticloadbalancing", &format!("{form}&Version=2015-12-01"))
    }

    /// Asks again and again until something holds.
    pub fn until(
        &mut self,
        what: &str,
        mut holds: impl FnMut(&mut Stage) -> Result<bool, String>,
    ) -> Result<(), String> {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self)? {
            if Instant::now() > deadline {
                return Err(format!("not after {} s: {what}", PATIENCE.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

/// An ARN as a value of a form.
pub fn escaped(arn: &str) -> String {
    arn.replace(':', "%3A").replace('/', "%2F")
}

/// This very program as an image, pushed as docker would; its name.
fn push(client: &mut Client, cloud: &Running, directory: &Path) -> Result<String, String> {
    aws::json(
        client,
        "ecr",
        "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
        &json!({"repositoryName": "bench"}),
    )?;
    let store = BlobStore::open(directory, StoreSettings::default()).map_err(|error| error.to_string())?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let files = program_files(&own, "/bench").map_err(|error| error.to_string())?;
    let settings = ConfigSettings { entrypoint: vec!["/bench".to_owned()], ..ConfigSettings::default() };
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    let image =
        pack(&store, &files, settings, architecture, Compression::None).map_err(|error| error.to_string())?;
    for blob in [&image.config, &image.layer] {
        upload(client, &store, blob)?;
    }
    let kind = [("content-type", image.media_type)];
    let put = client.call("PUT", "/v2/bench/manifests/latest", &kind, &image.manifest);
    expect(201, put)?;
    Ok(format!("{}/bench:latest", cloud.address.replace("127.0.0.1", "localhost")))
}

fn upload(client: &mut Client, store: &BlobStore, blob: &Digest) -> Result<(), String> {
    let bytes = std::fs::read(store.path(blob)).map_err(|error| error.to_string())?;
    let begun = expect(202, client.call("POST", "/v2/bench/blobs/uploads/", &[], b""))?;
    let place = begun.location.ok_or("an upload without a Location")?;
    let path = place.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let path = path.unwrap_or(&place);
    let joint = if path.contains('?') { '&' } else { '?' };
    let kind = [("content-type", "application/octet-stream")];
    let target = format!("{path}{joint}digest={blob}");
    expect(201, client.call("PUT", &target, &kind, &bytes)).map(drop)
}

fn expect(status: u16, answer: std::io::Result<Answer>) -> Result<Answer, String> {
    let answer = answer.map_err(|error| error.to_string())?;
    match answer.status == status {
        true => Ok(answer),
        false => {
            Err(format!("{} instead of {status}: {}", answer.status, String::from_utf8_lossy(&answer.body)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_in_forms() {
        assert_eq!(escaped("arn:aws:x/y"), "arn%3Aaws%3Ax%2Fy");
    }
}
