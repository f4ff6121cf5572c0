//! `interstella start`: the cloud alone.

use std::process::ExitCode;

use container_runtime::linux::enter_user_namespace_if_needed;
use model::Pace;

use super::hint::Hint;
use super::{fail, ports};
use crate::cloud::Cloud;
use crate::config::Said;
use crate::terminal::{complain, say};
use crate::{data_directory, signals};

/// Starts, says so, and serves until asked to end.
pub(crate) fn run(said: &Said) -> ExitCode {
    signals::inherit();
    let config = said.mean();
    if let Err(error) = data_directory::prepare(&config.data_dir) {
        return fail("start", error);
    }
    // Before any thread: a process of several threads may not enter a user namespace.
    if let Err(error) = enter_user_namespace_if_needed(Some(&config.containers())) {
        return fail("start", error);
    }
    runtime(async {
        let cloud = match Cloud::start(config).await {
            Ok(cloud) => cloud,
            Err(why) => return fail("start", why.with(&Hint::of(said))),
        };
        say(&format!("AWS endpoint  http://localhost:{}", cloud.endpoint().port()));
        say("Ready.");
        say_pace(said.clock_speed);
        tokio::select! {
            () = until_end(&cloud) => {}
            never = ports::tell(cloud.doors(), cloud.endpoint().port()) => match never {},
        }
        cloud.shutdown(signalled()).await;
        ExitCode::SUCCESS
    })
}

/// A clock that is not AWS's is announced.
pub(crate) fn say_pace(pace: Pace) {
    if pace != Pace::HONEST {
        say(&format!("Metrics, alarms and scaling do not keep AWS's time{}.", pace.remark()));
    }
}

/// Runs a future on the threads this product uses.
pub(crate) fn runtime(future: impl Future<Output = ExitCode>) -> ExitCode {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => {
            complain(&format!("interstella: cannot start threads: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Returns on Ctrl-C, SIGTERM, the end of the terminal, or `POST /_interstella/stop`.
async fn until_end(cloud: &Cloud) {
    let asked = cloud.asked_to_stop();
    tokio::select! {
        () = signalled() => {}
        () = asked.notified() => {}
    }
}

/// Returns on Ctrl-C, SIGTERM or the end of the terminal.
pub(crate) async fn signalled() {
    signals::first().await;
}
