//! The four programs in one process with a stand-in for SNS and one for HQ, over loopback. In: nothing. Out: verdicts.
//! Never here: the network beyond this machine, waiting for time to pass.

mod stage;

use crate::{
    FulfillmentSettings, MicroserviceSettings, MonolithSettings, fulfillment, microservice, monolith,
};
use courier::Settings;
use http::StatusCode;
use orders::{MessageKind, Resource};
use stage::{Hq, Message, Stage, TOPIC, open_stage};

/// An iridium service in front of a fulfilment service in front of a stand-in for HQ.
struct Line {
    stage: Stage,
    iridium: u16,
}

async fn iridium_line(hq: Hq) -> Line {
    let stage = open_stage(hq).await;
    let fulfillment = stage.program(&[], |said| {
        let settings = FulfillmentSettings::read(said).unwrap();
        move |server, closing| fulfillment::serve(settings, server, closing)
    });
    let fulfillment = fulfillment.await;
    let url = format!("http://127.0.0.1:{fulfillment}");
    let said = [("monolithUrl", url.as_str()), ("iridiumTopic", TOPIC)];
    let iridium = stage.program(&said, |said| {
        let settings = MicroserviceSettings::read(said, Resource::Iridium).unwrap();
        move |server, closing| microservice::serve(settings, server, closing)
    });
    let iridium = iridium.await;
    Line { stage, iridium }
}

async fn a_monolith(mode: &'static str, subscribe: &'static str) -> Line {
    let stage = open_stage(Hq::answering(&[])).await;
    let said =
        [("orderTopic", TOPIC), ("monolithMode", mode), ("subscribe", subscribe), ("hostPort", "5000")];
    let port = stage.program(&said, |said: &Settings<'_>| {
        let settings = MonolithSettings::read(said).unwrap();
        move |server, closing| monolith::serve(settings, server, closing)
    });
    let iridium = port.await;
    Line { stage, iridium }
}

#[tokio::test]
async fn an_order_reaches_hq_in_the_original_contract() {
    for version in ["1", "2"] {
        let line = iridium_line(Hq::answering(&[])).await;
        let order = Message::order(r#"{"iridium":1}"#).named("o-7").signed(version, &line.stage);
        assert_eq!(
            line.stage.post(line.iridium, "/iridium/", &order).await,
            (200, "Your order has been fulfilled".into())
        );
        let heard = line.stage.hq.heard();
        assert_eq!(heard, [("k-1".into(), "o-7".into(), r#"{"iridium":1,"magnesite":0}"#.into())]);
    }
}

#[tokio::test]
async fn a_redelivery_is_answered_and_not_sent_again() {
    let line = iridium_line(Hq::answering(&[])).await;
    let order = Message::order(r#"{"iridium":1}"#).named("o-7").signed("2", &line.stage);
    let both = tokio::join!(
        line.stage.post(line.iridium, "/iridium/", &order),
        line.stage.post(line.iridium, "/iridium/", &order)
    );
    let third = line.stage.post(line.iridium, "/iridium/", &order).await;
    assert_eq!((both.0.0, both.1.0, third.0), (200, 200, 200));
    assert_eq!(line.stage.hq.heard().len(), 1);
    assert_eq!(line.stage.sns.certificates_fetched(), 1);
}

#[tokio::test]
async fn forged_messages_are_refused_and_go_nowhere() {
    let line = iridium_line(Hq::answering(&[])).await;
    let good = Message::order(r#"{"iridium":1}"#).signed("2", &line.stage);
    let forged = [
        good.replace("{\\\"iridium\\\":1}", "{\\\"iridium\\\":9}"),
        good.replace("\"Signature\":\"", "\"Signature\":\"AA"),
        good.replace("iridium-orders", "other-orders"),
        good.replace("/SimpleNotificationService-a1.pem", "/SimpleNotificationService-nowhere.pem"),
        good.replace("127.0.0.1", "evil.example"),
    ];
    for message in &forged {
        assert_ne!(message, &good);
        let (status, _) = line.stage.post(line.iridium, "/iridium/", message).await;
        assert_eq!(status, 403, "{message}");
    }
    assert!(line.stage.hq.heard().is_empty());
}

#[tokio::test]
async fn garbage_is_answered_politely() {
    let line = iridium_line(Hq::answering(&[])).await;
    for garbage in ["", "{}", "[1,2", "{\"iridium\":1}", "\u{0}"] {
        let (status, text) = line.stage.post(line.iridium, "/iridium/", garbage).await;
        assert_eq!((status, text.as_str()), (400, orders::NOT_AN_ORDER_TEXT));
    }
    for words in ["hello", "{\"magnesite\":1}", "{\"iridium\":-1}"] {
        let message = Message::order(words).signed("2", &line.stage);
        let (status, text) = line.stage.post(line.iridium, "/iridium/", &message).await;
        assert_eq!((status, text.as_str()), (200, orders::NOT_AN_ORDER_TEXT));
    }
    let huge = "x".repeat(300 * 1024);
    assert_eq!(line.stage.post(line.iridium, "/iridium/", &huge).await.0, 413);
    assert_eq!(line.stage.get(line.iridium, "/iridium/").await.0, 200);
    assert_eq!(line.stage.get(line.iridium, "/magnesite/").await.0, 404);
}

#[tokio::test]
async fn a_passing_failure_of_hq_is_bridged() {
    let line = iridium_line(Hq::answering(&[StatusCode::SERVICE_UNAVAILABLE, StatusCode::BAD_GATEWAY])).await;
    let order = Message::order(r#"{"iridium":1}"#).named("o-7").signed("2", &line.stage);
    assert_eq!(line.stage.post(line.iridium, "/iridium/", &order).await.0, 200);
    assert_eq!(line.stage.hq.heard().len(), 3);
}

#[tokio::test]
async fn a_refused_key_makes_sns_try_again_and_the_order_is_not_forgotten() {
    let line = iridium_line(Hq::answering(&[StatusCode::FORBIDDEN; 4])).await;
    let order = Message::order(r#"{"iridium":1}"#).named("o-7").signed("2", &line.stage);
    let (status, text) = line.stage.post(line.iridium, "/iridium/", &order).await;
    assert_eq!((status, text.as_str()), (503, "Your order has NOT been fulfilled"));
    assert_eq!(line.stage.post(line.iridium, "/iridium/", &order).await.0, 200);
}

#[tokio::test]
async fn a_subscription_is_confirmed_only_at_the_topics_own_endpoint() {
    let line = iridium_line(Hq::answering(&[])).await;
    let stage = &line.stage;
    let ours =
        Message::of(MessageKind::SubscriptionConfirmation).confirmed_at(&stage.sns.confirmation(TOPIC));
    let answer = stage.post(line.iridium, "/iridium/", &ours.signed("1", stage)).await;
    assert_eq!(answer, (200, "SNS topic subscribed!".into()));
    for url in
        [stage.sns.confirmation("arn:aws:sns:us-east-2:123456789012:other"), "http://evil.example/".into()]
    {
        let message = Message::of(MessageKind::SubscriptionConfirmation).confirmed_at(&url);
        assert_eq!(stage.post(line.iridium, "/iridium/", &message.signed("1", stage)).await.0, 403);
    }
    assert_eq!(stage.sns.confirmed(), 1);
}

#[tokio::test]
async fn the_monolith_gathers_bundles_according_to_its_mode() {
    for (mode, wanted) in
        [("full", r#"{"iridium":1,"magnesite":1}"#), ("noiridium", r#"{"iridium":0,"magnesite":1}"#)]
    {
        let line = a_monolith(mode, "off").await;
        let order = Message::order(r#"{"bundle":1}"#).signed("1", &line.stage);
        assert_eq!(line.stage.post(line.iridium, "/order/", &order).await.0, 200);
        assert_eq!(line.stage.hq.heard()[0].2, wanted);
    }
}

#[tokio::test]
async fn a_monolith_without_resources_takes_only_fulfilments() {
    let line = a_monolith("noresources", "off").await;
    let order = Message::order(r#"{"bundle":1}"#).signed("1", &line.stage);
    assert_eq!(line.stage.post(line.iridium, "/order/", &order).await.0, 404);
    assert_eq!(line.stage.post(line.iridium, "/fulfill/", r#"{"iridium":1}"#).await.0, 200);
    assert_eq!(line.stage.post(line.iridium, "/fulfill/", "{}").await.0, 400);
    let heard = line.stage.hq.heard();
    assert_eq!(
        (heard.len(), heard[0].1.len(), heard[0].2.as_str()),
        (1, 32, r#"{"iridium":1,"magnesite":0}"#)
    );
}

#[tokio::test]
async fn the_monolith_subscribes_its_instances_public_address() {
    let line = a_monolith("full", "on").await;
    let asked = line.stage.sns.next_subscription().await;
    assert!(asked.contains("Action=Subscribe") && asked.contains("Protocol=http&"), "{asked}");
    assert!(asked.contains("Endpoint=http%3A%2F%2F203.0.113.7%3A5000%2Forder%2F"), "{asked}");
}

#[tokio::test]
async fn requests_in_hand_are_finished_when_the_program_is_told_to_end() {
    let (hq, mut gate) = Hq::waiting();
    let line = iridium_line(hq).await;
    let order = Message::order(r#"{"iridium":1}"#).signed("2", &line.stage);
    let stage = std::sync::Arc::new(line.stage);
    let asking = tokio::spawn({
        let stage = stage.clone();
        async move { stage.post(line.iridium, "/iridium/", &order).await }
    });
    gate.asked().await;
    stage.close();
    gate.open();
    assert_eq!(asking.await.unwrap().0, 200);
}
