//! Tags as ECS writes them.

use model::Tags;
use shapes::ecs::Tag;

/// From a request.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Tags {
    let pairs = given.unwrap_or_default().into_iter();
    pairs.map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default())).collect()
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()) }).collect()
}
