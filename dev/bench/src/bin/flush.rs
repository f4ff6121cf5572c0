//! What a write waits for: the disk's flush, and a PutParameter, a PutMetricData and a PutLogEvents of a single client beside it. In: the
//! built program. Out: medians, taken in turn. Never here: a limit.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use bench::aws;
use bench::client::Client;
use bench::cloud::{Scratch, built, interstella};
use bench::numbers::spread;
use clap::Parser;
use serde_json::{Value, json};

/// Measures the disk's flush and the calls that wait for one.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Times each is done
    #[arg(long, default_value_t = 300)]
    runs: usize,
}

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("flush: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let program = built(said.program.clone(), "interstella")?;
    let directory = Scratch::new("flush")?;
    let cloud = interstella(&program, &directory.path().join("data"))?;
    let mut door = Client::connect(&cloud.address).map_err(|error| format!("{}: {error}", cloud.address))?;
    let group = json!({"logGroupName": "g"});
    aws::json(&mut door, "logs", "Logs_20140328.CreateLogGroup", &group)?;
    let stream = json!({"logGroupName": "g", "logStreamName": "s"});
    aws::json(&mut door, "logs", "Logs_20140328.CreateLogStream", &stream)?;
    let mut disk = Disk::new(directory.path())?;
    let (mut flush, mut calls) = (Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    for number in 0..said.runs {
        flush.push(disk.flush()?);
        for (samples, (service, target, input)) in calls.iter_mut().zip(writes(number)) {
            let begun = Instant::now();
            aws::json(&mut door, service, target, &input)?;
            samples.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    }
    println!("{:32} {}", "the disk: append and flush", spread(&flush, "ms"));
    for (name, samples) in ["PutParameter", "PutMetricData", "PutLogEvents"].iter().zip(&calls) {
        println!("{name:32} {}", spread(samples, "ms"));
    }
    Ok(())
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}

/// One write of each kind: service, target, input.
fn writes(number: usize) -> [(&'static str, &'static str, Value); 3] {
    let event = json!([{"timestamp": now(), "message": format!("message {number}")}]);
    let datum = json!([{"MetricName": "m", "Value": number}]);
    let parameter = json!({"Name": "/p", "Value": number.to_string(), "Type": "String", "Overwrite": true});
    [
        ("ssm", "AmazonSSM.PutParameter", parameter),
        (
            "monitoring",
            "GraniteServiceVersion20100801.PutMetricData",
            json!({"Namespace": "n", "MetricData": datum}),
        ),
        (
            "logs",
            "Logs_20140328.PutLogEvents",
            json!({"logGroupName": "g", "logStreamName": "s", "logEvents": event}),
        ),
    ]
}

/// A file that is written to as the journals are.
struct Disk(File);

impl Disk {
    fn new(directory: &Path) -> Result<Disk, String> {
        File::create(directory.join("flush")).map(Disk).map_err(|error| error.to_string())
    }

    /// Appends 300 bytes and waits until they are on disk; ms.
    fn flush(&mut self) -> Result<f64, String> {
        let begun = Instant::now();
        let written = self.0.write_all(&[7; 300]).and_then(|()| self.0.sync_data());
        written.map_err(|error| error.to_string())?;
        Ok(begun.elapsed().as_secs_f64() * 1e3)
    }
}
