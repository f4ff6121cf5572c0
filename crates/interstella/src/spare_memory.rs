//! Giving memory back once a rush is over. In: what connections and bodies take, looked at now and then. Out: pages the kernel has again.
//! Never here: what takes it.
//!
//! The C library keeps what was freed, in the hope that it is wanted again: after some thousand connections that is a hundred megabytes
//! that nothing uses.

use std::time::Duration;

/// Between two looks.
const EVERY: Duration = Duration::from_secs(3);
/// So much must have been freed for it to be worth the walk through all of it.
const WORTH: u64 = 8 * 1024 * 1024;

/// The most there was since memory was last given back.
#[derive(Debug, Default)]
struct Peak(u64);

impl Peak {
    /// Whether `now`, in bytes, is so much less that it is worth it.
    fn is_over(&mut self, now: u64) -> bool {
        self.0 = self.0.max(now);
        let over = self.0 - now >= WORTH && now <= self.0 / 2;
        if over {
            self.0 = now;
        }
        over
    }
}

/// Looks at what `taken` says, in bytes, and gives memory back when it has become much less.
pub(crate) async fn run(taken: impl Fn() -> u64) {
    let mut peak = Peak::default();
    loop {
        tokio::time::sleep(EVERY).await;
        if peak.is_over(taken()) {
            // Fails only when it panics, which it cannot.
            drop(tokio::task::spawn_blocking(trim).await);
        }
    }
}

#[cfg(target_env = "gnu")]
fn trim() {
    // SAFETY: `malloc_trim` takes a number and may be called at any time by any thread.
    unsafe { libc::malloc_trim(0) };
}

/// Other C libraries give back what they can as they go.
#[cfg(not(target_env = "gnu"))]
fn trim() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_given_back_once_a_rush_is_over() {
        let mut peak = Peak::default();
        // Tenths of what is worth it: less than half is left of 100, of 49 and of 45, each once.
        let seen = [0, 1, 100, 60, 49, 49, 10, 45, 20].map(|share| peak.is_over(share * WORTH / 10));
        assert_eq!(seen, [false, false, false, false, true, false, true, false, true]);
        // Little is not worth it.
        let mut peak = Peak::default();
        assert_eq!([WORTH - 1, 0].map(|now| peak.is_over(now)), [false, false]);
    }
}
