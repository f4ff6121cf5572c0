//! A cluster with its container instances. In: its name and the subnets. Out: a cluster whose instances have joined.
//! Never here: what runs there.

use std::collections::BTreeSet;
use std::time::Duration;

use base64::Engine as _;
use serde_json::json;

use super::PlatformError;
use super::waiting::{Look, until};
use crate::client::{Aws, Element, JsonService, QueryService};

/// An image of the form the service demands; instances here have no disk of their own.
const IMAGE: &str = "ami-00000000000008888";
const KIND: &str = "t2.medium";
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes the cluster and one instance in each subnet that has none for it yet, and waits until all have joined.
pub(crate) async fn ensure(aws: &Aws, name: &str, subnets: &[String]) -> Result<(), PlatformError> {
    aws.json(JsonService::Ecs, "CreateCluster", json!({ "clusterName": name })).await?;
    let taken = subnets_of(aws, name).await?;
    for subnet in subnets.iter().filter(|subnet| !taken.contains(*subnet)) {
        run_instance(aws, name, subnet).await?;
    }
    let what = format!("{} instances of cluster {name} joined", subnets.len());
    until(&what, PATIENCE, || joined(aws, name, subnets.len())).await
}

/// Subnets that have a living instance for the cluster.
async fn subnets_of(aws: &Aws, cluster: &str) -> Result<BTreeSet<String>, PlatformError> {
    let answer = aws.query(QueryService::Ec2, "DescribeInstances", &[]).await?;
    let instances = answer.list("reservationSet").iter().flat_map(|one| one.list("instancesSet"));
    let ours = instances.filter(|instance| is_living(instance) && name_tag(instance) == Some(cluster));
    Ok(ours.filter_map(|instance| instance.text_at("subnetId").map(str::to_owned)).collect())
}

fn is_living(instance: &Element) -> bool {
    matches!(instance.text_at("instanceState/name"), Some("pending" | "running"))
}

fn name_tag(instance: &Element) -> Option<&str> {
    let tag = instance.list("tagSet").iter().find(|tag| tag.text_at("key") == Some("Name"));
    tag.and_then(|tag| tag.text_at("value"))
}

async fn run_instance(aws: &Aws, cluster: &str, subnet: &str) -> Result<(), PlatformError> {
    let script = format!("#!/bin/bash\necho ECS_CLUSTER={cluster} >> /etc/ecs/ecs.config\n");
    let script = base64::engine::general_purpose::STANDARD.encode(script);
    let parameters = [
        ("ImageId", IMAGE),
        ("InstanceType", KIND),
        ("MinCount", "1"),
        ("MaxCount", "1"),
        ("SubnetId", subnet),
        ("UserData", &script),
        ("IamInstanceProfile.Name", "ecsInstanceRole"),
        ("TagSpecification.1.ResourceType", "instance"),
        ("TagSpecification.1.Tag.1.Key", "Name"),
        ("TagSpecification.1.Tag.1.Value", cluster),
    ];
    aws.query(QueryService::Ec2, "RunInstances", &parameters).await?;
    Ok(())
}

async fn joined(aws: &Aws, cluster: &str, wanted: usize) -> Result<Look<()>, PlatformError> {
    let answer = aws.json(JsonService::Ecs, "DescribeClusters", json!({ "clusters": [cluster] })).await?;
    let count = answer.pointer("/clusters/0/registeredContainerInstancesCount").and_then(|v| v.as_u64());
    let count = count.unwrap_or(0);
    if count >= wanted as u64 {
        Ok(Look::Ready(()))
    } else {
        Ok(Look::NotYet(format!("{count} have joined")))
    }
}
