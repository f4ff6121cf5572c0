//! How many connections this process may have open, so that tasks keep the files they need. In: the limit of open files (`ulimit -n`), as the
//! runtime has raised it. Out: bounds for each kind of connection. Never here: tasks; the runtime counts theirs, out of what is left.
//!
//! | limit | each door | clients of load balancers (two files each) | posts of SNS |
//! |---|---|---|---|
//! | 1,024 | 64 | 64 | 16 quick, 32 slow |
//! | 65,536 | 4,096 | 4,096 | 512 quick, 1,024 slow |
//! | 524,288 | 4,096 | 20,000 | 512 quick, 1,024 slow |

use planner::delivery::shares::Limits;

/// Bounds of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenFiles {
    limit: u64,
}

impl OpenFiles {
    /// Of what this process may open; the runtime must have raised the limit already.
    pub(crate) fn now() -> OpenFiles {
        OpenFiles { limit: container_runtime::linux::most_open_files() }
    }

    /// A `share`th of the limit, at least `fewest` and at most `most`.
    fn share(self, share: u64, fewest: usize, most: usize) -> usize {
        usize::try_from(self.limit / share).unwrap_or(usize::MAX).clamp(fewest, most)
    }

    /// Connections of each door.
    pub(crate) fn of_door(self) -> usize {
        self.share(16, 16, 4096)
    }

    /// Clients of load balancers.
    pub(crate) fn of_balancer(self) -> u64 {
        self.share(16, 16, 20_000) as u64
    }

    /// Posts of SNS.
    pub(crate) fn of_posts(self) -> Limits {
        let usual = Limits::default();
        let (quick, slow) = (self.share(64, 8, usual.quick), self.share(32, 8, usual.slow));
        let (untrusted, slow_begun, kept) = (quick / 2, slow / 2, (quick / 16).max(1));
        Limits { quick, untrusted, slow, slow_begun, kept, ..usual }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_together_leave_tasks_most_of_the_files() {
        for limit in [256, 1024, 4096, 65_536, 1 << 20] {
            let files = OpenFiles { limit };
            let posts = files.of_posts();
            let all =
                2 * files.of_door() as u64 + 2 * files.of_balancer() + (posts.quick + posts.slow) as u64;
            assert!(all <= (limit * 5 / 16).max(96), "{limit}: {all}");
            assert!(posts.untrusted > posts.kept && posts.slow_begun > posts.kept, "{limit}: {posts:?}");
        }
        let (many, usual) = (OpenFiles { limit: 1 << 20 }.of_posts(), Limits::default());
        assert_eq!(
            (many.quick, many.untrusted, many.slow, many.slow_begun, many.kept),
            (usual.quick, usual.untrusted, usual.slow, usual.slow_begun, usual.kept)
        );
    }
}
