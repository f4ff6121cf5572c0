//! Tags of scalable targets, named by their ARNs. In: ARNs. Out: targets, checked tags. Never here: answers.

use std::sync::Arc;

use ledger::World;
use model::scaling::ScalableTarget;
use model::{Scope, Tags};
use shapes::Error;
use shapes::application_autoscaling::errors;

use super::find::invalid;

/// Tags a target may have.
const MOST: usize = 50;

/// The target of an ARN.
pub(crate) fn target(world: &World, scope: &Scope, arn: &str) -> Result<Arc<ScalableTarget>, Error> {
    let found = world.scan::<ScalableTarget>(scope).find(|target| target.arn() == arn).cloned();
    found.ok_or_else(|| {
        errors::resource_not_found_exception(format!("The resource was not found: {arn}"))
            .with_member("ResourceName", arn.to_owned())
    })
}

/// Refuses too many tags, and names that are AWS's own.
pub(crate) fn check(arn: &str, tags: &Tags) -> Result<(), Error> {
    if let Some(own) = tags.keys().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid(format!("Tag keys may not begin with aws:, as {own} does")));
    }
    if tags.len() > MOST {
        let text = format!("A scalable target may have at most {MOST} tags");
        return Err(errors::too_many_tags_exception(text).with_member("ResourceName", arn.to_owned()));
    }
    Ok(())
}
