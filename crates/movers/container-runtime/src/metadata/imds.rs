//! The instance metadata service. In: method, path, headers that matter, the instance. Out: a reply.
//! Never here: making or remembering tokens (`TokenBook`).

use super::instance_tree::{Node, tree};
use super::{Credentials, Reply};

const MAX_TTL: u32 = 21_600;
const VERSIONS: [&str; 3] = ["latest", "2021-07-15", "2021-03-23"];

/// The container instance a task runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// `i-…`.
    pub instance_id: String,
    /// `ami-…`.
    pub image_id: String,
    /// For example `t3.medium`.
    pub instance_type: String,
    /// 12 digits.
    pub account_id: String,
    /// Region.
    pub region: String,
    /// For example `us-east-1a`.
    pub availability_zone: String,
    /// For example `use1-az1`.
    pub availability_zone_id: String,
    /// Private address.
    pub local_ipv4: String,
    /// Public address, if any.
    pub public_ipv4: Option<String>,
    /// For example `ip-10-0-0-1.ec2.internal`.
    pub local_hostname: String,
    /// MAC address.
    pub mac: String,
    /// `subnet-…`.
    pub subnet_id: String,
    /// `vpc-…`.
    pub vpc_id: String,
    /// Security group names.
    pub security_groups: Vec<String>,
    /// `r-…`.
    pub reservation_id: String,
    /// ISO 8601 with `Z`.
    pub pending_time: String,
    /// Role name, instance profile ARN and credentials.
    pub role: Option<(String, String, Credentials)>,
    /// Raw user data.
    pub user_data: Option<String>,
    /// Requests without a token are refused.
    pub tokens_required: bool,
}

/// The token header of a request, as the owner's book judged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// No header.
    Absent,
    /// Known and not ended.
    Valid,
    /// Unknown or ended.
    Invalid,
}

/// The parts of an HTTP request that matter here.
#[derive(Clone, Copy, Debug)]
pub struct ImdsRequest<'a> {
    /// `GET`, `HEAD` or `PUT`.
    pub method: &'a str,
    /// Path with the leading slash.
    pub path: &'a str,
    /// Judged `X-aws-ec2-metadata-token`.
    pub token: Token,
    /// Raw `X-aws-ec2-metadata-token-ttl-seconds`.
    pub ttl: Option<&'a str>,
    /// Whether `X-Forwarded-For` was there.
    pub forwarded: bool,
}

/// Answers a request. `issue(ttl_seconds)` makes a token when one is asked for rightly.
pub fn imds(instance: &Instance, request: ImdsRequest<'_>, issue: impl FnOnce(u32) -> String) -> Reply {
    match request.method {
        "PUT" => put_token(request, issue),
        "GET" | "HEAD" => get(instance, request),
        _ => Reply::error(405),
    }
}

fn put_token(request: ImdsRequest<'_>, issue: impl FnOnce(u32) -> String) -> Reply {
    if request.path.trim_end_matches('/') != "/latest/api/token" || request.forwarded {
        return Reply::error(403);
    }
    match request.ttl.and_then(|ttl| ttl.trim().parse().ok()) {
        Some(ttl @ 1..=MAX_TTL) => Reply::text(issue(ttl)),
        _ => Reply::error(400),
    }
}

fn get(instance: &Instance, request: ImdsRequest<'_>) -> Reply {
    match request.token {
        Token::Invalid => return Reply::error(401),
        Token::Absent if instance.tokens_required => return Reply::error(401),
        Token::Absent | Token::Valid => {}
    }
    let mut parts = request.path.split('/').filter(|part| !part.is_empty());
    let Some(version) = parts.next() else { return Reply::text(VERSIONS.join("\n")) };
    if !VERSIONS.contains(&version) {
        return Reply::error(404);
    }
    let mut node = tree(instance);
    for part in parts {
        let Node::Directory(mut entries) = node else { return Reply::error(404) };
        let Some(at) = entries.iter().position(|(name, _)| name == part) else { return Reply::error(404) };
        node = entries.swap_remove(at).1;
    }
    show(node)
}

fn show(node: Node) -> Reply {
    let Node::Directory(entries) = node else {
        let Node::Value(text) = node else { return Reply::error(404) };
        return Reply::text(text);
    };
    let line = |(name, node): &(String, Node)| match node {
        Node::Directory(_) => format!("{name}/"),
        Node::Value(_) => name.clone(),
    };
    Reply::text(entries.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn instance() -> Instance {
        Instance {
            instance_id: "i-0123456789abcdef0".into(),
            image_id: "ami-1".into(),
            instance_type: "t3.medium".into(),
            account_id: "000000000000".into(),
            region: "us-east-1".into(),
            availability_zone: "us-east-1a".into(),
            availability_zone_id: "use1-az1".into(),
            local_ipv4: "10.0.0.1".into(),
            public_ipv4: None,
            local_hostname: "ip-10-0-0-1.ec2.internal".into(),
            mac: "0a:00:00:00:00:01".into(),
            subnet_id: "subnet-1".into(),
            vpc_id: "vpc-1".into(),
            security_groups: vec!["default".into()],
            reservation_id: "r-1".into(),
            pending_time: "2026-01-01T00:00:00Z".into(),
            role: Some((
                "ecsInstanceRole".into(),
                "arn:aws:iam::000000000000:instance-profile/ecs".into(),
                Credentials {
                    access_key_id: "ASIA1".into(),
                    secret_access_key: "s".into(),
                    token: "t".into(),
                    expiration: "2026-01-01T06:00:00Z".into(),
                    last_updated: "2026-01-01T00:00:00Z".into(),
                },
            )),
            user_data: None,
            tokens_required: false,
        }
    }

    fn ask(path: &str) -> Reply {
        let request = ImdsRequest { method: "GET", path, token: Token::Absent, ttl: None, forwarded: false };
        imds(&instance(), request, |_| String::new())
    }

    #[test]
    fn the_paths_programs_use() {
        let zone = "/latest/meta-data/placement/availability-zone";
        for (path, body) in [
            (zone, "us-east-1a"),
            ("/2021-03-23/meta-data/instance-id", "i-0123456789abcdef0"),
            ("/latest/meta-data/iam/security-credentials/", "ecsInstanceRole"),
            ("/latest/meta-data/network/interfaces/macs/0a:00:00:00:00:01/vpc-id", "vpc-1"),
            ("/latest/meta-data/placement/", "availability-zone\navailability-zone-id\nregion"),
            ("/latest/", "dynamic/\nmeta-data/"),
        ] {
            assert_eq!(ask(path), Reply::text(body), "{path}");
        }
        for missing in [
            "/latest/meta-data/public-ipv4",
            "/latest/user-data",
            "/1066-10-14/",
            "/latest/meta-data/instance-id/x",
        ] {
            assert_eq!(ask(missing).status, 404, "{missing}");
        }
        let credentials = ask("/latest/meta-data/iam/security-credentials/ecsInstanceRole").body;
        assert!(credentials.contains("\"Type\":\"AWS-HMAC\""), "{credentials}");
        let document = ask("/latest/dynamic/instance-identity/document").body;
        assert!(document.contains("\"region\":\"us-east-1\""), "{document}");
    }

    #[test]
    fn tokens_are_asked_for_and_demanded() {
        let put = |ttl, forwarded, path| {
            let request = ImdsRequest { method: "PUT", path, token: Token::Absent, ttl, forwarded };
            imds(&instance(), request, |ttl| format!("token{ttl}"))
        };
        assert_eq!(put(Some("60"), false, "/latest/api/token"), Reply::text("token60"));
        for bad in [None, Some("0"), Some("21601"), Some("x")] {
            assert_eq!(put(bad, false, "/latest/api/token").status, 400, "{bad:?}");
        }
        assert_eq!(put(Some("60"), true, "/latest/api/token").status, 403);
        assert_eq!(put(Some("60"), false, "/2021-03-23/api/token").status, 403);
        let strict = Instance { tokens_required: true, ..instance() };
        for (token, status) in [(Token::Absent, 401), (Token::Invalid, 401), (Token::Valid, 200)] {
            let request = ImdsRequest { method: "GET", path: "/latest", token, ttl: None, forwarded: false };
            assert_eq!(imds(&strict, request, |_| String::new()).status, status);
        }
    }
}
