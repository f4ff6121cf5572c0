//! Messages with descriptors over a stream of this machine. In: bytes, descriptors. Out: the same on the other side, each message whole.
//! Never here: what they say.
//!
//! `length: u32, descriptors: u32, bytes`; the descriptors travel with the first byte.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;

use nix::sys::socket::{ControlMessage, ControlMessageOwned, MsgFlags, recvmsg, sendmsg};

/// The longest message: an environment and arguments of the kernel's own limit fit in.
const LONGEST: usize = 32 << 20;
/// Descriptors of one message.
const MOST: usize = 64;
const HEADER: usize = 8;

/// A message with its descriptors.
pub(super) struct Frame {
    pub(super) bytes: Vec<u8>,
    pub(super) descriptors: Vec<OwnedFd>,
    /// Some descriptors are missing: this process may not have more of them.
    pub(super) cut: bool,
}

/// Sends one message; blocks until the other side has room. The caller sees to it that nobody else sends meanwhile.
pub(super) fn send(mut stream: &UnixStream, bytes: &[u8], descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
    if bytes.len() > LONGEST || descriptors.len() > MOST {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "too much for one message to the keeper"));
    }
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&(bytes.len() as u32).to_ne_bytes());
    header[4..].copy_from_slice(&(descriptors.len() as u32).to_ne_bytes());
    let raw: Vec<RawFd> = descriptors.iter().map(AsRawFd::as_raw_fd).collect();
    let rights = [ControlMessage::ScmRights(&raw)];
    let rights = if raw.is_empty() { &[][..] } else { &rights[..] };
    let sent = loop {
        match sendmsg::<()>(
            stream.as_raw_fd(),
            &[IoSlice::new(&header)],
            rights,
            MsgFlags::MSG_NOSIGNAL,
            None,
        ) {
            Err(nix::errno::Errno::EINTR) => {}
            other => break other?,
        }
    };
    // The rest of the header, should the kernel ever have cut it.
    stream.write_all(&header[sent..])?;
    stream.write_all(bytes)
}

/// Waits for one message; `None` when the other side has ended.
pub(super) fn receive(mut stream: &UnixStream) -> io::Result<Option<Frame>> {
    let mut header = [0; HEADER];
    let (first, descriptors) = receive_with_rights(stream, &mut header)?;
    if first == 0 {
        return Ok(None);
    }
    stream.read_exact(&mut header[first..])?;
    let number = |at: usize| u32::from_ne_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (length, count) = (number(0) as usize, number(4) as usize);
    if length > LONGEST || count < descriptors.len() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a broken message between daemon and keeper"));
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(Some(Frame { bytes, cut: count > descriptors.len(), descriptors }))
}

fn receive_with_rights(stream: &UnixStream, into: &mut [u8]) -> io::Result<(usize, Vec<OwnedFd>)> {
    let mut room = nix::cmsg_space!([RawFd; MOST]);
    let mut slices = [IoSliceMut::new(into)];
    let message = loop {
        match recvmsg::<()>(stream.as_raw_fd(), &mut slices, Some(&mut room), MsgFlags::MSG_CMSG_CLOEXEC) {
            Err(nix::errno::Errno::EINTR) => {}
            other => break other?,
        }
    };
    let mut descriptors = Vec::new();
    for part in message.cmsgs()? {
        if let ControlMessageOwned::ScmRights(raw) = part {
            // SAFETY: the kernel just put these into our table for us.
            descriptors.extend(raw.into_iter().map(|fd| unsafe { OwnedFd::from_raw_fd(fd) }));
        }
    }
    Ok((message.bytes, descriptors))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::fd::AsFd;

    use super::*;

    #[test]
    fn messages_arrive_whole_and_with_their_descriptors() {
        let (here, there) = UnixStream::pair().unwrap();
        let (reader, mut writer) = std::io::pipe().unwrap();
        let long = vec![7_u8; 1 << 20];
        let sender = std::thread::spawn(move || {
            send(&here, b"", &[]).unwrap();
            send(&here, &long, &[reader.as_fd()]).unwrap();
            send(&here, b"last", &[]).unwrap();
        });
        assert_eq!(receive(&there).unwrap().unwrap().bytes, b"");
        let Frame { bytes, descriptors, cut } = receive(&there).unwrap().unwrap();
        assert!(!cut && bytes.len() == 1 << 20 && bytes.iter().all(|byte| *byte == 7));
        assert_eq!(receive(&there).unwrap().unwrap().bytes, b"last");
        sender.join().unwrap();
        assert!(receive(&there).unwrap().is_none());
        writer.write_all(b"through").unwrap();
        drop(writer);
        let mut text = String::new();
        std::fs::File::from(descriptors.into_iter().next().unwrap()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "through");
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let (mut here, there) = UnixStream::pair().unwrap();
        here.write_all(&[0xff; 16]).unwrap();
        assert!(receive(&there).is_err());
    }
}
