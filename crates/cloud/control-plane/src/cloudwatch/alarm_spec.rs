//! What metric and composite alarms have in common when they are put. In: parts of a request. Out: the alarm, or the refusal. Never here:
//! conditions.

use ledger::World;
use model::cloudwatch::{Alarm, AlarmActions, Condition};
use shapes::Error;
use shapes::cloudwatch::Tag;

use super::{alarm_records, tags};
use crate::Caller;
use crate::quotas;

/// The parts of a request, read.
pub(crate) struct Spec {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) condition: Condition,
    pub(crate) actions: AlarmActions,
    pub(crate) tags: Option<Vec<Tag>>,
}

impl Spec {
    /// The alarm; tags given for one that exists are ignored, as on AWS.
    pub(crate) fn finish(self, world: &World, caller: &Caller) -> Result<Alarm, Error> {
        if self.name.chars().any(|c| c.is_ascii_control()) {
            return Err(Error::validation("AlarmName must not contain ASCII control characters."));
        }
        let given = tags::RULES.read(self.tags, "")?;
        let known = alarm_records::find(world, &caller.scope, &self.name);
        let tags = match known {
            Some(known) => {
                check_type(known, &self.condition)?;
                known.tags.clone()
            }
            None => {
                quotas::ALARMS.room_beside(world.scan::<Alarm>(&caller.scope).count())?;
                given
            }
        };
        Ok(Alarm {
            scope: caller.scope.clone(),
            name: self.name,
            description: self.description,
            condition: self.condition,
            actions: self.actions,
            configured_at: caller.now,
            tags,
        })
    }
}

fn check_type(known: &Alarm, condition: &Condition) -> Result<(), Error> {
    let known_type = known.condition.alarm_type();
    if known_type == condition.alarm_type() {
        return Ok(());
    }
    Err(Error::validation(format!(
        "A {known_type} of the name {} exists already; alarms of both types share one space of names.",
        known.name
    )))
}
