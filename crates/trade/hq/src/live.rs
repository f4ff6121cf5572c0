//! In: the book, once a second. Out: the state as JSON to everyone who watches. Never here: HTTP, HTML.

use crate::{
    clock,
    platform::Platform,
    program::Hq,
    state::{Feed, ResourceState, State},
    subscribers::Subscribers,
};
use bytes::Bytes;
use orders::Resource;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

struct Shown {
    rate: f64,
    trouble: BTreeMap<&'static str, String>,
    platform: Option<Platform>,
    subscribers: BTreeMap<Resource, Subscribers>,
}

/// What is shown and may change at any time, and who watches.
pub(crate) struct Live {
    shown: Mutex<Shown>,
    events: watch::Sender<Bytes>,
}

impl Live {
    pub(crate) fn new(rate: f64) -> Self {
        let trouble = BTreeMap::from([("hq", "starting".to_owned())]);
        let shown = Mutex::new(Shown { rate, trouble, platform: None, subscribers: BTreeMap::new() });
        Self { shown, events: watch::Sender::new(Bytes::new()) }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Orders a second and topic the feed aims at.
    pub(crate) fn rate(&self) -> f64 {
        self.shown().rate
    }

    /// Sets the rate.
    pub(crate) fn set_rate(&self, rate: f64) {
        self.shown().rate = rate;
    }

    /// Shows other trouble of one part of HQ, or none; returns whether that was news.
    pub(crate) fn trouble(&self, part: &'static str, trouble: Option<&str>) -> bool {
        let mut shown = self.shown();
        let news = shown.trouble.get(part).map(String::as_str) != trouble;
        match trouble {
            Some(why) if news => drop(shown.trouble.insert(part, why.to_owned())),
            Some(_) => {}
            None => drop(shown.trouble.remove(part)),
        }
        news
    }

    /// Shows what runs where.
    pub(crate) fn platform(&self, platform: Option<Platform>) {
        self.shown().platform = platform;
    }

    /// Shows what is known of a topic's subscribers.
    pub(crate) fn set_subscribers(&self, of: Resource, subscribers: Subscribers) {
        self.shown().subscribers.insert(of, subscribers);
    }

    /// What is known of a topic's subscribers.
    pub(crate) fn subscribers(&self, of: Resource) -> Subscribers {
        self.shown().subscribers.get(&of).copied().unwrap_or(Subscribers::None)
    }

    /// Complete events, the latest first; slow watchers miss the ones in between.
    pub(crate) fn watch(&self) -> watch::Receiver<Bytes> {
        self.events.subscribe()
    }
}

/// Everything as of now.
pub(crate) fn state(hq: &Hq) -> State {
    let (rate, trouble, platform) = {
        let shown = hq.live.shown();
        let trouble: Vec<String> = shown.trouble.iter().map(|(part, why)| format!("{part}: {why}")).collect();
        (shown.rate, Some(trouble.join("; ")).filter(|t| !t.is_empty()), shown.platform.clone())
    };
    let book = hq.book();
    let tally = &book.tally;
    let resources: Vec<ResourceState> =
        Resource::ALL.map(|resource| resource_state(hq, &book, resource)).into();
    let percentiles = tally.percentiles(clock::now());
    State {
        rate,
        published: tally.total_published(),
        fulfilled: tally.total_fulfilled(),
        in_flight: resources.iter().map(|r| r.in_flight).sum(),
        duplicates: tally.duplicates,
        unsolicited: tally.unsolicited,
        unnamed: tally.unnamed,
        republished: tally.republished,
        per_second: tally.per_second(),
        p50_ms: percentiles.map(|p| p.0),
        p99_ms: percentiles.map(|p| p.1),
        history: tally.history(),
        resources,
        leaderboard: tally.leaderboard(),
        others: tally.others(),
        platform,
        trouble,
    }
}

fn resource_state(hq: &Hq, book: &crate::book::Book, resource: Resource) -> ResourceState {
    let (sums, in_flight) = (book.tally.sums(resource), book.in_flight(resource));
    ResourceState {
        name: resource.name(),
        feed: feed(hq, resource, in_flight),
        published: sums.published,
        fulfilled: sums.fulfilled,
        in_flight: in_flight as u64,
    }
}

fn feed(hq: &Hq, resource: Resource, in_flight: usize) -> Feed {
    if !hq.settings.topics.iter().any(|(fed, _)| *fed == resource) {
        return Feed::NoTopic;
    }
    match hq.live.subscribers(resource) {
        Subscribers::None => Feed::NoSubscriber,
        Subscribers::Some | Subscribers::Untold if in_flight >= hq.settings.most_in_flight => Feed::Full,
        Subscribers::Some | Subscribers::Untold => Feed::Running,
    }
}

/// Counts the seconds and tells the watchers, for as long as it is polled.
pub(crate) async fn run(hq: Arc<Hq>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    loop {
        ticks.tick().await;
        hq.book().tally.tick();
        if hq.live.events.receiver_count() > 0 {
            let event = event(&hq);
            hq.live.events.send_replace(event);
        }
    }
}

/// The state as one server-sent event.
pub(crate) fn event(hq: &Hq) -> Bytes {
    let json = serde_json::to_string(&state(hq)).unwrap_or_else(|_| "{}".to_owned());
    format!("data: {json}\n\n").into()
}
