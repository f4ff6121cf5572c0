//! Tags of alarms. In: shapes and ARNs. Out: tags and alarms, or CloudWatch's error. Never here: transactions.

use std::sync::Arc;

use ledger::World;
use model::cloudwatch::Alarm;
use model::{Arn, Scope, Tags};
use shapes::Error;
use shapes::cloudwatch::{Tag, errors};

use super::alarm_records;
use super::refusal::{invalid, not_in_product};

/// Tags an alarm may have.
const MOST: usize = 50;

/// Those there are, and those given.
pub(crate) fn add(mut tags: Tags, given: Vec<Tag>) -> Result<Tags, Error> {
    for tag in given {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid(format!("The tag key {} begins with aws:, which is reserved.", tag.key)));
        }
        tags.insert(tag.key, tag.value);
    }
    match tags.len() <= MOST {
        true => Ok(tags),
        false => Err(invalid(format!("A resource can have at most {MOST} tags."))),
    }
}

/// For an answer.
pub(crate) fn shown(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

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
