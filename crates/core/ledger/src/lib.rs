//! The memory of the cloud: snapshots, transactions, the journal on disk.
//!
//! Records go in by [`Ledger::transact`], come out by [`Ledger::snapshot`]; one change set after another
//! reaches the disk through a single journal thread.
//! Deliberately absent: HTTP, containers, clocks, and any decision about what the records should say.
//!
//! ```text
//!   transact ──(one at a time)──> new World and change set ──> queue (coalesced, bounded) ──> journal thread ──fsync──┐
//!        ^ rests on the newest World, kept or not                                                                   │
//!   Durable resolves <── snapshots, generation watch <── shown once it is on disk <─────────────────────────────────┘
//! ```

mod books;
mod bytes;
mod damage;
mod disk;
mod durable;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod exercise;
mod frames;
mod heads;
mod journal;
mod keeper;
mod kinds;
mod log_book;
mod metric_book;
mod open_error;
mod query_shelf;
mod specimen;
mod table;
mod txn;
mod undo;
mod visits;
mod world;

pub use books::Books;
pub use damage::Damage;
#[doc(hidden)]
pub use disk::{Disk, DiskFault, lock_file};
pub use durable::{Durable, NotDurable};
pub use journal::{JournalExamination, Loss, examine_journal, repair_journal};
pub use keeper::{Ledger, Storage};
pub use log_book::{
    Direction, EventPlace, EventView, GroupKey, LogBook, LogEvent, LogPage, LogQuery, LogTap, Onward,
    PlacedEvent, Scanned, Search, StreamFacts, StreamKey, log_groups_on_disk,
};
pub use metric_book::{MetricBook, NoRoom, Observation, Stretch};
pub use open_error::OpenError;
pub use query_shelf::{
    AskedQuery, KeptQuery, MOST_RUNNING, QueryEffort, QueryEnd, QueryRows, QueryShelf, TakenQuery,
    TooManyQueries,
};
#[doc(hidden)]
pub use specimen::{Note, Specimen};
pub use table::Table;
pub use txn::Txn;
#[doc(hidden)]
pub use visits::visits;
pub use world::{Stored, World};
