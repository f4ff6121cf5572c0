//! `interstella doctor`: can containers run here, and if not, what to do.

use std::process::ExitCode;

use container_runtime::linux::{doctor, enter_user_namespace_if_needed};

use crate::config::Said;

/// Prints one line a check; fails when something needed is missing.
pub(crate) fn run(said: &Said) -> ExitCode {
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
