//! Tags of namespaces and services. In: shapes or an ARN. Out: tags, or the resource that has them.

use kernel::resources::{self, Found};
use kernel::tags::{self, TagRules};
use ledger::World;
use model::{Scope, Tags};
use shapes::Error;
use shapes::servicediscovery::{Tag, errors};

/// What Cloud Map says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| errors::invalid_input(format!("Tag key {key} begins with aws:, which is reserved.")),
    too_many: |arn| {
        let text = format!("A resource can have at most {} tags.", tags::MOST);
        errors::too_many_tags_exception(text).with_member("ResourceName", arn.to_owned())
    },
    twice: None,
};

/// From a request that makes something.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Result<Tags, Error> {
    RULES.read(given, "")
}

/// The namespace or service of an ARN.
pub(crate) fn find(world: &World, scope: &Scope, arn: &str) -> Result<Found, Error> {
    let found = resources::find(world, scope, arn).filter(|found| found.is_of_type("servicediscovery"));
    found.ok_or_else(|| errors::resource_not_found_exception(format!("Resource not found: {arn}")))
}
