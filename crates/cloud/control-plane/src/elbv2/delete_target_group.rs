//! DeleteTargetGroup: refused while a listener or rule leads to it; its targets and their health go with it.

use ledger::Txn;
use model::elbv2::{Target, TargetGroup, TargetHealth};
use model::{Key, Record};
use shapes::Error;
use shapes::elbv2::{DeleteTargetGroup, DeleteTargetGroupInput, DeleteTargetGroupOutput, errors};

use super::{find, usage};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteTargetGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteTargetGroupInput,
    ) -> Result<DeleteTargetGroupOutput, Error> {
        let group = match find::target_group(txn.world(), &caller.scope, &input.target_group_arn) {
            Ok(group) => group,
            Err(error) if error.code == errors::TargetGroupNotFoundException.name => {
                return Ok(DeleteTargetGroupOutput {});
            }
            Err(error) => return Err(error),
        };
        if !usage::load_balancers_of(txn.world(), &group).is_empty() {
            let text = format!("Target group '{}' is currently in use by a listener or a rule", group.arn());
            return Err(errors::resource_in_use_exception(text));
        }
        remove_targets(txn, &group);
        txn.remove::<TargetGroup>(&group.key());
        Ok(DeleteTargetGroupOutput {})
    }
}

fn remove_targets(txn: &mut Txn, group: &TargetGroup) {
    let prefix = format!("{}/", group.name);
    let targets: Vec<Key> =
        txn.scan_prefix::<Target>(&group.scope, &prefix).map(|found| found.key()).collect();
    let healths: Vec<Key> =
        txn.scan_prefix::<TargetHealth>(&group.scope, &prefix).map(|found| found.key()).collect();
    for key in targets {
        txn.remove::<Target>(&key);
    }
    for key in healths {
        txn.remove::<TargetHealth>(&key);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::{DeleteListener, DeleteListenerInput};

    #[test]
    fn a_group_in_use_stays() {
        let mut example = Example::new();
        let (balancer, target_group_arn) = (example.load_balancer("a"), example.target_group("g"));
        let listener_arn = example.listener(&balancer, 80, &target_group_arn).unwrap();
        let input = DeleteTargetGroupInput { target_group_arn };
        let error = example.write::<DeleteTargetGroup>(input.clone()).unwrap_err();
        assert_eq!(error.query_code.as_deref(), Some("ResourceInUse"));
        example.write::<DeleteListener>(DeleteListenerInput { listener_arn }).unwrap();
        example.write::<DeleteTargetGroup>(input).unwrap();
        assert_eq!(example.world().count::<TargetGroup>(), 0);
    }
}
