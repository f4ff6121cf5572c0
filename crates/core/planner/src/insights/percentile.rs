//! Percentiles of a group. In: numbers, one after the other. Out: the smallest number that so many percent of them do not exceed.
//! Never here: groups.
//!
//! Exact as long as there are few different numbers; then within 1 %, so that memory hardly grows any more.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use model::cloudwatch::Distribution;

/// Different numbers that are remembered.
const MOST_EXACT: usize = 1000;

/// Bytes of a number with its count, in a node of a tree that is two thirds full.
const REMEMBERED: usize = 48;

/// The numbers so far.
#[derive(Clone, Debug)]
pub(super) enum Spread {
    /// How often each came.
    Exact(BTreeMap<Ranked, u64>),
    Rough(Distribution),
}

/// A number in its order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked(f64);

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Spread {
    pub(super) fn new() -> Self {
        Self::Exact(BTreeMap::new())
    }

    /// Adds a number; how many bytes more are remembered for it.
    pub(super) fn add(&mut self, number: f64) -> usize {
        let before = self.remembered();
        match self {
            Self::Rough(spread) => spread.add(&Distribution::of(number, 1.0)),
            Self::Exact(counts) => {
                *counts.entry(Ranked(number)).or_default() += 1;
                if counts.len() > MOST_EXACT {
                    let mut rough = Distribution::default();
                    counts.iter().for_each(|(one, count)| rough.add(&Distribution::of(one.0, *count as f64)));
                    *self = Self::Rough(rough);
                }
            }
        }
        REMEMBERED * self.remembered().saturating_sub(before)
    }

    /// Numbers, or ranges of them, that are told apart.
    fn remembered(&self) -> usize {
        match self {
            Self::Exact(counts) => counts.len(),
            Self::Rough(spread) => spread.bins(),
        }
    }

    /// `None` if there were no numbers.
    pub(super) fn percentile(&self, percent: f64) -> Option<f64> {
        let counts = match self {
            Self::Rough(spread) => return spread.percentile(percent),
            Self::Exact(counts) => counts,
        };
        let all: u64 = counts.values().sum();
        let wanted = ((all as f64 * percent / 100.0).ceil() as u64).clamp(1, all.max(1));
        let mut seen = 0;
        let reached = counts.iter().find(|(_, count)| {
            seen += **count;
            seen >= wanted
        });
        reached.map(|(number, _)| number.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: impl Iterator<Item = u32>) -> Spread {
        let mut spread = Spread::new();
        for number in numbers {
            let _more = spread.add(f64::from(number));
        }
        spread
    }

    #[test]
    fn few_numbers_are_exact_and_many_within_a_hundredth() {
        let few = of(1..=100);
        let told = [0.0, 50.0, 95.0, 99.0, 99.9, 100.0].map(|percent| few.percentile(percent));
        assert_eq!(told, [1.0, 50.0, 95.0, 99.0, 100.0, 100.0].map(Some));
        let many = of((1..=10_000).chain([5, 5, 5]));
        assert!(matches!(many, Spread::Rough(_)));
        let p95 = many.percentile(95.0).unwrap_or_default();
        assert!((p95 / 9500.0 - 1.0).abs() < 0.011, "{p95}");
        assert_eq!(Spread::new().percentile(50.0), None);
        assert!(matches!(of((0..100_000).map(|n| n % 1000)), Spread::Exact(_)));
    }
}
