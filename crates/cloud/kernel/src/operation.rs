//! An operation as the engine sees it: a line of the table, with what it touches.

use ledger::{Books, Durable, Txn, World};
use shapes::{Document, Error, OperationSchema};

use crate::Caller;
use crate::audit::Audit;
use crate::live_tail::LiveTail;

/// The answer of an operation that wrote to a book, and the book's promise.
pub type Written = Result<(Document, Durable), Error>;

/// How [`crate::Engine`] runs an operation.
#[derive(Clone, Copy)]
pub enum Handler {
    /// On a snapshot, without a lock.
    Read(fn(&World, &mut Caller, Document) -> Result<Document, Error>),
    /// On a snapshot, with the newest calls.
    ReadAudit(fn(&World, &Audit, &mut Caller, Document) -> Result<Document, Error>),
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
