//! Tags as SNS writes them.

use kernel::resources::Found;
use kernel::tags::TagRules;
use ledger::World;
use model::Tags;
use shapes::Error;
use shapes::sns::{Tag, errors};

use super::{find, refusal};
use crate::Caller;

/// What SNS says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |_| {
        let text =
            "Invalid parameter: Tags Reason: aws: prefixed tag key names are not allowed for external use.";
        errors::invalid_parameter_exception(text)
    },
    too_many: |_| {
        let text = "Could not complete request: tag quota of per resource exceeded";
        errors::tag_limit_exceeded_exception(text)
    },
    twice: Some(|_| {
        errors::invalid_parameter_exception("Invalid parameter: Duplicated keys are not allowed.")
    }),
};

/// From a request that makes something.
pub(crate) fn read(given: Vec<Tag>) -> Result<Tags, Error> {
    RULES.read(Some(given), "")
}

/// The topic of an ARN, which must be the caller's own for this operation.
pub(crate) fn find(world: &World, caller: &Caller, operation: &str, arn: &str) -> Result<Found, Error> {
    let topic = find::topic(world, "ResourceArn", arn).map_err(|error| match error.status {
        404 => errors::resource_not_found_exception("Resource does not exist"),
        _ => error,
    })?;
    refusal::owner_only(caller, &topic, operation)?;
    Ok(Found::of(&*topic))
}
