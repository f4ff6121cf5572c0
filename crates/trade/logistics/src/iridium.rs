//! The `iridium` microservice. In: the environment. Out: its exit status. Never here: its work, which `microservice` does.

use crate::{MicroserviceSettings, microservice};
use courier::{Closing, Failure};
use std::process::ExitCode;

/// Runs the `iridium` microservice with the environment's settings until SIGTERM.
pub fn main_from_env() -> ExitCode {
    microservice::main_from_env(orders::Resource::Iridium)
}

/// Runs it until `closing`; fails when its port is taken.
pub async fn run(settings: MicroserviceSettings, closing: Closing) -> Result<(), Failure> {
    microservice::run(settings, closing).await
}
