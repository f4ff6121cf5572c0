//! DescribeContinuousBackups: as of a new table on AWS; recovery to a point in time cannot be enabled here.

use ledger::World;
use shapes::Error;
use shapes::dynamodb::{
    ContinuousBackupsDescription, DescribeContinuousBackups, DescribeContinuousBackupsInput,
    DescribeContinuousBackupsOutput, PointInTimeRecoveryDescription, errors,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for DescribeContinuousBackups {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeContinuousBackupsInput,
    ) -> Result<DescribeContinuousBackupsOutput, Error> {
        find::table(world, &caller.scope, &input.table_name).map_err(|_| {
            errors::table_not_found_exception(format!("Table not found: {}", input.table_name))
        })?;
        let recovery = PointInTimeRecoveryDescription {
            point_in_time_recovery_status: Some("DISABLED".to_owned()),
            ..Default::default()
        };
        let description = ContinuousBackupsDescription {
            continuous_backups_status: Some("ENABLED".to_owned()),
            point_in_time_recovery_description: Some(recovery),
        };
        Ok(DescribeContinuousBackupsOutput { continuous_backups_description: Some(description) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::Bench;
    use shapes::dynamodb::{DescribeTimeToLive, DescribeTimeToLiveInput};

    #[test]
    fn what_terraform_asks_of_a_table_has_an_answer() {
        let mut bench = Bench::new(&[]);
        let ask = |name: &str| DescribeContinuousBackupsInput { table_name: name.into() };
        let backups = bench.read::<DescribeContinuousBackups>(ask("t")).unwrap();
        let recovery = backups.continuous_backups_description.unwrap().point_in_time_recovery_description;
        assert_eq!(recovery.unwrap().point_in_time_recovery_status.as_deref(), Some("DISABLED"));
        let missing = bench.read::<DescribeContinuousBackups>(ask("x")).unwrap_err();
        assert_eq!((&*missing.code, &*missing.message), ("TableNotFoundException", "Table not found: x"));
        let expiry = DescribeTimeToLiveInput { table_name: "t".into() };
        let expiry = bench.read::<DescribeTimeToLive>(expiry).unwrap().time_to_live_description.unwrap();
        assert_eq!(expiry.time_to_live_status.as_deref(), Some("DISABLED"));
    }
}
