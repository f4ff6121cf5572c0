//! A disk that is full, or a data directory that is gone: what cannot be kept is refused in AWS's form and never seen, health tells it,
//! and when the trouble is over everything goes on by itself.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::boto::{Boto, Refusal};
use integration::cloud::{Cloud, How};
use integration::http;
use integration::patience::{until, until_true};
use serde_json::{Value, json};

fn parameter(boto: &mut Boto, name: &str) -> Result<Value, Refusal> {
    // More than what may be left of the last block of a file.
    let value = "v".repeat(4096);
    boto.attempt("ssm", "put_parameter", json!({"Name": name, "Value": value, "Type": "String"}))
}

fn is_there(boto: &mut Boto, name: &str) -> bool {
    match boto.attempt("ssm", "get_parameter", json!({"Name": name})) {
        Ok(_) => true,
        Err(refusal) if refusal.code == "ParameterNotFound" => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[track_caller]
fn unavailable(outcome: Result<Value, Refusal>, words: &str) {
    let refusal = outcome.expect_err("it cannot be kept");
    assert_eq!((refusal.code.as_str(), refusal.status), ("ServiceUnavailable", 503), "{refusal:?}");
    assert!(refusal.message.contains(words), "{refusal:?}");
}

fn log(boto: &mut Boto, message: &str) -> Result<Value, Refusal> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let message = format!("{message} {}", "x".repeat(8192));
    let event = json!({"timestamp": now as u64, "message": message});
    let input = json!({"logGroupName": "g", "logStreamName": "s", "logEvents": [event]});
    boto.attempt("logs", "put_log_events", input)
}

fn messages(boto: &mut Boto) -> Vec<String> {
    let page = boto.call("logs", "get_log_events", json!({"logGroupName": "g", "logStreamName": "s"}));
    let events = page["events"].as_array().unwrap();
    events.iter().map(|one| one["message"].as_str().unwrap().split(' ').next().unwrap().to_owned()).collect()
}

fn metric(boto: &mut Boto, value: f64) -> Result<Value, Refusal> {
    let values: Vec<f64> = (0..150).map(|n| value + f64::from(n)).collect();
    let datum = json!({"MetricName": "m", "Values": values});
    let data = vec![datum; 20];
    boto.attempt("cloudwatch", "put_metric_data", json!({"Namespace": "n", "MetricData": data}))
}

/// A blob of a MiB; the status of the answer.
fn blob(cloud: &Cloud) -> u16 {
    let host = format!("localhost:{}", cloud.port());
    let headers = [("host", host.as_str()), ("content-type", "application/octet-stream")];
    let bytes = vec![7; 1 << 20];
    let digest = image_registry::Digest::of(&bytes);
    let path = format!("/v2/shop/blobs/uploads/?digest={digest}");
    http::send(&cloud.address(), &headers, "POST", &path, &bytes).unwrap().status
}

fn storage(cloud: &Cloud, part: &str) -> String {
    cloud.page("/_localstack/health")["storage"][part]["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_full_disk_is_refused_told_and_recovered_from() {
    let Some(mut cloud) = Cloud::start_how(How { disk: Some(24), ..How::usual() }) else { return };
    let Some(mut boto) = Boto::start(&cloud) else { return };
    boto.call("ecr", "create_repository", json!({"repositoryName": "shop"}));
    boto.call("logs", "create_log_group", json!({"logGroupName": "g"}));
    boto.call("logs", "create_log_stream", json!({"logGroupName": "g", "logStreamName": "s"}));
    parameter(&mut boto, "/before").unwrap();
    log(&mut boto, "before").unwrap();
    metric(&mut boto, 1.0).unwrap();
    assert_eq!(cloud.page("/_localstack/health")["trouble"], Value::Null);

    cloud.disk().fill();
    // What is free of a block that is begun may take one more write.
    until("refused", || parameter(&mut boto, "/refused").err().map_or(Err("kept".to_owned()), |_| Ok(())));
    let words = "could not be kept on disk";
    unavailable(parameter(&mut boto, "/refused-too"), words);
    unavailable(log(&mut boto, "refused"), words);
    unavailable(metric(&mut boto, 1000.0), words);
    assert_eq!(blob(&cloud), 500);
    assert!(!is_there(&mut boto, "/refused-too"), "a parameter that was refused can be read");
    assert_eq!(messages(&mut boto), ["before"]);
    for part in ["records", "log-events", "metric-values", "images"] {
        assert_eq!(storage(&cloud, part), "in trouble", "{part}");
    }
    let trouble = cloud.page("/_localstack/health")["trouble"].as_str().unwrap().to_owned();
    assert!(trouble.contains("No space left") || trouble.contains("no storage space"), "{trouble}");
    assert!(cloud.complaints().contains("state cannot be kept on disk"), "{}", cloud.complaints());

    cloud.disk().empty();
    until("no trouble", || match cloud.page("/_localstack/health")["trouble"].as_str() {
        None => Ok(()),
        Some(trouble) => Err(trouble.to_owned()),
    });
    parameter(&mut boto, "/after").unwrap();
    log(&mut boto, "after").unwrap();
    metric(&mut boto, 1.0).unwrap();
    assert_eq!(blob(&cloud), 201);

    cloud.kill();
    cloud.start_again();
    let mut boto = Boto::start(&cloud).unwrap();
    assert!(is_there(&mut boto, "/before") && is_there(&mut boto, "/after"));
    assert!(!is_there(&mut boto, "/refused-too"));
    assert_eq!(messages(&mut boto), ["before", "after"]);
}

#[test]
fn a_data_directory_that_is_gone_is_noticed_and_nothing_is_answered() {
    let Some(cloud) = Cloud::start() else { return };
    let Some(mut boto) = Boto::start(&cloud) else { return };
    boto.call("logs", "create_log_group", json!({"logGroupName": "g"}));
    boto.call("logs", "create_log_stream", json!({"logGroupName": "g", "logStreamName": "s"}));
    parameter(&mut boto, "/before").unwrap();
    log(&mut boto, "before").unwrap();
    let elsewhere = cloud.data().with_file_name("elsewhere");
    std::fs::rename(cloud.data(), &elsewhere).unwrap();
    unavailable(parameter(&mut boto, "/gone"), "deleted while it was in use");
    unavailable(log(&mut boto, "gone"), "could not be kept on disk");
    unavailable(metric(&mut boto, 1.0), "could not be kept on disk");
    assert!(!is_there(&mut boto, "/gone"));
    assert_eq!(storage(&cloud, "records"), "in trouble");
    assert!(!cloud.data().exists(), "a data directory that was deleted came back with nothing in it");

    std::fs::rename(&elsewhere, cloud.data()).unwrap();
    until_true("all parts available", || {
        ["records", "log-events", "metric-values"].iter().all(|part| storage(&cloud, part) == "available")
    });
    parameter(&mut boto, "/after").unwrap();
    log(&mut boto, "after").unwrap();
    assert_eq!(messages(&mut boto), ["before", "after"]);
}
