//! AddTags: to load balancers, target groups, listeners and rules; a key that is there gets the new value.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{AddTags, AddTagsInput, AddTagsOutput};

use super::{listing, tags};
use crate::Caller;
use crate::table::Write;

impl Write for AddTags {
    fn write(txn: &mut Txn, caller: &mut Caller, input: AddTagsInput) -> Result<AddTagsOutput, Error> {
        listing::check_count("resource ARNs", &input.resource_arns)?;
        for arn in &input.resource_arns {
            let found = tags::to_change(txn.world(), &caller.scope, arn)?;
            tags::RULES.add(txn, found, input.tags.clone())?;
        }
        Ok(AddTagsOutput {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::{DescribeTags, DescribeTagsInput, RemoveTags, RemoveTagsInput, Tag};

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.to_owned(), value: Some(value.to_owned()) }
    }

    #[test]
    fn every_kind_of_resource_takes_tags_and_gives_them_back() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener = example.listener(&balancer, 80, &group).unwrap();
        let rule = example.rule(&listener, 1, "/a", &group).unwrap();
        let resource_arns = vec![balancer, group, listener, rule];
        for tags in [vec![tag("k", "1"), tag("l", "2")], vec![tag("k", "3")]] {
            example.write::<AddTags>(AddTagsInput { resource_arns: resource_arns.clone(), tags }).unwrap();
        }
        let remove = RemoveTagsInput { resource_arns: resource_arns.clone(), tag_keys: vec!["l".into()] };
        example.write::<RemoveTags>(remove).unwrap();
        let described = example.read::<DescribeTags>(DescribeTagsInput { resource_arns }).unwrap();
        let described = described.tag_descriptions.unwrap();
        assert_eq!(described.len(), 4);
        assert!(described.iter().all(|one| one.tags == Some(vec![tag("k", "3")])));
    }

    #[test]
    fn a_key_comes_once() {
        let mut example = Example::new();
        let resource_arns = vec![example.target_group("g")];
        let input = AddTagsInput { resource_arns, tags: vec![tag("k", "1"), tag("k", "2")] };
        let error = example.write::<AddTags>(input).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("DuplicateTagKeys"));
    }
}
