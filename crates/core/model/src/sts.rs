//! AWS STS: who holds temporary credentials. Never here: their secrets, which are told once and not kept.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, Region, base32};
use crate::{Key, Record, Scope, Time};

/// A role assumed under a session name, known by its temporary access key. It holds in every Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// `ASIA` and 16 letters.
    pub access_key: String,
    /// Account of the role.
    pub account: AccountId,
    /// ARN of the role.
    pub role_arn: String,
    /// Name of the session.
    pub session_name: String,
    /// When the credentials end.
    pub expires: Time,
    /// Given by whoever assumed the role, kept and shown.
    #[serde(default)]
    pub source_identity: Option<String>,
}

impl Session {
    /// The key of the session with this access key.
    pub fn key_of(account: &AccountId, access_key: &str) -> Key {
        Key::new(&Scope { account: account.clone(), region: Region::global() }, access_key)
    }

    /// `arn:aws:sts::A:assumed-role/ROLE/SESSION`.
    pub fn arn(&self) -> String {
        let role = self.role_arn.rsplit('/').next().unwrap_or_default();
        format!("arn:aws:sts::{}:assumed-role/{role}/{}", self.account, self.session_name)
    }

    /// `AROA...:SESSION`; the part before the colon is the same for one role always.
    pub fn user_id(&self) -> String {
        format!("{}:{}", role_id(&self.role_arn), self.session_name)
    }
}

impl Record for Session {
    const KIND: &'static str = "sts.session";
    fn key(&self) -> Key {
        Session::key_of(&self.account, &self.access_key)
    }
}

/// `AROA` and 17 letters that follow from the role's ARN (FNV-1a).
fn role_id(role_arn: &str) -> String {
    let hash = role_arn.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    });
    format!("AROA{}", base32(hash, 17))
}
