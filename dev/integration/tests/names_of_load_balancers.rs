//! What DNSName of a load balancer is, and that only its own cloud answers by it: two clouds on one machine, an ordinary user's beside root's,
//! names of all three kinds from the host and from inside a task, and the DNS responder as glibc and the SDKs ask it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use integration::apart::{apart, lay_over};
use integration::boto::Boto;
use integration::cloud::{Cloud, How, program};
use integration::patience::until;
use integration::stage::{Balancer, Stage, array, text};
use integration::{cli, http};
use serde_json::{Value, json};

/// A load balancer with a listener that says the name.
fn speaking(stage: &mut Stage, name: &str, port: u16) -> Balancer {
    let balancer = stage.load_balancer(name);
    let action =
        json!({"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": name}});
    let listener = json!({
        "LoadBalancerArn": balancer.arn, "Protocol": "HTTP", "Port": port, "DefaultActions": [action],
    });
    stage.boto.call("elbv2", "create_listener", listener);
    Balancer { dns_name: name_of(stage, name), ..balancer }
}

/// DNSName as it is now, once the port of the listener is open.
fn name_of(stage: &mut Stage, name: &str) -> String {
    until("the door open", || {
        let doors = stage.cloud.page("/_interstella/doors");
        let found = doors["loadBalancers"].as_object().into_iter().flatten();
        let mut own = found.map(|(_, own)| own["listeners"].as_object().is_some_and(|open| !open.is_empty()));
        own.all(|open| open).then_some(()).ok_or_else(|| doors.to_string())
    });
    let seen = stage.boto.call("elbv2", "describe_load_balancers", json!({"Names": [name]}));
    text(&seen["LoadBalancers"][0]["DNSName"])
}

/// Status and body of `GET /` at an address, by this Host.
fn ask(address: &str, host: &str) -> (u16, String) {
    let reply = http::get(address, host, "/").unwrap();
    (reply.status, reply.text())
}

/// `http://HOST...` as curl fetches it, which knows that `*.localhost` is this machine.
fn curl(url: &str) -> String {
    let output = Command::new("curl").args(["-sS", url]).output().expect("curl");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn a_name_is_answered_by_its_own_cloud_and_by_no_other() {
    apart(|| {
        let Some(mut one) = Stage::bare() else { return };
        let first = speaking(&mut one, "first", 80);
        let Some(mut two) = Stage::of(How::unprivileged()) else { return };
        let second = speaking(&mut two, "second", 80);
        // Port 80 of localhost is the first cloud's.
        assert_eq!(curl(&format!("http://{}/", first.dns_name)), "first");
        let refused = curl(&format!("http://{}/", second.dns_name));
        let owner = format!("the cloud at {} has no load balancer {}", one.cloud.endpoint(), second.dns_name);
        assert!(refused.contains(&owner), "{refused}");
        assert_eq!(ask("127.0.0.1:80", &second.dns_name).0, 421);
        assert_eq!(ask("127.0.0.1:80", "gone-1.us-west-2.elb.localhost").0, 421);
        // A domain of the user's own, or an address, is answered by the rules, as on AWS.
        for host in ["shop.example.com", "127.0.0.1", "localhost"] {
            assert_eq!(ask("127.0.0.1:80", host), (200, "first".to_owned()), "{host}");
        }
        // Whatever the Host, its own address is its own.
        assert_eq!(ask("127.0.0.1:80", &first.dns_name), (200, "first".to_owned()));
        let doors = one.cloud.page("/_interstella/doors");
        let own = text(&doors["loadBalancers"][&first.dns_name]["listeners"]["80"]);
        for host in [second.dns_name.as_str(), "shop.example.com"] {
            assert_eq!(ask(&own, host), (200, "first".to_owned()), "{host}");
        }
        // At the endpoint's port each cloud knows its own by name.
        for (cloud, name, wanted) in [(&one, &first, "first"), (&two, &second, "second")] {
            assert_eq!(curl(&format!("http://{}:{}/", name.dns_name, cloud.cloud.port())), wanted);
        }
        let (status, words) = ask(&two.cloud.address(), &first.dns_name);
        assert!(status == 421 && words.contains("has no load balancer"), "{status} {words}");
        // Where the second cloud's port 80 is instead, its own command says.
        let (_, table) = two.cloud.command(&["status"]);
        let line = table
            .lines()
            .find(|line| line.contains(" stands for port 80 "))
            .unwrap_or_else(|| panic!("{table}"));
        let port = line.split(' ').nth(1).unwrap();
        assert_eq!(curl(&format!("http://{}:{port}/", second.dns_name)), "second");
        assert!(
            two.cloud.said().contains(&format!("Port {port} stands for port 80")),
            "{}",
            two.cloud.said()
        );
    });
}

/// A program behind a load balancer, which is asked for by its DNSName from the host and from inside a task.
fn reached_from_everywhere(
    mut stage: Stage,
    wanted: impl Fn(&str) -> bool,
    from_host: impl Fn(&str) -> String,
) {
    let definition =
        stage.register("web", &json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]}));
    let balancer = stage.load_balancer("front");
    let group = stage.target_group("web");
    stage.listener(&balancer, 80, &group);
    let name = name_of(&mut stage, "front");
    assert!(wanted(&name), "{name}");
    stage.service("web", &definition, 1, Some(&group));
    stage.stable(&["web"]);
    let host = from_host(&name);
    until("the target in rotation", || {
        let reply = http::get(&host, &name, "/health").map_err(|error| error.to_string())?;
        if reply.status == 200 { Ok(()) } else { Err(reply.text()) }
    });
    let inside = http::get(&host, &name, &format!("/fetch?url=http://{name}/health")).unwrap();
    assert!(inside.text().starts_with("HTTP/1.1 200"), "{name}: {}", inside.text());
    let unknown = format!("/fetch?url=http://gone-1.us-west-2.elb.{}/", name.rsplit("elb.").next().unwrap());
    let inside = http::get(&host, &name, &unknown).unwrap().text();
    assert!(!inside.starts_with("HTTP/1.1"), "{inside}");
}

#[test]
fn an_address_that_has_port_80_is_the_whole_name() {
    apart(|| {
        let how = How::usual().with(&["--load-balancer-names", "address"]);
        let Some(stage) = Stage::furnished_how(how) else { return };
        let is_address = |name: &str| name.parse::<std::net::Ipv4Addr>().is_ok();
        reached_from_everywhere(stage, is_address, |name| format!("{name}:80"));
    });
}

#[test]
fn an_address_says_which_port_an_ordinary_user_has_in_its_place() {
    apart(|| {
        let how = How::unprivileged().with(&["--load-balancer-names", "address"]);
        let Some(stage) = Stage::furnished_how(how) else { return };
        let is_socket = |name: &str| name.parse::<std::net::SocketAddrV4>().is_ok_and(|at| at.port() != 80);
        reached_from_everywhere(stage, is_socket, str::to_owned);
    });
}

#[test]
fn a_domain_of_the_users_has_the_names() {
    apart(|| {
        let how = How::usual().with(&["--load-balancer-names", "*.dev.example.com"]);
        let Some(stage) = Stage::furnished_how(how) else { return };
        let is_below = |name: &str| name.ends_with(".us-west-2.elb.dev.example.com");
        reached_from_everywhere(stage, is_below, |_| "127.0.0.1:80".to_owned());
    });
}

#[test]
fn the_platform_stands_with_addresses_as_an_ordinary_user() {
    let how = How { user: How::unprivileged().user, ..How::platform(10) };
    let Some(cloud) = Cloud::start_how(how.with(&["--load-balancer-names", "address"])) else { return };
    integration::platform::fulfilled(&cloud, 10);
}

/// `interstella dns`, until dropped.
struct Responder(Child);

impl Responder {
    fn start(cloud: &Cloud, listen: &str) -> Responder {
        let mut command = Command::new(program());
        command.args(["dns", "--listen", listen, "--data-dir"]).arg(cloud.data()).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.starts_with(&format!("Answering on {listen} (UDP) for localhost")), "{first}");
        Responder(child)
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// What glibc, by way of Python, makes of a name: its IPv4 addresses, or the error's name.
fn resolved(name: &str) -> String {
    let script = "import socket, sys\ntry: print(sorted({a[4][0] for a in socket.getaddrinfo(sys.argv[1], 80, socket.AF_INET)}))\n\
                  except socket.gaierror as e: print(e.errno)";
    let output = Command::new("python3").args(["-c", script, name]).output().expect("python3");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn glibc_and_sdks_resolve_what_the_responder_knows() {
    if !cli::is_here() {
        return;
    }
    apart(|| {
        let how = How::usual().with(&["--load-balancer-names", "dev.example.com"]);
        let Some(mut stage) = Stage::of(how) else { return };
        let front = speaking(&mut stage, "front", 80);
        lay_over(
            Path::new("/etc/resolv.conf"),
            "nameserver 127.0.0.1\noptions attempts:1 timeout:5\n",
            stage.cloud.directory(),
        );
        lay_over_nsswitch(&stage);
        let before = resolved(&front.dns_name);
        assert!(before.starts_with('-'), "without the responder: {before}");
        let _responder = Responder::start(&stage.cloud, "127.0.0.1:53");
        let doors = stage.cloud.page("/_interstella/doors");
        let own = text(&doors["loadBalancers"][&front.dns_name]["address"]);
        assert_eq!(resolved(&front.dns_name), format!("['{own}']"));
        for name in
            ["shop.dev.example.com", "x.us-west-2.elb.localhost", "data-localhost", "stream-localhost"]
        {
            assert_eq!(resolved(name), "['127.0.0.1']", "{name}");
        }
        assert!(resolved("example.com").starts_with('-'), "nobody else is asked here, and it does not know");
        // One made meanwhile.
        let later = speaking(&mut stage, "later", 81);
        until("the new name", || {
            let seen = resolved(&later.dns_name);
            if seen.contains("127.") && !seen.contains("127.0.0.1") { Ok(()) } else { Err(seen) }
        });
        // The prefix goes in, and what it leads to is the endpoint.
        let (cloud, words) = (&stage.cloud, ["servicediscovery", "create-http-namespace", "--name", "shop"]);
        cli::aws(cloud, &words);
        let service = until("the namespace", || {
            let listed = cli::aws(cloud, &["servicediscovery", "list-namespaces"]);
            let id = listed["Namespaces"][0]["Id"]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| listed.to_string())?;
            Ok(cli::aws(
                cloud,
                &["servicediscovery", "create-service", "--name", "web", "--namespace-id", &id],
            ))
        });
        let id = text(&service["Service"]["Id"]);
        let attributes = ["--instance-id", "i1", "--attributes", "AWS_INSTANCE_IPV4=127.0.0.9"];
        cli::aws(
            cloud,
            &[&["servicediscovery", "register-instance", "--service-id", &id][..], &attributes].concat(),
        );
        let prefixed = [("AWS_DISABLE_HOST_PREFIX_INJECTION", "false")];
        let found = until("the instance", || {
            let words = [
                "servicediscovery",
                "discover-instances",
                "--namespace-name",
                "shop",
                "--service-name",
                "web",
            ];
            let found: Value = cli::aws_with(cloud, &prefixed, &words);
            if array(&found["Instances"]).is_empty() { Err(found.to_string()) } else { Ok(found) }
        });
        assert_eq!(found["Instances"][0]["InstanceId"], "i1");
        live_tail(cloud);
    });
}

/// glibc may ask `myhostname` or `resolve` first, which know `*.localhost`: here it asks files and DNS.
fn lay_over_nsswitch(stage: &Stage) {
    let path = Path::new("/etc/nsswitch.conf");
    if path.exists() {
        let folder = stage.cloud.directory().join("nss");
        std::fs::create_dir(&folder).unwrap();
        lay_over(path, "hosts: files dns\n", &folder);
    }
}

/// `stream-localhost` leads to the live tail.
fn live_tail(cloud: &Cloud) {
    let mut boto = Boto::start_with(cloud, &[("AWS_DISABLE_HOST_PREFIX_INJECTION", "false")]).unwrap();
    boto.call("logs", "create_log_group", json!({"logGroupName": "g"}));
    let group = "arn:aws:logs:us-west-2:000000000000:log-group:g";
    boto.open("logs", "start_live_tail", json!({"logGroupIdentifiers": [group]}), "responseStream");
}
