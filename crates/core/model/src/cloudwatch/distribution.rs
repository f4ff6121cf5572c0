//! What is kept of many values of a metric: sum, count, extremes, and how they are spread.
//!
//! In: values with how often each occurred, or statistics somebody else made. Out: statistics and percentiles. Never here: times.
//!
//! The spread is counted in bins whose borders grow by 2 %, so a percentile is within 1 % of the true value however many values there
//! were, and exact where a bin holds equal values. Two distributions add up to the one that all their values would have made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Natural logarithm of the width of a bin: 2 %.
const WIDTH: f64 = 0.019_802_627_296_179_73;
/// Makes bins of positive values positive numbers, down to the smallest value a 64-bit float holds.
const OFFSET: i32 = 40_000;

/// Statistics of a set of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Of all values.
    pub sum: f64,
    /// How many values.
    pub count: f64,
    /// The least.
    pub minimum: f64,
    /// The greatest.
    pub maximum: f64,
    /// Ascending bins are ascending values.
    bins: BTreeMap<i32, Bin>,
    /// Whether statistics without a spread went in: percentiles cannot be told any more.
    #[serde(default)]
    blurred: bool,
}

/// What is known of the values of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
struct Bin {
    count: f64,
    /// None where it was not kept: data directories of earlier versions have counts alone.
    sum: Option<f64>,
}

/// A bin on disk.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Counted(f64),
    Summed(f64, f64),
}

impl From<Kept> for Bin {
    fn from(kept: Kept) -> Bin {
        match kept {
            Kept::Counted(count) => Bin { count, sum: None },
            Kept::Summed(count, sum) => Bin { count, sum: Some(sum) },
        }
    }
}

impl From<Bin> for Kept {
    fn from(Bin { count, sum }: Bin) -> Kept {
        sum.map_or(Kept::Counted(count), |sum| Kept::Summed(count, sum))
    }
}

impl Distribution {
    /// A value that occurred `count` times.
    pub fn of(value: f64, count: f64) -> Distribution {
        Distribution {
            sum: value * count,
            count,
            minimum: value,
            maximum: value,
            bins: BTreeMap::from([(bin(value), Bin { count, sum: Some(value * count) })]),
            blurred: false,
        }
    }

    /// Statistics whose single values nobody knows. Their spread is known when there is but one value.
    pub fn of_statistics(sum: f64, count: f64, minimum: f64, maximum: f64) -> Distribution {
        if minimum == maximum {
            return Distribution { sum, ..Distribution::of(minimum, count) };
        }
        Distribution { sum, count, minimum, maximum, bins: BTreeMap::new(), blurred: true }
    }

    /// Adds what another one holds.
    pub fn add(&mut self, other: &Distribution) {
        if other.count == 0.0 {
            return;
        }
        if self.count == 0.0 {
            *self = other.clone();
            return;
        }
        self.sum += other.sum;
        self.count += other.count;
        self.minimum = self.minimum.min(other.minimum);
        self.maximum = self.maximum.max(other.maximum);
        self.blurred |= other.blurred;
        for (bin, more) in &other.bins {
            let known = self.bins.entry(*bin).or_insert(Bin { count: 0.0, sum: Some(0.0) });
            known.count += more.count;
            known.sum = known.sum.zip(more.sum).map(|(one, other)| one + other);
        }
    }

    /// How many ranges of values are told apart: what it takes in memory grows with them.
    pub fn bins(&self) -> usize {
        self.bins.len()
    }

    /// Sum over count; `None` without values.
    pub fn average(&self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }

    /// The value that `percent` of the values do not exceed; `None` without values, or when only their statistics are known.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        let mut pieces = self.pieces()?;
        match percent {
            least if least <= 0.0 => return Some(self.minimum),
            most if most >= 100.0 => return Some(self.maximum),
            _ => {}
        }
        let rank = self.count * percent / 100.0;
        let mut seen = 0.0;
        let reached = pieces.find(|(_, count)| {
            seen += count;
            seen >= rank
        });
        Some(reached.map_or(self.maximum, |(value, _)| value))
    }

    /// Values, ascending, and how often each occurred, as well as that is known; `None` without values, or when only their statistics
    /// are known.
    pub fn pieces(&self) -> Option<impl Iterator<Item = (f64, f64)>> {
        let value = |(place, bin): (&i32, &Bin)| {
            let mean =
                bin.sum.filter(|sum| sum.is_finite()).map_or_else(|| middle(*place), |sum| sum / bin.count);
            (mean.clamp(self.minimum, self.maximum), bin.count)
        };
        (!self.blurred && self.count > 0.0).then(|| self.bins.iter().map(value))
    }
}

/// The bin of a value.
fn bin(value: f64) -> i32 {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let place = (value.abs().ln() / WIDTH).floor() as i32 + OFFSET;
    if value > 0.0 { place } else { -place }
}

/// The value in the middle of a bin.
fn middle(bin: i32) -> f64 {
    if bin == 0 {
        return 0.0;
    }
    let size = ((f64::from(bin.abs() - OFFSET) + 0.5) * WIDTH).exp();
    if bin > 0 { size } else { -size }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Distribution;

    fn of(values: impl IntoIterator<Item = f64>) -> Distribution {
        let mut all = Distribution::default();
        values.into_iter().for_each(|value| all.add(&Distribution::of(value, 1.0)));
        all
    }

    #[test]
    fn percentiles_are_within_a_hundredth() {
        let all = of((1..=1000).map(f64::from));
        for percent in [1.0, 50.0, 90.0, 99.0, 99.9] {
            let told = all.percentile(percent).unwrap();
            assert!((told / (percent * 10.0) - 1.0).abs() < 0.011, "p{percent} is {told}");
        }
        assert_eq!((all.percentile(0.0), all.percentile(100.0)), (Some(1.0), Some(1000.0)));
    }

    #[test]
    fn percentiles_of_few_values_are_exact() {
        let all = of([1.0, 2.0, 3.0, 4.0, 500.0]);
        let told = [20.0, 50.0, 60.0, 90.0].map(|percent| all.percentile(percent).unwrap());
        assert_eq!(told, [1.0, 3.0, 3.0, 500.0]);
    }

    #[test]
    fn bins_of_earlier_versions_are_read() {
        let kept = r#"{"sum":6.0,"count":2.0,"minimum":1.0,"maximum":5.0,"bins":{"40000":1.0,"40081":1.0}}"#;
        let mut old: Distribution = serde_json::from_str(kept).unwrap();
        let told = old.percentile(90.0).unwrap();
        assert!((told / 5.0 - 1.0).abs() < 0.011, "{told}");
        old.add(&of([5.0]));
        let again: Distribution = serde_json::from_str(&serde_json::to_string(&old).unwrap()).unwrap();
        assert_eq!(again, old);
    }

    #[test]
    fn values_of_every_size_and_sign_keep_their_order() {
        let values = [-1e300, -2.0, -1e-300, 0.0, 1e-300, 0.5, 1e300];
        let all = of(values);
        let told: Vec<f64> =
            (1..=7).map(|nth| all.percentile(f64::from(nth) * 100.0 / 7.0).unwrap()).collect();
        assert!(told.iter().zip(values).all(|(told, value)| (told - value).abs() <= value.abs() * 0.011));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let (mut first, second) = (of([3.0, 1.0]), of([-4.0, 9.5]));
        first.add(&second);
        assert_eq!(first, of([3.0, 1.0, -4.0, 9.5]));
        assert_eq!((first.sum, first.count, first.minimum, first.maximum), (9.5, 4.0, -4.0, 9.5));
        assert_eq!(first.average(), Some(2.375));
        first.add(&Distribution::default());
        assert_eq!(first.count, 4.0);
    }

    #[test]
    fn statistics_alone_tell_no_percentile_but_of_one_value() {
        let mut blurred = Distribution::of_statistics(10.0, 4.0, 1.0, 5.0);
        assert_eq!((blurred.average(), blurred.percentile(50.0)), (Some(2.5), None));
        blurred.add(&Distribution::of(1.0, 1.0));
        assert_eq!(blurred.percentile(50.0), None);
        assert_eq!(Distribution::of_statistics(6.0, 3.0, 2.0, 2.0).percentile(50.0), Some(2.0));
        assert_eq!(Distribution::default().percentile(50.0), None);
    }
}
