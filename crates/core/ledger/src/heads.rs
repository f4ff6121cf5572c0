//! What readers see: the newest world that is kept, and its generation to be woken by.
//! Worlds go in when they are on disk, and come out without a lock. Deliberately absent: worlds on their way (see `journal`).

use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::watch;

use crate::world::World;

/// The world readers see.
pub(crate) struct Heads {
    kept: ArcSwap<World>,
    generation: watch::Sender<u64>,
}

impl Heads {
    pub(crate) fn new(world: World) -> Arc<Self> {
        let generation = watch::Sender::new(world.generation);
        Arc::new(Self { kept: ArcSwap::from_pointee(world), generation })
    }

    pub(crate) fn kept(&self) -> Arc<World> {
        self.kept.load_full()
    }

    pub(crate) fn show(&self, world: Arc<World>) {
        let generation = world.generation;
        self.kept.store(world);
        self.generation.send_replace(generation);
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.generation.subscribe()
    }
}
