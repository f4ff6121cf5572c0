//! In: a program's name and its work. Out: an exit status. Never here: what the program does.
//!
//! ```text
//! start -> running -> (SIGTERM or SIGINT) closing -> ended, status 0
//!      \-> failed to start or run: one line on stderr, status 1
//! ```

use std::{fmt, future::Future, io::Write, process::ExitCode};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Tells a program's parts that it is to end.
#[derive(Clone)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    /// A notice and the switch that gives it.
    pub fn pair() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Waits for the notice; returns at once when it was given already.
    pub async fn wait(&mut self) {
        // A dropped switch means nobody is left who could want us to go on.
        let _ = self.0.wait_for(|closing| *closing).await;
    }
}

/// Why a program could not do its work; shown to the person who started it.
#[derive(Debug)]
pub struct Failure(String);

impl<E: fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs a program on a runtime of its own (one thread: these programs wait far more than they compute).
///
/// SIGTERM and SIGINT give the notice; the program ends with status 0 when its work returns without failure.
pub fn run<F, W>(name: &str, work: W) -> ExitCode
where
    W: FnOnce(Closing) -> F,
    F: Future<Output = Result<(), Failure>>,
{
    let done = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(until_closed(work)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => {
            warn(&format!("{name}: {why}"));
            ExitCode::FAILURE
        }
    }
}

async fn until_closed<F, W>(work: W) -> Result<(), Failure>
where
    W: FnOnce(Closing) -> F,
    F: Future<Output = Result<(), Failure>>,
{
    let (switch, closing) = Closing::pair();
    // A process that is the first of its container ignores signals it has no handler for.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        let _ = switch.send(true);
        // Keeps the switch: a second notice has nothing to add.
        switch.closed().await;
    });
    work(closing).await
}

/// One line on stdout. A closed stdout is not worth dying for.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// One line on stderr.
pub fn warn(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
