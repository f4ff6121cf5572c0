//! `interstella down`: ends the cloud and everything on it, and returns when it has ended.
//!
//! In: which cloud. Out: status 0 when it ended, 3 when nothing ran. Never here: the ending itself; the cloud does that. Containers of a
//! cloud that was killed are ended with their keeper.

use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use container_runtime::linux::end_keeper;
use http::StatusCode;

use super::place::{Place, is_nobody};
use super::{fail, nothing_runs};
use crate::token_file::{CONTROL, Token};
use crate::{config, pid_file};

/// Tasks have 30 s to stop, and the cloud needs a moment for itself.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

/// Runs it.
pub(crate) async fn run(place: Place) -> ExitCode {
    let process = pid_file::holder(&place.data_dir);
    let token = Token::read(&place.data_dir, CONTROL);
    match place.http().control("/_interstella/stop", token.as_ref().ok().map(Token::text)).await {
        Ok(answer) if answer.status.is_success() => {}
        Ok(answer) if answer.status == StatusCode::FORBIDDEN => {
            return fail("down", not_ours(&place, token.err()));
        }
        Ok(answer) => return fail("down", format!("port {} answered {}", place.port, answer.status)),
        Err(error) if is_nobody(&error) => match process {
            // It starts or ends just now, and cannot be asked.
            Some(pid) => terminate(pid),
            None => return end_orphans(place).await,
        },
        // It may well close the connection before it has answered.
        Err(_) => {}
    }
    match gone(&place, process).await {
        true => {
            println!("Interstella is down.");
            ExitCode::SUCCESS
        }
        false => fail("down", format!("it still runs after {} s", PATIENCE.as_secs())),
    }
}

/// The cloud there wants a token that this command does not have.
fn not_ours(place: &Place, unread: Option<std::io::Error>) -> String {
    let why = unread
        .map_or_else(|| "the token in --data-dir is another cloud's".to_owned(), |error| error.to_string());
    format!(
        "the cloud on port {} ends only for who has the token in its data directory, and here is none for it ({why}). Say --data-dir as it \
         was started with, as the user who started it; or end its process yourself",
        place.port
    )
}

/// No cloud runs; one that was killed may have left its containers.
async fn end_orphans(place: Place) -> ExitCode {
    let containers = config::containers(&place.data_dir);
    match tokio::task::spawn_blocking(move || end_keeper(&containers)).await {
        Ok(true) => {
            println!("Interstella had been killed; the containers it left are ended.");
            ExitCode::SUCCESS
        }
        Ok(false) | Err(_) => nothing_runs(&place),
    }
}

fn terminate(pid: u32) {
    if let Ok(pid) = i32::try_from(pid) {
        // SAFETY: kill takes plain numbers. The process holds the lock on its data directory, so the number is its own.
        unsafe { libc::kill(pid, libc::SIGTERM) };
    }
}

/// Waits for the claim, the port and, in the end, the process itself: it lives on for a moment after it gave the claim back.
async fn gone(place: &Place, process: Option<u32>) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let closed =
            pid_file::holder(&place.data_dir).is_none() && TcpStream::connect(place.endpoint()).is_err();
        if closed && process.is_none_or(has_ended) {
            return true;
        }
        tokio::time::sleep(PAUSE).await;
    }
    false
}

/// Nothing of it is left but, at most, the exit status its parent has not read.
fn has_ended(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"));
    status.map_or(true, |status| status.lines().any(|line| line.starts_with("State:\tZ")))
}

#[cfg(test)]
mod tests {
    use super::has_ended;

    #[test]
    fn a_living_process_has_not_ended() {
        assert!(!has_ended(std::process::id()));
        // Above the largest process id Linux gives.
        assert!(has_ended(u32::MAX));
    }
}
