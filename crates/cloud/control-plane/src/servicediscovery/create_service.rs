//! CreateService: a name in a namespace; idempotent by CreatorRequestId.

use std::sync::Arc;

use ledger::Txn;
use model::cloud_map::{DnsSettings, Namespace, NamespaceKind, Service, ServiceKind, letters};
use shapes::Error;
use shapes::servicediscovery::{CreateService, CreateServiceRequest, CreateServiceResponse, errors};

use super::{dns_settings, find, tags, view};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for CreateService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateServiceRequest,
    ) -> Result<CreateServiceResponse, Error> {
        check_name(&input.name)?;
        let namespace = namespace(txn, caller, &input)?;
        let same = |present: &&Arc<Service>| present.name.eq_ignore_ascii_case(&input.name);
        let present = find::services_in(txn.world(), &namespace).find(same).cloned();
        if let Some(present) = present {
            let repeated = present.creator_request_id.is_some()
                && present.creator_request_id == input.creator_request_id;
            return if repeated { answer(txn, &present) } else { Err(exists(&present)) };
        }
        quotas::DISCOVERY_SERVICES.room_beside(txn.scan::<Service>(&caller.scope).count())?;
        let service = new(caller, &namespace, input)?;
        txn.put(service.clone());
        answer(txn, &service)
    }
}

fn answer(txn: &Txn, service: &Service) -> Result<CreateServiceResponse, Error> {
    Ok(CreateServiceResponse { service: Some(view::service(txn.world(), service)) })
}

fn exists(present: &Service) -> Error {
    errors::service_already_exists(format!("Service already exists: {}", present.name))
        .with_member("ServiceId", present.id.clone())
        .with_member("ServiceArn", present.arn())
        .with_member("CreatorRequestId", present.creator_request_id.clone())
}

fn namespace(txn: &Txn, caller: &Caller, input: &CreateServiceRequest) -> Result<Arc<Namespace>, Error> {
    let inside = input.dns_config.as_ref().and_then(|dns| dns.namespace_id.as_deref());
    let Some(named) = input.namespace_id.as_deref().or(inside) else {
        return Err(errors::invalid_input("NamespaceId must be given."));
    };
    if inside.is_some_and(|inside| inside != named) {
        return Err(errors::invalid_input("NamespaceId and DnsConfig.NamespaceId must be the same."));
    }
    find::namespace(txn.world(), &caller.scope, named)
}

fn new(caller: &mut Caller, namespace: &Namespace, input: CreateServiceRequest) -> Result<Service, Error> {
    let dns = dns(namespace, input.dns_config, input.r#type.as_deref())?;
    let kind = if dns.is_some() { ServiceKind::DnsHttp } else { ServiceKind::Http };
    Ok(Service {
        scope: caller.scope.clone(),
        id: format!("srv-{}", letters(&mut caller.dice, 16)),
        name: input.name,
        namespace: namespace.id.clone(),
        description: input.description,
        kind,
        dns,
        custom_health: input.health_check_custom_config.is_some(),
        creator_request_id: input.creator_request_id,
        revision: 0,
        created_at: caller.now,
        tags: tags::read(input.tags)?,
    })
}

/// Given for services found by DNS, and for no others.
fn dns(
    namespace: &Namespace,
    given: Option<shapes::servicediscovery::DnsConfig>,
    kind: Option<&str>,
) -> Result<Option<DnsSettings>, Error> {
    let only_http = kind == Some("HTTP") || namespace.kind == NamespaceKind::Http;
    match (given, only_http) {
        (Some(_), true) => {
            Err(errors::invalid_input("DnsConfig can't be given for services that are found by HTTP only."))
        }
        (None, true) => Ok(None),
        (Some(given), false) => dns_settings::read(given).map(Some),
        (None, false) => {
            Err(errors::invalid_input("DnsConfig must be given for services in a private DNS namespace."))
        }
    }
}

/// Labels of letters, digits, hyphens and underscores, 127 characters at most.
fn check_name(name: &str) -> Result<(), Error> {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let edges = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && edges
            && (label.len() > 1 || label != "_")
    };
    if name.len() <= 127 && name.split('.').all(label) {
        return Ok(());
    }
    Err(errors::invalid_input(format!("The service name {name} is not valid.")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::servicediscovery::{DnsConfig, DnsRecord};

    use super::*;
    use crate::servicediscovery::fixture::Desk;

    fn records(kinds: &[&str]) -> Option<DnsConfig> {
        let record = |kind: &&str| DnsRecord { ttl: 10, r#type: (*kind).to_owned() };
        Some(DnsConfig { dns_records: kinds.iter().map(record).collect(), ..Default::default() })
    }

    #[test]
    fn what_a_private_namespace_takes() {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let mut create = |name: &str, dns_config: Option<DnsConfig>| {
            let input = CreateServiceRequest {
                name: name.into(),
                namespace_id: Some(namespace.clone()),
                dns_config,
                ..Default::default()
            };
            desk.write::<CreateService>(input).map(|output| output.service.unwrap())
        };
        let both = create("both", records(&["A", "AAAA"])).unwrap();
        assert_eq!(both.r#type.as_deref(), Some("DNS_HTTP"));
        assert_eq!(both.dns_config.unwrap().routing_policy.as_deref(), Some("MULTIVALUE"));
        assert!(create("_http._tcp", records(&["SRV"])).is_ok());
        for kinds in [&["SRV", "A"][..], &["A", "A"], &["CNAME"], &[]] {
            assert_eq!(create("wrong", records(kinds)).unwrap_err().code, "InvalidInput", "{kinds:?}");
        }
        assert!(create("none", None).is_err());
        for name in ["", "-a", "a-", "a..b", "a b", "_"] {
            assert_eq!(create(name, records(&["A"])).unwrap_err().code, "InvalidInput", "{name:?}");
        }
        assert_eq!(create("BOTH", records(&["A"])).unwrap_err().code, "ServiceAlreadyExists");
    }

    #[test]
    fn a_repetition_answers_the_first() {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let input = CreateServiceRequest {
            name: "web".into(),
            namespace_id: Some(namespace),
            dns_config: records(&["A"]),
            creator_request_id: Some("once".into()),
            ..Default::default()
        };
        let first = desk.write::<CreateService>(input.clone()).unwrap();
        assert_eq!(desk.write::<CreateService>(input).unwrap(), first);
    }
}
