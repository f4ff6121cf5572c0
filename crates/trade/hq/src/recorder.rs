//! In: rows of fulfilled orders, one a request. Out: word that each is durable. Never here: what a row means.
//!
//! Rows are gathered for up to 2 ms or 25 of them, whichever is first, and written in one call; at most four calls at a time.
//! One slow disk flush then serves 25 requests.

use crate::store::{MOST_ROWS, OrderRow, Store, StoreError};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Semaphore, mpsc, oneshot},
    time::{Instant, timeout_at},
};

const GATHER: Duration = Duration::from_millis(2);
const MOST_WAITING: usize = 4_096;
const MOST_CALLS: usize = 4;

type Word = oneshot::Sender<Result<(), StoreError>>;

/// Where to hand rows in.
#[derive(Clone)]
pub(crate) struct Recorder(mpsc::Sender<(OrderRow, Word)>);

/// A row was not written.
#[derive(Debug)]
pub(crate) enum NotRecorded {
    /// Too many rows wait already.
    Busy,
    /// The table refused or did not answer.
    Failed(String),
}

impl Recorder {
    /// Starts the task that writes; it ends when every recorder is dropped.
    pub(crate) fn start(store: Store) -> Self {
        let (sender, rows) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write_groups(store, rows));
        Self(sender)
    }

    /// Returns once the row is durable.
    pub(crate) async fn record(&self, row: OrderRow) -> Result<(), NotRecorded> {
        let (word, heard) = oneshot::channel();
        self.0.try_send((row, word)).map_err(|_| NotRecorded::Busy)?;
        match heard.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(NotRecorded::Failed(error.to_string())),
            Err(_) => Err(NotRecorded::Failed("the writer ended".to_owned())),
        }
    }
}

async fn write_groups(store: Store, mut rows: mpsc::Receiver<(OrderRow, Word)>) {
    let calls = Arc::new(Semaphore::new(MOST_CALLS));
    while let Some(first) = rows.recv().await {
        let Ok(permit) = calls.clone().acquire_owned().await else { return };
        let group = gather(first, &mut rows).await;
        let store = store.clone();
        tokio::spawn(async move {
            let (rows, words): (Vec<_>, Vec<_>) = group.into_iter().unzip();
            let outcome = store.put_orders(&rows).await;
            for word in words {
                // A caller that hung up learns of it by asking again.
                let _ = word.send(outcome.clone());
            }
            drop(permit);
        });
    }
}

async fn gather(
    first: (OrderRow, Word),
    rows: &mut mpsc::Receiver<(OrderRow, Word)>,
) -> Vec<(OrderRow, Word)> {
    let until = Instant::now() + GATHER;
    let mut group = vec![first];
    while group.len() < MOST_ROWS {
        match timeout_at(until, rows.recv()).await {
            Ok(Some(next)) => group.push(next),
            Ok(None) | Err(_) => break,
        }
    }
    group
}
