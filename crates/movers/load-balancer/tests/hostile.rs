//! Bad requests, bad targets and smuggling attempts through real sockets. In: raw bytes. Out: raw bytes compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::io::Write;
use std::time::Duration;

use common::*;
use load_balancer::*;

/// Sends `request` to a balancer before an echoing target; everything that comes back until it closes.
fn all_answers(request: &str) -> String {
    let backend = Backend::echo();
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send(request);
    String::from_utf8(client.rest()).unwrap()
}

#[test]
fn severe_framing_is_refused_with_the_right_page() {
    for (headers, code) in [
        ("Content-Length: 5\r\nContent-Length: 6", 400),
        ("Content-Length: +5", 400),
        ("Content-Length: 5, 6", 400),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: xchunked", 501),
        ("Transfer-Encoding: chunked, gzip", 501),
        ("Transfer-Encoding: chunked, identity", 400),
        ("Transfer-Encoding : chunked", 400),
        ("Transfer-Encoding: chunked\r\n x: y", 400),
        ("Transfer-Encoding: \x0bchunked", 400),
    ] {
        let answer = all_answers(&format!("POST / HTTP/1.1\r\nHost: lb\r\n{headers}\r\n\r\n0\r\n\r\n"));
        assert_eq!(status(&answer), code, "{headers}");
        assert!(answer.contains("Server: awselb/2.0\r\n") && answer.contains("Connection: close\r\n"));
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1);
    }
}

#[test]
fn both_length_and_chunks_pass_as_chunks_and_cost_the_connection() {
    let smuggled = "GET /smuggled HTTP/1.1\r\nHost: lb\r\n\r\n";
    let answer = all_answers(&format!(
        "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}"
    ));
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("Connection: close\r\n"));
    assert!(answer.contains("Transfer-Encoding: chunked\r\n") && !answer.contains("Content-Length: 60"));
    assert!(!answer.contains("/smuggled"));
}

#[test]
fn doubtful_requests_never_share_a_target_connection() {
    let backend = Backend::echo();
    let (_balancer, address) = in_front_of(&backend);
    for _ in 0..3 {
        let mut client = Peer::connect(address);
        let (head, _) = client.ask("GET / HTTP/1.1\r\nHost: lb\r\nContent-Length: 2\r\n\r\nhi");
        assert!(head.contains("Connection: close\r\n"));
    }
    assert_eq!(backend.seen(), 3);
}

#[test]
fn strictest_refuses_what_defensive_lets_pass() {
    let backend = Backend::echo();
    let mut wanted = table(vec![group("g", &[backend.address])], Vec::new(), forward("g"));
    wanted.load_balancers[0].attributes.desync = DesyncMode::Strictest;
    let (_balancer, address) = start(&wanted);
    let (head, _) = Peer::connect(address).ask("GET / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(status(&head), 400);
}

#[test]
fn a_bad_chunk_ends_the_request_and_the_target_connection() {
    let backend = Backend::start(|mut peer| {
        peer.head().unwrap();
        peer.rest();
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send("POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.send("zz\r\n");
    assert_eq!(status(&client.answer().0), 400);
}

#[test]
fn limits_and_versions() {
    let long = "a".repeat(17_000);
    for (request, code) in [
        (format!("GET /{long} HTTP/1.1\r\nHost: lb\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\nHost: lb\r\nX: {long}\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: lb\r\n{}\r\n", format!("X: {}\r\n", &long[..9000]).repeat(9)), 400),
        ("GET / HTTP/2.5\r\nHost: lb\r\n\r\n".to_owned(), 505),
        ("TRACE / HTTP/1.1\r\nHost: lb\r\n\r\n".to_owned(), 405),
        ("\x16\x03\x01\x02\r\n\r\n".to_owned(), 400),
        (
            format!("GET / HTTP/1.1\r\nHost: lb\r\nX-Forwarded-For: {}\r\n\r\n", ["1.1.1.1"; 31].join(",")),
            463,
        ),
    ] {
        assert_eq!(status(&all_answers(&request)), code, "{}", &request[..30]);
    }
}

#[test]
fn bad_targets_are_bad_gateways() {
    for answer in [
        "",
        "HTTP/1.1 200",
        "not http at all\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ] {
        let backend = Backend::start(move |mut peer| {
            peer.head().unwrap();
            peer.send(answer);
        });
        let (_balancer, address) = in_front_of(&backend);
        // The client asked well: its connection stays for its next request.
        let mut client = Peer::connect(address);
        for _ in 0..2 {
            let (head, body) = client.ask(&get("/"));
            assert_eq!((status(&head), body.len()), (502, 122), "{answer:?}");
            assert!(head.contains("\r\nConnection: keep-alive\r\n"), "{head}");
        }
    }
}

#[test]
fn an_answer_cut_short_is_cut_for_the_client_too() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ] {
        let backend = Backend::start(move |mut peer| {
            peer.head().unwrap();
            peer.send(answer);
        });
        let (_balancer, address) = in_front_of(&backend);
        let mut client = Peer::connect(address);
        client.send(&get("/"));
        let got = String::from_utf8(client.rest()).unwrap();
        assert!(got.contains("half") && !got.contains("0\r\n\r\n"), "{got}");
    }
}

#[test]
fn bytes_after_an_answer_are_never_the_next_answer() {
    let backend = Backend::start(|mut peer| {
        while peer.head().is_some() {
            peer.send(&format!("{}{}", ok("mine"), ok("poison")));
        }
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    for _ in 0..5 {
        assert_eq!(client.ask(&get("/")).1, "mine");
    }
    assert_eq!(backend.seen(), 5);
}

fn with_idle_timeout(backend: &Backend, timeout: Duration) -> (Balancer, std::net::SocketAddr) {
    let mut wanted = table(vec![group("g", &[backend.address])], Vec::new(), forward("g"));
    wanted.load_balancers[0].attributes.idle_timeout = timeout;
    start(&wanted)
}

#[test]
fn silence_has_the_right_name() {
    let backend = Backend::start(|mut peer| {
        peer.head().unwrap();
        peer.rest();
    });
    let (_balancer, address) = with_idle_timeout(&backend, Duration::from_millis(200));
    let (head, body) = Peer::connect(address).ask(&get("/"));
    assert_eq!((status(&head), body.len()), (504, 132));
    assert_eq!(status(&Peer::connect(address).ask("GET / HT").0), 408);
    assert_eq!(
        status(&Peer::connect(address).ask("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 9\r\n\r\nhalf").0),
        408
    );
    assert!(Peer::connect(address).rest().is_empty());
}

#[test]
fn a_target_that_takes_no_body_is_the_one_that_is_late() {
    let (done, hold) = std::sync::mpsc::channel::<()>();
    let hold = std::sync::Mutex::new(hold);
    let backend = Backend::start(move |mut peer| {
        peer.head().unwrap();
        let _ = hold.lock().unwrap().recv();
    });
    let (_balancer, address) = with_idle_timeout(&backend, Duration::from_millis(300));
    let mut client = Peer::connect(address);
    client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 1000000000\r\n\r\n");
    client.stream.set_write_timeout(Some(Duration::from_millis(100))).unwrap();
    while client.stream.write_all(&[b'x'; 65536]).is_ok() {}
    assert_eq!(status(&client.head().unwrap()), 504);
    drop(done);
}
