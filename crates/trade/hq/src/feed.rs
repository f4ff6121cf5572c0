//! The feed of one topic: makes orders and publishes them. In: the wanted rate, the book and a topic. Out: rows, then publications.
//! Never here: who fulfils them.
//!
//! While nobody is subscribed the feed stands still. Every 50 ms a topic has earned `rate x 50 ms` publications (at most one second's worth is saved up). They go first to orders that are
//! due again, then to new ones, as long as fewer than `MAX_IN_FLIGHT` are open; otherwise the feed waits and the page says so.
//! A new order's row is written before the order is published, so that none is lost when anything crashes in between.

use crate::{
    book::Book,
    clock,
    program::{Hq, complain},
    store::{MOST_ROWS, OrderRow},
    subscribers::Subscribers,
};
use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use orders::{ORDER_ID_ATTRIBUTE, Order, OrderId, Resource, TopicArn};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::{
    sync::Semaphore,
    time::{MissedTickBehavior, interval},
};

const TICK: Duration = Duration::from_millis(50);
/// SNS takes no more in one PublishBatch.
const MOST_MESSAGES: usize = 10;
/// Batches of one topic on their way at a time.
const MOST_BATCHES: usize = 8;

/// Publications earned but not made.
struct Budget(f64);

impl Budget {
    /// Another tick is over: how many publications may be made now.
    fn earn(&mut self, rate: f64) -> usize {
        self.0 = (self.0 + rate * TICK.as_secs_f64()).min(rate.max(1.0));
        self.0 as usize
    }

    fn spend(&mut self, publications: usize) {
        self.0 -= publications as f64;
    }
}

/// Feeds one topic for as long as it is polled.
pub(crate) async fn run(hq: Arc<Hq>, resource: Resource, topic: TopicArn) {
    let topic: Arc<str> = topic.as_str().into();
    let room = Arc::new(Semaphore::new(MOST_BATCHES));
    let mut budget = Budget(0.0);
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        if hq.live.subscribers(resource) == Subscribers::None {
            budget = Budget(0.0);
            continue;
        }
        let most = budget.earn(hq.live.rate());
        let (due, new) = choose(&mut hq.book(), resource, clock::now(), most, hq.settings.most_in_flight);
        budget.spend(due.len() + new);
        for group in due.chunks(MOST_ROWS) {
            send(&hq, resource, &topic, &room, group.to_vec(), false).await;
        }
        let new: Vec<OrderId> = (0..new).filter_map(|_| OrderId::parse(&courier::hex_id()).ok()).collect();
        for group in new.chunks(MOST_ROWS) {
            send(&hq, resource, &topic, &room, group.to_vec(), true).await;
        }
    }
}

/// Which open orders to publish again, and how many new ones to make.
fn choose(book: &mut Book, resource: Resource, now: u64, most: usize, limit: usize) -> (Vec<OrderId>, usize) {
    let due = book.take_due(resource, now, most);
    let room = limit.saturating_sub(book.in_flight(resource));
    let new = (most - due.len()).min(room);
    (due, new)
}

async fn send(
    hq: &Arc<Hq>,
    resource: Resource,
    topic: &Arc<str>,
    room: &Arc<Semaphore>,
    ids: Vec<OrderId>,
    new: bool,
) {
    // Waiting here is what keeps the number of batches on their way bounded.
    let Ok(permit) = room.clone().acquire_owned().await else { return };
    let (hq, topic) = (hq.clone(), topic.clone());
    tokio::spawn(async move {
        if !new || register(&hq, resource, &ids).await {
            publish(&hq, resource, &topic, &ids).await;
        }
        drop(permit);
    });
}

/// Writes the rows of new orders; an order without a row is not published and never was.
async fn register(hq: &Hq, resource: Resource, ids: &[OrderId]) -> bool {
    let now = clock::now();
    let row =
        |id: &OrderId| OrderRow { id: id.clone(), resource: Some(resource), published_at: now, done: None };
    // In the book first: once the row is written a crash of ours restores it, and until then nobody knows the id.
    ids.iter().for_each(|id| hq.book().begin(id.clone(), resource, now));
    let rows: Vec<OrderRow> = ids.iter().map(row).collect();
    let wrote = hq.store.put_orders(&rows).await;
    let mut book = hq.book();
    match &wrote {
        Ok(()) => ids.iter().for_each(|id| book.written(id, clock::now())),
        Err(_) => ids.iter().for_each(|id| book.withdraw(id)),
    }
    drop(book);
    wrote.inspect_err(|error| complain(hq, resource.name(), &format!("orders not written: {error}"))).is_ok()
}

async fn publish(hq: &Hq, resource: Resource, topic: &str, ids: &[OrderId]) {
    for group in ids.chunks(MOST_MESSAGES) {
        let failed = publish_batch(hq, resource, topic, group).await;
        if let Some(why) = failed.1 {
            complain(hq, resource.name(), &format!("orders not published: {why}"));
        } else {
            hq.live.trouble(resource.name(), None);
        }
        let now = clock::now();
        failed.0.iter().for_each(|id| hq.book().publish_failed(id, now));
    }
}

/// The orders that were not published, and why.
async fn publish_batch<'a>(
    hq: &Hq,
    resource: Resource,
    topic: &str,
    ids: &'a [OrderId],
) -> (Vec<&'a OrderId>, Option<String>) {
    let mut batch = hq.sns.publish_batch().topic_arn(topic);
    for id in ids {
        match entry(resource, id) {
            Ok(entry) => batch = batch.publish_batch_request_entries(entry),
            Err(error) => return (ids.iter().collect(), Some(error.to_string())),
        }
    }
    match batch.send().await {
        Err(error) => (ids.iter().collect(), Some(courier::explain(&error))),
        Ok(answer) => {
            let failed: HashSet<&str> = answer.failed().iter().map(|f| f.id()).collect();
            let why = answer.failed().first().map(|f| f.message().unwrap_or(f.code()).to_owned());
            (ids.iter().filter(|id| failed.contains(id.as_str())).collect(), why)
        }
    }
}

fn entry(
    resource: Resource,
    id: &OrderId,
) -> Result<PublishBatchRequestEntry, aws_sdk_sns::error::BuildError> {
    let name = MessageAttributeValue::builder().data_type("String").string_value(id.as_str()).build()?;
    PublishBatchRequestEntry::builder()
        .id(id.as_str())
        .message(Order::message(resource))
        .message_attributes(ORDER_ID_ATTRIBUTE, name)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_rate_still_earns() {
        let mut budget = Budget(0.0);
        let mut made = 0;
        for _ in 0..200 {
            let now = budget.earn(0.5);
            budget.spend(now);
            made += now;
        }
        assert!((4..=5).contains(&made), "{made}");
    }

    #[test]
    fn at_most_a_second_is_saved_up() {
        let mut budget = Budget(0.0);
        let most = (0..1_000).map(|_| budget.earn(100.0)).max();
        assert_eq!(most, Some(100));
    }

    #[test]
    fn due_orders_go_first_and_full_means_no_new_ones() {
        let mut book = Book::default();
        for n in 0..3 {
            book.restore(OrderId::parse(&n.to_string()).unwrap(), Resource::Iridium, 0);
        }
        let (due, new) = choose(&mut book, Resource::Iridium, 1, 5, 4);
        assert_eq!((due.len(), new), (3, 1));
        let (due, new) = choose(&mut book, Resource::Iridium, 2, 5, 3);
        assert_eq!((due.len(), new), (0, 0));
    }
}
