//! ModifyRule: conditions and action; what is not given stays. The default rule is its listener's business.

use ledger::Txn;
use model::elbv2::Listener;
use shapes::Error;
use shapes::elbv2::{ModifyRule, ModifyRuleInput, ModifyRuleOutput};

use super::actions::{self, Place};
use super::{conditions, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyRule {
    fn write(txn: &mut Txn, caller: &mut Caller, input: ModifyRuleInput) -> Result<ModifyRuleOutput, Error> {
        let mut rule = (*find::rule(txn.world(), &caller.scope, &input.rule_arn, "modified")?).clone();
        if let Some(given) = input.conditions.filter(|conditions| !conditions.is_empty()) {
            rule.conditions = conditions::read(given)?;
        }
        if let Some(given) = input.actions.filter(|actions| !actions.is_empty()) {
            let key = Listener::key_of(&rule.scope, &rule.load_balancer, &rule.listener_id);
            let place = Place {
                world: txn.world(),
                scope: &caller.scope,
                load_balancer: &rule.load_balancer,
                protocol: txn.get::<Listener>(&key).map_or("HTTP", |listener| &listener.protocol),
            };
            rule.action = actions::read(place, given)?;
        }
        txn.put(rule.clone());
        Ok(ModifyRuleOutput { rules: Some(vec![view::rule(&rule)]) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn the_action_changes_and_the_conditions_stay() {
        let mut example = Example::new();
        let (balancer, one, two) =
            (example.load_balancer("a"), example.target_group("one"), example.target_group("two"));
        let listener = example.listener(&balancer, 80, &one).unwrap();
        let rule_arn = example.rule(&listener, 1, "/a", &one).unwrap();
        let actions = Some(vec![example.forward(&two)]);
        let input = ModifyRuleInput { rule_arn, actions, ..Default::default() };
        let rule = example.write::<ModifyRule>(input).unwrap().rules.unwrap().remove(0);
        assert_eq!(rule.actions.unwrap()[0].target_group_arn, Some(two));
        assert_eq!(rule.conditions.unwrap()[0].values, Some(vec!["/a".to_owned()]));
    }
}
