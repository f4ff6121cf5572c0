//! Validators from npm, unmodified, believe what a task of this cloud receives, and nothing that was changed. In: a service subscribed to a
//! topic. Out: its messages, as its log shows them, judged by node. Never here: TLS of the product; AWS's host name is led to it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use integration::cloud::{Cloud, How};
use integration::http;
use integration::patience::until;
use integration::receiver::Receiver;
use integration::scratch::Scratch;
use integration::stage::{Stage, array, text};
use integration::{ports, skip};
use serde_json::{Value, json};

const NODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node");
const HOST: &str = "sns.us-west-2.amazonaws.com";

/// Whether node is here with both validators.
fn have_validators() -> bool {
    let all = "require('sns-validator'); require('sns-payload-validator')";
    let tried = Command::new("node").args(["-e", all]).current_dir(NODE).stderr(Stdio::null()).status();
    let here = tried.is_ok_and(|status| status.success());
    if !here {
        skip::skipped(
            "node with the validators is not here",
            "npm install --no-package-lock --prefix dev/integration/node",
        );
    }
    here
}

/// Key and certificate for AWS's host name, by openssl.
fn certificate(scratch: &Scratch) -> [PathBuf; 2] {
    let [key, certificate] = ["key.pem", "certificate.pem"].map(|name| scratch.path().join(name));
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=aws"]);
    command.arg("-addext").arg(format!("subjectAltName=DNS:{HOST}"));
    let output = command.arg("-keyout").arg(&key).arg("-out").arg(&certificate).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    [key, certificate]
}

/// What both validators say of each message.
fn judged(cloud: &Cloud, messages: &[Value]) -> Vec<Value> {
    let scratch = Scratch::new();
    let [key, certificate] = certificate(&scratch);
    let mut command = Command::new("node");
    command.arg("validate.js").arg(cloud.port().to_string()).args([&key, &certificate]).current_dir(NODE);
    command.env("NODE_EXTRA_CA_CERTS", &certificate).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = command.spawn().unwrap();
    let mut stdin = node.stdin.take().unwrap();
    for message in messages {
        writeln!(stdin, "{message}").unwrap();
    }
    drop(stdin);
    let output = node.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let verdicts: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), messages.len(), "{said}");
    verdicts
}

/// A service that writes what it is posted into its log, and where it is reached.
fn listener(stage: &mut Stage) -> String {
    let port = ports::free();
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": "posts"}));
    let logs =
        json!({"logDriver": "awslogs", "options": {"awslogs-group": "posts", "awslogs-region": "us-west-2"}});
    let more = json!({
        "portMappings": [{"containerPort": 8080, "hostPort": port}], "logConfiguration": logs,
        "environment": [{"name": "SAY_BODIES", "value": "1"}],
    });
    let definition = stage.register("listener", &more);
    stage.service("listener", &definition, 1, None);
    stage.stable(&["listener"]);
    let instance = text(&stage.tasks("listener", "RUNNING")[0]["containerInstanceArn"]);
    format!("http://{}:{port}/", stage.address_of(&instance))
}

/// The first message of this type through a topic that the service was posted.
fn posted(stage: &mut Stage, topic: &str, kind: &str) -> Value {
    until(kind, || {
        let events = stage.boto.call("logs", "filter_log_events", json!({"logGroupName": "posts"}));
        let messages = array(&events["events"]).into_iter().filter_map(|event| {
            serde_json::from_str::<Value>(text(&event["message"]).strip_prefix("posted ")?).ok()
        });
        let mut wanted = messages.filter(|message| message["Type"] == kind && message["TopicArn"] == topic);
        wanted.next().ok_or_else(|| events.to_string())
    })
}

/// Messages with one member changed by one bit.
fn flipped(message: &Value) -> Vec<Value> {
    let members = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Token", "SubscribeURL"];
    let signed = members.into_iter().filter(|member| message.get(*member).is_some());
    let flip = |member: &str| {
        let mut bytes = text(&message[member]).into_bytes();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        let mut forged = message.clone();
        forged[member] = json!(String::from_utf8(bytes).unwrap());
        forged
    };
    signed.map(flip).collect()
}

#[test]
fn validators_from_npm_believe_what_a_task_receives_and_nothing_changed() {
    if !have_validators() {
        return;
    }
    let Some(mut stage) = Stage::furnished() else { return };
    let endpoint = listener(&mut stage);
    let accepted = json!({"sns-validator": "accepted", "sns-payload-validator": "accepted"});
    for version in ["1", "2"] {
        let topic = json!({"Name": format!("v{version}"), "Attributes": {"SignatureVersion": version}});
        let topic = text(&stage.boto.call("sns", "create_topic", topic)["TopicArn"]);
        let subscribe = json!({"TopicArn": topic, "Protocol": "http", "Endpoint": endpoint});
        stage.boto.call("sns", "subscribe", subscribe);
        let welcome = posted(&mut stage, &topic, "SubscriptionConfirmation");
        assert_eq!(http::fetch(&text(&welcome["SubscribeURL"])).unwrap().status, 200);
        let publish =
            json!({"TopicArn": topic, "Subject": "An order", "Message": "{\"iridium\": 1}\n — \"quoted\""});
        stage.boto.call("sns", "publish", publish);
        let notification = posted(&mut stage, &topic, "Notification");
        for message in [welcome, notification.clone()] {
            let place = text(&message["SigningCertURL"]);
            assert!(place.starts_with(&format!("https://{HOST}/SimpleNotificationService-")), "{place}");
            // Inside a task that name leads here, without TLS as through it.
            let seen = http::fetch(&format!("{endpoint}fetch?url={}", place.replace("https:", "http:")))
                .unwrap()
                .text();
            assert!(seen.contains("-----BEGIN CERTIFICATE-----"), "{seen}");
            let forged = flipped(&message);
            let verdicts = judged(&stage.cloud, &[vec![message], forged.clone()].concat());
            assert_eq!(verdicts[0], accepted);
            for (forged, verdict) in forged.iter().zip(&verdicts[1..]) {
                assert_eq!(verdict["sns-validator"], "The message signature is invalid.", "{forged}");
                assert_eq!(verdict["sns-payload-validator"], "Invalid Signature", "{forged}");
            }
        }
        assert_eq!(http::fetch(&text(&notification["UnsubscribeURL"])).unwrap().status, 200);
        let farewell = posted(&mut stage, &topic, "UnsubscribeConfirmation");
        // sns-validator forgets that SNS signs the token of a farewell, too, and so believes none, not even AWS's.
        assert_eq!(judged(&stage.cloud, &[farewell])[0]["sns-payload-validator"], "accepted");
    }
}

/// The URLs in the first message a subscriber on this machine gets.
fn urls_outside(stage: &mut Stage) -> (String, String) {
    let topic = text(&stage.boto.call("sns", "create_topic", json!({"Name": "urls"}))["TopicArn"]);
    let port = ports::free();
    let receiver = Receiver::listen(port);
    let subscribe =
        json!({"TopicArn": topic, "Protocol": "http", "Endpoint": format!("http://127.0.0.1:{port}/")});
    stage.boto.call("sns", "subscribe", subscribe);
    let first = until("a confirmation", || {
        receiver.of_type("SubscriptionConfirmation").into_iter().next().ok_or_else(|| "none yet".to_owned())
    });
    let message = first.message();
    (text(&message["SigningCertURL"]), text(&message["SubscribeURL"]))
}

#[test]
fn settings_decide_what_urls_look_like() {
    let how = How {
        arguments: [How::usual().arguments, vec!["--sns-urls".into(), "aws".into()]].concat(),
        variables: vec![("SNS_CERT_URL_HOST".into(), "sns.us-east-1.amazonaws.com".into())],
        ..How::usual()
    };
    let Some(mut stage) = Stage::of(how) else { return };
    let (certificate, subscribe) = urls_outside(&mut stage);
    assert!(
        certificate.starts_with("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-"),
        "{certificate}"
    );
    assert!(subscribe.starts_with(&format!("https://{HOST}/?Action=ConfirmSubscription&")), "{subscribe}");
    // Led here, as inside a task, AWS's name serves both.
    let served = |url: &str| {
        let path = &url[url.find(".com").unwrap() + 4..];
        http::get(&stage.cloud.address(), HOST, path).unwrap()
    };
    assert!(served(&certificate).text().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(served(&subscribe).status, 200);
}
