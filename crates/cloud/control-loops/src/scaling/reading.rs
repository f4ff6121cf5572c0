//! What an alarm sees lately. In: the book, an alarm. Out: values by period, oldest first. Never here: judgement.

use control_plane::cloudwatch::metric_values::watched;
use ledger::MetricBook;
use model::cloudwatch::{Alarm, MetricCondition};
use model::{Pace, Time};
use planner::alarms::{Point, span};

/// The values an alarm with this condition looks at now; periods without values are left out. What cannot be worked out has none: the
/// alarm tells of that trouble.
pub(super) fn points(
    book: &MetricBook,
    alarm: &Alarm,
    condition: &MetricCondition,
    pace: Pace,
    now: Time,
) -> Vec<Point> {
    let seen = watched(book, &alarm.scope, &condition.watched, &span(condition, now, pace));
    seen.unwrap_or_default().into_iter().flatten().collect()
}
