//! Deliveries of a process that is killed after any of its writes. In: a subscriber that fails twice a message. Out: every message that was
//! answered for arrives, and nothing is owed in the end.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use control_loops::board::Board;
use control_loops::clock::SystemClock;
use control_loops::deliveries::{self, PostRoom, Urls};
use control_loops::turn::Turns;
use ledger::{Disk, DiskFault, Ledger, Storage};
use model::sns::{Delivery, DeliveryPolicy, Message, MessageKind, RetryPolicy, Subscription, Topic};
use model::{Scope, Time};
use planner::delivery::shares::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use topic_delivery::{DirectConnect, Poster, PosterSettings, Signer, SigningIdentity};

/// Messages of one run.
const MESSAGES: u64 = 4;
/// Attempts of each that the subscriber fails.
const FAILURES: u32 = 2;
/// No run has so many writes.
const MOST_WRITES: u64 = 200;

/// How often each message came.
type Received = Arc<Mutex<BTreeMap<String, u32>>>;

/// A subscriber that answers 500 to the first attempts at a message.
async fn subscriber(received: Received) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&received)));
        }
    });
    format!("http://{address}/")
}

/// One connection: bodies are `[N]`.
async fn serve(mut stream: TcpStream, received: Received) {
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((_, body)) = text.split_once("\r\n\r\n").filter(|(_, body)| body.ends_with(']')) else {
            continue;
        };
        let count = {
            let mut all = received.lock().unwrap();
            let count = all.entry(body.to_owned()).or_default();
            *count += 1;
            *count
        };
        let status = if count <= FAILURES { "500 Not Now" } else { "200 OK" };
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        bytes.clear();
    }
}

fn scope() -> Scope {
    Scope::new("000000000000", "us-west-2").unwrap()
}

/// A topic with one subscription, which is tried again at once.
fn prepare(ledger: &Ledger, endpoint: &str) {
    let retry =
        RetryPolicy { min_delay: 1, max_delay: 1, retries: 20, immediate: 20, ..RetryPolicy::default() };
    let policy = Some(DeliveryPolicy { retry: Some(retry), ..DeliveryPolicy::default() });
    let topic = Topic {
        scope: scope(),
        name: "t".into(),
        attributes: BTreeMap::new(),
        created_at: Time(0),
        tags: Default::default(),
        policy,
    };
    let subscription = Subscription {
        scope: scope(),
        topic: "t".into(),
        id: "s".into(),
        owner: "000000000000".into(),
        protocol: "http".into(),
        endpoint: endpoint.into(),
        confirmed: true,
        token: String::new(),
        authenticate_on_unsubscribe: false,
        attributes: [("RawMessageDelivery".to_owned(), "true".to_owned())].into(),
        created_at: Time(0),
        policy: None,
        filter: None,
        filter_scope: Default::default(),
        confirmation_was_authenticated: false,
        token_made_at: Time(0),
        parted: false,
    };
    let ((), durable) = ledger.write(|txn| {
        txn.put(topic);
        txn.put(subscription);
    });
    durable.wait().unwrap();
}

/// As Publish does: the message, and what is owed, in one step. Whether it was answered.
async fn publish(ledger: &Ledger, number: u64) -> bool {
    let message = Message {
        scope: scope(),
        topic: "t".into(),
        id: format!("m{number}"),
        kind: MessageKind::Notification,
        subject: None,
        body: format!("[{number}]"),
        attributes: BTreeMap::new(),
        published_at: Time(1),
        endpoint_url: "http://localhost:4566".into(),
        owed: 1,
    };
    let delivery = Delivery {
        scope: scope(),
        message: message.id.clone(),
        topic: "t".into(),
        subscription: "s".into(),
        attempts: 0,
        due: Time(1),
        last_failure: None,
    };
    let ((), durable) = ledger.write(|txn| {
        txn.put(message);
        txn.put(delivery);
    });
    durable.done().await.is_ok()
}

/// What all lives have in common.
struct Stage {
    directory: PathBuf,
    signer: Arc<Signer>,
    received: Received,
}

impl Stage {
    fn ledger(&self, fault: &Arc<DiskFault>) -> Ledger {
        Ledger::open_on(Storage::Directory(self.directory.clone()), &Disk::with(Arc::clone(fault))).unwrap()
    }

    /// One life: publishes what was not answered for yet, delivers, until nothing is owed or it is killed. Whether it came to its end.
    async fn live(&self, fault: &Arc<DiskFault>, unanswered: &mut Vec<u64>) -> bool {
        let ledger = self.ledger(fault);
        let poster = Arc::new(Poster::new(Arc::new(DirectConnect), PosterSettings::default()));
        let urls = Urls { certificate_host: None, like_aws: false, is_inside: Arc::new(|_| false) };
        let signer = Arc::clone(&self.signer);
        let room = PostRoom { ledger: ledger.clone(), poster, signer, urls, limits: Limits::default() };
        let turns = Turns { ledger: ledger.clone(), clock: Arc::new(SystemClock), board: Board::default() };
        let mut loops = tokio::spawn(deliveries::run(turns, room));
        let mut left = Vec::new();
        for number in unanswered.drain(..) {
            if !publish(&ledger, number).await {
                left.push(number);
            }
        }
        *unanswered = left;
        let mut generations = ledger.watch();
        while !fault.is_killed() && ledger.snapshot().all::<Delivery>().next().is_some() {
            // Looks now and then as well: a kill changes no generation.
            let soon = std::time::Duration::from_millis(5);
            drop(tokio::time::timeout(soon, generations.changed()).await);
        }
        let whole = !fault.is_killed();
        loops.abort();
        // The posts under way hold the ledger, and with it its directory, until they are over.
        drop((&mut loops).await);
        drop((ledger, generations));
        self.wait_until_free().await;
        whole
    }

    /// Waits until nobody holds the journal any more.
    async fn wait_until_free(&self) {
        for _ in 0..10_000 {
            let lock = fs::File::create(self.directory.join("journal/lock")).unwrap();
            if lock.try_lock().is_ok() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        panic!("a killed process still holds its journal");
    }
}

/// A directory in memory where there is one.
fn scratch(number: u64) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let path = base.join(format!("interstella-deliveries-{}-{number}", std::process::id()));
    drop(fs::remove_dir_all(&path));
    path
}

/// Whether the first life ended before it was killed.
async fn killed_after(writes: u64, signer: &Arc<Signer>) -> bool {
    let received = Received::default();
    let stage =
        Stage { directory: scratch(writes), signer: Arc::clone(signer), received: Arc::clone(&received) };
    let endpoint = subscriber(received).await;
    prepare(&stage.ledger(&Arc::default()), &endpoint);
    let mut unanswered: Vec<u64> = (0..MESSAGES).collect();
    let fault = Arc::new(DiskFault::default());
    fault.keep_in_step();
    fault.kill_after(writes);
    let whole = stage.live(&fault, &mut unanswered).await;
    let second = Arc::new(DiskFault::default());
    assert!(stage.live(&second, &mut unanswered).await && unanswered.is_empty());
    let world = stage.ledger(&Arc::default()).snapshot();
    assert_eq!(world.all::<Delivery>().count(), 0, "after {writes} writes: still owed");
    assert_eq!(world.all::<Message>().count(), 0, "after {writes} writes: kept though nothing is owed");
    let came = stage.received.lock().unwrap().clone();
    for number in 0..MESSAGES {
        let count = came.get(&format!("[{number}]")).copied().unwrap_or(0);
        assert!(
            count > FAILURES,
            "after {writes} writes: message {number} came {count} times, {FAILURES} in vain"
        );
    }
    fs::remove_dir_all(&stage.directory).unwrap();
    whole
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_answered_for_is_lost_by_a_kill_after_any_write() {
    let signer = Arc::new(Signer::load(&SigningIdentity::generate().unwrap()).unwrap());
    let mut kills = 0;
    while !killed_after(kills, &signer).await {
        kills += 1;
        assert!(kills < MOST_WRITES, "a life without end");
    }
    assert!(kills > MESSAGES, "a life of {kills} writes shows little");
}
