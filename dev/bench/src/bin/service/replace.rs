//! A task's program dies: how soon another one is in rotation. In: how often. Out: milliseconds from its death to every step on the way.
//! Never here: programs that die young; those are held back on purpose.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use bench::client::Client;
use bench::numbers::spread;
use bench::stage::Stage;
use clap::Args;
use serde_json::{Value, json};

/// How a replacement is measured.
#[derive(Args)]
pub(crate) struct Said {
    /// Deaths, one after the other
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// Tasks of the service
    #[arg(long, default_value_t = 10)]
    tasks: usize,
    /// Milliseconds a new task needs before it listens: its own start
    #[arg(long, default_value_t = 0)]
    listen_after: u64,
}

const SERVICE: &str = "mortal";
/// A task that dies younger than this has crashed, and its service waits before it starts another one.
const OLD_ENOUGH: f64 = 11.0;

/// What happened when, milliseconds after the death.
const STEPS: [&str; 5] = [
    "its end is known",
    "the new task is placed",
    "its image is there",
    "it is RUNNING",
    "it is in rotation",
];

/// Measures.
pub(crate) fn run(program: Option<PathBuf>, said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(program, SERVICE)?;
    let host = stage.instances("m5.2xlarge", 1)?;
    let command = ["serve".to_owned(), format!("--listen-after={}", said.listen_after)];
    stage.define(SERVICE, &json!({"command": command, "portMappings": [{"containerPort": 8080}]}))?;
    let front = stage.front(SERVICE, 8092, "&HealthCheckIntervalSeconds=5&HealthCheckTimeoutSeconds=4")?;
    let balanced = json!({
        "healthCheckGracePeriodSeconds": 60,
        "loadBalancers": [{"targetGroupArn": front.group, "containerName": "web", "containerPort": 8080}],
    });
    stage.service(SERVICE, SERVICE, said.tasks, &balanced)?;
    stage.until("all healthy", |stage| Ok(stage.healthy(&front.group)? == said.tasks))?;
    let mut columns: [Vec<f64>; STEPS.len()] = Default::default();
    for _ in 0..said.runs {
        let moments = replace(&mut stage, &host, &front.group, said.tasks)?;
        columns.iter_mut().zip(moments).for_each(|(column, moment)| column.push(moment));
    }
    println!(
        "milliseconds after the end of a task's program, {} tasks, own start {} ms",
        said.tasks, said.listen_after
    );
    for (step, column) in STEPS.iter().zip(&columns) {
        println!("{step:<24} {}", spread(column, "ms"));
    }
    Ok(())
}

fn seconds_now() -> f64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64()
}

fn replace(stage: &mut Stage, host: &str, group: &str, tasks: usize) -> Result<[f64; STEPS.len()], String> {
    let before = stage.tasks(SERVICE, "RUNNING")?;
    let oldest = stage.described_tasks(&before)?.into_iter().min_by(|one, other| {
        let age = |task: &Value| task["startedAt"].as_f64().unwrap_or(f64::MAX);
        age(one).total_cmp(&age(other))
    });
    let oldest = oldest.ok_or("a service without tasks")?;
    let young = OLD_ENOUGH - (seconds_now() - oldest["startedAt"].as_f64().unwrap_or(0.0));
    std::thread::sleep(Duration::from_secs_f64(young.max(0.0)));
    let known: BTreeSet<&str> = before.iter().filter_map(Value::as_str).collect();
    let port = &oldest["containers"][0]["networkBindings"][0]["hostPort"];
    let death = kill(&format!("{host}:{port}"))?;
    let mut new = Value::Null;
    stage.until("another task running", |stage| {
        let mut arns = stage.tasks(SERVICE, "RUNNING")?;
        arns.retain(|arn| arn.as_str().is_some_and(|arn| !known.contains(arn)));
        let described = stage.described_tasks(&arns)?;
        new = described.into_iter().find(|task| task["startedAt"].is_number()).unwrap_or_default();
        Ok(!new.is_null())
    })?;
    stage.until("as many healthy as before", |stage| Ok(stage.healthy(group)? == tasks))?;
    let healthy = seconds_now();
    let old = stage.described_tasks(&[oldest["taskArn"].clone()])?;
    let old = old.first().ok_or("the dead task is forgotten")?;
    let moment = |task: &Value, field: &str| task[field].as_f64().unwrap_or(f64::NAN);
    let moments = [
        moment(old, "executionStoppedAt"),
        moment(&new, "createdAt"),
        moment(&new, "pullStoppedAt"),
        moment(&new, "startedAt"),
        healthy,
    ];
    Ok(moments.map(|moment| (moment - death) * 1000.0))
}

/// Has a program end itself; when.
fn kill(address: &str) -> Result<f64, String> {
    let mut client = Client::connect(address).map_err(|error| format!("{address}: {error}"))?;
    let death = seconds_now();
    match client.call("GET", "/exit", &[], b"") {
        Ok(answer) => Err(format!("{address} did not end: {}", answer.status)),
        Err(_) => Ok(death),
    }
}
