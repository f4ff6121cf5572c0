//! Requests and answers through real sockets. In: raw bytes. Out: raw bytes compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use common::*;
use load_balancer::*;
use model::elbv2::{Condition, Field};

#[test]
fn keeps_connections_on_both_sides() {
    let backend = Backend::saying("hello");
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    for _ in 0..5 {
        let (head, body) = client.ask(&get("/"));
        assert_eq!((status(&head), body.as_str()), (200, "hello"));
        assert!(head.contains("Connection: keep-alive\r\n"));
    }
    assert_eq!(backend.seen(), 1);
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let (_balancer, address) = in_front_of(&Backend::echo());
    let mut client = Peer::connect(address);
    client.send(&(0..10).map(|number| get(&format!("/{number}"))).collect::<String>());
    for number in 0..10 {
        assert!(client.answer().1.starts_with(&format!("GET /{number} HTTP/1.1\r\n")));
    }
}

#[test]
fn headers_tell_the_target_about_the_client() {
    let (_balancer, address) = in_front_of(&Backend::echo());
    let (_, seen) =
        Peer::connect(address).ask("GET /x HTTP/1.1\r\nHost: lb\r\nX-Forwarded-For: 1.2.3.4\r\nA: b\r\n\r\n");
    assert!(seen.contains("\r\nX-Forwarded-For: 1.2.3.4, 127.0.0.1\r\n"));
    assert!(seen.contains("\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\nHost: lb\r\n"));
    assert!(seen.contains("\r\nX-Amzn-Trace-Id: Root=1-") && seen.contains("\r\nA: b\r\n"));
}

#[test]
fn bodies_go_up_by_length_and_by_chunks() {
    let (_balancer, address) = in_front_of(&Backend::echo());
    let mut client = Peer::connect(address);
    let large = "x".repeat(300_000);
    let request = format!("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: {}\r\n\r\n{large}", large.len());
    assert!(client.ask(&request).1.ends_with(&large));
    let head = "POST / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n";
    client.send(head);
    client.send("3\r\nabc\r\n");
    client.send("0\r\n\r\n");
    assert!(client.answer().1.ends_with("3\r\nabc\r\n0\r\n\r\n"));
    assert_eq!(status(&client.ask(&get("/")).0), 200);
}

#[test]
fn large_and_chunked_answers_come_down() {
    let large = "y".repeat(1_000_000);
    let copy = large.clone();
    let backend = Backend::start(move |mut peer| {
        while let Some(head) = peer.head() {
            if head.starts_with("GET /large") {
                peer.send(&ok(&copy));
            } else {
                peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwxyz\r\n");
                peer.send("0\r\n\r\n");
            }
        }
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    assert_eq!(client.ask(&get("/large")).1, large);
    client.send(&get("/chunked"));
    assert!(client.head().unwrap().contains("Transfer-Encoding: chunked\r\n"));
    assert_eq!(client.read_until(b"0\r\n\r\n"), b"4\r\nwxyz\r\n0\r\n\r\n");
    assert_eq!(client.ask(&get("/large")).1.len(), large.len());
    let mut old = Peer::connect(address);
    old.send("GET /chunked HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    let answer = String::from_utf8(old.rest()).unwrap();
    assert!(
        answer.ends_with("Connection: close\r\n\r\nwxyz") && !answer.contains("Transfer-Encoding"),
        "{answer}"
    );
}

#[test]
fn answers_without_bodies_do_not_hang() {
    let backend = Backend::start(|mut peer| {
        while let Some(head) = peer.head() {
            let code = if head.starts_with("HEAD") {
                200
            } else if head.contains("/304") {
                304
            } else {
                204
            };
            let length = if code == 204 { "" } else { "Content-Length: 999\r\n" };
            peer.send(&format!("HTTP/1.1 {code} X\r\n{length}\r\n"));
        }
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    for (request, code) in [
        ("HEAD / HTTP/1.1\r\nHost: lb\r\n\r\n".to_owned(), 200),
        (get("/304"), 304),
        (get("/204"), 204),
        (get("/304"), 304),
    ] {
        client.send(&request);
        let head = client.head().unwrap();
        assert_eq!(status(&head), code);
        assert_eq!(head.contains("Content-Length: 999\r\n"), code != 204);
    }
    assert_eq!(backend.seen(), 1);
}

#[test]
fn a_body_until_close_ends_the_client_connection() {
    let backend = Backend::start(|mut peer| peer.send("HTTP/1.1 200 OK\r\n\r\nto the end"));
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send(&get("/"));
    assert!(client.head().unwrap().contains("Connection: close\r\n"));
    assert_eq!(client.rest(), b"to the end");
}

#[test]
fn expect_continue_reaches_the_target_and_back() {
    let backend = Backend::start(|mut peer| {
        let head = peer.head().unwrap();
        assert!(head.contains("Expect: 100-continue\r\n"));
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        let body = peer.read_exact(4);
        peer.send(&ok(&String::from_utf8(body).unwrap()));
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    assert_eq!(status(&client.head().unwrap()), 100);
    assert_eq!(client.ask("ping").1, "ping");
}

#[test]
fn an_early_answer_ends_the_upload() {
    let backend = Backend::start(|mut peer| {
        peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        peer.rest();
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 1000000\r\n\r\nsome");
    let (head, body) = client.answer();
    assert_eq!((status(&head), body.as_str()), (413, "big"));
    assert!(head.contains("Connection: close\r\n"));
    assert!(client.rest().is_empty());
}

#[test]
fn websockets_become_a_tunnel() {
    let backend = Backend::start(|mut peer| {
        let head = peer.head().unwrap();
        assert!(
            head.contains("Connection: upgrade\r\nUpgrade: websocket\r\n")
                && head.contains("Sec-WebSocket-Key: k\r\n")
        );
        peer.send(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nfirst",
        );
        let word = peer.read_exact(4);
        peer.send(&String::from_utf8(word).unwrap().to_uppercase());
    });
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send("GET /ws HTTP/1.1\r\nHost: lb\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n");
    let head = client.head().unwrap();
    assert_eq!(status(&head), 101);
    assert!(head.contains("Upgrade: websocket\r\n"));
    assert_eq!(client.read_exact(5), b"first");
    client.send("ping");
    assert_eq!(client.rest(), b"PING");
}

/// Answers one request on each connection, then closes when told to, without `Connection: close`.
fn closing_backend() -> (Backend, mpsc::Sender<()>, Arc<AtomicUsize>) {
    let (close, closing) = mpsc::channel();
    let closing = std::sync::Mutex::new(closing);
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    let backend = Backend::start(move |mut peer| {
        peer.head().unwrap();
        count.fetch_add(1, Ordering::SeqCst);
        peer.send(&ok("one"));
        // The second request on this connection is read and then refused by a close.
        if peer.head().is_some() {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = closing.lock().unwrap().try_recv();
        }
    });
    (backend, close, requests)
}

#[test]
fn a_get_on_a_dead_connection_is_repeated_and_a_post_is_not() {
    let (backend, _close, requests) = closing_backend();
    let (_balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    assert_eq!(client.ask(&get("/")).1, "one");
    assert_eq!(status(&client.ask(&get("/")).0), 200);
    assert_eq!((requests.load(Ordering::SeqCst), backend.seen()), (3, 2));
    let post = "POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(status(&client.ask(post).0), 502);
    assert_eq!((requests.load(Ordering::SeqCst), backend.seen()), (4, 2));
}

#[test]
fn a_client_that_leaves_frees_its_target() {
    let (gone, left) = mpsc::channel();
    let backend = Backend::start(move |mut peer| {
        peer.head().unwrap();
        gone.send(peer.rest().is_empty()).unwrap();
    });
    let (balancer, address) = in_front_of(&backend);
    let mut client = Peer::connect(address);
    client.send(&get("/slow"));
    until("the request is in flight", || {
        balancer.in_flight("g", &target(backend.address).id, backend.address.port()) == Some(1)
    });
    drop(client);
    assert!(left.recv().unwrap());
    until("the flight has ended", || {
        balancer.in_flight("g", &target(backend.address).id, backend.address.port()) == Some(0)
    });
}

#[test]
fn a_connection_can_be_handed_over() {
    let (balancer, _) = in_front_of(&Backend::saying("handed"));
    let door = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = Peer::connect(door.local_addr().unwrap());
    client.send(&get("/")[7..]);
    let (stream, peer) = door.accept().unwrap();
    assert_eq!(balancer.port_of_host("MAIN.elb.test:4566", false), Some(80));
    assert_eq!(balancer.port_of_host("MAIN.elb.test:4566", true), None);
    balancer.serve_stream(stream, peer, get("/").as_bytes()[..7].to_vec(), 80).unwrap();
    assert_eq!(client.answer().1, "handed");
    assert_eq!(client.ask(&get("/")).1, "handed");
}

#[test]
fn counters_tell_what_happened() {
    let backend = Backend::saying("hello");
    let rule = Rule {
        priority: 1,
        conditions: vec![Condition::of(Field::PathPattern, &["/empty*"])],
        action: forward("empty"),
    };
    let groups = vec![group("g", &[backend.address]), group("empty", &[])];
    let (balancer, address) = start(&table(groups, vec![rule], forward("g")));
    let mut client = Peer::connect(address);
    client.ask(&get("/"));
    client.ask(&get("/"));
    client.ask(&get("/empty"));
    let metrics = balancer.metrics();
    let main = &metrics.load_balancers[0];
    assert_eq!((main.requests, main.target_2xx, main.elb_5xx, main.target_responses), (3, 2, 1, 2));
    assert_eq!((metrics.active_connections, metrics.new_connections), (1, 1));
    let group = metrics.target_groups.iter().find(|group| &*group.arn == "g").unwrap();
    assert_eq!((group.requests, group.target_2xx), (2, 2));
}
