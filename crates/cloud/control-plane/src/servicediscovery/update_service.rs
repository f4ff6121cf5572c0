//! UpdateService: the description, and the TTL of records that are there.

use ledger::Txn;
use model::Record;
use model::cloud_map::{DnsRecord, OperationKind, Service};
use shapes::Error;
use shapes::servicediscovery::{
    ServiceChange, UpdateService, UpdateServiceRequest, UpdateServiceResponse, errors,
};

use super::{dns_settings, find, operations};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateService {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateServiceRequest,
    ) -> Result<UpdateServiceResponse, Error> {
        let service = find::service(txn.world(), &caller.scope, &input.id)?;
        let records = records(&service, &input.service)?;
        let description = input.service.description;
        txn.update::<Service, _>(&service.key(), |service| {
            service.description = description.or(service.description.take());
            if let Some(dns) = &mut service.dns {
                dns.records = records;
            }
        });
        let targets = [("SERVICE", service.id.as_str())];
        let operation_id = Some(operations::done(txn, caller, OperationKind::UpdateService, &targets));
        Ok(UpdateServiceResponse { operation_id })
    }
}

/// On AWS, records and checks that are left out are deleted: a service that loses its records on the way to another description is
/// nobody's wish, so their absence is refused rather than followed.
fn records(service: &Service, change: &ServiceChange) -> Result<Vec<DnsRecord>, Error> {
    let refuse = |text: &str| Err(errors::invalid_input(text));
    let Some(dns) = &service.dns else {
        return refuse("A service that is found by HTTP only can't be updated.");
    };
    let Some(given) = change.dns_config.clone() else {
        return refuse(
            "DnsConfig must be given: leaving it out deletes the records, which this product does not do; see SCOPE.md",
        );
    };
    let records = dns_settings::records(given.dns_records)?;
    let same = dns.records.len() == records.len() && records.iter().all(|one| dns.record(one.kind).is_some());
    if same {
        Ok(records)
    } else {
        refuse("The types of a service's DNS records can't be changed, only their TTL.")
    }
}
