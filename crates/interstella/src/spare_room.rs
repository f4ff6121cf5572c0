//! Giving disk back: blobs and unpacked layers that no image has. In: changes of images, and time. Out: files that are gone.
//! Never here: which they are; the registry and the runtime know.
//!
//! A push names its blobs before its manifest, so what was stored or asked for of late stays a while.

use std::sync::Arc;
use std::time::Duration;

use container_runtime::linux::LinuxRuntime;
use ledger::Ledger;
use model::ecr::Image;

use crate::registry::Storehouse;

/// How often to look without a change.
const EVERY: Duration = Duration::from_secs(300);
/// Changes that come together are looked at together.
const GATHER: Duration = Duration::from_secs(2);

/// What has spare room.
#[derive(Clone)]
pub(crate) struct SpareRoom {
    pub(crate) ledger: Ledger,
    pub(crate) storehouse: Arc<Storehouse>,
    pub(crate) runtime: Arc<LinuxRuntime>,
}

impl SpareRoom {
    /// How long a blob without an image is kept.
    pub(crate) const GRACE: Duration = Duration::from_secs(600);

    /// Gives back what is spare; with no `grace` also what was stored a moment ago. Blocks.
    pub(crate) fn give_back(&self, grace: Duration) {
        match self.storehouse.collect(grace) {
            Ok(collected) if collected.blobs > 0 => {
                tracing::info!(
                    blobs = collected.blobs,
                    bytes = collected.bytes,
                    "gave back blobs no image has"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(error, "cannot give back blobs no image has"),
        }
        match self.runtime.keep_layers(&self.storehouse.digests()) {
            Ok(0) => {}
            Ok(layers) => tracing::info!(layers, "gave back unpacked layers no image has"),
            Err(error) => tracing::warn!(%error, "cannot give back unpacked layers no image has"),
        }
    }

    /// Gives back what is spare when images change, and now and then.
    pub(crate) async fn run(self) {
        let mut generations = self.ledger.watch();
        let mut seen = None;
        loop {
            generations.borrow_and_update();
            let stamp = self.ledger.snapshot().changed::<Image>();
            let woken = if seen == Some(stamp) {
                tokio::time::timeout(EVERY, generations.changed()).await
            } else {
                Ok(Ok(()))
            };
            if matches!(woken, Ok(Err(_))) {
                return;
            }
            let changed = seen.replace(stamp) != Some(stamp);
            if changed || woken.is_err() {
                tokio::time::sleep(GATHER).await;
                let own = self.clone();
                // Fails only when it panics, which it has said then.
                drop(tokio::task::spawn_blocking(move || own.give_back(SpareRoom::GRACE)).await);
            }
        }
    }
}
