//! `interstella start`: the cloud alone.

use std::process::ExitCode;
use std::sync::Arc;

use container_runtime::linux::enter_user_namespace_if_needed;
use model::Pace;
use tokio::signal::unix::{SignalKind, signal};

use crate::cloud::Cloud;
use crate::config::Said;
use crate::data_directory;

/// Starts, says so, and serves until asked to end.
pub(crate) fn run(said: &Said) -> ExitCode {
    let config = said.mean();
    if let Err(error) = data_directory::prepare(&config.directory) {
        eprintln!("interstella: {error}");
        return ExitCode::FAILURE;
    }
    // Before any thread: a process of several threads may not enter a user namespace.
    if let Err(error) = enter_user_namespace_if_needed(Some(&config.containers())) {
        eprintln!("interstella: {error}");
        return ExitCode::FAILURE;
    }
    let pace = config.pace;
    runtime(async {
        let cloud = match Cloud::start(config).await {
            Ok(cloud) => cloud,
            Err(error) => {
                eprintln!("interstella: {error}");
                return ExitCode::FAILURE;
            }
        };
        println!("AWS endpoint  http://localhost:{}", cloud.endpoint().port());
        println!("Ready.");
        say_pace(pace);
        until_end(&cloud).await;
        cloud.shutdown(signalled()).await;
        ExitCode::SUCCESS
    })
}

/// A clock that is not AWS's is announced.
pub(crate) fn say_pace(pace: Pace) {
    if pace != Pace::HONEST {
        println!("Metrics, alarms and scaling do not keep AWS's time{}.", pace.remark());
    }
}

/// Runs a future on the threads this product uses.
pub(crate) fn runtime(future: impl Future<Output = ExitCode>) -> ExitCode {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => {
            eprintln!("interstella: cannot start threads: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns on Ctrl-C, SIGTERM, the end of the terminal, or `POST /_interstella/stop`.
pub(crate) async fn until_end(cloud: &Cloud) {
    let asked = Arc::clone(&cloud.asked_to_stop());
    tokio::select! {
        () = signalled() => {}
        () = asked.notified() => {}
    }
}

/// Returns on Ctrl-C, SIGTERM or the end of the terminal.
pub(crate) async fn signalled() {
    let of = async |kind| match signal(kind) {
        Ok(mut signals) => drop(signals.recv().await),
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = of(SignalKind::interrupt()) => {}
        () = of(SignalKind::terminate()) => {}
        () = of(SignalKind::hangup()) => {}
    }
}
