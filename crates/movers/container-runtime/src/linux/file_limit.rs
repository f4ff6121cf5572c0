//! The limit of open files of this process (`ulimit -n`), raised as far as the kernel lets it: a task takes about ten of them here and in the
//! keeper, and shells allow 1,024.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Linux' own limit of limits unless it was changed (`fs.nr_open`).
const MOST: u64 = 1 << 20;

/// Raises it: root beyond the hard limit, everybody up to it.
pub(super) fn raise() {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    let wanted = MOST.max(hard);
    if setrlimit(Resource::RLIMIT_NOFILE, wanted, wanted).is_err() && soft < hard {
        // Refused nowhere: it is the limit's own bound.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}
