//! DeregisterTargets: the targets begin to drain; a loop takes them away when the deregistration delay has passed.

use ledger::Txn;
use model::Key;
use model::elbv2::{Target, TargetGroup};
use shapes::Error;
use shapes::elbv2::{
    DeregisterTargets, DeregisterTargetsInput, DeregisterTargetsOutput, TargetDescription, errors,
};

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
            for key in keys(txn, &group, &given)? {
                txn.update(&key, |target: &mut Target| {
                    target.draining_since.get_or_insert(caller.now);
                });
            }
        }
        Ok(DeregisterTargetsOutput {})
    }
}

/// The registrations a description means: those of its id, on its port if it names one.
fn keys(txn: &Txn, group: &TargetGroup, given: &TargetDescription) -> Result<Vec<Key>, Error> {
    let prefix = format!("{}/{}:", group.name, given.id);
    let found = txn.scan_prefix::<Target>(&group.scope, &prefix);
    let wanted = found.filter(|target| given.port.is_none_or(|port| port == i64::from(target.port)));
    let keys: Vec<Key> = wanted.map(|target| model::Record::key(&**target)).collect();
    if keys.is_empty() {
        let text = format!("The specified target '{}' is not registered to the target group", given.id);
        return Err(errors::invalid_target_exception(text));
    }
    Ok(keys)
}
