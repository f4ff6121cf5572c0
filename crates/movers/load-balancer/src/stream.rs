//! Byte streams with two ends that work at once. In: a TCP or TLS connection, or one stream of HTTP/2. Out: its reading and
//! writing half, borrowed for one exchange. Never done here: HTTP, timeouts.
//!
//! A TCP connection is split for free; everything else pays for a lock that only its own task takes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf, ReadHalf, WriteHalf};
use tokio::net::{TcpStream, tcp};
use tokio_rustls::{client, server};

use crate::h2_stream::H2Stream;

/// A stream whose halves can be polled side by side.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// The reading half.
    type Reader<'s>: AsyncRead + Unpin + Send;
    /// The writing half. Flush it: TLS may hold back what was written.
    type Writer<'s>: AsyncWrite + Unpin + Send;
    /// Both halves.
    fn halves(&mut self) -> (Self::Reader<'_>, Self::Writer<'_>);
}

impl Duplex for TcpStream {
    type Reader<'s> = tcp::ReadHalf<'s>;
    type Writer<'s> = tcp::WriteHalf<'s>;

    fn halves(&mut self) -> (Self::Reader<'_>, Self::Writer<'_>) {
        self.split()
    }
}

/// A client's TLS connection.
pub(crate) type ClientTls = server::TlsStream<Rewound>;
/// A TLS connection to a target.
pub(crate) type TargetTls = client::TlsStream<TcpStream>;

impl Duplex for ClientTls {
    type Reader<'s> = ReadHalf<&'s mut Self>;
    type Writer<'s> = WriteHalf<&'s mut Self>;

    fn halves(&mut self) -> (Self::Reader<'_>, Self::Writer<'_>) {
        tokio::io::split(self)
    }
}

impl Duplex for TargetTls {
    type Reader<'s> = ReadHalf<&'s mut Self>;
    type Writer<'s> = WriteHalf<&'s mut Self>;

    fn halves(&mut self) -> (Self::Reader<'_>, Self::Writer<'_>) {
        tokio::io::split(self)
    }
}

impl Duplex for H2Stream {
    type Reader<'s> = ReadHalf<&'s mut Self>;
    type Writer<'s> = WriteHalf<&'s mut Self>;

    fn halves(&mut self) -> (Self::Reader<'_>, Self::Writer<'_>) {
        tokio::io::split(self)
    }
}

/// What a session serves.
pub(crate) trait ClientStream: Duplex {
    /// The stream of HTTP/2 behind it, if it is one.
    fn h2(&mut self) -> Option<&mut H2Stream> {
        None
    }
}

impl ClientStream for TcpStream {}
impl ClientStream for ClientTls {}
impl ClientStream for H2Stream {
    fn h2(&mut self) -> Option<&mut H2Stream> {
        Some(self)
    }
}

/// A TCP connection and the bytes already read from it.
pub(crate) struct Rewound {
    first: Vec<u8>,
    read: usize,
    stream: TcpStream,
}

impl Rewound {
    pub(crate) fn new(first: Vec<u8>, stream: TcpStream) -> Self {
        Self { first, read: 0, stream }
    }
}

impl AsyncRead for Rewound {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.read == this.first.len() {
            return Pin::new(&mut this.stream).poll_read(context, to);
        }
        let run = (this.first.len() - this.read).min(to.remaining());
        to.put_slice(&this.first[this.read..this.read + run]);
        this.read += run;
        if this.read == this.first.len() {
            this.first = Vec::new();
            this.read = 0;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Rewound {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, from)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, from)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
