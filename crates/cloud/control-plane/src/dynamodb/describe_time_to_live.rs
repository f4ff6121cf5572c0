//! DescribeTimeToLive: always DISABLED, since nothing in this product can enable it.

use ledger::World;
use shapes::Error;
use shapes::dynamodb::{
    DescribeTimeToLive, DescribeTimeToLiveInput, DescribeTimeToLiveOutput, TimeToLiveDescription,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTimeToLive {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTimeToLiveInput,
    ) -> Result<DescribeTimeToLiveOutput, Error> {
        find::described(world, &caller.scope, &input.table_name)?;
        let time_to_live_status = Some("DISABLED".to_owned());
        let description = TimeToLiveDescription { time_to_live_status, ..Default::default() };
        Ok(DescribeTimeToLiveOutput { time_to_live_description: Some(description) })
    }
}
