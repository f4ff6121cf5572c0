//! ModifyListenerAttributes: sets the attributes given, all or none; answers with every attribute.

use ledger::Txn;
use model::Record;
use model::elbv2::Listener;
use shapes::Error;
use shapes::elbv2::{
    ListenerAttribute, ModifyListenerAttributes, ModifyListenerAttributesInput,
    ModifyListenerAttributesOutput,
};

use super::{attributes, find};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyListenerAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyListenerAttributesInput,
    ) -> Result<ModifyListenerAttributesOutput, Error> {
        let found = find::listener(txn.world(), &caller.scope, &input.listener_arn)?;
        let table = attributes::listener(&found.protocol);
        let mut set = found.attributes.clone();
        for attribute in input.attributes {
            table.set(&mut set, attribute.key, attribute.value)?;
        }
        let shown = table.all(&set).map(|(key, value)| ListenerAttribute { key, value }).collect();
        txn.update(&found.key(), |record: &mut Listener| record.attributes = set);
        Ok(ModifyListenerAttributesOutput { attributes: Some(shown) })
    }
}
