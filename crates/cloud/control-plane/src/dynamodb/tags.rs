//! Tags as DynamoDB writes them.

use model::Tags;
use shapes::dynamodb::Tag;

/// From a request.
pub(crate) fn read(given: Vec<Tag>) -> Tags {
    given.into_iter().map(|tag| (tag.key, tag.value)).collect()
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
