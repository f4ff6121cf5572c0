//! Records of Cloud Map on the wire. In: a world and a record. Out: shapes. Never here: finding.

use ledger::World;
use model::Time;
use model::cloud_map::{DnsSettings, Instance, Namespace, NamespaceKind, Operation, Service};
use model::ecs::HealthStatus;
use shapes::Timestamp;
use shapes::servicediscovery as out;

fn time(time: Time) -> Timestamp {
    Timestamp::from_millis(time.0)
}

/// A namespace in a list.
pub(crate) fn namespace_summary(world: &World, namespace: &Namespace) -> out::NamespaceSummary {
    out::NamespaceSummary {
        arn: Some(namespace.arn()),
        create_date: Some(time(namespace.created_at)),
        description: namespace.description.clone(),
        id: Some(namespace.id.clone()),
        name: Some(namespace.name.clone()),
        properties: Some(properties(namespace)),
        resource_owner: Some(namespace.scope.account.to_string()),
        service_count: Some(world.counted::<Service>(&namespace.scope, &namespace.id) as i64),
        r#type: Some(namespace.kind.to_string()),
    }
}

/// A namespace alone.
pub(crate) fn namespace(world: &World, namespace: &Namespace) -> out::Namespace {
    let same = namespace_summary(world, namespace);
    out::Namespace {
        arn: same.arn,
        create_date: same.create_date,
        creator_request_id: namespace.creator_request_id.clone(),
        description: same.description,
        id: same.id,
        name: same.name,
        properties: same.properties,
        resource_owner: same.resource_owner,
        service_count: same.service_count,
        r#type: same.r#type,
    }
}

fn properties(namespace: &Namespace) -> out::NamespaceProperties {
    let dns = (namespace.kind == NamespaceKind::DnsPrivate).then(|| out::DnsProperties {
        hosted_zone_id: namespace.hosted_zone.clone(),
        soa: Some(out::SOA { ttl: namespace.soa_ttl }),
    });
    out::NamespaceProperties {
        dns_properties: dns,
        http_properties: Some(out::HttpProperties { http_name: Some(namespace.name.clone()) }),
    }
}

/// A service in a list.
pub(crate) fn service_summary(world: &World, service: &Service) -> out::ServiceSummary {
    let custom = out::HealthCheckCustomConfig { failure_threshold: Some(1) };
    out::ServiceSummary {
        arn: Some(service.arn()),
        create_date: Some(time(service.created_at)),
        created_by_account: Some(service.scope.account.to_string()),
        description: service.description.clone(),
        dns_config: service.dns.as_ref().map(|dns| dns_config(service, dns)),
        health_check_config: None,
        health_check_custom_config: service.custom_health.then_some(custom),
        id: Some(service.id.clone()),
        instance_count: Some(world.counted::<Instance>(&service.scope, &service.id) as i64),
        name: Some(service.name.clone()),
        resource_owner: Some(service.scope.account.to_string()),
        r#type: Some(service.kind.to_string()),
    }
}

/// A service alone.
pub(crate) fn service(world: &World, service: &Service) -> out::Service {
    let same = service_summary(world, service);
    out::Service {
        arn: same.arn,
        create_date: same.create_date,
        created_by_account: same.created_by_account,
        creator_request_id: service.creator_request_id.clone(),
        description: same.description,
        dns_config: same.dns_config,
        health_check_config: None,
        health_check_custom_config: same.health_check_custom_config,
        id: same.id,
        instance_count: same.instance_count,
        name: same.name,
        namespace_id: Some(service.namespace.clone()),
        resource_owner: same.resource_owner,
        r#type: same.r#type,
    }
}

fn dns_config(service: &Service, dns: &DnsSettings) -> out::DnsConfig {
    let records = dns.records.iter();
    out::DnsConfig {
        dns_records: records
            .map(|record| out::DnsRecord { ttl: i64::from(record.ttl), r#type: record.kind.to_string() })
            .collect(),
        namespace_id: Some(service.namespace.clone()),
        routing_policy: Some(dns.routing.to_string()),
    }
}

/// An instance in a list.
pub(crate) fn instance_summary(instance: &Instance) -> out::InstanceSummary {
    out::InstanceSummary {
        attributes: Some(instance.attributes.clone()),
        created_by_account: Some(instance.scope.account.to_string()),
        id: Some(instance.id.clone()),
    }
}

/// An instance alone.
pub(crate) fn instance(instance: &Instance) -> out::Instance {
    out::Instance {
        attributes: Some(instance.attributes.clone()),
        created_by_account: Some(instance.scope.account.to_string()),
        creator_request_id: instance.creator_request_id.clone(),
        id: Some(instance.id.clone()),
    }
}

/// The health status of an instance: UNKNOWN where the service has no health check.
pub(crate) fn health(instance: &Instance) -> String {
    instance.health.unwrap_or(HealthStatus::Unknown).to_string()
}

/// An operation.
pub(crate) fn operation(operation: &Operation) -> out::Operation {
    out::Operation {
        create_date: Some(time(operation.created_at)),
        error_code: None,
        error_message: None,
        id: Some(operation.id.clone()),
        owner_account: Some(operation.scope.account.to_string()),
        status: Some(operation.status.to_string()),
        targets: Some(operation.targets.clone()),
        r#type: Some(operation.kind.to_string()),
        update_date: Some(time(operation.updated_at)),
    }
}
