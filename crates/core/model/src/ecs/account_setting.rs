//! An account setting somebody changed. In: what a user puts. Out: a record. Never here: the settings there are and
//! their values when nobody changed them.

use serde::{Deserialize, Serialize};

use crate::{Key, Record, Scope};

/// One setting of an account in a Region. There are no users here, so it is the root user's and everybody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSetting {
    /// Account and Region.
    pub scope: Scope,
    /// `containerInsights`
    pub name: String,
    /// `enabled`
    pub value: String,
}

impl AccountSetting {
    /// The key of the setting of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key { scope: scope.clone(), id: name.to_owned() }
    }
}

impl Record for AccountSetting {
    const KIND: &'static str = "ecs.account-setting";
    fn key(&self) -> Key {
        AccountSetting::key_of(&self.scope, &self.name)
    }
}
