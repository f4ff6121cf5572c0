//! `interstella up`: the cloud, and the platform on it, in the foreground until told to end.
//!
//! In: arguments. Out: lines on stdout, and nothing left behind. Never here: how the cloud or the platform are made.
//!
//! ```text
//! cloud started ("Ready.") -> platform deployed -> up: one line about orders now and then
//!      any failure, Ctrl-C, SIGTERM or `interstella down` at any point -> cloud shut down -> ended
//! ```

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use container_runtime::linux::enter_user_namespace_if_needed;

use super::hint::Hint;
use super::{detach, fail, ports, start};
use crate::cloud::Cloud;
use crate::config::Said;
use crate::platform::{self, Headquarters, Order, Progress, Standing};
use crate::terminal::say;
use crate::{data_directory, signals};

/// Between two lines about orders.
const EVERY: Duration = Duration::from_secs(10);

/// Start the cloud and deploy the whole Interstella 8888 platform on it
///
/// Prints `Ready.` once the AWS endpoint answers, then deploys HQ and the logistics platform through that endpoint, with
/// a line and a time for every step. The same command on the same data directory goes on where the last run ended.
#[derive(Debug, Clone, Args)]
pub(crate) struct UpArgs {
    #[command(flatten)]
    pub(crate) said: Said,

    /// Orders a second that HQ publishes to each topic (0 to 5000)
    #[arg(long, env = "INTERSTELLA_RATE", default_value = "5", value_name = "N", value_parser = rate)]
    pub(crate) rate: f64,

    /// Return once the platform is up, and leave it running
    #[arg(long)]
    pub(crate) detach: bool,
}

pub(super) fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    if (0.0..=5_000.0).contains(&rate) { Ok(rate) } else { Err("must be between 0 and 5000".to_owned()) }
}

/// Runs it.
pub(crate) fn run(args: &UpArgs) -> ExitCode {
    signals::inherit();
    if let Err(error) = data_directory::prepare(&args.said.data_dir) {
        return fail("up", error);
    }
    // Before any thread: a process of several threads may not enter a user namespace.
    match enter_user_namespace_if_needed(Some(&args.said.mean().containers())) {
        Ok(_) => start::runtime(whole(args)),
        Err(error) => fail("up", error),
    }
}

async fn whole(args: &UpArgs) -> ExitCode {
    let started = Instant::now();
    let cloud = match Cloud::start(args.said.mean()).await {
        Ok(cloud) => cloud,
        Err(why) => return fail("up", why.with(&Hint::of(&args.said))),
    };
    say("Ready.");
    start::say_pace(args.said.clock_speed);
    let asked = cloud.asked_to_stop();
    let end = tokio::select! {
        end = platform(args, &cloud, started) => end,
        () = told_to_end() => Ok(()),
        () = asked.notified() => Ok(()),
        never = ports::tell(cloud.doors(), cloud.endpoint().port()) => match never {},
    };
    say("Ending: tasks are stopped, everything they used is removed.");
    cloud.shutdown(start::signalled()).await;
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail("up", why),
    }
}

/// Deploys, then tells how orders go for as long as it is polled.
async fn platform(args: &UpArgs, cloud: &Cloud, started: Instant) -> Result<(), String> {
    let binary = std::env::current_exe().map_err(|error| format!("this program's own file: {error}"))?;
    let order = Order {
        endpoint: cloud.endpoint(),
        data_dir: absolute(&args.said.data_dir)?,
        binary,
        rate: args.rate,
    };
    let progress = Progress::start();
    let standing = platform::deploy(&order, &progress).await.map_err(|error| error.to_string())?;
    announce(&standing, started, &Hint::of(&args.said));
    tell(&standing.headquarters).await;
    Ok(())
}

fn absolute(path: &std::path::Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn announce(standing: &Standing, started: Instant, hint: &Hint) {
    say(&standing.summary(&|words| hint.command(words)));
    say(&format!("{} ({:.1} s).", detach::IS_UP, started.elapsed().as_secs_f64()));
}

/// One line about orders every ten seconds; for a terminal one that keeps changing.
async fn tell(headquarters: &Headquarters) {
    let terminal = std::io::stdout().is_terminal();
    let every = if terminal { Duration::from_secs(1) } else { EVERY };
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let line = match headquarters.orders().await {
            Ok(orders) => orders.line(),
            Err(error) => format!("HQ does not answer: {error}"),
        };
        match terminal {
            true => show(&line),
            false => say(&line),
        }
    }
}

/// Writes the line over the last one.
fn show(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = write!(out, "\r\x1b[2K{line}").and_then(|()| out.flush());
}

/// Waits for Ctrl-C, SIGTERM or the end of the terminal.
async fn told_to_end() {
    if signals::first().await == libc::SIGINT {
        // The terminal shows `^C` on this line.
        say("");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        up: UpArgs,
    }

    #[test]
    fn arguments_have_defaults_and_limits() {
        let parse = |words: &[&str]| Line::try_parse_from([&["up"], words].concat()).map(|line| line.up);
        let up = parse(&[]).unwrap();
        assert_eq!((up.said.port, up.rate, up.detach), (4566, 5.0, false));
        assert_eq!(up.said.data_dir, PathBuf::from(".interstella"));
        let up = parse(&["--port", "4600", "--rate", "0.5", "--detach", "--data-dir", "/d"]).unwrap();
        assert_eq!((up.said.port, up.rate, up.detach), (4600, 0.5, true));
        for bad in [["--rate", "-1"], ["--rate", "nan"], ["--rate", "5001"], ["--port", "70000"]] {
            assert!(parse(&bad).is_err(), "{bad:?}");
        }
    }
}
