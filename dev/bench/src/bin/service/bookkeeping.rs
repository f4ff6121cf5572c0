//! What the cloud's own process needs to keep the books of many running tasks. In: how many. Out: its resident memory before and after.
//! Never here: the memory of the tasks themselves.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use bench::process::{cpu, resident};
use bench::stage::Stage;
use clap::Args;
use serde_json::json;

/// How bookkeeping is measured.
#[derive(Args)]
pub(crate) struct Said {
    /// Tasks of one service
    #[arg(long, default_value_t = 1_000)]
    tasks: usize,
    /// Seconds of rest before memory and CPU are read
    #[arg(long, default_value_t = 10)]
    rest: u64,
}

/// Measures.
pub(crate) fn run(program: Option<PathBuf>, said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(program, "books")?;
    stage.instances("m5.2xlarge", 4)?;
    stage.define("idle", &json!({"command": ["idle"], "memory": 16}))?;
    // The first task unpacks the image: that is not bookkeeping.
    stage.service("idle", "idle", 1, &json!({}))?;
    running(&mut stage, 1)?;
    std::thread::sleep(Duration::from_secs(said.rest));
    let pid = stage.cloud.pid();
    let before = resident(pid);
    let began = Instant::now();
    let update = json!({"cluster": bench::stage::CLUSTER, "service": "idle", "desiredCount": said.tasks});
    stage.ecs("UpdateService", update)?;
    running(&mut stage, said.tasks)?;
    println!("{} tasks RUNNING after {:.1} s", said.tasks, began.elapsed().as_secs_f64());
    std::thread::sleep(Duration::from_secs(said.rest));
    let after = resident(pid);
    let busy = cpu(pid);
    std::thread::sleep(Duration::from_secs(said.rest));
    let busy = cpu(pid).saturating_sub(busy).as_secs_f64() / said.rest.max(1) as f64;
    println!("resident memory with 1 task     {before:.1} MiB");
    println!("resident memory with {:<9}  {after:.1} MiB", said.tasks);
    let each = (after - before) * 1024.0 / said.tasks.max(1) as f64;
    println!("bookkeeping                     {:.1} MiB, {each:.1} KiB a task", after - before);
    println!("CPU at rest                     {:.1} % of one core", 100.0 * busy);
    Ok(())
}

fn running(stage: &mut Stage, tasks: usize) -> Result<(), String> {
    stage.until("all running", |stage| Ok(stage.described("idle")?["runningCount"] == json!(tasks)))
}
