//! `interstella up --detach`: the same command in a session of its own, its output in a file that is shown until the platform is up.
//!
//! In: the arguments. Out: exit 0 with the platform running, or 1 with the reason. Never here: the platform.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use super::fail;
use super::hint::Hint;
use super::up::UpArgs;
use crate::file_trouble::{self, ELSEWHERE};
use crate::terminal::tell;
use crate::{data_directory, pid_file};

/// The line that says the platform is up begins so.
pub(crate) const IS_UP: &str = "Interstella is up";

const PAUSE: Duration = Duration::from_millis(50);

/// Starts it, relays its lines, returns when it is up or has ended.
pub(crate) fn run(args: &UpArgs) -> ExitCode {
    match pid_file::holder(&args.said.data_dir) {
        Ok(None) => {}
        Ok(Some(holder)) => {
            let end = Hint::of(&args.said).command("down");
            return fail(
                "up",
                format!("process {} runs on this data directory already; `{end}` ends it", holder.pid),
            );
        }
        Err(error) => return fail("up", error),
    }
    let log = args.said.data_dir.join("interstella.log");
    match start(args, &log) {
        Ok((child, reader)) => relay(child, reader, &log),
        Err(why) => fail("up", why),
    }
}

fn start(args: &UpArgs, log: &Path) -> Result<(Child, File), String> {
    let failed = |error: std::io::Error| file_trouble::sentence("write", log, &error, ELSEWHERE);
    data_directory::prepare(&args.said.data_dir)?;
    let out = File::create(log).map_err(failed)?;
    let reader = File::open(log).map_err(failed)?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(words()).stdin(Stdio::null());
    command.stdout(out.try_clone().map_err(failed)?).stderr(out);
    // SAFETY: setsid is safe to call between fork and exec; it touches no memory of this process.
    unsafe {
        command.pre_exec(|| match libc::setsid() {
            -1 => Err(std::io::Error::last_os_error()),
            _ => Ok(()),
        });
    }
    let child = command.spawn().map_err(|error| format!("cannot start itself: {error}"))?;
    Ok((child, reader))
}

/// This command line once more, without the wish to be detached; the environment is inherited.
fn words() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os().skip(1).filter(|word| word != "--detach")
}

fn relay(mut child: Child, mut reader: File, log: &Path) -> ExitCode {
    let mut line = String::new();
    loop {
        // Asked before reading: what it wrote before it ended is then read below.
        let ended = child.try_wait();
        if copy(&mut reader, &mut line) {
            tell(&format!("Log: {}", log.display()));
            return ExitCode::SUCCESS;
        }
        match ended {
            Ok(None) => std::thread::sleep(PAUSE),
            Ok(Some(status)) => {
                return fail("up", format!("it ended early ({status}); see {}", log.display()));
            }
            Err(error) => return fail("up", error),
        }
    }
}

/// Shows what is new in the log; whether it says the platform is up.
fn copy(reader: &mut File, line: &mut String) -> bool {
    let mut new = Vec::new();
    let _ = reader.read_to_end(&mut new);
    let _ = std::io::stdout().lock().write_all(&new);
    line.push_str(&String::from_utf8_lossy(&new));
    let up = line.lines().any(|line| line.starts_with(IS_UP) && line.ends_with('.'));
    let rest = line.rfind('\n').map_or(0, |end| end + 1);
    line.drain(..rest);
    up
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    #[test]
    fn the_log_is_followed_line_by_line() {
        let path = std::env::temp_dir().join(format!("interstella-log-{}", std::process::id()));
        let mut out = File::create(&path).unwrap();
        let (mut reader, mut line) = (File::open(&path).unwrap(), String::new());
        out.write_all(b"Ready.\nInterstella is").unwrap();
        assert!(!copy(&mut reader, &mut line));
        out.write_all(b" up (3.2 s).\n").unwrap();
        assert!(copy(&mut reader, &mut line));
        fs::remove_file(path).unwrap();
    }
}
