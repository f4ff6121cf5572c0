//! PutLogGroupDeletionProtection: whether a group, and the streams in it, may be deleted.

use ledger::Txn;
use model::Record;
use model::logs::LogGroup;
use shapes::logs::{PutLogGroupDeletionProtection, PutLogGroupDeletionProtectionRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for PutLogGroupDeletionProtection {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutLogGroupDeletionProtectionRequest,
    ) -> Result<Unit, Error> {
        let group = find::group_of(txn.world(), &caller.scope, None, Some(&input.log_group_identifier))?;
        let protected = input.deletion_protection_enabled;
        txn.update::<LogGroup, _>(&group.key(), |group| group.deletion_protection = protected);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs as op;

    fn protect(bench: &mut Bench, deletion_protection_enabled: bool) {
        let log_group_identifier = "arn:aws:logs:us-west-2:000000000000:log-group:g".to_owned();
        let input =
            PutLogGroupDeletionProtectionRequest { log_group_identifier, deletion_protection_enabled };
        bench.write::<PutLogGroupDeletionProtection>(input).unwrap();
    }

    #[test]
    fn a_protected_group_and_its_streams_stay_until_the_protection_is_off() {
        let mut bench = Bench::new();
        let stream =
            || op::DeleteLogStreamRequest { log_group_name: "g".into(), log_stream_name: "s".into() };
        let group = || op::DeleteLogGroupRequest { log_group_name: "g".into() };
        protect(&mut bench, true);
        assert_eq!(
            bench.write_logs::<op::DeleteLogStream>(stream()).unwrap_err().code,
            "ValidationException"
        );
        assert_eq!(bench.write_logs::<op::DeleteLogGroup>(group()).unwrap_err().code, "ValidationException");
        let shown = bench.read_logs::<op::DescribeLogGroups>(Default::default()).unwrap().log_groups.unwrap();
        assert_eq!(shown[0].deletion_protection_enabled, Some(true));
        protect(&mut bench, false);
        bench.write_logs::<op::DeleteLogStream>(stream()).unwrap();
        bench.write_logs::<op::DeleteLogGroup>(group()).unwrap();
    }
}
