//! The load balancer's data plane beside nginx, one worker each. In: the example `front` of load-balancer, nginx, wrk; for `change` the whole
//! product. Out: figures side by side and their ratio. Never here: a limit; what is to hold stands in the README of whoever promises it.

mod added;
mod change;
mod h2;
mod idle;
mod nginx;
mod rivals;
mod target;
mod websocket;
mod wrk;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Measures the load balancer and nginx by turns.
///
/// Needs nginx and wrk on the PATH, and `cargo build --release -p load-balancer --example front`.
#[derive(Parser)]
struct Said {
    #[command(subcommand)]
    what: What,
}

/// What every measurement takes.
#[derive(Args, Clone)]
struct Rounds {
    /// The load balancer to measure [default: examples/front beside this program]
    #[arg(long)]
    front: Option<PathBuf>,
    /// Rounds; each measures both once
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds a measurement
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Connections kept alive
    #[arg(long, default_value_t = 32)]
    connections: usize,
}

#[derive(Subcommand)]
enum What {
    /// CPU a request: two bytes over HTTP/1.1, kept alive
    Small(Rounds),
    /// CPU a request: bodies of 1 MB over HTTP/1.1
    Megabyte(Rounds),
    /// CPU a request: two bytes over TLS, kept alive
    Tls(Rounds),
    /// CPU a request: two bytes over HTTP/2 and TLS, ten streams a connection
    H2(Rounds),
    /// CPU a message: 125 bytes there and back over WebSocket
    Websocket(Rounds),
    /// Time a request takes more than without anything between
    Added(Rounds),
    /// Memory of clients that are connected and silent
    Idle(idle::Said),
    /// From the answer of ModifyListener to the first request that follows it, in the whole product
    Change(change::Said),
    /// Be the target instead
    #[command(hide = true)]
    Target,
}

fn main() -> ExitCode {
    let done = match Said::parse().what {
        What::Small(rounds) => wrk::run(&rounds, &wrk::SMALL),
        What::Megabyte(rounds) => wrk::run(&rounds, &wrk::MEGABYTE),
        What::Tls(rounds) => wrk::run(&rounds, &wrk::TLS),
        What::H2(rounds) => h2::run(&rounds),
        What::Websocket(rounds) => websocket::run(&rounds),
        What::Added(rounds) => added::run(&rounds),
        What::Idle(said) => idle::run(&said),
        What::Change(said) => change::run(&said),
        What::Target => target::run().map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("alb: {error}");
            ExitCode::FAILURE
        }
    }
}
