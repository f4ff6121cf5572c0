//! The memory limit where there are no cgroups: sampled, so a fast allocation can overshoot; the reason given
//! says so. In: a container's first process. Out: the moment it is over its limit. Never here: killing.

use std::fs;
use std::time::Duration;

const EVERY: Duration = Duration::from_millis(250);
const DEPTH: usize = 64;

/// Resolves to the bytes seen when the processes below `pid` use more than `limit` bytes together.
pub(super) async fn over_limit(pid: i32, limit: u64) -> u64 {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let used = resident_bytes(pid, DEPTH);
        if used > limit {
            return used;
        }
    }
}

/// Resident memory of a process and its descendants; 0 when it is gone.
pub(super) fn resident_bytes(pid: i32, depth: usize) -> u64 {
    let pages: u64 = fs::read_to_string(format!("/proc/{pid}/statm"))
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0);
    let own = pages * 4096;
    if depth == 0 {
        return own;
    }
    children(pid).map(|child| resident_bytes(child, depth - 1)).fold(own, u64::saturating_add)
}

fn children(pid: i32) -> impl Iterator<Item = i32> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    threads.flat_map(|thread| {
        let text = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<i32>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_memory_is_seen() {
        assert!(resident_bytes(std::process::id() as i32, 0) > 100_000);
        assert_eq!(resident_bytes(-1, 3), 0);
    }
}
