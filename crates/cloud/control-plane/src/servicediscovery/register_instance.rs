//! RegisterInstance: a new instance, or other attributes of one.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use ledger::{Txn, World};
use model::cloud_map::{INIT_HEALTH, IPV4, IPV6, Instance, OperationKind, PORT, RecordType, Service};
use model::ec2;
use model::ecs::HealthStatus;
use shapes::Error;
use shapes::servicediscovery::{RegisterInstance, RegisterInstanceRequest, RegisterInstanceResponse, errors};

use super::{find, instances, operations};
use crate::Caller;
use crate::table::Write;

const EC2_INSTANCE: &str = "AWS_EC2_INSTANCE_ID";
/// Attributes that lead to what this product does not have.
const ABSENT: [&str; 2] = ["AWS_ALIAS_DNS_NAME", "AWS_INSTANCE_CNAME"];
/// Attributes of the user's own.
const MOST_CUSTOM: usize = 30;
/// Characters of all keys and values together.
const MOST_CHARACTERS: usize = 5_000;

type Attributes = BTreeMap<String, String>;

impl Write for RegisterInstance {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RegisterInstanceRequest,
    ) -> Result<RegisterInstanceResponse, Error> {
        let service = find::service(txn.world(), &caller.scope, &input.service_id)?;
        check_id(&input.instance_id)?;
        check_size(&input.attributes)?;
        let attributes = with_address(txn.world(), &service, input.attributes)?;
        check(&service, &attributes)?;
        let present = find::instance(txn.world(), &service, &input.instance_id).ok();
        let instance = Instance {
            scope: service.scope.clone(),
            service: service.id.clone(),
            id: input.instance_id,
            health: first_health(&service, &attributes, present.as_deref())?,
            attributes,
            // A task's instance stays the task's, with what the user adds to it.
            task: present.as_ref().and_then(|present| present.task.clone()),
            creator_request_id: input.creator_request_id,
            created_at: present.map_or(caller.now, |present| present.created_at),
        };
        let id = instance.id.clone();
        if !instances::put(txn, instance) {
            let text = format!("The limit of {} instances of a service is reached.", Service::MOST_INSTANCES);
            return Err(errors::resource_limit_exceeded(text));
        }
        let targets = [("SERVICE", service.id.as_str()), ("INSTANCE", id.as_str())];
        let operation_id = Some(operations::done(txn, caller, OperationKind::RegisterInstance, &targets));
        Ok(RegisterInstanceResponse { operation_id })
    }
}

/// `[0-9a-zA-Z_/:.@-]`, up to 64.
fn check_id(id: &str) -> Result<(), Error> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_/:.@-".contains(&byte);
    if (1..=64).contains(&id.len()) && id.bytes().all(fits) {
        return Ok(());
    }
    Err(errors::invalid_input(format!("The instance id {id} is not valid.")))
}

fn check_size(attributes: &Attributes) -> Result<(), Error> {
    let characters: usize = attributes.iter().map(|(key, value)| key.len() + value.len()).sum();
    let custom = attributes.keys().filter(|key| !key.starts_with("AWS_")).count();
    if characters <= MOST_CHARACTERS && custom <= MOST_CUSTOM {
        return Ok(());
    }
    let text = format!(
        "An instance has at most {MOST_CUSTOM} custom attributes and {MOST_CHARACTERS} characters of attributes."
    );
    Err(errors::invalid_input(text))
}

/// An instance named by its EC2 id has that one's address.
fn with_address(world: &World, service: &Service, mut attributes: Attributes) -> Result<Attributes, Error> {
    let Some(id) = attributes.get(EC2_INSTANCE) else { return Ok(attributes) };
    let alone =
        attributes.keys().all(|key| key == EC2_INSTANCE || key == INIT_HEALTH || !key.starts_with("AWS_"));
    if service.dns.is_some() || !alone {
        let text = format!("{EC2_INSTANCE} can be given alone, for services that are found by HTTP only.");
        return Err(errors::invalid_input(text));
    }
    let found = world.scan::<ec2::Instance>(&service.scope).find(|instance| instance.id == *id);
    let Some(found) = found.filter(|instance| instance.state != ec2::InstanceState::Terminated) else {
        return Err(errors::invalid_input(format!("The EC2 instance {id} does not exist.")));
    };
    attributes.insert(IPV4.to_owned(), found.address.to_string());
    Ok(attributes)
}

/// Whether the attributes are what the service's records need.
fn check(service: &Service, attributes: &Attributes) -> Result<(), Error> {
    let refuse = |text: String| Err(errors::invalid_input(text));
    if let Some(absent) = ABSENT.iter().find(|name| attributes.contains_key(**name)) {
        return refuse(format!("The attribute {absent} is not in this product; see SCOPE.md"));
    }
    for name in needed(service, attributes) {
        if !attributes.contains_key(name) {
            return refuse(format!("The attribute {name} must be given for the records of this service."));
        }
    }
    let parses = |name: &str, read: fn(&str) -> bool| attributes.get(name).is_none_or(|value| read(value));
    let v4 = parses(IPV4, |value| value.parse::<Ipv4Addr>().is_ok());
    let v6 = parses(IPV6, |value| value.parse::<Ipv6Addr>().is_ok());
    let port = parses(PORT, |value| value.parse::<u16>().is_ok_and(|port| port > 0));
    match [(IPV4, v4), (IPV6, v6), (PORT, port)].iter().find(|(_, fits)| !fits) {
        Some((name, _)) => refuse(format!("The value of {name} is not valid: {}", attributes[*name])),
        None => Ok(()),
    }
}

fn needed(service: &Service, attributes: &Attributes) -> Vec<&'static str> {
    let records = service.dns.iter().flat_map(|dns| &dns.records);
    let of = |kind: RecordType| match kind {
        RecordType::A => vec![IPV4],
        RecordType::Aaaa => vec![IPV6],
        RecordType::Srv if attributes.contains_key(IPV6) => vec![PORT],
        RecordType::Srv => vec![PORT, IPV4],
    };
    records.flat_map(|record| of(record.kind)).collect()
}

/// The health an instance begins with: what it says itself, what it had, HEALTHY.
fn first_health(
    service: &Service,
    attributes: &Attributes,
    present: Option<&Instance>,
) -> Result<Option<HealthStatus>, Error> {
    let said = attributes.get(INIT_HEALTH).map(String::as_str);
    let said = match said {
        None => None,
        Some("HEALTHY") => Some(HealthStatus::Healthy),
        Some("UNHEALTHY") => Some(HealthStatus::Unhealthy),
        Some(_) => return Err(errors::invalid_input(format!("{INIT_HEALTH} must be HEALTHY or UNHEALTHY."))),
    };
    if !service.custom_health {
        let text = format!("{INIT_HEALTH} needs a service with HealthCheckCustomConfig.");
        return if said.is_some() { Err(errors::invalid_input(text)) } else { Ok(None) };
    }
    let had = present.and_then(|present| present.health);
    Ok(Some(said.or(had).unwrap_or(HealthStatus::Healthy)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::servicediscovery::{
        DeleteService, DeleteServiceRequest, DeregisterInstance, DeregisterInstanceRequest, GetInstance,
        GetInstanceRequest, GetInstancesHealthStatus, GetInstancesHealthStatusRequest,
        UpdateInstanceCustomHealthStatus, UpdateInstanceCustomHealthStatusRequest,
    };

    use super::*;
    use crate::servicediscovery::fixture::{Desk, attributes};

    #[test]
    fn attributes_must_suit_the_records() {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let a = desk.service(&namespace, "a", &["A"], false);
        let srv = desk.service(&namespace, "srv", &["SRV"], false);
        assert!(desk.register(&a, "1", &[(IPV4, "10.0.0.1")]).is_ok());
        assert!(desk.register(&srv, "1", &[(IPV4, "10.0.0.1"), (PORT, "80")]).is_ok());
        for (service, wrong) in [
            (&a, &[("color", "red")][..]),
            (&a, &[(IPV4, "10.0.0.256")]),
            (&a, &[(IPV4, "10.0.0.1"), (INIT_HEALTH, "HEALTHY")]),
            (&a, &[(IPV4, "10.0.0.1"), ("AWS_ALIAS_DNS_NAME", "lb")]),
            (&srv, &[(IPV4, "10.0.0.1")]),
            (&srv, &[(IPV4, "10.0.0.1"), (PORT, "0")]),
        ] {
            let refused = desk.register(service, "2", wrong).unwrap_err();
            assert_eq!(refused.code, "InvalidInput", "{wrong:?}");
        }
        assert!(desk.register(&a, "not an id", &[(IPV4, "10.0.0.1")]).is_err());
        assert_eq!(desk.register("srv-none", "1", &[]).unwrap_err().code, "ServiceNotFound");
    }

    #[test]
    fn an_instance_lives_and_its_service_outlives_it() {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let service = desk.service(&namespace, "a", &["A"], true);
        desk.register(&service, "1", &[(IPV4, "10.0.0.1"), (INIT_HEALTH, "UNHEALTHY")]).unwrap();
        let health = |desk: &mut Desk| {
            let ask = GetInstancesHealthStatusRequest { service_id: service.clone(), ..Default::default() };
            desk.read::<GetInstancesHealthStatus>(ask).unwrap().status.unwrap()["1"].clone()
        };
        assert_eq!(health(&mut desk), "UNHEALTHY");
        let tell = |status: &str, instance: &str| UpdateInstanceCustomHealthStatusRequest {
            service_id: service.clone(),
            instance_id: instance.into(),
            status: status.into(),
        };
        desk.write::<UpdateInstanceCustomHealthStatus>(tell("HEALTHY", "1")).unwrap();
        assert_eq!(health(&mut desk), "HEALTHY");
        let unknown = desk.write::<UpdateInstanceCustomHealthStatus>(tell("HEALTHY", "2")).unwrap_err();
        assert_eq!(unknown.code, "InstanceNotFound");

        desk.register(&service, "1", &[(IPV4, "10.0.0.2")]).unwrap();
        let ask = GetInstanceRequest { service_id: service.clone(), instance_id: "1".into() };
        let shown = desk.read::<GetInstance>(ask).unwrap().instance.unwrap();
        assert_eq!(shown.attributes, Some(attributes(&[(IPV4, "10.0.0.2")])));

        let delete = || DeleteServiceRequest { id: service.clone() };
        assert_eq!(desk.write::<DeleteService>(delete()).unwrap_err().code, "ResourceInUse");
        let out = DeregisterInstanceRequest { service_id: service.clone(), instance_id: "1".into() };
        desk.write::<DeregisterInstance>(out.clone()).unwrap();
        assert_eq!(desk.write::<DeregisterInstance>(out).unwrap_err().code, "InstanceNotFound");
        desk.write::<DeleteService>(delete()).unwrap();
    }
}
