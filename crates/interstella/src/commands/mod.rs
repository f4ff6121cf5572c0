//! The command line: what can be asked for, one file each. In: arguments. Out: an exit status. Never here: the work itself.

mod ca;
mod detach;
mod df;
mod dns;
mod doctor;
mod down;
mod events;
mod explain;
pub(crate) mod hint;
mod logs;
mod output;
pub(crate) mod place;
mod ports;
mod program;
pub(crate) mod query;
mod rate;
mod repair;
mod reset;
mod start;
mod status;
mod up;

use std::fmt::Display;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Accepted, Said};
use crate::file_trouble::without_numbers;
use crate::terminal::complain;

/// What the cloud has itself executed with, to keep containers.
pub(crate) const KEEP: &str = "keep";
/// Nothing runs there: no failure of the program, but not what was asked for either.
const NOTHING_RUNS: u8 = 3;

/// What every command says at the end of its help.
const AFTER: &str = "\
A running cloud is found by its data directory (--data-dir, .interstella in this folder), or by a port that is named (--port).
Exit status: 0 done, 1 failed, 2 the command line makes no sense, 3 nothing runs there.
With NO_COLOR set in the environment nothing is coloured.";

/// A local AWS for teams on Amazon ECS, and the Interstella 8888 logistics platform that runs on it.
#[derive(Parser)]
#[command(name = "interstella", version, max_term_width = 100, after_help = AFTER)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Up(up::UpArgs),
    /// End the cloud and everything that runs on it
    Down(place::Place),
    Status(status::StatusArgs),
    Events(events::EventsArgs),
    Explain(explain::ExplainArgs),
    Logs(logs::LogsArgs),
    Rate(rate::RateArgs),
    /// Start the cloud alone and serve AWS calls until Ctrl-C
    Start(Said),
    Ca(ca::CaArgs),
    Reset(reset::ResetArgs),
    Dns(dns::DnsArgs),
    Doctor(doctor::DoctorArgs),
    Df(df::DfArgs),
    /// Be the parent of the containers of a cloud, which outlive it
    #[command(hide = true, name = KEEP)]
    Keep,
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
        Command::Up(args) if args.detach => detach::run(&args),
        Command::Up(args) => with_log(&args.said, || up::run(&args)),
        Command::Down(place) => start::runtime(down::run(place)),
        Command::Status(args) => start::runtime(status::run(args)),
        Command::Events(args) => start::runtime(events::run(args)),
        Command::Explain(args) => start::runtime(explain::run(args)),
        Command::Logs(args) => start::runtime(logs::run(args)),
        Command::Rate(args) => start::runtime(rate::run(args)),
        Command::Start(said) => with_log(&said, || start::run(&said)),
        Command::Ca(args) => ca::run(&args),
        Command::Reset(args) => start::runtime(reset::run(args)),
        Command::Dns(args) => start::runtime(dns::run(args)),
        Command::Doctor(args) => doctor::run(&args),
        Command::Df(args) => df::run(&args),
        Command::Keep => match container_runtime::linux::keep() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(KEEP, error),
        },
        Command::Program { name } => program::run(&name),
    }
}

/// Says on stderr why a command failed.
fn fail(command: &str, why: impl Display) -> ExitCode {
    complain(&without_numbers(&format!("interstella {command}: {why}")));
    ExitCode::FAILURE
}

/// Sets up what is said on standard error: warnings, and with `--verbose` or `DEBUG=1` what every room does.
fn with_log(said: &Said, run: impl FnOnce() -> ExitCode) -> ExitCode {
    let level =
        if said.verbose || Accepted::read().debug { tracing::Level::DEBUG } else { tracing::Level::WARN };
    tracing_subscriber::fmt()
        .with_max_level(level)
        // It would say on standard error that standard error cannot be written, and panic over that.
        .log_internal_errors(false)
        .with_writer(std::io::stderr)
        .with_ansi(crate::config::colours() && std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .init();
    run()
}
