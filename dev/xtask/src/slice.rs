//! A service model as read from `models/<service>.json`. In: JSON, a scope. Out: looked-up facts. Never here: Rust text.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::scope::{Depth, Entry, Fate, Scope};

/// One service's slice of the API model, with what its scope says of the members.
pub(crate) struct Slice {
    pub(crate) service: String,
    pub(crate) scope: Scope,
    root: Value,
    inputs: BTreeSet<String>,
    outputs: BTreeSet<String>,
    /// what Rust code sees: all but what is only passed over
    typed: BTreeSet<String>,
}

impl Slice {
    /// # Errors
    /// Text that is no JSON; operations and members that one of model and scope has and the other has not.
    pub(crate) fn new(model: &str, scope: Scope) -> Result<Self, String> {
        let service = scope.service.clone();
        let root: Value = serde_json::from_str(model).map_err(|e| format!("models/{service}.json: {e}"))?;
        let (inputs, outputs, typed) = Default::default();
        let mut slice = Self { service, scope, root, inputs, outputs, typed };
        slice.apply_scope()?;
        let named = |shape: &Value| shape.as_str().map(str::to_owned);
        let inputs: Vec<_> = slice.operations().filter_map(|(_, it)| named(&it["input"])).collect();
        let outputs: Vec<_> =
            slice.operations().filter_map(|(_, it)| named(&it["output"]["shape"])).collect();
        let shapes =
            |it: &Value| [&it["input"], &it["output"]["shape"]].map(named).into_iter().flatten().collect();
        let typed = slice.typed_operations().flat_map(|(_, it)| -> Vec<String> { shapes(it) });
        let errors = slice.exceptions().map(|(name, _)| name.clone());
        let roots = typed.chain(errors).collect();
        slice.typed = slice.reach(roots, typed_references);
        (slice.inputs, slice.outputs) = (slice.reach(inputs, references), slice.reach(outputs, references));
        slice.check_structures()?;
        Ok(slice)
    }

    /// Writes the fate of each member beside it.
    fn apply_scope(&mut self) -> Result<(), String> {
        let scope = &self.scope;
        let mut complaints = Vec::new();
        let operations: BTreeSet<&str> = scope.here().map(|entry| entry.name.as_str()).collect();
        for name in self.operations().map(|(name, _)| name.as_str()).filter(|name| !operations.contains(name))
        {
            complaints.push(format!("{name} is in the model's slice alone"));
        }
        let root = &mut self.root;
        for entry in scope.here() {
            let operation = &root["operations"][&entry.name];
            if operation.is_null() {
                complaints.push(format!("{} is not in the model's slice: run models/slice.py", entry.name));
                continue;
            }
            let input = operation["input"].as_str().unwrap_or_default().to_owned();
            mark(&mut root["shapes"], &input, entry, &mut complaints);
        }
        for entry in &scope.structures {
            mark(&mut root["shapes"], &entry.name, entry, &mut complaints);
        }
        self.verdict(complaints)
    }

    /// Every structure a caller can send, and that is looked at, has its entry, and no other has one.
    fn check_structures(&self) -> Result<(), String> {
        let named = |(_, operation): (&String, &Value)| operation["input"].as_str().map(str::to_owned);
        let inputs: Vec<String> = self.operations().filter_map(named).collect();
        let sent = self.reach(inputs.clone(), typed_references);
        let is_structure = |name: &&String| self.shape(name)["type"] == "structure";
        let needed: BTreeSet<&str> = {
            let below = sent.iter().filter(|name| !inputs.contains(name)).filter(is_structure);
            below.map(String::as_str).collect()
        };
        let told: BTreeSet<&str> = self.scope.structures.iter().map(|entry| entry.name.as_str()).collect();
        let untold = needed.difference(&told).map(|name| format!("structure {name} is missing"));
        let idle = told.difference(&needed).map(|name| format!("nobody can send structure {name}"));
        self.verdict(untold.chain(idle).collect())
    }

    fn verdict(&self, complaints: Vec<String>) -> Result<(), String> {
        if complaints.is_empty() {
            return Ok(());
        }
        Err(format!("scope/{}.txt:\n  {}", self.service, complaints.join("\n  ")))
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

    /// Whether method and path say which operation is meant.
    pub(crate) fn is_rest(&self) -> bool {
        self.protocols().any(|word| word.starts_with("rest-"))
    }

    pub(crate) fn is_rest_json(&self) -> bool {
        self.protocols().any(|word| word == "rest-json")
    }

    /// Names of a REST service's operations outside the slice, and where they are.
    pub(crate) fn elsewhere(&self) -> impl Iterator<Item = (&String, &Value)> {
        object(&self.root["elsewhere"])
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = (&String, &Value)> {
        object(&self.root["operations"])
    }

    /// Those that Rust code performs: kept resources are data, and documents to whoever performs theirs.
    pub(crate) fn typed_operations(&self) -> impl Iterator<Item = (&String, &Value)> {
        let is_kept = |name: &String| self.scope.here().any(|it| it.name == *name && it.depth == Depth::Kept);
        self.operations().filter(move |(name, _)| !is_kept(name))
    }

    /// Every operation AWS has in this service, sorted, also those outside the slice.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.root["names"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    /// What an input or an output can hold, and exceptions.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = (&String, &Value)> {
        let held =
            |name: &str| [&self.inputs, &self.outputs, &self.typed].iter().any(|all| all.contains(name));
        object(&self.root["shapes"]).filter(move |(name, _)| held(name))
    }

    pub(crate) fn shape(&self, name: &str) -> &Value {
        &self.root["shapes"][name]
    }

    /// Structures that become Rust types: all but exceptions and what is only passed over.
    pub(crate) fn structures(&self) -> impl Iterator<Item = (&String, &Value)> {
        let plain = |shape: &Value| shape["type"] == "structure" && shape["exception"] != true;
        self.shapes().filter(move |(name, shape)| plain(shape) && self.typed.contains(*name))
    }

    pub(crate) fn exceptions(&self) -> impl Iterator<Item = (&String, &Value)> {
        object(&self.root["shapes"]).filter(|(_, shape)| shape["exception"] == true)
    }

    /// These shapes and all that they hold.
    pub(crate) fn held_by(&self, shapes: Vec<String>) -> BTreeSet<String> {
        self.reach(shapes, typed_references)
    }

    /// The input structure of an operation; empty where it takes nothing.
    pub(crate) fn input(&self, operation: &str) -> &str {
        self.root["operations"][operation]["input"].as_str().unwrap_or_default()
    }

    /// Whether Rust code sees this structure.
    pub(crate) fn is_typed(&self, name: &str) -> bool {
        self.typed.contains(name)
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
            let direct = typed_references(self.shape(&name)).into_iter();
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

    /// All shapes that these hold, and they themselves.
    fn reach(&self, mut todo: Vec<String>, held: fn(&Value) -> Vec<&str>) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        while let Some(name) = todo.pop() {
            if seen.insert(name.clone()) {
                todo.extend(held(self.shape(&name)).into_iter().map(str::to_owned));
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

/// Members that Rust code sees.
pub(crate) fn typed_members(shape: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let refused = |member: &Value| !member["refused"].is_null() && !is_only_shown(member);
    members(shape).filter(move |(_, member)| !refused(member) && member["passed over"].is_null())
}

/// Whether a member is refused, and answers say it all the same.
pub(crate) fn is_only_shown(member: &Value) -> bool {
    member["refused"]["shown"] == true
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

/// What a shape holds, but for refused members.
fn references(shape: &Value) -> Vec<&str> {
    let parts = ["member", "key", "value"].into_iter().filter_map(|part| shape.get(part));
    let members = members(shape).map(|(_, member)| member).filter(|member| member["refused"].is_null());
    parts.chain(members).map(target).collect()
}

/// The same, but for members that are passed over.
fn typed_references(shape: &Value) -> Vec<&str> {
    let parts = ["member", "key", "value"].into_iter().filter_map(|part| shape.get(part));
    let members = typed_members(shape).map(|(_, member)| member).filter(|member| !is_only_shown(member));
    parts.chain(members).map(target).collect()
}

/// Writes the fate of a structure's members beside them; each must be told, and told once.
fn mark(shapes: &mut Value, shape: &str, entry: &Entry, complaints: &mut Vec<String>) {
    let members = shapes[shape]["members"].as_object_mut();
    let mut unknown: BTreeSet<&String> = entry.members.keys().collect();
    for (name, member) in members.into_iter().flatten() {
        unknown.remove(name);
        match entry.members.get(name) {
            None => complaints.push(format!("{}: nothing is said of {name}", entry.name)),
            Some(Fate::Acts | Fate::Kept) => {}
            Some(Fate::PassedOver(_)) => member["passed over"] = true.into(),
            Some(Fate::Refused { unless, why, shown }) => {
                member["refused"] = json!({ "unless": unless, "why": why, "shown": shown });
            }
        }
    }
    complaints.extend(unknown.iter().map(|name| format!("{} has no member {name}", entry.name)));
}
