//! Tags of repositories. In: a request's. Out: the record's, and back. Never here: transactions.

use model::Tags;
use shapes::Error;
use shapes::ecr::{Tag, errors};

const MOST: usize = 50;

/// From a request.
pub(crate) fn read(given: Vec<Tag>) -> Result<Tags, Error> {
    let tags: Tags = given.into_iter().map(|tag| (tag.key, tag.value)).collect();
    check_count(&tags)?;
    Ok(tags)
}

/// At most 50.
pub(crate) fn check_count(tags: &Tags) -> Result<(), Error> {
    match tags.len() <= MOST {
        true => Ok(()),
        false => Err(errors::too_many_tags_exception(format!("A repository can have at most {MOST} tags."))),
    }
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
