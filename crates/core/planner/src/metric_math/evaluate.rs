//! Working out an expression. In: its tree, and the values of the queries it names. Out: a value, or why not. Never here: the order in
//! which expressions are worked out.

use std::collections::BTreeMap;

use super::series::{Grid, Series, Value};
use super::{Node, Trouble};

/// Series of an array.
const MOST_SERIES: usize = 500;
/// Values of the metrics of one request and of what is made of them: about 50 MB.
pub const MOST_VALUES: usize = 1_000_000;

/// What is at hand.
pub(super) struct Desk<'d> {
    /// The stretch of time.
    pub(super) grid: Grid,
    /// What is known of each query, by id.
    pub(super) known: &'d BTreeMap<String, Result<Value, Trouble>>,
    /// The metrics among them, in the order of the request.
    pub(super) metrics: &'d [String],
    /// How many values were made.
    pub(super) made: usize,
}

impl Desk<'_> {
    /// What a part of an expression comes to.
    pub(super) fn value(&mut self, node: &Node) -> Result<Value, Trouble> {
        let value = match node {
            Node::Number(number) => Value::Number(*number),
            Node::Id(id) => self.query(id)?,
            Node::Array(parts) => self.array(parts)?,
            Node::Negative(inner) => self.value(inner)?.map(|number| -number),
            Node::Call(function, arguments) => function.call(arguments, self)?,
            Node::Chain(first, rest) => {
                let mut value = self.value(first)?;
                for (operator, next) in rest {
                    value = value.join(*operator, &self.value(next)?)?;
                    self.count(value.size())?;
                }
                value
            }
            Node::Text(text) => return Err(Trouble(format!("the text \"{text}\" is no value"))),
            Node::Word(word) => return Err(Trouble(format!("'{word}' is neither a function nor an id"))),
        };
        self.count(value.size())?;
        Ok(value)
    }

    /// Does what makes a value at every time of the grid, for each series of a value or for a number, if there is room for that.
    pub(super) fn afford<T>(&mut self, value: &Value, make: impl Fn(Grid) -> T) -> Result<T, Trouble> {
        let (period, several) = match value {
            Value::Number(_) => (self.grid.period, 1),
            Value::Series(series) => (series.period, 1),
            Value::Array(all) => {
                let shortest = all.iter().map(|series| series.period).min();
                (shortest.unwrap_or(self.grid.period), all.len())
            }
        };
        let times = self.grid.to.saturating_sub(self.grid.from).max(0) / period.max(1) + 1;
        self.count(usize::try_from(times).unwrap_or(usize::MAX).saturating_mul(several))?;
        Ok(make(self.grid))
    }

    /// The metrics whose ids contain a text.
    pub(super) fn metrics(&mut self, part: &str) -> Result<Value, Trouble> {
        let ids: Vec<&String> = self.metrics.iter().filter(|id| id.contains(part)).collect();
        let mut all = Vec::new();
        for id in ids {
            all.extend(series_of(self.query(id)?));
        }
        bounded(all)
    }

    fn query(&self, id: &str) -> Result<Value, Trouble> {
        let unknown = || Err(Trouble(format!("the id '{id}' is not among the queries")));
        self.known.get(id).cloned().unwrap_or_else(unknown)
    }

    fn array(&mut self, parts: &[Node]) -> Result<Value, Trouble> {
        let mut all = Vec::new();
        for part in parts {
            match self.value(part)? {
                Value::Number(_) => {
                    return Err(Trouble("an array holds time series, not numbers".to_owned()));
                }
                value => all.extend(series_of(value)),
            }
            if all.len() > MOST_SERIES {
                break;
            }
        }
        bounded(all)
    }

    fn count(&mut self, more: usize) -> Result<(), Trouble> {
        self.made = self.made.saturating_add(more);
        match self.made <= MOST_VALUES {
            true => Ok(()),
            false => Err(Trouble("it takes too many values to work it out".to_owned())),
        }
    }
}

fn series_of(value: Value) -> Vec<Series> {
    match value {
        Value::Number(_) => Vec::new(),
        Value::Series(series) => vec![series],
        Value::Array(all) => all,
    }
}

fn bounded(all: Vec<Series>) -> Result<Value, Trouble> {
    match all.len() <= MOST_SERIES {
        true => Ok(Value::Array(all)),
        false => Err(Trouble(format!("an array holds at most {MOST_SERIES} time series"))),
    }
}
