//! DescribeTargetHealth: what is registered joined with what probes saw. In: registrations and verdicts. Out: AWS's states and words.
//! Never here: probing; a target without a verdict is `initial`.

use std::sync::Arc;

use ledger::World;
use model::Record;
use model::elbv2::{Target, TargetGroup, TargetHealth, TargetState};
use shapes::Error;
use shapes::elbv2::{
    self as out, DescribeTargetHealth, DescribeTargetHealthInput, DescribeTargetHealthOutput,
    TargetDescription,
};

use super::register_targets::port;
use super::{find, usage};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTargetHealth {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeTargetHealthInput,
    ) -> Result<DescribeTargetHealthOutput, Error> {
        let group = find::target_group(world, &caller.scope, &input.target_group_arn)?;
        let view = View { world, used: !usage::load_balancers_of(world, &group).is_empty(), group };
        let shown = match input.targets.filter(|targets| !targets.is_empty()) {
            Some(targets) => view.asked(targets)?,
            None => view.registered("").map(|target| view.show(target)).collect(),
        };
        Ok(DescribeTargetHealthOutput { target_health_descriptions: Some(shown) })
    }
}

/// One target group looked at.
struct View<'w> {
    world: &'w World,
    group: Arc<TargetGroup>,
    /// Whether a listener or rule leads to it.
    used: bool,
}

impl View<'_> {
    /// Registered targets whose id and port begin so.
    fn registered(&self, prefix: &str) -> impl Iterator<Item = &Arc<Target>> + use<'_> {
        self.world.scan_prefix(&self.group.scope, &format!("{}/{prefix}", self.group.name))
    }

    /// Those asked for; an id without a port means all its ports.
    fn asked(&self, wanted: Vec<TargetDescription>) -> Result<Vec<out::TargetHealthDescription>, Error> {
        let mut shown = Vec::new();
        for given in wanted {
            let found = self.registered(&format!("{}:", given.id));
            let on_port =
                |target: &&Arc<Target>| given.port.is_none_or(|port| port == i64::from(target.port));
            let before = shown.len();
            shown.extend(found.filter(on_port).map(|target| self.show(target)));
            if shown.len() == before {
                let port = port(&self.group, given.port)?;
                shown.push(self.describe(given.id, port, None, not_registered()));
            }
        }
        Ok(shown)
    }

    fn show(&self, target: &Target) -> out::TargetHealthDescription {
        let zone = target.zone.clone().filter(|_| self.group.target_type == "ip");
        self.describe(target.id.clone(), target.port, zone, self.health(target))
    }

    fn health(&self, target: &Target) -> out::TargetHealth {
        if target.draining_since.is_some() {
            let reason = "Target.DeregistrationInProgress";
            return health(TargetState::Draining, reason, "Target deregistration is in progress");
        }
        if !self.used {
            let text = "Target group is not configured to receive traffic from the load balancer";
            return health(TargetState::Unused, "Target.NotInUse", text);
        }
        match self.world.get::<TargetHealth>(&target.key()) {
            Some(seen) => out::TargetHealth {
                state: Some(seen.state.to_string()),
                reason: seen.reason.clone(),
                description: seen.description.clone(),
            },
            None => {
                let reason = "Elb.RegistrationInProgress";
                health(TargetState::Initial, reason, "Target registration is in progress")
            }
        }
    }

    fn describe(
        &self,
        id: String,
        port: u16,
        availability_zone: Option<String>,
        health: out::TargetHealth,
    ) -> out::TargetHealthDescription {
        let probed = self.group.health_check.port.unwrap_or(port);
        let port = Some(i64::from(port));
        out::TargetHealthDescription {
            target: Some(TargetDescription { id, port, availability_zone, quic_server_id: None }),
            health_check_port: Some(probed.to_string()),
            target_health: Some(health),
            administrative_override: Some(no_override()),
            anomaly_detection: None,
        }
    }
}

fn not_registered() -> out::TargetHealth {
    health(TargetState::Unused, "Target.NotRegistered", "Target is not registered to the target group")
}

fn health(state: TargetState, reason: &str, description: &str) -> out::TargetHealth {
    out::TargetHealth {
        state: Some(state.to_string()),
        reason: Some(reason.to_owned()),
        description: Some(description.to_owned()),
    }
}

/// No operator has moved traffic away from a zone; that cannot be done here.
fn no_override() -> out::AdministrativeOverride {
    out::AdministrativeOverride {
        state: Some("no_override".to_owned()),
        reason: Some("AdministrativeOverride.NoOverride".to_owned()),
        description: Some("No override is currently active on target".to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use model::ec2::InstanceState;
    use shapes::elbv2::{DeregisterTargets, DeregisterTargetsInput, RegisterTargets, RegisterTargetsInput};

    fn asked(id: &str) -> Vec<TargetDescription> {
        vec![TargetDescription { id: id.to_owned(), ..Default::default() }]
    }

    fn described(example: &mut Example, group: &str, targets: Option<Vec<TargetDescription>>) -> String {
        let input = DescribeTargetHealthInput { target_group_arn: group.to_owned(), targets };
        let output = example.read::<DescribeTargetHealth>(input).unwrap();
        let mut all = output.target_health_descriptions.unwrap();
        assert_eq!(all.len(), 1);
        let one = all.remove(0);
        let health = one.target_health.unwrap();
        format!(
            "{} {} {}",
            one.health_check_port.unwrap(),
            health.state.unwrap(),
            health.reason.unwrap_or_default()
        )
    }

    /// A target group with one registered instance.
    fn registered(example: &mut Example) -> String {
        let group = example.target_group("g");
        example.instance("i-1", InstanceState::Running);
        let input = RegisterTargetsInput { target_group_arn: group.clone(), targets: asked("i-1") };
        example.write::<RegisterTargets>(input).unwrap();
        group
    }

    #[test]
    fn a_target_lives_through_its_states() {
        let mut example = Example::new();
        let group = registered(&mut example);
        assert_eq!(described(&mut example, &group, None), "80 unused Target.NotInUse");
        let balancer = example.load_balancer("a");
        example.listener(&balancer, 80, &group).unwrap();
        assert_eq!(described(&mut example, &group, None), "80 initial Elb.RegistrationInProgress");
        let target = example.world().all::<Target>().next().unwrap().clone();
        example.put(TargetHealth {
            scope: target.scope.clone(),
            target_group: target.target_group.clone(),
            id: target.id.clone(),
            port: target.port,
            state: TargetState::Healthy,
            reason: None,
            description: None,
            since: target.registered_at,
        });
        assert_eq!(described(&mut example, &group, Some(asked("i-1"))), "80 healthy ");
        let input = DeregisterTargetsInput { target_group_arn: group.clone(), targets: asked("i-1") };
        example.write::<DeregisterTargets>(input).unwrap();
        assert_eq!(described(&mut example, &group, None), "80 draining Target.DeregistrationInProgress");
    }

    #[test]
    fn an_unknown_target_is_unused() {
        let mut example = Example::new();
        let group = registered(&mut example);
        assert_eq!(described(&mut example, &group, Some(asked("i-9"))), "80 unused Target.NotRegistered");
    }
}
