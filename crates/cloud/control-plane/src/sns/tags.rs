//! Tags of topics. In: tags of a request. Out: the record's tags or a refusal, and back. Never here: transactions.

use model::Tags;
use shapes::Error;
use shapes::sns::{Tag, errors};

const MOST: usize = 50;

/// From a request; duplicate keys and the reserved prefix are refused.
pub(crate) fn read(given: Vec<Tag>) -> Result<Tags, Error> {
    let mut tags = Tags::new();
    for tag in given {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            let text = "Invalid parameter: Tags Reason: aws: prefixed tag key names are not allowed for external use.";
            return Err(errors::invalid_parameter_exception(text));
        }
        if tags.insert(tag.key, tag.value).is_some() {
            return Err(errors::invalid_parameter_exception(
                "Invalid parameter: Duplicated keys are not allowed.",
            ));
        }
    }
    check_count(&tags)?;
    Ok(tags)
}

/// At most 50.
pub(crate) fn check_count(tags: &Tags) -> Result<(), Error> {
    match tags.len() <= MOST {
        true => Ok(()),
        false => Err(errors::tag_limit_exceeded_exception(
            "Could not complete request: tag quota of per resource exceeded",
        )),
    }
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
