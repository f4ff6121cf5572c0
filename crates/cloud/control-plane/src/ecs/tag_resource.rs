//! TagResource: adds tags, or gives those there are another value.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{TagResource, TagResourceRequest, TagResourceResponse};

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
    use super::*;
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{
        ListTagsForResource, ListTagsForResourceRequest, Tag, UntagResource, UntagResourceRequest,
    };

    fn pairs(names: &[&str]) -> Vec<Tag> {
        names.iter().map(|name| Tag { key: Some((*name).to_owned()), value: Some("v".to_owned()) }).collect()
    }

    fn tag(desk: &mut Desk, arn: &str, tags: Vec<Tag>) -> Result<TagResourceResponse, Error> {
        desk.write::<TagResource>(TagResourceRequest { resource_arn: arn.to_owned(), tags })
    }

    fn list(desk: &mut Desk, arn: &str) -> Vec<Tag> {
        let input = ListTagsForResourceRequest { resource_arn: arn.to_owned() };
        desk.read::<ListTagsForResource>(input).unwrap().tags.unwrap()
    }

    #[test]
    fn every_kind_is_tagged_and_untagged() {
        let mut desk = Desk::with_instances(1);
        let service = desk.create_service("web");
        let task = desk.run_task("web").unwrap();
        let arn = |resource: &str| format!("arn:aws:ecs:us-west-2:000000000000:{resource}");
        let all =
            [arn("cluster/default"), arn("task-definition/web:1"), desk.instances[0].clone(), service, task];
        for resource in &all {
            tag(&mut desk, resource, pairs(&["a", "b"])).unwrap();
            let untag = UntagResourceRequest {
                resource_arn: resource.clone(),
                tag_keys: vec!["a".into(), "x".into()],
            };
            desk.write::<UntagResource>(untag).unwrap();
            assert_eq!(list(&mut desk, resource), pairs(&["b"]), "{resource}");
        }
    }

    #[test]
    fn what_is_not_there_or_not_allowed_is_refused() {
        let mut desk = Desk::with_instances(1);
        let arn = |resource: &str| format!("arn:aws:ecs:us-west-2:000000000000:{resource}");
        for (resource, words) in [
            (arn("cluster/none"), "Cluster not found."),
            (arn("service/web"), "Long arn format"),
            (arn("service/default/none"), "does not exist"),
            (arn("task-definition/web:9"), "does not exist"),
            (arn("task-definition/web"), "does not exist"),
            (arn("capacity-provider/x"), "does not exist"),
            (arn("daemon/x"), "Invalid resource ARN."),
            ("web".to_owned(), "Invalid resource ARN."),
            (arn("cluster/default").replace("us-west-2", "eu-west-1"), "Cluster not found."),
        ] {
            let refused = tag(&mut desk, &resource, pairs(&["a"])).unwrap_err();
            assert!(refused.message.contains(words), "{resource}: {}", refused.message);
        }
        let many: Vec<String> = (0..51).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(tag(&mut desk, &arn("cluster/default"), pairs(&many)).is_err());
        assert!(tag(&mut desk, &arn("cluster/default"), pairs(&["aws:x"])).is_err());
        assert!(list(&mut desk, &arn("cluster/default")).is_empty());
    }
}
