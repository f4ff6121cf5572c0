//! Medians and ratios. In: samples. Out: one line of text. Never here: clocks.

/// The middle of the samples (the mean of the two in the middle); 0 of none.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => 0.0,
        (length, middle) if length % 2 == 1 => sorted[middle],
        (_, middle) => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// `median unit (least .. most of n)`.
pub fn spread(samples: &[f64], unit: &str) -> String {
    let least = samples.iter().copied().fold(f64::INFINITY, f64::min);
    let most = samples.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match samples.len() {
        0 => "no samples".to_owned(),
        count => format!("{:.1} {unit}  ({least:.1} .. {most:.1}, {count} runs)", median(samples)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ignores_what_is_far_out() {
        assert_eq!(median(&[9000.0, 2.0, 1.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }

    #[test]
    fn a_spread_names_its_ends() {
        assert_eq!(spread(&[1.0, 3.0, 2.0], "ms"), "2.0 ms  (1.0 .. 3.0, 3 runs)");
        assert_eq!(spread(&[], "ms"), "no samples");
    }
}
