//! CreateLogGroup: a name may be taken once.

use ledger::Txn;
use model::logs::{LogGroup, LogGroupClass};
use shapes::logs::{CreateLogGroup, CreateLogGroupRequest, errors};
use shapes::{Error, Unit};

use super::{find, tags};
use crate::Caller;
use crate::table::Write;

impl Write for CreateLogGroup {
    fn write(txn: &mut Txn, caller: &mut Caller, input: CreateLogGroupRequest) -> Result<Unit, Error> {
        find::check_group_name(&input.log_group_name)?;
        let tags = tags::RULES.read(input.tags, &input.log_group_name)?;
        let group = LogGroup {
            class: class(input.log_group_class.as_deref())?,
            deletion_protection: input.deletion_protection_enabled == Some(true),
            tags,
            ..LogGroup::new(&caller.scope, &input.log_group_name, caller.now)
        };
        let key = LogGroup::key_of(&caller.scope, &group.name);
        if txn.world().contains::<LogGroup>(&key) {
            return Err(errors::resource_already_exists_exception("The specified log group already exists"));
        }
        txn.put(group);
        Ok(Unit)
    }
}

fn class(given: Option<&str>) -> Result<LogGroupClass, Error> {
    let Some(word) = given else { return Ok(LogGroupClass::Standard) };
    word.parse().map_err(|()| errors::invalid_parameter_exception(format!("Unknown log group class {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn a_name_is_taken_once() {
        let mut bench = Bench::new();
        let input = || CreateLogGroupRequest { log_group_name: "/ecs/a".into(), ..Default::default() };
        assert!(bench.write::<CreateLogGroup>(input()).is_ok());
        let again = bench.write::<CreateLogGroup>(input());
        let expected = errors::resource_already_exists_exception("The specified log group already exists");
        assert_eq!(again, Err(expected));
    }
}
