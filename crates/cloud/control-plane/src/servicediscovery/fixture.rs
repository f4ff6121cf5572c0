//! What the tests of this service share. Never here: assertions.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use shapes::Error;
use shapes::servicediscovery::{
    CreatePrivateDnsNamespace, CreatePrivateDnsNamespaceRequest, CreateService, CreateServiceRequest,
    DnsConfig, DnsRecord, GetOperation, GetOperationRequest, HealthCheckCustomConfig, RegisterInstance,
    RegisterInstanceRequest,
};

use crate::rig::{Rig, rig_of};

/// A ledger and a caller.
pub(crate) struct Desk {
    rig: Rig,
}

rig_of!(Desk holds Rig);

/// A map of attributes.
pub(crate) fn attributes(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { rig: Rig::new() }
    }

    /// The id of a new private namespace.
    pub(crate) fn namespace(&mut self, name: &str) -> String {
        let input =
            CreatePrivateDnsNamespaceRequest { name: name.into(), vpc: "vpc-1".into(), ..Default::default() };
        let operation_id = self.write::<CreatePrivateDnsNamespace>(input).unwrap().operation_id.unwrap();
        let ask = GetOperationRequest { operation_id, ..Default::default() };
        let operation = self.read::<GetOperation>(ask).unwrap().operation.unwrap();
        operation.targets.unwrap()["NAMESPACE"].clone()
    }

    /// The id of a new service with records of these types.
    pub(crate) fn service(&mut self, namespace: &str, name: &str, records: &[&str], health: bool) -> String {
        let record = |kind: &&str| DnsRecord { ttl: 10, r#type: (*kind).to_owned() };
        let dns_records = records.iter().map(record).collect();
        let input = CreateServiceRequest {
            name: name.into(),
            namespace_id: Some(namespace.into()),
            dns_config: Some(DnsConfig { dns_records, ..Default::default() }),
            health_check_custom_config: health.then(HealthCheckCustomConfig::default),
            ..Default::default()
        };
        self.write::<CreateService>(input).unwrap().service.unwrap().id.unwrap()
    }

    pub(crate) fn register(&mut self, service: &str, id: &str, given: &[(&str, &str)]) -> Result<(), Error> {
        let input = RegisterInstanceRequest {
            attributes: attributes(given),
            creator_request_id: None,
            instance_id: id.into(),
            service_id: service.into(),
        };
        self.write::<RegisterInstance>(input).map(|_| ())
    }
}
