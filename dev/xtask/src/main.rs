//! Chores of the repository. In: a subcommand. Out: files or a verdict (exit status). Never here: product code.

mod codegen;
mod coverage;
mod dropped;
mod emit;
mod floors;
mod fuzz;
mod manifest;
mod naming;
mod scope;
mod scope_tables;
mod slice;
mod test;

use std::{path::PathBuf, process::ExitCode};

const USAGE: &str = "cargo xtask codegen [--check] | coverage [SERVICE ...] | dropped | floors | test | fuzz [--minutes 1] [--jobs 2] [--seeds] [TARGET ...]";

/// The repository, two directories above this crate.
fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root.pop();
    root
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let verdict = match words.as_slice() {
        ["codegen"] => codegen::write(&root()),
        ["codegen", "--check"] => codegen::check(&root()),
        ["coverage", words @ ..] => coverage::run(&root(), words),
        ["dropped"] => dropped::check(&root()),
        ["floors"] => floors::check(&root()),
        ["test"] => test::run(&root()),
        ["fuzz", words @ ..] => fuzz::run(&root(), words),
        _ => Err(format!("usage: {USAGE}")),
    };
    match verdict {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}
