//! `interstella ca print|export|trust|untrust`: the root of the local certificate authority, and who trusts it. In: which data directory.
//! Out: PEM text, a file, or a report of every store. Never here: how a store is written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::fail;
use crate::terminal::tell;
use crate::trust::{self, Machine, Outcome, Root, Step};
use crate::{authority, config, file_trouble};

/// Print, export or trust the root of the local certificate authority
///
/// It signs what is requested from Certificate Manager, and the certificate of the endpoint.
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct CaArgs {
    #[command(subcommand)]
    action: Action,

    /// Directory of everything the cloud keeps
    #[arg(
        long,
        global = true,
        env = "INTERSTELLA_DATA_DIR",
        default_value = config::DATA_DIR,
        value_name = "DIR"
    )]
    data_dir: PathBuf,

    /// How to write what was done
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    output: Output,
}

#[derive(Debug, Clone, PartialEq, Subcommand)]
enum Action {
    /// Write the root certificate to standard output
    Print,
    /// Write the root certificate to a file
    Export {
        /// Where to
        file: PathBuf,
    },
    /// Have this machine and its browsers trust the root
    Trust,
    /// Take the root out of every trust store
    Untrust,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    Text,
    Json,
}

/// Runs it.
pub(crate) fn run(args: &CaArgs) -> ExitCode {
    let root = match root(&args.data_dir) {
        Ok(root) => root,
        Err(error) => return fail("ca", error),
    };
    let machine = Machine { root: "/".into(), home: config::home() };
    match &args.action {
        Action::Print => {
            match args.output {
                Output::Text => tell(root.pem.trim_end()),
                Output::Json => tell(&described(&root).to_string()),
            }
            ExitCode::SUCCESS
        }
        Action::Export { file } => export(&root, file, args.output),
        Action::Trust => report(&trust::trust(&machine, &root), args.output),
        Action::Untrust => report(&trust::untrust(&machine, &root), args.output),
    }
}

/// The root of a data directory; made where there is none, so that it can be trusted before the first start.
fn root(directory: &Path) -> Result<Root, String> {
    let authority = authority::open(directory, true)?;
    let file = authority::certificate_path(directory);
    let file = fs::canonicalize(&file)
        .map_err(|error| file_trouble::sentence("find", &file, &error, file_trouble::ELSEWHERE))?;
    Ok(Root { name: authority.name().to_owned(), pem: authority.root_pem().to_owned(), file })
}

fn described(root: &Root) -> serde_json::Value {
    serde_json::json!({"name": root.name, "certificate": root.pem, "file": root.file})
}

fn export(root: &Root, file: &Path, output: Output) -> ExitCode {
    if let Err(error) = fs::write(file, &root.pem) {
        return fail("ca", file_trouble::sentence("write", file, &error, "name another file"));
    }
    match output {
        Output::Text => tell(&format!("Wrote {}.", file.display())),
        Output::Json => tell(&serde_json::json!({"name": root.name, "file": file}).to_string()),
    }
    ExitCode::SUCCESS
}

/// Says what became of every store; fails when one could not be done.
fn report(steps: &[Step], output: Output) -> ExitCode {
    match output {
        Output::Text => steps.iter().for_each(|step| tell(&line(step))),
        Output::Json => tell(&serde_json::json!(steps).to_string()),
    }
    let failed = steps.iter().any(|step| step.outcome == Outcome::Failed);
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn line(step: &Step) -> String {
    let mark = match step.outcome {
        Outcome::Done | Outcome::Unneeded => "ok  ",
        Outcome::Failed => "FAIL",
    };
    format!("{mark}  {}: {}", step.store, step.words)
}
