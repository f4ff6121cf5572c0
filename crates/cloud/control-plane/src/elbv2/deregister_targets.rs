//! DeregisterTargets: the targets begin to drain; a loop takes them away when the deregistration delay has passed. Targets that are not
//! registered are no error.

use ledger::Txn;
use model::Key;
use model::elbv2::{Target, TargetGroup};
use shapes::Error;
use shapes::elbv2::{DeregisterTargets, DeregisterTargetsInput, DeregisterTargetsOutput, TargetDescription};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeregisterTargets {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeregisterTargetsInput,
    ) -> Result<DeregisterTargetsOutput, Error> {
        let group = find::target_group(txn.world(), &caller.scope, &input.target_group_arn)?;
        for given in input.targets {
            for key in keys(txn, &group, &given) {
                txn.update(&key, |target: &mut Target| {
                    target.draining_since.get_or_insert(caller.now);
                });
            }
        }
        Ok(DeregisterTargetsOutput {})
    }
}

/// The registrations a description means: those of its id, on its port if it names one.
fn keys(txn: &Txn, group: &TargetGroup, given: &TargetDescription) -> Vec<Key> {
    let prefix = format!("{}/{}:", group.name, given.id);
    let found = txn.scan_prefix::<Target>(&group.scope, &prefix);
    let wanted = found.filter(|target| given.port.is_none_or(|port| port == i64::from(target.port)));
    wanted.map(|target| model::Record::key(&**target)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use model::ec2::InstanceState;
    use shapes::elbv2::{RegisterTargets, RegisterTargetsInput};

    #[test]
    fn what_is_not_registered_is_no_error_and_the_others_drain() {
        let mut example = Example::new();
        let group = example.target_group("g");
        example.instance("i-1", InstanceState::Running);
        let target = |id: &str| TargetDescription { id: id.to_owned(), ..Default::default() };
        let register = RegisterTargetsInput { target_group_arn: group.clone(), targets: vec![target("i-1")] };
        example.write::<RegisterTargets>(register).unwrap();
        let targets = vec![target("i-2"), target("i-1")];
        let input = DeregisterTargetsInput { target_group_arn: group, targets };
        example.write::<DeregisterTargets>(input).unwrap();
        let world = example.world();
        let draining: Vec<_> = world.all::<Target>().map(|target| target.draining_since).collect();
        assert_eq!(draining, [Some(example.caller.now)]);
    }
}
