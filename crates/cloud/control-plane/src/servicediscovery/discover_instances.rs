//! DiscoverInstances: the instances of a service by names, as programs ask for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::World;
use model::cloud_map::{Instance, Namespace, Service};
use shapes::Error;
use shapes::servicediscovery::{
    DiscoverInstances, DiscoverInstancesRequest, DiscoverInstancesResponse, HttpInstanceSummary, errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

/// Instances answered unless asked otherwise.
const USUAL: i64 = 100;
/// And at most.
const MOST: i64 = 1000;

impl Read for DiscoverInstances {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DiscoverInstancesRequest,
    ) -> Result<DiscoverInstancesResponse, Error> {
        own_account(caller, input.owner_account.as_deref())?;
        let (namespace, service) =
            find::by_names(world, &caller.scope, &input.namespace_name, &input.service_name)?;
        let all: Vec<&Arc<Instance>> = find::instances_of(world, &service, None).collect();
        let fit = by_health(&service, all, input.health_status.as_deref());
        let asked = having(fit, input.query_parameters.as_ref());
        let preferred = input.optional_parameters.as_ref().map(|given| having(asked.clone(), Some(given)));
        let chosen = preferred.filter(|preferred| !preferred.is_empty()).unwrap_or(asked);
        let most = input.max_results.unwrap_or(USUAL).clamp(1, MOST) as usize;
        let shown = chosen.into_iter().take(most).map(|instance| summary(&namespace, &service, instance));
        Ok(DiscoverInstancesResponse {
            instances: Some(shown.collect()),
            instances_revision: Some(service.revision),
        })
    }
}

/// Namespaces are not shared between accounts.
pub(crate) fn own_account(caller: &Caller, asked: Option<&str>) -> Result<(), Error> {
    match asked.filter(|asked| *asked != caller.scope.account.as_str()) {
        None => Ok(()),
        Some(other) => {
            Err(errors::namespace_not_found(format!("No namespace of account {other} is shared.")))
        }
    }
}

/// Those with the health asked for; a service without a health check has all of them always.
fn by_health<'w>(
    service: &Service,
    all: Vec<&'w Arc<Instance>>,
    asked: Option<&str>,
) -> Vec<&'w Arc<Instance>> {
    if !service.custom_health {
        return all;
    }
    let (healthy, unhealthy): (Vec<_>, Vec<_>) =
        all.iter().copied().partition(|instance| instance.is_healthy());
    match asked {
        Some("ALL") => all,
        Some("HEALTHY") => healthy,
        Some("UNHEALTHY") => unhealthy,
        // HEALTHY_OR_ELSE_ALL, which is also what is meant when nothing is said.
        _ if healthy.is_empty() => all,
        _ => healthy,
    }
}

/// Those with all of these attributes.
fn having<'w>(
    instances: Vec<&'w Arc<Instance>>,
    wanted: Option<&BTreeMap<String, String>>,
) -> Vec<&'w Arc<Instance>> {
    let has =
        |instance: &Instance, (key, value): (&String, &String)| instance.attributes.get(key) == Some(value);
    let all = |instance: &Instance| wanted.is_none_or(|wanted| wanted.iter().all(|one| has(instance, one)));
    instances.into_iter().filter(|instance| all(instance)).collect()
}

fn summary(namespace: &Namespace, service: &Service, instance: &Instance) -> HttpInstanceSummary {
    HttpInstanceSummary {
        attributes: Some(instance.attributes.clone()),
        health_status: Some(view::health(instance)),
        instance_id: Some(instance.id.clone()),
        namespace_name: Some(namespace.name.clone()),
        service_name: Some(service.name.clone()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::cloud_map::{INIT_HEALTH, IPV4};
    use shapes::servicediscovery::{DiscoverInstancesRevision, DiscoverInstancesRevisionRequest};

    use super::*;
    use crate::servicediscovery::fixture::{Desk, attributes};

    fn ask(change: impl FnOnce(&mut DiscoverInstancesRequest)) -> DiscoverInstancesRequest {
        let mut ask = DiscoverInstancesRequest {
            namespace_name: "shop.local".into(),
            service_name: "a".into(),
            ..Default::default()
        };
        change(&mut ask);
        ask
    }

    fn found(desk: &mut Desk, ask: DiscoverInstancesRequest) -> Vec<String> {
        let found = desk.read::<DiscoverInstances>(ask).unwrap().instances.unwrap();
        found.into_iter().map(|one| one.instance_id.unwrap()).collect()
    }

    fn desk() -> (Desk, String) {
        let mut desk = Desk::new();
        let namespace = desk.namespace("shop.local");
        let service = desk.service(&namespace, "a", &["A"], true);
        for (id, color, health) in
            [("1", "red", "HEALTHY"), ("2", "blue", "UNHEALTHY"), ("3", "blue", "HEALTHY")]
        {
            let given = [(IPV4, "10.0.0.1"), ("color", color), (INIT_HEALTH, health)];
            desk.register(&service, id, &given).unwrap();
        }
        (desk, service)
    }

    #[test]
    fn health_and_attributes_choose() {
        let (mut desk, _) = desk();
        assert_eq!(found(&mut desk, ask(|_| ())), ["1", "3"]);
        assert_eq!(found(&mut desk, ask(|ask| ask.health_status = Some("ALL".into()))), ["1", "2", "3"]);
        assert_eq!(found(&mut desk, ask(|ask| ask.health_status = Some("UNHEALTHY".into()))), ["2"]);
        let blue = || Some(attributes(&[("color", "blue")]));
        assert_eq!(found(&mut desk, ask(|ask| ask.query_parameters = blue())), ["3"]);
        assert_eq!(found(&mut desk, ask(|ask| ask.optional_parameters = blue())), ["3"]);
        let green = || Some(attributes(&[("color", "green")]));
        assert_eq!(found(&mut desk, ask(|ask| ask.optional_parameters = green())), ["1", "3"]);
        assert!(found(&mut desk, ask(|ask| ask.query_parameters = green())).is_empty());
        assert_eq!(found(&mut desk, ask(|ask| ask.max_results = Some(1))), ["1"]);
    }

    #[test]
    fn without_a_healthy_one_all_are_answered_and_the_revision_moves() {
        let (mut desk, service) = desk();
        let revision = |desk: &mut Desk| {
            let ask = DiscoverInstancesRevisionRequest {
                namespace_name: "shop.local".into(),
                service_name: "a".into(),
                ..Default::default()
            };
            desk.read::<DiscoverInstancesRevision>(ask).unwrap().instances_revision.unwrap()
        };
        let before = revision(&mut desk);
        for id in ["1", "3"] {
            desk.register(&service, id, &[(IPV4, "10.0.0.1"), (INIT_HEALTH, "UNHEALTHY")]).unwrap();
        }
        assert_eq!(found(&mut desk, ask(|_| ())), ["1", "2", "3"]);
        assert!(found(&mut desk, ask(|ask| ask.health_status = Some("HEALTHY".into()))).is_empty());
        assert_eq!(revision(&mut desk), before + 2);
        let unknown = desk.read::<DiscoverInstances>(ask(|ask| ask.service_name = "b".into())).unwrap_err();
        assert_eq!(unknown.code, "ServiceNotFound");
    }
}
