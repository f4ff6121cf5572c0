//! How many records a thread has looked at: what a call costs, told in a number that no machine changes. Counted in builds with debug
//! assertions only.

#[cfg(debug_assertions)]
thread_local! {
    static VISITS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// A record is looked at.
pub(crate) fn note() {
    #[cfg(debug_assertions)]
    VISITS.set(VISITS.get() + 1);
}

/// Records this thread has looked at so far, in worlds and books; 0 where nobody counts.
pub fn visits() -> u64 {
    #[cfg(debug_assertions)]
    return VISITS.get();
    #[cfg(not(debug_assertions))]
    return 0;
}
