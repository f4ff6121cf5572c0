//! After a 101: bytes in both directions until one side ends or both are silent. In: two streams and what was read
//! ahead of each. Out: nothing. Never done here: looking at the bytes.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::clock::Activity;
use crate::group::TargetState;
use crate::inbox::Inbox;
use crate::session::Session;
use crate::stream::{ClientStream, Duplex};

/// Joins the session's client with `target`; ends when both sides have ended, when neither has sent anything for the
/// idle time, or when the target is taken out of the table.
pub(crate) async fn tunnel<S: ClientStream, T: Duplex>(
    session: &mut Session<S>,
    whose: &TargetState,
    target: &mut T,
    relay: &mut Inbox,
) {
    let (mut client_in, mut client_out) = session.stream.halves();
    let (mut target_in, mut target_out) = target.halves();
    let activity = &session.activity;
    let timer = &mut session.timer;
    let up = copy(&mut client_in, &mut session.inbox, &mut target_out, activity);
    let down = copy(&mut target_in, relay, &mut client_out, activity);
    let (mut up, mut down) = (pin!(up), pin!(down));
    let mut retired = pin!(session.worker.retired(whose));
    let (mut up_open, mut down_open) = (true, true);
    poll_fn(|context| {
        up_open = up_open && up.as_mut().poll(context).is_pending();
        down_open = down_open && down.as_mut().poll(context).is_pending();
        if (!up_open && !down_open) || retired.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        timer.poll(context, activity)
    })
    .await;
}

/// Copies until the end of `from`, then passes the end on.
async fn copy<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    from: &mut R,
    buffer: &mut Inbox,
    to: &mut W,
    activity: &Activity,
) {
    loop {
        if to.write_all(buffer.bytes()).await.is_err() || to.flush().await.is_err() {
            return;
        }
        buffer.clear();
        match from.read(buffer.space()).await {
            Ok(count) if count > 0 => buffer.filled(count),
            _ => break,
        }
        activity.touch();
    }
    // The other side may already be gone.
    let _ = to.shutdown().await;
}
