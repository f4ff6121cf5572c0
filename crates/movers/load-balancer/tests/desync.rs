//! Requests two parties could read in two ways, slow clients and cut bodies. In: raw bytes. Out: what reaches the target, byte for
//! byte, and what the client gets. The rule behind every case: the target sees one request where the balancer saw one.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::*;
use load_balancer::*;
use proptest::prelude::*;

/// A target that answers every request and remembers their first lines.
fn remembering() -> (Backend, Arc<Mutex<Vec<String>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    let backend = Backend::start(move |mut peer| {
        while let Some(head) = peer.head() {
            notes.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
            let lower = head.to_ascii_lowercase();
            if lower.contains("transfer-encoding: chunked") {
                let mut body = peer.read_until(b"0\r\n");
                if !body.is_empty() {
                    body = peer.read_until(b"\r\n");
                }
                drop(body);
            } else {
                peer.read_exact(length_of(&head));
            }
            peer.send(&ok("seen"));
        }
    });
    (backend, seen)
}

/// The status of every answer to `bytes`, and the first lines the target saw.
fn outcome(bytes: &[u8]) -> (Vec<u16>, Vec<String>) {
    outcome_in(DesyncMode::Defensive, bytes)
}

/// The same in another mode.
fn outcome_in(mode: DesyncMode, bytes: &[u8]) -> (Vec<u16>, Vec<String>) {
    let (backend, seen) = remembering();
    let mut wanted = table(vec![group("g", &[backend.address])], Vec::new(), forward("g"));
    // A connection nobody has anything more to say on ends soon.
    wanted.load_balancers[0].attributes.idle_timeout = Duration::from_millis(300);
    wanted.load_balancers[0].attributes.desync = mode;
    let (_balancer, address) = start(&wanted);
    let mut client = Peer::connect(address);
    let _ = client.stream.write_all(bytes);
    let answers = String::from_utf8_lossy(&client.rest()).into_owned();
    let codes = answers.split("HTTP/1.1 ").skip(1).map(|rest| rest[..3].parse().unwrap()).collect();
    let seen = seen.lock().unwrap().clone();
    (codes, seen)
}

const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nHost: lb\r\n\r\n";

#[test]
fn what_is_severe_never_reaches_the_target() {
    for (name, request) in [
        ("two lengths", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\nContent-Length: 38\r\n\r\n"),
        ("a list of two lengths", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0, 38\r\n\r\n"),
        ("a length with a sign", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: +0\r\n\r\n"),
        ("a length in hex", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0x0\r\n\r\n"),
        ("an empty length", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: \r\n\r\n"),
        (
            "a length beyond numbers",
            "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        ),
        (
            "a space before the colon",
            "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        ),
        ("a tab before the colon", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length\t: 3\r\n\r\nabc"),
        (
            "a folded line",
            "POST / HTTP/1.1\r\nHost: lb\r\nX: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ),
        ("a folded length", "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length:\r\n 38\r\n\r\n"),
        ("a first line folded", "GET / HTTP/1.1\r\n Host: lb\r\n\r\n"),
        ("NUL in a value", "GET / HTTP/1.1\r\nHost: lb\r\nX: a\0b\r\n\r\n"),
        ("NUL in a name", "GET / HTTP/1.1\r\nHost: lb\r\nX\0: ab\r\n\r\n"),
        ("NUL in the path", "GET /\0 HTTP/1.1\r\nHost: lb\r\n\r\n"),
        ("a bare CR in a value", "GET / HTTP/1.1\r\nHost: lb\r\nX: a\rb\r\n\r\n"),
        (
            "chunked twice",
            "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        ),
        (
            "chunked not last",
            "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ),
        ("an unknown coding", "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: x-chunked\r\n\r\n0\r\n\r\n"),
        ("quoted chunked", "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
        (
            "vertical tab chunked",
            "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        ),
        ("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("a header without a colon", "GET / HTTP/1.1\r\nHost: lb\r\nBroken\r\n\r\n"),
        ("no host", "GET / HTTP/1.1\r\n\r\n"),
        ("a host with a blank", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
        ("a host with a slash", "GET / HTTP/1.1\r\nHost: lb/x\r\n\r\n"),
        ("a user in the target", "GET http://user@lb/ HTTP/1.1\r\nHost: lb\r\n\r\n"),
        ("another scheme", "GET ftp://lb/ HTTP/1.1\r\nHost: lb\r\n\r\n"),
        ("a path that is none", "GET lb HTTP/1.1\r\nHost: lb\r\n\r\n"),
        ("a tunnel", "CONNECT lb:22 HTTP/1.1\r\nHost: lb:22\r\n\r\n"),
        ("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ] {
        let (codes, seen) = outcome(format!("{request}{SMUGGLED}").as_bytes());
        assert_eq!(codes.len(), 1, "{name}: {codes:?}");
        assert!(codes[0] >= 400, "{name}: {codes:?}");
        assert!(seen.is_empty(), "{name}: {seen:?}");
    }
}

/// One head of every class AWS names, and one that only looks odd.
const CLASSES: [(&str, &str); 13] = [
    ("compliant", "POST /a?b#c HTTP/1.1\r\nHost: lb\r\nX:\r\nContent-Length: 0\r\n\r\n"),
    ("acceptable", "GET /a b HTTP/1.1\r\nHost: lb\r\n\r\n"),
    ("acceptable", "GET /a HTTP/1.2\r\nHost: lb\r\n\r\n"),
    ("acceptable", "GET /a HTTP/1.1\r\nHost: lb\r\nX: caf\u{e9} \x01\r\n\r\n"),
    ("acceptable", "GET /a HTTP/1.1\r\nHost: lb\r\nX@Y: z\r\n\r\n"),
    ("acceptable", "GET /a HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\n\r\n"),
    ("ambiguous", "GET /a\x01 HTTP/1.1\r\nHost: lb\r\n\r\n"),
    ("ambiguous", "GET /a HTTP/1.1\r\nHost: lb\r\n: x\r\n\r\n"),
    ("ambiguous", "GET /a HTTP/1.1\r\nHost: lb\r\n  \r\nX: y\r\n\r\n"),
    ("severe", "GET /a HTTP/1.1\r\nHost: lb\r\nX: \0\r\n\r\n"),
    ("severe", "GET /a\0 HTTP/1.1\r\nHost: lb\r\n\r\n"),
    ("severe", "POST /a HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\nContent-Length: 38\r\n\r\n"),
    (
        "severe",
        "POST /a HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
];

#[test]
fn each_mode_lets_pass_what_aws_lets_pass() {
    for (class, request) in CLASSES {
        for mode in [DesyncMode::Monitor, DesyncMode::Defensive, DesyncMode::Strictest] {
            let (codes, seen) = outcome_in(mode, format!("{request}{SMUGGLED}").as_bytes());
            let wanted: &[u16] = match (mode, class) {
                (_, "compliant")
                | (DesyncMode::Monitor, "acceptable" | "ambiguous")
                | (DesyncMode::Defensive, "acceptable") => &[200, 200],
                (DesyncMode::Monitor, _) | (DesyncMode::Defensive, "ambiguous") => &[200],
                _ => &[400],
            };
            assert_eq!(codes, wanted, "{mode:?} {request:?}");
            assert_eq!(seen.len(), codes.iter().filter(|code| **code == 200).count(), "{mode:?} {request:?}");
        }
    }
}

#[test]
fn what_is_ambiguous_costs_the_connection() {
    for (name, request) in [
        (
            "a length and chunks",
            format!(
                "POST /a HTTP/1.1\r\nHost: lb\r\nContent-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                5 + SMUGGLED.len()
            ),
        ),
        (
            "chunks and a length",
            format!(
                "POST /a HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\nContent-Length: {}\r\n\r\n0\r\n\r\n",
                5 + SMUGGLED.len()
            ),
        ),
        (
            "a name like the coding's",
            "POST /a HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\nTransfer_Encoding: chunked\r\n\r\n"
                .to_owned(),
        ),
        (
            "the same length twice",
            "POST /a HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n".to_owned(),
        ),
        ("a GET with a body", "GET /a HTTP/1.1\r\nHost: lb\r\nContent-Length: 2\r\n\r\nhi".to_owned()),
        (
            "a GET with chunks",
            "GET /a HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        ),
    ] {
        let (codes, seen) = outcome(format!("{request}{SMUGGLED}").as_bytes());
        assert_eq!(codes, [200], "{name}");
        assert_eq!(seen.len(), 1, "{name}: {seen:?}");
        assert!(seen[0].contains(" /a "), "{name}: {seen:?}");
    }
}

#[test]
fn chunks_two_could_read_in_two_ways_end_the_request() {
    let head = "POST /a HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (name, body) in [
        ("a size with a sign", "+3\r\nabc\r\n0\r\n\r\n"),
        ("a size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
        ("an empty size", "\r\nabc\r\n0\r\n\r\n"),
        ("a size with a blank before", " 3\r\nabc\r\n0\r\n\r\n"),
        ("a size beyond numbers", "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
        ("a bare LF after the size", "3\nabc\r\n0\r\n\r\n"),
        ("a bare LF after the data", "3\r\nabc\n0\r\n\r\n"),
        ("a bare CR in the size line", "3\rX\nabc\r\n0\r\n\r\n"),
        ("data longer than its size", "3\r\nabcd\r\n0\r\n\r\n"),
        ("a bare LF in an extension", "3;x\nabc\r\n0\r\n\r\n"),
        ("NUL in an extension", "3;\0\r\nabc\r\n0\r\n\r\n"),
        ("a bare LF at the end", "0\r\n\n"),
    ] {
        let (codes, seen) = outcome(format!("{head}{body}{SMUGGLED}").as_bytes());
        assert!(codes.len() <= 1 && codes.iter().all(|code| *code == 400), "{name}: {codes:?}");
        assert!(!seen.iter().any(|line| line.contains("smuggled")), "{name}: {seen:?}");
    }
    // What is well formed passes, and the next request is the next request.
    let fine = format!("{head}3;ext=\"a b\"\r\nabc\r\n0\r\nX-Trailer: t\r\n\r\n");
    let (codes, seen) =
        outcome(format!("{fine}GET /b HTTP/1.1\r\nHost: lb\r\nConnection: close\r\n\r\n").as_bytes());
    assert_eq!((codes.as_slice(), seen.len()), (&[200, 200][..], 2));
}

#[test]
fn endless_extensions_and_trailers_are_cut() {
    let head = "POST /a HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n";
    let long = "x".repeat(40_000);
    for body in [format!("3;{long}\r\nabc\r\n0\r\n\r\n"), format!("0\r\nX: {long}\r\n\r\n")] {
        let (codes, _) = outcome(format!("{head}{body}").as_bytes());
        assert!(codes.is_empty() || codes == [400], "{codes:?}");
    }
}

fn impatient(backend: &Backend) -> (Balancer, std::net::SocketAddr) {
    let mut wanted = table(vec![group("g", &[backend.address])], Vec::new(), forward("g"));
    wanted.load_balancers[0].attributes.idle_timeout = Duration::from_millis(300);
    start(&wanted)
}

#[test]
fn a_head_has_one_idle_time_however_slowly_it_drips() {
    let (backend, seen) = remembering();
    let (_balancer, address) = impatient(&backend);
    let mut client = Peer::connect(address);
    client.send("GET / HTTP/1.1\r\nHost: lb\r\n");
    // Bytes that keep coming do not buy time.
    for _ in 0..40 {
        std::thread::sleep(Duration::from_millis(25));
        if client.stream.write_all(b"X: y\r\n").is_err() {
            break;
        }
    }
    let answer = String::from_utf8_lossy(&client.rest()).into_owned();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn a_body_cut_short_is_no_request_for_the_next() {
    let (backend, seen) = remembering();
    let (_balancer, address) = in_front_of(&backend);
    for cut in ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n64\r\nhalf"] {
        let mut client = Peer::connect(address);
        client.send(&format!("POST /cut HTTP/1.1\r\nHost: lb\r\n{cut}"));
        let _ = client.stream.shutdown(std::net::Shutdown::Write);
        client.rest();
    }
    let mut client = Peer::connect(address);
    for _ in 0..3 {
        assert_eq!(client.ask(&get("/whole")).1, "seen");
    }
    let seen = seen.lock().unwrap();
    assert!(
        seen.iter().all(|line| line == "POST /cut HTTP/1.1" || line == "GET /whole HTTP/1.1"),
        "{seen:?}"
    );
}

#[test]
fn websockets_are_silent_no_longer_than_the_idle_time_and_connect_is_refused() {
    let backend = Backend::start(|mut peer| {
        peer.head().unwrap();
        peer.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        peer.rest();
    });
    let (_balancer, address) = impatient(&backend);
    let mut client = Peer::connect(address);
    client.send("GET /chat HTTP/1.1\r\nHost: lb\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Key: x\r\n\r\n");
    let head = client.head().unwrap();
    assert!(head.starts_with("HTTP/1.1 101 ") && head.contains("Upgrade: websocket\r\n"), "{head}");
    assert!(client.rest().is_empty());
    assert_eq!(status(&Peer::connect(address).ask("CONNECT lb:80 HTTP/1.1\r\nHost: lb:80\r\n\r\n").0), 400);
    // An upgrade to anything else is a request like any other, its Upgrade left out.
    let echo = Backend::echo();
    let (_balancer, address) = in_front_of(&echo);
    let (_, seen) = Peer::connect(address)
        .ask("GET / HTTP/1.1\r\nHost: lb\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    assert!(!seen.to_ascii_lowercase().contains("upgrade"), "{seen}");
}

#[test]
fn a_websocket_stays_with_the_target_of_its_cookie() {
    let socket = |name: &'static str| {
        Backend::start(move |mut peer| {
            while let Some(head) = peer.head() {
                if head.contains("Upgrade: websocket") {
                    return peer.send(&format!("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n{name}"));
                }
                peer.send(&ok(name));
            }
        })
    };
    let (one, two) = (socket("one"), socket("two"));
    let mut sticky = group("g", &[one.address, two.address]);
    sticky.stickiness = Some(Stickiness::Balancer(Duration::from_secs(60)));
    let (balancer, address) = start(&table(vec![sticky], Vec::new(), forward("g")));
    until("both are healthy", || balancer.health().iter().all(|one| one.state == State::Healthy));
    let (head, name) = Peer::connect(address).ask(&get("/"));
    let cookie = head.split("Set-Cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    for _ in 0..4 {
        let mut client = Peer::connect(address);
        client.send(&format!("GET / HTTP/1.1\r\nHost: lb\r\nCookie: {cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
        assert!(client.head().unwrap().starts_with("HTTP/1.1 101 "));
        assert_eq!(String::from_utf8(client.rest()).unwrap(), name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// However doubtful headers are mixed, the bytes after a request's body never reach the target as a request of their own
    /// unless the client got an answer for them, too.
    #[test]
    fn the_target_never_sees_more_requests_than_were_answered(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("Content-Length: 0"), Just("Content-Length: 4"), Just("content-length: 4, 4"),
                Just("Transfer-Encoding: chunked"), Just("Transfer-Encoding: identity"), Just("Transfer-Encoding:\tchunked"),
                Just("Transfer_Encoding: chunked"), Just("Content_Length: 9"), Just("Connection: close"),
                Just("Connection: Content-Length"), Just("Connection: transfer-encoding"), Just("Expect: 100-continue"),
                Just("TE: chunked"), Just("Trailer: Content-Length"), Just("X: \u{7f}"), Just("X:"),
            ],
            0..5,
        ),
        method in prop_oneof![Just("GET"), Just("POST"), Just("PUT"), Just("DELETE"), Just("OPTIONS")],
        body in prop_oneof![Just(""), Just("0\r\n\r\n"), Just("abcd"), Just("4\r\nabcd\r\n0\r\n\r\n")],
    ) {
        let head: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let request = format!("{method} /first HTTP/1.1\r\nHost: lb\r\n{head}\r\n{body}{SMUGGLED}");
        let (codes, seen) = outcome(request.as_bytes());
        prop_assert!(seen.len() <= codes.len(), "{request:?}: {codes:?} {seen:?}");
        prop_assert!(seen.iter().filter(|line| line.contains("/first")).count() <= 1, "{request:?}: {seen:?}");
    }
}
