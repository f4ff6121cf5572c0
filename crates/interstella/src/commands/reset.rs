//! `interstella reset`: forgets everything the cloud holds, without ending it. In: which cloud. Out: an exit status.
//! Never here: the forgetting.

use std::process::ExitCode;

use super::fail;
use super::place::Place;
use crate::terminal::tell;

/// Runs it.
pub(crate) async fn run(place: Place) -> ExitCode {
    let cloud = match place.find().await {
        Ok(cloud) => cloud,
        Err(absent) => return absent.report("reset"),
    };
    match cloud.http().post("/_localstack/state/reset", "").await {
        Ok(answer) if answer.status.is_success() => {
            tell("Everything is forgotten.");
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            let words = String::from_utf8_lossy(&answer.body).into_owned();
            fail("reset", format!("the cloud answered {}: {words}", answer.status))
        }
        Err(error) => fail("reset", error),
    }
}
