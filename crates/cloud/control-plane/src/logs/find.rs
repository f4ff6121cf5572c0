//! Finding what a name, an identifier or an ARN means, and checking names. In: texts of a request. Out: records or AWS's words.
//! Never here: log events.

use std::sync::Arc;

use ledger::World;
use model::logs::{LogGroup, LogStream};
use model::{Arn, Scope};
use shapes::Error;
use shapes::logs::errors;

/// The longest name of a group or a stream, in characters.
const NAME_LENGTH: usize = 512;

/// The group of this name, or `ResourceNotFoundException`.
pub(crate) fn group(world: &World, scope: &Scope, name: &str) -> Result<Arc<LogGroup>, Error> {
    let found = world.get::<LogGroup>(&LogGroup::key_of(scope, name)).cloned();
    found.ok_or_else(|| errors::resource_not_found_exception("The specified log group does not exist."))
}

/// The group of this name, unless nothing of it may be deleted.
pub(crate) fn unprotected(world: &World, scope: &Scope, name: &str) -> Result<Arc<LogGroup>, Error> {
    let group = group(world, scope, name)?;
    if group.deletion_protection {
        let text = "Deletion protection is enabled for the log group. Disable it and try again.";
        return Err(errors::validation_exception(text));
    }
    Ok(group)
}

/// The stream of this name, or `ResourceNotFoundException` for what is missing.
pub(crate) fn stream(world: &World, scope: &Scope, group: &str, name: &str) -> Result<Arc<LogStream>, Error> {
    self::group(world, scope, group)?;
    let found = world.get::<LogStream>(&LogStream::key_of(scope, group, name)).cloned();
    found.ok_or_else(|| errors::resource_not_found_exception("The specified log stream does not exist."))
}

/// The group that either its name or its identifier (a name or an ARN) names.
pub(crate) fn group_of(
    world: &World,
    scope: &Scope,
    name: Option<&str>,
    identifier: Option<&str>,
) -> Result<Arc<LogGroup>, Error> {
    match (name, identifier) {
        (Some(_), Some(_)) => Err(errors::validation_exception(
            "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
        )),
        (Some(name), None) => group(world, scope, name),
        (None, Some(identifier)) => group(world, scope, named(scope, identifier)?),
        (None, None) => {
            Err(errors::validation_exception("Either LogGroup name or LogGroup ARN is required."))
        }
    }
}

/// The name in a name or an ARN of this account and Region, with or without its `:*`.
pub(crate) fn named<'t>(scope: &Scope, identifier: &'t str) -> Result<&'t str, Error> {
    if !identifier.starts_with("arn:") {
        return Ok(identifier);
    }
    let arn = Arn::parse(identifier).filter(|arn| arn.service == "logs" && arn.is_in(scope));
    let name = arn.and_then(|arn| arn.resource.strip_prefix("log-group:"));
    let name = name.map(|name| name.strip_suffix(":*").unwrap_or(name));
    name.ok_or_else(|| errors::resource_not_found_exception("The specified log group does not exist."))
}

/// The group whose tags an ARN means; names are refused.
pub(crate) fn tagged(world: &World, scope: &Scope, resource: &str) -> Result<Arc<LogGroup>, Error> {
    if !resource.starts_with("arn:") {
        return Err(errors::invalid_parameter_exception(format!("Invalid resource ARN: {resource}")));
    }
    group(world, scope, named(scope, resource)?)
}

/// Letters, digits and `.-_/#`, 1 to 512; `aws/` is AWS's own.
pub(crate) fn check_group_name(name: &str) -> Result<(), Error> {
    check_length(name)?;
    if name.is_empty() || !name.chars().all(is_name_letter) {
        return Err(unmatched(name, "logGroupName", r"[\.\-_/#A-Za-z0-9]+"));
    }
    if name.starts_with("aws/") {
        return Err(errors::invalid_parameter_exception(
            "Log groups starting with AWS/ are reserved for AWS.",
        ));
    }
    Ok(())
}

/// Whether the name of a group may hold this letter.
pub(crate) fn is_name_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".-_/#".contains(c)
}

/// Anything without a colon and an asterisk, 1 to 512.
pub(crate) fn check_stream_name(name: &str) -> Result<(), Error> {
    check_length(name)?;
    if name.is_empty() || name.contains([':', '*']) {
        return Err(unmatched(name, "logStreamName", "[^:*]*"));
    }
    Ok(())
}

fn check_length(name: &str) -> Result<(), Error> {
    if name.chars().count() > NAME_LENGTH {
        let text = "Invalid LogGroup or LogStream, both must have length less than or equal to 512.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(())
}

/// The refusal of a value that is not as its member has it.
pub(crate) fn unmatched(value: &str, member: &str, pattern: &str) -> Error {
    errors::invalid_parameter_exception(format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy \
         regular expression pattern: {pattern}"
    ))
}

/// The error for a member this product knows of and does not act on.
pub(crate) fn not_in_product(what: &str) -> Error {
    errors::invalid_parameter_exception(format!("{what} is not in this product yet; see SCOPE.md"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Caller;

    #[test]
    fn an_arn_with_or_without_its_star_names_the_group() {
        let scope = Caller::example().scope;
        let arn = "arn:aws:logs:us-west-2:000000000000:log-group:/a/b";
        assert_eq!(named(&scope, arn).unwrap(), "/a/b");
        assert_eq!(named(&scope, &format!("{arn}:*")).unwrap(), "/a/b");
        assert_eq!(named(&scope, "/a/b").unwrap(), "/a/b");
        assert!(named(&scope, "arn:aws:logs:us-east-1:000000000000:log-group:g").is_err());
        assert!(named(&scope, "arn:aws:ecs:us-west-2:000000000000:cluster/g").is_err());
    }

    #[test]
    fn names_keep_to_their_alphabet() {
        assert!(check_group_name("/ecs/a.b-c_d#1").is_ok());
        assert!(check_stream_name("a/b/c d").is_ok());
        for bad in ["", "a:b", "a b", "é", "aws/x"] {
            assert!(check_group_name(bad).is_err(), "{bad}");
        }
        assert!(check_stream_name("a*").is_err() && check_stream_name("a:b").is_err());
        let long = check_group_name(&"x".repeat(513)).unwrap_err();
        assert!(long.message.starts_with("Invalid LogGroup or LogStream"));
    }
}
