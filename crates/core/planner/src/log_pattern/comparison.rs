//! A value against what a pattern says of it. In: operator and operand from a pattern; later, a value. Out: whether it holds.
//! Never here: where the value came from.

use std::borrow::Cow;

use serde_json::Value;

use super::BadPattern;
use super::reader::Reader;
use super::wildcard::Wildcard;
use crate::bounded_regex::BoundedRegex;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Longer signs first: `>=` begins with `>`.
const OPERATORS: [(&str, Operator); 6] = [
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

#[derive(Clone, Debug)]
enum Operand {
    Number(f64),
    Text(Wildcard),
    Expression(BoundedRegex),
}

/// Such as `>= 500` or `= "a*"`.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    operator: Operator,
    operand: Operand,
}

/// A value that can be compared.
pub(super) struct Scalar<'v> {
    pub(super) text: Cow<'v, str>,
    pub(super) number: Option<f64>,
}

/// A JSON value as one to compare; `null`, lists and objects are none.
pub(super) fn scalar(value: &Value) -> Option<Scalar<'_>> {
    match value {
        Value::String(text) => Some(Scalar { text: Cow::Borrowed(text), number: None }),
        Value::Number(number) => Some(Scalar { text: number.to_string().into(), number: number.as_f64() }),
        Value::Bool(value) => Some(Scalar { text: value.to_string().into(), number: None }),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl Comparison {
    /// Reads operator and operand; bare words end at a character of `ends`.
    pub(super) fn read(reader: &mut Reader<'_>, ends: &str) -> Result<Self, BadPattern> {
        let found = OPERATORS.iter().find(|(sign, _)| reader.take(sign));
        let Some((sign, operator)) = found else {
            return Err(reader.bad("a comparison (=, !=, <, <=, >, >=) is expected"));
        };
        let operand = operand(reader, ends)?;
        let ordered = !matches!(operator, Operator::Equal | Operator::NotEqual);
        if ordered && !matches!(operand, Operand::Number(_)) {
            return Err(reader.bad(&format!("a number is expected after '{sign}'")));
        }
        Ok(Self { operator: *operator, operand })
    }

    /// Whether a value is as said.
    pub(super) fn holds(&self, value: &Scalar<'_>) -> bool {
        let equal = match &self.operand {
            Operand::Number(wanted) => return self.holds_number(value, *wanted),
            Operand::Text(wanted) => wanted.matches(&value.text),
            Operand::Expression(expression) => expression.is_match(&value.text),
        };
        equal == (self.operator == Operator::Equal)
    }

    fn holds_number(&self, value: &Scalar<'_>, wanted: f64) -> bool {
        // What is no number is not equal to one, and neither less nor greater.
        let Some(number) = value.number else { return self.operator == Operator::NotEqual };
        match self.operator {
            Operator::Equal => number == wanted,
            Operator::NotEqual => number != wanted,
            Operator::Less => number < wanted,
            Operator::LessOrEqual => number <= wanted,
            Operator::Greater => number > wanted,
            Operator::GreaterOrEqual => number >= wanted,
        }
    }

    /// The text a value must be equal to, if there is but one.
    pub(super) fn literal(&self) -> Option<&str> {
        match (&self.operand, self.operator) {
            (Operand::Text(text), Operator::Equal) => text.literal(),
            _ => None,
        }
    }
}

fn operand(reader: &mut Reader<'_>, ends: &str) -> Result<Operand, BadPattern> {
    if reader.take("\"") {
        return Ok(Operand::Text(Wildcard::new(&reader.quoted('"')?)));
    }
    if reader.take("%") {
        return reader.expression().map(Operand::Expression);
    }
    let word = reader.run(|c| !c.is_whitespace() && !ends.contains(c) && !"=<>!\"%".contains(c));
    let Some(word) = word else { return Err(reader.bad("a value is expected")) };
    // `nan` and `inf` are words.
    let number = word.parse::<f64>().ok().filter(|_| word.contains(|c: char| c.is_ascii_digit()));
    Ok(number.map_or_else(|| Operand::Text(Wildcard::new(word)), Operand::Number))
}
