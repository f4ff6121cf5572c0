//! TagResource: adds tags to a scalable target, or gives them other values.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::application_autoscaling::{TagResource, TagResourceRequest, TagResourceResponse};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        let found = tags::target(txn.world(), &caller.scope, &input.resource_arn)?;
        tags::RULES.add(txn, Found::of(&*found), input.tags)?;
        Ok(TagResourceResponse {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::application_autoscaling::{
        ListTagsForResource, ListTagsForResourceRequest, UntagResource, UntagResourceRequest,
    };

    use super::*;
    use crate::application_autoscaling::fixture::{Desk, refused};

    #[test]
    fn tags_come_and_go() {
        let mut desk = Desk::with_service(1);
        let resource_arn = desk.register(Some(1), Some(4)).unwrap().scalable_target_arn.unwrap();
        let tag = |count: usize| TagResourceRequest {
            resource_arn: resource_arn.clone(),
            tags: (0..count).map(|number| (format!("k{number}"), "v".to_owned())).collect(),
        };
        desk.write::<TagResource>(tag(2)).unwrap();
        let gone = UntagResourceRequest {
            resource_arn: resource_arn.clone(),
            tag_keys: vec!["k0".into(), "x".into()],
        };
        desk.write::<UntagResource>(gone).unwrap();
        let list = ListTagsForResourceRequest { resource_arn: resource_arn.clone() };
        let shown = desk.read::<ListTagsForResource>(list).unwrap().tags.unwrap();
        assert_eq!(shown.into_keys().collect::<Vec<_>>(), ["k1"]);
        assert_eq!(refused(desk.write::<TagResource>(tag(51))).0, "TooManyTagsException");
        let elsewhere = TagResourceRequest { resource_arn: format!("{resource_arn}x"), ..tag(1) };
        assert_eq!(refused(desk.write::<TagResource>(elsewhere)).0, "ResourceNotFoundException");
    }
}
