//! Requests at a steady rate, whether the ones before were answered or not. In: an address and a rate. Out: how each came out, by kind.
//! Never here: a second try: what fails has failed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

/// A request without an answer by then has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of the requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcomes {
    /// Sent.
    pub(crate) sent: u64,
    /// Answered with 200.
    pub(crate) good: u64,
    /// Everything else, by kind.
    pub(crate) failures: BTreeMap<String, u64>,
    /// Milliseconds of the good ones, from the moment they were due.
    pub(crate) times: Vec<f64>,
}

impl Outcomes {
    /// How many failed.
    pub(crate) fn failed(&self) -> u64 {
        self.failures.values().sum()
    }
}

/// A running load.
pub(crate) struct Load {
    state: Arc<State>,
    stop: watch::Sender<bool>,
    thread: std::thread::JoinHandle<std::io::Result<()>>,
}

struct State {
    address: String,
    idle: Mutex<Vec<SendRequest<Empty<Bytes>>>>,
    outcomes: Mutex<Outcomes>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Load {
    /// Begins to ask `address`, `rate` times a second.
    pub(crate) fn begin(address: &str, rate: f64) -> Load {
        let state = Arc::new(State {
            address: address.to_owned(),
            idle: Mutex::default(),
            outcomes: Mutex::default(),
        });
        let (stop, stopped) = watch::channel(false);
        let asked = state.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(ask(asked, rate, stopped));
            Ok(())
        });
        Load { state, stop, thread }
    }

    /// What has come of all requests so far.
    pub(crate) fn so_far(&self) -> Outcomes {
        lock(&self.state.outcomes).clone()
    }

    /// Sends no more, waits for the answers under way.
    pub(crate) fn end(self) -> Outcomes {
        self.stop.send_replace(true);
        // A load that panicked has said so on stderr; its outcomes still count.
        drop(self.thread.join());
        lock(&self.state.outcomes).clone()
    }
}

async fn ask(state: Arc<State>, rate: f64, mut stopped: watch::Receiver<bool>) {
    let mut due = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    // Open loop: what could not be sent in time is sent at once.
    due.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut under_way = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            at = due.tick() => {
                lock(&state.outcomes).sent += 1;
                under_way.spawn(one(state.clone(), at.into_std()));
            }
            Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
            _ = stopped.changed() => break,
        }
    }
    while under_way.join_next().await.is_some() {}
}

async fn one(state: Arc<State>, due: Instant) {
    let outcome = tokio::time::timeout(PATIENCE, exchange(&state)).await;
    let mut outcomes = lock(&state.outcomes);
    match outcome.unwrap_or_else(|_| Err(format!("no answer after {} s", PATIENCE.as_secs()))) {
        Ok(()) => {
            outcomes.good += 1;
            outcomes.times.push(due.elapsed().as_secs_f64() * 1000.0);
        }
        Err(kind) => *outcomes.failures.entry(kind).or_default() += 1,
    }
}

/// One request on a connection that is idle, or on a new one.
async fn exchange(state: &State) -> Result<(), String> {
    let mut connection = connection(state).await?;
    let request = Request::get("/").header("host", &state.address).body(Empty::new());
    let request = request.map_err(|error| error.to_string())?;
    let answer = connection.send_request(request).await.map_err(|error| format!("no answer: {error}"))?;
    let status = answer.status();
    answer.into_body().collect().await.map_err(|error| format!("half an answer: {error}"))?;
    if status.as_u16() != 200 {
        return Err(format!("status {status}"));
    }
    lock(&state.idle).push(connection);
    Ok(())
}

async fn connection(state: &State) -> Result<SendRequest<Empty<Bytes>>, String> {
    loop {
        let idle = lock(&state.idle).pop();
        match idle {
            Some(mut connection) => {
                if connection.ready().await.is_ok() {
                    return Ok(connection);
                }
            }
            None => return connect(&state.address).await.map_err(|error| format!("no connection: {error}")),
        }
    }
}

async fn connect(address: &str) -> std::io::Result<SendRequest<Empty<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, driven) = handshake(TokioIo::new(stream)).await.map_err(std::io::Error::other)?;
    tokio::spawn(driven);
    Ok(sender)
}
