//! `interstella status`: services, instances with their tasks, load balancers with their addresses, target health, orders; as a table or as JSON.
//!
//! In: which cloud. Out: what its public operations say of the platform. Never here: judgement.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::fail;
use super::place::{Place, Running};
use crate::platform::{HQ_PORT, Headquarters, Orders, PlatformError, door};
use crate::terminal::tell;

mod clusters;
pub(super) mod load_balancers;
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
    pub(crate) cloud: Cloud,
    pub(crate) services: Vec<Service>,
    pub(crate) instances: Vec<Instance>,
    #[serde(rename = "loadBalancers")]
    pub(crate) load_balancers: Vec<LoadBalancer>,
    /// Where the listener ports that load balancers share are open on localhost: `{80: ["127.0.0.1:8080"]}`.
    pub(crate) ports: BTreeMap<u16, Vec<SocketAddr>>,
    /// None while HQ does not answer.
    pub(crate) orders: Option<Orders>,
}

/// The cloud that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cloud {
    pub(crate) endpoint: String,
    pub(crate) data_directory: PathBuf,
    pub(crate) process: u32,
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
    pub(crate) targets: BTreeMap<String, u64>,
}

/// A load balancer, its own address, and where each of its listener ports is open there: `{"80": "127.1.240.1:80"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoadBalancer {
    pub(crate) dns_name: String,
    pub(crate) address: String,
    pub(crate) listeners: BTreeMap<u16, String>,
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
    let cloud = match args.place.find().await {
        Ok(cloud) => cloud,
        Err(absent) => return absent.report("status"),
    };
    match look(&cloud).await {
        Ok(status) => show(&status, args.output),
        Err(error) => fail("status", error),
    }
}

fn show(status: &Status, output: Output) -> ExitCode {
    let text = match output {
        Output::Table => Ok(table::table(status)),
        Output::Json => serde_json::to_string_pretty(status),
    };
    match text {
        Ok(text) => {
            tell(&text);
            ExitCode::SUCCESS
        }
        Err(error) => fail("status", error),
    }
}

async fn look(cloud: &Running) -> Result<Status, PlatformError> {
    let http = cloud.http();
    let orders = match door(&http, HQ_PORT).await? {
        Some(address) => Headquarters::at(address).orders().await.ok(),
        None => None,
    };
    let (services, instances) = clusters::all(cloud.endpoint()).await?;
    let (ports, load_balancers) = load_balancers::all(&http).await?;
    let cloud = Cloud {
        endpoint: format!("http://localhost:{}", cloud.port),
        data_directory: cloud.data_dir.clone(),
        process: cloud.pid,
    };
    Ok(Status { cloud, services, instances, load_balancers, ports, orders })
}
