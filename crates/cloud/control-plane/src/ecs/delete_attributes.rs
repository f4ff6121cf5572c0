//! DeleteAttributes: takes custom attributes from container instances. With a value, only an attribute that has this value goes.

use ledger::Txn;
use model::Record;
use model::ecs::ContainerInstance;
use shapes::Error;
use shapes::ecs::{DeleteAttributes, DeleteAttributesRequest, DeleteAttributesResponse};

use super::{attributes, find};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteAttributesRequest,
    ) -> Result<DeleteAttributesResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        attributes::check_count(&input.attributes)?;
        let mut deleted = Vec::new();
        for attribute in input.attributes {
            attributes::check(&attribute)?;
            let instance = attributes::target(txn.world(), &cluster, &attribute)?;
            let present = instance.attributes.get(&attribute.name);
            if present.is_none_or(|value| attribute.value.is_some() && *value != attribute.value) {
                continue;
            }
            txn.update::<ContainerInstance, _>(&instance.key(), |instance| {
                instance.attributes.remove(&attribute.name);
                instance.version += 1;
            });
            deleted.push(attribute);
        }
        Ok(DeleteAttributesResponse { attributes: Some(deleted) })
    }
}
