//! CloudWatch Logs Insights: what a query means, and what it makes of events.
//!
//! In: the text of a query; later, events and the time. Out: rows of named values. Never here: the log book, threads, states of queries.
//!
//! ```text
//!   text ──lexer──> tokens ──parser──> commands
//!   event ──fields, filter, parse (each event alone: Query::look)──> Mapped ──Collector: rows in order, or groups of stats──> rows
//!         ──the commands that follow, over at most 10,000 rows──> Answer
//! ```
//!
//! A value that is missing makes every comparison false, but for `!=`.
//!
//! What a query may take is in `budget`: it ends with a [`Halt`] when it needs more, or when its owner, who is asked all the time, says so.

mod addresses;
mod budget;
mod collector;
mod evaluate;
mod event;
mod functions;
mod lexer;
mod order;
mod parser;
mod percentile;
mod rows;
mod statistics;
mod syntax;
mod value;

use std::fmt;

pub use self::budget::{Halt, Wanted};
pub use self::collector::Collector;
pub use self::event::{Event, Pointer, fields_of};
pub use self::rows::{Mapped, ResultRow};
use self::syntax::Command;

/// The longest query, in characters.
pub const LONGEST: usize = 10_000;
/// Rows a query has at most.
pub const MOST_ROWS: usize = 10_000;

/// A query as read.
#[derive(Clone, Debug)]
pub struct Query {
    /// Those that look at each event alone.
    before: Vec<Command>,
    /// The others, beginning with the first that looks at several.
    after: Vec<Command>,
    /// Rows asked for besides the query's own `limit`.
    limit: usize,
}

/// Why a text is no query, and where: characters from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// In words for its author.
    pub message: String,
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at position {}", self.message, self.start + 1)
    }
}

impl Query {
    /// Reads a query that was asked at `now` (ms since 1970); `limit` is how many rows are wanted at most.
    pub fn parse(text: &str, limit: usize, now: i64) -> Result<Query, Malformed> {
        let mut before = without_idle_sorts(parser::read(text, now)?);
        let first = before.iter().position(|command| !command.is_of_one_event()).unwrap_or(before.len());
        let after = before.split_off(first);
        Ok(Query { before, after, limit: limit.min(MOST_ROWS) })
    }

    /// A text that is in every message this query looks at, if there is one.
    pub fn needle(&self) -> Option<&str> {
        self.before.iter().find_map(|command| match command {
            Command::Filter(condition) => condition.needle(),
            _ => None,
        })
    }
}

/// The same commands without those that put rows in order only for `stats` to count them.
fn without_idle_sorts(commands: Vec<Command>) -> Vec<Command> {
    let counted_next = |rest: &[Command]| {
        let decides =
            rest.iter().find(|command| !command.is_of_one_event() && !matches!(command, Command::Sort(_)));
        matches!(decides, Some(Command::Stats { .. }))
    };
    let idle: Vec<bool> = (0..commands.len())
        .map(|at| matches!(commands[at], Command::Sort(_)) && counted_next(&commands[at + 1..]))
        .collect();
    commands.into_iter().zip(idle).filter(|(_, idle)| !idle).map(|(command, _)| command).collect()
}

#[cfg(test)]
mod tests;
