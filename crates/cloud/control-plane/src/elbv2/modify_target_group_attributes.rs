//! ModifyTargetGroupAttributes: sets the attributes given, all or none; answers with every attribute.

use ledger::Txn;
use model::Record;
use model::elbv2::{Attributes, TargetGroup};
use shapes::Error;
use shapes::elbv2::{
    ModifyTargetGroupAttributes, ModifyTargetGroupAttributesInput, ModifyTargetGroupAttributesOutput,
    TargetGroupAttribute, errors,
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
        check_together(&set)?;
        let all = attributes::TARGET_GROUP.all(&set);
        let shown = all.map(|(key, value)| TargetGroupAttribute { key, value }).collect();
        txn.update(&found.key(), |record: &mut TargetGroup| record.attributes = set);
        Ok(ModifyTargetGroupAttributesOutput { attributes: Some(shown) })
    }
}

/// What attributes ask of each other.
fn check_together(set: &Attributes) -> Result<(), Error> {
    let is = |key: &str, value: &str| set.get(key).is_some_and(|held| held == value);
    let named = set.contains_key("stickiness.app_cookie.cookie_name");
    let text = if is("stickiness.enabled", "true") && is("stickiness.type", "app_cookie") && !named {
        "Attribute 'stickiness.app_cookie.cookie_name' must be specified for stickiness of type 'app_cookie'"
    } else if set.contains_key("slow_start.duration_seconds")
        && set.contains_key("load_balancing.algorithm.type")
    {
        "Slow start can be enabled with the load balancing algorithm 'round_robin' only"
    } else {
        return Ok(());
    };
    Err(errors::invalid_configuration_request_exception(text))
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

    #[test]
    fn a_cookie_of_the_application_needs_its_name() {
        let mut example = Example::new();
        let target_group_arn = example.target_group("g");
        let mut modify = |attributes: Vec<TargetGroupAttribute>| {
            let input =
                ModifyTargetGroupAttributesInput { target_group_arn: target_group_arn.clone(), attributes };
            example.write::<ModifyTargetGroupAttributes>(input)
        };
        let on = || vec![attribute("stickiness.enabled", "true"), attribute("stickiness.type", "app_cookie")];
        assert!(modify(on()).unwrap_err().message.contains("cookie_name"));
        let named = [on(), vec![attribute("stickiness.app_cookie.cookie_name", "session")]].concat();
        assert!(modify(named).is_ok());
        let random = attribute("load_balancing.algorithm.type", "weighted_random");
        assert!(modify(vec![attribute("slow_start.duration_seconds", "30"), random]).is_err());
    }
}
