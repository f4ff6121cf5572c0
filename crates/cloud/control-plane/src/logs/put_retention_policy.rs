//! PutRetentionPolicy: older events are hidden at once and taken off the disk by the retention loop.

use ledger::Txn;
use model::logs::LogGroup;
use shapes::logs::{PutRetentionPolicy, PutRetentionPolicyRequest, errors};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

/// The values CloudWatch Logs accepts, in days.
const ALLOWED: [i64; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

impl Write for PutRetentionPolicy {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutRetentionPolicyRequest) -> Result<Unit, Error> {
        let days = input.retention_in_days;
        if !ALLOWED.contains(&days) {
            return Err(refusal(days));
        }
        find::group(txn.world(), &caller.scope, &input.log_group_name)?;
        let key = LogGroup::key_of(&caller.scope, &input.log_group_name);
        txn.update::<LogGroup, _>(&key, |group| group.retention_days = Some(days));
        Ok(Unit)
    }
}

fn refusal(days: i64) -> Error {
    let allowed = ALLOWED.map(|days| days.to_string()).join(", ");
    errors::invalid_parameter_exception(format!(
        "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must \
         satisfy enum value set: [{allowed}]"
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn only_the_days_of_the_list() {
        let mut bench = Bench::new();
        let mut put = |days| {
            let input = PutRetentionPolicyRequest { log_group_name: "g".into(), retention_in_days: days };
            bench.write::<PutRetentionPolicy>(input)
        };
        assert!(put(2).unwrap_err().message.contains("[1, 3, 5, 7,"));
        assert!(put(7).is_ok());
        let key = LogGroup::key_of(&bench.caller.scope, "g");
        assert_eq!(bench.ledger.snapshot().get::<LogGroup>(&key).unwrap().retention_days, Some(7));
    }
}
