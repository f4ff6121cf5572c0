//! What CloudWatch Logs says of tags it does not take.

use kernel::tags::{self, TagRules};
use shapes::logs::errors;

pub(crate) const RULES: TagRules = TagRules {
    reserved: |_| {
        errors::invalid_parameter_exception("Tag keys that begin with aws: are reserved for use by AWS.")
    },
    too_many: |named| {
        let text = format!("A resource can have at most {} tags.", tags::MOST);
        errors::too_many_tags_exception(text).with_member("resourceName", named.to_owned())
    },
    twice: None,
};
