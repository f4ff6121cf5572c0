//! The table of operations: one line an operation, found by service and name. An operation without a line is not in this product.
//!
//! Kinds of operation, told apart by what they touch: [`Read`] looks at a snapshot, [`Write`] changes records in a transaction;
//! [`ReadLogs`] and [`WriteLogs`], [`ReadMetrics`] and [`WriteMetrics`] do the same with the log book or the metric book at hand, because
//! log events and metric values never pass through a transaction. [`UseQueries`] and [`Tail`] are about log events too: answers that come
//! later, and answers that go on.

use ledger::{Books, Durable, LogBook, MetricBook, QueryShelf, Txn, World};
use shapes::{Document, Error, FromDocument, IntoDocument, Operation, OperationSchema};

use crate::Caller;
use crate::logs::LiveTail;

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

/// The answer of an operation that wrote to a book, and the book's promise.
pub type Written = Result<(Document, Durable), Error>;

/// How the front door runs an operation.
#[derive(Clone, Copy)]
pub enum Handler {
    /// On a snapshot, without a lock.
    Read(fn(&World, &mut Caller, Document) -> Result<Document, Error>),
    /// In a transaction; the answer waits until it is on disk.
    Write(fn(&mut Txn, &mut Caller, Document) -> Result<Document, Error>),
    /// On a snapshot, without a lock, with the books. Reads files, so not on a thread that must not block.
    ReadBooks(fn(&World, &Books, &mut Caller, Document) -> Result<Document, Error>),
    /// In a transaction, with the books; the answer waits for the transaction and for the book.
    WriteBooks(fn(&mut Txn, &Books, &mut Caller, Document) -> Written),
    /// On a snapshot; the answer is a stream that goes on as log events come in.
    Tail(fn(&World, &mut Caller, Document) -> Result<LiveTail, Error>),
}

/// One line of the table.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the operation is called and what it takes.
    pub operation: &'static OperationSchema,
    /// What it does.
    pub handler: Handler,
}

impl Entry {
    /// The line of an operation that reads.
    pub fn read<O: Read>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Read(|world, caller, input| {
                Ok(O::read(world, caller, take(input)?)?.into_document())
            }),
        }
    }

    /// The line of an operation that writes.
    pub fn write<O: Write>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Write(|txn, caller, input| {
                Ok(O::write(txn, caller, take(input)?)?.into_document())
            }),
        }
    }

    /// The line of an operation that reads log events.
    pub fn read_logs<O: ReadLogs>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::read_logs(world, &books.logs, caller, take(input)?)?.into_document())
            }),
        }
    }

    /// The line of an operation that writes log events.
    pub fn write_logs<O: WriteLogs>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::WriteBooks(|txn, books, caller, input| {
                let (output, durable) = O::write_logs(txn, &books.logs, caller, take(input)?)?;
                Ok((output.into_document(), durable))
            }),
        }
    }
}

impl Entry {
    /// The line of an operation that reads metric values.
    pub fn read_metrics<O: ReadMetrics>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::read_metrics(world, &books.metrics, caller, take(input)?)?.into_document())
            }),
        }
    }

    /// The line of an operation about queries.
    pub fn use_queries<O: UseQueries>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::ReadBooks(|world, books, caller, input| {
                Ok(O::use_queries(world, &books.queries, caller, take(input)?)?.into_document())
            }),
        }
    }

    /// The line of an operation whose answer goes on.
    pub fn tail<O: Tail>() -> Entry {
        Entry {
            operation: O::schema(),
            handler: Handler::Tail(|world, caller, input| O::tail(world, caller, take(input)?)),
        }
    }

    /// The line of an operation that writes metric values.
    pub fn write_metrics<O: WriteMetrics>() -> Entry {
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
        crate::cloudwatch::entries(),
        crate::logs::entries(),
        crate::dynamodb::entries(),
        crate::servicediscovery::entries(),
        crate::acm::entries(),
        crate::application_autoscaling::entries(),
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
