//! Account settings: those this product has, the values they may take, and what they are when nobody changed them.
//! In: names and values. Out: settings. Never here: what a setting does; `containerInsights` is what new clusters get.

use ledger::World;
use model::Scope;
use model::ecs::AccountSetting;
use shapes::Error;
use shapes::ecs::{Setting, errors};

use super::cluster_settings::{INSIGHTS, INSIGHTS_VALUES};
use super::refuse;
use crate::Caller;

/// Setting and value when nobody changed it, in the order of their names.
pub(crate) const SETTINGS: [(&str, &str); 5] = [
    ("awsvpcTrunking", "disabled"),
    (INSIGHTS, "disabled"),
    ("containerInstanceLongArnFormat", "enabled"),
    ("serviceLongArnFormat", "enabled"),
    ("taskLongArnFormat", "enabled"),
];

/// The value of a setting nobody changed.
pub(crate) fn default_of(name: &str) -> Option<&'static str> {
    SETTINGS.iter().find(|(setting, _)| *setting == name).map(|(_, value)| *value)
}

/// The value somebody put.
pub(crate) fn put_value(world: &World, scope: &Scope, name: &str) -> Option<String> {
    world.get::<AccountSetting>(&AccountSetting::key_of(scope, name)).map(|setting| setting.value.clone())
}

/// The value that holds; empty for a setting that is not in this product.
pub(crate) fn value_of(world: &World, scope: &Scope, name: &str) -> String {
    put_value(world, scope, name).unwrap_or_else(|| default_of(name).unwrap_or_default().to_owned())
}

/// Refuses a value the setting cannot have here.
pub(crate) fn check(name: &str, value: &str) -> Result<(), Error> {
    let holds = match name {
        INSIGHTS => INSIGHTS_VALUES.contains(&value),
        other => default_of(other) == Some(value),
    };
    match holds {
        true => Ok(()),
        false => Err(refuse::not_in_product(&format!("account setting {name} {value}"))),
    }
}

/// Refuses a principal other than the account's root: there are no users and roles with settings of their own.
pub(crate) fn check_principal(caller: &Caller, given: Option<&str>) -> Result<(), Error> {
    let other = given.is_some_and(|arn| arn != principal(caller));
    refuse::unsupported(&[("principalArn other than the account's root", other)])
}

/// Refuses a name that is none of the settings here.
pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    match default_of(name) {
        Some(_) => Ok(()),
        None => Err(refuse::not_in_product(&format!("account setting {name}"))),
    }
}

/// The ARN of whom the settings are for: the account.
pub(crate) fn principal(caller: &Caller) -> String {
    format!("arn:aws:iam::{}:root", caller.scope.account)
}

/// A setting on the wire.
pub(crate) fn setting(caller: &Caller, name: &str, value: &str) -> Setting {
    Setting {
        name: Some(name.to_owned()),
        value: Some(value.to_owned()),
        principal_arn: Some(principal(caller)),
        r#type: Some("user".to_owned()),
    }
}

/// A page token that goes with no page.
pub(crate) fn value_without_name() -> Error {
    errors::invalid_parameter_exception("A value can only be given with a name.")
}
