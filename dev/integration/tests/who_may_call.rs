//! The gate of the endpoint by raw requests: every room, every method, what browsers and rebinding names send. In: bytes. Out: who is let in,
//! and that those who are not have done nothing.

#![allow(clippy::unwrap_used, missing_docs)]

use std::process::Command;

use integration::cloud::{Cloud, How};
use integration::http::{self, Reply};
use integration::stage::{Stage, text};
use integration::{patience, ports, skip};
use serde_json::json;

type Headers<'a> = &'a [(&'a str, &'a str)];

/// What would change something, or tell something, in each room.
const ROOMS: [&str; 9] = [
    "/?Action=CreateTopic&Version=2010-03-31&Name=pwned",
    "/?Action=ListTopics&Version=2010-03-31",
    "/",
    "/v2/",
    "/v2/kept/blobs/uploads/?digest=sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    "/_localstack/state/reset",
    "/_interstella/stop",
    "/_interstella/platform",
    "/SimpleNotificationService-x.pem",
];
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const BROWSER: (&str, &str) = ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn ask(cloud: &Cloud, method: &str, path: &str, headers: Headers<'_>) -> Reply {
    let body: &[u8] = if method == "POST" && path == "/" {
        b"Action=CreateTopic&Version=2010-03-31&Name=pwned"
    } else {
        b"x"
    };
    http::send(&cloud.address(), headers, method, path, body).unwrap()
}

/// Fails unless every room refuses these headers with this status by every method.
#[track_caller]
fn refused_everywhere(cloud: &Cloud, headers: Headers<'_>, status: u16) {
    for method in METHODS {
        for path in ROOMS {
            let reply = ask(cloud, method, path, headers);
            assert_eq!(reply.status, status, "{method} {path} {headers:?}: {}", reply.text());
            let words =
                if status == 421 { "Interstella: the cloud at " } else { "Interstella refused a request: " };
            let told = method == "HEAD" || reply.text().starts_with(words);
            assert!(told, "{method} {path} {headers:?}: {}", reply.text());
            assert_eq!(reply.header("access-control-allow-origin"), None);
        }
    }
}

fn topics(stage: &mut Stage) -> Vec<String> {
    let listed = stage.boto.call("sns", "list_topics", json!({}));
    let all = listed["Topics"].as_array().unwrap().iter();
    all.map(|topic| text(&topic["TopicArn"]).rsplit(':').next().unwrap().to_owned()).collect()
}

/// A cloud with a topic and a repository that must not change.
fn stage() -> Option<Stage> {
    let cloud = Cloud::start()?;
    let boto = integration::boto::Boto::start_as(&cloud, "test", "us-east-1")?;
    let mut stage = Stage { boto, cloud };
    stage.boto.call("sns", "create_topic", json!({"Name": "kept"}));
    stage.boto.call("ecr", "create_repository", json!({"repositoryName": "kept"}));
    Some(stage)
}

#[test]
fn foreign_hosts_pages_and_silent_browsers_get_into_no_room_by_no_method() {
    let Some(mut stage) = stage() else { return };
    let cloud = &stage.cloud;
    let (own, port) = (format!("localhost:{}", cloud.port()), cloud.port());
    let local = ("host", own.as_str());
    let strange = [format!("evil.example:{port}"), "evil.example".to_owned()];
    for host in &strange {
        let origin = format!("http://{host}");
        refused_everywhere(cloud, &[("host", host)], 403);
        refused_everywhere(
            cloud,
            &[("host", host), FORM, BROWSER, ("origin", &origin), ("sec-fetch-site", "same-origin")],
            403,
        );
    }
    // Names of load balancers are not the endpoint's, whoever says them.
    let balancer = format!("front-1.us-west-2.elb.localhost:{port}");
    refused_everywhere(cloud, &[("host", &balancer)], 421);
    refused_everywhere(cloud, &[("host", &balancer), FORM, BROWSER, ("sec-fetch-site", "same-origin")], 421);
    let foreign = [
        ("origin", "http://evil.example".to_owned()),
        ("origin", "null".to_owned()),
        ("origin", "http://localhost:3000".to_owned()),
        ("origin", format!("https://localhost:{port}")),
        ("origin", format!("http://127.0.0.1:{port}")),
        ("sec-fetch-site", "cross-site".to_owned()),
        ("sec-fetch-site", "same-site".to_owned()),
        ("referer", "http://evil.example/".to_owned()),
    ];
    for (name, value) in &foreign {
        refused_everywhere(cloud, &[local, FORM, (name, value)], 403);
        let signed = (
            "authorization",
            "AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0",
        );
        refused_everywhere(cloud, &[local, FORM, signed, (name, value)], 403);
    }
    // A browser that says nothing of the page: only pages for people are shown to it.
    for (method, path) in METHODS.iter().flat_map(|method| ROOMS.map(|path| (*method, path))) {
        let wanted = if (method, path) == ("GET", "/_interstella/platform") { 200 } else { 403 };
        assert_eq!(ask(cloud, method, path, &[local, FORM, BROWSER]).status, wanted, "{method} {path}");
    }
    refused_everywhere(cloud, &[], 400);
    refused_everywhere(cloud, &[local, local], 400);
    refused_everywhere(cloud, &[local, ("host", "evil.example")], 400);
    assert_eq!(topics(&mut stage), ["kept"]);
    let blob = ROOMS[4].split_once('=').unwrap().1;
    let pushed = http::get(&stage.cloud.address(), "localhost", &format!("/v2/kept/blobs/{blob}")).unwrap();
    assert_eq!(pushed.status, 404, "{}", pushed.text());
}

#[test]
fn programs_and_users_are_let_in() {
    let Some(stage) = stage() else { return };
    let cloud = &stage.cloud;
    let list = "/?Action=ListTopics&Version=2010-03-31";
    let own = format!("http://localhost:{}", cloud.port());
    for host in [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "localstack",
        "sns.us-east-1.amazonaws.com",
        "x.localhost",
        "localhost.localstack.cloud",
    ] {
        let host = format!("{host}:{}", cloud.port());
        assert_eq!(ask(cloud, "GET", list, &[("host", &host)]).status, 200, "{host}");
    }
    let local = ("host", own.trim_start_matches("http://"));
    for mark in [
        ("origin", own.as_str()),
        ("sec-fetch-site", "none"),
        ("sec-fetch-site", "same-origin"),
        ("referer", &format!("{own}/x")),
    ] {
        assert_eq!(ask(cloud, "GET", list, &[local, BROWSER, mark]).status, 200, "{mark:?}");
    }
    let link = [
        local,
        BROWSER,
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    assert_eq!(ask(cloud, "GET", "/_localstack/health", &link).status, 200);
    assert_eq!(ask(cloud, "GET", list, &link).status, 403);
    let preflight = [local, ("origin", "http://localhost:3000"), ("access-control-request-method", "POST")];
    assert_eq!(ask(cloud, "OPTIONS", "/", &preflight).status, 403);
}

#[test]
fn every_request_of_a_connection_is_judged_and_an_absolute_target_as_a_host() {
    let Some(mut stage) = stage() else { return };
    let raw = |bytes: String| http::raw(&stage.cloud.address(), bytes.as_bytes(), false).unwrap();
    let create = "?Action=CreateTopic&Version=2010-03-31&Name=pwned";
    for (target, host, status) in [
        ("http://evil.example/", "localhost", 403),
        ("http://localhost/", "evil.example", 403),
        ("http://localhost:1/", "localhost:2", 400),
    ] {
        let reply =
            raw(format!("GET {target}{create} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(reply.status, status, "{target} {host}: {}", reply.text());
    }
    let first = "GET /_localstack/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for second in ["Host: evil.example\r\n", "Host: localhost\r\nOrigin: http://evil.example\r\n"] {
        let both = format!("{first}GET /{create} HTTP/1.1\r\n{second}Connection: close\r\n\r\n");
        let reply = String::from_utf8_lossy(&all_of(&stage.cloud, &both)).into_owned();
        assert!(reply.contains("200 OK") && reply.contains("403 Forbidden"), "{second}: {reply}");
    }
    assert_eq!(topics(&mut stage), ["kept"]);
}

/// Everything that comes back on one connection.
fn all_of(cloud: &Cloud, bytes: &str) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut stream = http::connect(&cloud.address()).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    all
}

#[test]
fn tls_has_the_same_gate() {
    let Some(cloud) = Cloud::start() else { return };
    if Command::new("curl").arg("--version").output().is_err() {
        return skip::skipped("curl is not here", "install it");
    }
    let curl = |headers: &[&str]| {
        let mut command = Command::new("curl");
        command.args(["-sk", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}"]);
        for header in headers {
            command.args(["-H", header]);
        }
        let output =
            command.arg(format!("https://localhost:{}/_interstella/loops", cloud.port())).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(curl(&[]), "200");
    assert_eq!(curl(&[&format!("Origin: https://localhost:{}", cloud.port())]), "200");
    assert_eq!(curl(&[&format!("Origin: http://localhost:{}", cloud.port())]), "403");
    assert_eq!(curl(&["Host: evil.example"]), "403");
    assert_eq!(curl(&["Sec-Fetch-Site: cross-site"]), "403");
}

#[test]
fn names_and_origins_of_the_user_are_let_in_as_he_says() {
    let variables = [
        ("EXTRA_CORS_ALLOWED_ORIGINS", "http://localhost:3000"),
        ("EXTRA_CORS_EXPOSE_HEADERS", "x-seen"),
        ("LOCALSTACK_HOST", "cloud.example:4566"),
        ("INTERSTELLA_ALLOW_HOST", "one.example,two.example"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let mut how = How { variables, ..How::usual() };
    let Some(cloud) = Cloud::start_how(how.clone()) else { return };
    let of = |host: &str, more: Headers<'_>| {
        ask(&cloud, "GET", "/_localstack/health", &[&[("host", host)], more].concat())
    };
    for (host, status) in [
        ("cloud.example", 200),
        ("sqs.cloud.example:4566", 200),
        ("two.example", 200),
        ("x.one.example", 403),
    ] {
        assert_eq!(of(host, &[]).status, status, "{host}");
    }
    let allowed =
        of("localhost", &[BROWSER, ("origin", "http://localhost:3000"), ("sec-fetch-site", "same-site")]);
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-origin")),
        (200, Some("http://localhost:3000"))
    );
    assert!(allowed.header("access-control-expose-headers").unwrap().contains("x-seen"));
    assert_eq!(allowed.header("vary"), Some("origin"));
    let preflight = [
        ("host", "localhost"),
        ("origin", "http://localhost:3000"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "x-amz-target"),
        ("access-control-request-private-network", "true"),
    ];
    for path in ["/", "/v2/", "/_localstack/state/reset"] {
        let reply = ask(&cloud, "OPTIONS", path, &preflight);
        assert_eq!(
            (reply.status, reply.header("access-control-allow-private-network")),
            (204, Some("true")),
            "{path}"
        );
        assert!(reply.header("access-control-allow-headers").unwrap().contains("x-amz-target"));
    }
    drop(cloud);

    how.variables =
        vec![("DISABLE_CORS_CHECKS".into(), "1".into()), ("DISABLE_CORS_HEADERS".into(), "1".into())];
    how.arguments.extend(["--allow-host".into(), "*.mine.example".into()]);
    let Some(cloud) = Cloud::start_how(how) else { return };
    let anybody = ask(
        &cloud,
        "GET",
        "/_localstack/health",
        &[("host", "a.mine.example"), BROWSER, ("origin", "null"), ("sec-fetch-site", "cross-site")],
    );
    assert_eq!((anybody.status, anybody.header("access-control-allow-origin")), (200, None));
    assert_eq!(ask(&cloud, "GET", "/_localstack/health", &[("host", "evil.example")]).status, 403);
}

#[test]
fn what_is_behind_a_load_balancer_is_the_users_and_not_gated() {
    let Some(mut stage) = Stage::bare() else { return };
    let balancer = stage.load_balancer("front");
    let said = json!([{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "front"}}]);
    let made = json!({"LoadBalancerArn": balancer.arn, "Protocol": "HTTP", "Port": ports::free(), "DefaultActions": said});
    let listener = text(&stage.boto.call("elbv2", "create_listener", made)["Listeners"][0]["ListenerArn"]);
    let host = format!("{}:{}", balancer.dns_name, stage.cloud.port());
    let foreign = [
        ("host", host.as_str()),
        BROWSER,
        ("origin", "http://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    patience::until("the load balancer behind the endpoint", || {
        let reply = ask(&stage.cloud, "POST", "/cart", &foreign);
        if reply.text() == "front" { Ok(()) } else { Err(reply.text()) }
    });
    // The name of one that is gone is no name of the endpoint: pages it handed out would be of the endpoint's own origin then.
    stage.boto.call("elbv2", "delete_listener", json!({"ListenerArn": listener}));
    let unanswered = |stage: &Stage, words: &str| {
        patience::until(words, || {
            let reply = ask(&stage.cloud, "GET", "/_interstella/platform", &[("host", &host)]);
            if reply.status == 421 && reply.text().contains(words) { Ok(()) } else { Err(reply.text()) }
        });
    };
    unanswered(&stage, "has no listener");
    stage.boto.call("elbv2", "delete_load_balancer", json!({"LoadBalancerArn": balancer.arn}));
    unanswered(&stage, "has no load balancer");
}
