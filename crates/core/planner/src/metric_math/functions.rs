//! The functions of metric math. In: values. Out: a value, or why not. Never here: reading texts.

use std::collections::BTreeMap;

use model::Time;

use super::evaluate::Desk;
use super::series::{Grid, Series, Value};
use super::{Node, Trouble, not_here};

macro_rules! functions {
    ($($variant:ident = $word:literal),+ $(,)?) => {
        /// A function by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Function { $($variant),+ }

        impl Function {
            fn find(word: &str) -> Option<Function> {
                match word { $($word => Some(Function::$variant),)+ _ => None }
            }

            fn word(self) -> &'static str {
                match self { $(Function::$variant => $word),+ }
            }
        }
    };
}

functions! {
    Abs = "ABS", Avg = "AVG", Ceil = "CEIL", DatapointCount = "DATAPOINT_COUNT", Date = "DATE", Day = "DAY", Diff = "DIFF",
    DiffTime = "DIFF_TIME", Epoch = "EPOCH", Fill = "FILL", First = "FIRST", Floor = "FLOOR", Hour = "HOUR", If = "IF",
    Last = "LAST", Log = "LOG", Log10 = "LOG10", Max = "MAX", Metrics = "METRICS", Min = "MIN", Minute = "MINUTE",
    Month = "MONTH", Period = "PERIOD", Rate = "RATE", RemoveEmpty = "REMOVE_EMPTY", RunningSum = "RUNNING_SUM",
    Slice = "SLICE", Sort = "SORT", Stddev = "STDDEV", Sum = "SUM", TimeSeries = "TIME_SERIES", Year = "YEAR",
}

/// What AWS has besides.
const NOT_HERE: [&str; 6] = [
    "ANOMALY_DETECTION_BAND",
    "DB_PERF_INSIGHTS",
    "INSIGHT_RULE_METRIC",
    "LAMBDA",
    "SEARCH",
    "SERVICE_QUOTA",
];

impl Function {
    /// The function of a name.
    pub(super) fn named(word: &str) -> Result<Function, Trouble> {
        Function::find(word).ok_or_else(|| match NOT_HERE.contains(&word) {
            true => not_here(&format!("The function {word}")),
            false => Trouble(format!("'{word}' is not a function")),
        })
    }

    /// What it comes to for these arguments.
    pub(super) fn call(self, arguments: &[Node], desk: &mut Desk<'_>) -> Result<Value, Trouble> {
        match (self, arguments) {
            (Function::Metrics, []) => desk.metrics(""),
            (Function::Metrics, [Node::Text(part)]) => desk.metrics(part),
            (Function::Fill, [filled, filler]) => fill(&desk.value(filled)?, filler, desk),
            (Function::If, [condition, yes]) => choose(desk, condition, yes, None),
            (Function::If, [condition, yes, no]) => choose(desk, condition, yes, Some(no)),
            (Function::Slice, [array, first, rest @ ..]) if rest.len() < 2 => {
                slice(desk, array, first, rest.first())
            }
            (Function::Sort, [array, Node::Word(by), Node::Word(order), rest @ ..]) if rest.len() < 2 => {
                sort(desk, array, by, order, rest.first())
            }
            (Function::TimeSeries, [number]) => {
                let value = desk.value(number)?;
                desk.afford(&value, |grid| constant(&value, grid))?
            }
            (Function::Metrics | Function::Fill | Function::If | Function::Slice | Function::Sort, _) => {
                Err(self.wrong())
            }
            (_, [argument]) => self.of_one(&desk.value(argument)?),
            _ => Err(self.wrong()),
        }
    }

    fn of_one(self, value: &Value) -> Result<Value, Trouble> {
        match (self, value) {
            (Function::Abs, _) => Ok(value.map(f64::abs)),
            (Function::Ceil, _) => Ok(value.map(f64::ceil)),
            (Function::Floor, _) => Ok(value.map(f64::floor)),
            (Function::Log, _) => Ok(value.map(f64::ln)),
            (Function::Log10, _) => Ok(value.map(f64::log10)),
            (Function::Diff, Value::Series(_) | Value::Array(_)) => {
                Ok(value.each(|series| steps(series, |by, _| by)))
            }
            (Function::Rate, Value::Series(_) | Value::Array(_)) => {
                Ok(value.each(|series| steps(series, |by, seconds| by / seconds)))
            }
            (Function::RunningSum, Value::Series(_) | Value::Array(_)) => Ok(value.each(running_sum)),
            (Function::Period, Value::Series(series)) => Ok(Value::Number(series.period as f64 / 1000.0)),
            (Function::DatapointCount, Value::Series(series)) => {
                Ok(Value::Number(series.points.len() as f64))
            }
            (Function::DiffTime, Value::Series(_) | Value::Array(_)) => Ok(value.each(times_between)),
            (Function::First | Function::Last, Value::Array(all)) => {
                let one = if self == Function::First { all.first() } else { all.last() };
                one.cloned()
                    .map(Value::Series)
                    .ok_or_else(|| Trouble(format!("{} has no series", self.word())))
            }
            (Function::RemoveEmpty, Value::Array(all)) => {
                Ok(Value::Array(all.iter().filter(|series| !series.points.is_empty()).cloned().collect()))
            }
            (_, Value::Series(_) | Value::Array(_)) => match self.moment() {
                Some(of) => Ok(value.each(|series| moments(series, of))),
                None => self.gathered(value),
            },
            _ => self.gathered(value),
        }
    }

    /// What it tells of a moment, in UTC.
    fn moment(self) -> Option<fn(Time) -> i64> {
        Some(match self {
            Function::Epoch => |at| at.0.div_euclid(1000),
            Function::Minute => |at| at.0.div_euclid(60_000).rem_euclid(60),
            Function::Hour => |at| at.0.div_euclid(3_600_000).rem_euclid(24),
            // Monday is 1, and the epoch was a Thursday.
            Function::Day => |at| (at.0.div_euclid(86_400_000) + 3).rem_euclid(7) + 1,
            Function::Date => |at| at.date().2,
            Function::Month => |at| at.date().1,
            Function::Year => |at| at.date().0,
            _ => return None,
        })
    }

    /// AVG, MIN, MAX, SUM and STDDEV: over the values of a series, or at each time over the series of an array.
    fn gathered(self, value: &Value) -> Result<Value, Trouble> {
        let of = self.gathering().ok_or_else(|| self.unfit(value))?;
        match value {
            Value::Number(number) => Ok(Value::Number(of(&[*number]))),
            Value::Series(series) => {
                let values: Vec<f64> = series.points.values().copied().collect();
                Ok(Value::Number(if values.is_empty() { f64::NAN } else { of(&values) }))
            }
            Value::Array(all) => {
                let mut by_time: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
                for (at, value) in all.iter().flat_map(|series| &series.points) {
                    by_time.entry(*at).or_default().push(*value);
                }
                let empty = Series {
                    label: String::new(),
                    period: all.iter().map(|series| series.period).max().unwrap_or(60_000),
                    points: BTreeMap::new(),
                };
                Ok(Value::Series(empty.with(by_time.into_iter().map(|(at, values)| (at, of(&values))))))
            }
        }
    }

    /// Of at least one value.
    fn gathering(self) -> Option<fn(&[f64]) -> f64> {
        Some(match self {
            Function::Avg => average,
            Function::Sum => |values| values.iter().sum(),
            Function::Min => |values| values.iter().copied().fold(f64::INFINITY, f64::min),
            Function::Max => |values| values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            Function::Stddev => deviation,
            _ => return None,
        })
    }

    fn wrong(self) -> Trouble {
        Trouble(format!("the arguments of {} do not fit", self.word()))
    }

    fn unfit(self, value: &Value) -> Trouble {
        Trouble(format!("{} does not take {}", self.word(), value.kind()))
    }
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let mean = average(values);
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (squares / values.len() as f64).sqrt()
}

/// Each value by what came before it: the difference, and the seconds between.
fn steps(series: &Series, of: impl Fn(f64, f64) -> f64) -> Series {
    let pairs = series.points.iter().zip(series.points.iter().skip(1));
    series.with(pairs.map(|((before, old), (at, new))| (*at, of(new - old, (at - before) as f64 / 1000.0))))
}

/// Seconds since the value before.
fn times_between(series: &Series) -> Series {
    let pairs = series.points.keys().zip(series.points.keys().skip(1));
    series.with(pairs.map(|(before, at)| (*at, (at - before) as f64 / 1000.0)))
}

/// What is told of the time of each value.
fn moments(series: &Series, of: fn(Time) -> i64) -> Series {
    series.with(series.points.keys().map(|at| (*at, of(Time(*at)) as f64)))
}

fn running_sum(series: &Series) -> Series {
    let mut sum = 0.0;
    let sums = series.points.iter().map(|(at, value)| {
        sum += value;
        (*at, sum)
    });
    series.with(sums)
}

/// How what is missing is filled.
enum Filler {
    Repeat,
    Linear,
    Number(f64),
    Series(Series),
}

fn fill(filled: &Value, filler: &Node, desk: &mut Desk<'_>) -> Result<Value, Trouble> {
    let filler = match filler {
        Node::Word(word) if word == "REPEAT" => Filler::Repeat,
        Node::Word(word) if word == "LINEAR" => Filler::Linear,
        other => match desk.value(other)? {
            Value::Number(number) => Filler::Number(number),
            Value::Series(series) => Filler::Series(series),
            Value::Array(_) => return Err(Function::Fill.wrong()),
        },
    };
    match filled {
        Value::Number(_) => Err(Function::Fill.unfit(filled)),
        _ => desk.afford(filled, |grid| filled.each(|series| fill_series(series, &filler, grid))),
    }
}

fn fill_series(series: &Series, filler: &Filler, grid: Grid) -> Series {
    let times = times(grid, series.period);
    let value = |at: i64| {
        let known = series.points.get(&at).copied();
        known.or_else(|| match filler {
            Filler::Number(number) => Some(*number),
            Filler::Series(other) => other.points.get(&at).copied(),
            Filler::Repeat => series.points.range(..at).next_back().map(|(_, value)| *value),
            Filler::Linear => between(series, at),
        })
    };
    series.with(times.filter_map(|at| Some((at, value(at)?))))
}

/// On the line between the neighbours.
fn between(series: &Series, at: i64) -> Option<f64> {
    let (before, low) = series.points.range(..at).next_back()?;
    let (after, high) = series.points.range(at..).next()?;
    let share = (at - before) as f64 / (after - before) as f64;
    Some(low + (high - low) * share)
}

/// The beginnings of the stretches of a grid.
fn times(grid: Grid, period: i64) -> impl Iterator<Item = i64> {
    let period = period.max(1);
    (0..).map(move |number| grid.from + number * period).take_while(move |at| *at < grid.to)
}

/// The same number at every time.
fn constant(value: &Value, grid: Grid) -> Result<Value, Trouble> {
    match value {
        Value::Number(number) => {
            let empty = Series { label: String::new(), period: grid.period, points: BTreeMap::new() };
            Ok(Value::Series(empty.with(times(grid, grid.period).map(|at| (at, *number)))))
        }
        _ => Err(Function::TimeSeries.unfit(value)),
    }
}

fn choose(desk: &mut Desk<'_>, condition: &Node, yes: &Node, no: Option<&Node>) -> Result<Value, Trouble> {
    let (condition, yes) = (desk.value(condition)?, desk.value(yes)?);
    let no = no.map(|no| desk.value(no)).transpose()?;
    let at = |value: Option<&Value>, time: i64| match value {
        Some(Value::Number(number)) => Some(*number),
        Some(Value::Series(series)) => series.points.get(&time).copied(),
        _ => None,
    };
    match &condition {
        Value::Number(number) if *number != 0.0 => Ok(yes),
        Value::Number(_) => {
            no.ok_or_else(|| Trouble("IF has no value for a condition that does not hold".to_owned()))
        }
        Value::Array(_) => Err(Function::If.unfit(&condition)),
        Value::Series(series) => {
            if let Some(array) =
                [Some(&yes), no.as_ref()].into_iter().flatten().find(|one| matches!(one, Value::Array(_)))
            {
                return Err(Function::If.unfit(array));
            }
            let chosen = series.points.iter().filter_map(|(time, holds)| {
                let value = if *holds != 0.0 { Some(&yes) } else { no.as_ref() };
                Some((*time, at(value, *time)?))
            });
            Ok(Value::Series(series.with(chosen)))
        }
    }
}

/// Some series of an array, counted from 0: from the first to before the last; of one alone itself.
fn slice(desk: &mut Desk<'_>, array: &Node, first: &Node, last: Option<&Node>) -> Result<Value, Trouble> {
    let array = desk.value(array)?;
    let first = place(&desk.value(first)?)?;
    let last = last.map(|last| place(&desk.value(last)?)).transpose()?;
    let Value::Array(all) = array else { return Err(Function::Slice.unfit(&array)) };
    let Some(last) = last else {
        let one = all.into_iter().nth(first);
        return one.map(Value::Series).ok_or_else(|| Trouble("SLICE reaches beyond the array".to_owned()));
    };
    Ok(Value::Array(all.into_iter().take(last).skip(first).collect()))
}

fn place(value: &Value) -> Result<usize, Trouble> {
    match value {
        Value::Number(number) if *number >= 0.0 && number.fract() == 0.0 && *number <= 1e6 => {
            Ok(*number as usize)
        }
        _ => Err(Trouble("a place in an array must be a whole number".to_owned())),
    }
}

/// The series of an array by what a function makes of each, and how many of them.
fn sort(
    desk: &mut Desk<'_>,
    array: &Node,
    by: &str,
    order: &str,
    most: Option<&Node>,
) -> Result<Value, Trouble> {
    let value = desk.value(array)?;
    let most = most.map(|most| place(&desk.value(most)?)).transpose()?;
    let Value::Array(mut all) = value else { return Err(Function::Sort.unfit(&value)) };
    let by = Function::find(by).and_then(Function::gathering).ok_or_else(|| Function::Sort.wrong())?;
    let rank = |series: &Series| {
        let values: Vec<f64> = series.points.values().copied().collect();
        if values.is_empty() { f64::NEG_INFINITY } else { by(&values) }
    };
    all.sort_by(|one, other| rank(one).total_cmp(&rank(other)));
    match order {
        "ASC" => {}
        "DESC" => all.reverse(),
        _ => return Err(Function::Sort.wrong()),
    }
    all.truncate(most.unwrap_or(usize::MAX));
    Ok(Value::Array(all))
}
