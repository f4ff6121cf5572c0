//! The routing table of the load balancers, built whole from the records.
//!
//! In: the world. Out: `load_balancer::RoutingTable`. Never here: sockets, health.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ledger::World;
use load_balancer as lb;
use model::acm::Certificate;
use model::ec2::{Instance, InstanceState};
use model::elbv2::{Action, Attributes, Listener, ListenerTls, LoadBalancer, Rule, Target, TargetGroup};

/// Everything the balancer is to serve, but for names that are no load balancer's; `shelf` holds the certificates of the table before.
pub fn table(world: &World, shelf: &mut lb::CertificateShelf) -> lb::RoutingTable {
    shelf.turn();
    lb::RoutingTable {
        load_balancers: world.all::<LoadBalancer>().map(|one| load_balancer(world, one, shelf)).collect(),
        target_groups: world.all::<TargetGroup>().map(|group| target_group(world, group)).collect(),
        names: lb::Names::default(),
    }
}

fn load_balancer(world: &World, one: &LoadBalancer, shelf: &mut lb::CertificateShelf) -> lb::LoadBalancer {
    let listeners = world.scan_prefix::<Listener>(&one.scope, &format!("{}/", one.name));
    lb::LoadBalancer {
        arn: one.arn().into(),
        name: one.full_name().into(),
        dns_name: one.dns_name.as_str().into(),
        attributes: attributes(&one.attributes),
        listeners: listeners.filter_map(|listener| self::listener(world, listener, shelf)).collect(),
    }
}

fn attributes(set: &Attributes) -> lb::Attributes {
    let text = |key: &str| set.get(key).map(String::as_str);
    let on = |key: &str| text(key) == Some("true");
    let seconds = |key: &str, default: Duration| {
        text(key).and_then(|value| value.parse().ok()).map_or(default, Duration::from_secs)
    };
    let defaults = lb::Attributes::default();
    lb::Attributes {
        idle_timeout: seconds("idle_timeout.timeout_seconds", defaults.idle_timeout),
        client_keep_alive: seconds("client_keep_alive.seconds", defaults.client_keep_alive),
        preserve_host: on("routing.http.preserve_host_header.enabled"),
        forwarded_for: match text("routing.http.xff_header_processing.mode") {
            Some("preserve") => lb::ForwardedFor::Preserve,
            Some("remove") => lb::ForwardedFor::Remove,
            _ => lb::ForwardedFor::Append,
        },
        forwarded_for_port: on("routing.http.xff_client_port.enabled"),
        drop_invalid_headers: on("routing.http.drop_invalid_header_fields.enabled"),
        desync: match text("routing.http.desync_mitigation_mode") {
            Some("monitor") => lb::DesyncMode::Monitor,
            Some("strictest") => lb::DesyncMode::Strictest,
            _ => lb::DesyncMode::Defensive,
        },
        http2: text("routing.http2.enabled") != Some("false"),
        tls_headers: on("routing.http.x_amzn_tls_version_and_cipher_suite.enabled"),
        access_log: on("access_logs.s3.enabled"),
        connection_log: on("connection_logs.s3.enabled"),
    }
}

/// An HTTPS listener none of whose certificates can be shown is left out: the others go on.
fn listener(world: &World, listener: &Listener, shelf: &mut lb::CertificateShelf) -> Option<lb::Listener> {
    let tls = listener.tls.as_ref().map(|tls| self::tls(world, listener, tls, shelf));
    if tls.as_ref().is_some_and(|tls| tls.certificates.is_empty()) {
        return None;
    }
    let rules =
        world.scan_prefix::<Rule>(&listener.scope, &format!("{}/{}/", listener.load_balancer, listener.id));
    let server = listener.attributes.get("routing.http.response.server.enabled");
    Some(lb::Listener {
        arn: listener.arn().into(),
        port: listener.port,
        tls,
        server_header: server.is_none_or(|value| value == "true"),
        response_headers: response_headers(&listener.attributes),
        rules: rules.map(|rule| self::rule(rule)).collect(),
        default_action: action(&listener.default_action),
    })
}

/// `routing.http.response.x_frame_options.header_value` as `X-Frame-Options`.
fn response_headers(set: &Attributes) -> Vec<(String, String)> {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1.min(word.len()));
        first.to_ascii_uppercase() + rest
    };
    let header = |(key, value): (&String, &String)| {
        let name = key.strip_prefix("routing.http.response.")?.strip_suffix(".header_value")?;
        let name = name.split('_').map(capital).collect::<Vec<_>>().join("-");
        (!value.is_empty()).then(|| (name, value.clone()))
    };
    set.iter().filter_map(header).collect()
}

fn tls(
    world: &World,
    listener: &Listener,
    tls: &ListenerTls,
    shelf: &mut lb::CertificateShelf,
) -> lb::TlsSettings {
    let certificate = |arn: &str| {
        let record = world.get::<Certificate>(&Certificate::key_of_arn(&listener.scope, arn)?)?;
        shelf.read(arn, &record.full_chain(), &record.private_key.0).ok()
    };
    lb::TlsSettings {
        certificates: tls.arns().filter_map(certificate).collect(),
        policy: lb::SecurityPolicy::named(&tls.policy).unwrap_or_default(),
    }
}

fn rule(rule: &Rule) -> lb::Rule {
    lb::Rule {
        priority: u32::try_from(rule.priority).unwrap_or(u32::MAX),
        conditions: rule.conditions.clone(),
        action: action(&rule.action),
    }
}

fn action(action: &Action) -> lb::Action {
    match action {
        Action::Forward { groups, stickiness } => lb::Action::Forward(lb::Forward {
            target_groups: groups
                .iter()
                .map(|group| lb::WeightedTargetGroup {
                    arn: group.target_group_arn.as_str().into(),
                    weight: u32::try_from(group.weight).unwrap_or(0),
                })
                .collect(),
            stickiness: stickiness.map(|seconds| Duration::from_secs(seconds.max(0) as u64)),
        }),
        Action::Redirect { protocol, host, port, path, query, status } => {
            lb::Action::Redirect(lb::Redirect {
                protocol: protocol.clone(),
                host: host.clone(),
                port: port.clone(),
                path: path.clone(),
                query: query.clone(),
                permanent: status == "HTTP_301",
            })
        }
        Action::FixedResponse { status, content_type, body } => {
            lb::Action::FixedResponse(lb::FixedResponse {
                status: *status,
                content_type: content_type.clone(),
                body: body.clone().unwrap_or_default(),
            })
        }
    }
}

fn target_group(world: &World, group: &TargetGroup) -> lb::TargetGroup {
    let targets = world.scan_prefix::<Target>(&group.scope, &format!("{}/", group.name));
    let attribute = |key: &str| group.attributes.get(key).map(String::as_str);
    let number = |key: &str| attribute(key).and_then(|value| value.parse::<u64>().ok());
    let least = |what: &str| number(&format!("target_group_health.unhealthy_state_routing.{what}"));
    lb::TargetGroup {
        arn: group.arn().into(),
        name: group.full_name().into(),
        health_check: health_check(group),
        algorithm: match attribute("load_balancing.algorithm.type") {
            Some("least_outstanding_requests") => lb::Algorithm::LeastOutstanding,
            Some("weighted_random") => lb::Algorithm::WeightedRandom,
            _ => lb::Algorithm::RoundRobin,
        },
        protocol: protocol(&group.protocol),
        version: protocol_version(&group.protocol_version),
        stickiness: stickiness(&group.attributes),
        slow_start: number("slow_start.duration_seconds")
            .filter(|seconds| *seconds > 0)
            .map(Duration::from_secs),
        least_healthy: lb::LeastHealthy {
            count: least("minimum_healthy_targets.count").map_or(1, |count| count.min(1000) as u32),
            percent: least("minimum_healthy_targets.percentage").map(|percent| percent.min(100) as u8),
        },
        cross_zone: attribute("load_balancing.cross_zone.enabled") != Some("false"),
        targets: targets.filter_map(|target| self::target(world, target)).collect(),
    }
}

fn protocol(name: &str) -> lb::Protocol {
    if name == "HTTPS" { lb::Protocol::Https } else { lb::Protocol::Http }
}

fn protocol_version(name: &str) -> lb::ProtocolVersion {
    match name {
        "HTTP2" => lb::ProtocolVersion::Http2,
        "GRPC" => lb::ProtocolVersion::Grpc,
        _ => lb::ProtocolVersion::Http1,
    }
}

fn stickiness(set: &Attributes) -> Option<lb::Stickiness> {
    let text = |key: &str| set.get(key).map(String::as_str);
    let seconds =
        |key: &str| Duration::from_secs(text(key).and_then(|seconds| seconds.parse().ok()).unwrap_or(86_400));
    if text("stickiness.enabled") != Some("true") {
        return None;
    }
    if text("stickiness.type") != Some("app_cookie") {
        return Some(lb::Stickiness::Balancer(seconds("stickiness.lb_cookie.duration_seconds")));
    }
    let cookie = text("stickiness.app_cookie.cookie_name")?.into();
    Some(lb::Stickiness::Application { cookie, lasts: seconds("stickiness.app_cookie.duration_seconds") })
}

fn health_check(group: &TargetGroup) -> lb::HealthCheck {
    let check = &group.health_check;
    let seconds = |seconds: i64| Duration::from_secs(seconds.max(1) as u64);
    let times = |times: i64| u32::try_from(times).unwrap_or(1).max(1);
    lb::HealthCheck {
        protocol: protocol(&check.protocol),
        version: protocol_version(&group.protocol_version),
        path: check.path.clone(),
        port: check.port,
        interval: seconds(check.interval),
        timeout: seconds(check.timeout),
        healthy_threshold: times(check.healthy_threshold),
        unhealthy_threshold: times(check.unhealthy_threshold),
        matcher: lb::Matcher::parse(&check.matcher).unwrap_or_else(|| lb::HealthCheck::default().matcher),
    }
}

/// Where a target is: the IP it is registered as, or the address of its EC2 instance while that runs. Errors: the state of one that does not.
pub fn address(world: &World, target: &Target) -> Result<IpAddr, InstanceState> {
    if let Ok(ip) = target.id.parse() {
        return Ok(ip);
    }
    let instance = world.get::<Instance>(&Instance::key_of(&target.scope, &target.id));
    match instance.map(|instance| (instance.state, instance.address)) {
        Some((InstanceState::Running, address)) => Ok(address.into()),
        Some((state, _)) => Err(state),
        None => Err(InstanceState::Terminated),
    }
}

/// A target with its address, if it has one.
fn target(world: &World, target: &Target) -> Option<lb::Target> {
    let ip = address(world, target).ok()?;
    Some(lb::Target {
        id: target.id.as_str().into(),
        port: target.port,
        zone: Arc::from(target.zone.as_deref().unwrap_or("")),
        ip,
        endpoint: lb::Endpoint::Address(SocketAddr::new(ip, target.port)),
        draining: target.draining_since.is_some(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ledger::{Ledger, Storage};
    use model::acm::{CertificateFacts, KeyAlgorithm, PrivateKey};
    use model::{Scope, Time};

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    /// A certificate for this host name; with another private key when `broken`.
    fn certificate(id: &str, host: &str, broken: bool) -> Certificate {
        let make = || rcgen::generate_simple_self_signed(vec![host.to_owned()]).unwrap();
        let (made, other) = (make(), make());
        let key = if broken { other.signing_key } else { made.signing_key };
        Certificate {
            scope: scope(),
            id: id.into(),
            certificate: made.cert.pem(),
            chain: None,
            private_key: PrivateKey(key.serialize_pem()),
            facts: CertificateFacts {
                subject: String::new(),
                issuer: String::new(),
                serial: String::new(),
                domain_name: host.into(),
                names: vec![host.into()],
                not_before: Time(0),
                not_after: Time(i64::MAX),
                key_algorithm: KeyAlgorithm::P256,
                signature_algorithm: "SHA256WITHECDSA".into(),
                key_usages: vec![],
                extended_key_usages: vec![],
            },
            created_at: Time(0),
            imported_at: Time(0),
            tags: Default::default(),
        }
    }

    fn listener(port: u16, default: &Certificate, others: &[&Certificate]) -> Listener {
        Listener {
            scope: scope(),
            load_balancer: "front".into(),
            load_balancer_id: "0123456789abcdef".into(),
            id: format!("{port:016x}"),
            port,
            protocol: "HTTPS".into(),
            tls: Some(ListenerTls {
                default_certificate: default.arn(),
                certificates: others.iter().map(|one| one.arn()).collect(),
                policy: "ELBSecurityPolicy-TLS13-1-3-2021-06".into(),
            }),
            default_action: Action::Forward { groups: vec![], stickiness: None },
            attributes: Default::default(),
            tags: Default::default(),
        }
    }

    fn front() -> LoadBalancer {
        LoadBalancer {
            scope: scope(),
            name: "front".into(),
            id: "0123456789abcdef".into(),
            dns_name: "front.elb.localhost".into(),
            address: None,
            scheme: "internal".into(),
            ip_address_type: "ipv4".into(),
            vpc_id: "vpc-1".into(),
            subnets: vec![],
            security_groups: vec![],
            attributes: Default::default(),
            created_at: Time(0),
            tags: Default::default(),
        }
    }

    #[test]
    fn a_listener_has_its_certificates_and_its_policy() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let (one, two) = (certificate("one", "a.test", false), certificate("two", "b.test", false));
        let ((), _) = ledger.write(|txn| {
            txn.put(front());
            txn.put(listener(443, &one, &[&two]));
            txn.put(one);
            txn.put(two);
        });
        let table = table(&ledger.snapshot(), &mut lb::CertificateShelf::default());
        let tls = table.load_balancers[0].listeners[0].tls.clone().unwrap();
        let names: Vec<_> = tls.certificates.iter().map(|one| one.names()[0].clone()).collect();
        assert_eq!(names, ["a.test", "b.test"]);
        assert_eq!(tls.policy.name(), "ELBSecurityPolicy-TLS13-1-3-2021-06");
    }

    #[test]
    fn response_headers_go_by_their_names() {
        let key = |name: &str| format!("routing.http.response.{name}.header_value");
        let set =
            [(key("x_frame_options"), "DENY".to_owned()), (key("content_security_policy"), String::new())];
        let found = response_headers(&set.into_iter().collect());
        assert_eq!(found, [("X-Frame-Options".to_owned(), "DENY".to_owned())]);
    }

    #[test]
    fn a_listener_that_can_show_nothing_does_not_stop_the_others() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let (good, bad) = (certificate("good", "a.test", false), certificate("bad", "b.test", true));
        let ((), _) = ledger.write(|txn| {
            txn.put(front());
            txn.put(listener(443, &good, &[&bad]));
            txn.put(listener(444, &bad, &[]));
            txn.put(good);
            txn.put(bad);
        });
        let table = table(&ledger.snapshot(), &mut lb::CertificateShelf::default());
        let listeners = &table.load_balancers[0].listeners;
        assert_eq!(listeners.iter().map(|one| one.port).collect::<Vec<_>>(), [443]);
        assert_eq!(listeners[0].tls.as_ref().unwrap().certificates.len(), 1);
    }
}
