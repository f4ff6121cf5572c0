//! `interstella doctor`: can containers run here, and if not, what to do.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use container_runtime::linux::{Check, doctor, enter_user_namespace_if_needed};
use serde_json::{Value, json};

use super::output::Output;
use super::{fail, repair};
use crate::config::DATA_DIR;
use crate::file_trouble::{self, ELSEWHERE};
use crate::terminal::tell;

/// Try everything the container runtime needs of this kernel, and say what to do about what is missing
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct DoctorArgs {
    /// Where the cloud would keep its state: what its file system can do is tried too
    #[arg(long, env = "INTERSTELLA_DATA_DIR", default_value = DATA_DIR, value_name = "DIR")]
    data_dir: PathBuf,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,

    /// Of the cloud that would run there; nothing is asked of it
    #[arg(long, hide = true)]
    port: Option<u16>,

    /// Look for damage in the data directory instead, say what can be kept of it, and repair it when agreed to
    #[arg(long)]
    repair: bool,

    /// Agree to the repair beforehand
    #[arg(long, requires = "repair")]
    yes: bool,
}

/// Prints one line a check; fails when something needed is missing.
pub(crate) fn run(args: &DoctorArgs) -> ExitCode {
    // Taken so that the options of `start` can stay where they are.
    let _ = args.port;
    if args.repair {
        return repair::run(&args.data_dir, args.yes);
    }
    let checks = match tried(&args.data_dir) {
        Ok(checks) => checks,
        Err(why) => return fail("doctor", why),
    };
    match args.output {
        Output::Text => checks.iter().for_each(|check| tell(&line(check))),
        Output::Json => tell(&json!(checks.iter().map(fact).collect::<Vec<_>>()).to_string()),
    }
    let missing = checks.iter().any(|check| check.needed && check.outcome.is_err());
    if missing { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn tried(data_dir: &Path) -> Result<Vec<Check>, String> {
    let trouble = |error| file_trouble::sentence("try what works in", data_dir, &error, ELSEWHERE);
    if let Err(error) = enter_user_namespace_if_needed(None) {
        let outcome = Err(error.to_string());
        return Ok(vec![Check { name: "user namespace", outcome, needed: true, remedy: "" }]);
    }
    // A mount names directories whatever the working directory is, so they must be absolute.
    let place = std::path::absolute(data_dir).map_err(trouble)?;
    let is_new = !place.exists();
    std::fs::create_dir_all(&place).map_err(trouble)?;
    let checks = doctor(&place);
    if is_new {
        // Somebody asked what would work, and not for a data directory.
        drop(std::fs::remove_dir(&place));
    }
    Ok(checks)
}

fn line(check: &Check) -> String {
    let mark = if check.needed { "FAIL" } else { "warn" };
    match &check.outcome {
        Ok(how) => format!("ok    {}: {how}", check.name),
        Err(why) if check.remedy.is_empty() => format!("{mark}  {}: {why}", check.name),
        Err(why) => format!("{mark}  {}: {why}\n      {}", check.name, check.remedy),
    }
}

fn fact(check: &Check) -> Value {
    let (words, remedy) = match &check.outcome {
        Ok(how) => (how, None),
        Err(why) => (why, Some(check.remedy).filter(|remedy| !remedy.is_empty())),
    };
    json!({"check": check.name, "works": check.outcome.is_ok(), "needed": check.needed, "words": words, "remedy": remedy})
}
