//! `interstella reset`: forgets everything the cloud holds, without ending it. In: which cloud. Out: an exit status.
//! Never here: the forgetting.

use std::process::ExitCode;

use super::place::{Place, is_nobody};
use super::{fail, nothing_runs};

/// Runs it.
pub(crate) async fn run(place: Place) -> ExitCode {
    match place.http().post("/_localstack/state/reset", "").await {
        Ok(answer) if answer.status.is_success() => {
            println!("Everything is forgotten.");
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            let words = String::from_utf8_lossy(&answer.body).into_owned();
            fail("reset", format!("the cloud answered {}: {words}", answer.status))
        }
        Err(error) if is_nobody(&error) => nothing_runs(&place),
        Err(error) => fail("reset", error),
    }
}
