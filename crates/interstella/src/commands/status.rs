//! `interstella status`: services, instances with their tasks, load balancers with their addresses, target health, orders; as a table or as JSON.
//!
//! In: which cloud. Out: what its public operations say of the platform. Never here: judgement.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::place::Place;
use super::{fail, nothing_runs};
use crate::client::HttpError;
use crate::platform::{HQ_PORT, Headquarters, Orders, PlatformError, door};

mod clusters;
mod load_balancers;
mod table;

/// Show services, tasks per instance, target health, load balancers and orders
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    pub(crate) place: Place,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Output::Table)]
    pub(crate) output: Output,
}

/// How to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    Table,
    Json,
}

/// Everything that is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Status {
    pub(crate) services: Vec<Service>,
    pub(crate) instances: Vec<Instance>,
    #[serde(rename = "loadBalancers")]
    pub(crate) load_balancers: Vec<LoadBalancer>,
    /// None while HQ does not answer.
    pub(crate) orders: Option<Orders>,
}

/// A service, with its targets by health: `[("healthy", 2)]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Service {
    pub(crate) account: String,
    pub(crate) cluster: String,
    pub(crate) name: String,
    pub(crate) desired: u64,
    pub(crate) running: u64,
    pub(crate) pending: u64,
    pub(crate) rollout: String,
    pub(crate) targets: std::collections::BTreeMap<String, u64>,
}

/// A load balancer, its own address, and where each of its listener ports is open there: `{"80": "127.1.240.1:80"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoadBalancer {
    pub(crate) dns_name: String,
    pub(crate) address: String,
    pub(crate) listeners: std::collections::BTreeMap<u16, String>,
}

/// A container instance with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) zone: String,
    pub(crate) cluster: String,
    pub(crate) tasks: Vec<Task>,
}

/// A task: its definition (`iridium:3`), its status (`RUNNING`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Task {
    pub(crate) definition: String,
    pub(crate) status: String,
}

/// Runs it.
pub(crate) async fn run(args: StatusArgs) -> ExitCode {
    match look(&args.place).await {
        Ok(status) => show(&status, args.output),
        Err(error) if is_nobody(&error) => nothing_runs(&args.place),
        Err(error) => fail("status", error),
    }
}

fn is_nobody(error: &PlatformError) -> bool {
    use crate::client::AwsError;
    matches!(
        error,
        PlatformError::Http(HttpError::Unreachable(..))
            | PlatformError::Aws(AwsError::Http { error: HttpError::Unreachable(..), .. })
    )
}

fn show(status: &Status, output: Output) -> ExitCode {
    let text = match output {
        Output::Table => Ok(table::table(status)),
        Output::Json => serde_json::to_string_pretty(status),
    };
    match text {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => fail("status", error),
    }
}

async fn look(place: &Place) -> Result<Status, PlatformError> {
    let orders = orders(place).await?;
    let (services, instances) = clusters::all(place.endpoint()).await?;
    let load_balancers = load_balancers::all(&place.http()).await?;
    Ok(Status { services, instances, load_balancers, orders })
}

async fn orders(place: &Place) -> Result<Option<Orders>, PlatformError> {
    match door(&place.http(), HQ_PORT).await? {
        Some(address) => Ok(Headquarters::at(address).orders().await.ok()),
        None => Ok(None),
    }
}
