//! Alarms from values to messages: what is put goes over the threshold, a subscriber is told, and told again when all is well. In: boto3,
//! the CLI and bare requests, on a clock on which a minute takes three seconds or one. Out: states, histories, messages.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::cloud::How;
use integration::patience::until;
use integration::receiver::Receiver;
use integration::stage::{Stage, array, text};
use integration::{cli, http, ports};
use serde_json::{Value, json};

/// A stage on a clock so many times faster than AWS's.
fn stage(speed: u8) -> Option<Stage> {
    Stage::of(How::paced(speed))
}

/// A topic that an http endpoint listens to.
fn topic(stage: &mut Stage, name: &str) -> (String, Receiver) {
    let arn = text(&stage.boto.call("sns", "create_topic", json!({"Name": name}))["TopicArn"]);
    let port = ports::free();
    let receiver = Receiver::listen(port);
    let endpoint = format!("http://127.0.0.1:{port}/");
    stage.boto.call("sns", "subscribe", json!({"TopicArn": arn, "Protocol": "http", "Endpoint": endpoint}));
    let asked = until("a confirmation asked for", || {
        receiver.of_type("SubscriptionConfirmation").pop().ok_or_else(|| "none".to_owned())
    });
    assert_eq!(http::fetch(&text(&asked.message()["SubscribeURL"])).unwrap().status, 200);
    (arn, receiver)
}

/// Subjects and bodies told so far, in order.
fn told(receiver: &Receiver) -> Vec<(String, Value)> {
    let each = receiver.of_type("Notification").into_iter().map(|one| one.message());
    each.map(|message| {
        let body = serde_json::from_str(&text(&message["Message"])).unwrap();
        (text(&message["Subject"]), body)
    })
    .collect()
}

/// An alarm on the sum of `Shop METRIC` over a minute, above 5.
fn alarm(stage: &mut Stage, name: &str, metric: &str, more: &Value) {
    let mut alarm = json!({
        "AlarmName": name, "Namespace": "Shop", "MetricName": metric, "Statistic": "Sum", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 5.0, "ComparisonOperator": "GreaterThanThreshold",
    });
    for (member, value) in more.as_object().into_iter().flatten() {
        alarm[member] = value.clone();
    }
    stage.boto.call("cloudwatch", "put_metric_alarm", alarm);
}

fn value(stage: &mut Stage, metric: &str, value: f64) {
    let data = json!({"Namespace": "Shop", "MetricData": [{"MetricName": metric, "Value": value}]});
    stage.boto.call("cloudwatch", "put_metric_data", data);
}

/// An alarm as described, whatever its type.
fn described(stage: &mut Stage, name: &str) -> Value {
    let asked = json!({"AlarmNames": [name], "AlarmTypes": ["MetricAlarm", "CompositeAlarm"]});
    let answer = stage.boto.call("cloudwatch", "describe_alarms", asked);
    let all = [array(&answer["MetricAlarms"]), array(&answer["CompositeAlarms"])].concat();
    all.into_iter().next().unwrap_or_default()
}

/// Puts a value again and again until an alarm is in a state; the alarm.
fn driven(stage: &mut Stage, name: &str, state: &str, (metric, sent): (&str, Option<f64>)) -> Value {
    until(&format!("{name} in {state}"), || {
        sent.iter().for_each(|sent| value(stage, metric, *sent));
        let alarm = described(stage, name);
        if alarm["StateValue"] == state { Ok(alarm) } else { Err(alarm.to_string()) }
    })
}

fn summaries(stage: &mut Stage, asked: Value) -> Vec<String> {
    let answer = stage.boto.call("cloudwatch", "describe_alarm_history", asked);
    array(&answer["AlarmHistoryItems"]).iter().map(|item| text(&item["HistorySummary"])).collect()
}

#[test]
fn a_subscriber_hears_of_alarm_and_recovery() {
    let Some(mut stage) = stage(20) else { return };
    let (topic, receiver) = topic(&mut stage, "ops");
    let actions = json!({"AlarmActions": [topic], "OKActions": [topic], "TreatMissingData": "notBreaching"});
    alarm(&mut stage, "hot", "heat", &actions);
    stage.boto.wait("cloudwatch", "alarm_exists", json!({"AlarmNames": ["hot"]}));
    let hot = driven(&mut stage, "hot", "ALARM", ("heat", Some(9.0)));
    let reason = text(&hot["StateReason"]);
    assert!(reason.starts_with("Threshold Crossed: 1 out of the last 1 datapoints ["), "{reason}");
    assert!(
        reason.contains(
            "was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition)."
        ),
        "{reason}"
    );
    assert!(reason.ends_with(" (clock speed 20: 60 s take 3 s)"), "{reason}");
    let data: Value = serde_json::from_str(&text(&hot["StateReasonData"])).unwrap();
    assert_eq!(
        (&data["version"], &data["period"], &data["threshold"]),
        (&json!("1.0"), &json!(60), &json!(5.0))
    );
    // Nothing is measured any more: missing data do not breach.
    driven(&mut stage, "hot", "OK", ("heat", None));
    let messages = until("both messages", || {
        let messages = told(&receiver);
        if messages.iter().any(|(subject, _)| subject.starts_with("OK: ")) && messages.len() >= 2 {
            Ok(messages)
        } else {
            Err(format!("{messages:?}"))
        }
    });
    let alarmed = messages.iter().find(|(subject, _)| subject.starts_with("ALARM: ")).unwrap();
    assert_eq!(alarmed.0, "ALARM: \"hot\" in US West (Oregon)");
    assert_eq!((&alarmed.1["AlarmName"], &alarmed.1["NewStateValue"]), (&json!("hot"), &json!("ALARM")));
    assert_eq!(alarmed.1["Trigger"]["MetricName"], "heat");
    assert_eq!(alarmed.1["AlarmActions"], json!([topic]));
    let named = |kind: &str| json!({"AlarmName": "hot", "HistoryItemType": kind});
    let states = summaries(&mut stage, named("StateUpdate"));
    assert!(states.contains(&"Alarm updated from ALARM to OK".to_owned()), "{states:?}");
    let actions = summaries(&mut stage, named("Action"));
    assert!(
        actions.iter().all(|summary| *summary == format!("Successfully executed action {topic}")),
        "{actions:?}"
    );
}

#[test]
fn missing_data_several_datapoints_and_metric_math() {
    let Some(mut stage) = stage(60) else { return };
    let several = json!({"EvaluationPeriods": 3, "DatapointsToAlarm": 2});
    alarm(&mut stage, "two-of-three", "heat", &several);
    alarm(&mut stage, "quiet", "silence", &json!({}));
    alarm(&mut stage, "must-speak", "silence", &json!({"TreatMissingData": "breaching"}));
    let stat = |metric: &str| json!({"Metric": {"Namespace": "Shop", "MetricName": metric}, "Period": 60, "Stat": "Sum"});
    let math = json!({
        "AlarmName": "share", "EvaluationPeriods": 1, "Threshold": 50.0, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "Metrics": [
            {"Id": "share", "Expression": "100 * part / FILL(whole, 0)", "Label": "Share", "ReturnData": true},
            {"Id": "part", "MetricStat": stat("heat"), "ReturnData": false},
            {"Id": "whole", "MetricStat": stat("heat"), "ReturnData": false},
        ],
    });
    stage.boto.call("cloudwatch", "put_metric_alarm", math);
    let both = driven(&mut stage, "two-of-three", "ALARM", ("heat", Some(9.0)));
    let reason = text(&both["StateReason"]);
    assert!(reason.contains("(minimum 2 datapoints for OK -> ALARM transition)"), "{reason}");
    let share = driven(&mut stage, "share", "ALARM", ("heat", Some(9.0)));
    assert!(text(&share["StateReason"]).contains("[100.0 ("), "{share}");
    let silent = driven(&mut stage, "must-speak", "ALARM", ("heat", None));
    assert!(
        text(&silent["StateReason"])
            .contains("were received for 1 period and 1 missing datapoint was treated as [Breaching]"),
        "{silent}"
    );
    let quiet = until("quiet evaluated", || {
        let quiet = described(&mut stage, "quiet");
        if text(&quiet["StateReason"]).starts_with("Unchecked") { Err(quiet.to_string()) } else { Ok(quiet) }
    });
    assert_eq!(quiet["StateValue"], "INSUFFICIENT_DATA");
    assert!(
        text(&quiet["StateReason"]).starts_with("Insufficient Data: 1 datapoint was unknown."),
        "{quiet}"
    );
    // With no more values the alarm over several datapoints knows too little again.
    driven(&mut stage, "two-of-three", "INSUFFICIENT_DATA", ("heat", None));
}

#[test]
fn states_set_by_hand_composite_alarms_and_their_history() {
    let Some(mut stage) = stage(20) else { return };
    let (topic, receiver) = topic(&mut stage, "all");
    for name in ["a", "b"] {
        alarm(&mut stage, name, name, &json!({"TreatMissingData": "ignore"}));
    }
    let composite =
        json!({"AlarmName": "both", "AlarmRule": "ALARM(a) AND ALARM(\"b\")", "AlarmActions": [topic]});
    stage.boto.call("cloudwatch", "put_composite_alarm", composite);
    stage.boto.wait(
        "cloudwatch",
        "composite_alarm_exists",
        json!({"AlarmNames": ["both"], "AlarmTypes": ["CompositeAlarm"]}),
    );
    driven(&mut stage, "both", "OK", ("none", None));
    for name in ["a", "b"] {
        let state = json!({"AlarmName": name, "StateValue": "ALARM", "StateReason": "testing"});
        stage.boto.call("cloudwatch", "set_alarm_state", state);
    }
    let both = driven(&mut stage, "both", "ALARM", ("none", None));
    assert!(text(&both["StateReason"]).contains("alarm:b transitioned to ALARM at"), "{both}");
    let (subject, body) = until("a message", || told(&receiver).pop().ok_or_else(|| "none".to_owned()));
    assert_eq!(subject, "ALARM: \"both\" in US West (Oregon)");
    assert_eq!(body["AlarmRule"], "ALARM(a) AND ALARM(\"b\")");
    let children = stage.boto.call("cloudwatch", "describe_alarms", json!({"ChildrenOfAlarmName": "both"}));
    assert_eq!(array(&children["MetricAlarms"]).len(), 2);
    let refusal = stage.boto.refused("cloudwatch", "delete_alarms", json!({"AlarmNames": ["a"]}));
    assert_eq!(refusal.message, "Cannot delete a as there are composite alarm(s) depending on it.");
    let all = json!({"AlarmTypes": ["CompositeAlarm"], "HistoryItemType": "StateUpdate"});
    let wanted = ["Alarm updated from OK to ALARM", "Alarm updated from INSUFFICIENT_DATA to OK"];
    assert_eq!(summaries(&mut stage, all), wanted);
    stage.boto.call("cloudwatch", "delete_alarms", json!({"AlarmNames": ["a", "b", "both", "gone"]}));
    assert_eq!(described(&mut stage, "both"), Value::Null);
    let newest = summaries(&mut stage, json!({"AlarmName": "a"}));
    assert_eq!(newest[0], "Alarm \"a\" deleted");
}

#[test]
fn a_suppressor_holds_messages_back() {
    let Some(mut stage) = stage(20) else { return };
    let (topic, receiver) = topic(&mut stage, "all");
    for name in ["broken", "deploying"] {
        alarm(&mut stage, name, name, &json!({"TreatMissingData": "ignore"}));
    }
    let set = |stage: &mut Stage, name: &str, value: &str| {
        let state = json!({"AlarmName": name, "StateValue": value, "StateReason": "testing"});
        stage.boto.call("cloudwatch", "set_alarm_state", state);
    };
    let quiet = json!({
        "AlarmName": "quiet", "AlarmRule": "ALARM(broken)", "AlarmActions": [topic], "ActionsSuppressor": "deploying",
        "ActionsSuppressorWaitPeriod": 0, "ActionsSuppressorExtensionPeriod": 60,
    });
    stage.boto.call("cloudwatch", "put_composite_alarm", quiet);
    driven(&mut stage, "quiet", "OK", ("none", None));
    set(&mut stage, "deploying", "ALARM");
    set(&mut stage, "broken", "ALARM");
    let held = driven(&mut stage, "quiet", "ALARM", ("none", None));
    assert_eq!(
        (&held["ActionsSuppressedBy"], &held["ActionsSuppressor"]),
        (&json!("Alarm"), &json!("deploying"))
    );
    assert_eq!(held["ActionsSuppressedReason"], "Actions suppressed by Alarm");
    let refusal = stage.boto.refused("cloudwatch", "delete_alarms", json!({"AlarmNames": ["deploying"]}));
    assert!(refusal.message.starts_with("Cannot delete deploying"), "{}", refusal.message);
    assert_eq!(told(&receiver).len(), 0);
    set(&mut stage, "deploying", "OK");
    let (subject, body) =
        until("the message owed", || told(&receiver).pop().ok_or_else(|| "none".to_owned()));
    assert_eq!(
        (subject.as_str(), &body["OldStateValue"]),
        ("ALARM: \"quiet\" in US West (Oregon)", &json!("OK"))
    );
    assert_eq!(described(&mut stage, "quiet")["ActionsSuppressedBy"], Value::Null);
}

fn bare(stage: &Stage, headers: &[(&str, &str)], body: &str) -> http::Reply {
    let credential = "AWS4-HMAC-SHA256 Credential=test/20260101/us-west-2/monitoring/aws4_request, SignedHeaders=host, Signature=0";
    let all = [&[("host", "localhost"), ("authorization", credential)], headers].concat();
    http::send(&stage.cloud.address(), &all, "POST", "/", body.as_bytes()).unwrap()
}

#[test]
fn every_protocol_and_the_cli_see_the_same_alarm() {
    let Some(mut stage) = stage(20) else { return };
    alarm(&mut stage, "hot", "heat", &json!({"Tags": [{"Key": "room", "Value": "blue"}]}));
    let json_headers = [
        ("content-type", "application/x-amz-json-1.0"),
        ("x-amz-target", "GraniteServiceVersion20100801.DescribeAlarms"),
    ];
    let answer = bare(&stage, &json_headers, r#"{"AlarmNames": ["hot"]}"#);
    let answer: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(answer["MetricAlarms"][0]["Threshold"], 5.0, "{answer}");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer =
        bare(&stage, &form, "Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=hot").text();
    assert!(
        answer.contains("<StateReason>Unchecked: Initial alarm creation</StateReason>")
            || answer.contains("<StateReason>Insufficient"),
        "{answer}"
    );
    let refused = bare(
        &stage,
        &form,
        "Action=SetAlarmState&Version=2010-08-01&AlarmName=gone&StateValue=OK&StateReason=x",
    );
    assert_eq!(refused.status, 404);
    assert!(refused.text().contains("<Code>ResourceNotFound</Code>"), "{}", refused.text());
    if !cli::is_here() {
        return;
    }
    let arn = text(&described(&mut stage, "hot")["AlarmArn"]);
    let tags = cli::aws(&stage.cloud, &["cloudwatch", "list-tags-for-resource", "--resource-arn", &arn]);
    assert_eq!(tags["Tags"], json!([{"Key": "room", "Value": "blue"}]));
    cli::aws(&stage.cloud, &["cloudwatch", "disable-alarm-actions", "--alarm-names", "hot"]);
    let words = ["cloudwatch", "describe-alarms-for-metric", "--namespace", "Shop", "--metric-name", "heat"];
    let found = cli::aws(&stage.cloud, &words);
    assert_eq!(found["MetricAlarms"][0]["ActionsEnabled"], false, "{found}");
    cli::aws(&stage.cloud, &["cloudwatch", "wait", "alarm-exists", "--alarm-names", "hot"]);
    let bad = cli::run(
        &stage.cloud,
        &["cloudwatch", "put-composite-alarm", "--alarm-name", "c", "--alarm-rule", "ALARM(gone)"],
    );
    let words = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(
        words.contains("Could not save the composite alarm as alarms [gone] in the alarm rule do not exist"),
        "{words}"
    );
}
