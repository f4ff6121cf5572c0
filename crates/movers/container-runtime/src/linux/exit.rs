//! How a process ended. In: its pidfd, and who is its parent. Out: an exit code as a shell shows it. Never here: what to do about it.

use std::io;
use std::os::fd::{AsFd, OwnedFd};

use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use tokio::io::unix::AsyncFd;
use tokio::sync::watch;

/// What a shell shows for SIGKILL.
pub(super) const KILLED: i32 = 128 + libc::SIGKILL;

/// Who knows how a process ended.
#[derive(Clone)]
pub(super) enum Exit {
    /// This daemon, its parent.
    Own,
    /// The keeper tells.
    Kept(watch::Receiver<Option<i32>>),
}

impl Exit {
    /// Waits for the end of the process; its exit code as a shell shows it. Errors: nobody knows it.
    pub(super) async fn of(&self, pidfd: &OwnedFd) -> io::Result<i32> {
        let Self::Kept(end) = self else { return exited(pidfd).await };
        let told = end.clone().wait_for(Option::is_some).await.map(|code| *code);
        match told {
            Ok(code) => Ok(code.unwrap_or(KILLED)),
            Err(_) => {
                gone(pidfd).await?;
                Err(io::Error::other(
                    "the process that kept the container was killed, and the container with it",
                ))
            }
        }
    }
}

async fn gone(pidfd: &OwnedFd) -> io::Result<()> {
    // SAFETY: the borrow keeps the descriptor open until `ready` is dropped at the end of this function.
    let ready = unsafe { AsyncFd::register_with_interest(pidfd.as_fd(), tokio::io::Interest::READABLE)? };
    ready.readable().await.map(drop)
}

/// Waits for the end of a process of ours; its exit code as a shell shows it.
pub(super) async fn exited(pidfd: &OwnedFd) -> io::Result<i32> {
    gone(pidfd).await?;
    match waitid(Id::PIDFd(pidfd.as_fd()), WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG)? {
        WaitStatus::Exited(_, code) => Ok(code),
        WaitStatus::Signaled(_, signal, _) => Ok(128 + signal as i32),
        other => Err(io::Error::other(format!("unexpected status {other:?}"))),
    }
}
