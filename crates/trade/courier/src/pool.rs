//! In: requests to anywhere. Out: whole responses, over connections kept open between requests.
//! Never here: retries by status, credentials, redirects.
//!
//! A connection: connect (3 s) -> in use -> idle (at most 45 s, at most 256 an origin) -> in use ...; an error ends it.
//! A kept connection may have been closed by the other side at the very moment we use it, so a request that fails on a kept
//! connection before any answer is sent once more on a new one; everything sent through here may safely arrive twice.

use crate::address::{Address, Origin};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};

const MOST_IDLE: usize = 256;
const IDLE_TIME: Duration = Duration::from_secs(45);
const CONNECT_TIME: Duration = Duration::from_secs(3);
const MOST_ANSWER: usize = 16 * 1024 * 1024;

type Sender = http1::SendRequest<Full<Bytes>>;

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Method.
    pub method: Method,
    /// Where to.
    pub address: Address,
    /// Headers; `Host` is added when absent.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Outgoing {
    /// A request without body.
    pub fn get(address: Address) -> Self {
        Self { method: Method::GET, address, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A JSON body to be posted.
    pub fn post_json(address: Address, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Self { method: Method::POST, address, headers, body: body.into() }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum CallError {
    /// No connection could be made.
    Connect(std::io::Error),
    /// The conversation broke.
    Broken(String),
    /// It took longer than allowed.
    Late(Duration),
    /// https is asked of a program built without it.
    NoTls,
    /// The request itself cannot be written down.
    BadRequest(http::Error),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(error) => write!(f, "cannot connect: {error}"),
            Self::Broken(why) => write!(f, "the conversation broke: {why}"),
            Self::Late(limit) => write!(f, "no answer within {limit:?}"),
            Self::NoTls => f.write_str("this build speaks plain http only; https is not built in"),
            Self::BadRequest(error) => write!(f, "not a valid request: {error}"),
        }
    }
}

impl std::error::Error for CallError {}

/// Keep-alive connections to any number of origins.
#[derive(Default)]
pub struct Pool {
    idle: Mutex<HashMap<Origin, Vec<(Sender, Instant)>>>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pool")
    }
}

impl Pool {
    /// Sends a request and reads the whole answer (at most 16 MiB) within `limit`.
    pub async fn call(&self, out: Outgoing, limit: Duration) -> Result<Response<Bytes>, CallError> {
        timeout(limit, self.converse(out)).await.unwrap_or(Err(CallError::Late(limit)))
    }

    async fn converse(&self, out: Outgoing) -> Result<Response<Bytes>, CallError> {
        if let Some(kept) = self.take(&out.address.origin)
            && let Ok(answer) = self.exchange(kept, &out).await
        {
            return Ok(answer);
        }
        let fresh = connect(&out.address.origin).await?;
        self.exchange(fresh, &out).await
    }

    async fn exchange(&self, mut sender: Sender, out: &Outgoing) -> Result<Response<Bytes>, CallError> {
        let request = write_down(out).map_err(CallError::BadRequest)?;
        let answer = sender.send_request(request).await.map_err(|e| CallError::Broken(e.to_string()))?;
        let (head, body) = answer.into_parts();
        let body = read_whole(body).await?;
        self.keep(&out.address.origin, sender);
        Ok(Response::from_parts(head, body))
    }

    fn take(&self, origin: &Origin) -> Option<Sender> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle.get_mut(origin)?;
        // The newest first: the others grow old and are let go.
        while let Some((sender, since)) = kept.pop() {
            if since.elapsed() > IDLE_TIME {
                kept.clear();
                return None;
            }
            if sender.is_ready() {
                return Some(sender);
            }
        }
        None
    }

    fn keep(&self, origin: &Origin, sender: Sender) {
        if sender.is_closed() {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        match idle.get_mut(origin) {
            Some(kept) if kept.len() < MOST_IDLE => kept.push((sender, Instant::now())),
            Some(_) => {}
            None => {
                idle.insert(origin.clone(), vec![(sender, Instant::now())]);
            }
        }
    }
}

fn write_down(out: &Outgoing) -> Result<Request<Full<Bytes>>, http::Error> {
    let mut request = Request::builder()
        .method(out.method.clone())
        .uri(out.address.target.as_str())
        .body(Full::new(out.body.clone()))?;
    *request.headers_mut() = out.headers.clone();
    if !request.headers().contains_key(header::HOST) {
        let host = HeaderValue::from_str(&out.address.origin.host_header())?;
        request.headers_mut().insert(header::HOST, host);
    }
    Ok(request)
}

async fn read_whole(body: Incoming) -> Result<Bytes, CallError> {
    let collected = Limited::new(body, MOST_ANSWER).collect().await;
    collected.map(|body| body.to_bytes()).map_err(|e| CallError::Broken(e.to_string()))
}

async fn connect(origin: &Origin) -> Result<Sender, CallError> {
    timeout(CONNECT_TIME, dial(origin)).await.unwrap_or(Err(CallError::Late(CONNECT_TIME)))
}

async fn dial(origin: &Origin) -> Result<Sender, CallError> {
    if origin.tls && cfg!(not(feature = "https")) {
        return Err(CallError::NoTls);
    }
    let stream = TcpStream::connect((origin.host.as_str(), origin.port)).await.map_err(CallError::Connect)?;
    stream.set_nodelay(true).map_err(CallError::Connect)?;
    #[cfg(feature = "https")]
    if origin.tls {
        return handshake(crate::tls::wrap(stream, &origin.host).await.map_err(CallError::Connect)?).await;
    }
    handshake(stream).await
}

async fn handshake<S>(stream: S) -> Result<Sender, CallError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |e: hyper::Error| CallError::Broken(e.to_string());
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Its errors reach us through the sender.
    tokio::spawn(connection);
    Ok(sender)
}
