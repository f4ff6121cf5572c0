//! Placement strategies and constraints as services and RunTask take them.

use model::ecs::{PlacementConstraint, PlacementStrategy};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::refuse;

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
    match given.r#type.as_deref() {
        Some("distinctInstance") => Ok(PlacementConstraint::DistinctInstance),
        Some("memberOf") => Err(refuse::not_in_product("placement constraint memberOf")),
        other => {
            let text = format!("Invalid placement constraint type: {}.", other.unwrap_or("null"));
            Err(errors::invalid_parameter_exception(text))
        }
    }
}
