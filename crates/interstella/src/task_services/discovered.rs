//! Names in private namespaces of Cloud Map, as tasks see them. In: a world, whose task asks, a lower-case name, dice. Out: an answer, or
//! `None` for names in no such namespace. Never here: what is registered, and by whom.
//!
//! | name | answer |
//! |---|---|
//! | `NAMESPACE` | exists, without records |
//! | `SERVICE.NAMESPACE` | its records: up to eight healthy instances, or one when weighted; all count when none is healthy |
//! | `INSTANCE.SERVICE.NAMESPACE` | its address, where the service has SRV records: their targets |
//! | the end of one of these | exists, without records |
//! | anything else in the namespace, a service without instances too | NXDOMAIN, as in a hosted zone |

use std::sync::Arc;

use container_runtime::dns::{Answer, Data, Record};
use ledger::World;
use model::cloud_map::{
    DnsRecord, DnsSettings, IPV4, IPV6, Instance, Namespace, NamespaceKind, PORT, RecordType, RoutingPolicy,
    Service,
};
use model::{Dice, Scope};

/// Instances a multivalue answer names.
const MULTIVALUE: usize = 8;

/// What a task of this account and Region is told of a name.
pub(super) fn resolve(world: &World, scope: &Scope, name: &str, dice: &mut Dice) -> Option<Answer> {
    let private = world.scan::<Namespace>(scope).filter(|one| one.kind == NamespaceKind::DnsPrivate);
    let inside = private.filter_map(|namespace| Some((namespace, within(name, &namespace.name)?)));
    // The longest name is the namespace most specific to what is asked.
    let (namespace, rest) = inside.max_by_key(|(namespace, _)| namespace.name.len())?;
    Some(answer(world, namespace, rest, dice))
}

/// What stands before a namespace's name; empty for the name itself.
fn within<'n>(name: &'n str, namespace: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(namespace.len())?;
    let (before, end) = (name.get(..at)?, name.get(at..)?);
    let parted = before.is_empty() || before.ends_with('.');
    (end.eq_ignore_ascii_case(namespace) && parted).then(|| before.strip_suffix('.').unwrap_or(""))
}

fn answer(world: &World, namespace: &Namespace, rest: &str, dice: &mut Dice) -> Answer {
    if rest.is_empty() {
        return Answer::Records(Vec::new());
    }
    let services = world.scan::<Service>(&namespace.scope).filter(|one| one.namespace == namespace.id);
    let mut is_end = false;
    for service in services {
        let Some(dns) = &service.dns else { continue };
        let instances = || world.scan_prefix::<Instance>(&service.scope, &format!("{}/", service.id));
        if instances().next().is_none() {
            continue;
        }
        if service.name.eq_ignore_ascii_case(rest) {
            return Answer::Records(of_service(namespace, service, dns, instances().collect(), dice));
        }
        let srv = dns.record(RecordType::Srv);
        if let (Some(srv), Some(id)) = (srv, within(rest, &service.name)) {
            let target = instances().find(|instance| instance.id.eq_ignore_ascii_case(id));
            if let Some(instance) = target {
                return Answer::Records(addresses(instance, srv.ttl));
            }
        }
        is_end |= within(&service.name.to_ascii_lowercase(), rest).is_some();
    }
    if is_end { Answer::Records(Vec::new()) } else { Answer::NoSuchName }
}

/// The records of a service, each instance's beside the other's.
fn of_service(
    namespace: &Namespace,
    service: &Service,
    dns: &DnsSettings,
    instances: Vec<&Arc<Instance>>,
    dice: &mut Dice,
) -> Vec<Record> {
    let most = match dns.routing {
        RoutingPolicy::Multivalue => MULTIVALUE,
        RoutingPolicy::Weighted => 1,
    };
    let chosen = chosen(instances, most, dice);
    let host = |instance: &Instance| format!("{}.{}.{}", instance.id, service.name, namespace.name);
    let of = |record: &DnsRecord| {
        let (kind, ttl) = (record.kind, record.ttl);
        let data = chosen.iter().filter_map(move |instance| data(kind, instance, host(instance)));
        data.map(move |data| Record { ttl, data }).collect::<Vec<_>>()
    };
    dns.records.iter().flat_map(of).collect()
}

/// So many of the healthy ones at most, in random order; of all when none is healthy.
fn chosen<'w>(all: Vec<&'w Arc<Instance>>, most: usize, dice: &mut Dice) -> Vec<&'w Arc<Instance>> {
    let healthy: Vec<_> = all.iter().copied().filter(|instance| instance.is_healthy()).collect();
    let mut left = if healthy.is_empty() { all } else { healthy };
    let mut chosen = Vec::new();
    while chosen.len() < most && !left.is_empty() {
        chosen.push(left.swap_remove(dice.below(left.len())));
    }
    chosen
}

fn data(kind: RecordType, instance: &Instance, host: String) -> Option<Data> {
    let said = |name: &str| instance.attributes.get(name);
    match kind {
        RecordType::A => said(IPV4)?.parse().ok().map(Data::A),
        RecordType::Aaaa => said(IPV6)?.parse().ok().map(Data::Aaaa),
        RecordType::Srv => {
            let port = said(PORT)?.parse().ok()?;
            Some(Data::Srv { priority: 1, weight: 1, port, target: host })
        }
    }
}

fn addresses(instance: &Instance, ttl: u32) -> Vec<Record> {
    let of = |kind| data(kind, instance, String::new());
    let both = [of(RecordType::A), of(RecordType::Aaaa)];
    both.into_iter().flatten().map(|data| Record { ttl, data }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Ledger, Storage};
    use model::cloud_map::ServiceKind;
    use model::ecs::HealthStatus;
    use model::{Tags, Time};

    use super::super::fixture;
    use super::*;

    fn namespace(id: &str, name: &str) -> Namespace {
        Namespace {
            scope: fixture::scope(),
            id: id.into(),
            name: name.into(),
            kind: NamespaceKind::DnsPrivate,
            description: None,
            vpc: Some("vpc-1".into()),
            hosted_zone: None,
            soa_ttl: 15,
            creator_request_id: None,
            created_at: Time(0),
            tags: Tags::new(),
        }
    }

    fn service(name: &str, kind: RecordType, routing: RoutingPolicy) -> Service {
        Service {
            scope: fixture::scope(),
            id: format!("srv-{name}"),
            name: name.into(),
            namespace: "ns-1".into(),
            description: None,
            kind: ServiceKind::DnsHttp,
            dns: Some(DnsSettings { routing, records: vec![DnsRecord { kind, ttl: 60 }] }),
            custom_health: true,
            creator_request_id: None,
            revision: 0,
            created_at: Time(0),
            tags: Tags::new(),
        }
    }

    fn instance(service: &str, number: u8, health: HealthStatus) -> Instance {
        let said = [(IPV4, format!("10.0.0.{number}")), (PORT, format!("{}", 32_768 + u16::from(number)))];
        Instance {
            scope: fixture::scope(),
            service: format!("srv-{service}"),
            id: format!("i{number}"),
            attributes: said.map(|(name, value)| (name.to_owned(), value)).into(),
            health: Some(health),
            task: None,
            creator_request_id: None,
            created_at: Time(0),
        }
    }

    /// `web` (A, ten healthy and one that is not), `one` (weighted), `orders` (SRV), `ill` (none healthy), `a.b` and `empty`.
    fn world() -> Arc<World> {
        use HealthStatus::{Healthy, Unhealthy};
        use RoutingPolicy::{Multivalue, Weighted};
        let ledger = Ledger::open(Storage::Memory).unwrap();
        fixture::write(&ledger, |txn| {
            txn.put(namespace("ns-1", "Shop.local"));
            txn.put(namespace("ns-2", "local"));
            for name in ["web", "ill", "a.b", "empty"] {
                txn.put(service(name, RecordType::A, Multivalue));
            }
            txn.put(service("one", RecordType::A, Weighted));
            txn.put(service("orders", RecordType::Srv, Multivalue));
            for number in 1..=10 {
                txn.put(instance("web", number, Healthy));
            }
            txn.put(instance("web", 99, Unhealthy));
            for number in 1..=2 {
                txn.put(instance("one", number, Healthy));
            }
            txn.put(instance("orders", 1, Healthy));
            txn.put(instance("ill", 1, Unhealthy));
            txn.put(instance("a.b", 1, Healthy));
        });
        ledger.snapshot()
    }

    fn ask(name: &str) -> Option<Answer> {
        resolve(&world(), &fixture::scope(), name, &mut Dice::new(1))
    }

    fn records(name: &str) -> Vec<Record> {
        match ask(name) {
            Some(Answer::Records(records)) => records,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn up_to_eight_healthy_ones_or_one_or_all() {
        let web = records("web.shop.local");
        assert_eq!(web.len(), 8);
        let ill = Record { ttl: 60, data: Data::A([10, 0, 0, 99].into()) };
        assert!(!web.contains(&ill) && web.iter().all(|record| record.ttl == 60));
        assert_eq!(records("one.shop.local").len(), 1);
        assert_eq!(records("ill.shop.local").len(), 1, "all unhealthy: all are answered");
    }

    #[test]
    fn an_srv_target_has_an_address_of_its_own() {
        let target = "i1.orders.Shop.local".to_owned();
        let srv = Data::Srv { priority: 1, weight: 1, port: 32_769, target: target.clone() };
        assert_eq!(records("orders.shop.local"), [Record { ttl: 60, data: srv }]);
        let address = Record { ttl: 60, data: Data::A([10, 0, 0, 1].into()) };
        assert_eq!(records(&target.to_lowercase()), [address]);
        assert_eq!(ask("i2.orders.shop.local"), Some(Answer::NoSuchName));
        assert_eq!(ask("i1.web.shop.local"), Some(Answer::NoSuchName), "A records have no such targets");
    }

    #[test]
    fn what_exists_without_records_and_what_does_not_exist() {
        for name in ["shop.local", "local", "b.shop.local"] {
            assert_eq!(ask(name), Some(Answer::Records(Vec::new())), "{name}");
        }
        for name in ["empty.shop.local", "none.shop.local", "web.local", "x.web.shop.local"] {
            assert_eq!(ask(name), Some(Answer::NoSuchName), "{name}");
        }
        for name in ["workshop.locale", "example.com", "notlocal"] {
            assert_eq!(ask(name), None, "{name}");
        }
        let other = Scope::new("000000000001", "us-west-2").unwrap();
        assert_eq!(resolve(&world(), &other, "web.shop.local", &mut Dice::new(1)), None);
    }
}
