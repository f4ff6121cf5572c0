//! CreateLogStream: a name may be taken once in a group.

use ledger::{Durable, LogBook, Txn};
use model::logs::LogStream;
use shapes::logs::{CreateLogStream, CreateLogStreamRequest, errors};
use shapes::{Error, Unit};

use super::{find, view};
use crate::Caller;
use crate::table::WriteLogs;

impl WriteLogs for CreateLogStream {
    fn write_logs(
        txn: &mut Txn,
        book: &LogBook,
        caller: &mut Caller,
        input: CreateLogStreamRequest,
    ) -> Result<(Unit, Durable), Error> {
        find::check_stream_name(&input.log_stream_name)?;
        find::group(txn.world(), &caller.scope, &input.log_group_name)?;
        let stream = LogStream {
            scope: caller.scope.clone(),
            group: input.log_group_name,
            name: input.log_stream_name,
            created_at: caller.now,
        };
        let key = LogStream::key_of(&stream.scope, &stream.group, &stream.name);
        if txn.world().contains::<LogStream>(&key) {
            return Err(errors::resource_already_exists_exception("The specified log stream already exists"));
        }
        book.announce(&view::stream_key(&stream), stream.created_at.0);
        txn.put(stream);
        Ok((Unit, Durable::kept()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    #[test]
    fn the_group_must_be_there_and_the_name_free() {
        let mut bench = Bench::new();
        let mut create = |group: &str, stream: &str| {
            let (log_group_name, log_stream_name) = (group.to_owned(), stream.to_owned());
            bench.write_logs::<CreateLogStream>(CreateLogStreamRequest { log_group_name, log_stream_name })
        };
        let missing = errors::resource_not_found_exception("The specified log group does not exist.");
        assert_eq!(create("nowhere", "s"), Err(missing));
        let taken = errors::resource_already_exists_exception("The specified log stream already exists");
        assert_eq!(create("g", "s"), Err(taken));
        assert!(create("g", "s2").is_ok());
    }
}
