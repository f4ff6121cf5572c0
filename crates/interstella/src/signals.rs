//! The signals that end a cloud: Ctrl-C, SIGTERM, the end of the terminal. In: what the process began with. Out: the first that comes.
//!
//! A signal that was ignored when the process began stays ignored: `nohup` asks for that, and so does a shell that starts a job in the
//! background. What the cloud starts begins with every default all the same: a container must not ignore SIGHUP because of `nohup`.

use std::sync::OnceLock;

use tokio::signal::unix::{SignalKind, signal};

/// What ends a cloud.
const ENDING: [libc::c_int; 3] = [libc::SIGINT, libc::SIGTERM, libc::SIGHUP];
/// What else a shell may have ignored for a background job.
const OTHERS: [libc::c_int; 1] = [libc::SIGQUIT];

static HEEDED: OnceLock<Vec<libc::c_int>> = OnceLock::new();

/// Looks which signals are ignored. Call it before anything is started and before [`first`].
pub(crate) fn inherit() {
    heeded();
}

/// Returns when a signal that ends a cloud has come, with its number.
pub(crate) async fn first() -> libc::c_int {
    let of = async |number: libc::c_int| {
        if !heeded().contains(&number) {
            return std::future::pending().await;
        }
        match signal(SignalKind::from_raw(number)) {
            Ok(mut signals) => drop(signals.recv().await),
            // Nobody can listen for it: then the system's own way of ending the process holds.
            Err(_) => std::future::pending().await,
        }
        number
    };
    let [interrupt, terminate, hang_up] = ENDING;
    tokio::select! {
        number = of(interrupt) => number,
        number = of(terminate) => number,
        number = of(hang_up) => number,
    }
}

/// The signals that were not ignored. Ignored ones get a handler that does nothing: unlike ignoring, it does not survive `execve`.
fn heeded() -> &'static [libc::c_int] {
    HEEDED.get_or_init(|| {
        let all = ENDING.iter().chain(&OTHERS);
        all.copied().filter(|number| !(is_ignored(*number) && set_aside(*number))).collect()
    })
}

fn is_ignored(number: libc::c_int) -> bool {
    let mut now = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: without a new action the call only writes the present one to the place it is given.
    let asked = unsafe { libc::sigaction(number, std::ptr::null(), now.as_mut_ptr()) };
    // SAFETY: zeroed is a valid `sigaction`, written over when the call succeeded.
    asked == 0 && unsafe { now.assume_init() }.sa_sigaction == libc::SIG_IGN
}

extern "C" fn nothing(_: libc::c_int) {}

fn set_aside(number: libc::c_int) -> bool {
    let handler: extern "C" fn(libc::c_int) = nothing;
    // SAFETY: zeroed is a valid `sigaction` with an empty mask; the handler does nothing, which is safe at any moment.
    unsafe {
        let mut action = std::mem::MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(number, &action, std::ptr::null_mut()) == 0
    }
}
