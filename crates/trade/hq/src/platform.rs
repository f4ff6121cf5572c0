//! In: the cloud's own account of its instances, where one is offered. Out: the part the page shows. Never here: guessing;
//! HQ cannot see into other people's clusters, so without `PLATFORM_STATE_URL` there is nothing to show.

use crate::program::Hq;
use courier::{Address, Outgoing};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

const EVERY: Duration = Duration::from_secs(2);
const MOST_INSTANCES: usize = 64;
const MOST_TASKS: usize = 256;

/// What runs where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Platform {
    pub instances: Vec<Instance>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Instance {
    pub id: String,
    pub zone: String,
    pub address: String,
    pub tasks: Vec<Task>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Task {
    pub service: String,
    pub status: String,
    pub health: String,
    /// A number or a text, as the cloud likes.
    pub revision: serde_json::Value,
}

/// Reads the account every two seconds for as long as it is polled.
pub(crate) async fn run(hq: Arc<Hq>) {
    let Some(address) = hq.settings.platform.clone() else { return };
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        hq.live.platform(read(&hq, address.clone()).await);
    }
}

async fn read(hq: &Hq, address: Address) -> Option<Platform> {
    let answer =
        hq.pool.call(Outgoing::get(address), EVERY).await.ok().filter(|a| a.status().is_success())?;
    let mut platform: Platform = serde_json::from_slice(answer.body()).ok()?;
    platform.instances.truncate(MOST_INSTANCES);
    platform.instances.iter_mut().for_each(|instance| instance.tasks.truncate(MOST_TASKS));
    Some(platform)
}
