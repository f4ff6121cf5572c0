//! ListAccountSettings: those somebody put, or with `effectiveSettings` what holds for all of them.

use kernel::paging;
use ledger::World;
use shapes::Error;
use shapes::ecs::{ListAccountSettings, ListAccountSettingsRequest, ListAccountSettingsResponse};

use super::{account_settings, find};
use crate::Caller;
use crate::table::Read;

/// Settings a page holds at most.
const PAGE: i64 = 10;

impl Read for ListAccountSettings {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListAccountSettingsRequest,
    ) -> Result<ListAccountSettingsResponse, Error> {
        if input.value.is_some() && input.name.is_none() {
            return Err(account_settings::value_without_name());
        }
        account_settings::check_principal(caller, input.principal_arn.as_deref())?;
        let effective = input.effective_settings == Some(true);
        let names = account_settings::SETTINGS.iter().map(|(name, _)| *name);
        let held = names.filter_map(|name| match effective {
            true => Some((name, account_settings::value_of(world, &caller.scope, name))),
            false => Some((name, account_settings::put_value(world, &caller.scope, name)?)),
        });
        let wanted = held.filter(|(name, value)| {
            input.name.as_deref().is_none_or(|asked| asked == *name)
                && input.value.as_deref().is_none_or(|asked| asked == value)
        });
        let limit = find::page_limit(input.max_results, PAGE, PAGE)?;
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
    use shapes::ecs::{
        CreateCluster, CreateClusterRequest, DeleteAccountSetting, DeleteAccountSettingRequest,
        PutAccountSetting, PutAccountSettingDefault, PutAccountSettingDefaultRequest,
        PutAccountSettingRequest,
    };

    fn names(desk: &mut Desk, input: ListAccountSettingsRequest) -> Vec<String> {
        let settings = desk.read::<ListAccountSettings>(input).unwrap().settings.unwrap();
        settings.into_iter().map(|setting| setting.name.unwrap()).collect()
    }

    fn all(input: ListAccountSettingsRequest) -> ListAccountSettingsRequest {
        ListAccountSettingsRequest { effective_settings: Some(true), ..input }
    }

    #[test]
    fn long_arns_are_enabled_and_pages_follow_each_other() {
        let mut desk = Desk::with_instances(0);
        let (name, value) = (Some("taskLongArnFormat".to_owned()), Some("enabled".to_owned()));
        let one = ListAccountSettingsRequest { name, value, ..Default::default() };
        assert_eq!(names(&mut desk, all(one)), ["taskLongArnFormat"]);
        let first = all(ListAccountSettingsRequest { max_results: Some(4), ..Default::default() });
        let next_token = desk.read::<ListAccountSettings>(first).unwrap().next_token;
        let rest = all(ListAccountSettingsRequest { next_token, ..Default::default() });
        assert_eq!(names(&mut desk, rest), ["taskLongArnFormat"]);
    }

    #[test]
    fn container_insights_is_what_new_clusters_get_until_it_is_deleted() {
        let mut desk = Desk::with_instances(0);
        assert!(names(&mut desk, ListAccountSettingsRequest::default()).is_empty());
        let put = PutAccountSettingRequest {
            name: "containerInsights".to_owned(),
            value: "enabled".to_owned(),
            ..Default::default()
        };
        desk.write::<PutAccountSetting>(put).unwrap();
        assert_eq!(names(&mut desk, ListAccountSettingsRequest::default()), ["containerInsights"]);
        let insights = |desk: &mut Desk, name: &str| {
            let input = CreateClusterRequest { cluster_name: Some(name.to_owned()), ..Default::default() };
            let cluster = desk.write::<CreateCluster>(input).unwrap().cluster.unwrap();
            cluster.settings.unwrap().pop().unwrap().value.unwrap()
        };
        assert_eq!(insights(&mut desk, "one"), "enabled");
        let delete =
            DeleteAccountSettingRequest { name: "containerInsights".to_owned(), ..Default::default() };
        let deleted = desk.write::<DeleteAccountSetting>(delete).unwrap().setting.unwrap();
        assert_eq!(deleted.value.as_deref(), Some("disabled"));
        assert_eq!(insights(&mut desk, "two"), "disabled");
    }

    #[test]
    fn the_others_can_be_put_to_what_they_are_and_to_nothing_else() {
        let mut desk = Desk::with_instances(0);
        let mut put = |name: &str, value: &str| {
            let input = PutAccountSettingDefaultRequest { name: name.to_owned(), value: value.to_owned() };
            desk.write::<PutAccountSettingDefault>(input)
        };
        let setting = put("serviceLongArnFormat", "enabled").unwrap().setting.unwrap();
        assert_eq!(setting.value.as_deref(), Some("enabled"));
        for (name, value) in
            [("serviceLongArnFormat", "disabled"), ("containerInsights", "on"), ("guardDutyActivate", "on")]
        {
            assert_eq!(put(name, value).unwrap_err().code, "InvalidParameterException");
        }
    }
}
