//! Tags of scalable targets, named by their ARNs. In: ARNs. Out: targets, checked tags. Never here: answers.

use std::sync::Arc;

use kernel::tags::{self, TagRules};
use ledger::World;
use model::Scope;
use model::scaling::ScalableTarget;
use shapes::Error;
use shapes::application_autoscaling::errors;

use super::find::invalid;

/// What it says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| invalid(format!("Tag keys may not begin with aws:, as {key} does")),
    too_many: |arn| {
        let text = format!("A scalable target may have at most {} tags", tags::MOST);
        errors::too_many_tags_exception(text).with_member("ResourceName", arn.to_owned())
    },
    twice: None,
};

/// The target of an ARN.
pub(crate) fn target(world: &World, scope: &Scope, arn: &str) -> Result<Arc<ScalableTarget>, Error> {
    let found = world.scan::<ScalableTarget>(scope).find(|target| target.arn() == arn).cloned();
    found.ok_or_else(|| {
        errors::resource_not_found_exception(format!("The resource was not found: {arn}"))
            .with_member("ResourceName", arn.to_owned())
    })
}
