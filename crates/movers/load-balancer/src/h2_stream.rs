//! One stream of HTTP/2, as the session sees it: a connection that speaks HTTP/1.1, carries one request and closes. In: the
//! stream's request; bytes of an HTTP/1.1 answer. Out: bytes of an HTTP/1.1 request; the stream's answer. Routing, limits and
//! the checks against smuggling are thereby the same for both versions. Never done here: deciding, waiting for time.
//!
//! ```text
//!   reading:  Head --> Data (chunks, unless a length was announced) --> Over: pending until the client resets --> end
//!   writing:  Head --1xx--> Head --final--> Body --whole--> Over
//! ```

use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use h2::server::SendResponse;
use h2::{RecvStream, SendStream};
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::framing::{Body, Framing, Gathered};
use crate::header::Known;

/// Most bytes of an answer's head.
const MOST_HEAD: usize = 64 * 1024;
/// Those of a target, and some of ours.
const MAX_HEADERS: usize = 576;

/// How far the request has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Head,
    Data,
    Over,
}

/// One stream of HTTP/2.
pub(crate) struct H2Stream {
    pub(crate) body: RecvStream,
    pub(crate) respond: SendResponse<Bytes>,
    /// The client wants trailers (`te: trailers`).
    pub(crate) trailers: bool,
    /// The request announces gRPC.
    pub(crate) is_grpc: bool,
    pub(crate) is_post: bool,
    is_head: bool,
    chunked: bool,
    reading: Reading,
    /// HTTP/1.1 bytes to be read next: the head, or the framing of a chunk.
    framing: Bytes,
    /// Data to be read after `framing`.
    data: Bytes,
    /// An answer's head so far.
    head: Vec<u8>,
    answer: Option<(SendStream<Bytes>, Body)>,
    /// Nothing more is sent or read.
    closed: bool,
}

impl H2Stream {
    pub(crate) fn new(request: Request<RecvStream>, respond: SendResponse<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        let is_over = body.is_end_stream();
        let chunked = !is_over && !parts.headers.contains_key(header::CONTENT_LENGTH);
        let contains = |name, text: &str| {
            parts
                .headers
                .get(name)
                .is_some_and(|value: &HeaderValue| value.as_bytes().starts_with(text.as_bytes()))
        };
        Self {
            trailers: contains(header::TE, "trailers"),
            is_grpc: contains(header::CONTENT_TYPE, "application/grpc"),
            is_post: parts.method == Method::POST,
            is_head: parts.method == Method::HEAD,
            chunked,
            reading: Reading::Head,
            framing: Bytes::from(head_of(&parts, chunked)),
            data: Bytes::new(),
            head: Vec::new(),
            answer: None,
            closed: false,
            body,
            respond,
        }
    }

    /// Fills `framing` and `data` with what comes next; leaves both empty at the end of the request.
    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.reading = Reading::Data;
        let next = loop {
            match ready!(self.body.poll_data(context)) {
                Some(Ok(data)) if data.is_empty() => {}
                next => break next,
            }
        };
        match next {
            Some(Ok(data)) => {
                if self.chunked {
                    self.framing = Bytes::from(format!("{:x}\r\n", data.len()));
                }
                self.data = data;
            }
            Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
            None => {
                self.reading = Reading::Over;
                if self.chunked {
                    self.framing = Bytes::from_static(b"0\r\n\r\n");
                }
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Ready once the client has given the stream up.
    pub(crate) fn poll_reset(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.answer {
            Some((send, _)) => send.poll_reset(context).map(drop),
            None => self.respond.poll_reset(context).map(drop),
        }
    }

    /// Takes bytes of the head in; how many belonged to it.
    fn take_head(&mut self, from: &[u8]) -> io::Result<usize> {
        let before = self.head.len();
        self.head.extend_from_slice(from);
        let Some(head) = read_head(&self.head)? else {
            if self.head.len() > MOST_HEAD {
                return Err(io::ErrorKind::InvalidData.into());
            }
            return Ok(from.len());
        };
        let (length, response, gathered) = head;
        self.head.clear();
        self.send_head(response, &gathered)?;
        Ok(length.saturating_sub(before))
    }

    fn send_head(&mut self, response: Response<()>, gathered: &Gathered) -> io::Result<()> {
        let status = response.status().as_u16();
        if status < 200 {
            return self.respond.send_informational(response).map_err(io::Error::other);
        }
        let (framing, _) = gathered
            .response(status, self.is_head)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let is_over = framing == Framing::None;
        let send = self.respond.send_response(response, is_over).map_err(io::Error::other)?;
        self.answer = Some((send, Body::new(framing)));
        Ok(())
    }

    /// Sends body bytes as far as the client takes them; how many that was.
    fn poll_body(&mut self, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let Some((send, body)) = &mut self.answer else {
            return Poll::Ready(Err(io::ErrorKind::InvalidInput.into()));
        };
        if body.is_done() {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let room = ready!(poll_room(send, context, from.len()))?;
        let mut data = BytesMut::with_capacity(room);
        let taken = body
            .take(&from[..room], |run| data.extend_from_slice(run))
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        if !data.is_empty() || body.is_done() {
            send.send_data(data.freeze(), body.is_done()).map_err(io::Error::other)?;
        }
        Poll::Ready(Ok(taken))
    }
}

/// How many of `wanted` bytes the other side takes now, at least one.
pub(crate) fn poll_room(
    send: &mut SendStream<Bytes>,
    context: &mut Context<'_>,
    wanted: usize,
) -> Poll<io::Result<usize>> {
    send.reserve_capacity(wanted);
    while send.capacity() == 0 {
        match ready!(send.poll_capacity(context)) {
            Some(Ok(_)) => {}
            Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
            None => return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }
    Poll::Ready(Ok(send.capacity().min(wanted)))
}

impl AsyncRead for H2Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.closed {
            return Poll::Ready(Ok(()));
        }
        if this.framing.is_empty() && this.data.is_empty() {
            if this.reading != Reading::Over {
                ready!(this.poll_more(context))?;
            }
            if this.framing.is_empty() && this.data.is_empty() {
                return this.poll_reset(context).map(|()| Ok(()));
            }
        }
        let run = this.framing.len().min(to.remaining());
        to.put_slice(&this.framing.split_to(run));
        if this.reading == Reading::Data && this.framing.is_empty() && !this.data.is_empty() {
            let run = this.data.len().min(to.remaining());
            to.put_slice(&this.data[..run]);
            this.data.advance(run);
            this.body.flow_control().release_capacity(run).map_err(io::Error::other)?;
            if this.chunked && this.data.is_empty() && run > 0 {
                this.framing = Bytes::from_static(b"\r\n");
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for H2Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.answer.is_none() {
            return Poll::Ready(self.take_head(from));
        }
        self.poll_body(context, from)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.closed = true;
        if let Some((send, body @ Body::UntilClose)) = &mut self.answer {
            let _ = send.send_data(Bytes::new(), true);
            *body = Body::Done;
        }
        Poll::Ready(Ok(()))
    }
}

/// The request's head in HTTP/1.1.
fn head_of(parts: &http::request::Parts, chunked: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    let target = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::CONNECT, _) => parts.uri.authority().map_or("", |authority| authority.as_str()),
        (_, Some(path)) => path.as_str(),
        (_, None) => "/",
    };
    for part in [parts.method.as_str(), " ", target, " HTTP/1.1\r\n"] {
        out.extend_from_slice(part.as_bytes());
    }
    let authority = parts.uri.authority().map(|authority| authority.as_str());
    if let Some(host) = authority {
        line(&mut out, "Host", host.as_bytes());
    }
    for (name, value) in &parts.headers {
        let is_ours = *name == header::COOKIE || *name == header::TE;
        if !(is_ours || *name == header::HOST && authority.is_some()) {
            line(&mut out, name.as_str(), value.as_bytes());
        }
    }
    cookies(&mut out, &parts.headers);
    if chunked {
        line(&mut out, "Transfer-Encoding", b"chunked");
    }
    line(&mut out, "Connection", b"close");
    out.extend_from_slice(b"\r\n");
    out
}

/// HTTP/2 may send cookies in several headers; HTTP/1.1 has one.
fn cookies(out: &mut Vec<u8>, headers: &HeaderMap) {
    let values: Vec<&[u8]> = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes).collect();
    if !values.is_empty() {
        line(out, "Cookie", &values.join(&b"; "[..]));
    }
}

fn line(out: &mut Vec<u8>, name: &str, value: &[u8]) {
    for part in [name.as_bytes(), b": ", value, b"\r\n"] {
        out.extend_from_slice(part);
    }
}

type Head = (usize, Response<()>, Gathered);

/// Reads an answer's head; `None` while it is incomplete.
fn read_head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let mut room = [MaybeUninit::uninit(); MAX_HEADERS];
    let mut parsed = httparse::Response::new(&mut []);
    let config = httparse::ParserConfig::default();
    let length = match config.parse_response_with_uninit_headers(&mut parsed, bytes, &mut room) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(invalid()),
    };
    let mut response = Response::new(());
    *response.status_mut() = StatusCode::from_u16(parsed.code.unwrap_or_default()).map_err(|_| invalid())?;
    let mut gathered = Gathered::default();
    for header in parsed.headers.iter() {
        let kind = Known::of(header.name);
        gathered.note(kind, header.value).map_err(|_| invalid())?;
        if !kind.is_hop() {
            let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| invalid())?;
            let value = HeaderValue::from_bytes(header.value).map_err(|_| invalid())?;
            response.headers_mut().append(name, value);
        }
    }
    Ok(Some((length, response, gathered)))
}
