//! A small world for tests: load balancers, target groups, listeners and instances made through the operations themselves.
#![allow(clippy::unwrap_used)]

use std::net::Ipv4Addr;

use model::ec2::{self, Instance, InstanceState};
use shapes::Error;
use shapes::elbv2::{self as op, Action, RuleCondition};

use crate::rig::{Rig, rig_of};

/// A ledger in memory and who calls.
pub(crate) struct Example {
    rig: Rig,
}

rig_of!(Example holds Rig);

impl Example {
    pub(crate) fn new() -> Example {
        Example { rig: Rig::new() }
    }

    /// Changes records as a loop would.
    pub(crate) fn put<R: ledger::Stored>(&mut self, record: R) {
        let ((), _) = self.ledger.write(|txn| {
            txn.put(record);
        });
    }

    pub(crate) fn subnets(&self) -> Vec<String> {
        let zones = ec2::zones(self.caller.scope.region.as_str());
        zones.iter().take(2).map(|zone| ec2::default_subnet(&self.caller.scope, zone)).collect()
    }

    /// ARN of a new load balancer.
    pub(crate) fn load_balancer(&mut self, name: &str) -> String {
        let input = op::CreateLoadBalancerInput {
            name: name.to_owned(),
            subnets: Some(self.subnets()),
            ..Default::default()
        };
        let made = self.write::<op::CreateLoadBalancer>(input).unwrap();
        made.load_balancers.unwrap().remove(0).load_balancer_arn.unwrap()
    }

    /// ARN of a new target group for port 80.
    pub(crate) fn target_group(&mut self, name: &str) -> String {
        let input = op::CreateTargetGroupInput {
            name: name.to_owned(),
            protocol: Some("HTTP".to_owned()),
            port: Some(80),
            vpc_id: Some(ec2::default_vpc(&self.caller.scope)),
            ..Default::default()
        };
        let made = self.write::<op::CreateTargetGroup>(input).unwrap();
        made.target_groups.unwrap().remove(0).target_group_arn.unwrap()
    }

    pub(crate) fn forward(&self, group: &str) -> Action {
        let target_group_arn = Some(group.to_owned());
        Action { r#type: "forward".to_owned(), target_group_arn, ..Default::default() }
    }

    /// ARN of a new listener that forwards to a group.
    pub(crate) fn listener(&mut self, balancer: &str, port: i64, group: &str) -> Result<String, Error> {
        let input = op::CreateListenerInput {
            load_balancer_arn: balancer.to_owned(),
            port: Some(port),
            protocol: Some("HTTP".to_owned()),
            default_actions: vec![self.forward(group)],
            ..Default::default()
        };
        let made = self.write::<op::CreateListener>(input)?;
        Ok(made.listeners.unwrap().remove(0).listener_arn.unwrap())
    }

    /// ARN of a new certificate for a host name.
    pub(crate) fn certificate(&mut self, name: &str) -> String {
        let input = crate::acm::fixture::self_signed(&[name]).input();
        self.write::<shapes::acm::ImportCertificate>(input).unwrap().certificate_arn.unwrap()
    }

    /// ARN of a new HTTPS listener that forwards to a group.
    pub(crate) fn https_listener(
        &mut self,
        balancer: &str,
        port: i64,
        group: &str,
        certificate: &str,
    ) -> String {
        let certificate = op::Certificate { certificate_arn: Some(certificate.to_owned()), is_default: None };
        let input = op::CreateListenerInput {
            load_balancer_arn: balancer.to_owned(),
            port: Some(port),
            protocol: Some("HTTPS".to_owned()),
            certificates: Some(vec![certificate]),
            default_actions: vec![self.forward(group)],
            ..Default::default()
        };
        let made = self.write::<op::CreateListener>(input).unwrap();
        made.listeners.unwrap().remove(0).listener_arn.unwrap()
    }

    /// ARN of a new rule for a path.
    pub(crate) fn rule(
        &mut self,
        listener: &str,
        priority: i64,
        path: &str,
        group: &str,
    ) -> Result<String, Error> {
        let condition = RuleCondition {
            field: Some("path-pattern".to_owned()),
            values: Some(vec![path.to_owned()]),
            ..Default::default()
        };
        let input = op::CreateRuleInput {
            listener_arn: listener.to_owned(),
            priority,
            conditions: vec![condition],
            actions: vec![self.forward(group)],
            ..Default::default()
        };
        Ok(self.write::<op::CreateRule>(input)?.rules.unwrap().remove(0).rule_arn.unwrap())
    }

    /// An instance in this state.
    pub(crate) fn instance(&mut self, id: &str, state: InstanceState) {
        let scope = self.caller.scope.clone();
        let zone = ec2::zones(scope.region.as_str()).remove(0);
        self.put(Instance {
            subnet_id: ec2::default_subnet(&scope, &zone),
            vpc_id: ec2::default_vpc(&scope),
            scope,
            id: id.to_owned(),
            reservation_id: "r-1".to_owned(),
            image_id: "ami-1".to_owned(),
            instance_type: "t2.micro".to_owned(),
            zone,
            address: Ipv4Addr::new(127, 1, 0, 10),
            instance_profile: None,
            user_data: None,
            options: Default::default(),
            key_name: None,
            security_groups: vec![],
            state,
            client_token: None,
            launched_at: self.caller.now,
            terminated_at: None,
            tags: Default::default(),
        });
    }
}
