//! What is kept beside the records: log events and metric values, too many to pass through transactions.
//! In: where to keep them. Out: both books. Never here: what is written in them.

use std::sync::Arc;

use model::ids::AccountId;

use crate::Storage;
use crate::durable::Durable;
use crate::log_book::LogBook;
use crate::metric_book::MetricBook;
use crate::open_error::OpenError;

/// Both books; cheap to clone.
#[derive(Clone)]
pub struct Books {
    /// Log events.
    pub logs: Arc<LogBook>,
    /// Metric values.
    pub metrics: Arc<MetricBook>,
}

impl Books {
    /// Opens both in the given directory, or in directories of their own that go with the process.
    pub fn open(storage: &Storage) -> Result<Books, OpenError> {
        let logs = Arc::new(LogBook::open(storage)?);
        Ok(Books { logs, metrics: Arc::new(MetricBook::open(storage)?) })
    }

    /// Forgets one account, or everything: the promises of both books.
    pub fn reset(&self, account: Option<&AccountId>) -> [Durable; 2] {
        [self.logs.reset(account), self.metrics.reset(account)]
    }
}
