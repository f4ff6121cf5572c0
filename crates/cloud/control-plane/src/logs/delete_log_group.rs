//! DeleteLogGroup: the group, its streams, all their events, its metric filters; refused while the group is protected.

use ledger::{Durable, LogBook, Txn};
use model::Record;
use model::logs::{LogGroup, LogStream, MetricFilter};
use shapes::logs::{DeleteLogGroup, DeleteLogGroupRequest};
use shapes::{Error, Unit};

use super::{find, view};
use crate::Caller;
use crate::table::WriteLogs;

impl WriteLogs for DeleteLogGroup {
    fn write_logs(
        txn: &mut Txn,
        book: &LogBook,
        caller: &mut Caller,
        input: DeleteLogGroupRequest,
    ) -> Result<(Unit, Durable), Error> {
        let group = find::unprotected(txn.world(), &caller.scope, &input.log_group_name)?;
        let streams = txn.scan_prefix::<LogStream>(&caller.scope, &LogStream::prefix_of(&group.name));
        let keys: Vec<_> = streams.map(|stream| stream.key()).collect();
        for key in &keys {
            txn.remove::<LogStream>(key);
        }
        let filters = txn.scan_prefix::<MetricFilter>(&caller.scope, &MetricFilter::prefix_of(&group.name));
        let keys: Vec<_> = filters.map(|filter| filter.key()).collect();
        for key in &keys {
            txn.remove::<MetricFilter>(key);
        }
        txn.remove::<LogGroup>(&group.key());
        Ok((Unit, book.delete_group(&view::group_key(&group))))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn nothing_of_it_is_left_and_its_neighbour_stays() {
        let mut bench = Bench::new();
        bench.put("s", &[(0, "a")]).unwrap();
        let neighbour =
            shapes::logs::CreateLogGroupRequest { log_group_name: "g2".into(), ..Default::default() };
        bench.write::<shapes::logs::CreateLogGroup>(neighbour).unwrap();
        let delete = || DeleteLogGroupRequest { log_group_name: "g".into() };
        bench.write_logs::<DeleteLogGroup>(delete()).unwrap();
        let world = bench.ledger.snapshot();
        assert_eq!((world.count::<LogGroup>(), world.count::<LogStream>()), (1, 0));
        assert_eq!(bench.books().logs.facts(&ledger::StreamKey::new(&bench.caller.scope, "g", "s")), None);
        assert!(bench.write_logs::<DeleteLogGroup>(delete()).is_err());
    }
}
