//! A file as an HTTP body.
//!
//! Comes in: an open file, already at its place and cut to length. Goes out: frames, a few in flight, so that a slow client
//! holds little memory. Never done here: choosing the part.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use hyper::body::{Body, Frame};
use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc;

const FRAME_BYTES: usize = 256 * 1024;
const FRAMES_IN_FLIGHT: usize = 2;

/// Frames read by a task of their own; the task ends with the file, an error or the client.
pub(crate) struct FileStream {
    frames: mpsc::Receiver<std::io::Result<Bytes>>,
}

impl FileStream {
    pub(crate) fn spawn(file: tokio::io::Take<tokio::fs::File>) -> Self {
        let (sender, frames) = mpsc::channel(FRAMES_IN_FLIGHT);
        tokio::spawn(read(file, sender));
        Self { frames }
    }
}

async fn read(mut file: tokio::io::Take<tokio::fs::File>, frames: mpsc::Sender<std::io::Result<Bytes>>) {
    loop {
        let mut buffer = BytesMut::with_capacity(FRAME_BYTES);
        let frame = match file.read_buf(&mut buffer).await {
            Ok(0) => return,
            Ok(_) => Ok(buffer.freeze()),
            Err(error) => Err(error),
        };
        if frames.send(frame).await.is_err() {
            return;
        }
    }
}

impl Body for FileStream {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.frames.poll_recv(context).map(|frame| frame.map(|bytes| bytes.map(Frame::data)))
    }
}
