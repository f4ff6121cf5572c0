//! `interstella rate N`: how many orders a second HQ publishes from now on. In: which cloud, the rate. Out: an exit status.
//! Never here: publishing.

use std::process::ExitCode;

use clap::Args;
use http::{Request, header};
use hyper::body::Bytes;

use super::fail;
use super::place::{Place, Running};
use crate::client::{Answer, Http, HttpError};
use crate::platform::{HQ_PORT, door};
use crate::terminal::tell;
use crate::token_file::HQ_ADMIN;

/// What is missing where nobody deployed the platform.
const NO_HQ: &str = "HQ does not run here; `interstella up` starts it";

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
    let cloud = match args.place.find().await {
        Ok(cloud) => cloud,
        Err(absent) => return absent.report("rate"),
    };
    match set(&cloud, args.rate).await {
        Ok(()) => {
            tell(&format!("{} orders a second to each topic.", args.rate));
            ExitCode::SUCCESS
        }
        Err(why) => fail("rate", why),
    }
}

async fn set(cloud: &Running, rate: f64) -> Result<(), String> {
    let address = door(&cloud.http(), HQ_PORT).await.map_err(|error| error.to_string())?;
    let hq = Http::new(address.ok_or(NO_HQ)?);
    let token = cloud.token(HQ_ADMIN)?;
    let answer = put(&hq, token.text(), rate).await.map_err(|error| error.to_string())?;
    match answer.status.is_success() {
        true => Ok(()),
        false => Err(format!("HQ answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body))),
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
