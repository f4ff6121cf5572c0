//! AWS calls: wire reads, the table names the handler, the handler runs, the answer waits for the disk, wire writes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Body;
use bytes::BytesMut;
use control_loops::doors::Doors;
use control_plane::logs::LiveTail;
use control_plane::logs::live_tails::{LiveTails, Session};
use control_plane::{Caller, Entry, Handler, entries};
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Bytes;
use ledger::{Books, Durable, Ledger, LogTap};
use model::{BalancerNames, Dice, Pace, Scope, Time};
use shapes::{Document, Error};
use wire::Call;

use super::compressed;
use super::connection::text;
use super::live_tail;
use super::paced::Late;
use super::places::Held;
use crate::config::Config;
use crate::{aws_hosts, random};

/// Everything an AWS call needs.
pub(crate) struct Api {
    ledger: Ledger,
    books: Books,
    tails: Arc<LiveTails>,
    doors: Doors,
    port: u16,
    balancer_names: BalancerNames,
    pace: Pace,
    table: HashMap<(&'static str, &'static str), Entry>,
}

impl Api {
    /// The table of this product over this memory.
    pub(crate) fn new(ledger: Ledger, books: Books, doors: Doors, config: &Config) -> Api {
        let tails = Arc::<LiveTails>::default();
        books.logs.tap(Arc::clone(&tails) as Arc<dyn LogTap>);
        let by_name =
            entries().into_iter().map(|entry| ((entry.operation.service.name, entry.operation.name), entry));
        let (port, balancer_names, pace) = (config.port, config.balancer_names.clone(), config.pace);
        Api { ledger, books, tails, doors, port, balancer_names, pace, table: by_name.collect() }
    }

    /// Names of the services that have operations here, with how many.
    pub(crate) fn services(&self) -> std::collections::BTreeMap<&'static str, usize> {
        let mut services = std::collections::BTreeMap::new();
        self.table.keys().for_each(|(service, _)| *services.entry(*service).or_default() += 1);
        services
    }

    /// Answers one call. What is read of its body is counted as `held` until the answer is made: it stays in memory as long.
    pub(crate) async fn answer<B>(&self, request: Request<B>, mut held: Option<Held>) -> Response<Body>
    where
        B: hyper::body::Body<Data = Bytes> + Unpin,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (mut parts, body) = request.into_parts();
        let body = match gather(body, &mut held).await {
            Ok(body) => body,
            Err(answer) => return *answer,
        };
        let body = match compressed::plain(&mut parts.headers, body) {
            Ok(body) => body,
            Err(answer) => return *answer,
        };
        let request_id = Dice::new(random::seed()).uuid();
        self.run(&parts, &body, &request_id).await
    }

    async fn run(&self, parts: &http::request::Parts, body: &Bytes, request_id: &str) -> Response<Body> {
        let call = match read(parts, body) {
            Ok(call) => call,
            Err(refusal) => return respond(refusal.write(request_id)),
        };
        let (operation, protocol) = (call.operation, call.protocol);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let result = self.perform(call, host).await;
        if let Err(error) = &result {
            tracing::debug!(operation = operation.name, %error, "refused");
        }
        let whole = match result {
            Ok(Outcome::Session(session)) => return live_tail::answer(session, request_id),
            Ok(Outcome::Whole(document)) => Ok(document),
            Err(error) => Err(error),
        };
        respond(wire::write(operation, protocol, request_id, whole.as_ref()))
    }

    async fn perform(&self, call: Call, host: Option<&str>) -> Result<Outcome, Error> {
        let name = (call.service().name, call.operation.name);
        let Some(entry) = self.table.get(&name) else { return Err(Error::not_implemented(name.0, name.1)) };
        let mut caller = self.caller(&call, host)?;
        let output = match entry.handler {
            Handler::Read(read) => read(&self.ledger.snapshot(), &mut caller, call.input),
            Handler::Write(write) => {
                let (decided, durable) = self.ledger.decide(|txn| write(txn, &mut caller, call.input));
                // A refusal may rest on what another call wrote and the disk did not take: then nothing was decided.
                kept(durable).await?;
                decided
            }
            Handler::ReadBooks(read) => {
                let (world, books) = (self.ledger.snapshot(), self.books.clone());
                let job = move || read(&world, &books, &mut caller, call.input);
                tokio::task::spawn_blocking(job).await.map_err(|error| Error::internal(error.to_string()))?
            }
            Handler::WriteBooks(write) => {
                let books = &self.books;
                let (decided, durable) = self.ledger.decide(|txn| write(txn, books, &mut caller, call.input));
                let (output, in_book) = match decided {
                    Ok((output, in_book)) => (Ok(output), in_book),
                    Err(error) => (Err(error), Durable::kept()),
                };
                // Both at once: each is written when somebody waits for it.
                let (records, book) = tokio::join!(kept(durable), kept(in_book));
                records.and(book)?;
                output
            }
            Handler::Tail(tail) => {
                let tail = tail(&self.ledger.snapshot(), &mut caller, call.input)?;
                let session = self.tails.open(tail, random::seed()).ok_or_else(LiveTail::too_many)?;
                return Ok(Outcome::Session(session));
            }
        };
        output.map(Outcome::Whole)
    }

    fn caller(&self, call: &Call, host: Option<&str>) -> Result<Caller, Error> {
        let credentials = &call.credentials;
        let scope = Scope::new(&credentials.account, &credentials.region);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(Caller {
            scope: scope.map_err(|bad| Error::validation(format!("credential scope: {bad}")))?,
            access_key: credentials.access_key.clone(),
            now: Time(since.as_millis() as i64),
            dice: Dice::new(random::seed()),
            entropy: random::bytes(),
            endpoint_url: self.endpoint_url(host),
            instance_network: instance_network(self.port),
            balancer_names: self.balancer_names.clone(),
            moved_ports: self.doors.moved(),
            pace: self.pace,
        })
    }

    /// The endpoint as this client names it, if it is a name of this machine: a Host header is the client's word, not a fact.
    fn endpoint_url(&self, host: Option<&str>) -> String {
        let local = host.filter(|host| {
            let name = host.rsplit_once(':').map_or(*host, |(name, _)| name);
            name == "localhost" || name == "127.0.0.1" || name == "[::1]"
        });
        local.map_or_else(|| format!("http://localhost:{}", self.port), |host| format!("http://{host}"))
    }
}

/// What an operation came to.
enum Outcome {
    /// An answer.
    Whole(Document),
    /// An answer that goes on.
    Session(Arc<Session>),
}

/// The usual port has 127.1.0.0/16; clouds on other ports are spread over the rest.
fn instance_network(port: u16) -> u8 {
    if port == 4566 { 1 } else { 2 + (port % 200) as u8 }
}

/// The whole of a body; an error is the answer: 413, 408, 503 or 400.
async fn gather<B>(body: B, held: &mut Option<Held>) -> Result<Bytes, Box<Response<Body>>>
where
    B: hyper::body::Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut body = Limited::new(body, wire::MAX_BODY);
    let (mut first, mut more) = (Bytes::new(), BytesMut::new());
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| Box::new(cut_short(&*error)))?.into_data() else { continue };
        if let Some(held) = held {
            held.grow(data.len() as u64);
        }
        match first.is_empty() && more.is_empty() {
            true => first = data,
            false => {
                more.extend_from_slice(&std::mem::take(&mut first));
                more.extend_from_slice(&data);
            }
        }
    }
    Ok(if more.is_empty() { first } else { more.freeze() })
}

fn cut_short(error: &(dyn std::error::Error + Send + Sync + 'static)) -> Response<Body> {
    if error.is::<LengthLimitError>() {
        return text(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than this endpoint takes");
    }
    let status = match error.downcast_ref::<Late>() {
        Some(Late::TooSlow) => StatusCode::REQUEST_TIMEOUT,
        // Which SDKs take for a reason to try again.
        Some(Late::PlaceNeeded) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Late::Broken(_)) | None => StatusCode::BAD_REQUEST,
    };
    text(status, error.to_string())
}

/// What the request asks for.
fn read(parts: &http::request::Parts, body: &Bytes) -> Result<Call, wire::Refusal> {
    let lookup = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let request = wire::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &lookup,
        body,
    };
    // A task asked for a service by its own host name; it may not have signed.
    let name = lookup("host").map(|host| host.split(':').next().unwrap_or(host).to_ascii_lowercase());
    match name.as_deref().and_then(aws_hosts::service).filter(|service| !aws_hosts::is_here(service)) {
        Some(absent) => Err(wire::absent(&request, absent)),
        None => wire::read(&request),
    }
}

/// Waits until a write is on disk.
async fn kept(durable: Durable) -> Result<(), Error> {
    durable.done().await.map_err(|error| {
        Error::unavailable(format!("The change could not be kept on disk and was not made: {error}"))
    })
}

fn respond(answer: wire::Response) -> Response<Body> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|error| text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}
