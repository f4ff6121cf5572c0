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

    /// As the original workshop's programs do: without a name for the order.
    async fn fulfil_unnamed(&self, key: &str, body: &str) -> String {
        let (status, text) = self.call(Method::POST, "/receiving/", &[("x-api-key", key)], body).await;
        assert_eq!(status, 200, "{text}");
        serde_json::from_str::<Value>(&text).unwrap()["status"].as_str().unwrap().to_owned()
    }

    /// Waits for a state HQ comes to by itself; fails the test with the last one when it does not.
    async fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = tokio::time::Instant::now() + GRACE * 3;
        loop {
            let state = self.state().await;
            if wanted(&state) {
                return state;
            }
            assert!(tokio::time::Instant::now() < end, "never: {state}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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
    assert_eq!(scene.fulfil_unnamed(&key, r#"{"magnesite":1}"#).await, "unsolicited", "none of it is open");
    let state = scene.state().await;
    assert_eq!(
        (&state["fulfilled"], &state["unsolicited"], &state["unnamed"]),
        (&json!(0), &json!(2), &json!(0))
    );
    assert_eq!(state["leaderboard"], json!([]), "who fulfilled nothing has no row");
}

#[tokio::test]
async fn a_fulfilment_that_names_no_order_is_of_the_oldest_open_one() {
    let cloud = Cloud::empty();
    let scene = open(&cloud, "20").await;
    let key = scene.key("mia").await;
    let first = cloud.next_order().await;
    cloud.next_order().await;
    assert_eq!(scene.call(Method::PUT, "/rate", &[], r#"{"perSecond":0}"#).await.0, 200);
    assert_eq!(scene.fulfil_unnamed(&key, IRIDIUM).await, "accepted");
    let state = scene.state().await;
    assert_eq!((&state["fulfilled"], &state["unnamed"]), (&json!(1), &json!(1)));
    assert_eq!(scene.fulfil(&key, &first, IRIDIUM).await, (200, "duplicate".to_owned()), "it was the oldest");
    while scene.fulfil_unnamed(&key, IRIDIUM).await == "accepted" {}
    let state = agreeing(&scene, &cloud).await;
    assert_eq!(state["inFlight"], json!(0));
    scene.close().await;
    // Nothing is left to be published and fulfilled a second time.
    let again = open(&cloud, "0").await;
    let after = again.state().await;
    assert_eq!((&after["inFlight"], &after["fulfilled"]), (&json!(0), &state["fulfilled"]));
    assert_eq!(after["leaderboard"][0]["orders"], state["fulfilled"]);
}

/// HQ's state, all of whose numbers agree with each other and with the table.
async fn agreeing(scene: &Scene, cloud: &Cloud) -> Value {
    let count = |value: &Value| value.as_u64().unwrap();
    let state = scene.state().await;
    let (rows, done) = cloud.rows();
    let resources = state["resources"].as_array().unwrap();
    for name in ["published", "fulfilled", "inFlight"] {
        let sum: u64 = resources.iter().map(|one| count(&one[name])).sum();
        assert_eq!(sum, count(&state[name]), "{name} of all resources: {state}");
    }
    assert_eq!(count(&state["published"]), count(&state["fulfilled"]) + count(&state["inFlight"]), "{state}");
    let board = state["leaderboard"].as_array().unwrap();
    let orders: u64 = board.iter().map(|row| count(&row["orders"])).sum();
    assert_eq!(orders + count(&state["others"]["orders"]), count(&state["fulfilled"]), "{state}");
    assert_eq!(
        (rows as u64, done as u64),
        (count(&state["published"]), count(&state["fulfilled"])),
        "{state}"
    );
    state
}

#[tokio::test]
async fn all_numbers_agree_through_failures_and_restarts() {
    let cloud = Cloud::empty();
    let mut keys = Vec::new();
    let mut published = Vec::new();
    for life in 0..4_usize {
        let scene = open(&cloud, "200").await;
        for attendee in 0..3 {
            keys.push(scene.key(&format!("{life}-{attendee}")).await);
        }
        for _ in 0..20 {
            published.push(cloud.next_order().await);
        }
        assert_eq!(scene.call(Method::PUT, "/rate", &[], r#"{"perSecond":0}"#).await.0, 200);
        for turn in 0..60_usize {
            let key = &keys[turn * 7 % keys.len()];
            // Every fifth finds the table broken, so that it is not recorded and stays open.
            cloud.break_tables(turn % 5 == 4);
            let name = &published[turn * 13 % published.len()];
            let headers: &[(&'static str, &str)] = match turn % 3 {
                0 => &[("x-api-key", key)],
                1 => &[("x-api-key", key), ("idempotency-key", name)],
                _ => &[("x-api-key", key), ("idempotency-key", "made-up")],
            };
            scene.call(Method::POST, "/receiving/", headers, IRIDIUM).await;
            cloud.break_tables(false);
        }
        // Orders that were on their way to the table when the rate fell are there by now or soon.
        scene.until(|state| state["published"] == json!(cloud.rows().0)).await;
        agreeing(&scene, &cloud).await;
        scene.close().await;
        cloud.forget_orders();
    }
    let scene = open(&cloud, "0").await;
    let state = agreeing(&scene, &cloud).await;
    assert!(state["fulfilled"].as_u64().unwrap() > 40, "{state}");
}

#[tokio::test]
async fn orders_are_published_as_soon_as_somebody_is_subscribed_and_not_before() {
    let cloud = Cloud::empty();
    cloud.subscribe(0);
    let scene = open(&cloud, "100").await;
    let feed = |state: &Value| state["resources"][1]["feed"].clone();
    let state = scene.state().await;
    assert_eq!((feed(&state), &state["published"]), (json!("noSubscriber"), &json!(0)));
    assert_eq!(state["resources"][0]["feed"], json!("noTopic"));
    let page = scene.get("/").await.1;
    assert!(page.contains("no subscriber yet"), "{page}");
    cloud.subscribe(1);
    cloud.next_order().await;
    assert_eq!(feed(&scene.state().await), json!("running"));
    cloud.subscribe(0);
    scene.until(|state| feed(state) == json!("noSubscriber")).await;
    assert_eq!(cloud.published_without_row(), 0);
}

#[tokio::test]
async fn the_api_endpoint_is_postable_with_and_without_its_path() {
    let scene = open(&Cloud::empty(), "20").await;
    let key = scene.key("mia").await;
    for path in ["/", "/receiving", "/receiving/"] {
        let order = scene.cloud.next_order().await;
        let headers = [("x-api-key", key.as_str()), ("idempotency-key", order.as_str())];
        let (status, text) = scene.call(Method::POST, path, &headers, IRIDIUM).await;
        assert!(status == 200 && text.contains("accepted"), "{path}: {status} {text}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_change_and_read_nothing() {
    let scene = open(&Cloud::empty(), "0").await;
    for foreign in [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")] {
        // From this very machine and without a proxy: a browser is that, too.
        let faster = r#"{"perSecond":7.5}"#;
        assert_eq!(scene.call(Method::PUT, "/rate", &[foreign], faster).await.0, 403);
        assert_eq!(scene.call(Method::POST, "/keys", &[foreign], r#"{"name":"eve"}"#).await.0, 403);
        assert_eq!(scene.call(Method::GET, "/api/state", &[foreign], "").await.0, 403);
    }
    assert_eq!(scene.call(Method::GET, "/api/state", &[("host", "evil.example")], "").await.0, 403);
    assert_eq!(scene.state().await["rate"], json!(0.0));
    assert_eq!(scene.get("/keys").await.1, r#"{"names":[]}"#);
}

#[tokio::test]
async fn every_answer_tells_browsers_what_may_run() {
    let scene = open(&Cloud::empty(), "0").await;
    for path in ["/", "/hq.js", "/hq.css", "/api/state", "/health", "/nothing", "/rate"] {
        let address = Address::parse(&format!("http://127.0.0.1:{}{path}", scene.port)).unwrap();
        let answer = scene.pool.call(Outgoing::get(address), GRACE).await.unwrap();
        let told = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = told("content-security-policy");
        assert!(
            policy.contains("script-src 'self'") && policy.contains("style-src 'self'"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(told("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(told("referrer-policy"), "no-referrer", "{path}");
    }
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
