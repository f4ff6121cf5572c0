//! In: settings. Out: a running HQ until it is told to close. Never here: any of its duties.
//!
//! ```text
//! listening, answering 503 -> tables ready, book restored -> ready: feed running
//! ```

use crate::{
    book::Book,
    clock,
    desk::HqDesk,
    feed,
    keys::Keys,
    live::{self, Live},
    platform,
    recorder::Recorder,
    settings::HqSettings,
    store::{OrderRow, Store, StoreError},
    subscribers,
};
use courier::{Backoff, Closing, Failure, Pool, Server, Settings, say, sdk_config, warn};
use std::{
    process::ExitCode,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const RESTORE_BACKOFF: Backoff = Backoff { first: Duration::from_millis(200), most: Duration::from_secs(10) };

/// What all parts of HQ share.
pub(crate) struct Hq {
    pub settings: HqSettings,
    pub book: Mutex<Book>,
    pub keys: Keys,
    pub store: Store,
    pub recorder: Recorder,
    pub sns: aws_sdk_sns::Client,
    pub pool: Arc<Pool>,
    pub live: Live,
    ready: AtomicBool,
}

impl Hq {
    /// The book; a panic elsewhere must not stop the counting.
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the tables were read.
    pub(crate) fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }
}

/// Runs HQ with the environment's settings until SIGTERM.
pub fn main_from_env() -> ExitCode {
    courier::run("hq", |closing| async move {
        let settings = HqSettings::read(&Settings::new(&crate::environment::source))?;
        run(settings, closing).await
    })
}

/// Runs HQ until `closing`; fails when its port is taken.
pub async fn run(settings: HqSettings, closing: Closing) -> Result<(), Failure> {
    let server = Server::bind(settings.port, settings.grace).await?;
    say(&format!("hq listens on port {}", server.port()?));
    serve(settings, server, closing).await;
    Ok(())
}

pub(crate) async fn serve(settings: HqSettings, server: Server, closing: Closing) {
    let hq = Arc::new(assemble(settings).await);
    tokio::spawn(until_closing(closing.clone(), start(hq.clone(), closing.clone())));
    tokio::spawn(until_closing(closing.clone(), live::run(hq.clone())));
    tokio::spawn(until_closing(closing.clone(), platform::run(hq.clone())));
    server.serve(Arc::new(HqDesk::new(hq, closing.clone())), closing).await;
}

async fn until_closing(mut closing: Closing, work: impl Future<Output = ()>) {
    tokio::select! { () = closing.wait() => {}, () = work => {} }
}

async fn assemble(settings: HqSettings) -> Hq {
    let pool = Arc::new(Pool::default());
    let client = aws_sdk_dynamodb::Client::new(&sdk_config(pool.clone(), &settings.dynamodb).await);
    let store = Store::new(client, settings.orders_table.clone(), settings.keys_table.clone());
    Hq {
        live: Live::new(settings.rate),
        book: Mutex::default(),
        keys: Keys::new(store.clone()),
        recorder: Recorder::start(store.clone()),
        sns: aws_sdk_sns::Client::new(&sdk_config(pool.clone(), &settings.sns).await),
        ready: AtomicBool::new(false),
        store,
        pool,
        settings,
    }
}

async fn start(hq: Arc<Hq>, closing: Closing) {
    for failures in 0_u32.. {
        match restore(&hq).await {
            Ok(()) => break,
            Err(error) => complain(&hq, "hq", &format!("not ready yet: {error}")),
        }
        tokio::time::sleep(RESTORE_BACKOFF.delay(failures, courier::fraction())).await;
    }
    hq.ready.store(true, Ordering::Release);
    hq.live.trouble("hq", None);
    say("hq is ready");
    for (resource, topic) in hq.settings.topics.clone() {
        tokio::spawn(until_closing(closing.clone(), subscribers::run(hq.clone(), resource, topic.clone())));
        tokio::spawn(until_closing(closing.clone(), feed::run(hq.clone(), resource, topic)));
    }
}

/// Shows trouble on the page and says it in the log.
pub(crate) fn complain(hq: &Hq, part: &'static str, why: &str) {
    if hq.live.trouble(part, Some(why)) {
        warn(&format!("{part}: {why}"));
    }
}

async fn restore(hq: &Hq) -> Result<(), StoreError> {
    hq.store.prepare().await?;
    hq.keys.load().await?;
    let mut book = Book::default();
    let mut open = 0_u64;
    hq.store.all_orders(|row| open += u64::from(restore_row(&mut book, row))).await?;
    say(&format!("hq restored {} fulfilled and {open} open orders", book.tally.total_fulfilled()));
    *hq.book() = book;
    Ok(())
}

/// Returns whether the order is still open.
fn restore_row(book: &mut Book, row: OrderRow) -> bool {
    let published_at = row.published_at.min(clock::now());
    match (row.resource, row.done) {
        // Written by earlier versions for a fulfilment that named no order: it fulfilled none, so it counts for none.
        (None, _) => {
            book.tally.unsolicited += 1;
            false
        }
        (Some(resource), None) => book.restore(row.id, resource, published_at),
        (Some(resource), Some(done)) => {
            book.remember(row.id, resource, published_at, (&done.attendee, done.fulfilment));
            false
        }
    }
}
