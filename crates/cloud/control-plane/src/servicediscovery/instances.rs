//! Writing instances. In: instance records. Out: the ledger's, and the service's next revision. Never here: who may be registered; whether
//! the attributes suit the service (see `register_instance`).

use ledger::Txn;
use model::Record;
use model::cloud_map::{Instance, Service};
use model::ecs::HealthStatus;

/// Writes an instance of a service that is there. `false` when the service is full or gone: nothing was written.
pub(crate) fn put(txn: &mut Txn, instance: Instance) -> bool {
    let service = Service::key_of(&instance.scope, &instance.service);
    let is_new = txn.get::<Instance>(&instance.key()).is_none();
    let prefix = format!("{}/", instance.service);
    let full =
        is_new && txn.scan_prefix::<Instance>(&instance.scope, &prefix).count() >= Service::MOST_INSTANCES;
    if full || txn.get::<Service>(&service).is_none() {
        return false;
    }
    if txn.put(instance) {
        txn.update::<Service, _>(&service, Service::instances_changed);
    }
    true
}

/// Takes an instance out, if it is there.
pub(crate) fn remove(txn: &mut Txn, instance: &Instance) {
    if txn.remove::<Instance>(&instance.key()).is_some() {
        let service = Service::key_of(&instance.scope, &instance.service);
        txn.update::<Service, _>(&service, Service::instances_changed);
    }
}

/// Writes another health status of an instance.
pub(crate) fn tell_health(txn: &mut Txn, instance: &Instance, health: HealthStatus) {
    put(txn, Instance { health: Some(health), ..instance.clone() });
}
