//! ListAccountSettings: the settings this product has; they are the same whether asked for as set or as effective.

use ledger::World;
use shapes::Error;
use shapes::ecs::{ListAccountSettings, ListAccountSettingsRequest, ListAccountSettingsResponse, errors};

use super::{account_settings, find, refuse};
use crate::table::Read;
use crate::{Caller, paging};

/// Settings a page holds at most.
const PAGE: usize = 10;

impl Read for ListAccountSettings {
    fn read(
        _: &World,
        caller: &mut Caller,
        input: ListAccountSettingsRequest,
    ) -> Result<ListAccountSettingsResponse, Error> {
        if input.value.is_some() && input.name.is_none() {
            return Err(errors::invalid_parameter_exception("A value can only be given with a name."));
        }
        let other = |arn: &String| *arn != account_settings::principal(caller);
        refuse::unsupported(&[(
            "principalArn other than the account's root",
            input.principal_arn.as_ref().is_some_and(other),
        )])?;
        let wanted = account_settings::SETTINGS.iter().filter(|(name, value)| {
            input.name.as_deref().is_none_or(|asked| asked == *name)
                && input.value.as_deref().is_none_or(|asked| asked == *value)
        });
        let limit = input.max_results.map_or(PAGE, |asked| asked.clamp(1, PAGE as i64) as usize);
        let token = input.next_token.as_deref();
        let page = paging::page(wanted, |(name, _)| (*name).to_owned(), token, limit, find::bad_token)?;
        let settings = page.items.iter().map(|(name, value)| account_settings::setting(caller, name, value));
        Ok(ListAccountSettingsResponse { settings: Some(settings.collect()), next_token: page.next })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{PutAccountSettingDefault, PutAccountSettingDefaultRequest};

    fn names(desk: &mut Desk, input: ListAccountSettingsRequest) -> Vec<String> {
        let settings = desk.read::<ListAccountSettings>(input).unwrap().settings.unwrap();
        settings.into_iter().map(|setting| setting.name.unwrap()).collect()
    }

    #[test]
    fn long_arns_are_enabled_and_pages_follow_each_other() {
        let mut desk = Desk::with_instances(0);
        let (name, value) = (Some("taskLongArnFormat".to_owned()), Some("enabled".to_owned()));
        let one = ListAccountSettingsRequest { name, value, ..Default::default() };
        assert_eq!(names(&mut desk, one), ["taskLongArnFormat"]);
        let first = ListAccountSettingsRequest { max_results: Some(4), ..Default::default() };
        let next_token = desk.read::<ListAccountSettings>(first).unwrap().next_token;
        let rest = ListAccountSettingsRequest { next_token, ..Default::default() };
        assert_eq!(names(&mut desk, rest), ["taskLongArnFormat"]);
    }

    #[test]
    fn a_setting_can_be_put_to_what_it_is_and_to_nothing_else() {
        let mut desk = Desk::with_instances(0);
        let mut put = |name: &str, value: &str| {
            let input = PutAccountSettingDefaultRequest { name: name.to_owned(), value: value.to_owned() };
            desk.write::<PutAccountSettingDefault>(input)
        };
        let setting = put("serviceLongArnFormat", "enabled").unwrap().setting.unwrap();
        assert_eq!(setting.value.as_deref(), Some("enabled"));
        for (name, value) in [
            ("serviceLongArnFormat", "disabled"),
            ("containerInsights", "enabled"),
            ("guardDutyActivate", "on"),
        ] {
            assert_eq!(put(name, value).unwrap_err().code, "InvalidParameterException");
        }
    }
}
