//! Prints what the log book costs: durable appends, memory an event, opening, reading.
//! `cargo run --release -p ledger --example measure_logs [DIRECTORY]`

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use ledger::{LogBook, LogEvent, LogQuery, Storage, StreamKey};
use model::ids::Scope;

const THREADS: usize = 32;
const BATCHES: usize = 1_000;
const BATCH: usize = 20;
const SINGLES: usize = 200_000;

fn resident_kib() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().nth(1);
    pages.and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) * 4
}

fn stream(scope: &Scope, number: usize) -> StreamKey {
    StreamKey::new(scope, "/ecs/monolith", &format!("ecs/monolith/{number:032x}"))
}

fn event(number: usize) -> LogEvent {
    let timestamp = 1_700_000_000_000 + number as i64;
    let message = format!("INFO request {number} answered 200 in 3 ms by monolith, order accepted");
    LogEvent { timestamp, ingested: timestamp, message }
}

/// One stream; each batch is waited for, as by a client. The latencies.
fn client(book: &LogBook, stream: &StreamKey) -> Vec<Duration> {
    let mut latencies = Vec::new();
    for batch in 0..BATCHES {
        let events = (batch * BATCH..(batch + 1) * BATCH).map(event).collect();
        let sent = Instant::now();
        if book.append(stream, events).wait().is_err() {
            break;
        }
        latencies.push(sent.elapsed());
    }
    latencies
}

fn batches(book: &LogBook, scope: &Scope) {
    let begun = Instant::now();
    let mut latencies: Vec<Duration> = std::thread::scope(|threads| {
        let clients: Vec<_> =
            (0..THREADS).map(|number| threads.spawn(move || client(book, &stream(scope, number)))).collect();
        clients.into_iter().filter_map(|client| client.join().ok()).flatten().collect()
    });
    latencies.sort_unstable();
    let at = |percent: usize| latencies.get(latencies.len() * percent / 100).copied();
    println!(
        "{THREADS} clients, batches of {BATCH}, each waited for: {:.0} events/s, p50 {:?}, p99 {:?}",
        (latencies.len() * BATCH) as f64 / begun.elapsed().as_secs_f64(),
        at(50).unwrap_or_default(),
        at(99).unwrap_or_default(),
    );
}

/// As fast as they are taken, waited for once.
fn flood(book: &LogBook, scope: &Scope) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut last = None;
    for number in 0..SINGLES {
        last = Some(book.append(&stream(scope, number % 100), vec![event(number)]));
    }
    last.map_or(Ok(()), |durable| durable.wait())?;
    let rate = SINGLES as f64 / begun.elapsed().as_secs_f64();
    println!("single events to 100 streams, waited for once: {rate:.0} events/s");
    Ok(())
}

/// In a process of its own, so that memory is that of the open book and nothing else.
fn reopen(path: PathBuf) -> Result<(), Box<dyn Error>> {
    let scope = Scope::new("123456789012", "us-west-2")?;
    let (before, begun) = (resident_kib(), Instant::now());
    let book = LogBook::open(&Storage::Directory(path))?;
    let events = THREADS * BATCHES * BATCH + SINGLES;
    let mib = book.group_bytes(&stream(&scope, 0).group) >> 20;
    println!("open: {events} events, {mib} MiB in {:?}", begun.elapsed());
    println!("resident: {before} KiB before, {} KiB after opening", resident_kib());
    let begun = Instant::now();
    let page = book.read(&stream(&scope, 3), &LogQuery::default())?;
    println!("read of {} events: {:?}", page.events.len(), begun.elapsed());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args_os().skip(1).map(PathBuf::from);
    let path = given.next().unwrap_or_else(std::env::temp_dir);
    if given.next().is_some() {
        return reopen(path);
    }
    let path = path.join(format!("measure-logs-{}", std::process::id()));
    let scope = Scope::new("123456789012", "us-west-2")?;
    let book = LogBook::open(&Storage::Directory(path.clone()))?;
    batches(&book, &scope);
    flood(&book, &scope)?;
    drop(book);
    let mut again = Command::new(std::env::current_exe()?);
    again.arg(&path).arg("again").status()?;
    Ok(std::fs::remove_dir_all(path)?)
}
