//! DeleteMetricFilter: takes a filter away; values it has made stay.

use ledger::Txn;
use model::logs::MetricFilter;
use shapes::logs::{DeleteMetricFilter, DeleteMetricFilterRequest, errors};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteMetricFilter {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteMetricFilterRequest) -> Result<Unit, Error> {
        find::group(txn.world(), &caller.scope, &input.log_group_name)?;
        let key = MetricFilter::key_of(&caller.scope, &input.log_group_name, &input.filter_name);
        if txn.get::<MetricFilter>(&key).is_none() {
            let text = "The specified metric filter does not exist.";
            return Err(errors::resource_not_found_exception(text));
        }
        txn.remove::<MetricFilter>(&key);
        Ok(Unit)
    }
}
