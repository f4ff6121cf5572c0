//! Statistics over the rows of a group. In: values, one row after the other. Out: one value. Never here: groups.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::percentile::Spread;
use super::value::Value;

/// What is asked of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Statistic {
    Count,
    CountDistinct,
    Sum,
    Average,
    Minimum,
    Maximum,
    /// Of many different values, within 1 % of the true one.
    Percentile(f64),
    Deviation,
    Earliest,
    Latest,
    SortsFirst,
    SortsLast,
}

/// Names and what they mean; `pct` has a number besides.
pub(super) const STATISTICS: [(&str, Statistic); 13] = [
    ("count", Statistic::Count),
    ("count_distinct", Statistic::CountDistinct),
    ("sum", Statistic::Sum),
    ("avg", Statistic::Average),
    ("min", Statistic::Minimum),
    ("max", Statistic::Maximum),
    ("pct", Statistic::Percentile(50.0)),
    ("median", Statistic::Percentile(50.0)),
    ("stddev", Statistic::Deviation),
    ("earliest", Statistic::Earliest),
    ("latest", Statistic::Latest),
    ("sortsfirst", Statistic::SortsFirst),
    ("sortslast", Statistic::SortsLast),
];

/// A statistic while rows come.
#[derive(Clone, Debug)]
pub(super) enum Tally {
    Count(u64),
    Distinct(HashSet<u64>),
    /// Count, mean and the sum of squared distances from it (Welford).
    Moments {
        count: f64,
        mean: f64,
        squares: f64,
        sum: f64,
    },
    Spread(Spread),
    /// The best so far.
    Best(Value),
    /// The value of the earliest or latest row so far.
    Timed(Option<(i64, Value)>),
}

impl Statistic {
    pub(super) fn begin(self) -> Tally {
        match self {
            Self::Count => Tally::Count(0),
            Self::CountDistinct => Tally::Distinct(HashSet::new()),
            Self::Sum | Self::Average | Self::Deviation => {
                Tally::Moments { count: 0.0, mean: 0.0, squares: 0.0, sum: 0.0 }
            }
            Self::Percentile(_) => Tally::Spread(Spread::new()),
            Self::Minimum | Self::Maximum | Self::SortsFirst | Self::SortsLast => Tally::Best(Value::Missing),
            Self::Earliest | Self::Latest => Tally::Timed(None),
        }
    }

    /// Adds a row that happened at `at`; what is missing is not counted. Answers how many values must be remembered for it.
    pub(super) fn add(self, tally: &mut Tally, value: Value, at: i64) -> usize {
        if value.is_missing() {
            return 0;
        }
        match tally {
            Tally::Count(count) => *count += 1,
            Tally::Distinct(known) => return usize::from(known.insert(hash(&value))),
            Tally::Moments { count, mean, squares, sum } => {
                let Some(number) = value.number() else { return 0 };
                *count += 1.0;
                *sum += number;
                let before = number - *mean;
                *mean += before / *count;
                *squares += before * (number - *mean);
            }
            Tally::Spread(spread) => {
                let Some(number) = value.number() else { return 0 };
                spread.add(number);
            }
            Tally::Best(best) => {
                let wins = match self {
                    Self::Minimum => value.is_beyond(best, Ordering::Less),
                    Self::Maximum => value.is_beyond(best, Ordering::Greater),
                    Self::SortsFirst => value.rank(best).is_lt(),
                    _ => value.rank(best).is_gt(),
                };
                if wins || best.is_missing() {
                    *best = value;
                }
            }
            Tally::Timed(timed) => {
                let wins = timed.as_ref().is_none_or(|(known, _)| match self {
                    Self::Earliest => at < *known,
                    _ => at >= *known,
                });
                if wins {
                    *timed = Some((at, value));
                }
            }
        }
        0
    }

    /// What it came to.
    pub(super) fn end(self, tally: Tally) -> Value {
        match (self, tally) {
            (_, Tally::Count(count)) => Value::Number(count as f64),
            (_, Tally::Distinct(known)) => Value::Number(known.len() as f64),
            (_, Tally::Moments { count: 0.0, .. }) => Value::Missing,
            (Self::Average, Tally::Moments { mean, .. }) => Value::from_number(mean),
            (Self::Deviation, Tally::Moments { count, squares, .. }) => {
                Value::from_number(if count > 1.0 { (squares / (count - 1.0)).sqrt() } else { 0.0 })
            }
            (_, Tally::Moments { sum, .. }) => Value::from_number(sum),
            (Self::Percentile(percent), Tally::Spread(spread)) => {
                spread.percentile(percent).map_or(Value::Missing, Value::from_number)
            }
            (_, Tally::Spread(_)) => Value::Missing,
            (_, Tally::Best(best)) => best,
            (_, Tally::Timed(timed)) => timed.map_or(Value::Missing, |(_, value)| value),
        }
    }
}

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.text().hash(&mut hasher);
    hasher.finish()
}
