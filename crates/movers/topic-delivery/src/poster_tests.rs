//! The poster against servers written by hand on loopback: what comes in is the bytes it sent, what goes out its outcome.
#![allow(clippy::unwrap_used)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::connect::{Connecting, DirectConnect};
use crate::delivery::DEFAULT_CONTENT_TYPE;
use crate::endpoint::Endpoint;
use crate::envelope::MessageType;

/// Answers each request of each connection with the next of `answers`; `CLOSE` closes the connection instead.
struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

const CLOSE: &str = "";
const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

impl Server {
    async fn start(answers: &'static [&'static [&'static str]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let (connections, requests) = (server.connections.clone(), server.requests.clone());
        tokio::spawn(async move {
            for script in answers {
                let (stream, _) = listener.accept().await.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, script, requests.clone()));
            }
        });
        server
    }

    fn delivery(&self) -> Delivery {
        delivery(&format!("http://127.0.0.1:{}/order?a=1", self.port))
    }

    fn request(&self, index: usize) -> String {
        self.requests.lock().unwrap()[index].clone()
    }
}

async fn serve(mut stream: TcpStream, script: &[&str], requests: Arc<Mutex<Vec<String>>>) {
    for answer in script {
        let Some(request) = read_request(&mut stream).await else { return };
        requests.lock().unwrap().push(request);
        if answer.is_empty() {
            return;
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
    // An open connection that says nothing more.
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((_, body)) = text.split_once("\r\n\r\n")
            && body.ends_with('}')
        {
            return Some(text);
        }
    }
}

fn delivery(endpoint: &str) -> Delivery {
    Delivery {
        endpoint: Endpoint::parse(endpoint).unwrap(),
        message_type: MessageType::Notification,
        message_id: "id-1".into(),
        topic_arn: "arn:aws:sns:us-east-1:000000000000:orders".into(),
        subscription_arn: Some("arn:aws:sns:us-east-1:000000000000:orders:1".into()),
        raw: false,
        content_type: DEFAULT_CONTENT_TYPE.into(),
        body: Bytes::from_static(b"{}"),
    }
}

fn poster() -> Poster {
    Poster::new(Arc::new(DirectConnect), PosterSettings::default())
}

#[tokio::test]
async fn the_request_carries_the_headers_of_sns() {
    let server = Server::start(&[&[OK]]).await;
    assert_eq!(poster().post(&server.delivery()).await, Outcome::Delivered { status: 200 });
    let request = server.request(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.lines().collect();
    assert_eq!(lines.remove(0), "POST /order?a=1 HTTP/1.1");
    lines.sort_unstable();
    let host = format!("host: 127.0.0.1:{}", server.port);
    assert_eq!(
        lines,
        [
            "accept-encoding: gzip,deflate",
            "connection: Keep-Alive",
            "content-length: 2",
            "content-type: text/plain; charset=UTF-8",
            &host,
            "user-agent: Amazon Simple Notification Service Agent",
            "x-amz-sns-message-id: id-1",
            "x-amz-sns-message-type: Notification",
            "x-amz-sns-subscription-arn: arn:aws:sns:us-east-1:000000000000:orders:1",
            "x-amz-sns-topic-arn: arn:aws:sns:us-east-1:000000000000:orders",
        ]
    );
    assert_eq!(body, "{}");
}

#[tokio::test]
async fn confirmations_name_no_subscription_and_raw_says_so() {
    let server = Server::start(&[&[OK, OK]]).await;
    let poster = poster();
    let message_type = MessageType::SubscriptionConfirmation;
    poster.post(&Delivery { subscription_arn: None, message_type, ..server.delivery() }).await;
    poster.post(&Delivery { raw: true, ..server.delivery() }).await;
    assert!(!server.request(0).contains("subscription-arn"));
    assert!(server.request(0).contains("x-amz-sns-message-type: SubscriptionConfirmation\r\n"));
    assert!(!server.request(0).contains("rawdelivery"));
    assert!(server.request(1).contains("x-amz-sns-rawdelivery: true\r\n"));
}

#[tokio::test]
async fn one_connection_serves_posts_in_a_row() {
    let server = Server::start(&[&[OK, OK, OK]]).await;
    let poster = poster();
    for _ in 0..3 {
        assert_eq!(poster.post(&server.delivery()).await, Outcome::Delivered { status: 200 });
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_connection_closed_while_idle_costs_no_attempt() {
    // The second request meets a close without an answer: exactly the race of a server's idle limit.
    let server = Server::start(&[&[OK, CLOSE], &[OK]]).await;
    let poster = poster();
    for _ in 0..2 {
        assert_eq!(poster.post(&server.delivery()).await, Outcome::Delivered { status: 200 });
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_new_connection_closed_without_answer_is_a_failed_attempt() {
    let server = Server::start(&[&[CLOSE], &[OK]]).await;
    assert!(matches!(poster().post(&server.delivery()).await, Outcome::Retry { .. }));
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn statuses_become_outcomes_and_redirects_are_not_followed() {
    let server = Server::start(&[&[
        "HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n",
    ]])
    .await;
    let poster = poster();
    assert_eq!(poster.post(&server.delivery()).await, Outcome::Refused { status: 302 });
    assert_eq!(poster.post(&server.delivery()).await, Outcome::Refused { status: 404 });
    let retry = Outcome::Retry { reason: "the endpoint answered 503".into() };
    assert_eq!(poster.post(&server.delivery()).await, retry);
    assert_eq!(server.requests.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_long_answer_is_not_read_and_its_connection_not_kept() {
    let long: &'static str =
        Box::leak(format!("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n{}", "x".repeat(99_999)).into());
    let script: &'static [&'static [&'static str]] = vec![vec![long, OK].leak() as &[_], &[OK]].leak();
    let server = Server::start(script).await;
    let poster = poster();
    for _ in 0..2 {
        assert_eq!(poster.post(&server.delivery()).await, Outcome::Delivered { status: 200 });
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn silence_is_a_time_out() {
    let server = Server::start(&[&[]]).await;
    let retry = Outcome::Retry { reason: "no answer within 15s".into() };
    assert_eq!(poster().post(&server.delivery()).await, retry);
}

#[tokio::test]
async fn a_refused_connection_is_worth_another_attempt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let outcome = poster().post(&delivery(&format!("http://127.0.0.1:{port}/"))).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
}

#[tokio::test]
async fn what_http_cannot_carry_is_unsendable() {
    let bad_header = Delivery { content_type: "a\r\nb: c".into(), ..delivery("http://127.0.0.1:9/") };
    assert!(matches!(poster().post(&bad_header).await, Outcome::Unsendable { .. }));
    let huge =
        Delivery { body: Bytes::from(vec![b' '; MAX_BODY_BYTES + 1]), ..delivery("http://127.0.0.1:9/") };
    assert!(matches!(poster().post(&huge).await, Outcome::Unsendable { .. }));
}

#[tokio::test]
async fn names_are_resolved_by_the_owner() {
    struct Owner(u16);
    impl Connect for Owner {
        fn connect<'a>(&'a self, host: &'a str, port: u16) -> Connecting<'a> {
            assert_eq!((host, port), ("lb-1.us-east-1.elb.amazonaws.com", 80));
            Box::pin(TcpStream::connect(("127.0.0.1", self.0)))
        }
    }
    let server = Server::start(&[&[OK]]).await;
    let poster = Poster::new(Arc::new(Owner(server.port)), PosterSettings::default());
    let outcome = poster.post(&delivery("http://lb-1.us-east-1.elb.amazonaws.com/order")).await;
    assert_eq!(outcome, Outcome::Delivered { status: 200 });
    assert!(server.request(0).contains("host: lb-1.us-east-1.elb.amazonaws.com\r\n"));
}

/// Answers every request of every connection; counts connections.
async fn crowd() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, connections) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                while read_request(&mut stream).await.is_some() {
                    stream.write_all(OK.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (port, connections)
}

#[tokio::test]
async fn an_endpoint_has_sixteen_connections_however_much_it_is_sent() {
    let (poster, mut posts) = (Arc::new(poster()), tokio::task::JoinSet::new());
    let mut servers = Vec::new();
    for _ in 0..10 {
        servers.push(crowd().await);
    }
    for _ in 0..200 {
        for (port, _) in &servers {
            let (poster, delivery) = (Arc::clone(&poster), delivery(&format!("http://127.0.0.1:{port}/")));
            posts.spawn(async move { poster.post(&delivery).await });
        }
    }
    while let Some(outcome) = posts.join_next().await {
        assert_eq!(outcome.unwrap(), Outcome::Delivered { status: 200 });
    }
    for (_, connections) in servers {
        assert!(connections.load(Ordering::SeqCst) <= 16, "{connections:?}");
    }
    assert!(poster.lines.is_empty());
}

#[tokio::test]
async fn endpoints_behind_one_port_share_what_is_idle_and_not_their_lines() {
    let (port, connections) = crowd().await;
    let (poster, mut posts) = (Arc::new(poster()), tokio::task::JoinSet::new());
    for one in 0..1000 {
        let (poster, delivery) =
            (Arc::clone(&poster), delivery(&format!("http://127.0.0.1:{port}/{}", one % 5)));
        posts.spawn(async move { poster.post(&delivery).await });
    }
    posts.join_all().await;
    assert!(connections.load(Ordering::SeqCst) <= 80, "{connections:?}");
    // One whose lines are all taken holds up itself alone.
    let busy = Endpoint::parse(&format!("http://127.0.0.1:{port}/busy")).unwrap();
    let mut lines = Vec::new();
    for _ in 0..16 {
        lines.push(poster.line(&busy).await);
    }
    let other = delivery(&format!("http://127.0.0.1:{port}/other"));
    assert_eq!(poster.post(&other).await, Outcome::Delivered { status: 200 });
    let waiting = poster.line(&busy);
    tokio::select! {
        biased;
        _ = waiting => panic!("a seventeenth line"),
        () = tokio::task::yield_now() => {}
    }
    drop(lines);
    assert!(poster.lines.is_empty());
}
