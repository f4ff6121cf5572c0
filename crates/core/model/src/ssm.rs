//! Systems Manager Parameter Store: parameters, their earlier versions, and how other services name them.
//!
//! In and out: plain records and parsed names. Never here: checks of values, encryption.

use serde::{Deserialize, Serialize};

use crate::{Arn, Key, Record, Scope, Tags, Time, arn::arn};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterType {
    /// Any text.
    String,
    /// Texts separated by commas.
    StringList,
}

impl ParameterType {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            ParameterType::String => "String",
            ParameterType::StringList => "StringList",
        }
    }
}

/// How large a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterTier {
    /// 4 KiB.
    Standard,
    /// 8 KiB.
    Advanced,
}

impl ParameterTier {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            ParameterTier::Standard => "Standard",
            ParameterTier::Advanced => "Advanced",
        }
    }
}

/// A parameter as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Account and Region.
    pub scope: Scope,
    /// `/interstella/apiKey` or `apiKey`.
    pub name: String,
    /// What the value is.
    pub kind: ParameterType,
    /// The current value.
    pub value: String,
    /// Of the current value; the first is 1.
    pub version: u64,
    /// How large the value may be.
    pub tier: ParameterTier,
    /// The user's words.
    pub description: Option<String>,
    /// When the current value was put.
    pub modified_at: Time,
    /// ARN of who put it.
    pub modified_by: String,
    /// The user's tags.
    pub tags: Tags,
}

impl Parameter {
    /// The key of the parameter of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:ssm:R:A:parameter/NAME`, with one slash after `parameter`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "ssm", &format!("parameter/{}", self.name.trim_start_matches('/')))
    }
}

impl Record for Parameter {
    const KIND: &'static str = "ssm.parameter";
    fn key(&self) -> Key {
        Parameter::key_of(&self.scope, &self.name)
    }
    fn secondary_ids(&self) -> Vec<String> {
        let parent = self.name.rsplit_once('/').map(|(parent, _)| Parameter::directly_below(parent));
        parent.map(|parent| parent + &self.name).into_iter().collect()
    }
    fn counted_as(&self) -> Vec<String> {
        vec![Parameter::ANY.to_owned()]
    }
}

impl Parameter {
    /// What every parameter is counted as.
    pub const ANY: &str = "any";

    /// What the secondary ids of the parameters directly below a path (without its last slash) begin with, and those of no other; then
    /// comes the name.
    pub fn directly_below(path: &str) -> String {
        format!("below/{path}\0")
    }
}

/// One value a parameter has or had; never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterVersion {
    /// Account and Region.
    pub scope: Scope,
    /// Of the parameter.
    pub name: String,
    /// From 1.
    pub version: u64,
    /// The value.
    pub value: String,
    /// When it was put.
    pub modified_at: Time,
}

impl ParameterVersion {
    /// Versions kept, the current one included.
    pub const KEPT: u64 = 100;

    /// The key of one version; those of one parameter lie together, oldest first.
    pub fn key_of(scope: &Scope, name: &str, version: u64) -> Key {
        Key::new(scope, format!("{name}:{version:020}"))
    }
}

impl Record for ParameterVersion {
    const KIND: &'static str = "ssm.parameter_version";
    fn key(&self) -> Key {
        ParameterVersion::key_of(&self.scope, &self.name, self.version)
    }
}

/// How a parameter is named: `NAME`, `NAME:VERSION` or an ARN, with or without a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterReference {
    /// Account and Region of an ARN; `None` for a bare name.
    pub scope: Option<Scope>,
    /// The names it may mean, best first: an ARN does not tell `/a` from `a`.
    pub names: Vec<String>,
    /// What follows the name: a version or a label.
    pub selector: Option<String>,
}

impl ParameterReference {
    /// Reads a name or an ARN, as `GetParameter` and the `valueFrom` of ECS secrets take it.
    pub fn parse(text: &str) -> ParameterReference {
        let parsed = Arn::parse(text).filter(|parsed| parsed.service == "ssm");
        let path = parsed.as_ref().and_then(|parsed| parsed.resource.strip_prefix("parameter/"));
        let scope = parsed.as_ref().and_then(|parsed| Scope::new(parsed.account, parsed.region).ok());
        let (name, selector) = split(path.unwrap_or(text));
        let names = match path {
            Some(_) => vec![format!("/{name}"), name.to_owned()],
            None => vec![name.to_owned()],
        };
        ParameterReference { scope, names, selector }
    }
}

fn split(text: &str) -> (&str, Option<String>) {
    match text.rsplit_once(':') {
        Some((name, selector)) => (name, Some(selector.to_owned())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::ParameterReference;

    #[test]
    fn names_and_arns_are_told_apart() {
        let plain = ParameterReference::parse("/a/b:3");
        assert_eq!((plain.names, plain.selector.as_deref()), (vec!["/a/b".to_owned()], Some("3")));
        let arn = ParameterReference::parse("arn:aws:ssm:us-west-2:000000000000:parameter/a");
        assert_eq!((arn.names, arn.selector), (vec!["/a".to_owned(), "a".to_owned()], None));
        assert!(arn.scope.is_some());
    }
}
