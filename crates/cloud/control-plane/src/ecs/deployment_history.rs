//! The history of a service's deployments: a revision and a service deployment for each, the newest kept.
//!
//! In: a transaction, a service. Out: records. Never here: how a deployment goes (`planner::service::follow`).

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::{Txn, World};
use model::ecs::{Service, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision, TaskDefinitionRef};
use model::{Key, Record};

use crate::Caller;

/// The deployments of a service, newest first.
pub(crate) fn of<'w>(world: &'w World, service: &Service) -> Vec<&'w Arc<ServiceDeployment>> {
    let prefix = format!("{}/{}/", service.cluster, service.name);
    let mut all: Vec<_> = world.scan_prefix::<ServiceDeployment>(&service.scope, &prefix).collect();
    // Two of one millisecond: the one the service runs by is the newer.
    let newest = service.primary().map(|primary| primary.number);
    all.sort_by_key(|it| Reverse((it.created_at, Some(it.target) == newest, it.id.clone())));
    all
}

/// Writes what a new deployment of a service brings, and that it was asked for. `service` is still without it.
pub(crate) fn open(
    txn: &mut Txn,
    service: &Service,
    number: u64,
    definition: TaskDefinitionRef,
    caller: &mut Caller,
) {
    txn.put(ServiceRevision::new(service, number, definition, caller.now));
    txn.put(ServiceDeployment {
        scope: service.scope.clone(),
        cluster: service.cluster.clone(),
        service: service.name.clone(),
        id: ServiceDeployment::new_id(&mut caller.dice),
        target: number,
        sources: service.deployments.iter().map(|deployment| deployment.number).collect(),
        status: ServiceDeploymentStatus::Pending,
        status_reason: None,
        created_at: caller.now,
        started_at: None,
        finished_at: None,
        stopped_at: None,
        updated_at: caller.now,
        configuration: service.configuration.clone(),
        trip: None,
        rollback: None,
    });
    forget_old(txn, service, number);
}

/// Ends what was under way when the service is over at once.
pub(crate) fn close(txn: &mut Txn, service: &Service, caller: &Caller) {
    let open = of(txn.world(), service);
    let ended = open.into_iter().filter_map(|it| planner::service::follow(it, service, None, caller.now));
    for ended in ended.collect::<Vec<_>>() {
        txn.put(ended);
    }
}

/// Forgets the history of an earlier service of the same name.
pub(crate) fn forget(txn: &mut Txn, service: &Service) {
    let prefix = format!("{}/{}/", service.cluster, service.name);
    let deployments: Vec<Key> = of(txn.world(), service).into_iter().map(|it| it.key()).collect();
    let revisions: Vec<Key> =
        txn.scan_prefix::<ServiceRevision>(&service.scope, &prefix).map(|it| it.key()).collect();
    deployments.iter().for_each(|key| drop(txn.remove::<ServiceDeployment>(key)));
    revisions.iter().for_each(|key| drop(txn.remove::<ServiceRevision>(key)));
}

/// Keeps the newest, and every revision that one of them or a deployment of the service speaks of.
fn forget_old(txn: &mut Txn, service: &Service, newest: u64) {
    let all = of(txn.world(), service);
    if all.len() <= ServiceDeployment::KEPT {
        return;
    }
    let (kept, old) = all.split_at(ServiceDeployment::KEPT);
    let old: Vec<Key> = old.iter().map(|it| it.key()).collect();
    let mut spoken_of: BTreeSet<u64> =
        kept.iter().flat_map(|it| [&[it.target][..], &it.sources].concat()).collect();
    spoken_of.extend(
        service
            .deployments
            .iter()
            .flat_map(|it| [Some(it.number), it.fallback.as_ref().map(|it| it.number)])
            .flatten(),
    );
    spoken_of.insert(newest);
    let prefix = format!("{}/{}/", service.cluster, service.name);
    let revisions = txn.scan_prefix::<ServiceRevision>(&service.scope, &prefix);
    let revisions: Vec<Key> =
        revisions.filter(|it| !spoken_of.contains(&it.number)).map(|it| it.key()).collect();
    old.iter().for_each(|key| drop(txn.remove::<ServiceDeployment>(key)));
    revisions.iter().for_each(|key| drop(txn.remove::<ServiceRevision>(key)));
}
