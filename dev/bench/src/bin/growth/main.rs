//! What each call costs with ten of everything and with ten thousand. In: the built program. Out: both medians side by side and their
//! ratio, then how soon a start on all of it answers. Never here: a limit.

mod calls;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use bench::client::Client;
use bench::cloud::{Running, Scratch, built, interstella};
use bench::numbers::median;
use bench::process::resident;
use calls::Call;
use clap::Parser;

/// Measures calls with few and with many of everything around.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Of everything, to begin with
    #[arg(long, default_value_t = 10)]
    few: usize,
    /// Of everything, in the end; of services a tenth
    #[arg(long, default_value_t = 10_000)]
    many: usize,
    /// Times each call is made
    #[arg(long, default_value_t = 100)]
    calls: usize,
    /// Connections that fill at once
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Starts on the filled data directory
    #[arg(long, default_value_t = 5)]
    starts: usize,
}

type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("growth: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Outcome<()> {
    let program = built(said.program.clone(), "interstella")?;
    let directory = Scratch::new("growth")?;
    let cloud = interstella(&program, directory.path())?;
    let mut door = connect(&cloud)?;
    calls::foundation().iter().try_for_each(|call| call.make(&mut door))?;
    fill(&cloud, said, 0..said.few)?;
    let few = measure(&mut door, said)?;
    fill(&cloud, said, said.few..said.many)?;
    // The first connection was idle for so long that the cloud has closed it.
    let mut door = connect(&cloud)?;
    let many = measure(&mut door, said)?;
    println!("{:56}{:>10}{:>10}{:>8}", "us a call, median", said.few, said.many, "ratio");
    for ((call, few), many) in calls::measured().iter().zip(few).zip(many) {
        println!("{:56}{few:>10.0}{many:>10.0}{:>8.2}", call.title(), many / few.max(1.0));
    }
    println!("{:56}{:>20.1} MiB", "resident then", resident(cloud.pid()));
    drop(door);
    cloud.end();
    starts(&program, directory.path(), said.starts)
}

fn connect(cloud: &Running) -> Outcome<Client> {
    Client::connect(&cloud.address).map_err(|error| format!("{}: {error}", cloud.address))
}

/// Makes so many more of everything, over several connections.
fn fill(cloud: &Running, said: &Said, numbers: std::ops::Range<usize>) -> Outcome<()> {
    let begun = Instant::now();
    let count = numbers.len();
    let vpc = bench::aws::default_vpc(&mut connect(cloud)?)?;
    let share = |client: usize| {
        let mut door = connect(cloud)?;
        for number in numbers.clone().filter(|number| number % said.clients == client) {
            calls::one_of_everything(number, &vpc).iter().try_for_each(|call| call.make(&mut door))?;
        }
        Ok(())
    };
    std::thread::scope(|threads| {
        let clients: Vec<_> = (0..said.clients).map(|client| threads.spawn(move || share(client))).collect();
        let mut joined =
            clients.into_iter().map(|client| client.join().map_err(|_| "a client panicked".to_owned()));
        joined.try_for_each(|done| done.flatten())
    })?;
    eprintln!("{count} more of everything in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// The median of each call, in us.
fn measure(door: &mut Client, said: &Said) -> Outcome<Vec<f64>> {
    let one = |call: &Call| {
        // What is set up at the first call is not what a call costs.
        call.make(door)?;
        let mut times = Vec::new();
        for _ in 0..said.calls {
            let begun = Instant::now();
            call.make(door)?;
            times.push(begun.elapsed().as_secs_f64() * 1e6);
        }
        Ok(median(&times))
    };
    calls::measured().iter().map(one).collect()
}

fn starts(program: &std::path::Path, directory: &std::path::Path, count: usize) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..count {
        let cloud = interstella(program, directory)?;
        times.push(cloud.ready_after.as_secs_f64() * 1e3);
        cloud.end();
    }
    println!("{:56}{}", "exec to Ready. on all of it", bench::numbers::spread(&times, "ms"));
    Ok(())
}
