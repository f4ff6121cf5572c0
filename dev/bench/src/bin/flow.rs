//! How many orders a second the platform carries. In: a running `interstella up`. Out: for each rate what was published, fulfilled, in
//! flight, counted twice or lost, and the CPU it took. Never here: starting or ending the platform.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use bench::client::Client;
use bench::process::{cpu_of_tree, resident};
use clap::Parser;
use serde_json::{Value, json};

/// Raises the rate of a running `interstella up` step by step and reports what arrives.
#[derive(Parser)]
struct Said {
    /// Where HQ answers
    #[arg(long, default_value = "127.0.0.1:8888", value_name = "HOST:PORT")]
    hq: String,
    /// Orders a second and topic, one step each
    #[arg(long, value_delimiter = ',', default_value = "5,50,100,200,400")]
    rates: Vec<f64>,
    /// Leave the rate as it is and measure one step
    #[arg(long, conflicts_with = "rates")]
    keep_rate: bool,
    /// Seconds a step
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Seconds the last orders may take to arrive when the feed has stopped
    #[arg(long, default_value_t = 60)]
    drain: u64,
    /// The process to watch, with its tasks: the number in DIR/interstella.pid
    #[arg(long)]
    pid: Option<u32>,
    /// HQ's ADMIN_TOKEN; without one HQ lets nobody who comes through a load balancer change its rate
    #[arg(long, env = "ADMIN_TOKEN")]
    admin_token: Option<String>,
}

/// What HQ had counted at a moment.
#[derive(Clone, Copy)]
struct Count {
    at: Instant,
    cpu: Duration,
    published: u64,
    fulfilled: u64,
    in_flight: u64,
    duplicates: u64,
    republished: u64,
}

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("flow: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let first = count(said)?;
    let before = state(said)?["rate"].as_f64().unwrap_or(0.0);
    println!(
        "{:>10} {:>12} {:>12} {:>10} {:>9} {:>9} {:>9} {:>12}",
        "rate/topic", "published/s", "fulfilled/s", "in flight", "p50 ms", "p99 ms", "CPU %", "CPU us/order"
    );
    if said.keep_rate {
        return step(said, before);
    }
    for rate in &said.rates {
        set_rate(said, *rate)?;
        step(said, *rate)?;
    }
    set_rate(said, 0.0)?;
    let drained = drain(said, first);
    set_rate(said, before)?;
    let last = drained?;
    let (published, fulfilled) = (last.published - first.published, last.fulfilled - first.fulfilled);
    println!(
        "in all: {published} published, {fulfilled} fulfilled, {} still in flight after {} s without new ones, \
         {} counted twice, {} published again",
        last.in_flight,
        said.drain,
        last.duplicates - first.duplicates,
        last.republished - first.republished
    );
    if let Some(pid) = said.pid {
        println!("resident memory of the cloud: {:.1} MiB", resident(pid));
    }
    Ok(())
}

fn step(said: &Said, rate: f64) -> Result<(), String> {
    // The first second still belongs to the rate before.
    std::thread::sleep(Duration::from_secs(1));
    let before = count(said)?;
    std::thread::sleep(Duration::from_secs(said.seconds));
    let (after, shown) = (count(said)?, state(said)?);
    let seconds = (after.at - before.at).as_secs_f64();
    let fulfilled = after.fulfilled.saturating_sub(before.fulfilled);
    let cpu = after.cpu.saturating_sub(before.cpu).as_secs_f64();
    let number = |name: &str| shown[name].as_f64().map_or("-".to_owned(), |value| format!("{value:.1}"));
    let (share, each) = match said.pid {
        Some(_) => {
            (format!("{:.0}", 100.0 * cpu / seconds), format!("{:.0}", 1e6 * cpu / fulfilled.max(1) as f64))
        }
        None => ("-".to_owned(), "-".to_owned()),
    };
    println!(
        "{rate:>10} {:>12.1} {:>12.1} {:>10} {:>9} {:>9} {share:>9} {each:>12}",
        after.published.saturating_sub(before.published) as f64 / seconds,
        fulfilled as f64 / seconds,
        after.in_flight,
        number("p50Ms"),
        number("p99Ms"),
    );
    Ok(())
}

/// Waits until nothing is in flight, at most as long as was said.
fn drain(said: &Said, first: Count) -> Result<Count, String> {
    let deadline = Instant::now() + Duration::from_secs(said.drain);
    loop {
        let now = count(said)?;
        if now.published < first.published {
            return Err("HQ has begun to count anew: it was restarted meanwhile".to_owned());
        }
        if now.in_flight == 0 || Instant::now() > deadline {
            return Ok(now);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn count(said: &Said) -> Result<Count, String> {
    let state = state(said)?;
    let number = |name: &str| state[name].as_u64().ok_or_else(|| format!("HQ's state has no {name}"));
    Ok(Count {
        at: Instant::now(),
        cpu: said.pid.map_or(Duration::ZERO, cpu_of_tree),
        published: number("published")?,
        fulfilled: number("fulfilled")?,
        in_flight: number("inFlight")?,
        duplicates: number("duplicates")?,
        republished: number("republished")?,
    })
}

fn state(said: &Said) -> Result<Value, String> {
    let answer = Client::connect(&said.hq).and_then(|mut hq| hq.call("GET", "/api/state", &[], b""));
    let answer =
        answer.map_err(|error| format!("HQ at {}: {error} (is `interstella up` running?)", said.hq))?;
    serde_json::from_slice(&answer.body).map_err(|error| format!("HQ answered {}: {error}", answer.status))
}

fn set_rate(said: &Said, rate: f64) -> Result<(), String> {
    let token = said.admin_token.as_ref().map(|token| format!("Bearer {token}"));
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(token.as_deref().map(|token| ("authorization", token)));
    let body = json!({"perSecond": rate}).to_string();
    let answer =
        Client::connect(&said.hq).and_then(|mut hq| hq.call("PUT", "/rate", &headers, body.as_bytes()));
    let answer = answer.map_err(|error| format!("HQ at {}: {error}", said.hq))?;
    match answer.status {
        200 => Ok(()),
        status => Err(format!("PUT /rate: {status} {}", String::from_utf8_lossy(&answer.body))),
    }
}
