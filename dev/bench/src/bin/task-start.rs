//! From RunTask to the first byte of a container, through the public API. In: the built program. Out: milliseconds, one task at a time
//! and many at once. Never here: a limit.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use bench::client::Client;
use bench::numbers::spread;
use bench::stage::{PATIENCE, Stage};
use bench::{aws, null_server};
use clap::Parser;
use serde_json::{Value, json};

/// Measures RunTask to the first byte of its container, and many tasks at once.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Tasks started one after the other
    #[arg(long, default_value_t = 20)]
    runs: u16,
    /// Tasks started at once
    #[arg(long, default_value_t = 10)]
    at_once: u16,
    /// Be the container's program instead
    #[arg(long, hide = true)]
    serve_null: Option<u16>,
}

/// The first host port used; each task has its own, so that none waits for another's end.
const FIRST_PORT: u16 = 18_000;

fn main() -> ExitCode {
    let said = Said::parse();
    let done = match said.serve_null {
        Some(port) => null_server::run(port, true, 1).map_err(|error| error.to_string()),
        None => run(&said),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("task-start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(said.program.clone(), "tasks")?;
    let host = stage.instances("m5.2xlarge", 1)?;
    let ports: Vec<u16> = (FIRST_PORT..).take(usize::from(said.runs + said.at_once + 1)).collect();
    for port in &ports {
        define(&mut stage, *port)?;
    }
    let (alone, together) = ports.split_at(usize::from(said.runs) + 1);
    let first = started(&mut stage.client, &host, &alone[..1])?;
    println!("first task (its layer is unpacked)     {first:.1} ms");
    let mut times = Vec::new();
    for port in &alone[1..] {
        times.push(started(&mut stage.client, &host, &[*port])?);
    }
    println!("RunTask to first byte, one at a time   {}", spread(&times, "ms"));
    if !together.is_empty() {
        let all = started(&mut stage.client, &host, together)?;
        println!("RunTask to first byte of all {:9} {all:.1} ms", together.len());
    }
    Ok(())
}

fn define(stage: &mut Stage, port: u16) -> Result<(), String> {
    let container = json!({
        "command": ["--serve-null", "8080"], "portMappings": [{"containerPort": 8080, "hostPort": port}],
    });
    stage.define(&format!("bench-{port}"), &container)
}

/// Milliseconds from the first RunTask to the moment the last of these tasks has answered.
fn started(client: &mut Client, host: &str, ports: &[u16]) -> Result<f64, String> {
    let began = Instant::now();
    for port in ports {
        let input = json!({"cluster": "bench", "taskDefinition": format!("bench-{port}")});
        let told = aws::ecs(client, "RunTask", &input)?;
        if told["failures"].as_array().is_some_and(|failures| !failures.is_empty()) {
            return Err(format!("not placed: {}", told["failures"]));
        }
    }
    for port in ports {
        answers(client, &format!("{host}:{port}"), began)?;
    }
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

fn answers(client: &mut Client, address: &str, began: Instant) -> Result<(), String> {
    loop {
        let answer = Client::connect(address).and_then(|mut web| web.call("GET", "/", &[], b""));
        if answer.is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            return Err(format!("{address} does not answer; {}", reasons(client)));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Why tasks stopped, in the cloud's words.
fn reasons(client: &mut Client) -> String {
    let listed = aws::ecs(client, "ListTasks", &json!({"cluster": "bench", "desiredStatus": "STOPPED"}));
    let arns = listed.ok().and_then(|listed| listed["taskArns"].as_array().cloned()).unwrap_or_default();
    if arns.is_empty() {
        return "no task has stopped".to_owned();
    }
    let told = aws::ecs(client, "DescribeTasks", &json!({"cluster": "bench", "tasks": Value::from(arns)}));
    told.map_or_else(|error| error, |told| format!("stopped: {}", told["tasks"][0]["stoppedReason"]))
}
