//! A condition of a rule: a field and the values of which one must fit.
//!
//! In: values as a request gives them. Out: the record, and what is wrong with it. Never here: one field by name (its row says what is to be
//! known of it), the words of refusals.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::condition_field::{Field, Form};

/// Condition values in one rule.
pub const MOST_VALUES: usize = 5;
/// Wildcard characters in one rule.
pub const MOST_WILDCARDS: usize = 5;

/// One condition; any of its values may match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it looks at.
    pub field: Field,
    /// Values in the form of the field.
    pub values: Values,
}

/// The values of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Values {
    /// Of [`Form::Texts`].
    Texts(Vec<String>),
    /// Of [`Form::Named`]: the name, and texts.
    Named(String, Vec<String>),
    /// Of [`Form::Pairs`]: texts with their keys.
    Pairs(Vec<(Option<String>, String)>),
}

/// What is wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has no value.
    Empty,
    /// This is no value, or no key of one.
    Value(String),
    /// This is no name.
    Name(String),
    /// What has this name is looked at by this field.
    Elsewhere(&'static str, Field),
}

impl Values {
    /// What the texts become, of values that are texts.
    pub(super) fn texts<T>(&self, ready: impl Fn(&str) -> T) -> Vec<T> {
        match self {
            Values::Texts(texts) => texts.iter().map(|text| ready(text)).collect(),
            Values::Named(..) | Values::Pairs(_) => Vec::new(),
        }
    }

    /// The name and what the texts become, of values that have one.
    pub(super) fn named<T>(&self, ready: impl Fn(&str) -> T) -> (String, Vec<T>) {
        match self {
            Values::Named(name, texts) => (name.clone(), texts.iter().map(|text| ready(text)).collect()),
            Values::Texts(_) | Values::Pairs(_) => (String::new(), Vec::new()),
        }
    }

    /// What keys and texts become, of values that are pairs.
    pub(super) fn pairs<T>(&self, ready: impl Fn(&str) -> T) -> Vec<(Option<T>, T)> {
        match self {
            Values::Pairs(pairs) => {
                pairs.iter().map(|(key, text)| (key.as_deref().map(&ready), ready(text))).collect()
            }
            Values::Texts(_) | Values::Named(..) => Vec::new(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Values::Texts(texts) | Values::Named(_, texts) => texts.len(),
            Values::Pairs(pairs) => pairs.len(),
        }
    }

    /// Texts, and keys of texts.
    fn all_texts(&self) -> Vec<&str> {
        match self {
            Values::Texts(texts) | Values::Named(_, texts) => texts.iter().map(String::as_str).collect(),
            Values::Pairs(pairs) => {
                pairs.iter().flat_map(|(key, text)| key.iter().chain([text])).map(String::as_str).collect()
            }
        }
    }
}

impl Condition {
    /// A condition whose values are texts.
    pub fn of(field: Field, texts: &[&str]) -> Condition {
        Condition { field, values: Values::Texts(texts.iter().map(|&text| text.to_owned()).collect()) }
    }

    /// Whether name and values are such as its field has.
    ///
    /// # Errors
    ///
    /// The first thing that is not.
    pub fn check(&self) -> Result<(), Unfit> {
        let row = self.field.row();
        if let (Form::Named { is_name, elsewhere, .. }, Values::Named(name, _)) = (row.form, &self.values) {
            if !is_name(name) {
                return Err(Unfit::Name(name.clone()));
            }
            if name.eq_ignore_ascii_case(elsewhere.0) {
                return Err(Unfit::Elsewhere(elsewhere.0, elsewhere.1));
            }
        }
        if self.values.count() == 0 {
            return Err(Unfit::Empty);
        }
        let is_bad = |text: &&str| text.is_empty() || text.len() > row.longest || !(row.is_value)(text);
        match self.values.all_texts().into_iter().find(is_bad) {
            Some(bad) => Err(Unfit::Value(bad.to_owned())),
            None => Ok(()),
        }
    }

    /// How many characters in its values stand for others.
    pub fn wildcards(&self) -> usize {
        let in_text = |text: &str| text.bytes().filter(|byte| b"*?".contains(byte)).count();
        if !self.field.row().wildcards {
            return 0;
        }
        self.values.all_texts().into_iter().map(in_text).sum()
    }
}

/// Records keep `{FIELD: VALUES}`, as the enum of earlier versions was kept that had a variant for every field.
impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(&self.field, &self.values)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Condition, D::Error> {
        struct Kept;

        impl<'de> Visitor<'de> for Kept {
            type Value = Condition;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a condition")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Condition, A::Error> {
                let field: Field = map.next_key()?.ok_or_else(|| A::Error::custom("no field"))?;
                let values = match field.row().form {
                    Form::Texts => Values::Texts(map.next_value()?),
                    Form::Named { .. } => {
                        let (name, texts) = map.next_value()?;
                        Values::Named(name, texts)
                    }
                    Form::Pairs => Values::Pairs(map.next_value()?),
                };
                Ok(Condition { field, values })
            }
        }

        deserializer.deserialize_map(Kept)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Condition, Field, Unfit, Values};

    /// One condition of every field, as records have been kept since the first version.
    const KEPT: [&str; 6] = [
        r#"{"PathPattern":["/a*"]}"#,
        r#"{"HostHeader":["*.example.com","a.com"]}"#,
        r#"{"HttpHeader":["X-Kind",["one","two"]]}"#,
        r#"{"RequestMethod":["GET"]}"#,
        r#"{"QueryString":[[null,"v"],["k","w*"]]}"#,
        r#"{"SourceIp":["10.0.0.0/8"]}"#,
    ];

    #[test]
    fn records_of_earlier_versions_are_read_and_written_alike() {
        let read: Vec<Condition> = KEPT.iter().map(|kept| serde_json::from_str(kept).unwrap()).collect();
        let fields: Vec<Field> = read.iter().map(|condition| condition.field).collect();
        assert_eq!(fields, Field::ALL);
        for (condition, kept) in read.iter().zip(KEPT) {
            assert_eq!(serde_json::to_string(condition).unwrap(), kept);
            assert_eq!(condition.check(), Ok(()));
        }
        let pairs = vec![(None, "v".to_owned()), (Some("k".to_owned()), "w*".to_owned())];
        assert_eq!(read[4].values, Values::Pairs(pairs));
        assert!(serde_json::from_str::<Condition>(r#"{"Cookie":["a"]}"#).is_err());
        assert!(serde_json::from_str::<Condition>("{}").is_err());
    }

    #[test]
    fn wildcards_count_where_they_stand_for_something() {
        let count = |kept: &str| serde_json::from_str::<Condition>(kept).unwrap().wildcards();
        assert_eq!(KEPT.map(count), [1, 1, 0, 0, 1, 0]);
        assert_eq!(count(r#"{"QueryString":[["k*?","*"]]}"#), 3);
        assert_eq!(count(r#"{"HttpHeader":["X-*",["?"]]}"#), 1);
    }

    #[test]
    fn values_have_the_characters_and_the_length_of_their_field() {
        let good = |field, text: &str| Condition::of(field, &[text]).check().is_ok();
        assert!(good(Field::PathPattern, "/iridium*") && !good(Field::PathPattern, "/a b"));
        assert!(!good(Field::PathPattern, "") && !good(Field::PathPattern, &"a".repeat(129)));
        assert!(good(Field::HostHeader, "*.example.com") && !good(Field::HostHeader, "localhost"));
        assert!(!good(Field::HostHeader, "10.0.0.1"));
        assert!(good(Field::RequestMethod, "PURGE") && !good(Field::RequestMethod, "get"));
        assert!(good(Field::RequestMethod, &"A".repeat(40)) && !good(Field::RequestMethod, &"A".repeat(41)));
        assert!(good(Field::SourceIp, "10.0.0.0/8") && good(Field::SourceIp, "2001:db8::/32"));
        assert!(!good(Field::SourceIp, "10.0.0.0/33") && !good(Field::SourceIp, "255.255.255.255/32"));
    }

    #[test]
    fn a_name_is_one_and_has_no_field_of_its_own() {
        let check = |name: &str| {
            let values = Values::Named(name.to_owned(), vec!["v".to_owned()]);
            Condition { field: Field::HttpHeader, values }.check()
        };
        assert_eq!(check("X-Kind"), Ok(()));
        assert_eq!(check("a b"), Err(Unfit::Name("a b".to_owned())));
        assert_eq!(check(&"a".repeat(41)), Err(Unfit::Name("a".repeat(41))));
        assert_eq!(check("HOST"), Err(Unfit::Elsewhere("host", Field::HostHeader)));
    }
}
