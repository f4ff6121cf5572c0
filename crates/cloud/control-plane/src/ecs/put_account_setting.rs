//! PutAccountSetting: `containerInsights` as one likes, every other setting only to the value it has.

use ledger::Txn;
use model::ecs::AccountSetting;
use shapes::Error;
use shapes::ecs::{PutAccountSetting, PutAccountSettingRequest, PutAccountSettingResponse};

use super::account_settings;
use crate::Caller;
use crate::table::Write;

impl Write for PutAccountSetting {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutAccountSettingRequest,
    ) -> Result<PutAccountSettingResponse, Error> {
        account_settings::check_principal(caller, input.principal_arn.as_deref())?;
        account_settings::check(&input.name, &input.value)?;
        let setting = account_settings::setting(caller, &input.name, &input.value);
        txn.put(AccountSetting { scope: caller.scope.clone(), name: input.name, value: input.value });
        Ok(PutAccountSettingResponse { setting: Some(setting) })
    }
}
