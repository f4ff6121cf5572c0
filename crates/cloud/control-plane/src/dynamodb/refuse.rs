//! Members this product knows of and does not act on: refused, so that nobody takes silence for support.

use shapes::Error;

/// Refuses the first member that is present.
pub(crate) fn unsupported(members: &[(&str, bool)]) -> Result<(), Error> {
    match members.iter().find(|(_, present)| *present) {
        Some((name, _)) => Err(Error::validation(format!("{name} is not in this product yet; see SCOPE.md"))),
        None => Ok(()),
    }
}

/// Refuses the parameters that expressions replaced.
pub(crate) fn legacy(members: &[(&str, bool)]) -> Result<(), Error> {
    match members.iter().find(|(_, present)| *present) {
        Some((name, _)) => Err(Error::validation(format!(
            "The legacy parameter {name} is not in this product; use expressions instead; see SCOPE.md"
        ))),
        None => Ok(()),
    }
}
