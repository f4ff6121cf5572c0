//! The refusals SNS words alike everywhere. In: a reason. Out: an error. Never here: checks.

use model::sns::Topic;
use shapes::Error;
use shapes::sns::errors;

use crate::Caller;

/// `InvalidParameter: Invalid parameter: REASON`
pub(crate) fn invalid(reason: impl std::fmt::Display) -> Error {
    errors::invalid_parameter_exception(format!("Invalid parameter: {reason}"))
}

/// The words for what AWS has and this product has not.
pub(crate) fn not_here(what: impl std::fmt::Display) -> String {
    format!("{what} is not in this product yet; see SCOPE.md")
}

/// The account may not do this to that.
pub(crate) fn forbidden(caller: &Caller, action: &str, resource: &str) -> Error {
    let user = match caller.access_key.as_str() {
        "" => "anonymous".to_owned(),
        _ => format!("arn:aws:iam::{}:root", caller.scope.account),
    };
    let why = format!("because no resource-based policy allows the SNS:{action} action");
    let text =
        format!("User: {user} is not authorized to perform: SNS:{action} on resource: {resource} {why}");
    errors::authorization_error_exception(text)
}

/// Changing and listing a topic is its owner's.
pub(crate) fn owner_only(caller: &Caller, topic: &Topic, action: &str) -> Result<(), Error> {
    if topic.scope.account == caller.scope.account {
        return Ok(());
    }
    Err(forbidden(caller, action, &topic.arn()))
}
