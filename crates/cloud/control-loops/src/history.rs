//! Writing into a service's history.

use ledger::Txn;
use model::ecs::{Service, ServiceEvent, ServiceEvents};
use model::{Dice, Time};

/// Puts messages in front of the history, the last one newest.
pub(crate) fn tell(txn: &mut Txn, service: &Service, messages: Vec<String>, now: Time, dice: &mut Dice) {
    if messages.is_empty() {
        return;
    }
    let key = Service::key_of(&service.scope, &service.cluster, &service.name);
    let mut history = txn.get::<ServiceEvents>(&key).map_or_else(
        || ServiceEvents {
            scope: service.scope.clone(),
            cluster: service.cluster.clone(),
            service: service.name.clone(),
            events: Vec::new(),
        },
        |history| (**history).clone(),
    );
    let events = messages.into_iter().map(|message| ServiceEvent { id: dice.uuid(), at: now, message });
    for event in events {
        history.events.insert(0, event);
    }
    history.events.truncate(ServiceEvents::KEPT);
    txn.put(history);
}
