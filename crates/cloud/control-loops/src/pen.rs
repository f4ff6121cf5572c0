//! How loops write. Most do not wait for the disk: what a crash or a full disk forgets, the next look finds undone and does again. What
//! nobody would find undone is written until it is kept.

use std::time::Duration;

use ledger::{Ledger, Txn};

/// Between two attempts at what the disk refuses.
const AGAIN: Duration = Duration::from_millis(500);

/// Runs a transaction that cannot fail.
pub(crate) fn write<T>(ledger: &Ledger, body: impl FnOnce(&mut Txn) -> T) -> T {
    let (out, on_its_way) = ledger.write(body);
    drop(on_its_way);
    out
}

/// Runs a transaction that cannot fail, again and again until it is kept.
pub(crate) async fn keep<T>(ledger: &Ledger, mut body: impl FnMut(&mut Txn) -> T) -> T {
    loop {
        let (out, durable) = ledger.write(&mut body);
        if durable.done().await.is_ok() {
            return out;
        }
        tokio::time::sleep(AGAIN).await;
    }
}
