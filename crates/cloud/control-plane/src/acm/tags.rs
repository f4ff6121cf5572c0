//! Tags of certificates. In: shapes, ARNs. Out: tags, or the certificate that has them.

use kernel::resources::Found;
use kernel::tags::{self, TagRules};
use ledger::World;
use model::{Scope, Tags};
use shapes::Error;
use shapes::acm::{Tag, errors};

use super::find;
use super::holding::Holding;

/// What Certificate Manager says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| errors::invalid_tag_exception(format!("The tag key {key} begins with aws:")),
    too_many: |_| {
        errors::too_many_tags_exception(format!("A certificate can have at most {} tags.", tags::MOST))
    },
    twice: None,
};

/// The certificate of an ARN. The tags are the request's where there is one, for the user writes nothing in what is issued for it.
pub(crate) fn find(world: &World, scope: &Scope, arn: &str) -> Result<Found, Error> {
    let Holding { request, certificate } = find::holding(world, scope, arn)?;
    let asked = request.map(|request| Found::of(&*request));
    asked
        .or_else(|| certificate.map(|one| Found::of(&*one)))
        .ok_or_else(|| Error::internal("Neither is there"))
}

/// Takes those given away: by key, or by key and value when one is given.
pub(crate) fn remove(tags: &mut Tags, given: &[Tag]) {
    for tag in given {
        let same = |held: &String| tag.value.as_ref().is_none_or(|value| value == held);
        if tags.get(&tag.key).is_some_and(same) {
            tags.remove(&tag.key);
        }
    }
}
