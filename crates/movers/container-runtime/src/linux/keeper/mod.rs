//! The keeper: a small process beside the daemon that is parent of every container, so that containers outlive the daemon.
//! In: orders over a socket in the state directory. Out: processes, their ends, and everything held back to the next daemon.
//! Never here: what any of it means; notes are the daemon's own words to its next life.
//!
//! ```text
//!  daemon ──Keep, Start, Note, Forget──▶ keeper ──clone3──▶ containers (PR_SET_PDEATHSIG: they die with the keeper)
//!    │    ◀──Started, Ended──────────────  │
//!    ✕ killed outright                     │ holds: their exit codes, their log pipes (64 KiB of output each, then they wait),
//!                                          │        the tasks' network namespaces and the hub's, the user namespace
//!  next daemon ──Tell──▶                   │
//!              ◀──Kept, Child, … ToldAll── │
//!    orderly end ──End──▶ keeper ends
//! ```
//! One keeper for all tasks, with one thread. It is this program again under another name, holds no file of the data directory, and ends
//! by itself when nobody is connected and the directory is gone. Rooms: `frame` (bytes and descriptors), `words` (what is said),
//! `process` (the keeper itself), `link` (the daemon's end).

#[cfg(any(test, feature = "fuzzing"))]
pub(super) mod exercise;
mod frame;
mod link;
mod process;
mod words;

pub(super) use link::{Child, Keeper, Kept, Launch, hello, leave};
pub use process::keep;
