//! DeleteNamespace: refused while services are in it.

use ledger::Txn;
use model::Record;
use model::cloud_map::{Namespace, OperationKind};
use shapes::Error;
use shapes::servicediscovery::{DeleteNamespace, DeleteNamespaceRequest, DeleteNamespaceResponse, errors};

use super::{find, operations};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteNamespace {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteNamespaceRequest,
    ) -> Result<DeleteNamespaceResponse, Error> {
        let namespace = find::namespace(txn.world(), &caller.scope, &input.id)?;
        if find::services_in(txn.world(), &namespace).next().is_some() {
            let text = format!(
                "Namespace {} contains registered services; delete the services before deleting the namespace",
                namespace.id
            );
            return Err(errors::resource_in_use(text));
        }
        txn.remove::<Namespace>(&namespace.key());
        let targets = [("NAMESPACE", namespace.id.as_str())];
        let operation_id = Some(operations::done(txn, caller, OperationKind::DeleteNamespace, &targets));
        Ok(DeleteNamespaceResponse { operation_id })
    }
}
