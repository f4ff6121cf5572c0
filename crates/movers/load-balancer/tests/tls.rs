//! HTTPS listeners and HTTPS targets through real sockets. In: TLS clients. Out: answers and certificates compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use common::tls::*;
use common::{Backend, Peer, balancer, fixed, forward, get, group, ok, status, table};
use load_balancer::*;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ServerConnection, StreamOwned};

#[test]
fn targets_learn_of_tls_and_connections_are_kept() {
    let backend = Backend::echo();
    let made = made(&["shop.test"]);
    let mut wanted = encrypted(
        table(vec![group("g", &[backend.address])], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    );
    wanted.load_balancers[0].attributes.tls_headers = true;
    let (_balancer, address) = start(&wanted);
    let mut client = trusting(&made, address, "shop.test");
    for _ in 0..3 {
        let (_, seen) = client.ask("GET /x HTTP/1.1\r\nHost: shop.test\r\nX-Amzn-Tls-Version: SSLv2\r\n\r\n");
        assert!(seen.contains("\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n"), "{seen}");
        assert!(seen.contains("\r\nX-Amzn-Tls-Version: TLSv1.3\r\n") && !seen.contains("SSLv2"));
        assert!(seen.contains("\r\nX-Amzn-Tls-Cipher-Suite: TLS_AES_128_GCM_SHA256\r\n"), "{seen}");
        assert!(seen.contains("\r\nHost: shop.test\r\n"));
    }
    assert_eq!(backend.seen(), 1);
}

#[test]
fn large_bodies_pass_in_both_directions() {
    let backend = Backend::echo();
    let made = made(&["a.test"]);
    let (_balancer, address) = start(&encrypted(
        table(vec![group("g", &[backend.address])], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    ));
    let large = "x".repeat(2_000_000);
    let request =
        format!("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: {}\r\n\r\n{large}", large.len());
    let (mut client, sent) = (trusting(&made, address, "a.test"), request.len());
    let (head, body) = client.ask(&request);
    assert_eq!(status(&head), 200);
    assert!(body.ends_with(&large) && body.len() > sent, "{}", body.len());
}

#[test]
fn the_host_name_chooses_the_certificate() {
    let (default, wild, exact) = (made(&["default.test"]), made(&["*.shop.test"]), made(&["api.shop.test"]));
    let certificates =
        vec![default.certificate("default"), wild.certificate("wild"), exact.certificate("exact")];
    let (_balancer, address) =
        start(&encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(certificates, MODERN)));
    let shown = |host: &str| {
        let trusted = client(&[&default, &wild, &exact], &any_version(), &[]);
        let peer = connect(address, host, trusted);
        peer.map(|peer| peer.stream.conn.peer_certificates().unwrap()[0].clone())
    };
    assert_eq!(shown("www.shop.test").unwrap(), wild.der());
    assert_eq!(shown("WWW.shop.test").unwrap(), wild.der());
    // Both stand for it; the first of equal rank is taken.
    assert_eq!(shown("api.shop.test").unwrap(), wild.der());
    assert_eq!(shown("default.test").unwrap(), default.der());
    // The default certificate is for somebody else, and the client says so.
    assert!(shown("other.test").is_err());
}

#[test]
fn plain_http_is_told_to_use_tls() {
    let made = made(&["a.test"]);
    let (_balancer, address) = start(&encrypted(
        table(Vec::new(), Vec::new(), fixed("hi")),
        settings(vec![made.certificate("c")], MODERN),
    ));
    let (head, body) = Peer::connect(address).ask(&get("/"));
    assert_eq!(status(&head), 400);
    assert!(body.contains("<center>The plain HTTP request was sent to HTTPS port</center>"), "{body}");
}

#[test]
fn a_new_certificate_is_for_new_connections() {
    let (old, new) = (made(&["a.test"]), made(&["a.test"]));
    let with = |one: &Made| {
        encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(vec![one.certificate("c")], MODERN))
    };
    let (balancer, address) = start(&with(&old));
    let mut early = trusting(&old, address, "a.test");
    assert_eq!(status(&early.ask(&get("/")).0), 200);
    balancer.publish(&with(&new)).unwrap();
    assert_eq!(status(&early.ask(&get("/")).0), 200);
    assert_eq!(status(&trusting(&new, address, "a.test").ask(&get("/")).0), 200);
    assert!(connect(address, "a.test", client(&[&old], &any_version(), &[])).is_err());
}

#[test]
fn policies_say_which_versions_are_spoken() {
    let made = made(&["a.test"]);
    let spoken = |policy: &str| {
        let (_balancer, address) = start(&encrypted(
            table(Vec::new(), Vec::new(), fixed("hi")),
            settings(vec![made.certificate("c")], policy),
        ));
        [&TLS12, &TLS13].map(|version| connect(address, "a.test", client(&[&made], &[version], &[])).is_ok())
    };
    assert_eq!(spoken("ELBSecurityPolicy-2016-08"), [true, false]);
    assert_eq!(spoken(MODERN), [true, true]);
    assert_eq!(spoken("ELBSecurityPolicy-TLS13-1-3-2021-06"), [false, true]);
}

#[test]
fn the_host_name_binds_a_connection_to_its_load_balancer() {
    let (one, two) = (made(&["one.test"]), made(&["two.test"]));
    let with = |name: &'static str, made: &Made| {
        let mut balancer = balancer(name, Vec::new(), fixed(name));
        balancer.listeners[0].port = 443;
        balancer.listeners[0].tls = Some(settings(vec![made.certificate(name)], MODERN));
        balancer
    };
    let load_balancers = vec![with("one", &one), with("two", &two)];
    let wanted = RoutingTable { load_balancers, ..Default::default() };
    let (_balancer, address) = start(&wanted);
    let answer = |made: &Made, sni: &str, host: &str| {
        trusting(made, address, sni).ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).1
    };
    assert_eq!(answer(&two, "two.test", "two.test"), "two");
    assert_eq!(answer(&two, "two.test", "one.elb.test"), "two");
    assert_eq!(answer(&one, "one.test", "two.elb.test"), "one");
}

#[test]
fn failed_handshakes_are_counted_and_a_listener_needs_a_certificate() {
    let made = made(&["a.test"]);
    let wanted =
        encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(vec![made.certificate("c")], MODERN));
    let (balancer, address) = start(&wanted);
    let mut client = Peer::connect(address);
    client.stream.write_all(b"\x16\x03\x01\x00\x05hello").unwrap();
    client.rest();
    common::until("the failure is counted", || balancer.metrics().load_balancers[0].client_tls_errors == 1);
    let bare = encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(Vec::new(), MODERN));
    assert!(matches!(balancer.publish(&bare), Err(TableError::BadListener(..))));
    assert_eq!(status(&trusting(&made, address, "a.test").ask(&get("/")).0), 200);
}

/// A target behind TLS with a certificate for somebody else; answers with the head it got.
fn secret_target() -> std::net::SocketAddr {
    let config = made(&["nobody.test"]).server(&[]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let config = Arc::clone(&config);
            std::thread::spawn(move || {
                let connection = ServerConnection::new(config).unwrap();
                let mut peer = Peer::over(StreamOwned::new(connection, socket));
                while let Some(head) = peer.head() {
                    peer.send(&ok(&head));
                }
            });
        }
    });
    address
}

#[test]
fn https_targets_need_no_trust() {
    let mut secret = group("g", &[secret_target()]);
    secret.protocol = Protocol::Https;
    secret.health_check.protocol = Protocol::Https;
    let (balancer, address) = common::start(&table(vec![secret], Vec::new(), forward("g")));
    common::until("the target is healthy", || balancer.health()[0].state == State::Healthy);
    let mut client = Peer::connect(address);
    for _ in 0..3 {
        let (head, seen) = client.ask(&get("/in"));
        assert_eq!(status(&head), 200);
        assert!(seen.starts_with("GET /in HTTP/1.1\r\n") && seen.contains("X-Forwarded-Proto: http\r\n"));
    }
}

#[test]
fn a_plain_target_of_an_https_group_is_a_bad_gateway() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut wrong = group("g", &[listener.local_addr().unwrap()]);
    std::thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    wrong.protocol = Protocol::Https;
    let (_balancer, address) = common::start(&table(vec![wrong], Vec::new(), forward("g")));
    assert_eq!(status(&Peer::connect(address).ask(&get("/")).0), 502);
}

#[test]
fn websockets_pass_through_tls() {
    let backend = Backend::start(|mut peer| {
        peer.head().unwrap();
        peer.send(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello",
        );
        let mut word = [0; 4];
        peer.stream.read_exact(&mut word).unwrap();
        peer.stream.write_all(&word).unwrap();
    });
    let made = made(&["a.test"]);
    let (_balancer, address) = start(&encrypted(
        table(vec![group("g", &[backend.address])], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    ));
    let mut client = trusting(&made, address, "a.test");
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    assert_eq!(status(&client.head().unwrap()), 101);
    assert_eq!(client.read_exact(5), b"hello");
    client.send("ping");
    assert_eq!(client.read_exact(4), b"ping");
}

#[test]
fn at_its_own_address_a_load_balancer_shows_its_own_certificate() {
    let (one, two) = (made(&["one.test", "same.test"]), made(&["two.test", "same.test"]));
    let of = |name: &str, made: &Made| {
        let mut one = balancer(name, Vec::new(), fixed(name));
        one.listeners[0].port = 443;
        one.listeners[0].tls = Some(settings(vec![made.certificate(name)], MODERN));
        one
    };
    let load_balancers = vec![of("one", &one), of("two", &two)];
    let (balancer, _) = common::tls::start(&RoutingTable { load_balancers, ..Default::default() });
    let own = |name: &str| {
        balancer.listen_for(&format!("arn-{name}").into(), 443, "127.0.0.1:0".parse().unwrap()).unwrap()
    };
    let request = "GET / HTTP/1.1\r\nHost: one.elb.test\r\n\r\n";
    assert_eq!(trusting(&one, own("one"), "same.test").ask(request).1, "one");
    assert_eq!(trusting(&two, own("two"), "same.test").ask(request).1, "two");
}
