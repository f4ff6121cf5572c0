//! Frames of HTTP/2 no client should send. In: raw frames over TLS. Out: resets, GOAWAY, or an answer; and the balancer goes on.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use common::tls::{MODERN, Made, TlsPeer, any_version, client, connect, encrypted, made, settings, start};
use common::{Backend, forward, group, table};
use load_balancer::*;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut out = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    out.extend([kind, flags]);
    out.extend(stream.to_be_bytes());
    out.extend(payload);
    out
}

/// Headers as literals without Huffman.
fn block(headers: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in headers {
        out.push(0);
        for text in [name, value] {
            assert!(text.len() < 127);
            out.push(text.len() as u8);
            out.extend(text.as_bytes());
        }
    }
    out
}

fn with<'h>(more: &[(&'h str, &'h str)]) -> Vec<(&'h str, &'h str)> {
    let usual = [(":method", "GET"), (":scheme", "https"), (":authority", "a.test"), (":path", "/")];
    usual.into_iter().chain(more.iter().copied()).collect()
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Answered,
    Reset(u32),
    GoAway(u32),
    Closed,
}

struct Front {
    _balancer: Balancer,
    address: SocketAddr,
    made: Made,
    backend: Arc<Backend>,
}

fn front() -> Front {
    let backend = Arc::new(Backend::saying("hello"));
    let made = made(&["a.test"]);
    let wanted = encrypted(
        table(vec![group("g", &[backend.address])], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    );
    let (balancer, address) = start(&wanted);
    Front { _balancer: balancer, address, made, backend }
}

impl Front {
    fn open(&self) -> TlsPeer {
        let config = client(&[&self.made], &any_version(), &["h2"]);
        let mut peer = connect(self.address, "a.test", config).unwrap();
        peer.send(std::str::from_utf8(PREFACE).unwrap());
        write(&mut peer, &frame(SETTINGS, 0, 0, &[]));
        peer
    }

    /// What becomes of stream 1 after these frames.
    fn end(&self, frames: &[Vec<u8>]) -> End {
        let mut peer = self.open();
        frames.iter().for_each(|one| write(&mut peer, one));
        end_of(&mut peer)
    }
}

fn write(peer: &mut TlsPeer, bytes: &[u8]) {
    use std::io::Write;
    // The balancer may have hung up already; what it said before is read then.
    let _ = peer.stream.write_all(bytes).and_then(|()| peer.stream.flush());
}

fn end_of(peer: &mut TlsPeer) -> End {
    loop {
        let head = peer.read_exact(9);
        if head.len() < 9 {
            return End::Closed;
        }
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let payload = peer.read_exact(length);
        let code = |at: usize| u32::from_be_bytes(payload[at..at + 4].try_into().unwrap());
        match head[3] {
            HEADERS => return End::Answered,
            RST_STREAM => return End::Reset(code(0)),
            GOAWAY => return End::GoAway(code(4)),
            _ => {}
        }
    }
}

const PROTOCOL_ERROR: u32 = 1;
const FLOW_CONTROL_ERROR: u32 = 3;
const FRAME_SIZE_ERROR: u32 = 6;
const ENHANCE_YOUR_CALM: u32 = 11;

#[test]
fn a_plain_request_is_answered() {
    let front = front();
    let get = frame(HEADERS, END_HEADERS | END_STREAM, 1, &block(&with(&[])));
    assert_eq!(front.end(&[get]), End::Answered);
}

#[test]
fn headers_that_smuggle_are_reset_and_never_reach_the_target() {
    let front = front();
    for more in [
        &[("transfer-encoding", "chunked")][..],
        &[("connection", "keep-alive")],
        &[("upgrade", "websocket")],
        &[("te", "gzip")],
        &[("X-Upper", "case")],
        &[("x bad", "name")],
        &[("x", "a\r\ntransfer-encoding: chunked")],
        &[("x", "a\0b")],
        &[(":path", "/second")],
        &[("x", "y"), (":late", "pseudo")],
        &[("content-length", "5")],
    ] {
        let get = frame(HEADERS, END_HEADERS | END_STREAM, 1, &block(&with(more)));
        let end = front.end(&[get]);
        assert!(matches!(end, End::Reset(PROTOCOL_ERROR) | End::GoAway(PROTOCOL_ERROR)), "{more:?}: {end:?}");
    }
    // Split lines in the path or the host make no second request either.
    for (name, value) in [
        (":path", "/a HTTP/1.1\r\nx: y"),
        (":path", "/a b"),
        (":authority", "a\r\nx: y"),
        (":method", "GET /x HTTP/1.1\r\n"),
    ] {
        let headers: Vec<_> = with(&[])
            .into_iter()
            .map(|(known, old)| if known == name { (name, value) } else { (known, old) })
            .collect();
        let end = front.end(&[frame(HEADERS, END_HEADERS | END_STREAM, 1, &block(&headers))]);
        assert!(matches!(end, End::Reset(_) | End::GoAway(_)), "{name}: {value:?}: {end:?}");
    }
    assert_eq!(front.backend.connections.load(Ordering::SeqCst), 0);
}

#[test]
fn bodies_must_have_the_length_they_announce() {
    let front = front();
    let post = |length: &str| {
        let mut headers = with(&[("content-length", length)]);
        headers[0].1 = "POST";
        frame(HEADERS, END_HEADERS, 1, &block(&headers))
    };
    assert_eq!(front.end(&[post("5"), frame(DATA, END_STREAM, 1, b"hello")]), End::Answered);
    for body in ["hell", "hello!"] {
        let end = front.end(&[post("5"), frame(DATA, END_STREAM, 1, body.as_bytes())]);
        // A body too short may have been begun at the target; nobody is told it was whole.
        assert!(matches!(end, End::Reset(_) | End::GoAway(_)), "{body}: {end:?}");
    }
}

#[test]
fn frames_out_of_order_end_the_connection() {
    let front = front();
    let goes = |frames: &[Vec<u8>]| front.end(frames);
    assert_eq!(goes(&[frame(DATA, 0, 1, b"x")]), End::GoAway(PROTOCOL_ERROR));
    // The right code for a wrong size is FRAME_SIZE_ERROR; the library calls some of them a protocol error.
    for odd in [frame(PING, 0, 0, b"short"), frame(SETTINGS, 0, 0, b"odd")] {
        assert!(matches!(goes(&[odd]), End::GoAway(FRAME_SIZE_ERROR | PROTOCOL_ERROR)));
    }
    assert_eq!(goes(&[frame(HEADERS, END_HEADERS, 2, &block(&with(&[])))]), End::GoAway(PROTOCOL_ERROR));
    let most = 0x7fff_ffffu32.to_be_bytes();
    let grown = [frame(WINDOW_UPDATE, 0, 0, &most), frame(WINDOW_UPDATE, 0, 0, &most)];
    assert_eq!(goes(&grown), End::GoAway(FLOW_CONTROL_ERROR));
    let unfinished = frame(HEADERS, 0, 1, &block(&with(&[])));
    assert_eq!(goes(&[unfinished, frame(PING, 0, 0, &[0; 8])]), End::GoAway(PROTOCOL_ERROR));
}

#[test]
fn endless_headers_and_resets_are_cut() {
    let front = front();
    // One header block that never ends.
    let mut peer = front.open();
    write(&mut peer, &frame(HEADERS, END_STREAM, 1, &block(&with(&[]))));
    let filler =
        frame(9, 0, 1, &block(&[("x", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"); 200]));
    for _ in 0..40 {
        write(&mut peer, &filler);
    }
    let end = end_of(&mut peer);
    assert!(matches!(end, End::GoAway(_) | End::Closed), "{end:?}");
    // Streams opened and reset at once, without end.
    let mut peer = front.open();
    let mut flood = Vec::new();
    for stream in (1..4001).step_by(2) {
        flood.extend(frame(HEADERS, END_HEADERS | END_STREAM, stream, &block(&with(&[]))));
        flood.extend(frame(RST_STREAM, 0, stream, &8u32.to_be_bytes()));
    }
    write(&mut peer, &flood);
    let end = loop {
        match end_of(&mut peer) {
            End::Answered | End::Reset(_) => {}
            end => break end,
        }
    };
    assert!(matches!(end, End::GoAway(ENHANCE_YOUR_CALM) | End::Closed), "{end:?}");
    // Others are served all the same.
    let get = frame(HEADERS, END_HEADERS | END_STREAM, 1, &block(&with(&[])));
    assert_eq!(front.end(&[get]), End::Answered);
}
