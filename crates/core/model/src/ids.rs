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
    fn reading_json_checks_too() {
        assert!(serde_json::from_str::<Scope>(r#"{"account":"1","region":"a"}"#).is_err());
        let scope = Scope::new("123456789012", "us-west-2").unwrap();
        let text = serde_json::to_string(&scope).unwrap();
        assert_eq!(serde_json::from_str::<Scope>(&text).unwrap(), scope);
    }
}
