//! `interstella doctor`: can containers run here, and if not, what to do.

use std::process::ExitCode;

use clap::Args;
use container_runtime::linux::{doctor, enter_user_namespace_if_needed};

use super::repair;
use crate::config::Said;

#[derive(Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    said: Said,

    /// Look for damage in the data directory instead, say what can be kept of it, and repair it when agreed to
    #[arg(long)]
    repair: bool,

    /// Agree to the repair beforehand
    #[arg(long, requires = "repair")]
    yes: bool,
}

/// Prints one line a check; fails when something needed is missing.
pub(crate) fn run(args: &DoctorArgs) -> ExitCode {
    let said = &args.said;
    if args.repair {
        return repair::run(&said.data_dir, args.yes);
    }
    if let Err(error) = enter_user_namespace_if_needed(None) {
        println!("FAIL  user namespace: {error}");
        return ExitCode::FAILURE;
    }
    let mut missing = false;
    for check in doctor(&said.data_dir) {
        match &check.outcome {
            Ok(how) => println!("ok    {}: {how}", check.name),
            Err(why) => {
                missing |= check.needed;
                println!(
                    "{}  {}: {why}\n      {}",
                    if check.needed { "FAIL" } else { "warn" },
                    check.name,
                    check.remedy
                );
            }
        }
    }
    if missing { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
