//! PutAccountSettingDefault: takes a setting to the value it has; every other value is refused, so nothing is written.

use ledger::Txn;
use shapes::Error;
use shapes::ecs::{
    PutAccountSettingDefault, PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse,
};

use super::{account_settings, refuse};
use crate::Caller;
use crate::table::Write;

impl Write for PutAccountSettingDefault {
    fn write(
        _: &mut Txn,
        caller: &mut Caller,
        input: PutAccountSettingDefaultRequest,
    ) -> Result<PutAccountSettingDefaultResponse, Error> {
        let (name, value) = (&input.name, &input.value);
        if account_settings::value_of(name) != Some(value.as_str()) {
            return Err(refuse::not_in_product(&format!("account setting {name} {value}")));
        }
        let setting = account_settings::setting(caller, name, value);
        Ok(PutAccountSettingDefaultResponse { setting: Some(setting) })
    }
}
