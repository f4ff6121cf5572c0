//! Account settings: those this product has, each with the one value it can have.

use shapes::ecs::Setting;

use crate::Caller;

/// Setting and value, in the order of their names.
pub(crate) const SETTINGS: [(&str, &str); 5] = [
    ("awsvpcTrunking", "disabled"),
    ("containerInsights", "disabled"),
    ("containerInstanceLongArnFormat", "enabled"),
    ("serviceLongArnFormat", "enabled"),
    ("taskLongArnFormat", "enabled"),
];

/// The value a setting has.
pub(crate) fn value_of(name: &str) -> Option<&'static str> {
    SETTINGS.iter().find(|(setting, _)| *setting == name).map(|(_, value)| *value)
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
