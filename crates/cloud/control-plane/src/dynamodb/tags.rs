//! Tags as DynamoDB writes them.

use kernel::tags::TagRules;
use shapes::Error;

/// What DynamoDB says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| invalid(&format!("Tag key {key} begins with the reserved prefix aws:")),
    too_many: |_| invalid("Too many tags: at most 50"),
    twice: Some(|key| invalid(&format!("Duplicate tag key {key}"))),
};

fn invalid(words: &str) -> Error {
    Error::validation(format!("One or more parameter values were invalid: {words}"))
}
