//! One binary: the cloud, the platform that runs on it, and the programs its images are made of.
//!
//! In: the command line and, in [`config`], the environment. Out: running rooms. Never here: business rules of any AWS service.

// A print that panics when nobody reads any more is no way to talk: see `terminal`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod authority;
mod aws_hosts;
mod client;
mod cloud;
mod commands;
mod config;
mod data_directory;
mod file_trouble;
mod front_door;
mod identity;
mod not_started;
mod open_files;
mod pem_pair;
mod pid_file;
mod platform;
mod random;
mod registry;
mod secret_file;
mod signals;
mod signing;
mod spare_memory;
mod spare_room;
mod surroundings;
mod task_services;
mod terminal;
mod token_file;
mod trust;
mod trusted_roots;
mod ways_out;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::main()
}
