//! Targets that are reached or probed in unusual ways. In: targets on several ports and protocols. Out: health and answers compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use common::h2::{ask, connect, get as get_h2, run};
use common::tls::{MODERN, encrypted, made, settings, start as start_tls};
use common::{Backend, Peer, forward, get, group, start, table, until};
use http::Response;
use load_balancer::*;
use tokio_rustls::TlsAcceptor;

/// A target of HTTP/2 behind TLS, for as long as the runtime lives.
fn secret_h2() -> (SocketAddr, tokio::runtime::Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let acceptor = TlsAcceptor::from(made(&["nobody.test"]).server(&["h2"]));
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(socket).await else { return };
                let Ok(mut connection) = h2::server::handshake(stream).await else { return };
                while let Some(Ok((request, mut respond))) = connection.accept().await {
                    let mut body = respond.send_response(Response::new(()), false).unwrap();
                    body.send_data(Bytes::from(request.uri().to_string()), true).unwrap();
                }
            });
        }
    });
    (address, runtime)
}

#[test]
fn http_2_through_tls_in_and_out() {
    let (address, _runtime) = secret_h2();
    let mut secret = group("g", &[address]);
    (secret.protocol, secret.version) = (Protocol::Https, ProtocolVersion::Http2);
    (secret.health_check.protocol, secret.health_check.version) = (Protocol::Https, ProtocolVersion::Http2);
    let made = made(&["a.test"]);
    let wanted = encrypted(
        table(vec![secret], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    );
    let (balancer, address) = start_tls(&wanted);
    until("the check passes", || balancer.health()[0].state == State::Healthy);
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        for _ in 0..3 {
            let seen = ask(&send, get_h2("https://a.test/x?y"), "").await.unwrap();
            assert_eq!((seen.status, seen.body.as_str()), (200, "https://a.test/x?y"));
        }
    });
}

#[test]
fn checks_go_to_their_own_port_and_path_and_count_their_codes() {
    // Traffic is answered here, and checks would fail.
    let traffic = Backend::saying("traffic");
    let checks = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = checks.local_addr().unwrap().port();
    let (asked, heads) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for socket in checks.incoming().flatten() {
            let mut peer = Peer::new(socket);
            let head = peer.head().unwrap_or_default();
            let is_there = head.starts_with("GET /status?deep ");
            peer.send(&format!(
                "HTTP/1.1 {} X\r\nContent-Length: 0\r\n\r\n",
                if is_there { 299 } else { 200 }
            ));
            let _ = asked.send(head);
        }
    });
    let mut checked = group("g", &[traffic.address]);
    checked.health_check.port = Some(port);
    checked.health_check.path = "/status?deep".to_owned();
    checked.health_check.matcher = Matcher::parse("250-299").unwrap();
    let (balancer, address) = start(&table(vec![checked], Vec::new(), forward("g")));
    until("the check passes", || balancer.health()[0].state == State::Healthy);
    assert_eq!(balancer.health()[0].health_check_port, port);
    let head = heads.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(head.contains(&format!("\r\nHost: 127.0.0.1:{port}\r\n")), "{head}");
    assert_eq!(Peer::connect(address).ask(&get("/")).1, "traffic");
}

/// Refuses to dial, as a network would.
struct Nowhere;

impl Dialer for Nowhere {
    fn dial<'a>(&'a self, _: &'a Endpoint) -> BoxFuture<'a, std::io::Result<tokio::net::TcpStream>> {
        Box::pin(std::future::ready(Err(std::io::ErrorKind::ConnectionRefused.into())))
    }
}

#[test]
fn targets_of_http_2_that_cannot_be_reached_are_counted() {
    let mut far = group("g", &["127.0.0.1:9".parse().unwrap()]);
    far.version = ProtocolVersion::Http2;
    let made = made(&["a.test"]);
    let wanted =
        encrypted(table(vec![far], Vec::new(), forward("g")), settings(vec![made.certificate("c")], MODERN));
    let config = Config { workers: 1, dialer: Arc::new(Nowhere), ..Config::default() };
    let balancer = Balancer::start(config).unwrap();
    balancer.publish(&wanted).unwrap();
    let address = balancer.listen(443, "127.0.0.1:0".parse().unwrap()).unwrap();
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        let seen = ask(&send, get_h2("https://a.test/"), "").await.unwrap();
        assert_eq!((seen.status, seen.headers["server"].as_bytes()), (502, &b"awselb/2.0"[..]));
    });
    let seen = balancer.metrics().load_balancers[0].clone();
    assert_eq!((seen.target_connection_errors, seen.elb_502, seen.new_connections), (1, 1, 1));
}
