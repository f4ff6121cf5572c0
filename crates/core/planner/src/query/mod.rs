//! The cluster query language of `memberOf` constraints and instance filters (ECS developer guide, "Cluster query language").
//!
//! ```text
//! any    = all { ("||" | "or") all }
//! all    = single { ("&&" | "and") single }
//! single = ("!" | "not") single | "(" any ")" | subject operator [argument]
//! ```
//! In: a text and, later, instances. Out: a [`Query`] that says of an instance whether it is meant, or a [`Malformed`].
//! Never here: a choice among instances, a panic on any text.
//!
//! Regular expressions match the whole value, as Java's `matches` does; look-around and back-references are refused.

mod evaluate;
mod lexer;
mod parser;

use crate::bounded_regex::BoundedRegex;

/// Characters an expression may have (ECS API reference, `PlacementConstraint`).
pub const LONGEST: usize = 2_000;

/// Why a text is no expression: a sentence for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

/// An expression that was read: ask it with [`Query::holds`].
#[derive(Clone, Debug)]
pub struct Query(Node);

impl Query {
    /// Reads an expression.
    pub fn read(text: &str) -> Result<Query, Malformed> {
        if text.chars().count() > LONGEST {
            return Err(Malformed(format!("it is longer than {LONGEST} characters")));
        }
        parser::parse(lexer::tokens(text)?).map(Query)
    }

    /// Whether it holds for an instance with the tasks that are on it.
    pub fn holds(&self, room: &crate::fleet::Room<'_>) -> bool {
        evaluate::holds(&self.0, room)
    }
}

/// A part of an expression.
#[derive(Clone, Debug)]
enum Node {
    /// At least one holds.
    Any(Vec<Node>),
    /// All hold.
    All(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// A subject has a property.
    Test(Subject, Test),
}

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    AgentConnected,
    AgentVersion,
    Attribute(String),
    Ec2InstanceId,
    RegisteredAt,
    RunningTasksCount,
    TaskGroup,
}

/// What is asked of it; what is asked negatively is a [`Node::Not`] around it.
#[derive(Clone, Debug)]
enum Test {
    Exists,
    Equals(String),
    In(Vec<String>),
    Matches(BoundedRegex),
    Compared(Order, String),
}

/// Which way a comparison goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
