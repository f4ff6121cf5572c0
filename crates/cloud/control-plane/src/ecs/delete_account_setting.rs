//! DeleteAccountSetting: the setting is again what it is when nobody changed it.

use ledger::Txn;
use model::ecs::AccountSetting;
use shapes::Error;
use shapes::ecs::{DeleteAccountSetting, DeleteAccountSettingRequest, DeleteAccountSettingResponse};

use super::account_settings;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteAccountSetting {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteAccountSettingRequest,
    ) -> Result<DeleteAccountSettingResponse, Error> {
        account_settings::check_principal(caller, input.principal_arn.as_deref())?;
        account_settings::check_name(&input.name)?;
        txn.remove::<AccountSetting>(&AccountSetting::key_of(&caller.scope, &input.name));
        let value = account_settings::value_of(txn.world(), &caller.scope, &input.name);
        let setting = account_settings::setting(caller, &input.name, &value);
        Ok(DeleteAccountSettingResponse { setting: Some(setting) })
    }
}
