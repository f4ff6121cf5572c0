//! A load balancer with its groups, listener and rules. In: how it is to be. Out: one that is so. Never here: targets.

use std::net::Ipv4Addr;

use super::error::needed;
use super::network::Network;
use super::{PlatformError, doors};
use crate::client::{Aws, Element, Http, QueryService};

/// A target group: its name, the path that is its health check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) port: u16,
    pub(crate) health: &'static str,
}

/// A load balancer: `default` takes what no rule takes. Rules are path patterns, first come first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) port: u16,
    pub(crate) default: Group,
    pub(crate) rules: &'static [(&'static str, Group)],
}

/// It stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Balancer {
    pub(crate) dns_name: String,
    groups: Vec<(&'static str, String)>,
}

impl Balancer {
    /// The ARN of a target group.
    pub(crate) fn group(&self, name: &str) -> Result<&str, PlatformError> {
        needed(self.groups.iter().find(|(known, _)| *known == name).map(|(_, arn)| arn.as_str()), name)
    }
}

/// Makes what is missing; the same settings again are no change to the service.
pub(crate) async fn ensure(aws: &Aws, network: &Network, plan: Plan) -> Result<Balancer, PlatformError> {
    let (arn, dns_name) = balancer(aws, network, plan.name).await?;
    let mut groups = Vec::new();
    for group in std::iter::once(plan.default).chain(plan.rules.iter().map(|(_, group)| *group)) {
        groups.push((group.name, target_group(aws, network, group).await?));
    }
    let mut made = Balancer { dns_name, groups };
    let listener = listener(aws, &arn, plan.port, made.group(plan.default.name)?).await?;
    rules(aws, &listener, plan, &made).await?;
    if made.dns_name.parse::<Ipv4Addr>().is_ok() {
        // Once the port is open, an address that has another there says so.
        doors::wait(&Http::new(aws.endpoint()), plan.port).await?;
        made.dns_name = described_name(aws, &arn).await?;
    }
    Ok(made)
}

async fn call(aws: &Aws, action: &str, parameters: &[(&str, &str)]) -> Result<Element, PlatformError> {
    Ok(aws.query(QueryService::LoadBalancing, action, parameters).await?)
}

async fn balancer(aws: &Aws, network: &Network, name: &str) -> Result<(String, String), PlatformError> {
    let [a, b] = &network.subnets;
    let parameters = [("Name", name), ("Subnets.member.1", a), ("Subnets.member.2", b)];
    let answer = call(aws, "CreateLoadBalancer", &parameters).await?;
    let made = answer.list("CreateLoadBalancerResult/LoadBalancers").first();
    let text = |name: &str| needed(made.and_then(|made| made.text_at(name)).map(str::to_owned), name);
    Ok((text("LoadBalancerArn")?, text("DNSName")?))
}

async fn described_name(aws: &Aws, arn: &str) -> Result<String, PlatformError> {
    let answer = call(aws, "DescribeLoadBalancers", &[("LoadBalancerArns.member.1", arn)]).await?;
    let found = answer.list("DescribeLoadBalancersResult/LoadBalancers").first();
    needed(found.and_then(|found| found.text_at("DNSName")).map(str::to_owned), "DNSName")
}

async fn target_group(aws: &Aws, network: &Network, group: Group) -> Result<String, PlatformError> {
    let port = group.port.to_string();
    let parameters = [
        ("Name", group.name),
        ("Protocol", "HTTP"),
        ("Port", &port),
        ("VpcId", &network.vpc),
        ("HealthCheckPath", group.health),
        ("HealthCheckIntervalSeconds", "5"),
        ("HealthCheckTimeoutSeconds", "2"),
        ("HealthyThresholdCount", "2"),
        ("UnhealthyThresholdCount", "2"),
    ];
    let answer = call(aws, "CreateTargetGroup", &parameters).await?;
    let made = answer.list("CreateTargetGroupResult/TargetGroups").first();
    let arn = needed(made.and_then(|made| made.text_at("TargetGroupArn")), "TargetGroupArn")?.to_owned();
    // Orders take milliseconds; five minutes of draining would only slow deployments down.
    let parameters = [
        ("TargetGroupArn", arn.as_str()),
        ("Attributes.member.1.Key", "deregistration_delay.timeout_seconds"),
        ("Attributes.member.1.Value", "5"),
    ];
    call(aws, "ModifyTargetGroupAttributes", &parameters).await?;
    Ok(arn)
}

async fn listener(aws: &Aws, balancer: &str, port: u16, group: &str) -> Result<String, PlatformError> {
    let port = port.to_string();
    let parameters = [
        ("LoadBalancerArn", balancer),
        ("Protocol", "HTTP"),
        ("Port", &port),
        ("DefaultActions.member.1.Type", "forward"),
        ("DefaultActions.member.1.TargetGroupArn", group),
    ];
    let answer = call(aws, "CreateListener", &parameters).await?;
    let made = answer.list("CreateListenerResult/Listeners").first();
    needed(made.and_then(|made| made.text_at("ListenerArn")).map(str::to_owned), "ListenerArn")
}

async fn rules(aws: &Aws, listener: &str, plan: Plan, made: &Balancer) -> Result<(), PlatformError> {
    let answer = call(aws, "DescribeRules", &[("ListenerArn", listener)]).await?;
    let present = answer.list("DescribeRulesResult/Rules");
    for (number, (pattern, group)) in plan.rules.iter().enumerate() {
        let priority = (number + 1).to_string();
        if present.iter().any(|rule| rule.text_at("Priority") == Some(&priority)) {
            continue;
        }
        let parameters = [
            ("ListenerArn", listener),
            ("Priority", &priority),
            ("Conditions.member.1.Field", "path-pattern"),
            ("Conditions.member.1.Values.member.1", pattern),
            ("Actions.member.1.Type", "forward"),
            ("Actions.member.1.TargetGroupArn", made.group(group.name)?),
        ];
        call(aws, "CreateRule", &parameters).await?;
    }
    Ok(())
}
