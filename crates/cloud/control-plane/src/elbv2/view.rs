//! Records as Elastic Load Balancing shows them. In: records. Out: shapes. Never here: decisions.

use kernel::MovedPorts;
use ledger::World;
use model::elbv2::{HealthCheck, Listener, LoadBalancer, Rule, TargetGroup};
use shapes::Timestamp;
use shapes::elbv2 as out;

use super::{actions, conditions, listener_tls, usage};
use crate::Caller;

/// Stands for the hosted zone of the DNS names, which are resolved on this machine.
const HOSTED_ZONE: &str = "ZLOCALHOST";

/// A load balancer. Its state is `active`: it exists for clients as soon as its listeners are bound.
pub(crate) fn load_balancer(world: &World, caller: &Caller, balancer: &LoadBalancer) -> out::LoadBalancer {
    out::LoadBalancer {
        load_balancer_arn: Some(balancer.arn()),
        load_balancer_name: Some(balancer.name.clone()),
        dns_name: Some(dns_name(world, &caller.moved_ports, balancer)),
        canonical_hosted_zone_id: Some(HOSTED_ZONE.to_owned()),
        created_time: Some(Timestamp::from_millis(balancer.created_at.0)),
        scheme: Some(balancer.scheme.clone()),
        vpc_id: Some(balancer.vpc_id.clone()),
        state: Some(out::LoadBalancerState { code: Some("active".to_owned()), reason: None }),
        r#type: Some("application".to_owned()),
        availability_zones: Some(zones(balancer)),
        security_groups: Some(balancer.security_groups.clone()),
        ip_address_type: Some(balancer.ip_address_type.clone()),
        ..Default::default()
    }
}

/// Its name. An address has the port with it where the one a URL leaves out, 80 or else 443, is not to be had there.
fn dns_name(world: &World, moved: &MovedPorts, balancer: &LoadBalancer) -> String {
    let name = &balancer.dns_name;
    let Some(address) = balancer.address.filter(|address| address.to_string() == *name) else {
        return name.clone();
    };
    let prefix = format!("{}/", balancer.name);
    let listens = |port: &u16| {
        world.scan_prefix::<Listener>(&balancer.scope, &prefix).any(|listener| listener.port == *port)
    };
    let unsaid = [80, 443].into_iter().find(listens);
    match unsaid.and_then(|port| moved.get(&(address, port))) {
        Some(stands_in) => format!("{name}:{stands_in}"),
        None => name.clone(),
    }
}

/// The zones of a load balancer with its subnets.
pub(crate) fn zones(balancer: &LoadBalancer) -> Vec<out::AvailabilityZone> {
    let zone = |(subnet, zone): &(String, String)| out::AvailabilityZone {
        zone_name: Some(zone.clone()),
        subnet_id: Some(subnet.clone()),
        load_balancer_addresses: Some(vec![]),
        ..Default::default()
    };
    balancer.subnets.iter().map(zone).collect()
}

/// A target group with the load balancers that lead to it.
pub(crate) fn target_group(world: &World, group: &TargetGroup) -> out::TargetGroup {
    let name_to_arn = |name: &String| {
        world.get::<LoadBalancer>(&LoadBalancer::key_of(&group.scope, name)).map(|balancer| balancer.arn())
    };
    let balancers = usage::load_balancers_of(world, group);
    let shown = out::TargetGroup {
        target_group_arn: Some(group.arn()),
        target_group_name: Some(group.name.clone()),
        protocol: Some(group.protocol.clone()),
        protocol_version: Some(group.protocol_version.clone()),
        port: Some(i64::from(group.port)),
        vpc_id: group.vpc_id.clone(),
        target_type: Some(group.target_type.clone()),
        ip_address_type: Some("ipv4".to_owned()),
        load_balancer_arns: Some(balancers.iter().filter_map(name_to_arn).collect()),
        ..Default::default()
    };
    with_health_check(shown, &group.health_check)
}

fn with_health_check(shown: out::TargetGroup, check: &HealthCheck) -> out::TargetGroup {
    let codes = Some(check.matcher.clone());
    let matcher = match shown.protocol_version.as_deref() {
        Some("GRPC") => out::Matcher { grpc_code: codes, http_code: None },
        _ => out::Matcher { http_code: codes, grpc_code: None },
    };
    let port = check.port.map_or_else(|| "traffic-port".to_owned(), |port| port.to_string());
    out::TargetGroup {
        health_check_enabled: Some(check.enabled),
        health_check_protocol: Some(check.protocol.clone()),
        health_check_port: Some(port),
        health_check_path: Some(check.path.clone()),
        health_check_interval_seconds: Some(check.interval),
        health_check_timeout_seconds: Some(check.timeout),
        healthy_threshold_count: Some(check.healthy_threshold),
        unhealthy_threshold_count: Some(check.unhealthy_threshold),
        matcher: Some(matcher),
        ..shown
    }
}

/// A listener.
pub(crate) fn listener(world: &World, listener: &Listener) -> out::Listener {
    let key = LoadBalancer::key_of(&listener.scope, &listener.load_balancer);
    let tls = listener.tls.as_ref();
    out::Listener {
        listener_arn: Some(listener.arn()),
        load_balancer_arn: world.get::<LoadBalancer>(&key).map(|balancer| balancer.arn()),
        port: Some(i64::from(listener.port)),
        protocol: Some(listener.protocol.clone()),
        certificates: tls.map(|tls| vec![listener_tls::write(&tls.default_certificate, None)]),
        ssl_policy: tls.map(|tls| tls.policy.clone()),
        mutual_authentication: tls.map(|_| out::MutualAuthenticationAttributes {
            mode: Some("off".to_owned()),
            ..Default::default()
        }),
        default_actions: Some(actions::write(&listener.default_action)),
        ..Default::default()
    }
}

/// A rule; its priority is text here.
pub(crate) fn rule(rule: &Rule) -> out::Rule {
    out::Rule {
        rule_arn: Some(rule.arn()),
        priority: Some(rule.priority.to_string()),
        conditions: Some(conditions::write(&rule.conditions)),
        actions: Some(actions::write(&rule.action)),
        is_default: Some(false),
        ..Default::default()
    }
}

/// The default rule of a listener.
pub(crate) fn default_rule(listener: &Listener) -> out::Rule {
    out::Rule {
        rule_arn: Some(listener.default_rule_arn()),
        priority: Some("default".to_owned()),
        conditions: Some(vec![]),
        actions: Some(actions::write(&listener.default_action)),
        is_default: Some(true),
        ..Default::default()
    }
}
