//! In: a source of named texts, such as the environment. Out: values with a type, or the sentence that says what is wrong.
//! Never here: opening, binding or resolving anything.

use std::{fmt, str::FromStr};

/// Where settings are read from; tests hand in a table.
pub struct Settings<'a>(&'a dyn Fn(&str) -> Option<String>);

/// A setting that is needed is missing, or says something we cannot use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    name: String,
    why: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "setting {}: {}", self.name, self.why)
    }
}

impl std::error::Error for Missing {}

impl<'a> Settings<'a> {
    /// Reads from `source`, which answers `None` for what was not said.
    pub fn new(source: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self(source)
    }

    /// What was said, trimmed; an empty text counts as not said.
    pub fn text(&self, name: &str) -> Option<String> {
        (self.0)(name).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
    }

    /// What was said, or a sentence asking for it.
    pub fn needed(&self, name: &str) -> Result<String, Missing> {
        self.text(name).ok_or_else(|| Self::wrong(name, "is not set"))
    }

    /// A number, or `otherwise` when nothing was said.
    pub fn number<T: FromStr + PartialOrd + fmt::Display>(
        &self,
        name: &str,
        otherwise: T,
        range: std::ops::RangeInclusive<T>,
    ) -> Result<T, Missing> {
        let Some(text) = self.text(name) else { return Ok(otherwise) };
        text.parse().ok().filter(|n| range.contains(n)).ok_or_else(|| {
            Self::wrong(name, &format!("{text:?} is not a number in {}..={}", range.start(), range.end()))
        })
    }

    /// `on`/`off` (also true/false, 1/0), or `otherwise` when nothing was said.
    pub fn switch(&self, name: &str, otherwise: bool) -> Result<bool, Missing> {
        match self.text(name).as_deref().map(str::to_ascii_lowercase).as_deref() {
            None => Ok(otherwise),
            Some("on" | "true" | "1" | "yes") => Ok(true),
            Some("off" | "false" | "0" | "no") => Ok(false),
            Some(other) => Err(Self::wrong(name, &format!("{other:?} is neither on nor off"))),
        }
    }

    /// The error for a setting whose text cannot be used.
    pub fn wrong(name: &str, why: &str) -> Missing {
        Missing { name: name.to_owned(), why: why.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong() {
        let source = |name: &str| (name == "PORT").then(|| "70000".to_owned());
        let settings = Settings::new(&source);
        let error = settings.number("PORT", 80_u32, 0..=65_535).unwrap_err();
        assert_eq!(error.to_string(), "setting PORT: \"70000\" is not a number in 0..=65535");
        assert_eq!(settings.needed("apiKey").unwrap_err().to_string(), "setting apiKey: is not set");
        assert_eq!(settings.switch("subscribe", true), Ok(true));
    }
}
