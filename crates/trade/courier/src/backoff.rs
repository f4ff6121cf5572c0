//! In: how often something failed and a throw of the dice. Out: how long to wait. Never here: waiting, throwing dice.

use std::time::Duration;

/// Exponential back-off with full jitter: attempt `n` waits between half and all of `first * 2^n`, at most `most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Longest wait after the first failure.
    pub first: Duration,
    /// Longest wait of all.
    pub most: Duration,
}

impl Backoff {
    /// How long to wait after failure number `failures` (from 0); `dice` is in `0.0..1.0`.
    pub fn delay(&self, failures: u32, dice: f64) -> Duration {
        let full = self.first.saturating_mul(1_u32.checked_shl(failures).unwrap_or(u32::MAX)).min(self.most);
        full.mul_f64(0.5 + dice.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_the_limit_and_never_below_half() {
        let backoff = Backoff { first: Duration::from_millis(50), most: Duration::from_millis(300) };
        assert_eq!(backoff.delay(0, 0.0), Duration::from_millis(25));
        assert_eq!(backoff.delay(1, 1.0), Duration::from_millis(100));
        assert_eq!(backoff.delay(9, 1.0), Duration::from_millis(300));
        assert_eq!(backoff.delay(4_000, 1.0), Duration::from_millis(300));
    }
}
