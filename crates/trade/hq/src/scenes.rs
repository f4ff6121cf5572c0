//! HQ in one process with a stand-in for SNS and DynamoDB, over loopback and the official SDK. In: nothing. Out: verdicts.
//! Never here: the network beyond this machine.

mod cloud;

use crate::{program, settings::HqSettings};
use cloud::Cloud;
use courier::{Address, Closing, Outgoing, Pool, Server, Settings};
use http::{HeaderName, HeaderValue, Method};
use serde_json::{Value, json};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, task::JoinHandle};

const GRACE: Duration = Duration::from_secs(20);
const IRIDIUM: &str = r#"{"iridium":1,"magnesite":0}"#;

struct Scene {
    cloud: Arc<Cloud>,
    port: u16,
    pool: Pool,
    switch: watch::Sender<bool>,
    hq: JoinHandle<()>,
}

async fn bind() -> (Server, u16) {
    let server = Server::bind_to(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), GRACE).await.unwrap();
    let port = server.port().unwrap();
    (server, port)
}

/// HQ over `cloud`, with iridium fed at `rate`.
async fn open(cloud: &Arc<Cloud>, rate: &'static str) -> Scene {
    let (stand_in, cloud_port) = bind().await;
    let (switch, closing) = Closing::pair();
    tokio::spawn(stand_in.serve(cloud.clone(), closing.clone()));
    let said = |name: &str| {
        Some(match name {
            "AWS_ENDPOINT_URL" => format!("http://127.0.0.1:{cloud_port}"),
            "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => "scene".to_owned(),
            "iridiumTopic" => "arn:aws:sns:us-east-2:123456789012:iridium".to_owned(),
            "ORDER_RATE" => rate.to_owned(),
            _ => return None,
        })
    };
    let settings = HqSettings::read(&Settings::new(&said)).unwrap();
    let (server, port) = bind().await;
    let hq = tokio::spawn(program::serve(settings, server, closing));
    let scene = Scene { cloud: cloud.clone(), port, pool: Pool::default(), switch, hq };
    while scene.get("/health").await.0 != 200 {
        tokio::task::yield_now().await;
    }
    scene
}

impl Scene {
    async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> (u16, String) {
        let address = Address::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap();
        let mut out = Outgoing::post_json(address, body.to_owned());
        out.method = method;
        for (name, value) in headers {
            out.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        let answer = self.pool.call(out, GRACE).await.unwrap();
        (answer.status().as_u16(), String::from_utf8(answer.body().to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> (u16, String) {
        self.call(Method::GET, path, &[], "").await
    }

    async fn key(&self, name: &str) -> String {
        let (status, text) =
            self.call(Method::POST, "/keys", &[], &json!({ "name": name }).to_string()).await;
        assert_eq!(status, 201, "{text}");
        let said: Value = serde_json::from_str(&text).unwrap();
        said["apiKey"].as_str().unwrap().to_owned()
    }

    async fn fulfil(&self, key: &str, order: &str, body: &str) -> (u16, String) {
        let (status, text) = self
            .call(Method::POST, "/receiving/", &[("x-api-key", key), ("idempotency-key", order)], body)
            .await;
        let said: Value = serde_json::from_str(&text).unwrap();
        (status, said["status"].as_str().unwrap_or_default().to_owned())
    }

    async fn state(&self) -> Value {
        serde_json::from_str(&self.get("/api/state").await.1).unwrap()
    }

    async fn close(self) {
        self.switch.send(true).unwrap();
        self.hq.await.unwrap();
    }
}

fn accepted() -> (u16, String) {
    (200, "accepted".to_owned())
}

#[tokio::test]
async fn an_order_counts_once_and_survives_a_restart() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "20").await;
    let key = scene.key("mia").await;
    let order = cloud.next_order().await;
    assert_eq!(scene.fulfil(&key, &order, IRIDIUM).await, accepted());
    assert_eq!(scene.fulfil(&key, &order, IRIDIUM).await, (200, "duplicate".to_owned()));
    let state = scene.state().await;
    assert_eq!((&state["fulfilled"], &state["duplicates"]), (&json!(1), &json!(1)));
    scene.close().await;

    let again = open(&cloud, "0").await;
    assert_eq!(again.fulfil(&key, &order, IRIDIUM).await, (200, "duplicate".to_owned()));
    let state = again.state().await;
    assert_eq!(state["fulfilled"], json!(1));
    assert_eq!(state["leaderboard"][0]["attendee"], json!("mia"));
}

#[tokio::test]
async fn open_orders_are_published_again_after_a_restart_under_the_same_name() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "20").await;
    let order = cloud.next_order().await;
    scene.close().await;
    cloud.forget_orders();
    let again = open(&cloud, "50").await;
    let key = again.key("mia").await;
    while cloud.next_order().await != order {}
    assert_eq!(again.fulfil(&key, &order, IRIDIUM).await, accepted());
    assert_eq!(again.state().await["fulfilled"], json!(1));
}

#[tokio::test]
async fn no_order_is_published_before_its_row_is_written() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "100").await;
    for _ in 0..10 {
        cloud.next_order().await;
    }
    assert_eq!(cloud.published_without_row(), 0);
    cloud.break_tables(true);
    let before = scene.state().await["published"].as_u64().unwrap();
    while scene.state().await["trouble"].is_null() {
        tokio::task::yield_now().await;
    }
    cloud.break_tables(false);
    while scene.state().await["published"].as_u64().unwrap() <= before {
        tokio::task::yield_now().await;
    }
    assert_eq!(cloud.published_without_row(), 0);
}

#[tokio::test]
async fn only_keys_of_attendees_open_the_door() {
    let scene = open(&Cloud::empty(), "0").await;
    let (status, text) = scene.call(Method::POST, "/receiving/", &[], IRIDIUM).await;
    assert_eq!((status, text.as_str()), (403, r#"{"message":"Forbidden"}"#));
    assert_eq!(scene.fulfil("isk_made_up", "a", IRIDIUM).await.0, 403);
    let key = scene.key("mia").await;
    assert_eq!(scene.fulfil(&key, "a", "{}").await.0, 400);
    assert_eq!(scene.fulfil(&key, "a", "iridium").await.0, 400);
    assert_eq!(scene.fulfil(&key, "a b", IRIDIUM).await.0, 400);
    let twice = scene.call(Method::POST, "/keys", &[], r#"{"name":"mia"}"#).await;
    assert_eq!(twice.0, 409);
    assert_eq!(scene.get("/keys").await.1, r#"{"names":["mia"]}"#);
    assert!(!scene.cloud.everything().contains(&key), "the key itself is written nowhere");
}

#[tokio::test]
async fn what_was_not_ordered_does_not_count_as_fulfilled() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "20").await;
    let key = scene.key("mia").await;
    let order = cloud.next_order().await;
    assert_eq!(scene.fulfil(&key, &order, r#"{"magnesite":1}"#).await.0, 400);
    assert_eq!(scene.fulfil(&key, "made-up", IRIDIUM).await, (200, "unsolicited".to_owned()));
    let (status, _) = scene.call(Method::POST, "/receiving/", &[("x-api-key", &key)], IRIDIUM).await;
    let state = scene.state().await;
    assert_eq!(
        (status, &state["fulfilled"], &state["unsolicited"], &state["unnamed"]),
        (200, &json!(0), &json!(1), &json!(1))
    );
}

#[tokio::test]
async fn nothing_is_accepted_that_is_not_on_disk() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "20").await;
    let key = scene.key("mia").await;
    let order = cloud.next_order().await;
    cloud.break_tables(true);
    assert_eq!(scene.fulfil(&key, &order, IRIDIUM).await.0, 503);
    assert_eq!(scene.state().await["fulfilled"], json!(0));
    cloud.break_tables(false);
    assert_eq!(scene.fulfil(&key, &order, IRIDIUM).await, accepted());
}

#[tokio::test]
async fn the_rate_is_changed_only_from_this_machine() {
    let scene = open(&Cloud::empty(), "0").await;
    let proxied = [("x-forwarded-for", "10.0.0.9")];
    let faster = r#"{"perSecond":7.5}"#;
    assert_eq!(scene.call(Method::PUT, "/rate", &proxied, faster).await.0, 403);
    assert_eq!(scene.call(Method::PUT, "/rate", &[], r#"{"perSecond":-1}"#).await.0, 400);
    assert_eq!(scene.call(Method::PUT, "/rate", &[], faster).await.0, 200);
    assert_eq!(scene.state().await["rate"], json!(7.5));
}

#[tokio::test]
async fn the_page_and_its_parts_are_served_by_hq_itself() {
    let scene = open(&Cloud::empty(), "0").await;
    let (status, page) = scene.get("/").await;
    assert_eq!(status, 200);
    assert!(page.contains("Leaderboard") && !page.contains("http://www") && !page.contains("https://"));
    for part in ["/hq.css", "/hq.js"] {
        assert!(page.contains(part));
        assert_eq!(scene.get(part).await.0, 200);
    }
    assert_eq!(scene.get("/receiving/").await.0, 405);
    assert_eq!(scene.get("/nothing").await.0, 404);
}
