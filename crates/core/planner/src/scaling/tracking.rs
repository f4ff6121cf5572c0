//! Target tracking: how many tasks keep a metric at its target.
//!
//! In: how many tasks carry the load, the metric, its target. Out: the count asked for. Never here: bounds, cooldowns, alarms.

/// So much is noise of the arithmetic: 3 tasks at exactly the target are 3 tasks.
const NOISE: f64 = 1e-9;

/// Tasks that bring the metric down to its target when `carrying` tasks are at `value` each.
pub fn needed(carrying: i64, value: f64, target: f64) -> i64 {
    (carrying as f64 * value / target - NOISE).ceil().max(0.0) as i64
}

/// As few tasks as one scale-in may leave: it goes down gradually, by half at most. The last one may go.
pub fn fewest_after_one(current: i64) -> i64 {
    if current == 1 { 0 } else { current - current / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_rounded_up() {
        assert_eq!((needed(2, 75.0, 50.0), needed(3, 50.0, 50.0), needed(3, 50.1, 50.0)), (3, 3, 4));
        assert_eq!((needed(4, 0.0, 50.0), needed(0, 90.0, 50.0)), (0, 0));
    }

    #[test]
    fn what_is_needed_keeps_the_metric_at_or_below_its_target() {
        for carrying in 1..40 {
            for value in (1..200).map(f64::from) {
                let count = needed(carrying, value, 60.0);
                let after = carrying as f64 * value / count as f64;
                assert!(after <= 60.0 + 1e-6, "{carrying} at {value}: {count} are at {after}");
                let with_one_less = carrying as f64 * value / (count - 1) as f64;
                assert!(count == 1 || with_one_less > 60.0, "{carrying} at {value}: {count} are too many");
            }
        }
    }

    #[test]
    fn one_step_down_halves_at_most() {
        assert_eq!([1, 2, 3, 9, 10].map(fewest_after_one), [0, 1, 2, 5, 5]);
    }
}
