//! Prints what the ledger costs: opening, snapshots, durable transactions from many threads, CPU.
//! `cargo run --release -p ledger --example measure [DIRECTORY]`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ledger::{Ledger, Specimen, Storage};
use model::ids::Scope;
use model::record::Key;

const RECORDS: usize = 10_000;
const THREADS: usize = 32;
const RUN: Duration = Duration::from_secs(5);

type Outcome = Result<(), Box<dyn Error>>;

/// User and system time of this process so far.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|word| word.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn resident_mib() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().nth(1);
    pages.and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) * 4 / 1024
}

fn id(number: usize) -> String {
    format!("cluster-{:02}/{number:032x}", number % 10)
}

fn fill(ledger: &Ledger, scope: &Scope) -> Outcome {
    let begun = Instant::now();
    for chunk in 0..RECORDS / 100 {
        let numbers = chunk * 100..(chunk + 1) * 100;
        let ((), durable) = ledger.write(|txn| {
            for n in numbers {
                txn.put(Specimen::task_like(scope, &id(n), 0));
            }
        });
        durable.wait()?;
    }
    println!("fill: {RECORDS} records in {:?}", begun.elapsed());
    Ok(())
}

fn open(path: &Path, word: &str) -> Result<Ledger, Box<dyn Error>> {
    let begun = Instant::now();
    let ledger = Ledger::open(Storage::Directory(path.to_owned()))?;
    let count = ledger.snapshot().count::<Specimen>();
    println!("open ({word}): {count} records in {:?}", begun.elapsed());
    Ok(ledger)
}

fn snapshots(ledger: &Ledger, scope: &Scope) {
    let begun = Instant::now();
    for _ in 0..1_000_000 {
        std::hint::black_box(ledger.snapshot());
    }
    println!("snapshot: {:?}", begun.elapsed() / 1_000_000);
    let world = ledger.snapshot();
    let begun = Instant::now();
    let found = world.scan_prefix::<Specimen>(scope, "cluster-03/").count();
    println!("scan of {found} records: {:?}", begun.elapsed());
    let begun = Instant::now();
    for n in 0..RECORDS {
        std::hint::black_box(world.get::<Specimen>(&Key::new(scope, id(n))));
    }
    println!("get with its key made: {:?}", begun.elapsed() / 10_000);
}

/// One thread: durable transactions, each due at its turn if `period` is given; the latencies.
fn client(ledger: &Ledger, scope: &Scope, thread: usize, period: Option<Duration>) -> Vec<Duration> {
    let begun = Instant::now();
    let mut latencies = Vec::new();
    for turn in 0_u32.. {
        if let Some(period) = period {
            std::thread::sleep((period * turn).saturating_sub(begun.elapsed()));
        }
        if begun.elapsed() > RUN {
            break;
        }
        let id = id((thread + turn as usize * THREADS) % RECORDS);
        let record = Specimen::task_like(scope, &id, u64::from(turn) + 1_000_000);
        let sent = Instant::now();
        let (_, durable) = ledger.write(|txn| txn.put(record));
        if durable.wait().is_err() {
            break;
        }
        latencies.push(sent.elapsed());
    }
    latencies
}

fn load(ledger: &Ledger, scope: &Scope, word: &str, period: Option<Duration>) {
    let (begun, cpu_before) = (Instant::now(), cpu());
    let mut latencies: Vec<Duration> = std::thread::scope(|threads| {
        let clients: Vec<_> =
            (0..THREADS).map(|thread| threads.spawn(move || client(ledger, scope, thread, period))).collect();
        let joined = clients.into_iter().filter_map(|client| client.join().ok());
        joined.flatten().collect()
    });
    let (wall, used) = (begun.elapsed(), cpu() - cpu_before);
    latencies.sort_unstable();
    let at = |percent: usize| latencies.get(latencies.len() * percent / 100).copied();
    println!(
        "{word}: {:.0}/s durable, p50 {:?}, p99 {:?}, CPU {:.0} % of one core",
        latencies.len() as f64 / wall.as_secs_f64(),
        at(50).unwrap_or_default(),
        at(99).unwrap_or_default(),
        100.0 * used.as_secs_f64() / wall.as_secs_f64(),
    );
}

/// Of all files of the journal.
fn journal_bytes(path: &Path) -> std::io::Result<u64> {
    let files = std::fs::read_dir(path.join("journal"))?;
    files.map(|file| Ok(file?.metadata()?.len())).sum()
}

fn memory_mode(scope: &Scope) {
    let Ok(ledger) = Ledger::open(Storage::Memory) else { return };
    let begun = Instant::now();
    for n in 0..RECORDS {
        let (_, durable) = ledger.write(|txn| txn.put(Specimen::task_like(scope, &id(n), 0)));
        drop(durable);
    }
    println!("memory mode: {:?} a transaction, its record made", begun.elapsed() / 10_000);
}

fn main() -> Outcome {
    let given = std::env::args_os().nth(1).map(PathBuf::from);
    let path = given.unwrap_or_else(|| std::env::temp_dir().join("ledger-measure"));
    let path = path.join(std::process::id().to_string());
    let scope = Scope::new("123456789012", "us-west-2")?;
    let json = serde_json::to_vec(&Specimen::task_like(&scope, &id(1), 1))?;
    println!("record: {} bytes of JSON", json.len());
    memory_mode(&scope);
    let ledger = open(&path, "new")?;
    fill(&ledger, &scope)?;
    drop(ledger);
    let ledger = open(&path, "after a clean stop")?;
    println!("resident: {} MiB", resident_mib());
    snapshots(&ledger, &scope);
    load(&ledger, &scope, "1,000/s asked of 32 threads", Some(Duration::from_millis(32)));
    load(&ledger, &scope, "32 threads, as fast as they can", None);
    let file = journal_bytes(&path)?;
    println!("file: {} MiB, resident: {} MiB", file >> 20, resident_mib());
    let begun = Instant::now();
    ledger.reset(None).wait()?;
    println!("reset: {:?}", begun.elapsed());
    Ok(std::fs::remove_dir_all(path)?)
}
