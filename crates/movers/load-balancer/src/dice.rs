//! Random numbers for trace ids and random choices. In: nothing. Out: numbers that do not repeat between threads or
//! runs. Never done here: anything secret; these numbers are guessable.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

thread_local! {
    static STATE: Cell<u64> = Cell::new(RandomState::new().hash_one(std::process::id()));
}

/// The next 64 bits (splitmix64 over a per-thread seed).
pub(crate) fn roll() -> u64 {
    STATE.with(|state| {
        let seed = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(seed);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

/// A number below `bound`; 0 when `bound` is 0.
pub(crate) fn below(bound: u64) -> u64 {
    ((u128::from(roll()) * u128::from(bound)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_below_and_reaches_everything() {
        let mut seen = [false; 5];
        for _ in 0..1000 {
            seen[below(5) as usize] = true;
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(below(0), 0);
    }
}
