//! What is asked of the values of a stretch of time. In: AWS's words (`Average`, `p99.9`). Out: one number. Never here: times.

use serde::{Deserialize, Serialize};

use super::{Distribution, Trimmed};

/// One statistic.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Statistic {
    /// Sum over count.
    Average,
    /// Of all values.
    Sum,
    /// The least value.
    Minimum,
    /// The greatest value.
    Maximum,
    /// How many values.
    SampleCount,
    /// The value that so many percent do not exceed, 0 to 100.
    Percentile(f64),
    /// Of the values between two borders.
    Trimmed(Trimmed),
}

impl Statistic {
    /// Reads one of the five plain ones.
    pub fn plain(text: &str) -> Option<Statistic> {
        Some(match text {
            "Average" => Statistic::Average,
            "Sum" => Statistic::Sum,
            "Minimum" => Statistic::Minimum,
            "Maximum" => Statistic::Maximum,
            "SampleCount" => Statistic::SampleCount,
            _ => return None,
        })
    }

    /// Reads a percentile: `p0` to `p100`, at most ten decimals.
    fn percentile(text: &str) -> Option<Statistic> {
        let digits = text.strip_prefix('p')?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !numeric(whole) || !numeric(fraction) || whole.len() > 3 || fraction.len() > 10 {
            return None;
        }
        let percent: f64 = digits.parse().ok()?;
        (0.0..=100.0).contains(&percent).then_some(Statistic::Percentile(percent))
    }

    /// Reads one that is not plain.
    pub fn extended(text: &str) -> Option<Statistic> {
        Statistic::percentile(text).or_else(|| Trimmed::parse(text).map(Statistic::Trimmed))
    }

    /// Reads any.
    pub fn parse(text: &str) -> Option<Statistic> {
        Statistic::plain(text).or_else(|| Statistic::extended(text))
    }

    /// The number; `None` when the values do not tell it.
    pub fn of(self, values: &Distribution) -> Option<f64> {
        match self {
            Statistic::Average => values.average(),
            Statistic::Sum => Some(values.sum),
            Statistic::Minimum => Some(values.minimum),
            Statistic::Maximum => Some(values.maximum),
            Statistic::SampleCount => Some(values.count),
            Statistic::Percentile(percent) => values.percentile(percent),
            Statistic::Trimmed(trimmed) => trimmed.of(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_aws_are_read_and_others_are_not() {
        assert_eq!(Statistic::parse("Average"), Some(Statistic::Average));
        assert_eq!(Statistic::parse("p99.9"), Some(Statistic::Percentile(99.9)));
        for bad in ["average", "p", "p101", "p-1", "p1.", "p1e1", "tm", "p0099"] {
            assert_eq!(Statistic::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_is_told_from_the_values() {
        let mut values = Distribution::of(1.0, 3.0);
        values.add(&Distribution::of(5.0, 1.0));
        let told = |text: &str| Statistic::parse(text).and_then(|statistic| statistic.of(&values));
        assert_eq!((told("Average"), told("Sum"), told("SampleCount")), (Some(2.0), Some(8.0), Some(4.0)));
        assert_eq!((told("Minimum"), told("Maximum"), told("p100")), (Some(1.0), Some(5.0), Some(5.0)));
    }
}
