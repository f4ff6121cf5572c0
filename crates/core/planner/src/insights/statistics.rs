//! Statistics over the rows of a group. In: values, one row after the other. Out: one value. Never here: groups.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::percentile::Spread;
use super::value::Value;

/// Bytes of a value that `count_distinct` remembers: its hash, and the room that a table keeps free.
const DISTINCT: usize = 24;

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

    /// Adds a row that happened at `at`; what is missing is not counted. Answers how many bytes more must be remembered for it.
    pub(super) fn add(self, tally: &mut Tally, value: Value, at: i64) -> usize {
        if value.is_missing() {
            return 0;
        }
        match tally {
            Tally::Count(count) => *count += 1,
            Tally::Distinct(known) => return DISTINCT * usize::from(known.insert(hash(&value))),
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
                return spread.add(number);
            }
            Tally::Best(best) => {
                let wins = match self {
                    Self::Minimum => value.is_beyond(best, Ordering::Less),
                    Self::Maximum => value.is_beyond(best, Ordering::Greater),
                    Self::SortsFirst => value.rank(best).is_lt(),
                    _ => value.rank(best).is_gt(),
                };
                if wins || best.is_missing() {
                    let more = value.weight().saturating_sub(best.weight());
                    *best = value;
                    return more;
                }
            }
            Tally::Timed(timed) => {
                let wins = timed.as_ref().is_none_or(|(known, _)| match self {
                    Self::Earliest => at < *known,
                    _ => at >= *known,
                });
                if wins {
                    let before = timed.as_ref().map_or(0, |(_, value)| value.weight());
                    let more = value.weight().saturating_sub(before);
                    *timed = Some((at, value));
                    return more;
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
    value.words().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remembered(statistic: Statistic, values: impl Iterator<Item = Value>) -> usize {
        let mut tally = statistic.begin();
        values.enumerate().map(|(at, value)| statistic.add(&mut tally, value, at as i64)).sum()
    }

    #[test]
    fn what_is_remembered_is_told() {
        let numbers = |from: i32, until: i32| (from..until).map(|n| Value::Number(f64::from(n)));
        let median = Statistic::Percentile(50.0);
        assert_eq!(
            remembered(median, numbers(0, 500)),
            remembered(median, numbers(0, 500).chain(numbers(0, 500)))
        );
        assert!(remembered(median, numbers(0, 500)) >= 500 * 40);
        // Numbers of every size are told apart even when they are told roughly.
        let all_sizes = (-1000..1000).map(|n| Value::Number(2_f64.powf(f64::from(n))));
        assert!(remembered(median, all_sizes) >= 1900 * 40);
        assert_eq!(
            remembered(Statistic::CountDistinct, numbers(0, 100).chain(numbers(0, 100))),
            100 * DISTINCT
        );
        let texts = || [1000, 10, 3000, 2000].into_iter().map(|length| Value::Text("x".repeat(length)));
        assert!((3000..7000).contains(&remembered(Statistic::Latest, texts())));
        assert!((3000..3100).contains(&remembered(Statistic::SortsLast, texts())));
        assert_eq!(remembered(Statistic::Sum, numbers(0, 1000)) + remembered(Statistic::Count, texts()), 0);
    }
}
