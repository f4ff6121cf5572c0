//! Placement strategies and constraints as services and RunTask take them.

use model::ecs::{PlacementConstraint, PlacementStrategy};
use planner::query::Query;
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Strategies a request may chain (ECS API reference).
const MOST_STRATEGIES: usize = 5;
/// Constraints a request may carry.
const MOST_CONSTRAINTS: usize = 10;

/// Strategies in order.
pub(crate) fn strategies(
    given: Option<Vec<wire::PlacementStrategy>>,
) -> Result<Vec<PlacementStrategy>, Error> {
    let given = given.unwrap_or_default();
    if given.len() > MOST_STRATEGIES {
        return Err(errors::invalid_parameter_exception(
            "Too many placement strategies: at most 5 are allowed.",
        ));
    }
    given.into_iter().map(strategy).collect()
}

fn strategy(given: wire::PlacementStrategy) -> Result<PlacementStrategy, Error> {
    let field = given.field.unwrap_or_default();
    match (given.r#type.as_deref(), field.to_ascii_lowercase().as_str()) {
        (Some("random"), _) => Ok(PlacementStrategy::Random),
        (Some("binpack"), "cpu") => Ok(PlacementStrategy::BinpackCpu),
        (Some("binpack"), "memory") => Ok(PlacementStrategy::BinpackMemory),
        (Some("spread"), "instanceid" | "host") => Ok(PlacementStrategy::Spread("instanceId".to_owned())),
        (Some("spread"), lower) if lower.starts_with("attribute:") => Ok(PlacementStrategy::Spread(field)),
        (kind, _) => {
            let text =
                format!("Invalid placement strategy: type {}, field '{field}'.", kind.unwrap_or("null"));
            Err(errors::invalid_parameter_exception(text))
        }
    }
}

/// Constraints that all must hold.
pub(crate) fn constraints(
    given: Option<Vec<wire::PlacementConstraint>>,
) -> Result<Vec<PlacementConstraint>, Error> {
    let given = given.unwrap_or_default();
    if given.len() > MOST_CONSTRAINTS {
        return Err(errors::invalid_parameter_exception(
            "Too many placement constraints: at most 10 are allowed.",
        ));
    }
    given.into_iter().map(constraint).collect()
}

fn constraint(given: wire::PlacementConstraint) -> Result<PlacementConstraint, Error> {
    let expression = given.expression.filter(|text| !text.is_empty());
    let refused = |text: String| Err(errors::invalid_parameter_exception(text));
    match (given.r#type.as_deref(), expression) {
        (Some("distinctInstance"), None) => Ok(PlacementConstraint::DistinctInstance),
        (Some("distinctInstance"), Some(_)) => {
            refused("The placement constraint distinctInstance takes no expression.".to_owned())
        }
        (Some("memberOf"), expression) => member_of(expression).map_err(errors::invalid_parameter_exception),
        (other, _) => refused(format!("Invalid placement constraint type: {}.", other.unwrap_or("null"))),
    }
}

/// Constraints of a task definition: only expressions, and errors of the kind RegisterTaskDefinition gives.
pub(crate) fn definition_constraints(
    given: Option<Vec<wire::TaskDefinitionPlacementConstraint>>,
) -> Result<Vec<PlacementConstraint>, Error> {
    let given = given.unwrap_or_default();
    if given.len() > MOST_CONSTRAINTS {
        return Err(errors::client_exception("Too many placement constraints: at most 10 are allowed."));
    }
    let read = |constraint: wire::TaskDefinitionPlacementConstraint| match constraint.r#type.as_deref() {
        Some("memberOf") => member_of(constraint.expression.filter(|text| !text.is_empty())),
        other => Err(format!("Invalid placement constraint type: {}.", other.unwrap_or("null"))),
    };
    given.into_iter().map(|constraint| read(constraint).map_err(errors::client_exception)).collect()
}

fn member_of(expression: Option<String>) -> Result<PlacementConstraint, String> {
    let Some(text) = expression else {
        return Err("The placement constraint memberOf requires an expression.".to_owned());
    };
    match Query::read(&text) {
        Ok(_) => Ok(PlacementConstraint::MemberOf(text)),
        Err(malformed) => Err(format!("Invalid placement constraint expression: {}.", malformed.0)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn given(kind: &str, expression: Option<&str>) -> Option<Vec<wire::PlacementConstraint>> {
        let (kind, expression) = (Some(kind.to_owned()), expression.map(str::to_owned));
        Some(vec![wire::PlacementConstraint { r#type: kind, expression }])
    }

    #[test]
    fn expressions_are_read_before_they_are_kept() {
        let text = "attribute:stack == prod";
        let read = constraints(given("memberOf", Some(text))).unwrap();
        assert_eq!(read, [PlacementConstraint::MemberOf(text.to_owned())]);
        for (kind, expression) in
            [("memberOf", None), ("memberOf", Some("stack")), ("distinctInstance", Some("a")), ("near", None)]
        {
            let refused = constraints(given(kind, expression)).unwrap_err();
            assert_eq!(refused.code, "InvalidParameterException", "{kind} {expression:?}");
        }
    }

    #[test]
    fn a_task_definition_takes_only_expressions() {
        let with = |kind: &str, expression: &str| {
            let (kind, expression) = (Some(kind.to_owned()), Some(expression.to_owned()));
            definition_constraints(Some(vec![wire::TaskDefinitionPlacementConstraint {
                r#type: kind,
                expression,
            }]))
        };
        assert_eq!(with("memberOf", "agentConnected == true").unwrap().len(), 1);
        assert_eq!(with("distinctInstance", "").unwrap_err().code, "ClientException");
        assert!(with("memberOf", "(").unwrap_err().message.contains("a subject was expected"));
    }
}
