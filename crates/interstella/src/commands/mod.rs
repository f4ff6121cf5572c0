//! The command line.

mod doctor;
mod program;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Accepted, Said};

/// A local AWS for teams on Amazon ECS, and the Interstella 8888 logistics platform that runs on it.
#[derive(Parser)]
#[command(name = "interstella", version, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the cloud alone and serve AWS calls until Ctrl-C
    Start(Said),
    /// Try everything the container runtime needs of this kernel, and say what to do about what is missing
    Doctor(Said),
    /// Run one of the programs the platform's images are made of
    #[command(hide = true)]
    Program {
        /// monolith, iridium, magnesite, fulfillment or hq
        name: String,
    },
}

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    match Line::parse().command {
        Command::Start(said) => with_log(&said, || start::run(&said)),
        Command::Doctor(said) => doctor::run(&said),
        Command::Program { name } => program::run(&name),
    }
}

/// Sets up what is said on standard error: warnings, and with `--verbose` or `DEBUG=1` what every room does.
fn with_log(said: &Said, run: impl FnOnce() -> ExitCode) -> ExitCode {
    let level =
        if said.verbose || Accepted::read().debug { tracing::Level::DEBUG } else { tracing::Level::WARN };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(crate::config::colours() && std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .init();
    run()
}
