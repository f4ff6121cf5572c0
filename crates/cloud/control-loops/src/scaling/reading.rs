//! What a metric came to lately, as an alarm over it sees it. In: the book, what is watched. Out: values by period, oldest first.
//! Never here: judgement.

use ledger::MetricBook;
use model::cloudwatch::{MetricStat, Statistic, Watched};
use model::{Pace, Scope, Time};

/// The values of the last so many periods that are over, each with the moment its period began; periods without values are left out.
pub(super) fn points(
    book: &MetricBook,
    scope: &Scope,
    watched: &Watched,
    periods: usize,
    pace: Pace,
    now: Time,
) -> Vec<(Time, f64)> {
    match watched {
        Watched::Metric(stat) => of_metric(book, scope, stat, periods, pace, now),
        Watched::Queries(_) => Vec::new(),
    }
}

fn of_metric(
    book: &MetricBook,
    scope: &Scope,
    stat: &MetricStat,
    periods: usize,
    pace: Pace,
    now: Time,
) -> Vec<(Time, f64)> {
    let Some(statistic) = Statistic::parse(&stat.statistic) else { return Vec::new() };
    let minute = pace.takes(60_000);
    let stretch = pace.takes(stat.period.saturating_mul(1000)).max(1000);
    let until = now.0.div_euclid(minute) * minute;
    let from = until - stretch * periods as i64;
    let stretches = book.read(scope, &stat.metric, stat.unit, (from, until), stretch);
    stretches.iter().filter_map(|it| Some((Time(it.start), statistic.of(&it.values)?))).collect()
}
