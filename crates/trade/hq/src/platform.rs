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

impl Task {
    /// `:3` for revision 3 of the family the service is named after, else `family:3`; nothing when the cloud does not say.
    pub(crate) fn version(&self) -> String {
        let said = match &self.revision {
            serde_json::Value::Null => return String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match said.strip_prefix(&self.service) {
            Some(rest) if rest.starts_with(':') => rest.to_owned(),
            _ if said.contains(':') => format!(" {said}"),
            _ => format!(":{said}"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::Task;
    use serde_json::json;

    #[test]
    fn a_service_is_not_named_twice() {
        let version =
            |revision| Task { service: "iridium".to_owned(), revision, ..Task::default() }.version();
        assert_eq!(version(json!("iridium:1")), ":1");
        assert_eq!(version(json!(7)), ":7");
        assert_eq!(version(json!("iridium-alb:2")), " iridium-alb:2");
        assert_eq!(version(json!(null)), "");
    }
}
