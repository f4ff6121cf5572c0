//! S5 and S6: an endpoint that binds late is confirmed without help, and a strict verifier accepts what it gets. In: topics and
//! subscriptions. Out: messages, verified outside the product.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Write;
use std::process::{Command, Stdio};

use integration::patience::until;
use integration::receiver::{Received, Receiver};
use integration::stage::{Stage, text};
use integration::{http, ports, skip};
use serde_json::{Value, json};

/// Whether Python, which trusts the cloud's root, says that the signature fits.
fn verified(stage: &Stage, message: &Value) -> Result<(), String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/python/verify_sns.py");
    let mut python = Command::new("python3");
    let mut child = python
        .arg(script)
        .env("SSL_CERT_FILE", stage.cloud.data().join("local-ca.pem"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    write!(child.stdin.take().unwrap(), "{message}").unwrap();
    let output = child.wait_with_output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn has_cryptography() -> bool {
    let tried = Command::new("python3").args(["-c", "import cryptography"]).stderr(Stdio::null()).status();
    let here = tried.is_ok_and(|status| status.success());
    if !here {
        skip::skipped("python3 with cryptography is not here", "pip install cryptography");
    }
    here
}

fn first(receiver: &Receiver, kind: &str) -> Received {
    until(kind, || receiver.of_type(kind).into_iter().next().ok_or_else(|| format!("{:?}", receiver.all())))
}

fn pending(stage: &mut Stage, topic: &str) -> bool {
    let seen = stage.boto.call("sns", "list_subscriptions_by_topic", json!({"TopicArn": topic}));
    seen["Subscriptions"][0]["SubscriptionArn"] == "PendingConfirmation"
}

#[test]
fn a_late_endpoint_is_confirmed_and_believes_its_messages() {
    if !has_cryptography() {
        return;
    }
    let Some(mut stage) = Stage::bare() else { return };
    for version in ["1", "2"] {
        let topic = stage.boto.call(
            "sns",
            "create_topic",
            json!({
                "Name": format!("orders-{version}"), "Attributes": {"SignatureVersion": version},
            }),
        );
        let topic = text(&topic["TopicArn"]);
        let port = ports::free();
        let endpoint = format!("http://127.0.0.1:{port}/order");
        stage.boto.call(
            "sns",
            "subscribe",
            json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint}),
        );
        // The first attempt has failed by then: there is nobody at the port.
        until("an attempt", || {
            let loops = stage.cloud.page("/_interstella/loops");
            let words = text(&loops["deliveries"]["last"]);
            if words.is_empty() { Err(loops.to_string()) } else { Ok(()) }
        });
        assert!(pending(&mut stage, &topic));
        let receiver = Receiver::listen(port);
        let confirmation = first(&receiver, "SubscriptionConfirmation");
        check_headers(&confirmation, &topic);
        let message = confirmation.message();
        // This machine is no task: the certificate is where it finds it, over TLS, and so is what confirms.
        let (certificate, subscribe) = (text(&message["SigningCertURL"]), text(&message["SubscribeURL"]));
        let own = format!("://localhost:{}/", stage.cloud.port());
        assert!(certificate.starts_with(&format!("https{own}SimpleNotificationService-")), "{certificate}");
        assert!(subscribe.starts_with(&format!("http{own}?Action=ConfirmSubscription")), "{subscribe}");
        assert_eq!((&message["SignatureVersion"], verified(&stage, &message)), (&json!(version), Ok(())));
        let confirmed = http::fetch(&text(&message["SubscribeURL"])).unwrap();
        assert_eq!(confirmed.status, 200, "{}", confirmed.text());
        assert!(!pending(&mut stage, &topic));
        notified(&mut stage, &topic, &receiver);
    }
}

/// A notification arrives, verifies, and does not when any part of it was changed.
fn notified(stage: &mut Stage, topic: &str, receiver: &Receiver) {
    stage.boto.call(
        "sns",
        "publish",
        json!({"TopicArn": topic, "Message": "{\"iridium\": 1}", "Subject": "order"}),
    );
    let notification = first(receiver, "Notification");
    check_headers(&notification, topic);
    assert!(notification.header("x-amz-sns-subscription-arn").is_some_and(|arn| arn.starts_with(topic)));
    let message = notification.message();
    assert_eq!(
        (text(&message["Message"]), verified(stage, &message)),
        ("{\"iridium\": 1}".to_owned(), Ok(()))
    );
    for member in ["Message", "MessageId", "Subject", "Timestamp", "TopicArn"] {
        let mut forged = message.clone();
        let mut bytes = text(&forged[member]).into_bytes();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        forged[member] = json!(String::from_utf8(bytes).unwrap());
        assert!(verified(stage, &forged).is_err_and(|why| why.contains("does not fit")), "{member}");
    }
}

fn check_headers(received: &Received, topic: &str) {
    assert_eq!(received.header("content-type"), Some("text/plain; charset=UTF-8"));
    assert_eq!(received.header("user-agent"), Some("Amazon Simple Notification Service Agent"));
    assert_eq!(received.header("x-amz-sns-topic-arn"), Some(topic));
    assert_eq!(received.header("x-amz-sns-message-id"), received.message()["MessageId"].as_str());
}

#[test]
fn the_subscribe_url_works_from_inside_a_task() {
    let Some(mut stage) = Stage::furnished() else { return };
    let port = ports::free();
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    let instance = text(&stage.tasks("web", "RUNNING")[0]["containerInstanceArn"]);
    let address = format!("{}:{port}", stage.address_of(&instance));

    let topic = text(&stage.boto.call("sns", "create_topic", json!({"Name": "orders"}))["TopicArn"]);
    let receiver_port = ports::free();
    let receiver = Receiver::listen(receiver_port);
    let endpoint = format!("http://127.0.0.1:{receiver_port}/order");
    stage.boto.call("sns", "subscribe", json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint}));
    let url = text(&first(&receiver, "SubscriptionConfirmation").message()["SubscribeURL"]);
    let seen = http::get(&address, "x", &format!("/fetch?url={url}")).unwrap();
    assert!(seen.status == 200 && seen.text().starts_with("HTTP/1.1 200"), "{}", seen.text());
    assert!(!pending(&mut stage, &topic));
}
