//! Under which names of Cloud Map a task is found. In: a world and a task. Out: a line each. Never here: why (the planner's).

use ledger::World;
use model::cloud_map::{IPV4, Namespace, PORT, Service};
use model::ecs::Task;

use crate::discovery::registered;

/// `found as orders.shop.local at 127.1.0.10:32768, HEALTHY`.
pub(super) fn of(world: &World, task: &Task) -> Vec<String> {
    let line = |instance: &model::cloud_map::Instance| {
        let service = world.get::<Service>(&Service::key_of(&instance.scope, &instance.service))?;
        let namespace = world.get::<Namespace>(&Namespace::key_of(&service.scope, &service.namespace))?;
        let address = instance.attributes.get(IPV4)?;
        let port = instance.attributes.get(PORT).map(|port| format!(":{port}")).unwrap_or_default();
        let health = instance.health.map(|health| format!(", {health}")).unwrap_or_default();
        Some(format!("found as {}.{} at {address}{port}{health}", service.name, namespace.name))
    };
    registered(world, task).filter_map(|instance| line(instance)).collect()
}
