//! In: requests to one address. Out: whole answers. Connections are kept and used again. Never here: what is asked.

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, HeaderName};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Connections kept open while nobody uses them.
const MOST_IDLE: usize = 8;
/// Largest answer read, bytes.
const MOST_BODY: usize = 32 * 1024 * 1024;
/// Time for one whole exchange; the registry hashes and syncs whole layers within it.
const PATIENCE: Duration = Duration::from_secs(60);

type Line = SendRequest<Full<Bytes>>;

/// What a request was answered with.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HttpError {
    /// Nobody listens there.
    Unreachable(SocketAddr, String),
    /// The exchange broke off or the answer was too large.
    Broken(String),
    /// No answer in time.
    Late,
    /// The request could not even be put into words.
    Unsayable(String),
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(address, why) => write!(f, "cannot reach {address}: {why}"),
            Self::Broken(why) => write!(f, "the exchange broke off: {why}"),
            Self::Late => write!(f, "no answer within {} s", PATIENCE.as_secs()),
            Self::Unsayable(why) => write!(f, "the request cannot be sent: {why}"),
        }
    }
}

impl std::error::Error for HttpError {}

/// A client of one address; clones share their connections.
#[derive(Clone)]
pub(crate) struct Http {
    address: SocketAddr,
    idle: Arc<Mutex<Vec<Line>>>,
}

impl Http {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, idle: Arc::default() }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// GET of a path, with this machine's own name as host.
    pub(crate) async fn get(&self, path: &str) -> Result<Answer, HttpError> {
        self.simple(Method::GET, path, Bytes::new(), None).await
    }

    /// POST of JSON (or of nothing) to a path.
    pub(crate) async fn post(&self, path: &str, body: impl Into<Bytes>) -> Result<Answer, HttpError> {
        self.simple(Method::POST, path, body.into(), None).await
    }

    /// POST to a control, which asks for the token of the cloud's data directory; without one, to be told so.
    pub(crate) async fn control(&self, path: &str, token: Option<&str>) -> Result<Answer, HttpError> {
        let shown = token.map(|token| (AUTHORIZATION, format!("Bearer {token}")));
        self.simple(Method::POST, path, Bytes::new(), shown).await
    }

    async fn simple(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
        more: Option<(HeaderName, String)>,
    ) -> Result<Answer, HttpError> {
        let host = format!("localhost:{}", self.address.port());
        let mut request = Request::builder().method(method).uri(path).header(HOST, host);
        if let Some((name, value)) = more {
            request = request.header(name, value);
        }
        let request = request.header("content-type", "application/json").body(body);
        self.send(request.map_err(|error| HttpError::Unsayable(error.to_string()))?).await
    }

    /// One exchange. The request must carry its `Host`.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Answer, HttpError> {
        let exchange = tokio::time::timeout(PATIENCE, self.exchange(request));
        exchange.await.unwrap_or(Err(HttpError::Late))
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Answer, HttpError> {
        let mut request = request.map(Full::new);
        loop {
            let (mut line, used_before) = self.line().await?;
            match line.try_send_request(request).await {
                Ok(answer) => return self.read(answer, line).await,
                // A kept connection may have been closed meanwhile; a request that never left may go again.
                Err(mut failed) => match failed.take_message() {
                    Some(unsent) if used_before => request = unsent,
                    _ => return Err(HttpError::Broken(failed.error().to_string())),
                },
            }
        }
    }

    async fn line(&self) -> Result<(Line, bool), HttpError> {
        loop {
            let kept = self.idle().pop();
            match kept {
                Some(line) if line.is_ready() => return Ok((line, true)),
                Some(_) => {}
                None => return Ok((self.connect().await?, false)),
            }
        }
    }

    async fn connect(&self) -> Result<Line, HttpError> {
        let unreachable = |why: String| HttpError::Unreachable(self.address, why);
        let stream =
            TcpStream::connect(self.address).await.map_err(|error| unreachable(error.to_string()))?;
        stream.set_nodelay(true).map_err(|error| unreachable(error.to_string()))?;
        let (line, connection) =
            handshake(TokioIo::new(stream)).await.map_err(|error| unreachable(error.to_string()))?;
        tokio::spawn(connection);
        Ok(line)
    }

    async fn read(
        &self,
        answer: hyper::Response<hyper::body::Incoming>,
        line: Line,
    ) -> Result<Answer, HttpError> {
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, MOST_BODY).collect().await;
        let body = body.map_err(|error| HttpError::Broken(error.to_string()))?.to_bytes();
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE {
            idle.push(line);
        }
        Ok(Answer { status: head.status, headers: head.headers, body })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
