//! What the socket tests share: backends that are scripts, a client that reads raw answers, tables made short.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use load_balancer::*;

pub mod h2;
pub mod tls;

/// A server whose every connection runs the same script.
pub struct Backend {
    pub address: SocketAddr,
    pub connections: Arc<AtomicUsize>,
}

impl Backend {
    /// Runs `script` in a thread for each connection that is not a health probe; probes get 200.
    pub fn start(script: impl Fn(Peer) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let (count, script) = (Arc::clone(&connections), Arc::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (count, script) = (Arc::clone(&count), Arc::clone(&script));
                std::thread::spawn(move || {
                    let mut peer = Peer::new(stream);
                    let Some(head) = peer.read_head() else { return };
                    if head.contains("ELB-HealthChecker") {
                        return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    }
                    peer.first = Some(head);
                    count.fetch_add(1, Ordering::SeqCst);
                    script(peer);
                });
            }
        });
        Self { address, connections }
    }

    /// Answers every request on every connection with `body`, reading request bodies of known length.
    pub fn saying(body: &'static str) -> Self {
        Self::start(move |mut peer| {
            while let Some(head) = peer.head() {
                peer.read_exact(length_of(&head));
                peer.send(&ok(body));
            }
        })
    }

    /// Answers every request with the head and body it got.
    pub fn echo() -> Self {
        Self::start(|mut peer| {
            while let Some(head) = peer.head() {
                let body = if head.contains("Transfer-Encoding: chunked") {
                    peer.read_until(b"0\r\n\r\n")
                } else {
                    peer.read_exact(length_of(&head))
                };
                peer.send(&ok(&format!("{head}{}", String::from_utf8_lossy(&body))));
            }
        })
    }

    pub fn seen(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

pub fn length_of(head: &str) -> usize {
    let line = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    line.map_or(0, |text| text.trim().parse().unwrap())
}

/// One end of a connection, read message by message.
pub struct Peer<S = TcpStream> {
    pub stream: S,
    buffer: Vec<u8>,
    first: Option<String>,
}

impl Peer {
    pub fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::new(), first: None }
    }

    pub fn connect(address: SocketAddr) -> Self {
        Self::new(TcpStream::connect(address).unwrap())
    }
}

impl<S: Read + Write> Peer<S> {
    /// A peer over a stream that is set up already.
    pub fn over(stream: S) -> Self {
        Self { stream, buffer: Vec::new(), first: None }
    }

    pub fn send(&mut self, text: &str) {
        let _ = self.stream.write_all(text.as_bytes()).and_then(|()| self.stream.flush());
    }

    /// The next head, blank line included; `None` at the end of the stream.
    pub fn head(&mut self) -> Option<String> {
        self.first.take().or_else(|| self.read_head())
    }

    fn read_head(&mut self) -> Option<String> {
        let bytes = self.read_until(b"\r\n\r\n");
        bytes.ends_with(b"\r\n\r\n").then(|| String::from_utf8(bytes).unwrap())
    }

    /// Bytes up to and including `end`, or all there were.
    pub fn read_until(&mut self, end: &[u8]) -> Vec<u8> {
        loop {
            if let Some(at) = self.buffer.windows(end.len()).position(|window| window == end) {
                return self.buffer.drain(..at + end.len()).collect();
            }
            if !self.more() {
                return std::mem::take(&mut self.buffer);
            }
        }
    }

    pub fn read_exact(&mut self, count: usize) -> Vec<u8> {
        while self.buffer.len() < count && self.more() {}
        let count = count.min(self.buffer.len());
        self.buffer.drain(..count).collect()
    }

    /// Everything to the end of the stream.
    pub fn rest(&mut self) -> Vec<u8> {
        while self.more() {}
        std::mem::take(&mut self.buffer)
    }

    fn more(&mut self) -> bool {
        let mut chunk = [0; 4096];
        match self.stream.read(&mut chunk) {
            Ok(count) if count > 0 => {
                self.buffer.extend_from_slice(&chunk[..count]);
                true
            }
            _ => false,
        }
    }

    /// Head and body of the next answer framed by length.
    pub fn answer(&mut self) -> (String, String) {
        let head = self.head().expect("an answer");
        let body = self.read_exact(length_of(&head));
        (head, String::from_utf8(body).unwrap())
    }

    pub fn ask(&mut self, request: &str) -> (String, String) {
        self.send(request);
        self.answer()
    }
}

pub fn status(head: &str) -> u16 {
    head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no status in {head:?}"))
}

pub fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: lb\r\n\r\n")
}

pub fn target(address: SocketAddr) -> Target {
    Target {
        id: format!("i-{}", address.port()).into(),
        port: address.port(),
        zone: "us-east-1a".into(),
        ip: address.ip(),
        endpoint: Endpoint::Address(address),
        draining: false,
    }
}

/// Probed every 50 ms, so that tests need not wait.
pub fn quick_check() -> HealthCheck {
    HealthCheck {
        interval: Duration::from_millis(50),
        timeout: Duration::from_secs(2),
        healthy_threshold: 2,
        ..HealthCheck::default()
    }
}

pub fn group(name: &str, targets: &[SocketAddr]) -> TargetGroup {
    TargetGroup {
        health_check: quick_check(),
        targets: targets.iter().map(|address| target(*address)).collect(),
        ..TargetGroup::new(name.into(), format!("targetgroup/{name}/1").into())
    }
}

pub fn forward(group: &str) -> Action {
    Action::Forward(Forward {
        target_groups: vec![WeightedTargetGroup { arn: group.into(), weight: 1 }],
        stickiness: None,
    })
}

pub fn fixed(body: &str) -> Action {
    Action::FixedResponse(FixedResponse {
        status: 200,
        content_type: Some("text/plain".into()),
        body: body.into(),
    })
}

pub fn balancer(name: &str, rules: Vec<Rule>, default_action: Action) -> LoadBalancer {
    LoadBalancer {
        arn: format!("arn-{name}").into(),
        name: format!("app/{name}/1").into(),
        dns_name: format!("{name}.elb.test").into(),
        attributes: Attributes::default(),
        listeners: vec![Listener {
            arn: "l".into(),
            port: 80,
            tls: None,
            server_header: true,
            response_headers: Vec::new(),
            rules,
            default_action,
        }],
    }
}

pub fn table(target_groups: Vec<TargetGroup>, rules: Vec<Rule>, default_action: Action) -> RoutingTable {
    RoutingTable {
        load_balancers: vec![balancer("main", rules, default_action)],
        target_groups,
        ..Default::default()
    }
}

/// A balancer of one worker, listening for port 80.
pub fn start(table: &RoutingTable) -> (Balancer, SocketAddr) {
    let balancer = Balancer::start(Config { workers: 1, ..Config::default() }).unwrap();
    balancer.publish(table).unwrap();
    let address = balancer.listen(80, "127.0.0.1:0".parse().unwrap()).unwrap();
    (balancer, address)
}

/// A balancer in front of one group of one backend.
pub fn in_front_of(backend: &Backend) -> (Balancer, SocketAddr) {
    start(&table(vec![group("g", &[backend.address])], Vec::new(), forward("g")))
}

/// Waits until `done`; fails after 20 seconds.
pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..4000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("never happened: {what}");
}

/// An address that refuses connections as long as the socket is kept: bound, so that nobody else gets it, and not listening.
pub fn refusing() -> (socket2::Socket, std::net::SocketAddr) {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, address)
}
