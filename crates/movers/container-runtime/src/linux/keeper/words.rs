//! What daemon and keeper say to each other, as JSON. In: values. Out: values. Never here: sending.
//!
//! `Hello` and `End` stay as they are in every version: by them a daemon finds out that a keeper is another version's, and ends it.

use serde::{Deserialize, Serialize};

/// Raised when any other word, or what notes say, changes its meaning.
pub(super) const VERSION: u32 = 2;

/// From the daemon; `P` is a plan, or a reference to one.
#[derive(Serialize, Deserialize)]
pub(super) enum Order<P> {
    /// Holds a note and the descriptors of this message under a name, in the place of what was there.
    Keep { name: String, note: String },
    /// Starts a process as child number `at` of a name. Descriptors: see [`super::process`]. Answered.
    Start { name: String, at: u32, note: String, plan: P },
    /// Starts a process that belongs to this daemon and ends with it. Descriptors: the child's go, error, stdout and stderr, then what
    /// fills its slots. Answered.
    Execute { plan: P },
    /// What is held is of no use to another daemon: the end of this one is the end of all.
    EndWithDaemon,
    /// Another note for a child; with `let_go` its descriptors are closed.
    Note { name: String, at: u32, note: String, let_go: bool },
    /// Nothing of a name is wanted any more. Its processes have ended.
    Forget { name: String },
    /// Tells everything that is held. Answered, to `ToldAll`.
    Tell,
    /// Kills every process and ends.
    End,
}

/// From the keeper.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    /// The first word of every connection; with the keeper's user namespace.
    Hello { version: u32 },
    /// To `Start`; with a pidfd.
    Started { pid: i32 },
    /// To `Start`: an errno, or 0 with words.
    Refused { errno: i32, why: String },
    /// A process has ended; the code as a shell shows it.
    Ended { pid: i32, code: i32 },
    /// To `Tell`, for every name; with its descriptors.
    Kept { name: String, note: String },
    /// To `Tell`, for every child after its name; with a pidfd, stdout, stderr, or none.
    Child { name: String, at: u32, note: String, pid: i32, code: Option<i32> },
    /// To `Tell`: that was all.
    ToldAll,
}
