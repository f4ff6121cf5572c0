//! DeleteLogStream: the stream and its events; refused while the group is protected.

use ledger::{Durable, LogBook, Txn};
use model::Record;
use model::logs::LogStream;
use shapes::logs::{DeleteLogStream, DeleteLogStreamRequest};
use shapes::{Error, Unit};

use super::{find, view};
use crate::Caller;
use crate::table::WriteLogs;

impl WriteLogs for DeleteLogStream {
    fn write_logs(
        txn: &mut Txn,
        book: &LogBook,
        caller: &mut Caller,
        input: DeleteLogStreamRequest,
    ) -> Result<(Unit, Durable), Error> {
        find::unprotected(txn.world(), &caller.scope, &input.log_group_name)?;
        let stream = find::stream(txn.world(), &caller.scope, &input.log_group_name, &input.log_stream_name)?;
        txn.remove::<LogStream>(&stream.key());
        Ok((Unit, book.delete_stream(&view::stream_key(&stream))))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn its_events_do_not_come_back_with_its_name() {
        let mut bench = Bench::new();
        bench.put("s", &[(0, "a")]).unwrap();
        let delete = || DeleteLogStreamRequest { log_group_name: "g".into(), log_stream_name: "s".into() };
        bench.write_logs::<DeleteLogStream>(delete()).unwrap();
        assert!(bench.write_logs::<DeleteLogStream>(delete()).is_err());
        bench.stream("s");
        assert_eq!(bench.books().logs.facts(&ledger::StreamKey::new(&bench.caller.scope, "g", "s")), None);
    }
}
