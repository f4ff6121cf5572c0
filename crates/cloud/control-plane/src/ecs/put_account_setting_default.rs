//! PutAccountSettingDefault: the same as PutAccountSetting, because nobody but the root user has settings here.

use ledger::Txn;
use model::ecs::AccountSetting;
use shapes::Error;
use shapes::ecs::{
    PutAccountSettingDefault, PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse,
};

use super::account_settings;
use crate::Caller;
use crate::table::Write;

impl Write for PutAccountSettingDefault {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutAccountSettingDefaultRequest,
    ) -> Result<PutAccountSettingDefaultResponse, Error> {
        account_settings::check(&input.name, &input.value)?;
        let setting = account_settings::setting(caller, &input.name, &input.value);
        txn.put(AccountSetting { scope: caller.scope.clone(), name: input.name, value: input.value });
        Ok(PutAccountSettingDefaultResponse { setting: Some(setting) })
    }
}
