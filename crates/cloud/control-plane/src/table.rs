//! What an operation of each kind is, and the table of all of them: one line an operation, found by service and name. An operation without a
//! line is not in this product.
//!
//! Kinds of operation, told apart by what they touch: [`Read`] looks at a snapshot, [`Write`] changes records in a transaction;
//! [`ReadLogs`] and [`WriteLogs`], [`ReadMetrics`] and [`WriteMetrics`] do the same with the log book or the metric book at hand, because
//! log events and metric values never pass through a transaction. [`UseQueries`] and [`Tail`] are about log events too: answers that come
//! later, and answers that go on. [`ReadAudit`] is about the calls themselves.

use kernel::audit::Audit;
use kernel::live_tail::LiveTail;
use kernel::{Caller, Entry, Handler};
use ledger::{Durable, LogBook, MetricBook, QueryShelf, Txn, World};
use shapes::{Document, Error, FromDocument, IntoDocument, Operation};

/// An operation that changes nothing.
pub trait Read: Operation {
    /// Answers from a snapshot.
    fn read(world: &World, caller: &mut Caller, input: Self::Input) -> Result<Self::Output, Error>;
}

/// An operation that writes records; an error leaves nothing changed.
pub trait Write: Operation {
    /// Writes intent and answers.
    fn write(txn: &mut Txn, caller: &mut Caller, input: Self::Input) -> Result<Self::Output, Error>;
}

/// An operation that changes nothing and looks at log events, or at what is known of them.
pub trait ReadLogs: Operation {
    /// Answers from a snapshot and the book.
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<Self::Output, Error>;
}

/// An operation that adds log events to the book or takes them away.
///
/// It runs in a transaction even if it writes no record, so that the group and stream it found are still there when the
/// book hears of it. An error must leave the book untouched too.
pub trait WriteLogs: Operation {
    /// Writes and answers; the second promise is the book's.
    fn write_logs(
        txn: &mut Txn,
        book: &LogBook,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<(Self::Output, Durable), Error>;
}

/// An operation that changes nothing and looks at metric values.
pub trait ReadMetrics: Operation {
    /// Answers from a snapshot and the book.
    fn read_metrics(
        world: &World,
        book: &MetricBook,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<Self::Output, Error>;
}

/// An operation that adds metric values to the book. An error must leave the book untouched.
pub trait WriteMetrics: Operation {
    /// Writes and answers; the second promise is the book's.
    fn write_metrics(
        txn: &mut Txn,
        book: &MetricBook,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<(Self::Output, Durable), Error>;
}

/// An operation about queries over log events, which are asked now and answered by a worker.
pub trait UseQueries: Operation {
    /// Answers from a snapshot and the shelf of queries; nothing of them is on disk.
    fn use_queries(
        world: &World,
        queries: &QueryShelf,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<Self::Output, Error>;
}

/// An operation whose answer goes on: what it shows is told by [`LiveTail`], event by event.
pub trait Tail: Operation {
    /// Answers from a snapshot.
    fn tail(world: &World, caller: &mut Caller, input: Self::Input) -> Result<LiveTail, Error>;
}

/// An operation about the calls that were made.
pub trait ReadAudit: Operation {
    /// Answers from a snapshot and the newest calls.
    fn read_audit(
        world: &World,
        audit: &Audit,
        caller: &mut Caller,
        input: Self::Input,
    ) -> Result<Self::Output, Error>;
}

/// Lines of the table, made from the type of an operation.
pub trait Lines {
    /// The line of an operation that reads.
    fn read<O: Read>() -> Entry;
    /// The line of an operation that writes.
    fn write<O: Write>() -> Entry;
    /// The line of an operation that reads log events.
    fn read_logs<O: ReadLogs>() -> Entry;
    /// The line of an operation that writes log events.
    fn write_logs<O: WriteLogs>() -> Entry;
    /// The line of an operation that reads metric values.
    fn read_metrics<O: ReadMetrics>() -> Entry;
    /// The line of an operation about calls.
    fn read_audit<O: ReadAudit>() -> Entry;
    /// The line of an operation about queries.
    fn use_queries<O: UseQueries>() -> Entry;
    /// The line of an operation whose answer goes on.
    fn tail<O: Tail>() -> Entry;
    /// The line of an operation that writes metric values.
    fn write_metrics<O: WriteMetrics>() -> Entry;
}

impl Lines for Entry {
    fn read<O: Read>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Read(|world, caller, input| {
                Ok(O::read(world, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn write<O: Write>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Write(|txn, caller, input| {
                Ok(O::write(txn, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn read_logs<O: ReadLogs>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::read_logs(world, &books.logs, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn write_logs<O: WriteLogs>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::WriteBooks(|txn, books, caller, input| {
                let (output, durable) = O::write_logs(txn, &books.logs, caller, take(input)?)?;
                Ok((output.into_document(), durable))
            }),
        }
    }

    fn read_metrics<O: ReadMetrics>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::read_metrics(world, &books.metrics, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn read_audit<O: ReadAudit>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadAudit(|world, audit, caller, input| {
                Ok(O::read_audit(world, audit, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn use_queries<O: UseQueries>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::use_queries(world, &books.queries, caller, take(input)?)?.into_document())
            }),
        }
    }

    fn tail<O: Tail>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Tail(|world, caller, input| O::tail(world, caller, take(input)?)),
        }
    }

    fn write_metrics<O: WriteMetrics>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::WriteBooks(|txn, books, caller, input| {
                let (output, durable) = O::write_metrics(txn, &books.metrics, caller, take(input)?)?;
                Ok((output.into_document(), durable))
            }),
        }
    }
}

/// The wire has checked the input against the same schema, so a mismatch is our own fault.
fn take<T: FromDocument>(input: Document) -> Result<T, Error> {
    T::from_document(input).map_err(|mismatch| Error::internal(mismatch.to_string()))
}

/// Every operation of this product.
pub fn entries() -> Vec<Entry> {
    let rooms = [
        crate::ecs::entries(),
        crate::elbv2::entries(),
        crate::ec2::entries(),
        crate::sns::entries(),
        crate::ssm::entries(),
        crate::sts::entries(),
        crate::ecr::entries(),
        crate::cloudtrail::entries(),
        crate::resource_groups::entries(),
        crate::cloudwatch::entries(),
        crate::logs::entries(),
        crate::dynamodb::entries(),
        crate::servicediscovery::entries(),
        crate::acm::entries(),
        crate::application_autoscaling::entries(),
        crate::resourcegroupstaggingapi::entries(),
    ];
    rooms.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_operation_is_listed_twice() {
        let mut names: Vec<_> =
            super::entries().iter().map(|e| (e.operation.service.name, e.operation.name)).collect();
        let listed = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), listed);
    }
}
