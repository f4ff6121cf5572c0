//! How a service deployment goes, told from where the scheduler leaves the service's deployments.
//!
//! ```text
//! PENDING -> IN_PROGRESS -> SUCCESSFUL | STOPPED | ROLLBACK_IN_PROGRESS -> ROLLBACK_SUCCESSFUL | ROLLBACK_FAILED
//! ```
//! In: a record of history, the service as it is now. Out: the record as it is now. Never here: the decision to give up (`breaker`).

use model::Time;
use model::ecs::{
    Deployment, Rollback, RolloutState, Service, ServiceDeployment, ServiceDeploymentStatus as Status,
    ServiceStatus, Trip,
};

use super::Breaker;

const TRIPPED: &str = "the circuit breaker threshold was exceeded";
const SUPERSEDED: &str = "Service deployment stopped because a newer service deployment was started.";
const DELETED: &str = "Service deployment stopped because the service was deleted.";

/// The record after this round, if it is another than before. `breaker` is how near the newest deployment was to being given up.
pub fn follow(
    record: &ServiceDeployment,
    service: &Service,
    breaker: Option<Breaker>,
    now: Time,
) -> Option<ServiceDeployment> {
    let mut next = record.clone();
    if !next.status.is_over() {
        advance(&mut next, service, breaker, now);
    }
    (next != *record).then_some(next)
}

fn advance(next: &mut ServiceDeployment, service: &Service, breaker: Option<Breaker>, now: Time) {
    let Some(primary) = service.primary().filter(|_| service.status == ServiceStatus::Active) else {
        return stop(next, DELETED, now);
    };
    if next.started_at.is_none() {
        next.started_at = Some(now);
        set(next, Status::InProgress, None, now);
    }
    match next.status {
        Status::RollbackRequested | Status::RollbackInProgress => bring_back(next, primary, now),
        _ if primary.number == next.target && !primary.is_rollback => reach(next, primary, breaker, now),
        _ if primary.is_rollback => {
            trip(next, breaker, now);
            let reason = format!("Service deployment rolled back because {TRIPPED}.");
            roll_back(next, primary, reason, now);
        }
        _ => stop(next, SUPERSEDED, now),
    }
}

/// Its own revision is the one being brought.
fn reach(next: &mut ServiceDeployment, primary: &Deployment, breaker: Option<Breaker>, now: Time) {
    match primary.rollout_state {
        RolloutState::InProgress => {}
        RolloutState::Completed => finish(next, Status::Successful, None, now),
        RolloutState::Failed => {
            trip(next, breaker, now);
            let wanted = next.configuration.circuit_breaker.rollback;
            if !wanted {
                return stop(next, &format!("Service deployment failed because {TRIPPED}."), now);
            }
            let reason = format!(
                "Service deployment could not be rolled back after {TRIPPED}: no service deployment of this service \
                 was successful before."
            );
            next.rollback = Some(Rollback { reason: reason.clone(), started_at: now, revision: None });
            finish(next, Status::RollbackFailed, Some(reason), now);
        }
    }
}

fn trip(next: &mut ServiceDeployment, breaker: Option<Breaker>, now: Time) {
    if next.trip.is_none() {
        next.trip = breaker.map(|it| Trip { failures: it.failed, threshold: it.threshold });
        next.updated_at = now;
    }
}

/// An earlier revision is the one being brought.
fn bring_back(next: &mut ServiceDeployment, primary: &Deployment, now: Time) {
    if !primary.is_rollback {
        let reason = "Service deployment rollback stopped because a newer service deployment was started.";
        return finish(next, Status::RollbackFailed, Some(reason.to_owned()), now);
    }
    if next.status == Status::RollbackRequested {
        let reason = "Service deployment rolled back because of a stop service deployment request.";
        roll_back(next, primary, reason.to_owned(), now);
    }
    let reason = next.rollback.as_ref().map(|rollback| rollback.reason.clone());
    match primary.rollout_state {
        RolloutState::InProgress => {}
        RolloutState::Completed => finish(next, Status::RollbackSuccessful, reason, now),
        RolloutState::Failed => finish(next, Status::RollbackFailed, reason, now),
    }
}

fn roll_back(next: &mut ServiceDeployment, primary: &Deployment, reason: String, now: Time) {
    let revision = Some(primary.number);
    next.rollback = Some(Rollback { reason: reason.clone(), started_at: now, revision });
    set(next, Status::RollbackInProgress, Some(reason), now);
}

fn stop(next: &mut ServiceDeployment, reason: &str, now: Time) {
    next.stopped_at = Some(now);
    finish(next, Status::Stopped, Some(reason.to_owned()), now);
}

fn finish(next: &mut ServiceDeployment, status: Status, reason: Option<String>, now: Time) {
    next.finished_at = Some(now);
    set(next, status, reason, now);
}

fn set(next: &mut ServiceDeployment, status: Status, reason: Option<String>, now: Time) {
    next.status = status;
    next.status_reason = reason;
    next.updated_at = now;
}
