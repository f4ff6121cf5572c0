//! Connections to ports with HTTPS listeners. In: a connection. Out: a session over TLS, over HTTP/2, or a plain one for a
//! client that speaks plain HTTP. Never done here: requests.
//!
//! ```text
//!   first byte 0x16 --> hello --> certificate by host name --> handshake --h2-------> h2_session
//!        | other          |10 s                                  |10 s  `--http/1.1-> session
//!        v                v                                      v
//!   session (plain)     close                                  close
//! ```

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::time::timeout_at;

use crate::access_log::connection_line;
use crate::caller::Caller;
use crate::h2_session;
use crate::session::Session;
use crate::stream::{ClientTls, Rewound};
use crate::tally::Count;
use crate::tls::{self, Secured};
use crate::worker::Worker;

/// Longest time from accepting a connection to the end of its handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// The first byte of every TLS record a client begins with.
const HANDSHAKE_RECORD: u8 = 0x16;

/// Serves a connection whose port has HTTPS listeners.
pub(crate) async fn serve(worker: Arc<Worker>, stream: TcpStream, caller: Caller, first: Vec<u8>) {
    let begun = Instant::now();
    let deadline = tokio::time::Instant::from_std(begun) + HANDSHAKE;
    let Ok(Ok(byte)) = timeout_at(deadline, first_byte(&stream, &first)).await else { return };
    if byte != HANDSHAKE_RECORD {
        return Session::new(worker, stream, caller, &first).run().await;
    }
    let (stream, secured) = match timeout_at(deadline, handshake(&worker, stream, &caller, first)).await {
        Ok(Ok(Some(done))) => done,
        // The port's listeners are gone.
        Ok(Ok(None)) => return,
        Ok(Err(error)) => {
            tracing::debug!(peer = %caller.peer, %error, "a TLS handshake failed");
            return failed(&worker, &caller);
        }
        Err(_) => return failed(&worker, &caller),
    };
    let caller = Caller { secured: Some(Arc::new(secured)), ..caller };
    log(&worker, &caller, Some(begun.elapsed()));
    if caller.speaks_h2() {
        h2_session::serve(worker, stream, caller).await;
    } else {
        Session::new(worker, stream, caller, &[]).run().await;
    }
}

async fn first_byte(stream: &TcpStream, first: &[u8]) -> io::Result<u8> {
    if let Some(byte) = first.first() {
        return Ok(*byte);
    }
    let mut byte = [0];
    match stream.peek(&mut byte).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(byte[0]),
    }
}

async fn handshake(
    worker: &Worker,
    stream: TcpStream,
    caller: &Caller,
    first: Vec<u8>,
) -> io::Result<Option<(ClientTls, Secured)>> {
    let greeting = tls::greet(Rewound::new(first, stream)).await?;
    let server_name = greeting.client_hello().server_name().map(str::to_ascii_lowercase);
    let chosen = {
        let snapshot = worker.shared.snapshot.load();
        snapshot.door_for(caller, server_name.as_deref()).map(|(listener, door, is_named)| {
            let (certificate, config) = door.choose(&greeting.client_hello());
            let bound = is_named.then(|| Arc::clone(&listener.balancer.dns_name));
            (Arc::clone(certificate.arn()), config, bound)
        })
    };
    let Some((certificate, config, bound)) = chosen else { return Ok(None) };
    let stream = greeting.into_stream(config).await?;
    let secured = tls::agreed(&stream, server_name, certificate, bound);
    Ok(Some((stream, secured)))
}

/// Logs a handshake where that is wanted; `latency` is `None` when it failed.
fn log(worker: &Worker, caller: &Caller, latency: Option<Duration>) {
    let Some(log) = &worker.shared.access_log else { return };
    let snapshot = worker.shared.snapshot.load();
    let bound = caller.secured.as_ref().and_then(|secured| secured.bound.as_deref());
    let listener = snapshot.door_for(caller, bound).map(|(listener, ..)| listener);
    if let Some(listener) = listener.filter(|listener| listener.balancer.attributes.connection_log) {
        log.connection(&listener.balancer.arn, connection_line(caller, latency));
    }
}

/// Counts a handshake that came to nothing.
fn failed(worker: &Worker, caller: &Caller) {
    log(worker, caller, None);
    let snapshot = worker.shared.snapshot.load();
    if let Some((listener, ..)) = snapshot.door_for(caller, None) {
        listener.balancer.tally.add(caller.worker, Count::ClientTlsErrors, 1);
    }
}
