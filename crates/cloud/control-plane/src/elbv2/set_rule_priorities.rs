//! SetRulePriorities: all the rules given move at once, so that two may change places; then every priority is still taken once.

use std::collections::BTreeSet;

use ledger::{Txn, World};
use model::Record;
use model::elbv2::Rule;
use shapes::Error;
use shapes::elbv2::{RulePriorityPair, SetRulePriorities, SetRulePrioritiesInput, SetRulePrioritiesOutput};

use super::{create_rule, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for SetRulePriorities {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: SetRulePrioritiesInput,
    ) -> Result<SetRulePrioritiesOutput, Error> {
        let moved = input.rule_priorities.into_iter().map(|pair| moved(txn.world(), caller, pair));
        let moved = moved.collect::<Result<Vec<Rule>, Error>>()?;
        check_distinct(txn.world(), &moved)?;
        let shown = moved.iter().map(view::rule).collect();
        for rule in moved {
            txn.put(rule);
        }
        Ok(SetRulePrioritiesOutput { rules: Some(shown) })
    }
}

/// A rule with its new priority.
fn moved(world: &World, caller: &Caller, pair: RulePriorityPair) -> Result<Rule, Error> {
    let arn = pair.rule_arn.ok_or_else(|| Error::validation("A rule ARN must be specified"))?;
    let priority = pair.priority.filter(|priority| (1..=50_000).contains(priority));
    let priority = priority.ok_or_else(|| Error::validation("A priority must be between 1 and 50000"))?;
    let rule = find::rule(world, &caller.scope, &arn, "moved")?;
    Ok(Rule { priority, ..(*rule).clone() })
}

/// No rule is named twice and no two rules of a listener end at one priority.
fn check_distinct(world: &World, moved: &[Rule]) -> Result<(), Error> {
    let mut keys = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for rule in moved {
        if !keys.insert(rule.key()) {
            return Err(Error::validation(format!("Rule '{}' was given more than once", rule.arn())));
        }
    }
    let stay = moved.iter().flat_map(|rule| {
        let siblings = format!("{}/{}/", rule.load_balancer, rule.listener_id);
        world.scan_prefix::<Rule>(&rule.scope, &siblings)
    });
    taken.extend(stay.filter(|rule| !keys.contains(&rule.key())).map(|rule| place(rule)));
    for rule in moved {
        if !taken.insert(place(rule)) {
            return Err(create_rule::in_use(rule.priority));
        }
    }
    Ok(())
}

fn place(rule: &Rule) -> (String, i64) {
    (rule.listener_id.clone(), rule.priority)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn two_rules_change_places_and_none_is_overrun() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener = example.listener(&balancer, 80, &group).unwrap();
        let rules: Vec<String> =
            (1..=3).map(|priority| example.rule(&listener, priority, "/a", &group).unwrap()).collect();
        let mut set = |pairs: &[(usize, i64)]| {
            let pair = |&(rule, priority): &(usize, i64)| RulePriorityPair {
                rule_arn: Some(rules[rule].clone()),
                priority: Some(priority),
            };
            let input = SetRulePrioritiesInput { rule_priorities: pairs.iter().map(pair).collect() };
            example.write::<SetRulePriorities>(input).map(|output| output.rules.unwrap())
        };
        let swapped = set(&[(0, 2), (1, 1)]).unwrap();
        assert_eq!(swapped[0].priority.as_deref(), Some("2"));
        let error = set(&[(0, 9), (1, 3)]).unwrap_err();
        assert_eq!(error.message, "Priority '3' is currently in use");
        assert!(set(&[(0, 9), (1, 9)]).is_err());
        assert!(set(&[(0, 9), (0, 10)]).is_err());
        let world = example.world();
        let mut priorities: Vec<_> = world.all::<Rule>().map(|rule| rule.priority).collect();
        priorities.sort_unstable();
        assert_eq!(priorities, [1, 2, 3]);
    }
}
