//! Where in a JSON object a value stands: `$.a.b[0]`, `$.['a.b']`, `$.list[*].flag`. In: a selector; later, objects. Out: values.
//! Never here: comparing them.

use serde_json::Value;

use super::BadPattern;
use super::reader::Reader;

/// Steps a selector may have.
const MOST_STEPS: usize = 32;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
    /// Any item of a list, or any member of an object.
    Each,
}

/// A selector as read; `written` is how its author put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    pub(super) written: String,
    steps: Vec<Step>,
}

impl Selector {
    /// Reads a text that is a selector and nothing else.
    pub fn parse(text: &str) -> Option<Selector> {
        let mut reader = Reader::new(text);
        let selector = Self::read(&mut reader).ok()?;
        reader.end().is_ok().then_some(selector)
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, BadPattern> {
        reader.expect("$")?;
        let (mut written, mut steps) = ("$".to_owned(), Vec::new());
        loop {
            let step = match reader.peek() {
                Some('.') => dotted(reader)?,
                Some('[') => bracketed(reader)?,
                _ => break,
            };
            written.push_str(&shown(&step));
            steps.push(step);
        }
        let each = steps.iter().filter(|step| **step == Step::Each).count();
        if each > 1 || steps.len() > MOST_STEPS {
            return Err(reader.bad("a simpler selector (at most one *) is expected"));
        }
        if steps.is_empty() {
            return Err(reader.bad("a selector such as $.name is expected"));
        }
        Ok(Self { written, steps })
    }

    /// The values it leads to: one, none, or with `*` any number.
    pub fn values<'v>(&self, root: &'v Value) -> Vec<&'v Value> {
        let mut values = vec![root];
        for step in &self.steps {
            values = match step {
                Step::Member(name) => values.iter().filter_map(|value| value.get(name)).collect(),
                Step::Item(at) => values.iter().filter_map(|value| value.get(at)).collect(),
                Step::Each => values.into_iter().flat_map(each).collect(),
            };
        }
        values
    }
}

fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => Vec::new(),
    }
}

fn dotted(reader: &mut Reader<'_>) -> Result<Step, BadPattern> {
    reader.expect(".")?;
    match reader.peek() {
        Some('[') => return bracketed(reader),
        Some('*') => return reader.expect("*").map(|()| Step::Each),
        _ => {}
    }
    let name = reader.run(|c| c.is_alphanumeric() || "_-@".contains(c));
    name.map(|name| Step::Member(name.to_owned()))
        .ok_or_else(|| reader.bad("the name of a member is expected"))
}

fn bracketed(reader: &mut Reader<'_>) -> Result<Step, BadPattern> {
    reader.expect("[")?;
    let step = match reader.peek() {
        Some(quote @ ('\'' | '"')) => {
            reader.expect(&quote.to_string())?;
            Step::Member(reader.quoted(quote)?)
        }
        Some('*') => reader.expect("*").map(|()| Step::Each)?,
        _ => {
            let digits = reader.run(|c| c.is_ascii_digit()).and_then(|digits| digits.parse().ok());
            Step::Item(digits.ok_or_else(|| reader.bad("the place of an item is expected"))?)
        }
    };
    reader.expect("]")?;
    Ok(step)
}

fn shown(step: &Step) -> String {
    match step {
        Step::Member(name) if name.contains(|c: char| !(c.is_alphanumeric() || "_-@".contains(c))) => {
            format!(".['{name}']")
        }
        Step::Member(name) => format!(".{name}"),
        Step::Item(at) => format!("[{at}]"),
        Step::Each => "[*]".to_owned(),
    }
}
