//! Stands for the load balancer's health checks: a target is `initial` for a second, then healthy unless a script says otherwise.
//!
//! In: registered targets, what scripts said. Out: observed health in the ledger. Never here: connections.

use std::collections::BTreeMap;

use ledger::Ledger;
use model::elbv2::{Target, TargetHealth, TargetState};
use model::{Record, Time};

/// Milliseconds until the first verdict.
const FIRST_VERDICT: i64 = 1_000;

/// Tasks that fail their checks (`CLUSTER/TASK-ID`), with the status they answer.
#[derive(Debug, Default)]
pub(crate) struct Probes {
    pub(crate) failing: BTreeMap<String, u16>,
}

impl Probes {
    /// Writes what differs from what is written.
    pub(crate) fn look(&self, ledger: &Ledger, now: Time) {
        let world = ledger.snapshot();
        let seen = world.all::<Target>().map(|target| self.verdict(target, now));
        let differs = |health: &TargetHealth| {
            let known = world.get::<TargetHealth>(&health.key());
            known.is_none_or(|known| (known.state, &known.description) != (health.state, &health.description))
        };
        let changed: Vec<TargetHealth> = seen.filter(differs).collect();
        if changed.is_empty() {
            return;
        }
        let (_, on_its_way) = ledger.write(|txn| {
            for health in changed {
                txn.put(health);
            }
        });
        drop(on_its_way);
    }

    fn verdict(&self, target: &Target, now: Time) -> TargetHealth {
        let failing = target.task.as_ref().and_then(|task| self.failing.get(task));
        let (state, reason) = match failing {
            _ if target.draining_since.is_some() => {
                (TargetState::Draining, Some("Target.DeregistrationInProgress"))
            }
            _ if now.since(target.registered_at) < FIRST_VERDICT => {
                (TargetState::Initial, Some("Elb.InitialHealthChecking"))
            }
            Some(_) => (TargetState::Unhealthy, Some("Target.ResponseCodeMismatch")),
            None => (TargetState::Healthy, None),
        };
        let code = failing.filter(|_| state == TargetState::Unhealthy);
        TargetHealth {
            scope: target.scope.clone(),
            target_group: target.target_group.clone(),
            id: target.id.clone(),
            port: target.port,
            state,
            reason: reason.map(str::to_owned),
            description: code.map(|code| format!("Health checks failed with these codes: [{code}]")),
            since: now,
        }
    }
}
