//! CreateRule: conditions and an action at a priority that is free on its listener.

use ledger::Txn;
use model::elbv2::{Listener, Rule};
use shapes::Error;
use shapes::elbv2::{CreateRule, CreateRuleInput, CreateRuleOutput, errors};

use super::actions::{self, Place};
use super::{conditions, find, tags, view};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for CreateRule {
    fn write(txn: &mut Txn, caller: &mut Caller, input: CreateRuleInput) -> Result<CreateRuleOutput, Error> {
        let listener = find::listener(txn.world(), &caller.scope, &input.listener_arn)?;
        check_room(txn, &listener, input.priority)?;
        let place = Place {
            world: txn.world(),
            scope: &caller.scope,
            load_balancer: &listener.load_balancer,
            protocol: &listener.protocol,
        };
        let rule = Rule {
            scope: caller.scope.clone(),
            load_balancer: listener.load_balancer.clone(),
            load_balancer_id: listener.load_balancer_id.clone(),
            listener_id: listener.id.clone(),
            id: caller.dice.hex(16),
            priority: input.priority,
            conditions: conditions::read(input.conditions)?,
            action: actions::read(place, input.actions)?,
            tags: tags::read(input.tags)?,
        };
        txn.put(rule.clone());
        Ok(CreateRuleOutput { rules: Some(vec![view::rule(&rule)]) })
    }
}

fn check_room(txn: &Txn, listener: &Listener, priority: i64) -> Result<(), Error> {
    if !(1..=50_000).contains(&priority) {
        return Err(Error::validation(format!("Priority '{priority}' must be between 1 and 50000")));
    }
    if find::rules(txn.world(), listener).iter().any(|rule| rule.priority == priority) {
        return Err(in_use(priority));
    }
    let siblings = txn.scan_prefix::<Rule>(&listener.scope, &format!("{}/", listener.load_balancer));
    quotas::RULES.room_beside(siblings.count())
}

/// Another rule has the priority.
pub(crate) fn in_use(priority: i64) -> Error {
    errors::priority_in_use_exception(format!("Priority '{priority}' is currently in use"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::elbv2::example::Example;

    #[test]
    fn a_priority_is_taken_once_per_listener() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener = example.listener(&balancer, 80, &group).unwrap();
        let other = example.listener(&balancer, 81, &group).unwrap();
        example.rule(&listener, 1, "/a", &group).unwrap();
        let error = example.rule(&listener, 1, "/b", &group).unwrap_err();
        assert_eq!(error.message, "Priority '1' is currently in use");
        assert!(example.rule(&other, 1, "/b", &group).is_ok());
        assert!(example.rule(&other, 50_001, "/b", &group).is_err());
    }

    #[test]
    fn a_load_balancer_has_a_hundred_rules() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener = example.listener(&balancer, 80, &group).unwrap();
        for priority in 1..=100 {
            example.rule(&listener, priority, "/a", &group).unwrap();
        }
        let error = example.rule(&listener, 101, "/a", &group).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("TooManyRules"));
    }
}
