//! Step scaling: how far an alarm is breached says how many tasks more or fewer.
//!
//! In: a policy's steps, a value, a threshold, a count. Out: the count asked for. Never here: bounds, cooldowns.
//! Source: Application Auto Scaling user guide, "How step scaling works" and API reference, `StepAdjustment`.

use model::scaling::{AdjustmentType, Aggregation, Step, StepScaling};

/// What the latest values of an alarm come to; `None` without any.
pub fn aggregate(values: &[f64], how: Option<Aggregation>) -> Option<f64> {
    let each = values.iter().copied();
    match how.unwrap_or(Aggregation::Average) {
        _ if values.is_empty() => None,
        Aggregation::Average => Some(each.sum::<f64>() / values.len() as f64),
        Aggregation::Minimum => each.reduce(f64::min),
        Aggregation::Maximum => each.reduce(f64::max),
    }
}

/// The step for a value so far from the threshold: above it the lower bound belongs to a step, below it the upper bound.
pub fn step_for(steps: &[Step], distance: f64) -> Option<&Step> {
    let upwards = |step: &&Step| {
        step.lower.is_none_or(|lower| lower <= distance) && step.upper.is_none_or(|upper| distance < upper)
    };
    let downwards = |step: &&Step| {
        step.lower.is_none_or(|lower| lower < distance) && step.upper.is_none_or(|upper| distance <= upper)
    };
    let up = steps.iter().find(upwards).filter(|_| distance >= 0.0);
    up.or_else(|| steps.iter().find(downwards).filter(|_| distance <= 0.0))
}

/// The count a step makes of another.
pub fn adjusted(rule: &StepScaling, step: &Step, count: i64) -> i64 {
    match rule.adjustment_type {
        AdjustmentType::ExactCapacity => step.adjustment,
        AdjustmentType::ChangeInCapacity => count.saturating_add(step.adjustment),
        AdjustmentType::PercentChangeInCapacity => {
            let change = rounded(count as f64 * step.adjustment as f64 / 100.0);
            count.saturating_add(at_least(change, step.adjustment, rule.min_magnitude))
        }
    }
}

/// Beyond one towards zero; between zero and one away from it.
fn rounded(change: f64) -> i64 {
    if change == 0.0 || change.abs() >= 1.0 { change.trunc() as i64 } else { change.signum() as i64 }
}

/// A percentage that says more or fewer comes to at least so many tasks.
fn at_least(change: i64, percent: i64, magnitude: Option<i64>) -> i64 {
    match magnitude.filter(|least| change.abs() < *least) {
        Some(least) => least * percent.signum(),
        None => change,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(adjustment_type: AdjustmentType, min_magnitude: Option<i64>) -> StepScaling {
        StepScaling { adjustment_type, steps: Vec::new(), min_magnitude, cooldown: None, aggregation: None }
    }

    fn step(lower: Option<f64>, upper: Option<f64>, adjustment: i64) -> Step {
        Step { lower, upper, adjustment }
    }

    fn percent(count: i64, adjustment: i64, least: Option<i64>) -> i64 {
        let rule = rule(AdjustmentType::PercentChangeInCapacity, least);
        adjusted(&rule, &step(None, None, adjustment), count)
    }

    #[test]
    fn percentages_are_rounded_as_aws_says() {
        assert_eq!((percent(10, 127, None), percent(4, 25, None)), (22, 5), "12.7 is 12");
        assert_eq!(percent(3, 10, None), 4, "0.3 is 1");
        assert_eq!(percent(3, -10, None), 2, "-0.3 is -1");
        assert_eq!(percent(7, -50, None), 4, "-3.5 is -3");
        assert_eq!((percent(4, 25, Some(2)), percent(4, -25, Some(2))), (6, 2));
        assert_eq!(percent(10, 0, None), 10);
    }

    #[test]
    fn other_adjustments_are_plain() {
        assert_eq!(adjusted(&rule(AdjustmentType::ChangeInCapacity, None), &step(None, None, -2), 5), 3);
        assert_eq!(adjusted(&rule(AdjustmentType::ExactCapacity, None), &step(None, None, 9), 5), 9);
    }

    #[test]
    fn a_bound_belongs_to_the_step_further_from_the_threshold() {
        let steps = [
            step(None, Some(-20.0), -2),
            step(Some(-20.0), Some(0.0), -1),
            step(Some(0.0), Some(10.0), 1),
            step(Some(10.0), None, 2),
        ];
        let of = |distance: f64| step_for(&steps, distance).map(|step| step.adjustment);
        assert_eq!((of(0.0), of(9.9), of(10.0), of(500.0)), (Some(1), Some(1), Some(2), Some(2)));
        assert_eq!((of(-0.1), of(-19.9), of(-20.0), of(-99.0)), (Some(-1), Some(-1), Some(-2), Some(-2)));
        let downward = [step(None, Some(0.0), -1)];
        assert_eq!(step_for(&downward, 0.0).map(|step| step.adjustment), Some(-1), "at most the threshold");
        assert_eq!(step_for(&downward, 1.0), None);
    }

    #[test]
    fn values_are_aggregated() {
        let values = [1.0, 5.0, 3.0];
        assert_eq!(aggregate(&values, None), Some(3.0));
        assert_eq!(aggregate(&values, Some(Aggregation::Minimum)), Some(1.0));
        assert_eq!(aggregate(&values, Some(Aggregation::Maximum)), Some(5.0));
        assert_eq!(aggregate(&[], None), None);
    }
}
