//! TagResource: adds or overwrites tags of a repository.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::ecr::{TagResource, TagResourceRequest, TagResourceResponse};

use super::{find, tags};
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        let found = find::by_arn(txn.world(), caller, &input.resource_arn)?;
        tags::RULES.add(txn, Found::of(&*found), input.tags)?;
        Ok(TagResourceResponse {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::Desk;
    use model::ecr::Mutability;
    use shapes::ecr::{
        ListTagsForResource, ListTagsForResourceRequest, Tag, UntagResource, UntagResourceRequest,
    };

    #[test]
    fn tags_are_added_listed_and_taken_away() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let resource_arn = "arn:aws:ecr:us-west-2:000000000000:repository/web".to_owned();
        let tags = ["a", "b"].map(|key| Tag { key: key.into(), value: "1".into() }).to_vec();
        desk.write::<TagResource>(TagResourceRequest { resource_arn: resource_arn.clone(), tags }).unwrap();
        let untag = UntagResourceRequest { resource_arn: resource_arn.clone(), tag_keys: vec!["a".into()] };
        desk.write::<UntagResource>(untag).unwrap();
        let list = ListTagsForResourceRequest { resource_arn };
        let left = desk.read::<ListTagsForResource>(list).unwrap().tags.unwrap();
        assert_eq!(left, [Tag { key: "b".into(), value: "1".into() }]);
    }

    #[test]
    fn other_accounts_and_other_arns_are_refused() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        for (arn, code) in [
            ("arn:aws:ecr:us-west-2:111111111111:repository/web", "RepositoryNotFoundException"),
            ("web", "InvalidParameterException"),
        ] {
            let input = TagResourceRequest { resource_arn: arn.into(), tags: vec![] };
            assert_eq!(desk.write::<TagResource>(input).unwrap_err().code, code);
        }
    }
}
