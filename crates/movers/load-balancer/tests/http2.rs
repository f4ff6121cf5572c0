//! HTTP/2 from clients and to targets through real sockets. In: frames. Out: answers, trailers and resets compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use common::h2::{H2Target, answer, ask, connect, get, run, send_all};
use common::tls::{MODERN, Made, encrypted, made, settings, start};
use common::{Backend, fixed, forward, group, table, until};
use h2::Reason;
use h2::client::SendRequest;
use http::{HeaderMap, Request, Response};
use load_balancer::*;

/// A balancer with an HTTPS listener for `a.test` in front of `target_group`.
fn in_front_of(target_group: TargetGroup) -> (Balancer, SocketAddr, Made) {
    let made = made(&["a.test"]);
    let wanted = encrypted(
        table(vec![target_group], Vec::new(), forward("g")),
        settings(vec![made.certificate("c")], MODERN),
    );
    let (balancer, address) = start(&wanted);
    (balancer, address, made)
}

fn speaking(version: ProtocolVersion, address: SocketAddr) -> TargetGroup {
    let mut spoken = group("g", &[address]);
    spoken.version = version;
    spoken.health_check.version = version;
    if version == ProtocolVersion::Grpc {
        spoken.health_check.path = "/AWS.ALB/healthcheck".to_owned();
        spoken.health_check.matcher = Matcher::parse("0").unwrap();
    }
    spoken
}

#[test]
fn requests_reach_targets_of_http_1() {
    let backend = Backend::echo();
    let (_balancer, address, made) = in_front_of(group("g", &[backend.address]));
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        let request = Request::get("https://a.test/x?y")
            .header("cookie", "a=1")
            .header("cookie", "b=2")
            .header("x-stay", "here")
            .body(())
            .unwrap();
        let seen = ask(&send, request, "").await.unwrap();
        assert_eq!(seen.status, 200);
        assert!(
            seen.body.starts_with("GET /x?y HTTP/1.1\r\nX-Forwarded-For: 127.0.0.1\r\n"),
            "{}",
            seen.body
        );
        assert!(seen.body.contains("\r\nX-Forwarded-Proto: https\r\n"));
        assert!(seen.body.contains("\r\nHost: a.test\r\n") && seen.body.contains("\r\nx-stay: here\r\n"));
        assert!(seen.body.contains("\r\nCookie: a=1; b=2\r\n") && !seen.body.contains("Connection"));
        assert!(!seen.headers.contains_key("connection") && seen.headers.contains_key("date"));
        // A body without a length goes on in chunks.
        let large = "x".repeat(300_000);
        let post = Request::post("https://a.test/up").body(()).unwrap();
        let seen = ask(&send, post, &large).await.unwrap();
        assert!(seen.body.contains("\r\nTransfer-Encoding: chunked\r\n"));
        let (_, chunks) = seen.body.split_once("\r\n\r\n").unwrap();
        assert_eq!(chunks.matches('x').count(), 300_000);
        assert!(chunks.ends_with("\r\n0\r\n\r\n"));
        let post = Request::post("https://a.test/up").header("content-length", "5").body(()).unwrap();
        let seen = ask(&send, post, "hello").await.unwrap();
        assert!(seen.body.contains("\r\nContent-Length: 5\r\n") && seen.body.ends_with("\r\n\r\nhello"));
    });
    assert_eq!(backend.seen(), 1);
}

/// Asks again what was refused because too many streams were open, as HTTP/2 lets any client.
async fn ask_patiently(send: &SendRequest<Bytes>, uri: &str) -> String {
    loop {
        match ask(send, get(uri), "").await {
            Ok(answer) => return answer.body,
            Err(error) => assert_eq!(error.reason(), Some(Reason::REFUSED_STREAM)),
        }
    }
}

#[test]
fn many_streams_at_once_and_head_and_pages() {
    let backend = Backend::saying("hello");
    let (_balancer, address, made) = in_front_of(group("g", &[backend.address]));
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        let asked = (0..300).map(|_| {
            let send = send.clone();
            tokio::spawn(async move { ask_patiently(&send, "https://a.test/").await })
        });
        for one in asked.collect::<Vec<_>>() {
            assert_eq!(one.await.unwrap(), "hello");
        }
        let trace = Request::builder().method("TRACE").uri("https://a.test/").body(()).unwrap();
        let page = ask(&send, trace, "").await.unwrap();
        assert_eq!(page.status, 405);
        assert_eq!(
            (&page.headers["server"], page.headers["content-type"].as_bytes()),
            (&"awselb/2.0".parse().unwrap(), &b"text/html"[..])
        );
        assert!(page.body.contains("<h1>405 Not Allowed</h1>"));
    });
}

#[test]
fn head_answers_end_with_their_head() {
    let backend = Backend::start(|mut peer| {
        while peer.head().is_some() {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
        }
    });
    let (_balancer, address, made) = in_front_of(group("g", &[backend.address]));
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        let head = Request::head("https://a.test/").body(()).unwrap();
        let seen = ask(&send, head, "").await.unwrap();
        assert_eq!((seen.status, seen.headers["content-length"].as_bytes()), (200, &b"99"[..]));
    });
}

#[test]
fn a_cut_answer_is_a_reset_and_others_go_on() {
    let backend = Backend::start(|mut peer| {
        while let Some(head) = peer.head() {
            if head.contains("/cut") {
                return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
            }
            peer.send(&common::ok("whole"));
        }
    });
    let (_balancer, address, made) = in_front_of(group("g", &[backend.address]));
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        assert!(ask(&send, get("https://a.test/cut"), "").await.unwrap_err().is_reset());
        assert_eq!(ask(&send, get("https://a.test/"), "").await.unwrap().body, "whole");
    });
}

/// The balancer said GOAWAY without an error; it may have closed before the client said the same.
fn ended_well(end: Result<(), h2::Error>) -> bool {
    end.map_or_else(|error| error.is_io(), |()| true)
}

#[test]
fn http_2_can_be_switched_off_and_connections_end_after_ten_thousand_requests() {
    let made = made(&["a.test"]);
    let mut wanted =
        encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(vec![made.certificate("c")], MODERN));
    let (balancer, address) = start(&wanted);
    run(async {
        let (send, connection) = connect(address, "a.test", &made).await;
        for _ in 0..10_000 {
            assert_eq!(ask(&send, get("https://a.test/"), "").await.unwrap().status, 200);
        }
        // GOAWAY without an error ends the connection.
        assert!(ended_well(connection.await.unwrap()));
    });
    wanted.load_balancers[0].attributes.http2 = false;
    balancer.publish(&wanted).unwrap();
    let config = common::tls::client(&[&made], &common::tls::any_version(), &["h2", "http/1.1"]);
    let mut client = common::tls::connect(address, "a.test", config).unwrap();
    assert_eq!(client.stream.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    assert_eq!(client.ask(&common::get("/")).1, "hi");
}

#[test]
fn idle_connections_are_told_to_go() {
    let made = made(&["a.test"]);
    let mut wanted =
        encrypted(table(Vec::new(), Vec::new(), fixed("hi")), settings(vec![made.certificate("c")], MODERN));
    wanted.load_balancers[0].attributes.idle_timeout = Duration::from_millis(200);
    let (_balancer, address) = start(&wanted);
    run(async {
        let (send, connection) = connect(address, "a.test", &made).await;
        assert_eq!(ask(&send, get("https://a.test/"), "").await.unwrap().status, 200);
        assert!(ended_well(connection.await.unwrap()));
    });
}

#[test]
fn grpc_passes_with_trailers_over_shared_connections() {
    let target = H2Target::echo();
    let (balancer, address, made) = in_front_of(speaking(ProtocolVersion::Grpc, target.address));
    until("the gRPC check passes", || balancer.health()[0].state == State::Healthy);
    run(async {
        let (send, _) = connect(address, "a.test", &made).await;
        for _ in 0..20 {
            let call = Request::post("https://a.test/pkg.Service/Call")
                .header("content-type", "application/grpc")
                .header("te", "trailers")
                .body(())
                .unwrap();
            let seen = ask(&send, call, "message").await.unwrap();
            assert_eq!((seen.status, seen.headers["x-kind"].as_bytes()), (200, &b"echo"[..]));
            assert!(seen.body.starts_with("POST http://a.test/pkg.Service/Call\n"), "{}", seen.body);
            assert!(seen.body.contains("\"te\": \"trailers\"") && seen.body.ends_with("message"));
            assert!(
                seen.body.contains("x-forwarded-proto\": \"https\"") && seen.body.contains("x-amzn-trace-id")
            );
            assert_eq!(seen.trailers.unwrap()["grpc-status"], "0");
        }
    });
    assert_eq!(target.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn both_directions_stream_at_once() {
    // Answers every message before the next is sent, and ends when the client does.
    let target = H2Target::start(|request, mut respond| async move {
        let mut body = request.into_body();
        let mut down = respond.send_response(Response::new(()), false).unwrap();
        while let Some(Ok(data)) = body.data().await {
            body.flow_control().release_capacity(data.len()).unwrap();
            down.send_data(data, false).unwrap();
        }
        let mut trailers = HeaderMap::new();
        trailers.insert("grpc-status", "7".parse().unwrap());
        down.send_trailers(trailers).unwrap();
    });
    let (_balancer, address, made) = in_front_of(speaking(ProtocolVersion::Http2, target.address));
    run(async {
        let (mut send, _) = connect(address, "a.test", &made).await;
        let call = Request::post("https://a.test/talk").body(()).unwrap();
        let (response, mut up) = send.send_request(call, false).unwrap();
        let mut body = response.await.unwrap().into_body();
        for word in ["one", "two", "three"] {
            up.send_data(Bytes::from(word), false).unwrap();
            assert_eq!(body.data().await.unwrap().unwrap(), word);
            body.flow_control().release_capacity(word.len()).unwrap();
        }
        up.send_data(Bytes::new(), true).unwrap();
        assert!(body.data().await.is_none());
        assert_eq!(body.trailers().await.unwrap().unwrap()["grpc-status"], "7");
    });
}

#[test]
fn a_slow_reader_slows_the_target_down() {
    let target = H2Target::start(|_, mut respond| async move {
        let mut down = respond.send_response(Response::new(()), false).unwrap();
        if send_all(&mut down, Bytes::from(vec![b'x'; 3_000_000])).await.is_ok() {
            down.send_data(Bytes::new(), true).unwrap();
        }
    });
    let (_balancer, address, made) = in_front_of(speaking(ProtocolVersion::Http2, target.address));
    run(async {
        let (mut send, _) = connect(address, "a.test", &made).await;
        let (response, _) = send.send_request(get("https://a.test/"), true).unwrap();
        // Another stream is served while the first is not read.
        let mut first = response.await.unwrap().into_body();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let total = common::h2::read_all(&mut first).await.unwrap().len();
        assert_eq!(total, 3_000_000);
    });
}

#[test]
fn protocols_that_do_not_fit_are_464() {
    let (one, two) = (Backend::saying("one"), H2Target::echo());
    let grpc = |uri: &str| {
        Request::post(uri.to_owned()).header("content-type", "application/grpc").body(()).unwrap()
    };
    let status_of = |version, address, request: Request<()>| {
        let (_balancer, address, made) = in_front_of(speaking(version, address));
        run(async {
            let (send, _) = connect(address, "a.test", &made).await;
            ask(&send, request, "").await.unwrap().status
        })
    };
    let uri = "https://a.test/x";
    assert_eq!(status_of(ProtocolVersion::Http1, one.address, grpc(uri)), 464);
    assert_eq!(status_of(ProtocolVersion::Grpc, two.address, get(uri)), 464);
    assert_eq!(status_of(ProtocolVersion::Grpc, two.address, grpc(uri)), 200);
    assert_eq!(status_of(ProtocolVersion::Http2, two.address, get(uri)), 200);
    let (_balancer, address) =
        common::start(&table(vec![speaking(ProtocolVersion::Http2, two.address)], Vec::new(), forward("g")));
    assert_eq!(common::status(&common::Peer::connect(address).ask(&common::get("/")).0), 464);
}

#[test]
fn targets_that_speak_something_else_or_hang_up() {
    let plain = Backend::saying("HTTP/1.1 only");
    let (_balancer, address, made) = in_front_of(speaking(ProtocolVersion::Http2, plain.address));
    let resetting =
        H2Target::start(|_, mut respond| async move { respond.send_reset(Reason::INTERNAL_ERROR) });
    let (_other, resetter, trusted) = in_front_of(speaking(ProtocolVersion::Http2, resetting.address));
    run(async {
        let (send, _) = connect(resetter, "a.test", &trusted).await;
        assert_eq!(ask(&send, get("https://a.test/"), "").await.unwrap().status, 502);
        let (send, _) = connect(address, "a.test", &made).await;
        assert_eq!(ask(&send, get("https://a.test/"), "").await.unwrap().status, 502);
    });
}

#[test]
fn a_failing_grpc_check_names_its_code() {
    let failing = H2Target::start(|_, mut respond| async move {
        let response = Response::builder().header("grpc-status", "12").body(()).unwrap();
        respond.send_response(response, true).unwrap();
    });
    let (balancer, ..) = in_front_of(speaking(ProtocolVersion::Grpc, failing.address));
    until("the check fails", || balancer.health()[0].state == State::Unhealthy);
    let why = balancer.health()[0].reason.unwrap().description();
    assert_eq!(why, "Health checks failed with these codes: [12]");
}

#[test]
fn a_client_that_leaves_takes_its_stream_at_the_target_along() {
    let (gone, left) = std::sync::mpsc::channel();
    let target = H2Target::start(move |_, mut respond| {
        let gone = gone.clone();
        async move {
            let reason = std::future::poll_fn(|context| respond.poll_reset(context)).await;
            gone.send(reason.unwrap()).unwrap();
        }
    });
    let (_balancer, address, made) = in_front_of(speaking(ProtocolVersion::Http2, target.address));
    run(async {
        let (mut send, _) = connect(address, "a.test", &made).await;
        let (response, mut up) = send.send_request(get("https://a.test/"), true).unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        up.send_reset(Reason::CANCEL);
        let _ = answer(response).await;
        tokio::task::yield_now().await;
    });
    assert_eq!(left.recv_timeout(Duration::from_secs(20)).unwrap(), Reason::CANCEL);
}
