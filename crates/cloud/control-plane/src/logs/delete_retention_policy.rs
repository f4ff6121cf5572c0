//! DeleteRetentionPolicy: from now on events are kept for ever.

use ledger::Txn;
use model::logs::LogGroup;
use shapes::logs::{DeleteRetentionPolicy, DeleteRetentionPolicyRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteRetentionPolicy {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteRetentionPolicyRequest) -> Result<Unit, Error> {
        find::group(txn.world(), &caller.scope, &input.log_group_name)?;
        let key = LogGroup::key_of(&caller.scope, &input.log_group_name);
        txn.update::<LogGroup, _>(&key, |group| group.retention_days = None);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs::{PutRetentionPolicy, PutRetentionPolicyRequest};

    #[test]
    fn the_days_are_gone() {
        let mut bench = Bench::new();
        let put = PutRetentionPolicyRequest { log_group_name: "g".into(), retention_in_days: 1 };
        bench.write::<PutRetentionPolicy>(put).unwrap();
        let delete = DeleteRetentionPolicyRequest { log_group_name: "g".into() };
        bench.write::<DeleteRetentionPolicy>(delete).unwrap();
        let key = LogGroup::key_of(&bench.caller.scope, "g");
        assert_eq!(bench.ledger.snapshot().get::<LogGroup>(&key).unwrap().retention_days, None);
    }
}
