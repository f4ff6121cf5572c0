//! The parsers under any bytes at all, for the fuzz targets in `dev/fuzz` and a property test that runs everywhere. In: bytes. Out:
//! nothing; a promise that does not hold is a panic. Never done here: anything a running balancer needs.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::Poll;

use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};

use crate::caller::Caller;
use crate::chunk::ChunkScanner;
use crate::framing::Framing;
use crate::h2_stream::H2Stream;
use crate::header::list_items;
use crate::prepare::{Prepared, prepare};
use crate::request_head::{MAX_FORWARDERS, MAX_HEAD, MAX_HEADERS, Reading, RequestHead, read};
use crate::response_head::{Asked, rewrite};
use crate::snapshot::Snapshot;
use crate::strange_head;
use crate::table::{
    Action, Attributes, Forward, Listener, LoadBalancer, RoutingTable, TargetGroup, WeightedTargetGroup,
};

/// Feeds `bytes` to everything that reads what strangers send.
///
/// # Panics
///
/// When a promise of a parser does not hold.
pub fn parsers(bytes: &[u8]) {
    request(bytes);
    response(bytes);
    chunks(bytes);
}

/// What a target gets is one request, framed as the client's was, and no byte of the client's framing survives.
///
/// # Panics
///
/// When that does not hold.
pub fn request(bytes: &[u8]) {
    let (mut out, caller) = (Vec::new(), Caller::new(0, 80, ([9, 8, 7, 6], 555).into()));
    let Prepared::Forward { head, ask, .. } = prepare(bytes, &caller, snapshot(), &mut out) else { return };
    assert!(head <= bytes.len(), "a head longer than what was sent");
    with_head(&bytes[..head], |length, first| {
        assert_eq!(length, head, "a head that ends in two places");
        if forwarders(first) == MAX_FORWARDERS {
            // With the one that is added there are more than a second balancer takes.
            return;
        }
        with_head(&out, |length, second| {
            assert_eq!(length, out.len(), "a second request behind the first");
            assert_eq!((first.method, first.path, first.query), (second.method, second.path, second.query));
            assert_eq!(first.framing, second.framing, "a body framed otherwise");
            let lengths = count(second, "content-length") + count(second, "transfer-encoding");
            assert!(lengths <= 1, "framed twice");
        });
        assert_eq!(ask.body.is_done(), first.framing == Framing::None);
    });
}

/// Shows `look` the head `bytes` begin with and its length, whichever reader knows it.
fn with_head(bytes: &[u8], look: impl FnOnce(usize, &RequestHead<'_, '_>)) {
    let mut room = [std::mem::MaybeUninit::uninit(); MAX_HEADERS];
    match read(bytes, &mut room) {
        Ok(Reading::Whole(length, head)) => look(length, &head),
        Ok(Reading::Strange) => match strange_head::read(bytes, &mut Vec::new()) {
            Ok(Reading::Whole(length, head)) => look(length, &head),
            _ => panic!("a strange head that is whole only with what follows it"),
        },
        _ => panic!("a head that is whole only with what follows it"),
    }
}

/// Addresses in `X-Forwarded-For`.
fn forwarders(head: &RequestHead<'_, '_>) -> usize {
    let own = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("x-forwarded-for"));
    own.flat_map(|header| list_items(header.value)).count()
}

fn count(head: &RequestHead<'_, '_>, name: &str) -> usize {
    head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name)).count()
}

/// What a client gets is one head, framed as the target's was.
///
/// # Panics
///
/// When that does not hold.
pub fn response(bytes: &[u8]) {
    let asked =
        Asked { cookies: None, is_head: false, old_client: false, keep_alive: true, websocket: false };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let Ok(Some(response)) = rewrite(bytes, asked, &mut first) else { return };
    assert!(response.length <= bytes.len(), "a head longer than what was sent");
    if response.status < 200 {
        return;
    }
    match rewrite(&first, asked, &mut second) {
        Ok(Some(again)) => {
            assert_eq!(again.length, first.len(), "bytes behind the head");
            assert_eq!(again.framing, response.framing, "a body framed otherwise");
        }
        // A few headers more are ours.
        _ => assert!(first.len() > 4096 || bytes.iter().filter(|byte| **byte == b'\n').count() > 100),
    }
}

/// Where a stream is cut makes no difference.
///
/// # Panics
///
/// When that does not hold.
pub fn chunks(bytes: &[u8]) {
    let cut = usize::from(bytes.first().copied().unwrap_or(0)).min(bytes.len());
    let (mut whole, mut halves) = (Vec::new(), Vec::new());
    let mut at_once = ChunkScanner::new();
    let once = at_once.scan(bytes, |data| whole.extend_from_slice(data));
    let mut in_two = ChunkScanner::new();
    let twice = in_two.scan(&bytes[..cut], |data| halves.extend_from_slice(data)).and_then(|first| {
        if first < cut {
            return Ok(first);
        }
        Ok(first + in_two.scan(&bytes[cut..], |data| halves.extend_from_slice(data))?)
    });
    assert_eq!(once.is_ok(), twice.is_ok(), "accepted or not, by where it is cut");
    if let (Ok(once), Ok(twice)) = (once, twice) {
        assert_eq!((once, at_once.is_done()), (twice, in_two.is_done()));
        assert_eq!(whole, halves);
    }
}

/// What a client of HTTP/2 sends before its first frame, and that frame: settings, all as usual.
const OPENING: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// Bytes either side of such a connection may have under way.
const UNDER_WAY: usize = 1 << 20;

/// Frames of HTTP/2: every request in them is one request of HTTP/1.1, with a body that ends where it says.
///
/// # Panics
///
/// When a request is none or more than one.
pub fn http2(bytes: &[u8]) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
    for (head, body) in runtime.block_on(streams(bytes)) {
        let mut room = [std::mem::MaybeUninit::uninit(); MAX_HEADERS];
        let mut memory = Vec::new();
        let read = match read(&head, &mut room) {
            Ok(Reading::Strange) => strange_head::read(&head, &mut memory),
            read => read,
        };
        match read {
            Ok(Reading::Whole(length, first)) => {
                assert_eq!(length, head.len(), "a second request behind the first");
                if first.framing == Framing::Chunked {
                    assert!(ChunkScanner::new().scan(&body, |_| {}).is_ok(), "a body framed wrongly");
                }
            }
            // What HTTP/2 allows and HTTP/1.1 does not is refused.
            Err(_) => {}
            Ok(_) => panic!("a head without an end"),
        }
    }
}

/// The requests among these frames, as heads and bodies of HTTP/1.1.
async fn streams(bytes: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (mut client, server) = tokio::io::duplex(UNDER_WAY);
    let sent = client.write_all(&[OPENING, bytes].concat()).await;
    if sent.is_err() || client.shutdown().await.is_err() {
        return Vec::new();
    }
    let mut builder = h2::server::Builder::new();
    builder.max_header_list_size(MAX_HEAD as u32);
    let Ok(mut connection) = builder.handshake::<_, bytes::Bytes>(server).await else { return Vec::new() };
    let mut open = Vec::new();
    while let Some(Ok((request, respond))) = connection.accept().await {
        let mut stream = H2Stream::new(request, respond);
        let head = ready_bytes(&mut stream).await;
        open.push((stream, head));
    }
    let mut all = Vec::new();
    for (mut stream, head) in open {
        let mut body = Vec::new();
        loop {
            let more = ready_bytes(&mut stream).await;
            if more.is_empty() {
                break;
            }
            body.extend(more);
        }
        all.push((head, body));
    }
    all
}

/// What there is to read of a stream now.
async fn ready_bytes(stream: &mut H2Stream) -> Vec<u8> {
    let mut room = vec![0; 2 * MAX_HEAD];
    poll_fn(|context| {
        let mut into = ReadBuf::new(&mut room);
        let read = Pin::new(&mut *stream).poll_read(context, &mut into);
        let filled = matches!(read, Poll::Ready(Ok(()))).then(|| into.filled().to_vec());
        Poll::Ready(filled.unwrap_or_default())
    })
    .await
}

/// One load balancer that forwards everything.
fn snapshot() -> &'static Snapshot {
    static SNAPSHOT: OnceLock<Snapshot> = OnceLock::new();
    SNAPSHOT.get_or_init(|| {
        let group: Arc<str> = "group".into();
        let forward = Forward {
            target_groups: vec![WeightedTargetGroup { arn: Arc::clone(&group), weight: 1 }],
            stickiness: None,
        };
        let listener = Listener {
            arn: "listener".into(),
            port: 80,
            tls: None,
            server_header: true,
            response_headers: Vec::new(),
            rules: Vec::new(),
            default_action: Action::Forward(forward),
        };
        let balancer = LoadBalancer {
            arn: "balancer".into(),
            name: "app/a/1".into(),
            dns_name: "a.test".into(),
            attributes: Attributes::default(),
            listeners: vec![listener],
        };
        let target_groups = vec![TargetGroup::new(group, "targetgroup/a/1".into())];
        let table = RoutingTable { load_balancers: vec![balancer], target_groups, ..Default::default() };
        Snapshot::build(&table, &Snapshot::default(), 1).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces that parsers care about, and noise.
    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let known = [
            "GET ",
            "POST ",
            "HEAD ",
            "/",
            "/a?b",
            " HTTP/1.1\r\n",
            " HTTP/1.0\r\n",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 204 \r\n",
            "Host: a\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 5, 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "transfer_encoding: chunked\r\n",
            "Connection: close\r\n",
            "Connection: Content-Length, X\r\n",
            "X: y\r\n",
            "X:\r\n",
            "Expect: 100-continue\r\n",
            "X-Forwarded-For: 1.1.1.1\r\n",
            "X-Amzn-Trace-Id: Self=1;Root=2\r\n",
            "Upgrade: websocket\r\nConnection: upgrade\r\n",
            "\r\n",
            "\n",
            "\r",
            "5\r\nabcde\r\n",
            "0\r\n",
            "0\r\n\r\n",
            "5;a=b\r\n",
            "abc",
            " ",
            ":",
            "\0",
        ];
        prop_oneof![
            9 => proptest::sample::select(known.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
            1 => proptest::collection::vec(any::<u8>(), 0..8),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn parsers_keep_their_promises(pieces in proptest::collection::vec(piece(), 0..14)) {
            parsers(&pieces.concat());
        }

        #[test]
        fn requests_keep_theirs(lines in proptest::collection::vec(piece(), 0..8), tail in piece()) {
            let text = [b"POST /a?b HTTP/1.1\r\nHost: a\r\n".to_vec(), lines.concat(), b"\r\n".to_vec(), tail];
            parsers(&text.concat());
        }

        #[test]
        fn http2_keeps_its_own(frames in proptest::collection::vec(frame(), 0..6)) {
            http2(&frames.concat());
        }
    }

    /// Frames of a few kinds with headers that are whole, and noise.
    fn frame() -> impl Strategy<Value = Vec<u8>> {
        let headers = proptest::sample::select(vec![
            &b"\x82\x87\x84"[..],
            &b"\x83\x87\x84\0\x0econtent-length\x015"[..],
            &b"\x82\x87\x84\0\x06cookie\x03a=b\0\x06cookie\x03c=d"[..],
            &b"\x82\x87\x84\0\x01x\x05a\r\nb:"[..],
        ]);
        let payload =
            prop_oneof![headers.prop_map(<[u8]>::to_vec), proptest::collection::vec(any::<u8>(), 0..20)];
        (0_u8..10, 0_u8..6, 0_u8..6, payload).prop_map(|(kind, flags, stream, payload)| {
            let head = [0, 0, payload.len() as u8, kind, flags, 0, 0, 0, stream];
            [&head[..], &payload].concat()
        })
    }
}
