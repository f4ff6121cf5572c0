//! UpdatePrivateDnsNamespace: the description and the TTL of the zone.

use ledger::Txn;
use model::cloud_map::NamespaceKind;
use shapes::Error;
use shapes::servicediscovery::{
    UpdatePrivateDnsNamespace, UpdatePrivateDnsNamespaceRequest, UpdatePrivateDnsNamespaceResponse, errors,
};

use super::{find, namespaces};
use crate::Caller;
use crate::table::Write;

impl Write for UpdatePrivateDnsNamespace {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdatePrivateDnsNamespaceRequest,
    ) -> Result<UpdatePrivateDnsNamespaceResponse, Error> {
        let namespace = find::namespace(txn.world(), &caller.scope, &input.id)?;
        if namespace.kind != NamespaceKind::DnsPrivate {
            return Err(errors::invalid_input(format!("{} is not a private DNS namespace.", namespace.id)));
        }
        let change = input.namespace;
        let id = namespaces::update(txn, caller, &namespace, |namespace| {
            if let Some(description) = change.description {
                namespace.description = Some(description);
            }
            if let Some(properties) = change.properties {
                namespace.soa_ttl = properties.dns_properties.soa.ttl;
            }
        });
        Ok(UpdatePrivateDnsNamespaceResponse { operation_id: Some(id) })
    }
}
