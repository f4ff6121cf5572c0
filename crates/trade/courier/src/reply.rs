//! In: what a desk wants to answer. Out: an HTTP response. Never here: deciding the answer.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Body, Frame, SizeHint};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};
use tokio::sync::mpsc;

/// A body that is either there already or arrives piece by piece until its sender is dropped.
pub enum ReplyBody {
    /// The whole body; `None` once sent.
    Whole(Option<Bytes>),
    /// Pieces as they come.
    Pieces(mpsc::Receiver<Bytes>),
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|b| Ok(Frame::data(b)))),
            Self::Pieces(pieces) => pieces.poll_recv(cx).map(|piece| piece.map(|b| Ok(Frame::data(b)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |b| b.len() as u64)),
            Self::Pieces(_) => SizeHint::default(),
        }
    }
}

/// An answer under construction.
pub struct Reply(Response<ReplyBody>);

impl Reply {
    fn build(status: StatusCode, kind: &'static str, body: ReplyBody) -> Self {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        Self(response)
    }

    fn whole(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Self {
        Self::build(status, kind, ReplyBody::Whole(Some(body.into()).filter(|b: &Bytes| !b.is_empty())))
    }

    /// Plain text.
    pub fn text(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self::whole(status, "text/plain; charset=utf-8", text)
    }

    /// JSON text made elsewhere.
    pub fn json(status: StatusCode, json: impl Into<Bytes>) -> Self {
        Self::whole(status, "application/json", json)
    }

    /// A page.
    pub fn page(html: String) -> Self {
        Self::whole(StatusCode::OK, "text/html; charset=utf-8", html)
    }

    /// Server-sent events; the sender's pieces are complete events.
    pub fn events(pieces: mpsc::Receiver<Bytes>) -> Self {
        Self::build(StatusCode::OK, "text/event-stream", ReplyBody::Pieces(pieces))
            .with("cache-control", "no-store")
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.headers_mut().insert(name, HeaderValue::from_static(value));
        self
    }

    /// Says what kind of content it is.
    pub fn content(self, kind: &'static str) -> Self {
        self.with("content-type", kind)
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The response as hyper sends it.
    pub fn into_response(self) -> Response<ReplyBody> {
        self.0
    }
}
