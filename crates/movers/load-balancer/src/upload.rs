//! The request's body on its way up. In: bytes from the client. Out: the same bytes to the target, as fast as it takes
//! them; then a watch on the client, so that nobody works for one who left. Never done here: heads, timeouts.

use std::sync::atomic::Ordering;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::clock::Activity;
use crate::exchange::Progress;
use crate::framing::Body;
use crate::inbox::Inbox;

/// Why the upload ended before the answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// The client closed its connection.
    ClientGone,
    /// The body was not framed as announced, or ended early.
    BadBody,
}

/// Sends the rest of `body`, then waits for the client to leave.
pub(crate) async fn upload<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    client: &mut R,
    inbox: &mut Inbox,
    body: &mut Body,
    target: &mut W,
    activity: &Activity,
    progress: &Progress,
) -> Stopped {
    while !body.is_done() {
        if inbox.is_empty() {
            match client.read(inbox.space()).await {
                Ok(count) if count > 0 => inbox.filled(count),
                _ => return Stopped::BadBody,
            }
            activity.touch();
        }
        let Ok(count) = body.take(inbox.bytes(), |_| {}) else { return Stopped::BadBody };
        progress.pressing.store(true, Ordering::Relaxed);
        if send(target, &inbox.bytes()[..count]).await.is_err() {
            // It may have answered before it stopped listening; the other direction will tell.
            return std::future::pending().await;
        }
        progress.pressing.store(false, Ordering::Relaxed);
        inbox.consume(count);
        progress.received.fetch_add(count as u64, Ordering::Relaxed);
        activity.touch();
    }
    progress.uploaded.store(true, Ordering::Relaxed);
    watch(client, inbox).await
}

async fn send<W: AsyncWrite + Unpin>(target: &mut W, bytes: &[u8]) -> std::io::Result<()> {
    target.write_all(bytes).await?;
    target.flush().await
}

/// Reads ahead, as far as there is room, until the client is gone.
async fn watch<R: AsyncRead + Unpin>(client: &mut R, inbox: &mut Inbox) -> Stopped {
    while !inbox.is_full() {
        match client.read(inbox.space()).await {
            Ok(count) if count > 0 => inbox.filled(count),
            _ => return Stopped::ClientGone,
        }
    }
    std::future::pending().await
}
