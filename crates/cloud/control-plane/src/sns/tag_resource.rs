//! TagResource: adds or overwrites tags of a topic.

use ledger::Txn;
use shapes::Error;
use shapes::sns::{TagResource, TagResourceRequest, TagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        let found = tags::find(txn.world(), caller, "TagResource", &input.resource_arn)?;
        tags::RULES.add(txn, found, input.tags)?;
        Ok(TagResourceResponse {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::Desk;
    use shapes::sns::{
        ListTagsForResource, ListTagsForResourceRequest, Tag, UntagResource, UntagResourceRequest,
    };

    #[test]
    fn tags_are_added_listed_and_taken_away() {
        let mut desk = Desk::with_topic("orders");
        let resource_arn = Desk::arn("orders");
        let tags = ["a", "b"].map(|key| Tag { key: key.into(), value: "1".into() }).to_vec();
        desk.write::<TagResource>(TagResourceRequest { resource_arn: resource_arn.clone(), tags }).unwrap();
        let untag = UntagResourceRequest { resource_arn: resource_arn.clone(), tag_keys: vec!["a".into()] };
        desk.write::<UntagResource>(untag).unwrap();
        let list = ListTagsForResourceRequest { resource_arn };
        let left = desk.read::<ListTagsForResource>(list).unwrap().tags.unwrap();
        assert_eq!(left, [Tag { key: "b".into(), value: "1".into() }]);
    }

    #[test]
    fn a_missing_topic_has_its_own_code() {
        let input = TagResourceRequest { resource_arn: Desk::arn("none"), tags: vec![] };
        let error = Desk::new().write::<TagResource>(input).unwrap_err();
        assert_eq!(error.code_for(shapes::Protocol::Query), "ResourceNotFound");
    }
}
