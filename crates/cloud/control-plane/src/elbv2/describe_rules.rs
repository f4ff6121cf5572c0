//! DescribeRules: those of a listener by priority, the default one last, or those of some ARNs, which must all exist.

use kernel::paging::Page;
use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeRules, DescribeRulesInput, DescribeRulesOutput, Rule};

use super::find::{self, FoundRule};
use super::{listing, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeRules {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeRulesInput,
    ) -> Result<DescribeRulesOutput, Error> {
        let page = page(world, caller, input)?;
        Ok(DescribeRulesOutput { rules: Some(page.items), next_marker: page.next })
    }
}

fn page(world: &World, caller: &Caller, input: DescribeRulesInput) -> Result<Page<Rule>, Error> {
    let listener = input.listener_arn.filter(|arn| !arn.is_empty());
    match (listener, listing::given(input.rule_arns)) {
        (Some(listener), None) => {
            let listener = find::listener(world, &caller.scope, &listener)?;
            let numbered = find::rules(world, &listener).into_iter().map(|rule| view::rule(&rule));
            let all = numbered.chain([view::default_rule(&listener)]);
            listing::cut(all, order, input.marker.as_deref(), input.page_size)
        }
        (None, Some(arns)) => {
            listing::check_count("rule ARNs", &arns)?;
            let show = |arn: &String| find::any_rule(world, &caller.scope, arn).map(|found| shown(&found));
            Ok(Page { items: arns.iter().map(show).collect::<Result<_, _>>()?, next: None })
        }
        _ => Err(Error::validation("You must specify either listener rule ARNs or a listener ARN")),
    }
}

/// Text that ascends with the priority; `default` comes after every number.
fn order(rule: &Rule) -> String {
    format!("{:0>7}", rule.priority.as_deref().unwrap_or_default())
}

fn shown(found: &FoundRule) -> Rule {
    match found {
        FoundRule::Default(listener) => view::default_rule(listener),
        FoundRule::Numbered(rule) => view::rule(rule),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::{DeleteRule, DeleteRuleInput};

    #[test]
    fn rules_come_by_priority_and_the_default_last() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener_arn = Some(example.listener(&balancer, 80, &group).unwrap());
        for priority in [30, 4, 50_000] {
            example.rule(listener_arn.as_ref().unwrap(), priority, "/a", &group).unwrap();
        }
        let mut marker = None;
        let mut seen = Vec::new();
        loop {
            let input = DescribeRulesInput {
                listener_arn: listener_arn.clone(),
                page_size: Some(2),
                marker,
                ..Default::default()
            };
            let output = example.read::<DescribeRules>(input).unwrap();
            seen.extend(output.rules.unwrap());
            marker = output.next_marker;
            if marker.is_none() {
                break;
            }
        }
        let priorities: Vec<_> = seen.iter().map(|rule| rule.priority.as_deref().unwrap()).collect();
        assert_eq!(priorities, ["4", "30", "50000", "default"]);
        default_rule_cannot_be_deleted(&mut example, seen[3].clone());
    }

    fn default_rule_cannot_be_deleted(example: &mut Example, default: Rule) {
        assert_eq!(default.is_default, Some(true));
        let rule_arn = default.rule_arn.clone().unwrap();
        let input = DescribeRulesInput { rule_arns: Some(vec![rule_arn.clone()]), ..Default::default() };
        assert_eq!(example.read::<DescribeRules>(input).unwrap().rules, Some(vec![default]));
        let error = example.write::<DeleteRule>(DeleteRuleInput { rule_arn }).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("OperationNotPermitted"));
    }
}
