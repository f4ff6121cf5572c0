//! Rolling updates of a slow service under a steady load. In: how many, how slow. Out: for each its time, what became of the requests,
//! the fewest healthy targets and the most tasks there were. Never here: retries.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use bench::numbers::spread;
use bench::stage::{CLUSTER, Stage};
use clap::Args;
use serde_json::{Value, json};

use crate::load::{Load, Outcomes};

/// How a rolling update is measured.
#[derive(Args)]
pub(crate) struct Said {
    /// Updates, one after the other
    #[arg(long, default_value_t = 20)]
    runs: usize,
    /// Tasks of the service
    #[arg(long, default_value_t = 10)]
    tasks: usize,
    /// Requests a second
    #[arg(long, default_value_t = 200.0)]
    rate: f64,
    /// Milliseconds a new task needs before it listens
    #[arg(long, default_value_t = 6_000)]
    listen_after: u64,
    /// Milliseconds a task needs for an answer
    #[arg(long, default_value_t = 2_000)]
    answer_after: u64,
}

const SERVICE: &str = "rolling";

/// What one update came to.
struct Row {
    seconds: f64,
    fewest_healthy: usize,
    most_tasks: usize,
}

/// Measures.
pub(crate) fn run(program: Option<PathBuf>, said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(program, SERVICE)?;
    stage.instances("m5.2xlarge", 2)?;
    define(&mut stage, said, 0)?;
    let check = "&HealthCheckIntervalSeconds=5&HealthCheckTimeoutSeconds=4&HealthyThresholdCount=2";
    let front = stage.front(SERVICE, 8091, check)?;
    let balanced = json!({
        "healthCheckGracePeriodSeconds": 60,
        "loadBalancers": [{"targetGroupArn": front.group, "containerName": "web", "containerPort": 8080}],
    });
    stage.service(SERVICE, SERVICE, said.tasks, &balanced)?;
    stage.until("the first tasks healthy", |stage| Ok(stage.healthy(&front.group)? == said.tasks))?;
    let load = Load::begin(&front.address, said.rate);
    println!(
        "{} tasks that listen after {} ms and answer in {} ms, {} requests/s, kept alive, no retries",
        said.tasks, said.listen_after, said.answer_after, said.rate
    );
    println!(
        "{:>4} {:>8} {:>10} {:>8} {:>12} {:>10}",
        "run", "s", "requests", "failed", "min healthy", "max tasks"
    );
    let (mut rows, mut before, mut ended) = (Vec::new(), Outcomes::default(), BTreeSet::new());
    for number in 1..=said.runs {
        let row = update(&mut stage, said, number, &front.group, &mut ended)?;
        let now = load.so_far();
        println!(
            "{number:>4} {:>8.1} {:>10} {:>8} {:>12} {:>10}",
            row.seconds,
            now.sent - before.sent,
            now.failed() - before.failed(),
            row.fewest_healthy,
            row.most_tasks
        );
        rows.push(row);
        before = now;
    }
    sum_up(&rows, &load.end());
    Ok(())
}

fn sum_up(rows: &[Row], all: &Outcomes) {
    let seconds: Vec<f64> = rows.iter().map(|row| row.seconds).collect();
    let (least, most) =
        (rows.iter().map(|row| row.fewest_healthy).min(), rows.iter().map(|row| row.most_tasks).max());
    println!("update to stable  {}", spread(&seconds, "s"));
    println!("time of an answer {}", spread(&all.times, "ms"));
    println!(
        "in all: {} requests, {} answered, {} failed {:?}; never under {} healthy, never over {} tasks",
        all.sent,
        all.good,
        all.failed(),
        all.failures,
        least.unwrap_or(0),
        most.unwrap_or(0)
    );
}

/// A new revision: they differ in a variable.
fn define(stage: &mut Stage, said: &Said, number: usize) -> Result<(), String> {
    let command = [
        "serve".to_owned(),
        format!("--listen-after={}", said.listen_after),
        format!("--answer-after={}", said.answer_after),
    ];
    let container = json!({
        "command": command, "environment": [{"name": "RUN", "value": number.to_string()}],
        "portMappings": [{"containerPort": 8080}],
    });
    stage.define(SERVICE, &container)
}

fn update(
    stage: &mut Stage,
    said: &Said,
    number: usize,
    group: &str,
    ended: &mut BTreeSet<String>,
) -> Result<Row, String> {
    define(stage, said, number)?;
    let began = Instant::now();
    stage.ecs("UpdateService", json!({"cluster": CLUSTER, "service": SERVICE, "taskDefinition": SERVICE}))?;
    let mut row = Row { seconds: 0.0, fewest_healthy: usize::MAX, most_tasks: 0 };
    stage.until("the update stable", |stage| {
        // Asked before what is watched: the last state counts too.
        let stable = stage.is_stable(SERVICE)?;
        row.fewest_healthy = row.fewest_healthy.min(stage.healthy(group)?);
        row.most_tasks = row.most_tasks.max(total(stage, ended)?);
        Ok(stable)
    })?;
    row.seconds = began.elapsed().as_secs_f64();
    Ok(row)
}

/// Tasks that are not STOPPED. `ended` remembers those that are.
fn total(stage: &mut Stage, ended: &mut BTreeSet<String>) -> Result<usize, String> {
    let running = stage.tasks(SERVICE, "RUNNING")?;
    let mut ending = stage.tasks(SERVICE, "STOPPED")?;
    // A task whose end came between the two lists is in both.
    ending.retain(|arn| arn.as_str().is_some_and(|name| !ended.contains(name)) && !running.contains(arn));
    let described = stage.described_tasks(&ending[..ending.len().min(100)])?;
    let (over, under_way): (Vec<&Value>, Vec<&Value>) =
        described.iter().partition(|task| task["lastStatus"] == "STOPPED");
    ended.extend(over.iter().filter_map(|task| task["taskArn"].as_str()).map(str::to_owned));
    Ok(running.len() + under_way.len())
}
