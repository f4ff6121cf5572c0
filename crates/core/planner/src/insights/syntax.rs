//! The parts of a query. Never here: reading them, their meaning.

use super::functions::Function;
use super::statistics::Statistic;
use super::value::Value;
use crate::bounded_regex::BoundedRegex;

/// One command, between two `|`.
#[derive(Clone, Debug)]
pub(super) enum Command {
    /// Names values and shows them.
    Fields(Vec<Named>),
    /// Names values and shows nothing else.
    Display(Vec<Named>),
    Filter(Expression),
    Parse(Parse),
    Stats {
        slots: Vec<Slot>,
        shown: Vec<Named>,
        by: Vec<Named>,
    },
    Sort(Vec<(Expression, Order)>),
    Limit(usize),
    Dedup(Vec<Expression>),
}

impl Command {
    /// Whether an event is enough to carry it out.
    pub(super) fn is_of_one_event(&self) -> bool {
        matches!(self, Self::Fields(_) | Self::Display(_) | Self::Filter(_) | Self::Parse(_))
    }
}

/// A value with the name it is shown under.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) value: Expression,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

/// Where a text is cut into named pieces.
#[derive(Clone, Debug)]
pub(super) struct Parse {
    pub(super) of: Expression,
    pub(super) by: Cutter,
}

#[derive(Clone, Debug)]
pub(super) enum Cutter {
    /// Texts around the `*` of a pattern, and the names of what stands there.
    Glob { texts: Vec<String>, names: Vec<String> },
    /// Groups of an expression by name.
    Expression { expression: BoundedRegex, names: Vec<String> },
}

/// A statistic over the rows of a group; `Expression::Slot` is its value.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) statistic: Statistic,
    pub(super) of: Option<Expression>,
}

#[derive(Clone, Debug)]
pub(super) enum Expression {
    Constant(Value),
    Field(String),
    Slot(usize),
    Call(Function, Vec<Expression>),
    /// Start of the stretch of so many milliseconds an event lies in.
    Bin(i64),
    Not(Box<Expression>),
    /// All hold. Flat, as sums are, so that what is long is not deep.
    All(Vec<Expression>),
    /// At least one holds.
    Any(Vec<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// Operators of one rank, from left to right.
    Calculate(Box<Expression>, Vec<(Operator, Expression)>),
    Negate(Box<Expression>),
    In(Box<Expression>, Vec<Expression>),
    Contains(Box<Expression>, String),
    Matches(Box<Expression>, BoundedRegex),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

impl Expression {
    /// A text that is in the message of every event this condition holds for.
    pub(super) fn needle(&self) -> Option<&str> {
        match self {
            Self::All(parts) => parts.iter().find_map(Expression::needle),
            Self::Contains(of, text) => {
                matches!(&**of, Self::Field(name) if name == "@message").then_some(text.as_str())
            }
            _ => None,
        }
    }
}
