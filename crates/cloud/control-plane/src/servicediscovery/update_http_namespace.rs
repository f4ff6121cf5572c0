//! UpdateHttpNamespace: the description.

use ledger::Txn;
use model::cloud_map::NamespaceKind;
use shapes::Error;
use shapes::servicediscovery::{
    UpdateHttpNamespace, UpdateHttpNamespaceRequest, UpdateHttpNamespaceResponse, errors,
};

use super::{find, namespaces};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateHttpNamespace {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateHttpNamespaceRequest,
    ) -> Result<UpdateHttpNamespaceResponse, Error> {
        let namespace = find::namespace(txn.world(), &caller.scope, &input.id)?;
        if namespace.kind != NamespaceKind::Http {
            return Err(errors::invalid_input(format!("{} is not an HTTP namespace.", namespace.id)));
        }
        let description = Some(input.namespace.description);
        let id = namespaces::update(txn, caller, &namespace, |namespace| namespace.description = description);
        Ok(UpdateHttpNamespaceResponse { operation_id: Some(id) })
    }
}
