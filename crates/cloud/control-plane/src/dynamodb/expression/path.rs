//! Paths into an item: `a.b[3]`. In: steps. Out: what lies there, and whether paths get in each other's way.
//! Never here: parsing.

use std::fmt;

use model::dynamodb::{Attributes, Value};
use shapes::Error;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Into a map.
    Name(String),
    /// Into a list.
    Index(usize),
}

/// From an attribute to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path {
    /// The attribute.
    pub(crate) attribute: String,
    /// What follows.
    pub(crate) steps: Vec<Step>,
}

impl Path {
    /// What lies at the path.
    pub(crate) fn find<'i>(&self, item: &'i Attributes) -> Option<&'i Value> {
        let first = item.get(&self.attribute)?;
        self.steps.iter().try_fold(first, |value, step| match (step, value) {
            (Step::Name(name), Value::M(map)) => map.get(name),
            (Step::Index(index), Value::L(list)) => list.get(*index),
            _ => None,
        })
    }

    fn begins(&self, other: &Path) -> bool {
        self.attribute == other.attribute && other.steps.starts_with(&self.steps)
    }
}

/// `[a, b, [3]]`, the way DynamoDB shows paths in errors.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", self.attribute)?;
        for step in &self.steps {
            match step {
                Step::Name(name) => write!(f, ", {name}")?,
                Step::Index(index) => write!(f, ", [{index}]")?,
            }
        }
        f.write_str("]")
    }
}

/// Refuses paths of which one is the beginning of another, or goes into a value in another way.
pub(crate) fn check_apart<'p>(kind: &str, paths: impl Iterator<Item = &'p Path>) -> Result<(), Error> {
    let mut sorted: Vec<&Path> = paths.collect();
    sorted.sort_unstable();
    for pair in sorted.windows(2) {
        let [one, two] = pair else { continue };
        let clash = if one.begins(two) {
            Some("overlap with each other; must remove or rewrite one of these paths")
        } else {
            differ_in_kind(one, two)
                .then_some("conflict with each other; must remove or rewrite one of these paths")
        };
        if let Some(clash) = clash {
            return Err(Error::validation(format!(
                "Invalid {kind}: Two document paths {clash}; path one: {one}, path two: {two}"
            )));
        }
    }
    Ok(())
}

/// Whether two paths part by a name on one side and an index on the other.
fn differ_in_kind(one: &Path, two: &Path) -> bool {
    let first_difference = one.steps.iter().zip(&two.steps).find(|(one, two)| one != two);
    one.attribute == two.attribute
        && matches!(first_difference, Some((Step::Name(_), Step::Index(_)) | (Step::Index(_), Step::Name(_))))
}
