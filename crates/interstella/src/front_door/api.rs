//! AWS calls: wire reads, the engine performs, wire writes.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::body::Body;
use bytes::BytesMut;
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Bytes;
use kernel::{Caller, Engine, Outcome, Source, Who};
use model::{Dice, Scope};
use shapes::Error;
use wire::{Call, Headers};

use super::compressed;
use super::connection::text;
use super::live_tail;
use super::paced::Late;
use super::places::Held;
use crate::{aws_hosts, random};

/// Everything an AWS call needs.
pub(crate) struct Api {
    engine: Arc<Engine>,
}

impl Api {
    /// In front of this engine.
    pub(crate) fn new(engine: Arc<Engine>) -> Api {
        Api { engine }
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
        self.run(&parts, &body).await
    }

    async fn run(&self, parts: &http::request::Parts, body: &Bytes) -> Response<Body> {
        let call = match read(parts, body) {
            Ok(call) => call,
            Err(refusal) => return respond(refusal.write(&Dice::new(random::seed()).uuid())),
        };
        let (operation, protocol) = (call.operation, call.protocol);
        let caller = match self.caller(parts, &call) {
            Ok(caller) => caller,
            Err(error) => {
                let request_id = Dice::new(random::seed()).uuid();
                return respond(wire::write(operation, protocol, &request_id, Err(&error)));
            }
        };
        let request_id = caller.request_id.clone();
        let result = self.engine.perform(caller, operation, call.input).await;
        if let Err(error) = &result {
            tracing::debug!(operation = operation.name, %error, "refused");
        }
        let whole = match result {
            Ok(Outcome::Session(session)) => return live_tail::answer(session, &request_id),
            Ok(Outcome::Whole(document)) => Ok(document),
            Err(error) => Err(error),
        };
        respond(wire::write(operation, protocol, &request_id, whole.as_ref()))
    }

    fn caller(&self, parts: &http::request::Parts, call: &Call) -> Result<Caller, Error> {
        let credentials = &call.credentials;
        let scope = Scope::new(&credentials.account, &credentials.region);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let peer = parts.extensions.get::<Peer>().map_or(Ipv4Addr::LOCALHOST.into(), |peer| peer.0);
        Ok(self.engine.caller(Who {
            scope: scope.map_err(|bad| Error::validation(format!("credential scope: {bad}")))?,
            access_key: credentials.access_key.clone(),
            source: Source::Address(peer),
            endpoint_url: host.filter(|host| is_this_machine(host)).map(|host| format!("http://{host}")),
        }))
    }
}

/// The address at the other end of a connection, beside each of its requests.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Whether a Host header is a name of this machine; it is the client's word, not a fact.
fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name == "127.0.0.1" || name == "[::1]"
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

/// The headers of a request; what is no text is none.
pub(super) struct Sent<'a>(pub(super) &'a http::HeaderMap);

impl<'a> wire::Headers<'a> for Sent<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(|value| value.to_str().ok())
    }

    fn all(&self) -> Vec<(&'a str, &'a str)> {
        let all = self.0.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        all.collect()
    }
}

/// What the request asks for.
fn read(parts: &http::request::Parts, body: &Bytes) -> Result<Call, wire::Refusal> {
    let headers = Sent(&parts.headers);
    let request = wire::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &headers,
        body,
    };
    // A task asked for a service by its own host name; it may not have signed.
    let name = headers.get("host").map(|host| host.split(':').next().unwrap_or(host).to_ascii_lowercase());
    match name.as_deref().and_then(aws_hosts::service).filter(|service| !aws_hosts::is_here(service)) {
        Some(absent) => Err(wire::absent(&request, absent)),
        None => wire::read(&request),
    }
}

fn respond(answer: wire::Response) -> Response<Body> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(&*name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|error| text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}
