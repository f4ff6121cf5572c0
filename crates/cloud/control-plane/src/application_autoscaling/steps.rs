//! Step adjustments as a request gives them. In: shapes. Out: steps in ascending order, without overlap or gap, or AWS's words for what
//! is wrong. Never here: their use.

use model::scaling::{AdjustmentType, Step};
use shapes::Error;
use shapes::application_autoscaling::{StepAdjustment, errors};

use super::find::invalid;

/// Step adjustments of a policy.
const MOST: usize = 20;

/// Reads the steps of a policy.
pub(crate) fn read(given: Option<Vec<StepAdjustment>>, kind: AdjustmentType) -> Result<Vec<Step>, Error> {
    let given = given.unwrap_or_default().into_iter();
    let mut steps: Vec<Step> = given
        .map(|it| Step {
            lower: it.metric_interval_lower_bound,
            upper: it.metric_interval_upper_bound,
            adjustment: it.scaling_adjustment,
        })
        .collect();
    check_each(&steps, kind)?;
    let lower = |step: &Step| step.lower.unwrap_or(f64::NEG_INFINITY);
    steps.sort_by(|one, other| lower(one).total_cmp(&lower(other)));
    check_together(&steps)?;
    Ok(steps)
}

fn check_each(steps: &[Step], kind: AdjustmentType) -> Result<(), Error> {
    if steps.is_empty() {
        return Err(invalid("At least one StepAdjustment must be specified for StepScaling policy type"));
    }
    if steps.len() > MOST {
        return Err(errors::limit_exceeded_exception(format!(
            "A policy may have at most {MOST} step adjustments"
        )));
    }
    for step in steps {
        if [step.lower, step.upper].into_iter().flatten().any(|bound| !bound.is_finite()) {
            return Err(invalid("The bounds of a StepAdjustment must be finite numbers"));
        }
        match (step.lower, step.upper) {
            (None, None) => {
                return Err(invalid(
                    "At least one of MetricIntervalLowerBound and MetricIntervalUpperBound must be specified in a StepAdjustment",
                ));
            }
            (Some(lower), Some(upper)) if lower >= upper => {
                return Err(invalid(
                    "MetricIntervalUpperBound must be greater than MetricIntervalLowerBound in a StepAdjustment",
                ));
            }
            _ => {}
        }
        if kind == AdjustmentType::ExactCapacity && step.adjustment < 0 {
            return Err(invalid("ScalingAdjustment must be a non-negative value for ExactCapacity"));
        }
    }
    Ok(())
}

/// `steps` ascend by their lower bounds.
fn check_together(steps: &[Step]) -> Result<(), Error> {
    let open = |bound: fn(&Step) -> Option<f64>| steps.iter().filter(|step| bound(step).is_none()).count();
    if open(|step| step.lower) > 1 {
        return Err(invalid("At most one StepAdjustment may have an unspecified lower bound"));
    }
    if open(|step| step.upper) > 1 {
        return Err(invalid("At most one StepAdjustment may have an unspecified upper bound"));
    }
    for pair in steps.windows(2) {
        let (before, after) =
            (pair[0].upper.unwrap_or(f64::INFINITY), pair[1].lower.unwrap_or(f64::NEG_INFINITY));
        if after < before {
            return Err(invalid("StepAdjustment intervals can't overlap"));
        }
        if after > before {
            return Err(invalid("StepAdjustment intervals can't have gaps between them"));
        }
    }
    if steps.iter().any(|step| step.lower.is_some_and(|it| it < 0.0)) && open(|step| step.lower) == 0 {
        return Err(invalid(
            "There must be a step adjustment with an unspecified lower bound when one step adjustment has a negative lower bound",
        ));
    }
    if steps.iter().any(|step| step.upper.is_some_and(|it| it > 0.0)) && open(|step| step.upper) == 0 {
        return Err(invalid(
            "There must be a step adjustment with an unspecified upper bound when one step adjustment has a positive upper bound",
        ));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn said(steps: &[(Option<f64>, Option<f64>, i64)]) -> String {
        let shapes = steps.iter().map(|(lower, upper, adjustment)| StepAdjustment {
            metric_interval_lower_bound: *lower,
            metric_interval_upper_bound: *upper,
            scaling_adjustment: *adjustment,
        });
        match read(Some(shapes.collect()), AdjustmentType::ExactCapacity) {
            Ok(steps) => format!("{} steps", steps.len()),
            Err(error) => error.message,
        }
    }

    #[test]
    fn steps_cover_without_overlap_or_gap() {
        assert_eq!(said(&[(Some(10.0), None, 4), (Some(0.0), Some(10.0), 2)]), "2 steps");
        assert_eq!(said(&[(None, Some(-10.0), 1), (Some(-10.0), Some(0.0), 2)]), "2 steps");
        assert!(said(&[(Some(0.0), Some(10.0), 2), (Some(5.0), None, 4)]).contains("overlap"));
        assert!(said(&[(Some(0.0), Some(10.0), 2), (Some(15.0), None, 4)]).contains("gaps"));
        assert!(said(&[(Some(0.0), Some(10.0), 2)]).contains("positive upper bound"));
        assert!(said(&[(Some(-10.0), Some(0.0), 2)]).contains("negative lower bound"));
        assert!(said(&[(None, Some(0.0), 2), (None, Some(-5.0), 2)]).contains("At most one"));
        assert!(said(&[(None, None, 2)]).contains("At least one of"));
        assert!(said(&[(Some(1.0), Some(1.0), 2)]).contains("must be greater"));
        assert!(said(&[(Some(0.0), None, -1)]).contains("non-negative"));
        assert!(said(&[]).contains("At least one StepAdjustment"));
        assert!(said(&[(Some(f64::NAN), None, 1)]).contains("finite"));
        assert!(said(&[(Some(0.0), Some(f64::INFINITY), 1)]).contains("finite"));
    }
}
