//! The commands of scripts that concern Cloud Map. In: a command. Out: what it prints. Never here: a change of a record other than by an
//! operation.

use model::cloud_map::{Namespace, Service};
use shapes::{ecs, servicediscovery as api};

use super::arguments::Arguments;
use super::{Printed, Stage};

/// The namespace of every script.
const NAMESPACE: &str = "demo.local";

/// `create-registry NAME`: a Cloud Map service with SRV records and a custom health check.
pub(super) fn create_registry(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let namespace_id = Some(namespace(stage)?);
    let dns_records = vec![api::DnsRecord { ttl: 10, r#type: "SRV".to_owned() }];
    let input = api::CreateServiceRequest {
        name: arguments.word(0)?.to_owned(),
        namespace_id,
        dns_config: Some(api::DnsConfig { dns_records, ..Default::default() }),
        health_check_custom_config: Some(api::HealthCheckCustomConfig::default()),
        ..Default::default()
    };
    stage.call::<api::CreateService>(input)?;
    Ok(Vec::new())
}

/// The id of the namespace, which the first registry brings with it.
fn namespace(stage: &mut Stage) -> Result<String, String> {
    if stage.cloud.world().count::<Namespace>() == 0 {
        let input = api::CreatePrivateDnsNamespaceRequest {
            name: NAMESPACE.to_owned(),
            vpc: "vpc-demo".to_owned(),
            ..Default::default()
        };
        stage.call::<api::CreatePrivateDnsNamespace>(input)?;
    }
    let world = stage.cloud.world();
    let found = world.all::<Namespace>().next().map(|namespace| namespace.id.clone());
    found.ok_or_else(|| "there is no namespace".to_owned())
}

/// `registry=NAME` of create-service: port 80 of the container that is named as the definition.
pub(super) fn registries(
    stage: &Stage,
    arguments: &Arguments,
) -> Result<Option<Vec<ecs::ServiceRegistry>>, String> {
    let Some(name) = arguments.text("registry") else { return Ok(None) };
    let world = stage.cloud.world();
    let found = world.all::<Service>().find(|service| service.name == name);
    let registry_arn = Some(found.ok_or_else(|| format!("there is no registry {name}"))?.arn());
    let task = arguments.text("task").unwrap_or(arguments.word(0)?.to_owned());
    let container_name = task.split(':').next().map(str::to_owned);
    let one = ecs::ServiceRegistry { registry_arn, container_name, container_port: Some(80), port: None };
    Ok(Some(vec![one]))
}

/// `show found NAME`: all instances of a registry, as DiscoverInstances answers.
pub(super) fn found(stage: &mut Stage, name: &str) -> Printed {
    let input = api::DiscoverInstancesRequest {
        namespace_name: NAMESPACE.to_owned(),
        service_name: name.to_owned(),
        health_status: Some("ALL".to_owned()),
        ..Default::default()
    };
    let answer = stage.cloud.read::<api::DiscoverInstances>(input).map_err(|error| error.message)?;
    let line = |one: api::HttpInstanceSummary| {
        let attributes = one.attributes.unwrap_or_default();
        let machine = attributes.get("EC2_INSTANCE_ID").map(String::as_str).unwrap_or_default();
        let (id, health) = (one.instance_id.unwrap_or_default(), one.health_status.unwrap_or_default());
        stage.names.read(&format!("{id} on {machine} {health}"))
    };
    let mut lines: Vec<String> = answer.instances.unwrap_or_default().into_iter().map(line).collect();
    lines.sort();
    Ok(lines)
}
