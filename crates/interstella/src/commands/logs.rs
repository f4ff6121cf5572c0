//! `interstella logs [NAME] [-f]`: what the tasks of a service, or one task, wrote, from CloudWatch Logs.
//!
//! In: the name of a service or task, or none. Out: one line an event, oldest first: time (UTC), service, task, message. Never here: other
//! log groups (`aws logs tail` shows them).

use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::json;

use super::output::Output;
use super::place::{Place, Running};
use crate::terminal::tell;

mod event;
mod groups;
mod span;

use event::Event;
use groups::Groups;

const EVERY: Duration = Duration::from_millis(500);

/// Show what the tasks of a service, or one task, wrote
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct LogsArgs {
    /// A service or a task: its name or id (or the beginning of it), CLUSTER/NAME or ARN, or the family a task runs; all tasks if none is given
    name: Option<String>,

    /// Go on showing new lines until Ctrl-C
    #[arg(short, long)]
    follow: bool,

    /// Show everything since so long ago: 90s, 10m, 2h, 1d; a number alone means minutes
    #[arg(long, value_name = "TIME", value_parser = span::read)]
    since: Option<Duration>,

    /// How many of the last lines to begin with [default: 50, or all since --since]
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=10_000))]
    lines: Option<u32>,

    /// How to write them; json is one object a line
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,

    #[command(flatten)]
    place: Place,
}

/// Lines shown when nothing is said of how many.
const LINES: usize = 50;

/// Runs it.
pub(crate) async fn run(args: LogsArgs) -> ExitCode {
    args.place.with("logs", async |cloud| show(cloud, &args).await).await
}

async fn show(cloud: &Running, args: &LogsArgs) -> Result<(), String> {
    let mut groups = Groups::find(cloud, args.name.as_deref()).await?;
    let most = match (args.lines, args.since) {
        (Some(lines), _) => Some(lines as usize),
        (None, Some(_)) => None,
        (None, None) => Some(LINES),
    };
    let since = match (args.since, most) {
        (None, Some(most @ 1..)) => groups.latest(most).await?,
        (since, _) => now() - since.map_or(0, |since| since.as_millis() as i64),
    };
    let events = groups.news(since).await?;
    let skipped = most.map_or(0, |most| events.len().saturating_sub(most));
    write(events.into_iter().skip(skipped), args.output);
    if !args.follow {
        return Ok(());
    }
    loop {
        tokio::time::sleep(EVERY).await;
        groups.refresh(cloud).await?;
        write(groups.news(since).await?.into_iter(), args.output);
    }
}

fn write(events: impl Iterator<Item = Event>, output: Output) {
    let today = event::day(now());
    for event in events {
        match output {
            Output::Text => tell(&event.line(today)),
            Output::Json => tell(&json!(event).to_string()),
        }
    }
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as i64)
}
