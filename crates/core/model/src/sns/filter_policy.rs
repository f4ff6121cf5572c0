//! A filter policy after it was read and checked. In and out: conditions by attribute name. Never here: reading JSON, matching.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::AddressBlock;

/// Which messages a subscription wants: every key must be met by one of its conditions, every nested policy by an object under its key, and
/// one of the alternatives, if there are any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilterPolicy {
    /// Attribute name to its conditions, of which one is enough.
    pub keys: BTreeMap<String, Vec<Condition>>,
    /// Policies for the objects under a key; only bodies have those.
    #[serde(default)]
    pub nested: BTreeMap<String, FilterPolicy>,
    /// What `$or` lists.
    #[serde(default)]
    pub alternatives: Vec<FilterPolicy>,
}

/// What a filter policy looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilterScope {
    /// The attributes of a message.
    #[default]
    Attributes,
    /// Its body, which must be a JSON object.
    Body,
}

/// A plain value of a policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Literal {
    /// A string.
    Text(String),
    /// A finite number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
}

/// One condition on one attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// The same value.
    Is(Literal),
    /// None of these values.
    AnythingBut(Vec<Literal>),
    /// A string that does not begin so.
    AnythingButPrefix(String),
    /// A string that does not end so.
    AnythingButSuffix(String),
    /// A string that begins so.
    Prefix(String),
    /// A string that ends so.
    Suffix(String),
    /// The same string but for case.
    EqualsIgnoreCase(String),
    /// A number for which every comparison holds.
    Numeric(Vec<(Comparison, f64)>),
    /// The attribute is there, or is not.
    Exists(bool),
    /// An IP address of this block.
    Within(AddressBlock),
}

/// A comparison of a number with a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether `value` compares so with `bound`.
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Comparison::Equal => value == bound,
            Comparison::Less => value < bound,
            Comparison::AtMost => value <= bound,
            Comparison::Greater => value > bound,
            Comparison::AtLeast => value >= bound,
        }
    }
}
