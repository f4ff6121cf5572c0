//! Members this product knows of and does not act on: refused, so that nobody takes silence for support.

use shapes::Error;
use shapes::ecs::errors;

/// Refuses the first member that is present.
pub(crate) fn unsupported(members: &[(&str, bool)]) -> Result<(), Error> {
    match members.iter().find(|(_, present)| *present) {
        Some((name, _)) => Err(not_in_product(name)),
        None => Ok(()),
    }
}

/// The error for something this product does not do yet.
pub(crate) fn not_in_product(what: &str) -> Error {
    errors::invalid_parameter_exception(format!("{what} is not in this product yet; see SCOPE.md"))
}

/// Whether a list was given and holds something.
pub(crate) fn filled<T>(list: &Option<Vec<T>>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}
