//! AddTagsToResource: adds or overwrites tags of a parameter.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::ssm::{AddTagsToResource, AddTagsToResourceRequest, AddTagsToResourceResult};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for AddTagsToResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: AddTagsToResourceRequest,
    ) -> Result<AddTagsToResourceResult, Error> {
        let found = tags::resource(txn.world(), &caller.scope, &input.resource_type, &input.resource_id)?;
        tags::RULES.add(txn, Found::of(&*found), input.tags)?;
        Ok(AddTagsToResourceResult {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;
    use shapes::ssm::{
        ListTagsForResource, ListTagsForResourceRequest, RemoveTagsFromResource,
        RemoveTagsFromResourceRequest, Tag,
    };

    #[test]
    fn tags_are_added_listed_and_taken_away() {
        let mut desk = Desk::with(&["/a"]);
        let (resource_id, resource_type) = ("/a".to_owned(), "Parameter".to_owned());
        let tags = ["x", "y"].map(|key| Tag { key: key.into(), value: "1".into() }).to_vec();
        let add = AddTagsToResourceRequest { resource_id, resource_type, tags };
        desk.write::<AddTagsToResource>(add).unwrap();
        let (resource_id, resource_type) = ("/a".to_owned(), "Parameter".to_owned());
        let remove = RemoveTagsFromResourceRequest { resource_id, resource_type, tag_keys: vec!["x".into()] };
        desk.write::<RemoveTagsFromResource>(remove).unwrap();
        let (resource_id, resource_type) = ("/a".to_owned(), "Parameter".to_owned());
        let list = ListTagsForResourceRequest { resource_id, resource_type };
        let left = desk.read::<ListTagsForResource>(list).unwrap().tag_list.unwrap();
        assert_eq!(left, [Tag { key: "y".into(), value: "1".into() }]);
    }

    #[test]
    fn other_resources_are_refused() {
        let input = |id: &str, kind: &str| AddTagsToResourceRequest {
            resource_id: id.into(),
            resource_type: kind.into(),
            tags: vec![],
        };
        let mut desk = Desk::with(&["/a"]);
        let error = desk.write::<AddTagsToResource>(input("/a", "Document")).unwrap_err();
        assert_eq!(error.code, "InvalidResourceType");
        let error = desk.write::<AddTagsToResource>(input("/b", "Parameter")).unwrap_err();
        assert_eq!(error.code, "InvalidResourceId");
    }
}
