//! Account and Region: in come strings from callers, out come checked names that are cheap to clone.
//! Deliberately absent: whether an account exists; every well-formed account number is one.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A string that is not the name it was taken for; says what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadId {
    /// What kind of name was expected, with its shape.
    pub expected: &'static str,
    /// The first characters of what came instead.
    pub got: String,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, got {:?}", self.expected, self.got)
    }
}

impl std::error::Error for BadId {}

impl BadId {
    /// Keeps at most 64 characters of `got`, so that an error never carries a whole body.
    fn new(expected: &'static str, got: &str) -> Self {
        let got = got.chars().take(64).collect();
        Self { expected, got }
    }
}

/// Writes a newtype over `Arc<str>` whose every value has passed `$valid`.
macro_rules! checked_name {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks and keeps `text`; the error says what was expected.
            pub fn new(text: &str) -> Result<Self, BadId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) {
                    Ok(Self(Arc::from(text)))
                } else {
                    Err(BadId::new($expected, text))
                }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.as_str().to_owned()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_name!(
    /// A 12-digit AWS account number.
    AccountId,
    "a 12-digit account number",
    |text| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
);

checked_name!(
    /// A Region name such as `us-west-2`: lower-case letters, digits and hyphens, 1 to 32 of them.
    Region,
    "a Region name of 1 to 32 lower-case letters, digits and hyphens",
    |text| (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
);

impl Region {
    /// Where resources are kept that belong to no Region.
    pub fn global() -> Region {
        Region(Arc::from("aws-global"))
    }
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Letters that encode the lowest `5 * letters` bits of `bits`.
pub(crate) fn base32(bits: u128, letters: u32) -> String {
    (0..letters).rev().map(|place| char::from(BASE32[(bits >> (5 * place)) as usize & 31])).collect()
}

/// A temporary access key id (`ASIA` and 16 letters) that carries its account, as AWS's do: of its 80 bits the first is set, 40 are the
/// account number and 39 are `random`.
pub fn temporary_access_key(account: &AccountId, random: [u8; 5]) -> String {
    let number = account.as_str().parse::<u128>().unwrap_or_default();
    let random = random.iter().fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    let bits = 1 << 79 | number << 39 | random & ((1 << 39) - 1);
    format!("ASIA{}", base32(bits, 16))
}

/// The account inside a temporary access key id; `None` for any other key.
pub fn account_of(access_key: &str) -> Option<AccountId> {
    let letters = access_key.strip_prefix("ASIA").filter(|letters| letters.len() == 16)?;
    let bits = letters.bytes().try_fold(0, |bits: u128, letter| {
        let value = BASE32.iter().position(|known| *known == letter)?;
        Some(bits << 5 | value as u128)
    })?;
    AccountId::new(&format!("{:012}", bits >> 39 & ((1 << 40) - 1))).ok()
}

/// The account and Region a resource lives in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Scope {
    /// The owner.
    pub account: AccountId,
    /// The Region; resources without one are kept under a Region of the service's choosing.
    pub region: Region,
}

impl Scope {
    /// Checks both names.
    pub fn new(account: &str, region: &str) -> Result<Self, BadId> {
        Ok(Self { account: AccountId::new(account)?, region: Region::new(region)? })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.account, self.region)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_twelve_digits() {
        assert_eq!(AccountId::new("123456789012").unwrap().as_str(), "123456789012");
        for bad in ["", "12345678901", "1234567890123", "12345678901a", "１２３４"] {
            assert!(AccountId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_region_has_no_slash() {
        assert!(Region::new("us-west-2").is_ok());
        for bad in ["", "us/west", "US-WEST-2", "a b"] {
            assert!(Region::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_temporary_key_carries_its_account() {
        for number in ["000000000000", "123456789012", "999999999999"] {
            let account = AccountId::new(number).unwrap();
            for random in [[0; 5], [255; 5], [1, 2, 3, 4, 5]] {
                let key = temporary_access_key(&account, random);
                assert_eq!((key.len(), account_of(&key)), (20, Some(account.clone())), "{key}");
            }
        }
        let account = AccountId::new("123456789012").unwrap();
        assert_eq!(temporary_access_key(&account, [1, 2, 3, 4, 5]), "ASIARZPUZDIKAEBAGBAF");
        for other in ["AKIAIOSFODNN7EXAMPLE", "ASIA", "ASIA0000000000000000", "test", "ASIA777777777777777"] {
            assert_eq!(account_of(other), None, "{other}");
        }
    }

    #[test]
    fn reading_json_checks_too() {
        assert!(serde_json::from_str::<Scope>(r#"{"account":"1","region":"a"}"#).is_err());
        let scope = Scope::new("123456789012", "us-west-2").unwrap();
        let text = serde_json::to_string(&scope).unwrap();
        assert_eq!(serde_json::from_str::<Scope>(&text).unwrap(), scope);
    }
}
