//! What must be refused is refused in AWS's shape, costs the cloud nothing, and says who is to blame. In: wrong calls, wrong bytes, wrong
//! surroundings. Out: refusals, and a cloud that goes on.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use integration::cloud::{Cloud, program};
use integration::http::{self, Reply};
use integration::ports;
use integration::scratch::Scratch;
use integration::stage::{Stage, text};
use serde_json::json;

fn post(cloud: &Cloud, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let all: Vec<_> = std::iter::once(("host", "localhost")).chain(headers.iter().copied()).collect();
    http::send(&cloud.address(), &all, "POST", "/", body).unwrap()
}

const ECS: (&str, &str) = ("x-amz-target", "AmazonEC2ContainerServiceV20141113.ListClusters");
const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.1");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn alive(cloud: &Cloud) {
    assert_eq!(post(cloud, &[ECS, JSON], b"{}").status, 200);
}

#[test]
fn bodies_that_are_none_of_the_protocol() {
    let Some(cloud) = Cloud::start() else { return };
    for body in [&b"{"[..], b"[]", b"\"x\"", b"\xff\xfe", b"nul", b"{\"a\":1}}", b""] {
        let reply = post(&cloud, &[ECS, JSON], body);
        assert!(reply.status == 400 || (body.is_empty() && reply.status == 200), "{body:?}: {reply:?}");
    }
    let nested = format!("{}{}", "{\"a\":".repeat(50_000), "}".repeat(50_000));
    assert_eq!(post(&cloud, &[ECS, JSON], nested.as_bytes()).status, 400);
    for body in
        ["", "Action=", "Action=NoSuchThing&Version=2010-03-31", "%zz=%", "Action=Publish&Version=2010-03-31"]
    {
        let reply = post(&cloud, &[FORM], body.as_bytes());
        assert!((400..500).contains(&reply.status) || reply.status == 501, "{body:?}: {reply:?}");
    }
    alive(&cloud);
}

#[test]
fn operations_that_are_not_there() {
    let Some(mut stage) = Stage::bare() else { return };
    let unknown = ("x-amz-target", "AmazonEC2ContainerServiceV20141113.MakeCoffee");
    let reply = post(&stage.cloud, &[unknown, JSON], b"{}");
    assert!(reply.status == 400 && reply.text().contains("UnknownOperationException"), "{}", reply.text());
    // Operations of AWS that are outside the scope say so, and name where the scope is written.
    let refused = stage.boto.refused("ecs", "discover_poll_endpoint", json!({}));
    assert!(refused.status >= 400 && refused.message.contains("SCOPE.md"), "{refused:?}");
    let other = stage.boto.refused("s3", "list_buckets", json!({}));
    assert!(other.status >= 400, "{other:?}");
    alive(&stage.cloud);
}

#[test]
fn wrong_types_and_missing_members() {
    let Some(mut stage) = Stage::bare() else { return };
    let cases = [
        ("ecs", "create_service", json!({"serviceName": "x", "desiredCount": "many"})),
        ("ecs", "register_task_definition", json!({"family": "x"})),
        ("ecs", "register_task_definition", json!({"family": "x", "containerDefinitions": [{"name": 7}]})),
        ("ecs", "describe_tasks", json!({"cluster": "c", "tasks": "not a list"})),
        ("elbv2", "create_target_group", json!({"Name": "x", "Protocol": "HTTP", "Port": 99_999_999})),
        ("elbv2", "create_load_balancer", json!({})),
        ("sns", "publish", json!({"TopicArn": "not an arn", "Message": "x"})),
        (
            "sns",
            "subscribe",
            json!({"TopicArn": "arn:aws:sns:us-west-2:000000000000:none", "Protocol": "http", "Endpoint": "http://x/"}),
        ),
        ("sns", "create_topic", json!({"Name": "no spaces, please"})),
        ("logs", "create_log_group", json!({"logGroupName": "no spaces please"})),
        (
            "logs",
            "put_log_events",
            json!({"logGroupName": "none", "logStreamName": "none", "logEvents": [{"timestamp": 1, "message": "x"}]}),
        ),
        ("ecr", "create_repository", json!({"repositoryName": "UPPER"})),
        ("ssm", "get_parameter", json!({"Name": "/none"})),
        ("ec2", "run_instances", json!({"ImageId": "ami-1", "MinCount": 0, "MaxCount": 0})),
        ("dynamodb", "get_item", json!({"TableName": "none", "Key": {"id": {"S": "x"}}})),
    ];
    for (service, operation, parameters) in cases {
        let refused = stage.boto.refused(service, operation, parameters.clone());
        let told =
            (400..500).contains(&refused.status) && !refused.code.is_empty() && !refused.message.is_empty();
        assert!(told, "{service} {operation} {parameters}: {refused:?}");
    }
    alive(&stage.cloud);
}

#[test]
fn sizes_have_limits() {
    let Some(cloud) = Cloud::start() else { return };
    let body = vec![b'x'; 40 << 20];
    let reply = http::send(&cloud.address(), &[("host", "localhost"), ECS, JSON], "POST", "/", &body);
    assert!(reply.is_ok_and(|reply| reply.status == 413), "40 MiB of body");
    let long = "x".repeat(1 << 20);
    let reply = http::send(&cloud.address(), &[("host", "localhost"), ("x-long", &long)], "GET", "/", &[]);
    // Refused, or the connection cut: both keep a megabyte of headers out.
    assert!(reply.is_err() || reply.is_ok_and(|reply| (400..500).contains(&reply.status)));
    let many: Vec<_> = (0..2000).map(|n| (format!("x-{n}"), "1".to_owned())).collect();
    let many: Vec<_> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let reply = http::send(&cloud.address(), &many, "GET", "/_localstack/health", &[]);
    assert!(reply.is_err() || reply.is_ok_and(|reply| (400..500).contains(&reply.status)));
    alive(&cloud);
}

#[test]
fn bytes_that_are_no_http_and_clients_that_dawdle() {
    let Some(cloud) = Cloud::start() else { return };
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let reply = http::raw(&cloud.address(), bytes, false);
        assert!(reply.is_err() || reply.is_ok_and(|reply| reply.status >= 400), "{bytes:?}");
    }
    // Half a request each, held open: others are served meanwhile.
    let held: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = http::connect(&cloud.address()).unwrap();
            stream.write_all(b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-le").unwrap();
            stream
        })
        .collect();
    alive(&cloud);
    drop(held);
    alive(&cloud);
}

#[test]
fn images_secrets_that_are_not_there() {
    let Some(mut stage) = Stage::furnished() else { return };
    let cases = [
        (json!({"image": "localhost:1/none:1"}), "CannotPullContainerError", "localhost:1/none:1"),
        (
            json!({"image": format!("localhost:{}/probe:none", stage.cloud.port())}),
            "CannotPullContainerError",
            "probe:none",
        ),
        (
            json!({"secrets": [{"name": "KEY", "valueFrom": "/no/such/parameter"}]}),
            "ResourceInitializationError",
            "/no/such/parameter",
        ),
    ];
    for (container, code, named) in cases {
        let definition = stage.register("broken", &container);
        let task = stage.run_task(&definition);
        let stopped = stage.stopped(&task);
        let reason = text(&stopped["stoppedReason"]);
        assert!(reason.starts_with(code) && reason.contains(named), "{reason}");
        assert_eq!(stopped["stopCode"], "TaskFailedToStart");
    }
}

/// Starts a cloud that must not come up; what it said.
fn refuses(port: u16, data: &std::path::Path) -> Output {
    let mut command = Command::new(program());
    command.args(["start", "--port", &port.to_string(), "--data-dir"]).arg(data);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Its standard output ends with it, or says that it came up after all: then it must not outlive this test.
    let mut first = [0; 1];
    let came_up = std::io::Read::read(child.stdout.as_mut().unwrap(), &mut first).unwrap() > 0;
    if came_up {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert!(!came_up && !output.status.success(), "it came up: {output:?}");
    output
}

fn complaint(output: &Output) -> String {
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_port_in_use_and_a_directory_in_use() {
    let Some(cloud) = Cloud::start() else { return };
    let scratch = Scratch::new();
    let words = complaint(&refuses(cloud.port(), scratch.path()));
    assert!(words.contains(&format!("port {} is the endpoint of the cloud", cloud.port())), "{words}");
    let words = complaint(&refuses(ports::free(), &cloud.data()));
    assert!(words.contains(&format!("process {} runs on this data directory", cloud.pid())), "{words}");
    alive(&cloud);
}

#[test]
fn a_directory_that_cannot_be_written() {
    let scratch = Scratch::new();
    let file = scratch.path().join("file");
    std::fs::write(&file, b"").unwrap();
    let words = complaint(&refuses(ports::free(), &file.join("data")));
    assert!(words.contains("file/data"), "{words}");
    // The top of the file system is nobody's but root's.
    let top = std::path::Path::new("/interstella-test-must-not-exist");
    if std::fs::create_dir(top).is_ok() {
        std::fs::remove_dir(top).unwrap();
        eprintln!("SKIPPED in part: this user may write everywhere. To run all of it: be an ordinary user");
        return;
    }
    let words = complaint(&refuses(ports::free(), top));
    assert!(words.contains("interstella-test-must-not-exist"), "{words}");
}
