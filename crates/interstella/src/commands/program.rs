//! `interstella program NAME`: the programs of the trade half, each in its own process inside its own container.

use std::process::ExitCode;

use crate::terminal::complain;

/// Runs a program until it ends.
pub(crate) fn run(name: &str) -> ExitCode {
    match name {
        "monolith" => logistics::monolith::main_from_env(),
        "iridium" => logistics::iridium::main_from_env(),
        "magnesite" => logistics::magnesite::main_from_env(),
        "fulfillment" => logistics::fulfillment::main_from_env(),
        "hq" => hq::main_from_env(),
        other => {
            complain(&format!(
                "interstella: no program {other:?}; there are monolith, iridium, magnesite, fulfillment and hq"
            ));
            ExitCode::from(2)
        }
    }
}
