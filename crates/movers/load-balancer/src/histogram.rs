//! Times as a histogram. In: microseconds. Out: counts by size, which can be added up and subtracted, and quantiles of them.
//! A bucket is at most an eighth of its size wide. Never done here: clocks, periods.

use std::time::Duration;

/// Below this, every microsecond has its own bucket.
const EXACT: u64 = 16;
/// Buckets per doubling above.
const PARTS: usize = 8;
/// Doublings above: up to about 19 hours; longer times fall into the last bucket.
const DOUBLINGS: usize = 32;
/// How many buckets there are.
pub(crate) const BUCKETS: usize = EXACT as usize + DOUBLINGS * PARTS;

/// The bucket of a time.
pub(crate) fn bucket(micros: u64) -> usize {
    if micros < EXACT {
        return micros as usize;
    }
    let doubling = micros.ilog2() as usize - 4;
    let part = (micros >> (doubling + 1)) as usize & (PARTS - 1);
    (EXACT as usize + doubling * PARTS + part).min(BUCKETS - 1)
}

/// The smallest time of a bucket, in microseconds.
fn floor(bucket: usize) -> u64 {
    if bucket < EXACT as usize {
        return bucket as u64;
    }
    let (doubling, part) = ((bucket - EXACT as usize) / PARTS, (bucket - EXACT as usize) % PARTS);
    ((PARTS + part) as u64) << (doubling + 1)
}

/// Counts of times by size. Only buckets in use take room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    counts: Vec<u64>,
}

impl Histogram {
    /// From the count of each bucket.
    pub(crate) fn from_counts(counts: impl Iterator<Item = u64>) -> Self {
        let mut counts: Vec<u64> = counts.collect();
        let used = counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        counts.truncate(used);
        Self { counts }
    }

    /// How many times were taken.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Adds the times of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.counts.resize(self.counts.len().max(other.counts.len()), 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    /// What came since `earlier`, a reading of the same counters.
    pub fn since(&self, earlier: &Self) -> Self {
        let before = |at: usize| earlier.counts.get(at).copied().unwrap_or(0);
        Self::from_counts(self.counts.iter().enumerate().map(|(at, count)| count.saturating_sub(before(at))))
    }

    /// Times to the middle of their eighth, in microseconds, and how many there are of each; ascending.
    pub fn times(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let used = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        used.map(|(at, count)| (floor(at).midpoint(floor(at + 1) - 1), *count))
    }

    /// The time that `share` (0 to 1) of all times do not exceed, to an eighth; `None` when there are none.
    pub fn quantile(&self, share: f64) -> Option<Duration> {
        let total = self.count();
        let wanted = ((total as f64 * share.clamp(0.0, 1.0)).ceil() as u64).max(1);
        let mut seen = 0;
        let at = self.counts.iter().position(|count| {
            seen += count;
            seen >= wanted
        })?;
        Some(Duration::from_micros(floor(at + 1) - 1))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn of(times: &[u64]) -> Histogram {
        let mut counts = vec![0; BUCKETS];
        times.iter().for_each(|micros| counts[bucket(*micros)] += 1);
        Histogram::from_counts(counts.into_iter())
    }

    #[test]
    fn readings_add_up_and_subtract() {
        let (few, more) = (of(&[5, 900]), of(&[5, 900, 70_000, 5]));
        let mut both = few.clone();
        both.merge(&more.since(&few));
        assert_eq!(both, more);
        assert_eq!((more.count(), of(&[]).quantile(0.5)), (4, None));
        assert_eq!(of(&[u64::MAX]).count(), 1);
    }

    proptest! {
        #[test]
        fn quantiles_are_close_and_never_too_small(mut times in proptest::collection::vec(0u64..1 << 34, 1..50), share in 0.0f64..1.0) {
            let told = of(&times).quantile(share).unwrap().as_micros() as u64;
            times.sort_unstable();
            let rank = ((times.len() as f64 * share).ceil() as usize).max(1);
            let true_one = times[rank - 1];
            prop_assert!(told >= true_one && told <= true_one + true_one / 8 + 1, "{told} for {true_one}");
        }
    }
}
