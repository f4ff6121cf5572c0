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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn all_or_none_are_set() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener_arn = example.listener(&balancer, 80, &group).unwrap();
        let attribute = |key: &str, value: &str| ListenerAttribute {
            key: Some(key.to_owned()),
            value: Some(value.to_owned()),
        };
        let frame = attribute("routing.http.response.x_frame_options.header_value", "DENY");
        let mut set = |attributes| {
            let listener_arn = listener_arn.clone();
            let input = ModifyListenerAttributesInput { listener_arn, attributes };
            example.write::<ModifyListenerAttributes>(input)
        };
        let bad = attribute("routing.http.response.server.enabled", "maybe");
        assert!(set(vec![frame.clone(), bad]).is_err());
        assert!(set(vec![frame.clone()]).unwrap().attributes.unwrap().contains(&frame));
        let world = example.world();
        assert_eq!(world.all::<Listener>().next().unwrap().attributes.len(), 1);
    }
}
