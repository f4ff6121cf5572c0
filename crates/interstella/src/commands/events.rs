//! `interstella events [-f]`: the newest calls of AWS operations: who asked for what, and what came of it.
//!
//! In: which cloud. Out: a line a call, the oldest first. Never here: what is remembered of a call.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use super::output::Output;
use super::place::{Place, Running};
use crate::terminal::tell;

const EVERY: Duration = Duration::from_millis(500);
/// Of the members asked for, letters of a line.
const MOST_SHOWN: usize = 160;

/// Show the newest calls: who asked for what, what came of it, how long it took
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct EventsArgs {
    /// Go on showing new calls until Ctrl-C
    #[arg(short, long)]
    follow: bool,

    /// Only calls that change something
    #[arg(long)]
    writes: bool,

    /// Only calls that were refused
    #[arg(long)]
    errors: bool,

    /// How many of the last calls to begin with
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    lines: usize,

    /// How to write them; json is one object a line
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,

    #[command(flatten)]
    place: Place,
}

#[derive(Deserialize)]
struct Answer {
    last: u64,
    events: Vec<Value>,
}

/// Runs it.
pub(crate) async fn run(args: EventsArgs) -> ExitCode {
    args.place.with("events", async |cloud| show(cloud, &args).await).await
}

async fn show(cloud: &Running, args: &EventsArgs) -> Result<(), String> {
    let Answer { mut last, events } = ask(cloud, 0).await?;
    let meant: Vec<&Value> = events.iter().filter(|event| is_meant(event, args)).collect();
    meant.iter().skip(meant.len().saturating_sub(args.lines)).for_each(|event| write(event, args.output));
    if !args.follow {
        return Ok(());
    }
    loop {
        tokio::time::sleep(EVERY).await;
        let news = ask(cloud, last).await?;
        news.events.iter().filter(|event| is_meant(event, args)).for_each(|event| write(event, args.output));
        last = news.last;
    }
}

async fn ask(cloud: &Running, after: u64) -> Result<Answer, String> {
    let path = format!("/_interstella/events?after={after}");
    let answer = cloud.http().get(&path).await.map_err(|error| error.to_string())?;
    if !answer.status.is_success() {
        return Err(String::from_utf8_lossy(&answer.body).trim_end().to_owned());
    }
    serde_json::from_slice(&answer.body).map_err(|error| error.to_string())
}

fn is_meant(event: &Value, args: &EventsArgs) -> bool {
    (!args.writes || event["readOnly"] == false) && (!args.errors || !event["error"].is_null())
}

fn write(event: &Value, output: Output) {
    match output {
        Output::Text => tell(&line(event)),
        Output::Json => tell(&event.to_string()),
    }
}

/// `19:53:47.120  ecs RunTask  000000000000 us-west-2  {"cluster":"c"}  3.1 ms  ClusterNotFoundException: Cluster not found.`
fn line(event: &Value) -> String {
    let word = |name: &str| event[name].as_str().unwrap_or_default();
    let time = word("time").get(11..23).unwrap_or_default();
    let service = word("source").split('.').next().unwrap_or_default();
    let asked = match &event["parameters"] {
        Value::Null => String::new(),
        asked => cut(&asked.to_string()),
    };
    let took = event["milliseconds"].as_f64().unwrap_or_default();
    let mut line = format!(
        "{time}  {service} {}  {} {}  {asked}  {took:.1} ms",
        word("name"),
        word("account"),
        word("region")
    );
    if let (Some(code), Some(words)) = (event["error"]["code"].as_str(), event["error"]["message"].as_str()) {
        line.push_str(&format!("  {code}: {words}"));
    }
    line
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_tells_who_what_and_what_came_of_it() {
        let event = json!({
            "time": "2026-11-30T19:53:47.120Z", "source": "ecs.amazonaws.com", "name": "RunTask",
            "account": "000000000000", "region": "us-west-2", "parameters": {"cluster": "c"},
            "error": {"code": "ClusterNotFoundException", "message": "Cluster not found."}, "milliseconds": 3.06,
        });
        let wanted = "19:53:47.120  ecs RunTask  000000000000 us-west-2  {\"cluster\":\"c\"}  3.1 ms  \
                      ClusterNotFoundException: Cluster not found.";
        assert_eq!(line(&event), wanted);
        assert_eq!(cut(&"x".repeat(200)).len(), MOST_SHOWN + 3);
    }
}
