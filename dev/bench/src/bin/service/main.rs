//! Services measured through the public API: rolling updates under load, starts, replacements, memory. In: the built program. Out: tables.
//! Never here: a limit; the numbers to hold are in the README of whoever promises them.

mod bookkeeping;
mod load;
mod program;
mod replace;
mod rolling_update;
mod service_start;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures services through the public API.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long, global = true)]
    program: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Requests that fail while a service behind a load balancer is updated again and again
    RollingUpdate(rolling_update::Said),
    /// From CreateService to the last healthy target
    ServiceStart(service_start::Said),
    /// From the death of a task's program to its replacement in rotation
    Replace(replace::Said),
    /// Memory of the cloud's own process with many running tasks
    Bookkeeping(bookkeeping::Said),
    /// Be a container's program instead
    #[command(hide = true)]
    Serve(program::Serve),
    /// Be a container's program that waits for its end
    #[command(hide = true)]
    Idle,
}

fn main() -> ExitCode {
    let said = Said::parse();
    let done = match said.what {
        What::RollingUpdate(more) => rolling_update::run(said.program, &more),
        What::ServiceStart(more) => service_start::run(said.program, &more),
        What::Replace(more) => replace::run(said.program, &more),
        What::Bookkeeping(more) => bookkeeping::run(said.program, &more),
        What::Serve(serve) => program::serve(&serve).map_err(|error| error.to_string()),
        What::Idle => program::idle().map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("service: {error}");
            ExitCode::FAILURE
        }
    }
}
