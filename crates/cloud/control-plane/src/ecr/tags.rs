//! Tags as ECR writes them.

use kernel::tags::{self, TagRules};
use shapes::ecr::errors;

/// What ECR says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| {
        let text = format!(
            "Invalid parameter at 'tags' failed to satisfy constraint: 'Tag key {key} begins with aws:'"
        );
        errors::invalid_parameter_exception(text)
    },
    too_many: |_| {
        errors::too_many_tags_exception(format!("A repository can have at most {} tags.", tags::MOST))
    },
    twice: None,
};
