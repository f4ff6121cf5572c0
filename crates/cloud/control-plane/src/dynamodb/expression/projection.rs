//! Projections: which parts of an item are wanted. In: `a, b.c, d[0]`. Out: a smaller item.
//! Never here: conditions.

use std::collections::BTreeMap;

use model::dynamodb::{Attributes, Value};
use shapes::Error;

use super::names::Names;
use super::parser::Parser;
use super::path::{Path, Step, check_apart};

/// What is wanted of a value: some members, some elements, or all of it if neither is named.
#[derive(Debug, Default)]
struct Part {
    members: BTreeMap<String, Part>,
    elements: BTreeMap<usize, Part>,
}

/// The parts of an item that are wanted.
#[derive(Debug, Default)]
pub(crate) struct Projection(BTreeMap<String, Part>);

impl Projection {
    /// Reads the member `ProjectionExpression`, if it is there.
    pub(crate) fn parse_optional(text: Option<&str>, names: &mut Names) -> Result<Option<Projection>, Error> {
        let Some(text) = text else { return Ok(None) };
        let mut parser = Parser::new("ProjectionExpression", text, names)?;
        let mut paths = vec![parser.path()?];
        while parser.take(",") {
            paths.push(parser.path()?);
        }
        parser.expect_end()?;
        check_apart("ProjectionExpression", paths.iter())?;
        Ok(Some(Projection::of(paths.iter())))
    }

    /// The parts at these paths, none of which is the beginning of another.
    pub(crate) fn of<'p>(paths: impl Iterator<Item = &'p Path>) -> Projection {
        let mut projection = Projection::default();
        for path in paths {
            let attribute = projection.0.entry(path.attribute.clone()).or_default();
            path.steps.iter().fold(attribute, Part::inner);
        }
        projection
    }

    /// The parts of this item.
    pub(crate) fn apply(&self, item: &Attributes) -> Attributes {
        let found = self.0.iter().filter_map(|(name, part)| {
            let value = part.apply(item.get(name)?)?;
            Some((name.as_str().into(), value))
        });
        found.collect()
    }
}

impl Part {
    fn inner<'p>(&'p mut self, step: &Step) -> &'p mut Part {
        match step {
            Step::Name(name) => self.members.entry(name.clone()).or_default(),
            Step::Index(index) => self.elements.entry(*index).or_default(),
        }
    }

    /// `None` if nothing that is wanted is there.
    fn apply(&self, value: &Value) -> Option<Value> {
        if self.members.is_empty() && self.elements.is_empty() {
            return Some(value.clone());
        }
        match value {
            Value::M(map) => {
                let member = |(name, part): (&String, &Part)| {
                    Some((name.as_str().into(), part.apply(map.get(name)?)?))
                };
                let found: Attributes = self.members.iter().filter_map(member).collect();
                (!found.is_empty()).then_some(Value::M(found))
            }
            Value::L(list) => {
                let element = |(index, part): (&usize, &Part)| part.apply(list.get(*index)?);
                let found: Box<[Value]> = self.elements.iter().filter_map(element).collect();
                (!found.is_empty()).then_some(Value::L(found))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample;

    const ITEM: &str = r#"{"a":{"M":{"b":{"N":"1"},"c":{"N":"2"}}},
        "l":{"L":[{"N":"0"},{"N":"1"},{"M":{"x":{"N":"2"},"y":"NULL"}}]},"s":{"S":"t"}}"#;

    fn project(text: &str) -> Result<Attributes, Error> {
        let mut names = sample::names(r##"{"#a":"a"}"##, "{}");
        let projection = Projection::parse_optional(Some(text), &mut names)?.unwrap();
        Ok(projection.apply(&sample::attributes(ITEM)))
    }

    #[test]
    fn parts_keep_their_shape_and_lists_close_up() {
        let found = project("#a.c, l[2].x, l[0], nothing.here.too").unwrap();
        let expected = r#"{"a":{"M":{"c":{"N":"2"}}},"l":{"L":[{"N":"0"},{"M":{"x":{"N":"2"}}}]}}"#;
        assert_eq!(found, sample::attributes(expected));
        assert_eq!(project("s, l[9], a.b.c").unwrap(), sample::attributes(r#"{"s":{"S":"t"}}"#));
    }

    #[test]
    fn paths_must_not_get_in_each_others_way() {
        let words = "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or \
                     rewrite one of these paths; path one: [a], path two: [a, b]";
        assert_eq!(project("a.b, s, a").unwrap_err().message, words);
        assert!(project("a.b, a[0]").unwrap_err().message.contains("conflict with each other"));
        assert!(project("a,").is_err() && project("a b").is_err() && project("a[x]").is_err());
    }
}
