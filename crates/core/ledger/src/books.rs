//! What is kept beside the records: log events and metric values, too many to pass through transactions, and queries over log events.
//! In: where to keep them. Out: the books. Never here: what is written in them.

use std::sync::Arc;

use model::ids::AccountId;

use crate::Storage;
use crate::durable::Durable;
use crate::log_book::LogBook;
use crate::metric_book::MetricBook;
use crate::open_error::OpenError;
use crate::query_shelf::QueryShelf;

/// The books; cheap to clone.
#[derive(Clone)]
pub struct Books {
    /// Log events.
    pub logs: Arc<LogBook>,
    /// Metric values.
    pub metrics: Arc<MetricBook>,
    /// Queries over log events, in memory only.
    pub queries: Arc<QueryShelf>,
}

impl Books {
    /// Opens them in the given directory, or in directories of their own that go with the process.
    pub fn open(storage: &Storage) -> Result<Books, OpenError> {
        let logs = Arc::new(LogBook::open(storage)?);
        Ok(Books { logs, metrics: Arc::new(MetricBook::open(storage)?), queries: Arc::default() })
    }

    /// Forgets one account, or everything: the promises of those on disk.
    pub fn reset(&self, account: Option<&AccountId>) -> [Durable; 2] {
        self.queries.reset(account);
        [self.logs.reset(account), self.metrics.reset(account)]
    }
}
