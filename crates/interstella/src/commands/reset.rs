//! `interstella reset`: forgets everything the cloud holds, or all of one account, without ending it. In: which cloud, which account. Out: an
//! exit status. Never here: the forgetting.

use std::process::ExitCode;

use clap::Args;
use model::AccountId;

use super::fail;
use super::place::Place;
use crate::terminal::tell;

/// Forget everything the running cloud holds
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct ResetArgs {
    /// Forget only what this account holds, in every Region
    #[arg(long, value_name = "ID", value_parser = account)]
    account: Option<AccountId>,

    #[command(flatten)]
    place: Place,
}

fn account(text: &str) -> Result<AccountId, String> {
    AccountId::new(text).map_err(|error| error.to_string())
}

/// Runs it.
pub(crate) async fn run(args: ResetArgs) -> ExitCode {
    let cloud = match args.place.find().await {
        Ok(cloud) => cloud,
        Err(absent) => return absent.report("reset"),
    };
    let (query, done) = match &args.account {
        Some(account) => (format!("?account={account}"), format!("All of account {account} is forgotten.")),
        None => (String::new(), "Everything is forgotten.".to_owned()),
    };
    match cloud.http().post(&format!("/_localstack/state/reset{query}"), "").await {
        Ok(answer) if answer.status.is_success() => {
            tell(&done);
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            let words = String::from_utf8_lossy(&answer.body).into_owned();
            fail("reset", format!("the cloud answered {}: {words}", answer.status))
        }
        Err(error) => fail("reset", error),
    }
}
