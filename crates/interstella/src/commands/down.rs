//! `interstella down`: ends the cloud and everything on it, and returns when it has ended.
//!
//! In: which cloud. Out: status 0 when it ended, 3 when nothing ran. Never here: the ending itself; the cloud does that. Containers of a
//! cloud that was killed are ended with their keeper.

use std::io;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use container_runtime::linux::end_keeper;
use http::StatusCode;

use super::fail;
use super::place::{Absent, Place, Running, is_nobody};
use crate::terminal::tell;
use crate::token_file::{CONTROL, Token};
use crate::{config, pid_file};

/// Tasks have 30 s to stop, and the cloud needs a moment for itself.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

/// Runs it.
pub(crate) async fn run(place: Place) -> ExitCode {
    match place.find().await {
        Ok(cloud) => end(&cloud).await,
        // It starts or ends just now, and cannot be asked.
        Err(Absent::Busy { data_dir, pid }) => match terminate(pid) {
            Ok(()) => wait(&data_dir, None, pid).await,
            Err(error) => fail("down", format!("process {pid} cannot be told to end: {error}")),
        },
        Err(nothing @ Absent::Nothing(_)) if place.is_port_alone() => nothing.report("down"),
        Err(nothing @ Absent::Nothing(_)) => end_orphans(&place, &nothing).await,
        Err(trouble) => trouble.report("down"),
    }
}

async fn end(cloud: &Running) -> ExitCode {
    let token = cloud.token(CONTROL);
    match cloud.http().control("/_interstella/stop", token.as_ref().ok().map(Token::text)).await {
        Ok(answer) if answer.status.is_success() => {}
        Ok(answer) if answer.status == StatusCode::FORBIDDEN => {
            return fail("down", not_ours(cloud, token.err()));
        }
        Ok(answer) => return fail("down", format!("port {} answered {}", cloud.port, answer.status)),
        // It has claimed its directory and answers no more: it ends just now.
        Err(error) if is_nobody(&error) => {}
        // It may well close the connection before it has answered.
        Err(_) => {}
    }
    wait(&cloud.data_dir, Some(cloud.port), cloud.pid).await
}

/// The cloud there wants a token that this command does not have.
fn not_ours(cloud: &Running, unread: Option<String>) -> String {
    let why = unread.unwrap_or_else(|| format!("the {CONTROL} in it is another cloud's"));
    format!(
        "the cloud on port {} ends only for who has the token in its data directory, {} ({why}). Say this as the user who started it; or \
         end its process, {}, yourself",
        cloud.port,
        cloud.data_dir.display(),
        cloud.pid
    )
}

/// No cloud runs; one that was killed may have left its containers.
async fn end_orphans(place: &Place, nothing: &Absent) -> ExitCode {
    let containers = config::containers(place.directory());
    match tokio::task::spawn_blocking(move || end_keeper(&containers)).await {
        Ok(true) => {
            tell("Interstella had been killed; the containers it left are ended.");
            ExitCode::SUCCESS
        }
        Ok(false) | Err(_) => nothing.report("down"),
    }
}

fn terminate(pid: u32) -> io::Result<()> {
    let pid = i32::try_from(pid).map_err(io::Error::other)?;
    // SAFETY: kill takes plain numbers. The process holds the lock on its data directory, so the number is its own.
    match unsafe { libc::kill(pid, libc::SIGTERM) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

async fn wait(data_dir: &Path, port: Option<u16>, process: u32) -> ExitCode {
    match gone(data_dir, port, process).await {
        true => {
            tell("Interstella is down.");
            ExitCode::SUCCESS
        }
        false => fail("down", format!("process {process} still runs after {} s", PATIENCE.as_secs())),
    }
}

/// Waits for the claim, the port and, in the end, the process itself: it lives on for a moment after it gave the claim back.
async fn gone(data_dir: &Path, port: Option<u16>, process: u32) -> bool {
    let start = Instant::now();
    let is_open = |port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
    while start.elapsed() < PATIENCE {
        let holder = pid_file::holder(data_dir).ok().flatten();
        // Another may have claimed the directory, and the port, in the moment the first was gone.
        let released = holder.is_none_or(|holder| holder.pid != process);
        let closed = holder.is_some() || !port.is_some_and(is_open);
        if released && closed && has_ended(process) {
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
