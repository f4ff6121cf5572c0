//! `interstella rate N`: how many orders a second HQ publishes from now on. In: which cloud, the rate. Out: an exit status.
//! Never here: publishing.

use std::process::ExitCode;

use clap::Args;
use http::{Request, header};
use hyper::body::Bytes;

use super::place::{Place, is_nobody};
use super::{fail, nothing_runs};
use crate::client::{Answer, Http, HttpError};
use crate::platform::{HQ_PORT, door};
use crate::token_file::{HQ_ADMIN, Token};

/// Set how many orders a second HQ publishes to each topic
#[derive(Debug, Clone, Args)]
pub(crate) struct RateArgs {
    /// Orders a second and topic (0 to 5000); 0 ends the feed
    #[arg(value_name = "N", value_parser = super::up::rate)]
    pub(crate) rate: f64,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Runs it.
pub(crate) async fn run(args: RateArgs) -> ExitCode {
    let place = &args.place;
    let token = match Token::read(&place.data_dir, HQ_ADMIN) {
        Ok(token) => token,
        Err(error) => return fail("rate", error),
    };
    let hq = match door(&place.http(), HQ_PORT).await {
        Ok(Some(address)) => Http::new(address),
        Ok(None) => return fail("rate", "HQ does not run here; `interstella up` starts it"),
        Err(crate::platform::PlatformError::Http(error)) if is_nobody(&error) => return nothing_runs(place),
        Err(error) => return fail("rate", error),
    };
    match put(&hq, token.text(), args.rate).await {
        Ok(answer) if answer.status.is_success() => {
            println!("{} orders a second to each topic.", args.rate);
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            let words = String::from_utf8_lossy(&answer.body).into_owned();
            fail("rate", format!("HQ answered {}: {words}", answer.status))
        }
        Err(error) => fail("rate", error),
    }
}

async fn put(hq: &Http, token: &str, rate: f64) -> Result<Answer, HttpError> {
    let body = serde_json::json!({ "perSecond": rate }).to_string();
    let request = Request::put("/rate")
        .header(header::HOST, format!("localhost:{}", hq.address().port()))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Bytes::from(body));
    hq.send(request.map_err(|error| HttpError::Unsayable(error.to_string()))?).await
}
