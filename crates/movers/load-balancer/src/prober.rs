//! The schedule of health probes. In: each new snapshot. Out: health machines moved on, groups reviewed, a bell rung for
//! the owner. Every target is probed once at once and then at its interval; one that has never answered is also looked at in
//! between, at growing pauses, because a program needs a moment to listen and should not wait a whole interval for its first
//! request. Of those looks only a success counts: thresholds mean intervals, as they do at AWS. Never done here: thresholds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::group::TargetState;
use crate::health::{Finding, State, Thresholds};
use crate::probe::probe;
use crate::snapshot::Snapshot;
use crate::table::HealthCheck;
use crate::worker::Shared;

/// Pauses between the looks at a target that has not answered yet: from the first, doubled each time, up to the last.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// A target being probed.
struct Round {
    check: HealthCheck,
    task: JoinHandle<()>,
}

/// All targets being probed, by uid.
pub(crate) struct Prober {
    rounds: Mutex<HashMap<u64, Round>>,
    handle: Handle,
    shared: Arc<Shared>,
    bell: watch::Sender<u64>,
}

impl Prober {
    /// A prober whose tasks run on `handle`.
    pub(crate) fn new(handle: Handle, shared: Arc<Shared>) -> Self {
        Self { rounds: Mutex::default(), handle, shared, bell: watch::Sender::new(0) }
    }

    /// Goes up by one whenever the health of any target changes.
    pub(crate) fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// Probes exactly the registered targets of `snapshot`; draining ones are left alone.
    pub(crate) fn follow(&self, snapshot: &Snapshot) {
        let mut rounds = self.rounds.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = HashMap::new();
        for group in snapshot.groups.values() {
            for seat in group.seats.iter().filter(|seat| !seat.draining) {
                let known = rounds.remove(&seat.target.uid).filter(|round| round.check == group.health_check);
                let round = known.unwrap_or_else(|| self.begin(&seat.target, &group.health_check));
                next.insert(seat.target.uid, round);
            }
        }
        *rounds = next;
        self.bell.send_modify(|rings| *rings += 1);
    }

    fn begin(&self, target: &Arc<TargetState>, check: &HealthCheck) -> Round {
        let (target, settings) = (Arc::clone(target), check.clone());
        let (shared, bell) = (Arc::clone(&self.shared), self.bell.clone());
        let task = self.handle.spawn(async move {
            let mut times = interval(settings.interval);
            times.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut pause = PAUSES.0;
            loop {
                let is_new = target.machine().state() == State::Initial;
                let counts = tokio::select! {
                    biased;
                    _ = times.tick() => true,
                    () = sleep(pause), if is_new => false,
                };
                if !counts {
                    pause = (pause * 2).min(PAUSES.1);
                }
                let finding = probe(&*shared.dialer, &target, &settings).await;
                if counts || finding == Finding::Passed {
                    take_in(&shared, &target, &settings, finding, &bell);
                }
            }
        });
        Round { check: check.clone(), task }
    }
}

impl Drop for Round {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn take_in(
    shared: &Shared,
    target: &TargetState,
    check: &HealthCheck,
    finding: Finding,
    bell: &watch::Sender<u64>,
) {
    let thresholds = Thresholds { healthy: check.healthy_threshold, unhealthy: check.unhealthy_threshold };
    let changed = target.machine().observe(finding, thresholds);
    if !changed {
        return;
    }
    tracing::debug!(target = %target.id, port = target.port, ?finding, "the health of a target changed");
    // A snapshot published at this very moment has read the machine before or is reviewed here; both see the change.
    if let Some(group) = shared.snapshot.load().groups.get(&target.group) {
        group.health_changed(target);
        group.review();
    }
    bell.send_modify(|rings| *rings += 1);
}
