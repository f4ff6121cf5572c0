//! Values of attributes: typed, compact, JSON-safe. In and out: trees. Never here: the wire's spelling, expressions.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal::Number;

/// One value; 24 bytes and what it points to. Sets are sorted and without duplicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text.
    S(Box<str>),
    /// A number.
    N(Number),
    /// Bytes.
    B(Blob),
    /// Yes or no.
    #[serde(rename = "BOOL")]
    Bool(bool),
    /// Nothing, said aloud.
    #[serde(rename = "NULL")]
    Null,
    /// Values in order.
    L(Box<[Value]>),
    /// Values by name.
    M(Attributes),
    /// A set of texts.
    #[serde(rename = "SS")]
    Ss(Box<[Box<str>]>),
    /// A set of numbers.
    #[serde(rename = "NS")]
    Ns(Box<[Number]>),
    /// A set of bytes.
    #[serde(rename = "BS")]
    Bs(Box<[Blob]>),
}

impl Value {
    /// The word DynamoDB has for its type.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::S(_) => "S",
            Value::N(_) => "N",
            Value::B(_) => "B",
            Value::Bool(_) => "BOOL",
            Value::Null => "NULL",
            Value::L(_) => "L",
            Value::M(_) => "M",
            Value::Ss(_) => "SS",
            Value::Ns(_) => "NS",
            Value::Bs(_) => "BS",
        }
    }

    /// Bytes it counts for, by DynamoDB's rules.
    pub fn size(&self) -> usize {
        let number = |number: &Number| number.as_str().len().div_ceil(2) + 1;
        match self {
            Value::S(text) => text.len(),
            Value::N(value) => number(value),
            Value::B(Blob(bytes)) => bytes.len(),
            Value::Bool(_) | Value::Null => 1,
            Value::L(items) => 3 + items.iter().map(|item| 1 + item.size()).sum::<usize>(),
            Value::M(map) => 3 + map.len() + map.size(),
            Value::Ss(texts) => texts.iter().map(|text| text.len()).sum(),
            Value::Ns(numbers) => numbers.iter().map(number).sum(),
            Value::Bs(blobs) => blobs.iter().map(|Blob(bytes)| bytes.len()).sum(),
        }
    }
}

/// Bytes; hexadecimal digits in JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blob(pub Box<[u8]>);

impl Blob {
    /// Two lower-case hexadecimal digits a byte: the order of the texts is that of the bytes.
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn from_hex(text: &str) -> Option<Blob> {
        let pairs = text.as_bytes().chunks(2);
        let bytes = pairs.map(|pair| {
            let digits = std::str::from_utf8(pair).ok().filter(|digits| digits.len() == 2)?;
            u8::from_str_radix(digits, 16).ok()
        });
        bytes.collect::<Option<Box<[u8]>>>().map(Blob)
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Blob, D::Error> {
        let text = String::deserialize(deserializer)?;
        Blob::from_hex(&text).ok_or_else(|| D::Error::custom("expected pairs of hexadecimal digits"))
    }
}

/// Values by name, ordered by name, no larger in memory than they must be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes(Box<[(Box<str>, Value)]>);

impl Attributes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value called `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let at = self.position(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The value called `name`, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.position(name).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Sets a value.
    pub fn insert(&mut self, name: &str, value: Value) {
        match self.position(name) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.edit(|all| all.insert(at, (name.into(), value))),
        }
    }

    /// Takes a value away.
    pub fn remove(&mut self, name: &str) {
        if let Ok(at) = self.position(name) {
            self.edit(|all| {
                all.remove(at);
            });
        }
    }

    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Bytes they count for: names and values.
    pub fn size(&self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.size()).sum()
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(have, _)| (**have).cmp(name))
    }

    fn edit(&mut self, change: impl FnOnce(&mut Vec<(Box<str>, Value)>)) {
        let mut all = std::mem::take(&mut self.0).into_vec();
        change(&mut all);
        self.0 = all.into_boxed_slice();
    }
}

impl FromIterator<(Box<str>, Value)> for Attributes {
    /// In any order; of two values of one name the later counts.
    fn from_iter<I: IntoIterator<Item = (Box<str>, Value)>>(pairs: I) -> Attributes {
        let mut all: Vec<_> = pairs.into_iter().collect();
        if !all.is_sorted_by(|(one, _), (two, _)| one < two) {
            all.reverse();
            all.sort_by(|(one, _), (two, _)| one.cmp(two));
            all.dedup_by(|(one, _), (two, _)| one == two);
        }
        Attributes(all.into_boxed_slice())
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Attributes, D::Error> {
        let map = std::collections::BTreeMap::<Box<str>, Value>::deserialize(deserializer)?;
        Ok(map.into_iter().collect())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_small_and_survives_json() {
        assert_eq!(size_of::<Value>(), 24);
        let bytes = Blob(Box::new([0, 255, 16]));
        let inner: Attributes =
            [("n".into(), Value::N(Number::parse("1.50").unwrap()))].into_iter().collect();
        let list = Value::L(Box::new([Value::Null, Value::Bool(true), Value::M(inner)]));
        let sets = Value::Bs(Box::new([bytes.clone()]));
        let all: Attributes =
            [("b".into(), Value::B(bytes)), ("l".into(), list), ("s".into(), sets)].into_iter().collect();
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(
            text,
            r#"{"b":{"B":"00ff10"},"l":{"L":["NULL",{"BOOL":true},{"M":{"n":{"N":"1.5"}}}]},"s":{"BS":["00ff10"]}}"#
        );
        assert_eq!(serde_json::from_str::<Attributes>(&text).unwrap(), all);
        assert!(serde_json::from_str::<Value>(r#"{"B":"é1"}"#).is_err());
    }

    #[test]
    fn attributes_stay_in_order_and_the_later_of_two_counts() {
        let pair = |name: &str, text: &str| (name.into(), Value::S(text.into()));
        let mut all: Attributes = [pair("b", "1"), pair("a", "2"), pair("b", "3")].into_iter().collect();
        assert_eq!(all.get("b"), Some(&Value::S("3".into())));
        all.insert("c", Value::Null);
        all.insert("a", Value::Null);
        all.remove("b");
        all.remove("x");
        assert_eq!(all.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(all.size(), 4);
    }
}
