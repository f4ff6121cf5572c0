//! The `serviceRegistries` of a service: one Cloud Map service that exists and whose records the definition's tasks can fill.

use ledger::World;
use model::cloud_map::{self, RecordType};
use model::ecs::{NetworkMode, ServiceRegistry, TaskDefinition};
use model::{Arn, Scope};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Reads and checks them against the definition the service runs.
pub(crate) fn read(
    world: &World,
    scope: &Scope,
    given: Option<Vec<wire::ServiceRegistry>>,
    definition: &TaskDefinition,
) -> Result<Vec<ServiceRegistry>, Error> {
    let registries: Vec<_> = given.unwrap_or_default().into_iter().map(one).collect::<Result<_, _>>()?;
    if registries.len() > 1 {
        return refuse("serviceRegistries can have at most 1 items.".to_owned());
    }
    for registry in &registries {
        find(world, scope, &registry.registry_arn)?;
    }
    check(world, &registries, definition)?;
    Ok(registries)
}

/// For DescribeServices.
pub(crate) fn write(registries: &[ServiceRegistry]) -> Vec<wire::ServiceRegistry> {
    let one = |registry: &ServiceRegistry| wire::ServiceRegistry {
        container_name: registry.container_name.clone(),
        container_port: registry.container_port.map(i64::from),
        port: registry.port.map(i64::from),
        registry_arn: Some(registry.registry_arn.clone()),
    };
    registries.iter().map(one).collect()
}

fn one(given: wire::ServiceRegistry) -> Result<ServiceRegistry, Error> {
    let port = |name: &str, given: Option<i64>| {
        let read = given.map(|port| u16::try_from(port).ok().filter(|port| *port > 0));
        match read {
            None => Ok(None),
            Some(Some(port)) => Ok(Some(port)),
            Some(None) => refuse(format!("{name} of a service registry must be between 1 and 65535.")),
        }
    };
    Ok(ServiceRegistry {
        registry_arn: given.registry_arn.unwrap_or_default(),
        port: port("port", given.port)?,
        container_name: given.container_name.filter(|name| !name.is_empty()),
        container_port: port("containerPort", given.container_port)?,
    })
}

fn refuse<T>(text: String) -> Result<T, Error> {
    Err(errors::invalid_parameter_exception(text))
}

/// The Cloud Map service an ARN names.
fn find<'w>(world: &'w World, scope: &Scope, arn: &str) -> Result<&'w cloud_map::Service, Error> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "servicediscovery" && parsed.is_in(scope));
    let id = parsed.as_ref().and_then(|parsed| parsed.resource.strip_prefix("service/"));
    let Some(id) = id else { return refuse(format!("Invalid service registry ARN: {arn}")) };
    match world.get::<cloud_map::Service>(&cloud_map::Service::key_of(scope, id)) {
        Some(service) => Ok(service),
        None => refuse(format!("Unable to find service registry with ARN {arn}.")),
    }
}

/// Checks that tasks of this definition can say what the records of the registry need. A registry deleted since is no reason to refuse
/// an update of something else.
pub(crate) fn check(
    world: &World,
    registries: &[ServiceRegistry],
    definition: &TaskDefinition,
) -> Result<(), Error> {
    for registry in registries {
        check_ports(registry, definition)?;
        let scope = &definition.scope;
        if let Ok(service) = find(world, scope, &registry.registry_arn) {
            check_records(service, registry, definition)?;
        }
    }
    Ok(())
}

/// A container and its port go together, and are in the definition; they exclude a bare port.
fn check_ports(registry: &ServiceRegistry, definition: &TaskDefinition) -> Result<(), Error> {
    let (name, port) = match (&registry.container_name, registry.container_port) {
        (None, None) => return Ok(()),
        (Some(name), Some(port)) => (name, port),
        _ => {
            return refuse(
                "Service registries need both containerName and containerPort, or neither.".to_owned(),
            );
        }
    };
    if registry.port.is_some() {
        return refuse(
            "Service registries take either port or containerName and containerPort, not both.".to_owned(),
        );
    }
    let Some(container) = definition.container(name) else {
        return refuse(format!("The container {name} does not exist in the task definition."));
    };
    if container.port_mappings.iter().any(|mapping| mapping.container_port == port) {
        return Ok(());
    }
    refuse(format!("The container {name} did not have a container port {port} defined."))
}

fn check_records(
    service: &cloud_map::Service,
    registry: &ServiceRegistry,
    definition: &TaskDefinition,
) -> Result<(), Error> {
    let mode = definition.network_mode().as_str();
    let has = |kind| service.dns.as_ref().is_some_and(|dns| dns.record(kind).is_some());
    let named = registry.container_name.is_some();
    if has(RecordType::Aaaa) {
        return refuse(
            "Tasks have no IPv6 address: registries with AAAA records are not in this product; see SCOPE.md"
                .to_owned(),
        );
    }
    if definition.network_mode() == NetworkMode::None {
        return refuse(format!("Service registries are not supported by the {mode} network mode."));
    }
    if shares_its_address(definition.network_mode()) {
        if has(RecordType::A) {
            return refuse(format!(
                "The {mode} network mode specified in the task definition supports service registries with SRV records only."
            ));
        }
        if !named {
            return refuse(format!(
                "When the {mode} network mode is specified in the task definition, containerName and containerPort must be specified for service registries."
            ));
        }
    } else if has(RecordType::Srv) && !named && registry.port.is_none() {
        return refuse(
            "When a service registry uses SRV records, port, or containerName and containerPort, must be specified.".to_owned(),
        );
    }
    Ok(())
}

/// Whether tasks have the address of their instance: only a port tells them apart.
fn shares_its_address(mode: NetworkMode) -> bool {
    mode != NetworkMode::Awsvpc
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::ecs::{
        ContainerDefinition, CreateService, CreateServiceRequest, PortMapping, RegisterTaskDefinition,
        RegisterTaskDefinitionRequest,
    };
    use shapes::servicediscovery as map;

    use super::*;
    use crate::ecs::fixture::Desk;

    /// A Cloud Map service with one record type; its ARN.
    fn registry(desk: &mut Desk, kind: &str) -> String {
        let input = map::CreatePrivateDnsNamespaceRequest {
            name: format!("{}.local", kind.to_lowercase()),
            vpc: "vpc-1".into(),
            ..Default::default()
        };
        let operation_id = desk.write::<map::CreatePrivateDnsNamespace>(input).unwrap().operation_id.unwrap();
        let ask = map::GetOperationRequest { operation_id, ..Default::default() };
        let done = desk.read::<map::GetOperation>(ask).unwrap().operation.unwrap();
        let input = map::CreateServiceRequest {
            name: "web".into(),
            namespace_id: Some(done.targets.unwrap()["NAMESPACE"].clone()),
            dns_config: Some(map::DnsConfig {
                dns_records: vec![map::DnsRecord { ttl: 10, r#type: kind.into() }],
                ..Default::default()
            }),
            ..Default::default()
        };
        desk.write::<map::CreateService>(input).unwrap().service.unwrap().arn.unwrap()
    }

    fn desk() -> Desk {
        let mut desk = Desk::with_instances(1);
        let container = ContainerDefinition {
            name: Some("app".into()),
            image: Some("web".into()),
            memory: Some(64),
            port_mappings: Some(vec![PortMapping { container_port: Some(8080), ..Default::default() }]),
            ..Default::default()
        };
        desk.write::<RegisterTaskDefinition>(RegisterTaskDefinitionRequest {
            family: "ported".into(),
            container_definitions: vec![container],
            ..Default::default()
        })
        .unwrap();
        desk
    }

    fn given(arn: &str, container: Option<(&str, i64)>, port: Option<i64>) -> wire::ServiceRegistry {
        wire::ServiceRegistry {
            registry_arn: Some(arn.to_owned()),
            container_name: container.map(|(name, _)| name.to_owned()),
            container_port: container.map(|(_, port)| port),
            port,
        }
    }

    fn create(desk: &mut Desk, registries: Vec<wire::ServiceRegistry>) -> Result<wire::Service, Error> {
        let input = CreateServiceRequest {
            service_name: "web".into(),
            task_definition: Some("ported".into()),
            desired_count: Some(0),
            service_registries: Some(registries),
            ..Default::default()
        };
        desk.write::<CreateService>(input).map(|output| output.service.unwrap())
    }

    #[test]
    fn bridge_tasks_need_srv_records_and_a_container_port() {
        let mut desk = desk();
        let (srv, a) = (registry(&mut desk, "SRV"), registry(&mut desk, "A"));
        let app = Some(("app", 8080));
        for (wrong, words) in [
            (vec![given(&a, app, None)], "SRV records only"),
            (vec![given(&srv, None, None)], "containerName and containerPort"),
            (vec![given(&srv, None, Some(80))], "containerName and containerPort"),
            (vec![given(&srv, app, Some(80))], "not both"),
            (vec![given(&srv, Some(("app", 9)), None)], "did not have a container port 9"),
            (vec![given(&srv, Some(("db", 8080)), None)], "container db does not exist"),
            (
                vec![given("arn:aws:servicediscovery:us-west-2:000000000000:service/srv-none", app, None)],
                "Unable to find",
            ),
            (vec![given("srv-1", app, None)], "Invalid service registry ARN"),
            (vec![given(&srv, app, None), given(&srv, app, None)], "at most 1"),
        ] {
            let refused = create(&mut desk, wrong).unwrap_err();
            assert_eq!(refused.code, "InvalidParameterException");
            assert!(refused.message.contains(words), "{words}: {refused}");
        }
        let made = create(&mut desk, vec![given(&srv, app, None)]).unwrap();
        assert_eq!(made.service_registries, Some(vec![given(&srv, app, None)]));
    }
}
