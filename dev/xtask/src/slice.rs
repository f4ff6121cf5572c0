//! A service model as read from `models/<service>.json`. In: JSON. Out: looked-up facts. Never here: Rust text.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// One service's slice of the API model.
pub(crate) struct Slice {
    pub(crate) service: String,
    root: Value,
    inputs: BTreeSet<String>,
    outputs: BTreeSet<String>,
}

impl Slice {
    pub(crate) fn new(service: &str, text: &str) -> Result<Self, String> {
        let root: Value = serde_json::from_str(text).map_err(|e| format!("models/{service}.json: {e}"))?;
        let mut slice =
            Self { service: service.to_owned(), root, inputs: BTreeSet::new(), outputs: BTreeSet::new() };
        let named = |shape: &Value| shape.as_str().map(str::to_owned);
        let inputs = slice.operations().filter_map(|(_, operation)| named(&operation["input"]));
        let outputs = slice.operations().filter_map(|(_, operation)| named(&operation["output"]["shape"]));
        (slice.inputs, slice.outputs) = (slice.reach(inputs.collect()), slice.reach(outputs.collect()));
        Ok(slice)
    }

    pub(crate) fn metadata(&self, key: &str) -> &str {
        self.root["metadata"][key].as_str().unwrap_or_default()
    }

    pub(crate) fn has_metadata(&self, key: &str) -> bool {
        !self.root["metadata"][key].is_null()
    }

    pub(crate) fn protocols(&self) -> impl Iterator<Item = &str> {
        self.root["metadata"]["protocols"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = (&String, &Value)> {
        object(&self.root["operations"])
    }

    /// Every operation AWS has in this service, sorted, also those outside the slice.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.root["names"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    pub(crate) fn shapes(&self) -> impl Iterator<Item = (&String, &Value)> {
        object(&self.root["shapes"])
    }

    pub(crate) fn shape(&self, name: &str) -> &Value {
        &self.root["shapes"][name]
    }

    /// Structures that become Rust types: all but exceptions.
    pub(crate) fn structures(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.shapes().filter(|(_, shape)| shape["type"] == "structure" && shape["exception"] != true)
    }

    pub(crate) fn exceptions(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.shapes().filter(|(_, shape)| shape["exception"] == true)
    }

    /// Whether a caller can send this structure.
    pub(crate) fn is_input(&self, name: &str) -> bool {
        self.inputs.contains(name)
    }

    /// Whether a caller can be answered with this structure.
    pub(crate) fn is_output(&self, name: &str) -> bool {
        self.outputs.contains(name)
    }

    /// Whether a value of structure `from` directly holds (not through a list or map) one of structure `to`.
    pub(crate) fn embeds(&self, from: &str, to: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut todo = vec![from.to_owned()];
        while let Some(name) = todo.pop() {
            let direct = members(self.shape(&name)).map(|(_, member)| target(member));
            for next in direct.filter(|next| self.shape(next)["type"] == "structure") {
                if next == to {
                    return true;
                }
                if seen.insert(next.to_owned()) {
                    todo.push(next.to_owned());
                }
            }
        }
        false
    }

    fn reach(&self, mut todo: Vec<String>) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        while let Some(name) = todo.pop() {
            if seen.insert(name.clone()) {
                todo.extend(references(self.shape(&name)).map(str::to_owned));
            }
        }
        seen
    }
}

/// The shape a reference points to.
pub(crate) fn target(reference: &Value) -> &str {
    reference["shape"].as_str().unwrap_or_default()
}

/// Members of a structure, sorted by name.
pub(crate) fn members(shape: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object(&shape["members"])
}

/// Whether structure `shape` lists `member` as required.
pub(crate) fn requires(shape: &Value, member: &str) -> bool {
    shape["required"].as_array().is_some_and(|names| names.iter().any(|name| name == member))
}

/// Members sorted by name, however serde_json was built, so that generated text never depends on its features.
fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let mut entries: Vec<_> = value.as_object().into_iter().flat_map(Map::iter).collect();
    entries.sort_by_key(|(name, _)| *name);
    entries.into_iter()
}

fn references(shape: &Value) -> impl Iterator<Item = &str> {
    let parts = ["member", "key", "value"].into_iter().filter_map(|part| shape.get(part));
    parts.chain(members(shape).map(|(_, member)| member)).map(target)
}
