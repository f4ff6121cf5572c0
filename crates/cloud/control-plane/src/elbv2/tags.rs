//! Tags as Elastic Load Balancing writes them, and what can carry them.

use kernel::resources::Found;
use kernel::tags::{self, TagRules};
use ledger::World;
use model::{Arn, Scope, Tags};
use shapes::Error;
use shapes::elbv2::{Tag, errors};

use super::find::{self, FoundRule};

/// What Elastic Load Balancing says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| Error::validation(format!("Tag key '{key}' begins with the reserved prefix 'aws:'")),
    too_many: |_| errors::too_many_tags_exception(format!("The maximum number of tags is {}", tags::MOST)),
    twice: Some(|key| {
        let text = format!("Tag keys must be unique; '{key}' was given more than once");
        errors::duplicate_tag_keys_exception(text)
    }),
};

/// From a request that makes something.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Result<Tags, Error> {
    RULES.read(given, "")
}

/// The resource of this ARN, of whatever kind; `None` for the default rule of a listener, which shows no tags.
pub(crate) fn find(world: &World, scope: &Scope, arn: &str) -> Result<Option<Found>, Error> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let found = match resource.split('/').next() {
        Some("loadbalancer") => Found::of(&*find::load_balancer(world, scope, arn)?),
        Some("targetgroup") => Found::of(&*find::target_group(world, scope, arn)?),
        Some("listener") => Found::of(&*find::listener(world, scope, arn)?),
        Some("listener-rule") => match find::any_rule(world, scope, arn)? {
            FoundRule::Numbered(rule) => Found::of(&*rule),
            FoundRule::Default(_) => return Ok(None),
        },
        _ => return Err(Error::validation(format!("'{arn}' is not a valid load balancer ARN"))),
    };
    Ok(Some(found))
}

/// The same for a change: the default rule takes no tags.
pub(crate) fn to_change(world: &World, scope: &Scope, arn: &str) -> Result<Found, Error> {
    let default =
        || errors::operation_not_permitted_exception(format!("Default rule '{arn}' cannot be tagged"));
    find(world, scope, arn)?.ok_or_else(default)
}
