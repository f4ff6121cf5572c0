//! The answer on its way down. In: bytes from the target. Out: head rewritten, body as it is, to the client, as fast as
//! it takes them. Never done here: timeouts, retries.

use std::sync::atomic::Ordering;
use std::time::Instant;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::clock::Activity;
use crate::exchange::{Progress, write_some};
use crate::framing::{Body, Framing};
use crate::inbox::Inbox;
use crate::response_head::{Asked, Response, rewrite};

/// Most interim (1xx) answers to one request.
const MOST_INTERIM: u32 = 16;

/// A complete answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Downloaded {
    pub(crate) status: u16,
    /// The target's connection may serve again.
    pub(crate) reusable: bool,
    /// The client's connection may serve again.
    pub(crate) keep_alive: bool,
    /// Bytes sent to the client.
    pub(crate) bytes: u64,
    /// When the head was complete.
    pub(crate) head_at: Instant,
}

/// An answer that did not become complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The target closed before its first byte.
    Silent,
    /// The target's bytes are no HTTP answer, or end too early.
    Malformed,
    /// The client does not take it.
    ClientGone,
}

/// Relays one answer.
pub(crate) async fn download<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    target: &mut R,
    relay: &mut Inbox,
    out: &mut Vec<u8>,
    client: &mut W,
    asked: Asked<'_>,
    activity: &Activity,
    progress: &Progress,
) -> Result<Downloaded, Broken> {
    let response = head(target, relay, out, client, asked, activity, progress).await?;
    let head_at = Instant::now();
    progress.status.store(response.status, Ordering::Relaxed);
    let mut body = Body::new(response.framing);
    let mut bytes = 0;
    loop {
        let count = {
            let from = relay.bytes();
            let count = if response.unchunk {
                body.take(from, |data| out.extend_from_slice(data))
            } else {
                body.take(from, |_| {})
            };
            let count = count.map_err(|_| Broken::Malformed)?;
            let verbatim = if response.unchunk { 0 } else { count };
            progress.answering.store(true, Ordering::Relaxed);
            write_all(client, out, &from[..verbatim]).await?;
            bytes += (out.len() + verbatim) as u64;
            count
        };
        out.clear();
        activity.touch();
        relay.consume(count);
        if body.is_done() {
            break;
        }
        let count = target.read(relay.space()).await.unwrap_or(0);
        if count == 0 && response.framing == Framing::UntilClose {
            break;
        }
        if count == 0 {
            return Err(Broken::Malformed);
        }
        relay.filled(count);
        activity.touch();
    }
    // Bytes after the end belong to no request: whoever sends them is out of step.
    let reusable = response.reusable && relay.is_empty();
    Ok(Downloaded { status: response.status, reusable, keep_alive: response.keep_alive, bytes, head_at })
}

/// Reads up to the final head and leaves the client's version in `out`; interim answers go straight on.
async fn head<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    target: &mut R,
    relay: &mut Inbox,
    out: &mut Vec<u8>,
    client: &mut W,
    asked: Asked<'_>,
    activity: &Activity,
    progress: &Progress,
) -> Result<Response, Broken> {
    let mut silent = true;
    let mut interim = 0;
    loop {
        if relay.is_empty() || !silent {
            let count = target.read(relay.space()).await.unwrap_or(0);
            if count == 0 {
                return Err(if silent { Broken::Silent } else { Broken::Malformed });
            }
            relay.filled(count);
            activity.touch();
            silent = false;
        }
        while !relay.is_empty() {
            out.clear();
            // An answer that comes before the whole request ends the client's connection: the rest is never read.
            let keep_alive = asked.keep_alive && progress.uploaded.load(Ordering::Relaxed);
            let asked = Asked { keep_alive, ..asked };
            let Some(response) = rewrite(relay.bytes(), asked, out).map_err(|_| Broken::Malformed)? else {
                break;
            };
            relay.consume(response.length);
            if response.status >= 200 || response.status == 101 {
                return Ok(response);
            }
            interim += 1;
            if interim > MOST_INTERIM {
                return Err(Broken::Malformed);
            }
            if !asked.old_client {
                progress.answering.store(true, Ordering::Relaxed);
                write_all(client, out, &[]).await?;
            }
        }
    }
}

async fn write_all<W: AsyncWrite + Unpin>(client: &mut W, head: &[u8], body: &[u8]) -> Result<(), Broken> {
    let mut sent = 0;
    while sent < head.len() + body.len() {
        let (head, body) = (&head[sent.min(head.len())..], &body[sent.saturating_sub(head.len())..]);
        match write_some(client, head, body).await {
            Ok(count) if count > 0 => sent += count,
            _ => return Err(Broken::ClientGone),
        }
    }
    client.flush().await.map_err(|_| Broken::ClientGone)
}
