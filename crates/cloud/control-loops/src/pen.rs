//! How loops write: without waiting for the disk. What a crash forgets, the next look finds undone and does again.

use ledger::{Ledger, Txn};

/// Runs a transaction that cannot fail.
pub(crate) fn write<T>(ledger: &Ledger, body: impl FnOnce(&mut Txn) -> T) -> T {
    let (out, on_its_way) = ledger.write(body);
    drop(on_its_way);
    out
}
