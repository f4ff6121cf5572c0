//! What the tests of this service share. Never here: assertions.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use ledger::{Ledger, Storage};
use shapes::Error;
use shapes::servicediscovery::{
    CreatePrivateDnsNamespace, CreatePrivateDnsNamespaceRequest, CreateService, CreateServiceRequest,
    DnsConfig, DnsRecord, GetOperation, GetOperationRequest, HealthCheckCustomConfig, RegisterInstance,
    RegisterInstanceRequest,
};

use crate::Caller;
use crate::table::{Read, Write};

/// A ledger and a caller.
pub(crate) struct Desk {
    ledger: Ledger,
    caller: Caller,
}

/// A map of attributes.
pub(crate) fn attributes(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { ledger: Ledger::open(Storage::Memory).unwrap(), caller: Caller::example() }
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

    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let caller = &mut self.caller;
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
    }
}
