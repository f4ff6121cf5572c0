//! Errors in EC2's words: its model names none of them.

use shapes::Error;

/// A value that cannot be.
pub(crate) fn invalid_value(message: impl Into<String>) -> Error {
    Error::sender("InvalidParameterValue", message)
}

/// Members that cannot be given together.
pub(crate) fn invalid_combination(message: impl Into<String>) -> Error {
    Error::sender("InvalidParameterCombination", message)
}

/// A member that must be given.
pub(crate) fn missing(parameter: &str) -> Error {
    Error::sender("MissingParameter", format!("The request must contain the parameter {parameter}"))
}

/// A state that does not allow what is asked for.
pub(crate) fn incorrect_state(id: &str) -> Error {
    let text = format!("The instance '{id}' is not in a state from which it can be started or stopped.");
    Error::sender("IncorrectInstanceState", text)
}

/// A VPC that is not there.
pub(crate) fn no_vpc(id: &str) -> Error {
    Error::sender("InvalidVpcID.NotFound", format!("The vpc ID '{id}' does not exist"))
}

/// A member of AWS's that this product refuses.
pub(crate) fn unsupported(what: &str) -> Error {
    Error::sender("UnsupportedOperation", format!("{what} is not in this product; see SCOPE.md"))
}

/// The answer to a rehearsal that would have succeeded.
pub(crate) fn dry_run(asked: Option<bool>) -> Result<(), Error> {
    if asked != Some(true) {
        return Ok(());
    }
    Err(rehearsed())
}

/// A rehearsal that would have succeeded.
pub(crate) fn rehearsed() -> Error {
    let text = "Request would have succeeded, but DryRun flag is set.";
    Error::sender("DryRunOperation", text).with_status(412)
}
