//! What the log book does: ingest, memory an event, a rare search, the tail, questions over all of it. In: the built program. Out: numbers beside the ledger's own.
//! Never here: a limit; the answers are checked, the times are printed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use bench::aws;
use bench::client::Client;
use bench::cloud::{Running, Scratch, built, interstella};
use bench::numbers::spread;
use bench::process::{cpu, resident};
use clap::Parser;
use ledger::{EventView, LogBook, LogEvent, Onward, Search, Storage, StreamKey};
use model::ids::Scope;
use serde_json::{Value, json};

/// Measures PutLogEvents, FilterLogEvents and GetLogEvents through the front door, and the ledger's log book alone.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Events, a multiple of 10,000 times the clients
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// Connections that put events at once; each has streams of its own
    #[arg(long, default_value_t = 4)]
    clients: usize,
    /// Searches and tails
    #[arg(long, default_value_t = 20)]
    reads: usize,
}

/// Events of a call: AWS's own bound.
const BATCH: usize = 10_000;
/// One event in so many holds the rare word.
const RARE: usize = 200_000;
/// Streams of a group.
const STREAMS: usize = 4;

type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("logs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Outcome<()> {
    let directory = Scratch::new("logs")?;
    book_alone(&directory.path().join("book"), said)?;
    let program = built(said.program.clone(), "interstella")?;
    let data = directory.path().join("cloud");
    let cloud = interstella(&program, &data)?;
    ingest(&cloud, said, "several groups", |client| format!("/bench/app-{client}"))?;
    ingest(&cloud, said, "one group", |_| "/bench/one".to_owned())?;
    reads(&cloud, said)?;
    cloud.end();
    let again = interstella(&program, &data)?;
    println!(
        "{:44} {:.1} MiB for {} events",
        "resident after a restart",
        resident(again.pid()),
        2 * said.events
    );
    reads(&again, said)
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

/// A line as a service writes it, 77 bytes.
fn message(number: usize) -> String {
    let word = if number % RARE == RARE / 2 { "needle" } else { "stored" };
    format!(
        "INFO request {number:08} GET /orders/{:06} answered 200 in {:3} ms, {word}, end",
        number % 99_991,
        number % 250
    )
}

/// Batches as fast as the book keeps them, each client waiting for its own.
fn book_alone(path: &Path, said: &Said) -> Outcome<()> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let book = LogBook::open(&Storage::Directory(path.to_owned())).map_err(|error| failed(&error))?;
    let scope = Scope::new(aws::ACCOUNT, "us-west-2").map_err(|error| failed(&error))?;
    let (begun, now) = (Instant::now(), now());
    let put = |client: usize| {
        for batch in batches(said, client) {
            let event = |number| LogEvent { timestamp: now, ingested: now, message: message(number) };
            let key = StreamKey::new(&scope, "/bench/one", &stream(client, batch.start));
            book.append(&key, batch.map(event).collect()).wait().map_err(|error| failed(&error))?;
        }
        Ok(())
    };
    every_client(said, put)?;
    rate("the book alone, batches of 10,000", said, begun);
    let streams: Vec<StreamKey> = (0..said.clients * STREAMS)
        .map(|number| {
            StreamKey::new(&scope, "/bench/one", &stream(number / STREAMS, number % STREAMS * BATCH))
        })
        .collect();
    let mut times = Vec::new();
    for _ in 0..said.reads {
        let (begun, mut found) = (Instant::now(), 0);
        let search = Search { from: i64::MIN, until: i64::MAX, needle: Some("needle") };
        let look = |seen: &EventView<'_>| seen.message.contains("needle").then_some(());
        let take = |events: Vec<()>, _| {
            found += events.len();
            Onward::Go
        };
        book.search(&streams, &search, look, take).map_err(|error| failed(&error))?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        if found != said.events / RARE {
            return Err(format!("the book alone found {found} events"));
        }
    }
    println!("{:44} {}", "the book alone, a rare term", spread(&times, "ms"));
    Ok(())
}

/// The batches of a client, as ranges of event numbers.
fn batches(said: &Said, client: usize) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
    let (events, clients) = (said.events, said.clients);
    (client * BATCH..events).step_by(clients * BATCH).map(move |from| from..(from + BATCH).min(events))
}

fn stream(client: usize, number: usize) -> String {
    format!("app/{client}/{}", number / BATCH % STREAMS)
}

fn every_client(said: &Said, work: impl Fn(usize) -> Outcome<()> + Sync) -> Outcome<()> {
    std::thread::scope(|scope| {
        let work = &work;
        let clients: Vec<_> = (0..said.clients).map(|client| scope.spawn(move || work(client))).collect();
        clients
            .into_iter()
            .try_for_each(|client| client.join().map_err(|_| "a client panicked".to_owned())?)
    })
}

fn rate(what: &str, said: &Said, begun: Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what:44} {:.0} events/s ({seconds:.2} s)", said.events as f64 / seconds);
}

fn logs(client: &mut Client, operation: &str, input: &Value) -> Outcome<Value> {
    aws::json(client, "logs", &format!("Logs_20140328.{operation}"), input)
}

fn connect(cloud: &Running) -> Outcome<Client> {
    Client::connect(&cloud.address).map_err(|error| error.to_string())
}

/// Puts all events through the front door; bodies are written before the clock starts.
fn ingest(cloud: &Running, said: &Said, what: &str, group: impl Fn(usize) -> String + Sync) -> Outcome<()> {
    let now = now();
    let mut bodies: Vec<Vec<String>> = Vec::new();
    for client in 0..said.clients {
        furnish(cloud, &group(client), client)?;
        let body = |batch: std::ops::Range<usize>| {
            let name = stream(client, batch.start);
            let events: Vec<Value> =
                batch.map(|number| json!({"timestamp": now, "message": message(number)})).collect();
            json!({"logGroupName": group(client), "logStreamName": name, "logEvents": events}).to_string()
        };
        bodies.push(batches(said, client).map(body).collect());
    }
    let (memory, used, begun) = (resident(cloud.pid()), cpu(cloud.pid()), Instant::now());
    every_client(said, |client| {
        let mut door = connect(cloud)?;
        bodies[client].iter().try_for_each(|body| put(&mut door, body))
    })?;
    rate(&format!("PutLogEvents, {what}"), said, begun);
    let used = (cpu(cloud.pid()) - used).as_secs_f64() * 1e6 / said.events as f64;
    let grown = (resident(cloud.pid()) - memory) * 1_048_576.0 / said.events as f64;
    println!("{:44} {used:.2} us, {grown:.1} bytes resident", "  of the server, an event");
    Ok(())
}

fn put(door: &mut Client, body: &str) -> Outcome<()> {
    aws::send(door, "logs", "Logs_20140328.PutLogEvents", body.as_bytes()).map(drop)
}

/// The group, if it is new, and the client's streams.
fn furnish(cloud: &Running, group: &str, client: usize) -> Outcome<()> {
    let mut door = connect(cloud)?;
    let made = logs(&mut door, "CreateLogGroup", &json!({"logGroupName": group}));
    if let Err(error) = made.map(drop)
        && !error.contains("ResourceAlreadyExists")
    {
        return Err(error);
    }
    for number in 0..STREAMS {
        let input = json!({"logGroupName": group, "logStreamName": stream(client, number * BATCH)});
        logs(&mut door, "CreateLogStream", &input)?;
    }
    Ok(())
}

fn reads(cloud: &Running, said: &Said) -> Outcome<()> {
    let rare = json!({"logGroupName": "/bench/one", "filterPattern": "needle"});
    timed(cloud, said, "FilterLogEvents, a rare term", "FilterLogEvents", &rare, said.events / RARE)?;
    let none = json!({"logGroupName": "/bench/one", "filterPattern": "\"not there\""});
    timed(cloud, said, "FilterLogEvents, a phrase that is not there", "FilterLogEvents", &none, 0)?;
    let name = stream(0, 0);
    let tail = json!({"logGroupName": "/bench/one", "logStreamName": name, "limit": 100});
    timed(cloud, said, "GetLogEvents, the last 100", "GetLogEvents", &tail, 100)?;
    question(cloud, "Insights, counted by stream", "stats count(*) by @logStream")?;
    question(
        cloud,
        "Insights, parsed and averaged",
        "parse @message \"in * ms\" as ms | stats avg(ms), pct(ms, 99)",
    )?;
    println!("{:44} {:.1} MiB", "  resident then", resident(cloud.pid()));
    Ok(())
}

/// A query over all events, from StartQuery to the answer; asked every 5 ms.
fn question(cloud: &Running, what: &str, query: &str) -> Outcome<()> {
    let mut door = connect(cloud)?;
    let (begun, now) = (Instant::now(), now() / 1000);
    let range = json!({"logGroupName": "/bench/one", "startTime": now - 3600, "endTime": now + 60, "queryString": query});
    let id = logs(&mut door, "StartQuery", &range)?["queryId"].clone();
    loop {
        let answer = logs(&mut door, "GetQueryResults", &json!({"queryId": id}))?;
        match answer["status"].as_str() {
            Some("Scheduled" | "Running") => std::thread::sleep(std::time::Duration::from_millis(5)),
            Some("Complete") => {
                let events = answer["statistics"]["recordsMatched"].as_f64().unwrap_or(0.0);
                println!("{what:44} {:.1} ms for {events} events", begun.elapsed().as_secs_f64() * 1e3);
                return Ok(());
            }
            _ => return Err(format!("{query}: {answer}")),
        }
    }
}

fn timed(
    cloud: &Running,
    said: &Said,
    what: &str,
    name: &str,
    input: &Value,
    expected: usize,
) -> Outcome<()> {
    let mut door = connect(cloud)?;
    let mut times = Vec::new();
    for _ in 0..said.reads {
        let begun = Instant::now();
        let answer = logs(&mut door, name, input)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        let events = answer["events"].as_array().map_or(0, Vec::len);
        if events != expected {
            return Err(format!("{name} answered {events} events instead of {expected}"));
        }
    }
    println!("{what:44} {}", spread(&times, "ms"));
    Ok(())
}
