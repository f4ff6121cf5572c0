//! One client connection of HTTP/2. In: an encrypted stream. Out: a session for every stream of it. Never done here: requests;
//! each stream is a session of its own, which ends with its answer.
//!
//! ```text
//!   Open --10,000 requests, client_keep_alive, or idle--> Closing (GOAWAY) --streams done, or idle again--> closed
//! ```

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use h2::RecvStream;
use h2::server::{Builder, Connection, SendResponse};
use http::Request;

use crate::caller::Caller;
use crate::claim::Claim;
use crate::clock::{Activity, IdleTimer};
use crate::h2_stream::H2Stream;
use crate::request_head::MAX_HEAD;
use crate::session::{Session, limits};
use crate::stream::ClientTls;
use crate::worker::Worker;

/// Most streams of one connection at once.
const MOST_STREAMS: u32 = 128;
/// Requests after which a connection is ended with GOAWAY.
const MOST_REQUESTS: u32 = 10_000;
/// Longest time for the client's preface.
const PREFACE: Duration = Duration::from_secs(10);
/// Most bytes of answers waiting in one stream for the client to take them.
const MOST_WAITING: usize = 64 * 1024;

type Arrival = Option<Result<(Request<RecvStream>, SendResponse<Bytes>), h2::Error>>;

enum Event {
    Request(Box<Arrival>),
    Idle,
}

/// Serves `stream` to its end.
pub(crate) async fn serve(worker: Arc<Worker>, stream: ClientTls, caller: Caller) {
    let mut builder = Builder::new();
    builder
        .max_concurrent_streams(MOST_STREAMS)
        .max_header_list_size(MAX_HEAD as u32)
        .max_send_buffer_size(MOST_WAITING);
    if let Ok(Ok(connection)) = tokio::time::timeout(PREFACE, builder.handshake(stream)).await {
        run(worker, connection, caller).await;
    }
}

async fn run(worker: Arc<Worker>, mut connection: Connection<ClientTls, Bytes>, caller: Caller) {
    let (idle, life) = limits(&worker, &caller);
    let (activity, mut timer) = (Arc::new(Activity::new()), IdleTimer::new(idle));
    let open = Arc::new(AtomicU32::new(0));
    let _claim = claim_of_connection(&worker, &caller);
    let (mut served, mut closing) = (0, false);
    loop {
        match next(&mut connection, &mut timer, &activity).await {
            Event::Request(arrival) => {
                let Some(Ok((request, respond))) = *arrival else { return };
                served += 1;
                activity.touch();
                let stream = Counted::new(&open, &activity);
                let session =
                    Session::new(Arc::clone(&worker), H2Stream::new(request, respond), caller.clone(), &[]);
                tokio::spawn(async move {
                    session.run().await;
                    drop(stream);
                });
                if !closing && (served >= MOST_REQUESTS || activity.age() >= life) {
                    connection.graceful_shutdown();
                    closing = true;
                }
            }
            // Streams watch their own idle time.
            Event::Idle if open.load(Ordering::Relaxed) > 0 => activity.touch(),
            Event::Idle if closing => return,
            Event::Idle => {
                connection.graceful_shutdown();
                closing = true;
                activity.touch();
            }
        }
    }
}

/// Counts the connection at the load balancer its first request would go to.
fn claim_of_connection(worker: &Worker, caller: &Caller) -> Option<Claim> {
    let snapshot = worker.shared.snapshot.load();
    let listener = snapshot.listener_for(caller, "")?;
    Some(Claim::new(&listener.balancer, caller.worker))
}

async fn next(
    connection: &mut Connection<ClientTls, Bytes>,
    timer: &mut IdleTimer,
    activity: &Activity,
) -> Event {
    poll_fn(|context| match connection.poll_accept(context) {
        Poll::Ready(arrival) => Poll::Ready(Event::Request(Box::new(arrival))),
        Poll::Pending => timer.poll(context, activity).map(|()| Event::Idle),
    })
    .await
}

/// Counts an open stream while it lives; its end is a sign of life.
struct Counted(Arc<AtomicU32>, Arc<Activity>);

impl Counted {
    fn new(open: &Arc<AtomicU32>, activity: &Arc<Activity>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(open), Arc::clone(activity))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.1.touch();
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
