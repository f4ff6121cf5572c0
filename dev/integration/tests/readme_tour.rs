//! The README's tour, to the letter: every shell block of it, in order, as typed into one terminal while `up` runs in another; as root and as
//! an ordinary user, beside a second cloud that has port 80. In: README.md. Out: exit statuses, and what a newcomer should see.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use integration::apart::{apart, open_to_all};
use integration::boto::Boto;
use integration::cloud::{Cloud, How, program};
use integration::{cli, http, patience, readme};
use serde_json::json;

/// What the other cloud's load balancer answers to everything.
const OTHER: &str = "the other cloud";

/// A cloud of somebody else, whose load balancer has port 80 on localhost.
fn neighbour() -> Option<(Cloud, Boto)> {
    let cloud = Cloud::start()?;
    let mut boto = Boto::start(&cloud)?;
    let subnets = boto.call("ec2", "describe_subnets", json!({}))["Subnets"].clone();
    let subnets = [&subnets[0]["SubnetId"], &subnets[1]["SubnetId"]];
    let made = boto.call("elbv2", "create_load_balancer", json!({"Name": "other", "Subnets": subnets}));
    let action =
        json!({"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": OTHER}});
    let listener = json!({
        "LoadBalancerArn": made["LoadBalancers"][0]["LoadBalancerArn"], "Protocol": "HTTP", "Port": 80,
        "DefaultActions": [action],
    });
    boto.call("elbv2", "create_listener", listener);
    patience::until_true("port 80 taken", || {
        http::get("127.0.0.1:80", "localhost", "/").is_ok_and(|reply| reply.text() == OTHER)
    });
    Some((cloud, boto))
}

/// `cargo run --release -- WORDS` in a folder of its own: the same program, built already.
fn cargo(cloud: &Cloud) -> String {
    let folder = cloud.directory().join("bin");
    fs::create_dir(&folder).unwrap();
    let script = format!(
        "#!/bin/sh\n[ \"$1 $2 $3\" = 'run --release --' ] || exit 2\nshift 3\nexec {} \"$@\"\n",
        program().display()
    );
    fs::write(folder.join("cargo"), script).unwrap();
    fs::set_permissions(folder.join("cargo"), fs::Permissions::from_mode(0o755)).unwrap();
    folder.display().to_string()
}

/// Types all blocks into one shell; everything it says. Fails where a command of it fails.
fn tour(cloud: &Cloud, user: Option<u32>) -> String {
    let path = format!("{}:{}", cargo(cloud), std::env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.args(["-euo", "pipefail", "-c", &readme::blocks("Five minutes with the AWS CLI").join("\n")]);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        shell.env_remove(name);
    }
    shell.current_dir(cloud.directory()).env("PATH", path).env("HOME", cloud.directory());
    if let Some(user) = user {
        // Where root has the AWS CLI in its own home.
        if let Some(home) = std::env::var_os("HOME").filter(|home| Path::new(home).is_dir()) {
            open_to_all(Path::new(&home));
        }
        shell.uid(user).gid(user);
    }
    let output = shell.stdin(Stdio::null()).output().unwrap();
    let [said, complaints] =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "the tour ended with {}\n{said}\n{complaints}", output.status);
    said
}

fn goes_to_the_letter(user: How) {
    if !cli::is_here() {
        return;
    }
    apart(|| {
        let Some((_other, _boto)) = neighbour() else { return };
        let how = How { command: "up", unnamed: true, ..user };
        let user = how.user;
        let Some(cloud) = Cloud::start_how(how.with(&["--clock-speed", "20"])) else { return };
        let said = cloud.said();
        assert!(said.contains(" stands for port 80 of load balancers on localhost: "), "{said}");
        let seen = tour(&cloud, user);
        assert!(!seen.contains(OTHER), "{seen}");
        let lines: Vec<&str> = seen.lines().map(str::trim).collect();
        assert!(lines.iter().filter(|line| line.ends_with("healthy")).count() >= 2, "{seen}");
        assert!(
            lines
                .iter()
                .any(|line| line.contains("has stopped 1 running tasks")
                    || line.contains("has started 1 tasks")),
            "{seen}"
        );
        assert!(
            lines
                .iter()
                .any(|line| line.contains("UserInitiated\tTask stopped by user")
                    || line.contains("let us see")),
            "{seen}"
        );
        assert!(lines.contains(&"200 200"), "a rolling update that no client notices\n{seen}");
        assert!(lines.iter().any(|line| line.contains("triggered policy requests")), "scaled\n{seen}");
        assert!(lines.iter().any(|line| line.starts_with("scaling: between 2 and 6 tasks")), "{seen}");
    });
}

/// At once: most of a tour is waiting, and each has a network of its own.
#[test]
fn the_tour_goes_to_the_letter_as_root_and_as_an_ordinary_user_beside_another_cloud() {
    std::thread::scope(|scope| {
        scope.spawn(|| goes_to_the_letter(How::usual()));
        scope.spawn(|| goes_to_the_letter(How::unprivileged()));
    });
}
