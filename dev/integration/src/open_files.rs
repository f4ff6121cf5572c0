//! Many connections of one test: the limit of open files raised, for the test and for the cloud it starts afterwards.

/// Raises the limit of this process to `wanted`, or to what it may have; whether that is enough.
pub fn raise(wanted: u64) -> bool {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: both calls read or write the one struct they are given.
    unsafe {
        if libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) != 0 {
            return false;
        }
        if limit.rlim_cur >= wanted {
            return true;
        }
        let more = libc::rlimit { rlim_cur: wanted, rlim_max: limit.rlim_max.max(wanted) };
        let within = libc::rlimit { rlim_cur: wanted.min(limit.rlim_max), rlim_max: limit.rlim_max };
        libc::setrlimit(libc::RLIMIT_NOFILE, &more) == 0
            || (libc::setrlimit(libc::RLIMIT_NOFILE, &within) == 0 && within.rlim_cur >= wanted)
    }
}
