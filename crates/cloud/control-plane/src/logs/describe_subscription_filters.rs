//! DescribeSubscriptionFilters: a group has none; nothing here takes events elsewhere, and PutSubscriptionFilter is refused.

use ledger::World;
use shapes::Error;
use shapes::logs::{
    DescribeSubscriptionFilters, DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse,
};

use super::{find, paging};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeSubscriptionFilters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeSubscriptionFiltersRequest,
    ) -> Result<DescribeSubscriptionFiltersResponse, Error> {
        find::group(world, &caller.scope, &input.log_group_name)?;
        if input.next_token.is_some() {
            return Err(paging::bad_token());
        }
        Ok(DescribeSubscriptionFiltersResponse { next_token: None, subscription_filters: Some(Vec::new()) })
    }
}
