//! Queries over log events and what came of them: they go in when asked, a worker takes them, answers stay until others need the room.
//! In memory only: a restart forgets them.
//! Deliberately absent: what a query means, reading events.
//!
//! ```text
//!   Scheduled ──a worker takes it──> Running ──> Complete | Failed | Timeout
//!       └────────────── stopped ────────┴──────> Cancelled
//! ```
//!
//! Accounts do not starve each other: each has so many queries at work, fewer than there are workers, and so much room for its answers.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::Scope;
use model::ids::AccountId;
use model::logs::QueryStatus;
use tokio::sync::Notify;

/// Queries that are not over, of one account (CloudWatch Logs quotas: 30 at a time).
const MOST_OPEN: usize = 30;
/// The same, all accounts together.
const MOST_OPEN_OF_ALL: usize = 1000;
/// Queries of one account that are worked on at a time. More workers than this leave one for others.
pub const MOST_RUNNING: usize = 2;
/// Queries kept and bytes of their rows, of one account.
const MOST_KEPT_OF_ACCOUNT: usize = 500;
const MOST_BYTES_OF_ACCOUNT: usize = 64 << 20;
/// The same, all accounts together.
const MOST_KEPT: usize = 2000;
const MOST_BYTES: usize = 128 << 20;

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

/// A query a worker has taken.
#[derive(Clone, Debug)]
pub struct TakenQuery {
    /// As asked.
    pub asked: Arc<AskedQuery>,
    wanted: Arc<AtomicBool>,
}

impl TakenQuery {
    /// Whether anyone still waits for its answer: false at once when it is stopped or forgotten. To be asked as often as one likes.
    pub fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }
}

/// How a query ended that nobody stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryEnd {
    /// Its answer.
    Complete(QueryRows),
    /// It cannot be answered, or not with the memory it may take.
    Failed,
    /// It took too long.
    TimedOut,
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
    /// Bytes of the rows.
    bytes: usize,
    wanted: Arc<AtomicBool>,
}

impl KeptQuery {
    fn account(&self) -> &AccountId {
        &self.asked.scope.account
    }
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
        let open = kept.iter().filter(|it| !it.status.is_over());
        let own = open.clone().filter(|it| *it.account() == asked.scope.account);
        if own.count() >= MOST_OPEN || open.count() >= MOST_OPEN_OF_ALL {
            return Err(TooManyQueries);
        }
        let (status, effort) = (QueryStatus::Scheduled, QueryEffort::default());
        let wanted = Arc::new(AtomicBool::new(true));
        let (asked, rows, bytes) = (Arc::new(asked), Arc::default(), 0);
        kept.push_back(KeptQuery { asked: Arc::clone(&asked), status, effort, rows, bytes, wanted });
        make_room(&mut kept, &asked.id);
        drop(kept);
        self.asked.notify_one();
        Ok(())
    }

    /// Waits until a query may have been asked.
    pub async fn wait(&self) {
        self.asked.notified().await;
    }

    /// The next query to work on, if there is one: the oldest of the account that has the fewest at work.
    pub fn take(&self) -> Option<TakenQuery> {
        let mut kept = self.kept();
        let place = next_in_turn(&kept)?;
        let next = kept.get_mut(place)?;
        next.status = QueryStatus::Running;
        let taken = TakenQuery { asked: Arc::clone(&next.asked), wanted: Arc::clone(&next.wanted) };
        let others = next_in_turn(&kept).is_some();
        drop(kept);
        if others {
            self.asked.notify_one();
        }
        Some(taken)
    }

    /// Notes what a running query has cost so far; whether anyone still wants it.
    pub fn report(&self, id: &str, effort: QueryEffort) -> bool {
        let mut kept = self.kept();
        let running = kept.iter_mut().find(|it| it.asked.id == id && it.status == QueryStatus::Running);
        running.map(|it| it.effort = effort).is_some()
    }

    /// Ends a running query. One that was stopped stays so.
    pub fn finish(&self, id: &str, effort: QueryEffort, end: QueryEnd) {
        let mut kept = self.kept();
        let running = kept.iter_mut().find(|it| it.asked.id == id && it.status == QueryStatus::Running);
        if let Some(it) = running {
            let (status, rows) = match end {
                QueryEnd::Complete(rows) => (QueryStatus::Complete, rows),
                QueryEnd::Failed => (QueryStatus::Failed, Vec::new()),
                QueryEnd::TimedOut => (QueryStatus::Timeout, Vec::new()),
            };
            it.bytes = weight(&rows);
            (it.status, it.effort, it.rows) = (status, effort, Arc::new(rows));
            make_room(&mut kept, id);
        }
        drop(kept);
        // Its account may have had its share until now.
        self.asked.notify_one();
    }

    /// Stops a query; what it was before, if it is known. Whoever works on it is told.
    pub fn stop(&self, scope: &Scope, id: &str) -> Option<QueryStatus> {
        let mut kept = self.kept();
        let it = kept.iter_mut().find(|it| it.asked.id == id && it.asked.scope == *scope)?;
        let before = it.status;
        if !before.is_over() {
            it.status = QueryStatus::Cancelled;
            it.wanted.store(false, Ordering::Relaxed);
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

    /// Forgets one account, or everything, and stops what is worked on of it.
    pub fn reset(&self, account: Option<&AccountId>) {
        self.kept().retain(|it| {
            let stays = account.is_some_and(|account| it.account() != account);
            it.wanted.fetch_and(stays, Ordering::Relaxed);
            stays
        });
    }
}

/// Which is to be worked on next.
fn next_in_turn(kept: &VecDeque<KeptQuery>) -> Option<usize> {
    let mut at_work: HashMap<&AccountId, usize> = HashMap::new();
    for it in kept.iter().filter(|it| it.status == QueryStatus::Running) {
        *at_work.entry(it.account()).or_default() += 1;
    }
    let at_work = |it: &KeptQuery| at_work.get(it.account()).copied().unwrap_or(0);
    let waiting = kept.iter().enumerate().filter(|(_, it)| it.status == QueryStatus::Scheduled);
    let may = waiting.map(|(place, it)| (at_work(it), place)).filter(|(count, _)| *count < MOST_RUNNING);
    may.min().map(|(_, place)| place)
}

/// What answers take.
#[derive(Clone, Copy, Default)]
struct Taken {
    queries: usize,
    bytes: usize,
}

/// Forgets queries that are over as long as they take too much room, but not that of this id, which somebody waits for: the oldest of an
/// account that has more than its share, then of that which has the most.
fn make_room(kept: &mut VecDeque<KeptQuery>, spared: &str) {
    while let Some(account) = crowding(kept) {
        let may_go = |it: &KeptQuery| it.status.is_over() && it.asked.id != spared;
        let own = kept.iter().position(|it| may_go(it) && *it.account() == account);
        let Some(oldest) = own.or_else(|| kept.iter().position(may_go)) else { return };
        kept.remove(oldest);
    }
}

/// The account that takes more room than there is for it.
fn crowding(kept: &VecDeque<KeptQuery>) -> Option<AccountId> {
    let mut of_accounts: HashMap<&AccountId, Taken> = HashMap::new();
    let mut all = Taken::default();
    for it in kept {
        for taken in [of_accounts.entry(it.account()).or_default(), &mut all] {
            taken.queries += 1;
            taken.bytes += it.bytes;
        }
    }
    let too_much = |taken: &Taken, queries, bytes| taken.queries > queries || taken.bytes > bytes;
    let too_much_of_one = |taken: &Taken| too_much(taken, MOST_KEPT_OF_ACCOUNT, MOST_BYTES_OF_ACCOUNT);
    let crowded = of_accounts.iter().find(|(_, taken)| too_much_of_one(taken));
    let largest = || of_accounts.iter().max_by_key(|(_, taken)| (taken.bytes, taken.queries));
    let account = crowded.or_else(|| largest().filter(|_| too_much(&all, MOST_KEPT, MOST_BYTES)));
    account.map(|(account, _)| (*account).clone())
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
        assert_eq!(shelf.take().unwrap().asked.id, "1");
        assert!(shelf.report("1", QueryEffort::default()));
        shelf.finish("1", QueryEffort::default(), QueryEnd::Complete(Vec::new()));
        assert_eq!(
            (status(&shelf, "1"), shelf.stop(&scope(), "1")),
            (Some(QueryStatus::Complete), Some(QueryStatus::Complete))
        );
        let second = shelf.take().unwrap();
        assert!(second.asked.id == "2" && second.is_wanted());
        assert_eq!(shelf.stop(&scope(), "2"), Some(QueryStatus::Running));
        assert!(!second.is_wanted(), "whoever works on it is told at once");
        assert!(!shelf.report("2", QueryEffort::default()));
        shelf.finish("2", QueryEffort::default(), QueryEnd::Complete(Vec::new()));
        assert_eq!((status(&shelf, "2"), shelf.take().is_none()), (Some(QueryStatus::Cancelled), true));
        assert_eq!(
            shelf.list(&scope()).iter().map(|it| it.asked.id.as_str()).collect::<Vec<_>>(),
            ["2", "1"]
        );
        assert_eq!(shelf.stop(&scope(), "3"), None);
    }

    fn of(account: &str, id: &str) -> AskedQuery {
        AskedQuery { id: id.into(), scope: Scope::new(account, "us-west-2").unwrap(), ..asked(0) }
    }

    fn rows(mebibytes: usize) -> QueryEnd {
        QueryEnd::Complete(vec![vec![("@message".to_owned(), "x".repeat(mebibytes << 20))]])
    }

    /// Asks and answers a query.
    fn answer(shelf: &QueryShelf, account: &str, id: &str, mebibytes: usize) {
        shelf.ask(of(account, id)).unwrap();
        let taken = shelf.take().unwrap();
        shelf.finish(&taken.asked.id, QueryEffort::default(), rows(mebibytes));
    }

    fn bytes(shelf: &QueryShelf) -> usize {
        shelf.kept().iter().map(|it| it.bytes).sum()
    }

    #[test]
    fn what_waits_and_what_stays_are_bounded() {
        let shelf = QueryShelf::default();
        (0..MOST_OPEN).for_each(|id| shelf.ask(asked(id)).unwrap());
        assert_eq!(shelf.ask(asked(MOST_OPEN)), Err(TooManyQueries));
        while let Some(query) = shelf.take() {
            shelf.finish(&query.asked.id, QueryEffort::default(), rows(10));
        }
        assert!(bytes(&shelf) <= MOST_BYTES_OF_ACCOUNT);
        assert!(status(&shelf, &(MOST_OPEN - 1).to_string()).is_some());
        shelf.reset(None);
        assert!(shelf.list(&scope()).is_empty());
    }

    #[test]
    fn an_account_pushes_out_what_is_its_own() {
        let (shelf, other) = (QueryShelf::default(), Scope::new("111111111111", "us-west-2").unwrap());
        answer(&shelf, "111111111111", "theirs", 1);
        (0..20).for_each(|id| answer(&shelf, "000000000000", &id.to_string(), 20));
        assert!(shelf.get(&other, "theirs").is_some() && bytes(&shelf) <= MOST_BYTES_OF_ACCOUNT + (2 << 20));
        for account in 0..10 {
            answer(&shelf, &format!("22222222222{account}"), &format!("of {account}"), 30);
        }
        assert!(bytes(&shelf) <= MOST_BYTES, "many accounts take no more than all may");
        assert!(shelf.list(&Scope::new("222222222229", "us-west-2").unwrap()).len() == 1);
    }

    #[test]
    fn an_account_leaves_a_worker_to_others() {
        let shelf = QueryShelf::default();
        (0..5).for_each(|id| shelf.ask(asked(id)).unwrap());
        shelf.ask(of("111111111111", "theirs")).unwrap();
        let taken: Vec<_> = std::iter::from_fn(|| shelf.take()).map(|it| it.asked.id.clone()).collect();
        assert_eq!(taken, ["0", "theirs", "1"], "in turn, and no more than its share");
        shelf.finish("0", QueryEffort::default(), QueryEnd::Failed);
        assert_eq!(
            (status(&shelf, "0"), shelf.take().unwrap().asked.id.as_str()),
            (Some(QueryStatus::Failed), "2")
        );
    }

    #[test]
    fn what_is_forgotten_is_not_worked_on() {
        let shelf = QueryShelf::default();
        shelf.ask(asked(1)).unwrap();
        let taken = shelf.take().unwrap();
        shelf.reset(Some(&AccountId::new("111111111111").unwrap()));
        assert!(taken.is_wanted());
        shelf.reset(Some(&scope().account));
        assert!(!taken.is_wanted());
    }
}
