//! CloudWatch's words for what it does not take. In: names of parameters. Out: errors. Never here: checks.

use std::fmt::Display;

use shapes::Error;
use shapes::cloudwatch::errors;

/// A value that cannot be.
pub(crate) fn invalid_value(value: impl Display, parameter: &str) -> Error {
    invalid(format!("The value {value} for parameter {parameter} is invalid."))
}

/// `InvalidParameterValue` with words of its own.
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    errors::invalid_parameter_value_exception(text)
}

/// Two parameters of which one is too many.
pub(crate) fn exclusive(one: &str, other: &str) -> Error {
    combination(format!(
        "The parameters {one} and {other} are mutually exclusive and you have specified both."
    ))
}

/// `InvalidParameterCombination` with words of its own.
pub(crate) fn combination(text: impl Into<String>) -> Error {
    errors::invalid_parameter_combination_exception(text)
}

/// A parameter that must be there.
pub(crate) fn missing(parameter: &str) -> Error {
    errors::missing_required_parameter_exception(format!("The parameter {parameter} is required."))
}

/// A list that is too long.
pub(crate) fn too_many(collection: &str, most: usize) -> Error {
    invalid(format!("The collection {collection} must not have a size greater than {most}."))
}

/// The same as a refusal of the request as a whole: `ValidationError`.
pub(crate) fn unsupported(what: &str) -> Error {
    Error::validation(format!("{what} is not in this product yet; see SCOPE.md"))
}

/// A token nobody was given.
pub(crate) fn bad_token() -> Error {
    errors::invalid_next_token("The NextToken is not one this operation returned.")
}

/// The error for a member this product knows of and does not act on.
pub(crate) fn not_in_product(what: &str) -> Error {
    invalid(format!("{what} is not in this product yet; see SCOPE.md"))
}
