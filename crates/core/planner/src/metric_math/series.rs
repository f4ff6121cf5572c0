//! Numbers and time series, and how they are joined. In and out: values. Never here: texts.

use std::collections::BTreeMap;

use super::{Operator, Trouble};

/// The stretch of time that is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// When it begins, ms since 1970.
    pub from: i64,
    /// When it ends, ms since 1970.
    pub to: i64,
    /// How far apart the values of an expression without metrics are, ms.
    pub period: i64,
}

/// Values by time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What people call it.
    pub label: String,
    /// How far apart its values are, ms.
    pub period: i64,
    /// When a stretch begins (ms since 1970) to its value, always a finite number.
    pub points: BTreeMap<i64, f64>,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One number.
    Number(f64),
    /// One series.
    Series(Series),
    /// Several.
    Array(Vec<Series>),
}

impl Series {
    /// The same with other values; those that are no finite numbers are dropped.
    pub(super) fn with(&self, points: impl Iterator<Item = (i64, f64)>) -> Series {
        let points = points.filter(|(_, value)| value.is_finite()).collect();
        Series { label: self.label.clone(), period: self.period, points }
    }

    pub(super) fn map(&self, change: impl Fn(f64) -> f64) -> Series {
        self.with(self.points.iter().map(|(at, value)| (*at, change(*value))))
    }

    /// Joined where both have a value.
    pub(super) fn join(&self, other: &Series, of: impl Fn(f64, f64) -> f64) -> Series {
        let both = self.points.iter().filter_map(|(at, left)| Some((*at, of(*left, *other.points.get(at)?))));
        Series { period: self.period.max(other.period), ..self.with(both) }
    }
}

impl Value {
    /// What it is, for people.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "a number",
            Value::Series(_) => "a time series",
            Value::Array(_) => "an array of time series",
        }
    }

    /// How many values it holds.
    pub(super) fn size(&self) -> usize {
        match self {
            Value::Number(_) => 1,
            Value::Series(series) => series.points.len(),
            Value::Array(all) => all.iter().map(|series| series.points.len() + 1).sum(),
        }
    }

    /// Each number of it changed.
    pub(super) fn map(&self, change: impl Fn(f64) -> f64) -> Value {
        match self {
            Value::Number(number) => Value::Number(change(*number)),
            _ => self.each(|series| series.map(&change)),
        }
    }

    /// Each series of it changed; a number has none.
    pub(super) fn each(&self, change: impl Fn(&Series) -> Series) -> Value {
        match self {
            Value::Number(number) => Value::Number(*number),
            Value::Series(series) => Value::Series(change(series)),
            Value::Array(all) => Value::Array(all.iter().map(change).collect()),
        }
    }

    /// Two joined by an operator.
    pub(super) fn join(&self, operator: Operator, other: &Value) -> Result<Value, Trouble> {
        let of = |left, right| operator.of(left, right);
        match (self, other) {
            (Value::Number(left), right) => Ok(right.map(|right| of(*left, right))),
            (left, Value::Number(right)) => Ok(left.map(|left| of(left, *right))),
            (Value::Series(left), Value::Series(right)) => Ok(Value::Series(left.join(right, of))),
            (Value::Series(left), Value::Array(_)) => {
                // Each of an array keeps its own name.
                Ok(other.each(|right| Series { label: right.label.clone(), ..left.join(right, of) }))
            }
            (left @ Value::Array(_), Value::Series(right)) => Ok(left.each(|left| left.join(right, of))),
            (Value::Array(_), Value::Array(_)) => {
                Err(Trouble("two arrays of time series cannot be joined by an operator".to_owned()))
            }
        }
    }
}
