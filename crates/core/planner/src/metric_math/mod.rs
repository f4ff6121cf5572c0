//! Metric math: expressions over metrics, as CloudWatch's user guide has them.
//!
//! ```text
//! either  = both { ("OR" | "||") both }
//! both    = compared { ("AND" | "&&") compared }
//! compared = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
//! sum     = product { ("+" | "-") product }
//! product = signed { ("*" | "/") signed }
//! signed  = "-" signed | power
//! power   = single [ "^" signed ]
//! single  = number | id | "(" either ")" | "[" either { "," either } "]" | FUNCTION "(" arguments ")"
//! ```
//! In: texts and time series. Out: numbers and time series, or a [`Trouble`]. Never here: where values come from, a panic on any text.
//!
//! Two series are joined where both have a value; what has none is dropped, and so is what is no finite number, such as x / 0.

mod evaluate;
mod functions;
mod lexer;
mod parser;
mod series;
mod sheet;

use std::collections::BTreeSet;

pub use evaluate::MOST_VALUES;
pub use series::{Grid, Series, Value};
pub use sheet::{Sheet, Source};

/// Characters an expression may have (CloudWatch API reference, `MetricDataQuery`).
const LONGEST: usize = 2048;

/// Why an expression cannot be read or worked out: a sentence for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

/// An expression that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Node);

impl Expression {
    /// Reads an expression.
    pub fn read(text: &str) -> Result<Expression, Trouble> {
        if text.chars().count() > LONGEST {
            return Err(Trouble(format!("it is longer than {LONGEST} characters")));
        }
        let first = text.trim_start().get(..6).unwrap_or_default();
        if first.eq_ignore_ascii_case("SELECT") {
            return Err(not_here("A Metrics Insights query (SELECT)"));
        }
        parser::parse(lexer::tokens(text)?).map(Expression)
    }

    /// The queries it names.
    pub fn ids(&self) -> BTreeSet<&str> {
        let (mut ids, mut open) = (BTreeSet::new(), vec![&self.0]);
        while let Some(node) = open.pop() {
            match node {
                Node::Id(id) => drop(ids.insert(id.as_str())),
                Node::Negative(inner) => open.push(inner),
                Node::Array(parts) | Node::Call(_, parts) => open.extend(parts),
                Node::Chain(first, rest) => {
                    open.push(first);
                    open.extend(rest.iter().map(|(_, node)| node));
                }
                Node::Number(_) | Node::Text(_) | Node::Word(_) => {}
            }
        }
        ids
    }
}

/// The words for what AWS has and this product has not.
fn not_here(what: &str) -> Trouble {
    Trouble(format!("{what} is not in this product yet; see SCOPE.md"))
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Id(String),
    /// Between quotes: an argument of METRICS.
    Text(String),
    /// In capitals: an argument of FILL and SORT.
    Word(String),
    Array(Vec<Node>),
    Call(functions::Function, Vec<Node>),
    Negative(Box<Node>),
    /// Operators of one rank, from left to right: flat, so that long sums are not deep.
    Chain(Box<Node>, Vec<(Operator, Node)>),
}

/// What joins two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    Unequal,
    And,
    Or,
}

impl Operator {
    fn of(self, left: f64, right: f64) -> f64 {
        let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
        match self {
            Operator::Plus => left + right,
            Operator::Minus => left - right,
            Operator::Times => left * right,
            Operator::Over => left / right,
            Operator::Power => left.powf(right),
            Operator::Less => truth(left < right),
            Operator::LessOrEqual => truth(left <= right),
            Operator::Greater => truth(left > right),
            Operator::GreaterOrEqual => truth(left >= right),
            Operator::Equal => truth(left == right),
            Operator::Unequal => truth(left != right),
            Operator::And => truth(left != 0.0 && right != 0.0),
            Operator::Or => truth(left != 0.0 || right != 0.0),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
