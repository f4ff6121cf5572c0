//! Tags of alarms. In: shapes and ARNs. Out: tags and alarms, or CloudWatch's error. Never here: transactions.

use std::sync::Arc;

use kernel::tags::TagRules;
use ledger::World;
use model::cloudwatch::Alarm;
use model::{Arn, Scope};
use shapes::Error;
use shapes::cloudwatch::errors;

use super::alarm_records;
use super::refusal::{invalid, not_in_product};

/// Tags an alarm may have.
/// What CloudWatch says of tags it does not take.
pub(crate) const RULES: TagRules = TagRules {
    reserved: |key| invalid(format!("The tag key {key} begins with aws:, which is reserved.")),
    too_many: |_| invalid(format!("A resource can have at most {} tags.", kernel::tags::MOST)),
    twice: None,
};

/// The alarm an ARN names.
pub(crate) fn alarm<'w>(world: &'w World, scope: &Scope, arn: &str) -> Result<&'w Arc<Alarm>, Error> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "cloudwatch");
    let parsed = parsed.ok_or_else(|| invalid(format!("The ARN {arn} is not valid.")))?;
    let Some(name) = parsed.resource.strip_prefix("alarm:") else {
        return Err(not_in_product("Tagging other resources than alarms"));
    };
    let found = alarm_records::find(world, scope, name).filter(|_| parsed.is_in(scope));
    found.ok_or_else(|| {
        errors::resource_not_found_exception(format!("Unable to find the resource {arn}."))
            .with_member("ResourceType", "alarm".to_owned())
            .with_member("ResourceId", arn.to_owned())
    })
}
