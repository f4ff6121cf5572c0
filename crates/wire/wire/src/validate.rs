//! Constraints of the model: required members, sizes, enumerations, simple patterns; and members that are refused. In: a document of the
//! right types. Out: the service's own error, or nothing. Never here: rules the model does not know.

use shapes::{Document, Entries, Error, Kind, Member, OperationSchema, Shape};

use crate::{
    pattern, refused,
    violation::{Violation, all_rules, enum_rule, pattern_rule, refuse, size_rule},
};

/// Violations counted before giving up.
const MAX_VIOLATIONS: usize = 20;
/// Characters of an offending value shown back.
const MAX_SHOWN: usize = 1024;

/// Checks `input` against the operation's input shape.
pub(crate) fn validate(operation: &OperationSchema, input: &Document) -> Result<(), Error> {
    let Some(shape) = operation.input else { return Ok(()) };
    let mut check = Check::default();
    check.value(shape, input);
    let refused = || check.refused.map(|(path, why)| refused::error(operation.service, &path, why));
    refuse(operation, &check.violations).or_else(refused).map_or(Ok(()), Err)
}

#[derive(Default)]
struct Check {
    path: String,
    violations: Vec<Violation>,
    /// way to the first member that is refused, and what it is
    refused: Option<(String, &'static str)>,
}

impl Check {
    fn value(&mut self, shape: &'static Shape, value: &Document) {
        if self.violations.len() >= MAX_VIOLATIONS {
            return;
        }
        match (&shape.kind, value) {
            (Kind::Structure { members, .. }, Document::Map(entries)) => self.structure(members, entries),
            (Kind::List { member, .. }, Document::List(items)) => {
                self.own_rule(shape, value);
                self.list(member, items, value);
            }
            (Kind::Map { key, value: inner, .. }, Document::Map(entries)) => {
                self.own_rule(shape, value);
                self.map(key, inner, entries, value);
            }
            _ => self.own_rule(shape, value),
        }
    }

    fn own_rule(&mut self, shape: &Shape, value: &Document) {
        if let Some(rule) = broken_rule(shape, value) {
            self.report(Some(value), rule);
        }
    }

    fn structure(&mut self, members: &'static [Member], entries: &Entries) {
        for member in members.iter().filter(|member| member.required) {
            if !entries.iter().any(|(name, _)| name == member.name) {
                self.within(&lower_first(member.name), |check| check.report(None, NOT_NULL.to_owned()));
            }
        }
        for (name, value) in entries {
            if let Ok(at) = members.binary_search_by(|member| member.name.cmp(name)) {
                self.member(&members[at], value);
            }
        }
    }

    fn member(&mut self, member: &Member, value: &Document) {
        if let Some(why) = refused::asked(member.shape, value) {
            self.refused.get_or_insert_with(|| (below(&self.path, member.name), why));
        }
        // Most members have nothing to check; their path is not even built.
        if is_scalar(member.shape) && broken_rule(member.shape, value).is_none() {
            return;
        }
        self.within(&lower_first(member.name), |check| check.value(member.shape, value));
    }

    fn list(&mut self, member: &'static Shape, items: &[Document], whole: &Document) {
        if is_scalar(member) {
            if items.iter().any(|item| broken_rule(member, item).is_some()) {
                self.report(
                    Some(whole),
                    format!("Member must satisfy constraint: {}", item_rules(member, items)),
                );
            }
            return;
        }
        for (at, item) in items.iter().enumerate() {
            self.within(&format!("{}.member", at + 1), |check| check.value(member, item));
        }
    }

    fn map(&mut self, key: &Shape, inner: &'static Shape, entries: &Entries, whole: &Document) {
        if entries.iter().any(|(name, _)| broken_text(key, name).is_some()) {
            self.report(Some(whole), format!("Map keys must satisfy constraint: {}", all_rules(key)));
        }
        if is_scalar(inner) {
            if entries.iter().any(|(_, value)| broken_rule(inner, value).is_some()) {
                self.report(Some(whole), format!("Map value must satisfy constraint: {}", all_rules(inner)));
            }
            return;
        }
        for (name, value) in entries {
            self.within(&format!("{name}.member"), |check| check.value(inner, value));
        }
    }

    fn within(&mut self, word: &str, check: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        if before > 0 {
            self.path.push('.');
        }
        self.path.push_str(word);
        check(self);
        self.path.truncate(before);
    }

    fn report(&mut self, value: Option<&Document>, rule: String) {
        let value = value.filter(|value| !value.is_null()).map(shown);
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation { path: self.path.clone(), value, rule });
        }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

const NOT_NULL: &str = "Member must not be null";

fn is_scalar(shape: &Shape) -> bool {
    !matches!(shape.kind, Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. })
}

fn item_rules(member: &Shape, items: &[Document]) -> String {
    if items.iter().any(Document::is_null) { format!("[{NOT_NULL}]") } else { all_rules(member) }
}

/// The first rule of its own that a value breaks; what it holds is not looked at.
fn broken_rule(shape: &Shape, value: &Document) -> Option<String> {
    let size = match value {
        Document::Null => return Some(NOT_NULL.to_owned()),
        Document::Integer(number) => *number,
        Document::Float(number) => *number as i64,
        Document::String(text) => return broken_text(shape, text),
        Document::Blob(bytes) => bytes.len() as i64,
        Document::List(items) => items.len() as i64,
        Document::Map(entries) => entries.len() as i64,
        Document::Bool(_) | Document::Timestamp(_) => return None,
    };
    size_rule(shape, size)
}

fn broken_text(shape: &Shape, text: &str) -> Option<String> {
    let Kind::String { values, pattern } = shape.kind else { return None };
    if shape.limits.min.is_some() || shape.limits.max.is_some() {
        let size = text.chars().count() as i64;
        if let Some(rule) = size_rule(shape, size) {
            return Some(rule);
        }
    }
    if !values.is_empty() && !values.contains(&text) {
        return Some(enum_rule(values));
    }
    let refused = !pattern.is_empty() && pattern::matches(pattern, text) == Some(false);
    refused.then(|| pattern_rule(pattern))
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A value as the services print it: `[a, b]`, `{k=v}`; long ones are cut.
fn shown(value: &Document) -> String {
    let mut out = String::new();
    show(&mut out, value);
    match out.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}...", &out[..end]),
        None => out,
    }
}

fn show(out: &mut String, value: &Document) {
    if out.len() > MAX_SHOWN * 4 {
        return;
    }
    match value {
        Document::Null => out.push_str("null"),
        Document::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Document::Integer(number) => out.push_str(&number.to_string()),
        Document::Float(number) => out.push_str(&number.to_string()),
        Document::String(text) => out.push_str(text),
        Document::Blob(bytes) => out.push_str(&format!("({} bytes)", bytes.len())),
        Document::Timestamp(moment) => out.push_str(&crate::iso8601(*moment)),
        Document::List(items) => {
            out.push('[');
            joined(out, items.iter(), show);
            out.push(']');
        }
        Document::Map(entries) => {
            out.push('{');
            joined(out, entries.iter(), |out, (name, value)| {
                out.push_str(name);
                out.push('=');
                show(out, value);
            });
            out.push('}');
        }
    }
}

fn joined<T>(out: &mut String, items: impl Iterator<Item = T>, mut each: impl FnMut(&mut String, T)) {
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        each(out, item);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::json_read::read_json;
    use crate::refused::leaf;

    /// Makes of a member's value an input that has nothing but the way to it.
    type Way = Box<dyn Fn(Document) -> Document>;

    fn structure(name: &'static str, value: Document) -> Document {
        Document::Map(vec![(Cow::Borrowed(name), value)])
    }

    /// Every refused member of a shape, with the way to it; shapes that hold themselves are entered once.
    fn ways(shape: &'static Shape, inside: &mut Vec<&'static str>) -> Vec<(&'static Member, Way)> {
        if inside.contains(&shape.name) {
            return Vec::new();
        }
        inside.push(shape.name);
        let mut found: Vec<(&'static Member, Way)> = Vec::new();
        match &shape.kind {
            Kind::Structure { members, .. } => {
                for member in *members {
                    if matches!(member.shape.kind, Kind::Refused { .. }) {
                        found.push((member, Box::new(|value| structure(member.name, value))));
                    }
                    for (last, below) in ways(member.shape, inside) {
                        found.push((last, Box::new(move |value| structure(member.name, below(value)))));
                    }
                }
            }
            Kind::List { member, .. } => {
                for (last, below) in ways(member, inside) {
                    found.push((last, Box::new(move |value| Document::List(vec![below(value)]))));
                }
            }
            Kind::Map { value: held, .. } => {
                for (last, below) in ways(held, inside) {
                    found.push((last, Box::new(move |value| structure("a", below(value)))));
                }
            }
            _ => {}
        }
        inside.pop();
        found
    }

    fn refused_in(shape: &'static Shape, input: &Document) -> Option<String> {
        let mut check = Check::default();
        check.value(shape, input);
        check.refused.map(|(path, _)| path)
    }

    #[test]
    fn every_refused_member_is_refused_by_the_way_to_it_and_aws_own_default_is_taken() {
        let mut seen = 0;
        let operations = shapes::services().iter().flat_map(|service| service.operations);
        for (operation, shape) in operations.filter_map(|operation| Some((operation, operation.input?))) {
            for (member, input) in ways(shape, &mut Vec::new()) {
                let Kind::Refused { unless, .. } = member.shape.kind else { continue };
                seen += 1;
                let path = refused_in(shape, &input(leaf("something".to_owned())));
                let path = path.unwrap_or_else(|| panic!("{} {}", operation.name, member.name));
                assert!(path.ends_with(member.name), "{path}");
                for default in unless {
                    let input = input(leaf((*default).to_owned()));
                    assert_eq!(refused_in(shape, &input), None, "{} {path} {default}", operation.name);
                }
                assert_eq!(refused_in(shape, &input(leaf(String::new()))), None);
            }
        }
        assert!(seen > 150, "{seen}");
    }

    #[test]
    fn a_refusal_names_the_way_what_it_is_and_scope() {
        let refused = |body: &str| {
            let operation = &shapes::ecs::operations::RegisterTaskDefinition;
            let input = read_json(operation.input.unwrap(), body.as_bytes()).unwrap();
            validate(operation, &input)
        };
        let asked = |member: &str| {
            refused(&format!(
                r#"{{"family":"f","containerDefinitions":[{{"name":"a"}},{{"name":"b",{member}}}]}}"#
            ))
        };
        let error = asked(r#""privileged":true"#).unwrap_err();
        assert_eq!(error.code, "InvalidParameterException");
        assert!(
            error.message.starts_with("containerDefinitions.2.member.privileged is not in this product (")
        );
        assert!(error.message.ends_with("; see SCOPE.md"), "{}", error.message);
        for default in [
            r#""privileged":false"#,
            r#""links":[],"dnsServers":null"#,
            r#""systemControls":[]"#,
            r#""linuxParameters":{"initProcessEnabled":false,"devices":[]}"#,
        ] {
            assert_eq!(asked(default), Ok(()), "{default}");
        }
        let broken = refused(r#"{"family":"f","pidMode":"host"}"#).unwrap_err();
        assert!(broken.message.starts_with("ContainerDefinitions"), "AWS's own complaint first: {broken}");
    }
}
