//! From CreateService to the last task in rotation. In: how many tasks. Out: milliseconds to the last RUNNING task and the last healthy
//! target. Never here: what one task needs (`task-start` measures that).

use std::path::PathBuf;
use std::time::Instant;

use bench::numbers::spread;
use bench::stage::{CLUSTER, Stage};
use clap::Args;
use serde_json::json;

/// How a start is measured.
#[derive(Args)]
pub(crate) struct Said {
    /// Services, one after the other
    #[arg(long, default_value_t = 5)]
    runs: u16,
    /// Tasks of each
    #[arg(long, default_value_t = 50)]
    tasks: usize,
}

/// Measures.
pub(crate) fn run(program: Option<PathBuf>, said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(program, "starts")?;
    stage.instances("m5.2xlarge", 2)?;
    stage.define("web", &json!({"command": ["serve"], "portMappings": [{"containerPort": 8080}]}))?;
    let (mut running, mut healthy) = (Vec::new(), Vec::new());
    // The first one unpacks the image; it is shown, and not counted.
    for number in 0..=said.runs {
        let (last_running, last_healthy) = start(&mut stage, number, said.tasks)?;
        println!(
            "run {number}: {} RUNNING after {last_running:.0} ms, healthy after {last_healthy:.0} ms",
            said.tasks
        );
        if number > 0 {
            running.push(last_running);
            healthy.push(last_healthy);
        }
    }
    println!("CreateService to {} RUNNING  {}", said.tasks, spread(&running, "ms"));
    println!("CreateService to {} healthy  {}", said.tasks, spread(&healthy, "ms"));
    Ok(())
}

fn start(stage: &mut Stage, number: u16, tasks: usize) -> Result<(f64, f64), String> {
    let name = format!("start-{number}");
    let front = stage.front(&name, 8100 + number, "")?;
    let balanced = json!({
        "loadBalancers": [{"targetGroupArn": front.group, "containerName": "web", "containerPort": 8080}],
    });
    let began = Instant::now();
    let elapsed = || began.elapsed().as_secs_f64() * 1000.0;
    stage.service(&name, "web", tasks, &balanced)?;
    stage.until("all running", |stage| Ok(stage.described(&name)?["runningCount"] == json!(tasks)))?;
    let running = elapsed();
    stage.until("all healthy", |stage| Ok(stage.healthy(&front.group)? == tasks))?;
    let healthy = elapsed();
    stage.ecs("DeleteService", json!({"cluster": CLUSTER, "service": name, "force": true}))?;
    stage.until("the service gone", |stage| Ok(stage.described(&name)?["status"] == "INACTIVE"))?;
    Ok((running, healthy))
}
