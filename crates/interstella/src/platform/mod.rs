//! Interstella 8888 on the cloud: HQ and one attendee's end state of the workshop, deployed by public AWS operations only.
//!
//! In: where the cloud is, how many orders. Out: a platform through which orders flow, and where it is. Every step looks before it acts,
//! so that the same deployment again repairs what is missing and changes nothing else; the cloud remembers, nothing is kept here.
//! Never here: starting the cloud, any knowledge of it that its public endpoint does not give.
//!
//! ```text
//! HQ's ground (topics, tables, cluster, load balancer) ─┐
//! attendee's ground (cluster, log groups, load balancer)├─> iridium, magnesite ─> subscribed ─> HQ ─> key ─> fulfillment ─> first order
//! images packed from this program                       ┘
//! ```
//!
//! HQ starts after the subscriptions are confirmed: it publishes from its first moment, and a topic without subscriber keeps nothing.

mod attendee;
mod balancer;
mod cluster;
mod definition;
mod doors;
mod error;
mod headquarters;
mod hq;
mod images;
mod log_groups;
mod names;
mod network;
mod parameters;
mod progress;
mod service;
mod standing;
mod subscription;
mod tables;
mod topics;
mod waiting;

use std::net::SocketAddr;
use std::path::PathBuf;

pub(crate) use doors::find as door;
pub(crate) use error::PlatformError;
pub(crate) use headquarters::{Headquarters, Orders};
pub(crate) use names::{ATTENDEE_ACCOUNT, HQ, HQ_ACCOUNT, HQ_PORT, PLATFORM, PLATFORM_PORT, REGION};
pub(crate) use progress::Progress;
pub(crate) use standing::Standing;

use crate::client::{Aws, Http};
use images::Packed;

/// What is to be deployed, and where.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The cloud's public endpoint.
    pub(crate) endpoint: SocketAddr,
    /// For files that live as long as the deployment takes.
    pub(crate) data_dir: PathBuf,
    /// This program, to be packed into images.
    pub(crate) binary: PathBuf,
    /// Orders a second and topic.
    pub(crate) rate: f64,
}

/// Deploys, or repairs; returns when orders flow.
pub(crate) async fn deploy(order: &Order, progress: &Progress) -> Result<Standing, PlatformError> {
    let hq = Aws::new(order.endpoint, HQ_ACCOUNT, REGION);
    let aws = Aws::new(order.endpoint, ATTENDEE_ACCOUNT, REGION);
    let cloud = Http::new(order.endpoint);
    let (ground, balancer, packed) = tokio::try_join!(
        hq::prepare(&hq, progress),
        attendee::prepare(&aws, progress),
        pack(order, progress)
    )?;
    let images = push(&aws, &hq, &packed, progress).await?;
    drop(packed);
    attendee::publish(&aws, &ground.topics, &ground.api_endpoint()).await?;
    attendee::monolith(&aws, &balancer, &images.monolith).await?;
    tokio::try_join!(
        attendee::gatherer(&aws, &balancer, &ground.topics, "iridium", &images.iridium),
        attendee::gatherer(&aws, &balancer, &ground.topics, "magnesite", &images.magnesite),
    )?;
    progress.done("services iridium and magnesite steady, the load balancer subscribed to their topics");
    hq::run(&hq, order, &ground, &images.hq).await?;
    let headquarters = Headquarters::at(doors::wait(&cloud, HQ_PORT).await?);
    headquarters.ready().await?;
    progress.done("HQ in order");
    ensure_key(&aws, &headquarters).await?;
    progress.done("Parameter Store: /interstella/apiKey, apiEndpoint, orderTopic, iridium, magnesite");
    attendee::microservice(&aws, &balancer, "fulfillment", &images.fulfillment).await?;
    progress.done("service fulfillment steady");
    first_order(order, &headquarters, progress).await?;
    Ok(Standing {
        endpoint: order.endpoint,
        headquarters,
        hq: doors::wait(&cloud, HQ_PORT).await?,
        balancer: doors::wait(&cloud, PLATFORM_PORT).await?,
        dns_name: balancer.dns_name,
    })
}

async fn pack(order: &Order, progress: &Progress) -> Result<Packed, PlatformError> {
    let programs = names::PROGRAMS.into_iter().chain([HQ]).collect();
    let packed = images::pack_programs(order.binary.clone(), order.data_dir.clone(), programs).await?;
    progress.done("images packed from this program");
    Ok(packed)
}

struct References {
    monolith: String,
    iridium: String,
    magnesite: String,
    fulfillment: String,
    hq: String,
}

/// One after another: the layer is sent once, and every further repository has it already.
async fn push(
    aws: &Aws,
    hq: &Aws,
    packed: &Packed,
    progress: &Progress,
) -> Result<References, PlatformError> {
    let references = References {
        monolith: packed.push(aws, "monolith").await?,
        iridium: packed.push(aws, "iridium").await?,
        magnesite: packed.push(aws, "magnesite").await?,
        fulfillment: packed.push(aws, "fulfillment").await?,
        hq: packed.push(hq, HQ).await?,
    };
    progress.done("images monolith, iridium, magnesite, fulfillment, hq in the registry");
    Ok(references)
}

/// The attendee's key is asked for once and kept in Parameter Store; HQ itself forgets it.
async fn ensure_key(aws: &Aws, headquarters: &Headquarters) -> Result<(), PlatformError> {
    if parameters::read(aws, "apiKey").await?.is_some() {
        return Ok(());
    }
    let key = headquarters.new_key().await?;
    parameters::ensure(aws, &[("apiKey", &key)]).await
}

async fn first_order(
    order: &Order,
    headquarters: &Headquarters,
    progress: &Progress,
) -> Result<(), PlatformError> {
    if order.rate <= 0.0 {
        progress.done("no orders: the rate is 0");
        return Ok(());
    }
    let before = headquarters.orders().await?.fulfilled;
    headquarters.one_more(before).await?;
    progress.done("orders are being fulfilled");
    Ok(())
}

#[cfg(test)]
mod repetition;
