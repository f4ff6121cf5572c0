//! How soon a change of a listener reaches requests, and whether it loses any, in the whole product: ModifyListener by the public API, requests
//! through the listener before, during and after. In: the built program. Out: times and failures. Never here: the data plane alone.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bench::client::Client;
use bench::numbers::spread;
use bench::stage::{Front, Stage, escaped};
use clap::Args;

/// How often.
#[derive(Args)]
pub(crate) struct Said {
    /// The program to measure [default: interstella beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Changes
    #[arg(long, default_value_t = 200)]
    changes: usize,
    /// Port of the listener
    #[arg(long, default_value_t = 18_080)]
    port: u16,
}

/// What the neighbour of the changes saw.
#[derive(Default)]
struct Seen {
    over: AtomicBool,
    requests: AtomicUsize,
    failures: AtomicUsize,
}

/// Measures.
pub(crate) fn run(said: &Said) -> Result<(), String> {
    let mut stage = Stage::set(said.program.clone(), "change")?;
    let front = stage.front("change", said.port, "")?;
    change(&mut stage, &front, 0)?;
    let mut client = Client::connect(&front.address).map_err(|error| error.to_string())?;
    until_answered(&mut client, 0)?;
    let seen = Arc::new(Seen::default());
    let neighbour = {
        let (seen, address) = (Arc::clone(&seen), front.address.clone());
        thread::spawn(move || ask_all_the_time(&address, &seen))
    };
    let mut times = Vec::new();
    for number in 1..=said.changes {
        change(&mut stage, &front, number)?;
        times.push(until_answered(&mut client, number)?.as_secs_f64() * 1e3);
    }
    seen.over.store(true, Ordering::Relaxed);
    neighbour.join().map_err(|_| "the neighbour gave up")?;
    println!("from ModifyListener's answer to the first request that follows it");
    println!("{}", spread(&times, "ms"));
    let (requests, failures) = (seen.requests.load(Ordering::Relaxed), seen.failures.load(Ordering::Relaxed));
    println!("{failures} of {requests} requests beside it failed");
    Ok(())
}

fn change(stage: &mut Stage, front: &Front, number: usize) -> Result<(), String> {
    let form = format!(
        "Action=ModifyListener&ListenerArn={}&DefaultActions.member.1.Type=fixed-response\
         &DefaultActions.member.1.FixedResponseConfig.StatusCode=200\
         &DefaultActions.member.1.FixedResponseConfig.ContentType=text%2Fplain\
         &DefaultActions.member.1.FixedResponseConfig.MessageBody={number}",
        escaped(&front.listener)
    );
    stage.elb(&form).map(drop)
}

/// How long until this number is the answer.
fn until_answered(client: &mut Client, number: usize) -> Result<Duration, String> {
    let (began, wanted) = (Instant::now(), number.to_string());
    loop {
        let answer = client.call("GET", "/", &[], b"").map_err(|error| error.to_string())?;
        let after = began.elapsed();
        if answer.status == 200 && answer.body == wanted.as_bytes() {
            return Ok(after);
        }
        if after > Duration::from_secs(10) {
            return Err(format!("change {number} never came"));
        }
    }
}

fn ask_all_the_time(address: &str, seen: &Seen) {
    let mut client = None;
    while !seen.over.load(Ordering::Relaxed) {
        let connected = match client.take() {
            Some(client) => Ok(client),
            None => Client::connect(address),
        };
        let answered = connected.and_then(|mut client| Ok((client.call("GET", "/", &[], b"")?, client)));
        seen.requests.fetch_add(1, Ordering::Relaxed);
        match answered {
            Ok((answer, still)) if answer.status == 200 => client = Some(still),
            _ => drop(seen.failures.fetch_add(1, Ordering::Relaxed)),
        }
    }
}
