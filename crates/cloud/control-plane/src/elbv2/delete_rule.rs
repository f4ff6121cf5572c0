//! DeleteRule: the default rule cannot be deleted.

use ledger::Txn;
use model::Record;
use model::elbv2::Rule;
use shapes::Error;
use shapes::elbv2::{DeleteRule, DeleteRuleInput, DeleteRuleOutput};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteRule {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteRuleInput) -> Result<DeleteRuleOutput, Error> {
        let rule = find::rule(txn.world(), &caller.scope, &input.rule_arn, "deleted")?;
        txn.remove::<Rule>(&rule.key());
        Ok(DeleteRuleOutput {})
    }
}
