//! The product for a while under load, killed every so often, on a disk that runs full, among neighbours that mean no good. In: minutes. Out:
//! figures, and exit status 1 with words when something was lost, grew, or is in trouble. Never here: CI, which has no minutes to spare.
//!
//! ```text
//! life 1 --kill -9--> life 2 (full disk) --kill -9--> ... life 6 -> feed stopped, everything asked for again, loops looked at
//! ```
//! Rooms: `product` (the process and its disk), `load` (what is written, and what was answered), `subscriber` (who receives),
//! `neighbours` (who does harm), `meters` (memory and descriptors), `verdict` (what must be so in the end).

mod load;
mod meters;
mod neighbours;
mod product;
mod subscriber;
mod verdict;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;

use self::load::Acknowledged;
use self::meters::Meters;
use self::product::Product;
use self::subscriber::Subscriber;

/// Runs the whole platform under load, kills and harm, and looks whether anything was lost.
#[derive(Parser)]
struct Said {
    /// The program to run [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// How long
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Orders a second and topic
    #[arg(long, default_value_t = 10)]
    rate: u32,
    /// MiB of the disk in memory that the data directory is, which takes root; 0 for a directory, which is never full
    #[arg(long, default_value_t = 3072)]
    disk: u32,
}

/// Lives of the process in one run: it is killed between them.
const LIVES: u64 = 6;
/// How long the disk stays full.
const FULL: Duration = Duration::from_secs(6);

type Outcome<T> = Result<T, String>;

/// What all threads share.
struct Shared {
    acknowledged: Acknowledged,
    /// `host:port` of the endpoint; the same in every life.
    endpoint: String,
    over: AtomicBool,
}

impl Shared {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("soak: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Outcome<()> {
    let mut product = Product::new(said.program.clone(), said.disk, said.rate)?;
    product.start()?;
    let subscriber = Subscriber::start()?;
    let shared = Arc::new(Shared {
        acknowledged: Acknowledged::default(),
        endpoint: product.endpoint(),
        over: AtomicBool::new(false),
    });
    load::prepare(&shared, &subscriber)?;
    println!("{} lives of {:.1} minutes each", LIVES, said.minutes as f64 / LIVES as f64);
    let mut threads = load::start(&shared);
    threads.extend(neighbours::start(&shared));
    let meters = live(said, &mut product);
    shared.over.store(true, Ordering::Relaxed);
    for thread in threads {
        thread.join().map_err(|_| "a thread of the load panicked")?;
    }
    let meters = meters.inspect_err(|_| eprintln!("{}", product.last_words()))?;
    shared.acknowledged.print();
    meters.print();
    let given = verdict::give(&shared, &product, &subscriber, &meters);
    given.inspect_err(|_| eprintln!("{}", product.last_words()))
}

/// All lives, one after the other, measured once a second.
fn live(said: &Said, product: &mut Product) -> Outcome<Meters> {
    let life = Duration::from_secs(said.minutes * 60 / LIVES);
    let mut meters = Meters::default();
    for number in 0..LIVES {
        if number > 0 {
            product.kill_and_start()?;
        }
        let (begun, mut was_full) = (Instant::now(), number % 2 == 0);
        while begun.elapsed() < life {
            std::thread::sleep(Duration::from_secs(1));
            meters.take(number, begun.elapsed(), product.pid());
            if !was_full && begun.elapsed() > life / 2 {
                product.fill_disk_for(FULL)?;
                was_full = true;
            }
        }
        println!("{}", meters.line(number));
    }
    Ok(meters)
}
