//! How soon the cloud is there and what it costs to leave it running. In: the built program. Out: exec to `Ready.` on a new and on a
//! used data directory, resident memory and CPU when idle. Never here: a limit.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bench::cloud::{Scratch, built, interstella};
use bench::numbers::spread;
use bench::process::{cpu, resident};
use clap::Parser;

/// Measures exec to `Ready.`, and memory and CPU of an idle cloud.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Starts of each kind
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// Seconds of idling before memory and CPU are read
    #[arg(long, default_value_t = 10)]
    idle: u64,
}

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ready: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let program = built(said.program.clone(), "interstella")?;
    let (mut fresh, mut again) = (Vec::new(), Vec::new());
    for _ in 0..said.runs {
        let directory = Scratch::new("ready")?;
        for samples in [&mut fresh, &mut again] {
            let cloud = interstella(&program, directory.path())?;
            samples.push(cloud.ready_after.as_secs_f64() * 1000.0);
            cloud.end();
        }
    }
    println!("exec to Ready., new directory   {}", spread(&fresh, "ms"));
    println!("exec to Ready., same directory  {}", spread(&again, "ms"));
    idle(&program, said.idle)
}

fn idle(program: &std::path::Path, seconds: u64) -> Result<(), String> {
    let directory = Scratch::new("idle")?;
    let cloud = interstella(program, directory.path())?;
    // The first start makes a signing key; that is not idling.
    std::thread::sleep(Duration::from_secs(3));
    let before = cpu(cloud.pid());
    std::thread::sleep(Duration::from_secs(seconds));
    let used = cpu(cloud.pid()).saturating_sub(before).as_secs_f64();
    println!("idle: resident memory           {:.1} MiB", resident(cloud.pid()));
    println!("idle: CPU                       {:.2} % of one core", 100.0 * used / seconds.max(1) as f64);
    cloud.end();
    Ok(())
}
