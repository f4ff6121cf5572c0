//! The load balancer's hands: keeps its routing table and its listening ports as the records want them, writes what its probes
//! saw, and ends the draining of targets.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ledger::{Ledger, Txn, World};
use load_balancer::{Balancer, CertificateShelf, RoutingTable, State};
use model::acm::Certificate;
use model::ec2::Instance;
use model::ecs::{LastStatus, Task};
use model::elbv2::{Listener, LoadBalancer, Rule, Target, TargetGroup, TargetHealth, TargetState};
use model::{Arn, Key, Record, Scope, Time};

use crate::doors::{Doors, Opened, Own, Place};
use crate::pen;
use crate::routing;
use crate::turn::{Round, Turns};

/// What this loop works with.
#[derive(Clone)]
pub struct Gate {
    /// The memory.
    pub ledger: Ledger,
    /// The data plane.
    pub balancer: Arc<Balancer>,
    /// Where its ports are.
    pub doors: Doors,
    /// Which names are load balancers', and whose cloud this is.
    pub names: load_balancer::Names,
}

/// Runs the loop.
pub async fn run(turns: Turns, gate: Gate) {
    let bell = gate.balancer.health_changes();
    let mut published = Published::default();
    turns
        .run("targets", interest, Some(bell), move |world, now| round(&gate, world, now, &mut published))
        .await;
}

fn interest(world: &World) -> u64 {
    routes(world) + world.changed::<Task>()
}

/// Changes of these kinds change the routing table.
fn routes(world: &World) -> u64 {
    world.changed::<LoadBalancer>()
        + world.changed::<Listener>()
        + world.changed::<Rule>()
        + world.changed::<TargetGroup>()
        + world.changed::<Target>()
        + world.changed::<Instance>()
        + world.changed::<Certificate>()
}

/// What the balancer follows.
#[derive(Debug, Default)]
pub struct Published {
    /// The state of the records.
    stamp: Option<u64>,
    /// Certificates that need no second reading.
    shelf: CertificateShelf,
    /// Addresses at which a port was closed lately, and when.
    closed: BTreeMap<IpAddr, Time>,
}

/// One round; `published` remembers which state of the records the balancer follows.
pub fn round(gate: &Gate, world: &Arc<World>, now: Time, published: &mut Published) -> Round {
    let mut round = Round::default();
    release(&gate.ledger, world, now, &mut round);
    let stamp = routes(world);
    if published.stamp != Some(stamp) {
        publish(gate, world, &mut published.shelf, &mut round);
        published.stamp = Some(stamp);
    }
    open_doors(gate, world, now, &mut published.closed, &mut round);
    observe(gate, world, now, &mut round);
    round
}

fn publish(gate: &Gate, world: &World, shelf: &mut CertificateShelf, round: &mut Round) {
    let table = RoutingTable { names: gate.names.clone(), ..routing::table(world, shelf) };
    match gate.balancer.publish(&table) {
        Ok(()) => round.note("published the routing table"),
        Err(error) => round.trouble = Some(format!("routing table refused: {error}")),
    }
}

/// Targets of tasks that are over begin to drain; targets whose delay is over are taken out. Needs no balancer.
pub fn release(ledger: &Ledger, world: &World, now: Time, round: &mut Round) {
    let (mut orphans, mut done) = (Vec::new(), Vec::new());
    for target in world.all::<Target>() {
        match target.draining_since {
            None if is_orphan(world, target) => orphans.push(target.key()),
            None => {}
            Some(since) => match since.plus(delay(world, target)) {
                end if end <= now => done.push(target.key()),
                end => round.by(end),
            },
        }
    }
    if orphans.is_empty() && done.is_empty() {
        return;
    }
    round.note(format!("{} targets begin to drain, {} are gone", orphans.len(), done.len()));
    pen::write(ledger, |txn| {
        for key in orphans {
            txn.update::<Target, _>(&key, |target| target.draining_since.get_or_insert(now).0);
        }
        for key in done.iter().filter(|key| is_done(txn, key, now)).cloned().collect::<Vec<_>>() {
            txn.remove::<Target>(&key);
            txn.remove::<TargetHealth>(&key);
        }
    });
}

/// Still draining, and long enough, in what the transaction sees: it may have been registered again.
fn is_done(txn: &Txn, key: &Key, now: Time) -> bool {
    let target = txn.get::<Target>(key);
    target.is_some_and(|t| t.draining_since.is_some_and(|since| since.plus(delay(txn.world(), t)) <= now))
}

/// The task it leads to is over.
fn is_orphan(world: &World, target: &Target) -> bool {
    let Some((cluster, id)) = target.task.as_deref().and_then(|name| name.rsplit_once('/')) else {
        return false;
    };
    let task = world.get::<Task>(&Task::key_of(&target.scope, cluster, id));
    task.is_none_or(|task| task.last == LastStatus::Stopped)
}

fn delay(world: &World, target: &Target) -> i64 {
    let group = world.get::<TargetGroup>(&TargetGroup::key_of(&target.scope, &target.target_group));
    group.map_or(0, |group| group.deregistration_delay() * 1000)
}

/// The places listeners want: the shared one, and one at their load balancer's own address.
fn places(world: &World) -> BTreeSet<Place> {
    let both = |listener: &Arc<Listener>| {
        let balancer =
            world.get::<LoadBalancer>(&LoadBalancer::key_of(&listener.scope, &listener.load_balancer));
        let own =
            |one: &Arc<LoadBalancer>| Some(Own { address: one.address?, load_balancer: one.arn().into() });
        let own = balancer.and_then(own).map(|own| Place { port: listener.port, own: Some(own) });
        own.into_iter().chain([Place { port: listener.port, own: None }])
    };
    world.all::<Listener>().flat_map(both).collect()
}

/// How long an address rests at which a port was closed, milliseconds: the sockets of all workers must be gone before others are opened, or
/// the port, or the one that stands for it, would look taken.
const REST: i64 = 100;

/// Opens the ports listeners want and closes those none wants.
fn open_doors(gate: &Gate, world: &World, now: Time, closed: &mut BTreeMap<IpAddr, Time>, round: &mut Round) {
    let wanted = places(world);
    closed.retain(|_, since| now.since(*since) < REST);
    close_unwanted(gate, &wanted, now, closed);
    let missing: Vec<&Place> = {
        let doors = gate.doors.lock();
        wanted.iter().filter(|place| doors.get(place).is_none_or(|open| open.at.is_empty())).collect()
    };
    let rests = |place: &&Place| closed.contains_key(&IpAddr::V4(place.address()));
    if missing.iter().any(rests) {
        round.by(now.plus(REST));
    }
    let ready = missing.into_iter().filter(|place| !rests(place));
    let opened: Vec<(Place, Opened)> =
        ready.map(|place| (place.clone(), open(&gate.balancer, place, &wanted))).collect();
    for (place, opened) in &opened {
        match &opened.at[..] {
            [] => {
                round.trouble = Some(format!("cannot listen for port {}: {:?}", place.port, opened.why_not))
            }
            at => round.note(format!("listening on {at:?} for port {}", place.port)),
        }
    }
    gate.doors.change(|doors| {
        let put = |(place, opened): (Place, Opened)| doors.insert(place, opened.clone()) != Some(opened);
        opened.into_iter().map(put).fold(false, |any, changed| any | changed)
    });
}

/// Closes the ports no listener wants any more.
fn close_unwanted(gate: &Gate, wanted: &BTreeSet<Place>, now: Time, closed: &mut BTreeMap<IpAddr, Time>) {
    gate.doors.change(|doors| {
        let before = doors.len();
        doors.retain(|place, opened| {
            let keep = wanted.contains(place);
            for address in opened.at.iter().filter(|_| !keep) {
                gate.balancer.close(*address);
                closed.insert(address.ip(), now);
            }
            keep
        });
        doors.len() != before
    });
}

/// The port itself where that is allowed, else one that stands for it; of a shared place on IPv6 loopback too where there is one.
fn open(balancer: &Balancer, place: &Place, wanted: &BTreeSet<Place>) -> Opened {
    let at = |port: u16| listen(balancer, place, (place.address(), port).into());
    let (first, why_not) = match at(place.port) {
        Ok(first) => (first, None),
        Err(error) => match stand_in(place, wanted).map_or_else(|| at(0), |port| at(port).or_else(|_| at(0)))
        {
            Ok(first) => (first, Some(error.kind())),
            Err(_) => return Opened { at: vec![], why_not: Some(error.kind()) },
        },
    };
    let second = match place.own {
        Some(_) => None,
        None => listen(balancer, place, (Ipv6Addr::LOCALHOST, first.port()).into()).ok(),
    };
    Opened { at: std::iter::once(first).chain(second).collect(), why_not }
}

fn listen(balancer: &Balancer, place: &Place, address: SocketAddr) -> io::Result<SocketAddr> {
    match &place.own {
        Some(own) => balancer.listen_for(&own.load_balancer, place.port, address),
        None => balancer.listen(place.port, address),
    }
}

/// 8080 for 80, 8443 for 443; none where a listener wants that port itself.
fn stand_in(place: &Place, wanted: &BTreeSet<Place>) -> Option<u16> {
    let port = 8000 + place.port % 1000;
    (!wanted.contains(&Place { port, ..place.clone() })).then_some(port)
}

/// Writes what the probes saw where it differs from what is written.
fn observe(gate: &Gate, world: &World, now: Time, round: &mut Round) {
    let seen = gate.balancer.health().into_iter().filter_map(|health| seen(&health, now));
    let seen = seen.chain(unreachable(world, now));
    let differs = |health: &TargetHealth| {
        let known = world.get::<TargetHealth>(&health.key());
        let same =
            known.is_some_and(|known| TargetHealth { since: known.since, ..health.clone() } == **known);
        !same && world.get::<Target>(&health.key()).is_some()
    };
    let changed: Vec<TargetHealth> = seen.filter(differs).collect();
    if changed.is_empty() {
        return;
    }
    round.note(format!("{} targets changed health", changed.len()));
    pen::write(&gate.ledger, |txn| {
        for health in changed {
            if txn.get::<Target>(&health.key()).is_some() {
                txn.put(health);
            }
        }
    });
}

/// Targets that are not probed because their instance does not run.
fn unreachable(world: &World, now: Time) -> impl Iterator<Item = TargetHealth> {
    let registered = world.all::<Target>().filter(|target| target.draining_since.is_none());
    registered.filter_map(move |target| {
        let state = routing::address(world, target).err()?;
        Some(TargetHealth {
            scope: target.scope.clone(),
            target_group: target.target_group.clone(),
            id: target.id.clone(),
            port: target.port,
            state: TargetState::Unused,
            reason: Some("Target.InvalidState".to_owned()),
            description: Some(format!("Target is in the {state} state")),
            since: now,
        })
    })
}

fn seen(health: &load_balancer::TargetHealth, now: Time) -> Option<TargetHealth> {
    let arn = Arn::parse(&health.target_group)?;
    Some(TargetHealth {
        scope: Scope::new(arn.account, arn.region).ok()?,
        target_group: arn.resource.split('/').nth(1)?.to_owned(),
        id: health.target.to_string(),
        port: health.port,
        state: match health.state {
            State::Initial => TargetState::Initial,
            State::Healthy => TargetState::Healthy,
            State::Unhealthy => TargetState::Unhealthy,
            State::Draining => TargetState::Draining,
        },
        reason: health.reason.map(|reason| reason.code().to_owned()),
        description: health.reason.map(|reason| reason.description()),
        since: now,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::Ipv4Addr;

    use ledger::Storage;
    use model::ec2::InstanceState;
    use model::elbv2::Action;

    use super::*;

    const NOW: Time = Time(1_795_000_000_000);
    const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 253, 240, 1);

    fn balancer(id: &str) -> LoadBalancer {
        LoadBalancer {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            name: "front".into(),
            id: id.into(),
            dns_name: "front.elb.localhost".into(),
            address: Some(ADDRESS),
            scheme: "internal".into(),
            ip_address_type: "ipv4".into(),
            vpc_id: "vpc-1".into(),
            subnets: vec![],
            security_groups: vec![],
            attributes: Default::default(),
            created_at: NOW,
            tags: Default::default(),
        }
    }

    fn listener(balancer: &LoadBalancer, port: u16) -> Listener {
        Listener {
            scope: balancer.scope.clone(),
            load_balancer: balancer.name.clone(),
            load_balancer_id: balancer.id.clone(),
            id: "fedcba9876543210".into(),
            port,
            protocol: "HTTP".into(),
            tls: None,
            default_action: Action::FixedResponse { status: 200, content_type: None, body: None },
            attributes: Default::default(),
            tags: Default::default(),
        }
    }

    #[test]
    fn a_listener_has_two_doors_and_its_address_rests_before_another_has_it() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let config = load_balancer::Config { workers: 1, ..load_balancer::Config::default() };
        let data_plane = Arc::new(Balancer::start(config).unwrap());
        let gate = Gate {
            ledger: ledger.clone(),
            balancer: data_plane,
            doors: Doors::default(),
            names: Default::default(),
        };
        let mut published = Published::default();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut turn = |one: &LoadBalancer, now: Time| {
            pen::write(&ledger, |txn| {
                txn.put(one.clone());
                txn.put(listener(one, free));
            });
            round(&gate, &ledger.snapshot(), now, &mut published)
        };
        turn(&balancer("1"), NOW);
        assert_eq!(gate.doors.of_own(ADDRESS, free), Some(SocketAddr::from((ADDRESS, free))));
        assert_eq!(gate.doors.of(free)[0], SocketAddr::from((Ipv4Addr::LOCALHOST, free)));

        let told = turn(&balancer("2"), NOW.plus(5));
        assert_eq!(gate.doors.of_own(ADDRESS, free), None, "another load balancer's sockets are still there");
        assert_eq!(told.look_again, Some(NOW.plus(5 + REST)));
        assert!(!gate.doors.of(free).is_empty(), "the shared door stays");
    }

    fn instance(state: InstanceState) -> Instance {
        Instance {
            scope: balancer("1").scope,
            id: "i-1".into(),
            reservation_id: "r-1".into(),
            image_id: "ami-1".into(),
            instance_type: "t3.micro".into(),
            zone: "us-west-2a".into(),
            subnet_id: "subnet-1".into(),
            vpc_id: "vpc-1".into(),
            address: Ipv4Addr::LOCALHOST,
            instance_profile: None,
            user_data: None,
            options: Default::default(),
            key_name: None,
            security_groups: vec![],
            state,
            client_token: None,
            launched_at: NOW,
            terminated_at: None,
            tags: Default::default(),
        }
    }

    #[test]
    fn a_target_whose_instance_is_stopped_is_unused_and_gets_nothing() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let target = Target {
            scope: balancer("1").scope,
            target_group: "g".into(),
            port: 80,
            id: "i-1".into(),
            zone: None,
            registered_at: NOW,
            draining_since: None,
            task: None,
        };
        let config = load_balancer::Config { workers: 1, ..load_balancer::Config::default() };
        let data_plane = Arc::new(Balancer::start(config).unwrap());
        let gate = Gate {
            ledger: ledger.clone(),
            balancer: data_plane,
            doors: Doors::default(),
            names: Default::default(),
        };
        let health = |state: InstanceState| {
            pen::write(&ledger, |txn| {
                txn.put(target.clone());
                txn.put(instance(state));
            });
            round(&gate, &ledger.snapshot(), NOW, &mut Published::default());
            let world = ledger.snapshot();
            assert_eq!(routing::address(&world, &target).is_err(), state != InstanceState::Running);
            let seen = world.get::<TargetHealth>(&target.key());
            seen.map(|seen| (seen.state, seen.description.clone().unwrap_or_default()))
        };
        assert_eq!(health(InstanceState::Running), None);
        let unused = |text: &str| Some((TargetState::Unused, text.to_owned()));
        assert_eq!(health(InstanceState::Stopped), unused("Target is in the stopped state"));
        assert_eq!(health(InstanceState::Terminated), unused("Target is in the terminated state"));
    }
}
