//! What stands in front, seen by those who come: curl, the AWS CLI and a real browser. In: certificates requested from Certificate Manager,
//! trusted by the root that `interstella ca` exports. Out: pages over HTTP/2, a WebSocket, the endpoint over TLS, log files.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use integration::cloud::{self, Cloud, How};
use integration::patience::until;
use integration::scratch::Scratch;
use integration::stage::{Balancer, Stage, text};
use integration::{cli, http, ports, skip};
use serde_json::{Value, json};

/// Whether every one of these programs is here.
fn have(programs: &[&str]) -> bool {
    let missing = programs.iter().find(|program| {
        let words = if **program == "openssl" { "version" } else { "--version" };
        let tried = Command::new(program).arg(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
        !tried.is_ok_and(|status| status.success())
    });
    if let Some(program) = missing {
        skip::skipped(&format!("{program} is not here"), "install it");
    }
    missing.is_none()
}

/// The root of a cloud's authority as `interstella ca` hands it out.
fn exported(cloud: &Cloud, scratch: &Scratch) -> PathBuf {
    exported_with(cloud, scratch, "root.pem", &[])
}

fn exported_with(cloud: &Cloud, scratch: &Scratch, name: &str, more: &[&str]) -> PathBuf {
    let file = scratch.path().join(name);
    let mut command = Command::new(cloud::program());
    command.args(["ca", "export"]).arg(&file).args(more).arg("--data-dir").arg(cloud.data());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    file
}

fn words(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// What curl, which trusts `root`, prints of a URL, with status and version of HTTP behind it.
fn curl(root: &Path, more: &[&str], url: &str) -> Result<String, String> {
    let mut command = Command::new("curl");
    command.args(["-sS", "--noproxy", "*", "--max-time", "20", "-w", " %{http_code} %{http_version}"]);
    let output = command.arg("--cacert").arg(root).args(more).arg(url).output().unwrap();
    if output.status.success() { Ok(words(&output)) } else { Err(words(&output)) }
}

/// Requests a certificate by the AWS CLI and waits by its waiter; its ARN.
fn requested(cloud: &Cloud, name: &str) -> String {
    let words = ["acm", "request-certificate", "--domain-name", name, "--validation-method", "DNS"];
    let arn = text(&cli::aws(cloud, &words)["CertificateArn"]);
    let waited = cli::run(cloud, &["acm", "wait", "certificate-validated", "--certificate-arn", &arn]);
    assert!(waited.status.success(), "{}", self::words(&waited));
    let told = cli::aws(cloud, &["acm", "describe-certificate", "--certificate-arn", &arn]);
    let told = &told["Certificate"];
    assert_eq!((told["Status"].as_str(), told["Type"].as_str()), (Some("ISSUED"), Some("AMAZON_ISSUED")));
    assert_eq!(told["DomainValidationOptions"][0]["ValidationStatus"], "SUCCESS");
    assert_eq!(told["KeyAlgorithm"], "RSA-2048");
    arn
}

/// A page that fetches, talks over a WebSocket, and writes down how it all went; the picture holds its end back meanwhile.
const PAGE: &str = "<!doctype html><body><img src='/pause?ms=2500'><pre id=o></pre><script>\
const say=t=>{o.textContent+='['+t.trim()+']'};\
say('page '+performance.getEntriesByType('navigation')[0].nextHopProtocol);\
fetch('/hello').then(r=>r.text()).then(t=>say('fetched '+t));\
const s=new WebSocket('wss://'+location.host+'/echo');\
s.onopen=()=>s.send('over and out');s.onmessage=m=>say('echoed '+m.data);s.onerror=()=>say('socket failed')\
</script>";

fn fixed(kind: &str, body: &str) -> Value {
    json!([{"Type": "fixed-response",
        "FixedResponseConfig": {"StatusCode": "200", "ContentType": kind, "MessageBody": body}}])
}

/// An HTTPS listener with a requested certificate for the load balancer's own name: the page at `/`, else the service `hello`.
fn browsed(stage: &mut Stage) -> (Balancer, u16) {
    let (group, balancer, port) = (stage.target_group("hello"), stage.load_balancer("front"), ports::free());
    let certificate = requested(&stage.cloud, &balancer.dns_name);
    let made = json!({
        "LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": port,
        "Certificates": [{"CertificateArn": certificate}],
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": group}],
    });
    let listener = text(&stage.boto.call("elbv2", "create_listener", made)["Listeners"][0]["ListenerArn"]);
    let rule = json!({
        "ListenerArn": listener, "Priority": 1, "Actions": fixed("text/html", PAGE),
        "Conditions": [{"Field": "path-pattern", "Values": ["/"]}],
    });
    stage.boto.call("elbv2", "create_rule", rule);
    let ports = json!([{"containerPort": 8080, "hostPort": 0}]);
    let more = json!({"portMappings": ports, "environment": [{"name": "NAME", "value": "hello"}]});
    let definition = stage.register("hello", &more);
    stage.service("hello", &definition, 1, Some(&group));
    stage.stable(&["hello"]);
    (balancer, port)
}

/// For Chromium: the hash of a certificate's public key, by which it is trusted without any store.
fn fingerprint(certificate: &Path) -> String {
    let pipe = "openssl x509 -in \"$0\" -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64";
    let output = Command::new("sh").args(["-c", pipe]).arg(certificate).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    words(&output).trim().to_owned()
}

/// The page a browser ends up with.
fn dumped(scratch: &Scratch, trusted: &str, url: &str) -> String {
    let mut command = Command::new("timeout");
    command.args(["60", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server"]);
    command.arg("--disable-dev-shm-usage").arg(format!("--ignore-certificate-errors-spki-list={trusted}"));
    command.arg(format!("--user-data-dir={}", scratch.path().join("profile").display()));
    words(&command.args(["--dump-dom", url]).stdin(Stdio::null()).output().unwrap())
}

#[test]
fn a_browser_gets_pages_over_h2_and_talks_over_a_websocket() {
    if !have(&["curl", "openssl", "chromium"]) || !cli::is_here() {
        return;
    }
    let Some(mut stage) = Stage::furnished() else { return };
    let scratch = Scratch::new();
    let root = exported(&stage.cloud, &scratch);
    let (balancer, port) = browsed(&mut stage);
    let door = stage.door(port);
    let url = format!("https://{}:{}", balancer.dns_name, door.rsplit(':').next().unwrap());

    assert_eq!(curl(&root, &["--http2"], &format!("{url}/hello")).unwrap(), "hello\n 200 2");
    assert_eq!(curl(&root, &["--http1.1"], &format!("{url}/hello")).unwrap(), "hello\n 200 1.1");
    let stranger = curl(Path::new("/dev/null"), &[], &url);
    assert!(stranger.is_err(), "only who trusts the root comes through: {stranger:?}");

    let trusted = fingerprint(&root);
    let seen = until("the page complete", || {
        let seen = dumped(&scratch, &trusted, &format!("{url}/"));
        let complete = ["[fetched hello]", "[echoed over and out]"].iter().all(|part| seen.contains(part));
        if complete { Ok(seen) } else { Err(seen) }
    });
    assert!(seen.contains("[page h2]") && !seen.contains("[socket failed]"), "{seen}");
}

#[test]
fn the_endpoint_speaks_tls_on_its_port() {
    if !have(&["curl"]) || !cli::is_here() {
        return;
    }
    let Some(mut stage) = Stage::bare() else { return };
    let scratch = Scratch::new();
    let root = exported(&stage.cloud, &scratch);
    let port = stage.cloud.port();
    for host in ["localhost", "127.0.0.1"] {
        let page = curl(&root, &[], &format!("https://{host}:{port}/_interstella/ca.pem")).unwrap();
        assert_eq!(page, format!("{} 200 1.1", fs::read_to_string(&root).unwrap()));
    }
    let (url, bundle) = (format!("https://localhost:{port}"), root.display().to_string());
    let who = cli::aws(
        &stage.cloud,
        &["--endpoint-url", &url, "--ca-bundle", &bundle, "sts", "get-caller-identity"],
    );
    assert_eq!(who["Account"], "000000000000");
    let distrusted = cli::run(&stage.cloud, &["--endpoint-url", &url, "sts", "get-caller-identity"]);
    assert!(!distrusted.status.success());
    // As ever without.
    let plain = http::get(&stage.cloud.address(), "localhost", "/health").unwrap();
    assert_eq!(plain.status, 200);

    // A load balancer's name leads on to it, through TLS as without.
    let balancer = stage.load_balancer("front");
    let certificate = requested(&stage.cloud, &balancer.dns_name);
    let made = json!({
        "LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": ports::free(),
        "Certificates": [{"CertificateArn": certificate}], "DefaultActions": fixed("text/plain", "front"),
    });
    stage.boto.call("elbv2", "create_listener", made);
    let by_name = until("the load balancer behind the endpoint", || {
        let said = curl(&root, &["--http2"], &format!("https://{}:{port}/", balancer.dns_name))?;
        if said.starts_with("front") { Ok(said) } else { Err(said) }
    });
    assert_eq!(by_name, "front 200 2");
}

#[test]
fn a_certificate_for_another_name_comes_from_a_root_no_machine_trusts() {
    if !have(&["curl", "openssl"]) || !cli::is_here() {
        return;
    }
    let Some(mut stage) = Stage::bare() else { return };
    let scratch = Scratch::new();
    let trusted = exported(&stage.cloud, &scratch);
    let any_name = exported_with(&stage.cloud, &scratch, "any-name.pem", &["--any-name"]);
    let (balancer, port) = (stage.load_balancer("front"), ports::free());
    let certificate = requested(&stage.cloud, "app.example.com");
    let made = json!({
        "LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": port,
        "Certificates": [{"CertificateArn": certificate}], "DefaultActions": fixed("text/plain", "front"),
    });
    stage.boto.call("elbv2", "create_listener", made);
    let place = format!("app.example.com:{port}:{}", stage.door(port));
    let (more, url) = (["--connect-to", &place], format!("https://app.example.com:{port}/"));
    let said = until("the listener speaking", || curl(&any_name, &more, &url));
    assert!(said.starts_with("front 200"), "{said}");
    let refused = curl(&trusted, &more, &url).unwrap_err();
    assert!(refused.contains("certificate"), "{refused}");

    let got = stage.boto.call("acm", "get_certificate", json!({"CertificateArn": certificate}));
    assert_eq!(text(&got["CertificateChain"]).trim(), fs::read_to_string(&any_name).unwrap().trim());
    let page = http::get(&stage.cloud.address(), "localhost", "/_interstella/any-name-ca.pem").unwrap();
    assert_eq!(page.text(), fs::read_to_string(&any_name).unwrap());
    let read =
        Command::new("openssl").args(["x509", "-noout", "-text", "-in"]).arg(&trusted).output().unwrap();
    let read = words(&read);
    assert!(read.contains("X509v3 Name Constraints: critical") && read.contains("DNS:localhost"), "{read}");
    for left in ["amazonaws.com", "0.0.0.0"] {
        assert!(!read.contains(left), "{read}");
    }
}

#[test]
fn a_certificate_is_renewed_under_its_arn_and_refusals_name_what_they_refuse() {
    let Some(mut stage) = Stage::bare() else { return };
    let ask = json!({"DomainName": "shop.example.test", "SubjectAlternativeNames": ["*.shop.example.test"],
        "KeyAlgorithm": "EC_prime256v1", "IdempotencyToken": "once", "Tags": [{"Key": "team", "Value": "a"}]});
    let arn = text(&stage.boto.call("acm", "request_certificate", ask.clone())["CertificateArn"]);
    assert_eq!(stage.boto.call("acm", "request_certificate", ask)["CertificateArn"], arn.as_str());
    stage.boto.wait("acm", "certificate_validated", json!({"CertificateArn": arn}));
    let serial = |stage: &mut Stage| {
        let told = stage.boto.call("acm", "describe_certificate", json!({"CertificateArn": arn}));
        text(&told["Certificate"]["Serial"])
    };
    let before = serial(&mut stage);
    stage.boto.call("acm", "renew_certificate", json!({"CertificateArn": arn}));
    until("another certificate", || match serial(&mut stage) {
        same if same == before => Err(same),
        _ => Ok(()),
    });
    let tags = stage.boto.call("acm", "list_tags_for_certificate", json!({"CertificateArn": arn}));
    assert_eq!(tags["Tags"], json!([{"Key": "team", "Value": "a"}]));
    let asked = json!({"DomainName": "a.example.test", "Options": {"Export": "ENABLED"}});
    let refusal = stage.boto.refused("acm", "request_certificate", asked);
    assert_eq!(refusal.code, "InvalidParameterException");
    assert!(refusal.message.contains("Export"), "{}", refusal.message);
}

/// The files below a directory whose path holds `part`.
fn files(directory: &Path, part: &str) -> Vec<PathBuf> {
    let (mut found, mut places) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(place) = places.pop() {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                places.push(path);
            } else if path.display().to_string().contains(part) {
                found.push(path);
            }
        }
    }
    found
}

/// A cloud whose five minutes take five seconds.
fn hurried() -> Option<Stage> {
    let mut how = How::usual();
    how.arguments.extend(["--clock-speed".into(), "60".into()]);
    Stage::over(Cloud::start_how(how)?)
}

/// The text of the first log file of a directory whose path holds `part`, once there is one.
fn logged(bucket: &Path, part: &str) -> String {
    let log = until("a log file", || files(bucket, part).pop().ok_or("none yet".to_owned()));
    assert!(log.display().to_string().ends_with(".log.gz"), "{}", log.display());
    words(&Command::new("gzip").args(["-dc"]).arg(&log).output().unwrap())
}

#[test]
fn connection_logs_tell_of_every_handshake() {
    if !have(&["curl"]) || !cli::is_here() {
        return;
    }
    let Some(mut stage) = hurried() else { return };
    let scratch = Scratch::new();
    let root = exported(&stage.cloud, &scratch);
    let (balancer, port) = (stage.load_balancer("front"), ports::free());
    let set = ["enabled=true", "bucket=my-logs"].map(|pair| pair.split_once('=').unwrap());
    let set = set.map(|(key, value)| json!({"Key": format!("connection_logs.s3.{key}"), "Value": value}));
    let set = json!({"LoadBalancerArn": balancer.arn, "Attributes": set});
    stage.boto.call("elbv2", "modify_load_balancer_attributes", set);
    let certificate = requested(&stage.cloud, &balancer.dns_name);
    let made = json!({
        "LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": port,
        "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "Certificates": [{"CertificateArn": certificate}], "DefaultActions": fixed("text/plain", "front"),
    });
    stage.boto.call("elbv2", "create_listener", made);
    let door = stage.door(port);
    let url = format!("https://{}:{}/", balancer.dns_name, door.rsplit(':').next().unwrap());
    until("the listener speaking", || curl(&root, &[], &url));
    let bucket = stage.cloud.data().join("s3/my-logs/AWSLogs/000000000000");
    let lines = logged(&bucket, "/conn_log.000000000000_elasticloadbalancing_us-west-2_app.front.");
    assert!(lines.contains(&format!(" {port} TLSv1.3 TLS_")), "{lines}");
    assert!(bucket.join("ELBConnectionLogTestFile").is_file());
    assert!(files(&bucket, "ELBAccessLogTestFile").is_empty(), "that log is off");
}

#[test]
fn access_logs_are_files_by_the_names_of_aws() {
    if !cli::is_here() {
        return;
    }
    let Some(mut stage) = hurried() else { return };
    let (balancer, port) = (stage.load_balancer("front"), ports::free());
    let made = json!({"LoadBalancerArn": balancer.arn, "Protocol": "HTTP", "Port": port,
        "DefaultActions": fixed("text/plain", "hello")});
    stage.boto.call("elbv2", "create_listener", made);
    let set = |value: &str| {
        json!({"LoadBalancerArn": balancer.arn,
        "Attributes": [{"Key": "access_logs.s3.enabled", "Value": value}]})
    };
    let refusal = stage.boto.refused("elbv2", "modify_load_balancer_attributes", set("true"));
    assert_eq!(refusal.code, "InvalidConfigurationRequest");
    let attributes = "Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-logs Key=access_logs.s3.prefix,Value=web";
    let mut words = vec!["elbv2", "modify-load-balancer-attributes", "--load-balancer-arn", &balancer.arn];
    words.push("--attributes");
    words.extend(attributes.split(' '));
    cli::aws(&stage.cloud, &words);

    let bucket = stage.cloud.data().join("s3/my-logs/web/AWSLogs/000000000000");
    until("the test file", || match bucket.join("ELBAccessLogTestFile").is_file() {
        true => Ok(()),
        false => Err(stage.cloud.page("/_interstella/loops").to_string()),
    });
    assert_eq!(stage.through(&balancer, port, "/cart?id=1").status, 200);
    let line = logged(&bucket, "_app.front.");
    let wanted = format!("\"GET http://{}:{port}/cart?id=1 HTTP/1.1\"", balancer.dns_name);
    assert!(
        line.starts_with("http ") && line.contains(&wanted) && line.contains("\"fixed-response\""),
        "{line}"
    );

    // Off again, nothing more comes; what was asked while it was on is not lost.
    stage.boto.call("elbv2", "modify_load_balancer_attributes", set("false"));
    let described = stage.boto.call(
        "elbv2",
        "describe_load_balancer_attributes",
        json!({"LoadBalancerArn": balancer.arn}),
    );
    assert!(described.to_string().contains("my-logs"));
}
