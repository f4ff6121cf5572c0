//! Queries over log events and what came of them: they go in when asked, a worker takes them, answers stay until others need the room.
//! In memory only: a restart forgets them.
//! Deliberately absent: what a query means, reading events.
//!
//! ```text
//!   Scheduled ──a worker takes it──> Running ──> Complete | Failed
//!       └────────────── stopped ────────┴──────> Cancelled
//! ```

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::Scope;
use model::ids::AccountId;
use model::logs::QueryStatus;
use tokio::sync::Notify;

/// Queries that are not over, of one account.
const MOST_OPEN: usize = 30;
/// Queries kept, all accounts together, and bytes of their rows.
const MOST_KEPT: usize = 500;
const MOST_BYTES: usize = 64 << 20;

/// A query as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuery {
    /// A UUID.
    pub id: String,
    /// Account and Region.
    pub scope: Scope,
    /// As written.
    pub text: String,
    /// Names of groups, and the earliest moment (ms) of each that may be seen.
    pub groups: Vec<(String, i64)>,
    /// Latest moment, exclusive, ms since 1970.
    pub until: i64,
    /// Rows wanted at most.
    pub limit: usize,
    /// When it was asked, ms since 1970.
    pub at: i64,
}

/// What was looked at for a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueryEffort {
    /// Events that passed its filters.
    pub matched: u64,
    /// Events looked at.
    pub scanned: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How long it took, in ms; 0 while it runs.
    pub took: i64,
}

/// Rows of an answer: names and values.
pub type QueryRows = Vec<Vec<(String, String)>>;

/// A query and what came of it.
#[derive(Clone, Debug)]
pub struct KeptQuery {
    /// As asked.
    pub asked: Arc<AskedQuery>,
    /// How far it is.
    pub status: QueryStatus,
    /// What it has cost so far.
    pub effort: QueryEffort,
    /// The answer, once complete.
    pub rows: Arc<QueryRows>,
}

/// All queries, oldest first.
#[derive(Default)]
pub struct QueryShelf {
    kept: Mutex<VecDeque<KeptQuery>>,
    asked: Notify,
}

/// The account has as many queries at work as it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyQueries;

impl QueryShelf {
    fn kept(&self) -> MutexGuard<'_, VecDeque<KeptQuery>> {
        // Every change is whole before anything can panic.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a query in.
    pub fn ask(&self, asked: AskedQuery) -> Result<(), TooManyQueries> {
        let mut kept = self.kept();
        let open =
            kept.iter().filter(|it| !it.status.is_over() && it.asked.scope.account == asked.scope.account);
        if open.count() >= MOST_OPEN {
            return Err(TooManyQueries);
        }
        let (status, effort) = (QueryStatus::Scheduled, QueryEffort::default());
        kept.push_back(KeptQuery { asked: Arc::new(asked), status, effort, rows: Arc::default() });
        make_room(&mut kept);
        drop(kept);
        self.asked.notify_one();
        Ok(())
    }

    /// Waits until a query may have been asked.
    pub async fn wait(&self) {
        self.asked.notified().await;
    }

    /// The next query to work on, if there is one.
    pub fn take(&self) -> Option<Arc<AskedQuery>> {
        let mut kept = self.kept();
        let next = kept.iter_mut().find(|it| it.status == QueryStatus::Scheduled)?;
        next.status = QueryStatus::Running;
        let asked = Arc::clone(&next.asked);
        let others = kept.iter().any(|it| it.status == QueryStatus::Scheduled);
        drop(kept);
        if others {
            self.asked.notify_one();
        }
        Some(asked)
    }

    /// Notes what a running query has cost so far; whether anyone still wants it.
    pub fn report(&self, id: &str, effort: QueryEffort) -> bool {
        let mut kept = self.kept();
        let running = kept.iter_mut().find(|it| it.asked.id == id && it.status == QueryStatus::Running);
        running.map(|it| it.effort = effort).is_some()
    }

    /// Ends a running query; without rows it has failed. One that was stopped stays so.
    pub fn finish(&self, id: &str, effort: QueryEffort, rows: Option<QueryRows>) {
        let mut kept = self.kept();
        let Some(it) = kept.iter_mut().find(|it| it.asked.id == id && it.status == QueryStatus::Running)
        else {
            return;
        };
        it.status = if rows.is_some() { QueryStatus::Complete } else { QueryStatus::Failed };
        (it.effort, it.rows) = (effort, Arc::new(rows.unwrap_or_default()));
        make_room(&mut kept);
    }

    /// Stops a query; what it was before, if it is known.
    pub fn stop(&self, scope: &Scope, id: &str) -> Option<QueryStatus> {
        let mut kept = self.kept();
        let it = kept.iter_mut().find(|it| it.asked.id == id && it.asked.scope == *scope)?;
        let before = it.status;
        if !before.is_over() {
            it.status = QueryStatus::Cancelled;
        }
        Some(before)
    }

    /// A query by its id.
    pub fn get(&self, scope: &Scope, id: &str) -> Option<KeptQuery> {
        self.kept().iter().find(|it| it.asked.id == id && it.asked.scope == *scope).cloned()
    }

    /// The queries of a scope, latest first.
    pub fn list(&self, scope: &Scope) -> Vec<KeptQuery> {
        self.kept().iter().rev().filter(|it| it.asked.scope == *scope).cloned().collect()
    }

    /// Forgets one account, or everything.
    pub fn reset(&self, account: Option<&AccountId>) {
        self.kept().retain(|it| account.is_some_and(|account| it.asked.scope.account != *account));
    }
}

/// Forgets the oldest that are over, as long as there are too many.
fn make_room(kept: &mut VecDeque<KeptQuery>) {
    let mut bytes: usize = kept.iter().map(|it| weight(&it.rows)).sum();
    while kept.len() > MOST_KEPT || bytes > MOST_BYTES {
        // The latest is what somebody waits for.
        let latest = kept.len() - 1;
        let Some(oldest) = kept.iter().take(latest).position(|it| it.status.is_over()) else { return };
        bytes -= kept.remove(oldest).map_or(0, |it| weight(&it.rows));
    }
}

fn weight(rows: &QueryRows) -> usize {
    rows.iter().flatten().map(|(name, value)| name.len() + value.len() + 48).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn asked(id: usize) -> AskedQuery {
        AskedQuery {
            id: id.to_string(),
            scope: scope(),
            text: "fields @message".into(),
            groups: vec![("g".into(), 0)],
            until: 1,
            limit: 10,
            at: id as i64,
        }
    }

    fn status(shelf: &QueryShelf, id: &str) -> Option<QueryStatus> {
        shelf.get(&scope(), id).map(|it| it.status)
    }

    #[test]
    fn a_query_goes_its_way_and_a_stopped_one_stays_stopped() {
        let shelf = QueryShelf::default();
        shelf.ask(asked(1)).unwrap();
        shelf.ask(asked(2)).unwrap();
        assert_eq!(status(&shelf, "1"), Some(QueryStatus::Scheduled));
        assert_eq!(shelf.take().unwrap().id, "1");
        assert!(shelf.report("1", QueryEffort::default()));
        shelf.finish("1", QueryEffort::default(), Some(Vec::new()));
        assert_eq!(
            (status(&shelf, "1"), shelf.stop(&scope(), "1")),
            (Some(QueryStatus::Complete), Some(QueryStatus::Complete))
        );
        assert_eq!(shelf.take().unwrap().id, "2");
        assert_eq!(shelf.stop(&scope(), "2"), Some(QueryStatus::Running));
        assert!(!shelf.report("2", QueryEffort::default()));
        shelf.finish("2", QueryEffort::default(), Some(Vec::new()));
        assert_eq!((status(&shelf, "2"), shelf.take().is_none()), (Some(QueryStatus::Cancelled), true));
        assert_eq!(
            shelf.list(&scope()).iter().map(|it| it.asked.id.as_str()).collect::<Vec<_>>(),
            ["2", "1"]
        );
        assert_eq!(shelf.stop(&scope(), "3"), None);
    }

    #[test]
    fn what_waits_and_what_stays_are_bounded() {
        let shelf = QueryShelf::default();
        (0..MOST_OPEN).for_each(|id| shelf.ask(asked(id)).unwrap());
        assert_eq!(shelf.ask(asked(MOST_OPEN)), Err(TooManyQueries));
        let large = || vec![vec![("@message".to_owned(), "x".repeat(10 << 20))]];
        while let Some(query) = shelf.take() {
            shelf.finish(&query.id, QueryEffort::default(), Some(large()));
        }
        let rows: usize = shelf.list(&scope()).iter().map(|it| weight(&it.rows)).sum();
        assert!(rows <= MOST_BYTES && status(&shelf, &(MOST_OPEN - 1).to_string()).is_some());
        shelf.reset(None);
        assert!(shelf.list(&scope()).is_empty());
    }
}
