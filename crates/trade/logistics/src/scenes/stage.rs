//! In: what a scene needs. Out: stand-ins for SNS, the instance metadata and HQ, and a signer. Never here: assertions.

use base64::{Engine, engine::general_purpose::STANDARD};
use courier::{Address, Arrival, Closing, Desk, Outgoing, Pool, Reply, Server, Settings};
use http::StatusCode;
use orders::{Envelope, MessageKind};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, pkcs8::DecodePrivateKey};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::{
    collections::VecDeque,
    future::Future,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc, watch};

pub(super) const TOPIC: &str = "arn:aws:sns:us-east-2:123456789012:iridium-orders";
const CERTIFICATE: &str = include_str!("signer/certificate.pem");
const KEY: &str = include_str!("signer/test-only-key.pem");
const GRACE: Duration = Duration::from_secs(20);

pub(super) struct Stage {
    pub(super) sns: Sns,
    pub(super) hq: Hq,
    hq_port: u16,
    pool: Pool,
    switch: watch::Sender<bool>,
    closing: Closing,
    // The stand-ins outlive the programs.
    _stand_ins: watch::Sender<bool>,
}

async fn bind() -> (Server, u16) {
    let server = Server::bind_to(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), GRACE).await.unwrap();
    let port = server.port().unwrap();
    (server, port)
}

pub(super) async fn open_stage(hq: Hq) -> Stage {
    let (stand_ins, stay) = Closing::pair();
    let (switch, closing) = Closing::pair();
    let (server, port) = bind().await;
    let sns = Sns::new(port);
    tokio::spawn(server.serve(Arc::new(sns.clone()), stay.clone()));
    let (server, hq_port) = bind().await;
    tokio::spawn(server.serve(Arc::new(hq.clone()), stay));
    Stage { sns, hq, hq_port, pool: Pool::default(), switch, closing, _stand_ins: stand_ins }
}

impl Stage {
    /// Starts a program with `said` on top of what every program is told; returns its port.
    pub(super) async fn program<R, S, F>(&self, said: &[(&str, &str)], make: R) -> u16
    where
        R: FnOnce(&Settings<'_>) -> S,
        S: FnOnce(Server, Closing) -> F,
        F: Future<Output = ()> + Send + 'static,
    {
        let endpoint = format!("http://127.0.0.1:{}", self.sns.port);
        let hq = format!("http://127.0.0.1:{}", self.hq_port);
        let all = |name: &str| match name {
            "AWS_ENDPOINT_URL" | "AWS_EC2_METADATA_SERVICE_ENDPOINT" => Some(endpoint.clone()),
            "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => Some("scene".to_owned()),
            "apiKey" => Some("k-1".to_owned()),
            "apiEndpoint" => Some(hq.clone()),
            _ => said.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()),
        };
        let program = make(&Settings::new(&all));
        let (server, port) = bind().await;
        tokio::spawn(program(server, self.closing.clone()));
        port
    }

    pub(super) async fn post(&self, port: u16, path: &str, body: &str) -> (u16, String) {
        self.call(Outgoing::post_json(at(port, path), body.to_owned())).await
    }

    pub(super) async fn get(&self, port: u16, path: &str) -> (u16, String) {
        self.call(Outgoing::get(at(port, path))).await
    }

    async fn call(&self, out: Outgoing) -> (u16, String) {
        let answer = self.pool.call(out, GRACE).await.unwrap();
        (answer.status().as_u16(), String::from_utf8(answer.body().to_vec()).unwrap())
    }

    pub(super) fn close(&self) {
        self.switch.send(true).unwrap();
    }
}

fn at(port: u16, path: &str) -> Address {
    Address::parse(&format!("http://127.0.0.1:{port}{path}")).unwrap()
}

/// A message before it is signed.
pub(super) struct Message(serde_json::Value);

impl Message {
    pub(super) fn of(kind: MessageKind) -> Self {
        Self(serde_json::json!({
            "Type": kind.name(), "MessageId": courier::hex_id(), "TopicArn": TOPIC, "Message": "hello",
            "Timestamp": "2026-11-22T11:55:03.123Z", "Token": "t", "SubscribeURL": "",
        }))
    }

    pub(super) fn order(message: &str) -> Self {
        let mut made = Self::of(MessageKind::Notification);
        made.0["Message"] = message.into();
        made
    }

    pub(super) fn named(mut self, id: &str) -> Self {
        self.0["MessageAttributes"] = serde_json::json!({ "orderId": { "Type": "String", "Value": id } });
        self
    }

    pub(super) fn confirmed_at(mut self, url: &str) -> Self {
        self.0["SubscribeURL"] = url.into();
        self
    }

    pub(super) fn signed(mut self, version: &str, stage: &Stage) -> String {
        self.0["SignatureVersion"] = version.into();
        self.0["Signature"] = "".into();
        self.0["SigningCertURL"] =
            format!("http://127.0.0.1:{}/SimpleNotificationService-a1.pem", stage.sns.port).into();
        let unsigned = self.0.to_string();
        let text = Envelope::parse(unsigned.as_bytes()).unwrap().string_to_sign();
        let key = RsaPrivateKey::from_pkcs8_pem(KEY).unwrap();
        let signature = match version {
            "1" => key.sign(Pkcs1v15Sign::new::<Sha1>(), &Sha1::digest(text)),
            _ => key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(text)),
        };
        self.0["Signature"] = STANDARD.encode(signature.unwrap()).into();
        self.0.to_string()
    }
}

#[derive(Default)]
struct Seen {
    certificates: usize,
    confirmed: usize,
}

/// Stands in for SNS and for the instance metadata, which never share a path.
#[derive(Clone)]
pub(super) struct Sns {
    pub(super) port: u16,
    seen: Arc<Mutex<Seen>>,
    subscriptions: (mpsc::UnboundedSender<String>, Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>>),
}

impl Sns {
    fn new(port: u16) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        Self { port, seen: Arc::default(), subscriptions: (sender, Arc::new(receiver.into())) }
    }

    pub(super) fn confirmation(&self, topic: &str) -> String {
        format!("http://localhost:{}/?Action=ConfirmSubscription&TopicArn={topic}&Token=t", self.port)
    }

    pub(super) fn certificates_fetched(&self) -> usize {
        self.seen.lock().unwrap().certificates
    }

    pub(super) fn confirmed(&self) -> usize {
        self.seen.lock().unwrap().confirmed
    }

    pub(super) async fn next_subscription(&self) -> String {
        self.subscriptions.1.lock().await.recv().await.unwrap()
    }
}

const SUBSCRIBED: &str = "<SubscribeResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><SubscribeResult>\
    <SubscriptionArn>pending confirmation</SubscriptionArn></SubscribeResult></SubscribeResponse>";

impl Desk for Sns {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        let text = |text: &str| Reply::text(StatusCode::OK, text.to_owned());
        let query = arrival.head.uri.query().unwrap_or_default();
        match (arrival.head.method.as_str(), arrival.head.uri.path()) {
            ("GET", "/SimpleNotificationService-a1.pem") => {
                self.seen.lock().unwrap().certificates += 1;
                text(CERTIFICATE)
            }
            ("GET", "/") if query.starts_with("Action=ConfirmSubscription") => {
                self.seen.lock().unwrap().confirmed += 1;
                text("<ConfirmSubscriptionResponse/>")
            }
            ("PUT", "/latest/api/token") => text("session"),
            ("GET", "/latest/meta-data/public-ipv4")
                if arrival.header("x-aws-ec2-metadata-token") == Some("session") =>
            {
                text("203.0.113.7")
            }
            ("POST", "/") => {
                let _ = self.subscriptions.0.send(String::from_utf8_lossy(&arrival.body).into_owned());
                text(SUBSCRIBED).content("text/xml")
            }
            _ => Reply::text(StatusCode::NOT_FOUND, "nothing"),
        }
    }
}

type Heard = (String, String, String);

/// Stands in for HQ: answers what it was given to answer, then 200.
#[derive(Clone)]
pub(super) struct Hq {
    heard: Arc<Mutex<Vec<Heard>>>,
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
    gate: Option<(mpsc::UnboundedSender<()>, Arc<Semaphore>)>,
}

/// Holds HQ's answers back.
pub(super) struct Gate {
    asked: mpsc::UnboundedReceiver<()>,
    open: Arc<Semaphore>,
}

impl Gate {
    pub(super) async fn asked(&mut self) {
        self.asked.recv().await.unwrap();
    }

    pub(super) fn open(&self) {
        self.open.add_permits(100);
    }
}

impl Hq {
    pub(super) fn answering(answers: &[StatusCode]) -> Self {
        let answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
        Self { heard: Arc::default(), answers, gate: None }
    }

    pub(super) fn waiting() -> (Self, Gate) {
        let (sender, asked) = mpsc::unbounded_channel();
        let open = Arc::new(Semaphore::new(0));
        (Self { gate: Some((sender, open.clone())), ..Self::answering(&[]) }, Gate { asked, open })
    }

    /// Key, order and body of each fulfilment, in the order they came.
    pub(super) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

impl Desk for Hq {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        let header = |name| arrival.header(name).unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(&arrival.body).into_owned();
        self.heard.lock().unwrap().push((header("x-api-key"), header("idempotency-key"), body));
        if let Some((asked, open)) = &self.gate {
            asked.send(()).unwrap();
            open.acquire().await.unwrap().forget();
        }
        let status = self.answers.lock().unwrap().pop_front().unwrap_or(StatusCode::OK);
        Reply::text(status, "")
    }
}
