//! What is forgotten: stopped tasks, terminated instances, unconfirmed subscriptions, expired sessions, old client tokens, log events past
//! their retention, metric values and histories of alarms older than CloudWatch keeps them.

use std::sync::Arc;

use ledger::{Books, GroupKey, Ledger, LogBook, MetricBook, World};
use model::cloudwatch::AlarmHistoryItem;
use model::ec2::{Instance, InstanceState};
use model::ecs::{LastStatus, RunReceipt, Service, Task};
use model::logs::LogGroup;
use model::sns::Subscription;
use model::sts::Session;
use model::{Key, Record, Time};
use planner::service::counts_against;

use crate::pen;
use crate::turn::{Round, Turns};

/// Milliseconds between rounds.
const PERIOD: i64 = 60_000;
/// How long a terminated instance is shown, milliseconds (AWS: about an hour).
const TERMINATED: i64 = 3_600_000;
/// Stopped tasks kept at most, all clusters together.
const MOST_STOPPED: usize = 5_000;
/// Client tokens of RunTask kept at most: the CLI and the SDKs make one up for every call.
const MOST_RECEIPTS: usize = 5_000;

/// How long things are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Milliseconds a stopped task stays describable; AWS promises an hour.
    pub stopped_tasks: i64,
}

impl Default for Keep {
    fn default() -> Keep {
        Keep { stopped_tasks: 24 * 3_600_000 }
    }
}

/// Runs the loop.
pub async fn run(turns: Turns, books: Books, keep: Keep) {
    let ledger = turns.ledger.clone();
    let none = None::<tokio::sync::watch::Receiver<()>>;
    turns
        .run(
            "retention",
            |_| 0,
            none,
            |world, now| {
                books.metrics.expire(now.0 - MetricBook::KEPT);
                round(&ledger, &books.logs, world, now, keep)
            },
        )
        .await;
}

/// One round.
pub fn round(ledger: &Ledger, book: &LogBook, world: &Arc<World>, now: Time, keep: Keep) -> Round {
    let tasks = old_tasks(world, now, keep);
    let gone = |i: &&Arc<Instance>| {
        i.state == InstanceState::Terminated && i.terminated_at.is_some_and(|at| now.since(at) > TERMINATED)
    };
    let instances: Vec<Key> = world.all::<Instance>().filter(gone).map(|instance| instance.key()).collect();
    let expired = world.all::<Subscription>().filter(|subscription| subscription.is_expired(now));
    let subscriptions: Vec<Key> = expired.map(|subscription| subscription.key()).collect();
    let over = world.all::<Session>().filter(|session| session.expires <= now);
    let sessions: Vec<Key> = over.map(|session| session.key()).collect();
    let receipts = old_receipts(world, now);
    let histories = old_histories(world, now);
    let mut round = Round::default();
    let count = tasks.len()
        + instances.len()
        + subscriptions.len()
        + sessions.len()
        + receipts.len()
        + histories.len();
    if count > 0 {
        round.note(format!("forgot {count} records"));
        pen::write(ledger, |txn| {
            tasks.iter().for_each(|key| drop(txn.remove::<Task>(key)));
            instances.iter().for_each(|key| drop(txn.remove::<Instance>(key)));
            subscriptions.iter().for_each(|key| drop(txn.remove::<Subscription>(key)));
            sessions.iter().for_each(|key| drop(txn.remove::<Session>(key)));
            receipts.iter().for_each(|key| drop(txn.remove::<RunReceipt>(key)));
            histories.iter().for_each(|key| drop(txn.remove::<AlarmHistoryItem>(key)));
        });
    }
    for group in world.all::<LogGroup>() {
        if let Some(from) = group.keeps_from(now) {
            drop(
                book.expire(
                    &GroupKey { scope: group.scope.clone(), group: group.name.as_str().into() },
                    from.0,
                ),
            );
        }
    }
    round.by(now.plus(PERIOD));
    round
}

/// Client tokens of RunTask that are too old or too many, oldest first.
fn old_receipts(world: &World, now: Time) -> Vec<Key> {
    let mut all: Vec<&Arc<RunReceipt>> = world.all::<RunReceipt>().collect();
    all.sort_by_key(|receipt| receipt.at);
    let surplus = all.len().saturating_sub(MOST_RECEIPTS);
    let old = all.iter().enumerate().filter(|(place, it)| *place < surplus || it.is_over(now));
    old.map(|(_, receipt)| receipt.key()).collect()
}

/// Items of alarms' histories that are too old or too many, oldest first.
fn old_histories(world: &World, now: Time) -> Vec<Key> {
    let mut all: Vec<&Arc<AlarmHistoryItem>> = world.all::<AlarmHistoryItem>().collect();
    all.sort_by_key(|item| (item.at, item.number));
    let surplus = all.len().saturating_sub(AlarmHistoryItem::MOST);
    let is_late = |item: &AlarmHistoryItem| now.since(item.at) > AlarmHistoryItem::KEPT;
    let old = all.iter().enumerate().filter(|(place, item)| *place < surplus || is_late(item));
    old.map(|(_, item)| item.key()).collect()
}

/// Stopped tasks that are too old or too many, oldest first.
fn old_tasks(world: &World, now: Time, keep: Keep) -> Vec<Key> {
    let stopped = world.all::<Task>().filter(|task| task.last == LastStatus::Stopped);
    let mut stopped: Vec<(Time, Key)> =
        stopped.map(|t| (t.stopped_at.unwrap_or(t.created_at), t.key())).collect();
    stopped.sort();
    let surplus = stopped.len().saturating_sub(MOST_STOPPED);
    let is_late = |at: Time, key: &Key| now.since(at) > keep.stopped_tasks && !is_counted(world, key);
    let old = stopped.into_iter().enumerate();
    let old = old.filter(|(place, (at, key))| *place < surplus || is_late(*at, key));
    old.map(|(_, (_, key))| key).collect()
}

/// Whether a circuit breaker still counts the task: starts that keep failing are a quarter of an hour apart, and many may be allowed.
fn is_counted(world: &World, key: &Key) -> bool {
    let Some(task) = world.get::<Task>(key) else { return false };
    let Some(service) = task.service() else { return false };
    let service = world.get::<Service>(&Service::key_of(&task.scope, &task.cluster, service));
    service.is_some_and(|service| counts_against(service, task))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{LogEvent, Storage, StreamKey};
    use model::Scope;
    use model::cloudwatch::{AlarmType, HistoryItemType};

    use super::*;

    const NOW: Time = Time(1_795_000_000_000);

    fn item(number: u32, ago: i64) -> AlarmHistoryItem {
        AlarmHistoryItem {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            alarm: "hot".into(),
            alarm_type: AlarmType::Metric,
            at: Time(NOW.0 - ago),
            number,
            what: HistoryItemType::StateUpdate,
            summary: String::new(),
            data: String::new(),
        }
    }

    fn forgotten(items: Vec<AlarmHistoryItem>) -> usize {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        pen::write(&ledger, |txn| {
            for item in items {
                txn.put(item);
            }
        });
        old_histories(&ledger.snapshot(), NOW).len()
    }

    #[test]
    fn histories_of_alarms_go_by_age_and_by_number() {
        let old = AlarmHistoryItem::KEPT + 1;
        assert_eq!(forgotten(vec![item(0, 0), item(0, old - 1), item(0, old), item(1, old)]), 2);
        let many = (0..AlarmHistoryItem::MOST as u32 + 3).map(|number| item(number, 0)).collect();
        assert_eq!(forgotten(many), 3);
    }

    #[test]
    fn events_past_their_retention_leave_the_disk() {
        const DAY: i64 = 86_400_000;
        let (ledger, book) =
            (Ledger::open(Storage::Memory).unwrap(), LogBook::open(&Storage::Memory).unwrap());
        let (scope, now) = (Scope::new("000000000000", "us-west-2").unwrap(), Time(1_795_000_000_000));
        let bytes = |name: &str| book.group_bytes(&GroupKey { scope: scope.clone(), group: name.into() });
        for (name, days) in [("kept", None), ("short", Some(1))] {
            let group = LogGroup { retention_days: days, ..LogGroup::new(&scope, name, now) };
            drop(ledger.write(|txn| txn.put(group)));
            let old = LogEvent { timestamp: now.0 - 2 * DAY, ingested: now.0, message: "old".into() };
            book.append(&StreamKey::new(&scope, name, "s"), vec![old]).wait().unwrap();
        }
        round(&ledger, &book, &ledger.snapshot(), now, Keep::default());
        // Orders are carried out in turn: when this one is, the round's are.
        book.append(
            &StreamKey::new(&scope, "other", "s"),
            vec![LogEvent { timestamp: 0, ingested: 0, message: "x".into() }],
        )
        .wait()
        .unwrap();
        assert!(bytes("kept") > 0);
        assert_eq!(bytes("short"), 0);
    }
}
