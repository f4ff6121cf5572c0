//! `interstella explain service|task|target|deployment NAME`: why it is as it is, and what it waits for.
//!
//! In: what to explain, which cloud. Out: the cloud's own reasons, as text or as JSON. Never here: a reason.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Deserialize;
use serde_json::Value;

use super::fail;
use super::output::Output;
use super::place::Place;
use super::query::encoded;
use crate::terminal::tell;

/// Say why a service, task, target group or deployment is as it is, and what it waits for
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct ExplainArgs {
    /// What to explain
    #[arg(value_enum)]
    kind: Kind,

    /// The name or ARN of a service or target group; the id of a task, its beginning, CLUSTER/ID or ARN; ecs-svc/NUMBER or the ARN of a deployment
    name: String,

    /// Cluster of the service or task; any if none is given
    #[arg(long)]
    cluster: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,

    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Service,
    Task,
    Target,
    Deployment,
}

#[derive(Deserialize)]
struct Explanation {
    title: String,
    lines: Vec<String>,
}

/// Runs it.
pub(crate) async fn run(args: ExplainArgs) -> ExitCode {
    let cloud = match args.place.find().await {
        Ok(cloud) => cloud,
        Err(absent) => return absent.report("explain"),
    };
    let answer = match cloud.http().get(&path(&args)).await {
        Ok(answer) if answer.status.is_success() => answer,
        Ok(answer) => return fail("explain", String::from_utf8_lossy(&answer.body).trim_end()),
        Err(error) => return fail("explain", error),
    };
    match shown(&answer.body, args.output) {
        Ok(Some(text)) => {
            tell(&text);
            ExitCode::SUCCESS
        }
        Ok(None) => fail("explain", format!("nothing of this kind is called {}", args.name)),
        Err(error) => fail("explain", error),
    }
}

fn path(args: &ExplainArgs) -> String {
    let kind = match args.kind {
        Kind::Service => "service",
        Kind::Task => "task",
        Kind::Target => "target",
        Kind::Deployment => "deployment",
    };
    let cluster = args.cluster.as_ref().map(|name| format!("&cluster={}", encoded(name)));
    format!("/_interstella/explain?kind={kind}&name={}{}", encoded(&args.name), cluster.unwrap_or_default())
}

/// What is printed; none when the answer is empty.
fn shown(body: &[u8], output: Output) -> Result<Option<String>, serde_json::Error> {
    let all: Vec<Explanation> = serde_json::from_slice(body)?;
    if all.is_empty() {
        return Ok(None);
    }
    if output == Output::Json {
        let whole: Value = serde_json::from_slice(body)?;
        return serde_json::to_string_pretty(&whole).map(Some);
    }
    let one = |it: &Explanation| format!("{}\n  {}", it.title, it.lines.join("\n  "));
    Ok(Some(all.iter().map(one).collect::<Vec<_>>().join("\n\n")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const BODY: &[u8] = br#"[{"title":"service web","lines":["wants 2","steady"],"facts":{"desired":2}}]"#;

    #[test]
    fn text_is_the_lines_and_json_the_whole_answer() {
        assert_eq!(shown(BODY, Output::Text).unwrap().unwrap(), "service web\n  wants 2\n  steady");
        assert!(shown(BODY, Output::Json).unwrap().unwrap().contains("\"desired\": 2"));
        assert_eq!(shown(b"[]", Output::Text).unwrap(), None);
    }
}
