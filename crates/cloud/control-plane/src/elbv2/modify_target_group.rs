//! ModifyTargetGroup: the health check; what is not given stays.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{ModifyTargetGroup, ModifyTargetGroupInput, ModifyTargetGroupOutput};

use super::{find, health_check, view};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyTargetGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyTargetGroupInput,
    ) -> Result<ModifyTargetGroupOutput, Error> {
        let mut group = (*find::target_group(txn.world(), &caller.scope, &input.target_group_arn)?).clone();
        group.health_check = health_check::apply(input.into(), group.health_check, &group.protocol_version)?;
        txn.put(group.clone());
        Ok(ModifyTargetGroupOutput { target_groups: Some(vec![view::target_group(txn.world(), &group)]) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    #[test]
    fn what_is_not_given_stays() {
        let mut example = Example::new();
        let target_group_arn = example.target_group("g");
        let mut modify = |change: fn(&mut ModifyTargetGroupInput)| {
            let mut input =
                ModifyTargetGroupInput { target_group_arn: target_group_arn.clone(), ..Default::default() };
            change(&mut input);
            example.write::<ModifyTargetGroup>(input).unwrap().target_groups.unwrap().remove(0)
        };
        modify(|input| input.health_check_path = Some("/health".into()));
        let group = modify(|input| input.health_check_interval_seconds = Some(10));
        assert_eq!(group.health_check_path.as_deref(), Some("/health"));
        assert_eq!(group.health_check_interval_seconds, Some(10));
    }
}
