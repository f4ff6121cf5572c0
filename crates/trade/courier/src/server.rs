//! In: a listener and a desk that answers. Out: HTTP/1.1 answers until told to close. Never here: what the answers say.
//!
//! A connection's life:
//!
//! ```text
//! accept -> head (75 s) -> body (15 s, 256 KiB) -> desk -> answer -> head ...
//!                 closing: finish the request in hand, then close; after the grace the rest is cut
//! ```
//!
//! The head may take 75 s because a load balancer keeps idle connections for 60 s: whoever may send must close first.

use crate::{Closing, Reply};
use bytes::Bytes;
use http::{Request, Response, StatusCode, request::Parts};
use http_body_util::{BodyExt, Limited};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::timeout,
};

const MOST_CONNECTIONS: usize = 4096;
const MOST_BODY: usize = 256 * 1024;
const HEAD_TIME: Duration = Duration::from_secs(75);
const BODY_TIME: Duration = Duration::from_secs(15);

/// A request with its whole body.
pub struct Arrival {
    /// Method, URI and headers.
    pub head: Parts,
    /// The body, at most 256 KiB.
    pub body: Bytes,
    /// Who connected.
    pub peer: SocketAddr,
}

impl Arrival {
    /// A header as text, when there is one that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name).and_then(|v| v.to_str().ok())
    }

    /// The path without its trailing slash; `/` itself becomes empty.
    pub fn route(&self) -> &str {
        self.head.uri.path().trim_end_matches('/')
    }
}

/// Whoever answers requests.
pub trait Desk: Send + Sync + 'static {
    /// Answers one request; must itself take bounded time.
    fn answer(self: Arc<Self>, arrival: Arrival) -> impl Future<Output = Reply> + Send;
}

/// An HTTP/1.1 server on one listener.
pub struct Server {
    listener: TcpListener,
    grace: Duration,
}

impl Server {
    /// Binds all addresses of the machine on `port` (0 lets the system choose); requests in hand get `grace` to finish.
    pub async fn bind(port: u16, grace: Duration) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(("0.0.0.0", port)).await?, grace })
    }

    /// Binds one address.
    pub async fn bind_to(address: SocketAddr, grace: Duration) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address).await?, grace })
    }

    /// The port it listens on.
    pub fn port(&self) -> io::Result<u16> {
        self.listener.local_addr().map(|a| a.port())
    }

    /// Answers until `closing`, then stops accepting, lets requests in hand finish and returns.
    pub async fn serve<D: Desk>(self, desk: Arc<D>, mut closing: Closing) {
        let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        let mut open = JoinSet::new();
        loop {
            tokio::select! {
                () = closing.wait() => break,
                Some(_) = open.join_next(), if !open.is_empty() => {}
                accepted = accept(&self.listener, &room) => match accepted {
                    Ok((stream, peer, permit)) => {
                        open.spawn(converse(stream, peer, desk.clone(), closing.clone(), permit));
                    }
                    // Out of descriptors: everyone already connected is served meanwhile.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
            }
        }
        drop(self.listener);
        let finish = async { while open.join_next().await.is_some() {} };
        // What is not finished now is cut when the set is dropped.
        let _ = timeout(self.grace, finish).await;
    }
}

type Accepted = (TcpStream, SocketAddr, OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> io::Result<Accepted> {
    let permit = room.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, peer, permit))
}

async fn converse<D: Desk>(
    stream: TcpStream,
    peer: SocketAddr,
    desk: Arc<D>,
    mut closing: Closing,
    permit: OwnedSemaphorePermit,
) {
    let service = service_fn(move |request| {
        let desk = desk.clone();
        async move { Ok::<_, Infallible>(answer(desk, request, peer).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Without `pipeline_flush`, which keeps the 400 for what follows a good request back for good.
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // A connection that breaks concerns only its peer.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = closing.wait() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
    drop(permit);
}

async fn answer<D: Desk>(
    desk: Arc<D>,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Response<crate::ReplyBody> {
    let (head, body) = request.into_parts();
    let reply = match timeout(BODY_TIME, Limited::new(body, MOST_BODY).collect()).await {
        Ok(Ok(body)) => desk.answer(Arrival { head, body: body.to_bytes(), peer }).await,
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            Reply::text(StatusCode::PAYLOAD_TOO_LARGE, "bodies are at most 256 KiB\n")
        }
        Ok(Err(_)) => Reply::text(StatusCode::BAD_REQUEST, "the body broke off\n"),
        Err(_) => Reply::text(StatusCode::REQUEST_TIMEOUT, "the body took longer than 15 s\n"),
    };
    reply.into_response()
}
