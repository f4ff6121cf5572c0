//! ModifyTargetGroupAttributes: sets the attributes given, all or none; answers with every attribute.

use ledger::Txn;
use model::Record;
use model::elbv2::TargetGroup;
use shapes::Error;
use shapes::elbv2::{
    ModifyTargetGroupAttributes, ModifyTargetGroupAttributesInput, ModifyTargetGroupAttributesOutput,
    TargetGroupAttribute,
};

use super::{attributes, find};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyTargetGroupAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyTargetGroupAttributesInput,
    ) -> Result<ModifyTargetGroupAttributesOutput, Error> {
        let found = find::target_group(txn.world(), &caller.scope, &input.target_group_arn)?;
        let mut set = found.attributes.clone();
        for attribute in input.attributes {
            attributes::TARGET_GROUP.set(&mut set, attribute.key, attribute.value)?;
        }
        let all = attributes::TARGET_GROUP.all(&set);
        let shown = all.map(|(key, value)| TargetGroupAttribute { key, value }).collect();
        txn.update(&found.key(), |record: &mut TargetGroup| record.attributes = set);
        Ok(ModifyTargetGroupAttributesOutput { attributes: Some(shown) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    fn attribute(key: &str, value: &str) -> TargetGroupAttribute {
        TargetGroupAttribute { key: Some(key.to_owned()), value: Some(value.to_owned()) }
    }

    #[test]
    fn one_bad_attribute_leaves_the_others_unset() {
        let mut example = Example::new();
        let target_group_arn = example.target_group("g");
        let good = attribute("deregistration_delay.timeout_seconds", "5");
        let mut modify = |attributes: Vec<TargetGroupAttribute>| {
            let input =
                ModifyTargetGroupAttributesInput { target_group_arn: target_group_arn.clone(), attributes };
            let output = example.write::<ModifyTargetGroupAttributes>(input);
            let delay = example.world().all::<TargetGroup>().next().unwrap().deregistration_delay();
            (output.map(|output| output.attributes.unwrap()), delay)
        };
        let (refused, delay) = modify(vec![good.clone(), attribute("stickiness.enabled", "yes")]);
        assert!(refused.is_err() && delay == 300);
        let (shown, delay) = modify(vec![good.clone()]);
        assert!(shown.unwrap().contains(&good) && delay == 5);
    }
}
