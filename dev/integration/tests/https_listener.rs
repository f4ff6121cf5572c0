//! HTTPS listeners with certificates of one's own. In: certificates made by openssl, imported by the AWS CLI and boto3. Out: what curl and
//! Python see, who check them against the root and by name.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use integration::patience::until;
use integration::scratch::Scratch;
use integration::stage::{Balancer, Stage, array, text};
use integration::{cli, ports, skip};
use serde_json::{Value, json};

/// A root of our own, and what it signs.
struct Root(Scratch);

impl Root {
    fn new() -> Option<Root> {
        for tool in ["openssl", "curl"] {
            let words = if tool == "curl" { "--version" } else { "version" };
            let tried = Command::new(tool).arg(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
            if !tried.is_ok_and(|status| status.success()) {
                skip::skipped(&format!("{tool} is not here"), "install it");
                return None;
            }
        }
        let root = Root(Scratch::new());
        root.openssl(
            "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /O=Stars/CN=Root -keyout root.key -out root.pem",
        );
        Some(root)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[track_caller]
    fn openssl(&self, words: &str) {
        let output =
            Command::new("openssl").args(words.split(' ')).current_dir(self.0.path()).output().unwrap();
        assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// A certificate for a host name in `FILE.pem`, its key in `FILE.key`.
    fn issue(&self, file: &str, host: &str, key: &str) {
        let more = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid";
        std::fs::write(self.path("names"), format!("subjectAltName=DNS:{host}\n{more}\n")).unwrap();
        self.openssl(&format!(
            "req -newkey {key} -nodes -subj /CN={host} -keyout {file}.key -out {file}.csr"
        ));
        self.openssl(&format!(
            "x509 -req -in {file}.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -extfile names -out {file}.pem"
        ));
    }
}

fn file(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Imports `FILE.pem` by boto3; with an ARN in the place of that one.
fn import(stage: &mut Stage, root: &Root, name: &str, again: Option<&str>) -> String {
    let mut parameters = json!({
        "Certificate": file(&root.path(&format!("{name}.pem"))),
        "PrivateKey": file(&root.path(&format!("{name}.key"))),
        "CertificateChain": file(&root.path("root.pem")),
    });
    if let Some(arn) = again {
        parameters["CertificateArn"] = json!(arn);
    }
    text(&stage.boto.call("acm", "import_certificate", parameters)["CertificateArn"])
}

fn says(body: &str) -> Value {
    json!([{"Type": "fixed-response",
        "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": body}}])
}

/// An HTTPS listener that answers `secure`; its ARN and port.
fn https_listener(stage: &mut Stage, balancer: &Balancer, certificate: &str) -> (String, u16) {
    let port = ports::free();
    let made = stage.boto.call(
        "elbv2",
        "create_listener",
        json!({
            "LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": port,
            "Certificates": [{"CertificateArn": certificate}],
            "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06", "DefaultActions": says("secure"),
        }),
    );
    (text(&made["Listeners"][0]["ListenerArn"]), port)
}

/// What curl gets from `URL`, whose host is found at this machine's listener, and over which version of HTTP; or its complaint.
fn curl(root: &Root, more: &[&str], url: &str, places: &[String]) -> Result<String, String> {
    let mut command = Command::new("curl");
    command.args(["-sS", "--noproxy", "*", "--max-time", "20", "-w", " %{http_version}", "--cacert"]);
    command.arg(root.path("root.pem")).args(more);
    for place in places {
        command.args(["--connect-to", place]);
    }
    let output = command.arg(url).output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// For `--connect-to`: any host at this port is at the listener's door.
fn place(stage: &Stage, port: u16) -> String {
    format!(":{port}:{}", stage.door(port))
}

#[test]
fn curl_checks_the_certificate_by_name_over_both_versions() {
    let Some(root) = Root::new() else { return };
    let Some(mut stage) = Stage::bare() else { return };
    if !cli::is_here() {
        return;
    }
    root.issue("shop", "shop.example.test", "rsa:2048");
    root.issue("other", "*.other.test", "ec -pkeyopt ec_paramgen_curve:P-256");
    let blob = |name: &str| format!("fileb://{}", root.path(name).display());
    let (body, key, chain) = (blob("shop.pem"), blob("shop.key"), blob("root.pem"));
    let words = ["acm", "import-certificate", "--certificate", &body, "--private-key", &key];
    let words = [&words[..], &["--certificate-chain", &chain]].concat();
    let shop = text(&cli::aws(&stage.cloud, &words)["CertificateArn"]);
    let other = import(&mut stage, &root, "other", None);

    let balancer = stage.load_balancer("front");
    let (listener, port) = https_listener(&mut stage, &balancer, &shop);
    let known = json!({"ListenerArn": listener, "Certificates": [{"CertificateArn": other}]});
    stage.boto.call("elbv2", "add_listener_certificates", known);
    let places = [place(&stage, port)];
    let at = |host: &str| format!("https://{host}:{port}/");

    let get = |more: &[&str], host: &str| curl(&root, more, &at(host), &places);
    let first = until("the listener shown the certificate", || get(&["--http2"], "shop.example.test"));
    assert_eq!(first, "secure 2");
    assert_eq!(get(&["--http1.1"], "shop.example.test").unwrap(), "secure 1.1");
    assert_eq!(get(&["--tls-max", "1.2"], "shop.example.test").unwrap(), "secure 2");
    let by_name = until("the second certificate", || get(&["--http2"], "a.other.test"));
    assert_eq!(by_name, "secure 2");
    assert!(get(&[], "unknown.test").unwrap_err().contains("unknown.test"));
    assert!(get(&["--tls-max", "1.1", "--tlsv1.1"], "shop.example.test").is_err());

    let told = stage.boto.call("acm", "describe_certificate", json!({"CertificateArn": shop}));
    let told = &told["Certificate"];
    assert_eq!(told["InUseBy"], json!([balancer.arn]));
    assert_eq!((told["Issuer"].as_str(), told["KeyAlgorithm"].as_str()), (Some("Stars"), Some("RSA-2048")));
    let refusal = stage.boto.refused("acm", "delete_certificate", json!({"CertificateArn": shop}));
    assert_eq!(refusal.code, "ResourceInUseException");
}

#[test]
fn policies_are_what_the_load_balancer_speaks() {
    use load_balancer::{SecurityPolicy, TlsVersion};
    let Some(mut stage) = Stage::bare() else { return };
    let told = array(&stage.boto.call("elbv2", "describe_ssl_policies", json!({}))["SslPolicies"]);
    assert_eq!(told.len(), SecurityPolicy::all().len());
    for policy in told {
        let spoken = SecurityPolicy::named(policy["Name"].as_str().unwrap()).unwrap();
        let versions = array(&policy["SslProtocols"]);
        let has = |version: &str| versions.iter().any(|told| told == version);
        assert_eq!(has("TLSv1.2"), spoken.oldest() <= TlsVersion::V1_2, "{policy}");
        assert_eq!(has("TLSv1.3"), spoken.newest() == TlsVersion::V1_3, "{policy}");
    }
}

#[test]
fn http_leads_on_to_https() {
    let Some(root) = Root::new() else { return };
    let Some(mut stage) = Stage::bare() else { return };
    root.issue("shop", "shop.example.test", "rsa:2048");
    let certificate = import(&mut stage, &root, "shop", None);
    let balancer = stage.load_balancer("front");
    let (_, secure) = https_listener(&mut stage, &balancer, &certificate);
    let plain = ports::free();
    let redirect = json!([{"Type": "redirect", "RedirectConfig":
        {"Protocol": "HTTPS", "Port": secure.to_string(), "StatusCode": "HTTP_301"}}]);
    let made = json!({"LoadBalancerArn": balancer.arn, "Protocol": "HTTP", "Port": plain, "DefaultActions": redirect});
    stage.boto.call("elbv2", "create_listener", made);

    let places = [place(&stage, plain), place(&stage, secure)];
    let url = format!("http://shop.example.test:{plain}/cart?id=1");
    let told = until("led on", || curl(&root, &["-L", "-w", " %{url_effective}"], &url, &places));
    assert_eq!(told, format!("secure https://shop.example.test:{secure}/cart?id=1"));

    let back =
        json!([{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTP", "StatusCode": "HTTP_301"}}]);
    let made = json!({"LoadBalancerArn": balancer.arn, "Protocol": "HTTPS", "Port": ports::free(),
        "Certificates": [{"CertificateArn": certificate}], "DefaultActions": back});
    let refusal = stage.boto.refused("elbv2", "create_listener", made);
    assert_eq!(refusal.code, "InvalidLoadBalancerAction");
}

/// A client that keeps its connection: prints the certificate's serial number and asks once for every line it is given.
const KEEPING: &str = r#"
import http.client, socket, ssl, sys
host, port, root, name = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
context = ssl.create_default_context(cafile=root)
stream = context.wrap_socket(socket.create_connection((host, port), timeout=20), server_hostname=name)
print(stream.getpeercert()["serialNumber"], flush=True)
connection = http.client.HTTPConnection(name)
connection.sock = stream
connection.auto_open = 0
for line in sys.stdin:
    connection.request("GET", "/")
    print(connection.getresponse().read().decode(), flush=True)
"#;

struct Keeping {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Keeping {
    /// The client and the serial number it saw.
    fn begin(root: &Root, door: &str, name: &str) -> (Keeping, String) {
        let (host, port) = door.rsplit_once(':').unwrap();
        let mut command = Command::new("python3");
        command.args(["-c", KEEPING, host, port]).arg(root.path("root.pem")).arg(name);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut keeping = Keeping { child, lines };
        let serial = keeping.line();
        (keeping, serial)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    fn ask(&mut self) -> String {
        self.child.stdin.as_mut().unwrap().write_all(b"again\n").unwrap();
        self.line()
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_certificate_imported_again_is_shown_and_no_connection_ends() {
    let Some(root) = Root::new() else { return };
    let Some(mut stage) = Stage::bare() else { return };
    root.issue("first", "shop.example.test", "rsa:2048");
    root.issue("second", "shop.example.test", "rsa:2048");
    let certificate = import(&mut stage, &root, "first", None);
    let balancer = stage.load_balancer("front");
    let (_, port) = https_listener(&mut stage, &balancer, &certificate);
    let door = stage.door(port);
    let url = format!("https://shop.example.test:{port}/");
    until("the listener speaking", || curl(&root, &[], &url, &[place(&stage, port)]));

    let (mut kept, before) = Keeping::begin(&root, &door, "shop.example.test");
    assert_eq!(kept.ask(), "secure");
    assert_eq!(import(&mut stage, &root, "second", Some(&certificate)), certificate);
    until("the new certificate shown", || match Keeping::begin(&root, &door, "shop.example.test").1 {
        now if now != before && !now.is_empty() => Ok(()),
        now => Err(now),
    });
    assert_eq!(kept.ask(), "secure");
}
