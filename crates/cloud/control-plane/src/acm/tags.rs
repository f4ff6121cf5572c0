//! Tags of certificates. In: shapes. Out: tags, or AWS's error. Never here: records.

use model::Tags;
use shapes::Error;
use shapes::acm::{Tag, errors};

/// Tags a certificate may have.
const MOST: usize = 50;

/// Puts those given to those there are.
pub(crate) fn add(tags: &mut Tags, given: Vec<Tag>) -> Result<(), Error> {
    for tag in given {
        if tag.key.to_lowercase().starts_with("aws:") {
            return Err(errors::invalid_tag_exception(format!("The tag key {} begins with aws:", tag.key)));
        }
        tags.insert(tag.key, tag.value.unwrap_or_default());
    }
    if tags.len() > MOST {
        return Err(errors::too_many_tags_exception(format!("A certificate can have at most {MOST} tags.")));
    }
    Ok(())
}

/// Takes those given away: by key, or by key and value when one is given.
pub(crate) fn remove(tags: &mut Tags, given: &[Tag]) {
    for tag in given {
        let same = |held: &String| tag.value.as_ref().is_none_or(|value| value == held);
        if tags.get(&tag.key).is_some_and(same) {
            tags.remove(&tag.key);
        }
    }
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: Some(value.clone()) }).collect()
}
