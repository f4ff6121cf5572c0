//! TagResource: adds tags to a namespace or a service, at most 50 in all.

use ledger::Txn;
use shapes::Error;
use shapes::servicediscovery::{TagResource, TagResourceRequest, TagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        let found = tags::find(txn.world(), &caller.scope, &input.resource_arn)?;
        tags::RULES.add(txn, found, input.tags)?;
        Ok(TagResourceResponse {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::servicediscovery::{
        GetService, GetServiceRequest, ListTagsForResource, ListTagsForResourceRequest, Tag, UntagResource,
        UntagResourceRequest,
    };

    use super::*;
    use crate::servicediscovery::fixture::Desk;

    #[test]
    fn tags_come_and_go() {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let id = desk.service(&namespace, "a", &["A"], false);
        let arn = desk.read::<GetService>(GetServiceRequest { id }).unwrap().service.unwrap().arn.unwrap();
        let tag = |key: &str| Tag { key: key.into(), value: "v".into() };
        let add = TagResourceRequest { resource_arn: arn.clone(), tags: vec![tag("a"), tag("b")] };
        desk.write::<TagResource>(add).unwrap();
        let take = UntagResourceRequest { resource_arn: arn.clone(), tag_keys: vec!["a".into(), "x".into()] };
        desk.write::<UntagResource>(take).unwrap();
        let list = ListTagsForResourceRequest { resource_arn: arn.clone() };
        assert_eq!(desk.read::<ListTagsForResource>(list).unwrap().tags, Some(vec![tag("b")]));
        let many = (0..51).map(|n| tag(&n.to_string())).collect();
        let refused = desk.write::<TagResource>(TagResourceRequest { resource_arn: arn, tags: many });
        assert_eq!(refused.unwrap_err().code, "TooManyTagsException");
        let unknown =
            ListTagsForResourceRequest { resource_arn: "arn:aws:sns:us-west-2:000000000000:t".into() };
        assert_eq!(desk.read::<ListTagsForResource>(unknown).unwrap_err().code, "ResourceNotFoundException");
    }
}
