//! The routing table made ready for requests. In: a [`RoutingTable`] and the snapshot before it. Out: an immutable
//! snapshot whose targets keep the connections, counts and health of those they continue. Never done here: I/O.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

use crate::dice;
use crate::health::{Machine, State};
use crate::stickiness::mark;
use crate::table::{
    Action, Algorithm, Attributes, Condition, Endpoint, FixedResponse, Forward, HealthCheck, Listener,
    LoadBalancer, Redirect, RoutingTable, Target, TargetGroup,
};
use crate::tally::Tally;

/// Why a table was refused; the table before it stays in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableError {
    /// An action names a target group the table does not hold.
    UnknownTargetGroup(Arc<str>),
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTargetGroup(arn) => {
                write!(
                    out,
                    "an action forwards to {arn}, but the table does not hold it: add it to target_groups"
                )
            }
        }
    }
}

impl std::error::Error for TableError {}

/// One target while it stays at the same endpoint.
#[derive(Debug)]
pub(crate) struct TargetState {
    /// Never used twice; the key of the connection pools.
    pub(crate) uid: u64,
    pub(crate) group: Arc<str>,
    pub(crate) id: Arc<str>,
    pub(crate) port: u16,
    pub(crate) ip: IpAddr,
    pub(crate) endpoint: Endpoint,
    /// What a sticky cookie says for it.
    pub(crate) mark: u64,
    pub(crate) in_flight: AtomicU32,
    /// Set once it is draining or gone: no request may begin here.
    closed: AtomicBool,
    /// Set once the table holds it no longer: its deregistration delay is over.
    pub(crate) retired: AtomicBool,
    machine: Mutex<Machine>,
}

impl TargetState {
    fn new(group: &Arc<str>, target: &Target) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            uid: NEXT.fetch_add(1, Ordering::Relaxed),
            group: Arc::clone(group),
            id: Arc::clone(&target.id),
            port: target.port,
            ip: target.ip,
            endpoint: target.endpoint.clone(),
            mark: mark(&[group.as_bytes(), target.id.as_bytes(), &target.port.to_be_bytes()]),
            in_flight: AtomicU32::new(0),
            closed: AtomicBool::new(false),
            retired: AtomicBool::new(false),
            machine: Mutex::new(Machine::new()),
        }
    }

    fn is_same_registration(&self, other: &TargetState) -> bool {
        self.port == other.port && self.id == other.id
    }

    /// The health machine. Locked by probes and the control side only, never by a request.
    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request in flight at a target, counted while this lives.
#[derive(Debug)]
pub(crate) struct Flight(pub(crate) Arc<TargetState>);

impl Flight {
    /// Begins a flight, unless the target was closed since it was picked. Counted first and checked then, both in the
    /// one order all threads agree on: an owner who closes a target and then reads no flights knows none will begin.
    pub(crate) fn begin(target: Arc<TargetState>) -> Option<Self> {
        target.in_flight.fetch_add(1, Ordering::SeqCst);
        let flight = Self(target);
        (!flight.0.closed.load(Ordering::SeqCst)).then_some(flight)
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A target's place in its group.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) target: Arc<TargetState>,
    pub(crate) draining: bool,
}

/// One target group.
#[derive(Debug)]
pub(crate) struct GroupState {
    pub(crate) arn: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) health_check: HealthCheck,
    pub(crate) seats: Vec<Seat>,
    pub(crate) tally: Arc<Tally>,
    pub(crate) stickiness: Option<Duration>,
    /// What a sticky cookie says for it.
    pub(crate) mark: u64,
    algorithm: Algorithm,
    cursor: AtomicUsize,
    eligible: ArcSwap<Vec<Arc<TargetState>>>,
}

impl GroupState {
    fn new(group: &TargetGroup, before: Option<&GroupState>, workers: usize) -> Self {
        let seats = group.targets.iter().map(|target| seat(&group.arn, target, before)).collect();
        let state = Self {
            arn: Arc::clone(&group.arn),
            name: Arc::clone(&group.name),
            health_check: group.health_check.clone(),
            seats,
            tally: before.map_or_else(|| Arc::new(Tally::new(workers)), |old| Arc::clone(&old.tally)),
            stickiness: group.stickiness,
            mark: mark(&[group.arn.as_bytes()]),
            algorithm: group.algorithm,
            cursor: AtomicUsize::new(before.map_or(0, |old| old.cursor.load(Ordering::Relaxed))),
            eligible: ArcSwap::default(),
        };
        state.review();
        state
    }

    /// Works out anew who gets requests: the healthy; when there are none, every registered target (fail open).
    pub(crate) fn review(&self) {
        let registered = || self.seats.iter().filter(|seat| !seat.draining).map(|seat| &seat.target);
        let healthy: Vec<_> =
            registered().filter(|target| target.machine().state() == State::Healthy).cloned().collect();
        let eligible = if healthy.is_empty() { registered().cloned().collect() } else { healthy };
        self.eligible.store(Arc::new(eligible));
    }

    /// The target of the next request: the one of mark `wanted` while it is eligible, else the algorithm's; `None` when
    /// none is registered.
    pub(crate) fn pick(&self, wanted: Option<u64>) -> Option<Arc<TargetState>> {
        let eligible = self.eligible.load();
        let count = eligible.len();
        let sticky = wanted.and_then(|wanted| eligible.iter().find(|target| target.mark == wanted));
        if sticky.is_some() {
            return sticky.cloned();
        }
        if count <= 1 {
            return eligible.first().cloned();
        }
        let at = match self.algorithm {
            Algorithm::RoundRobin => self.cursor.fetch_add(1, Ordering::Relaxed) % count,
            Algorithm::WeightedRandom => dice::below(count as u64) as usize,
            Algorithm::LeastOutstanding => self.least_busy(&eligible),
        };
        eligible.get(at).cloned()
    }

    fn least_busy(&self, eligible: &[Arc<TargetState>]) -> usize {
        // Starting at a moving place keeps equals taking turns.
        let start = self.cursor.fetch_add(1, Ordering::Relaxed);
        (0..eligible.len())
            .map(|step| start.wrapping_add(step) % eligible.len())
            .min_by_key(|at| eligible[*at].in_flight.load(Ordering::Relaxed))
            .unwrap_or(0)
    }
}

fn seat(group: &Arc<str>, target: &Target, before: Option<&GroupState>) -> Seat {
    let same = |seat: &&Seat| {
        let known = &seat.target;
        known.id == target.id
            && known.port == target.port
            && known.endpoint == target.endpoint
            && known.ip == target.ip
            // A target registered again while draining starts over as a new one.
            && (target.draining || !seat.draining)
    };
    let known = before.and_then(|old| old.seats.iter().find(same)).map(|seat| Arc::clone(&seat.target));
    let target_state = known.unwrap_or_else(|| Arc::new(TargetState::new(group, target)));
    Seat { target: target_state, draining: target.draining }
}

/// One load balancer.
#[derive(Debug)]
pub(crate) struct BalancerState {
    pub(crate) arn: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) dns_name: Arc<str>,
    pub(crate) attributes: Attributes,
    pub(crate) tally: Arc<Tally>,
}

/// One listener, with its load balancer.
#[derive(Debug)]
pub(crate) struct ListenerState {
    pub(crate) balancer: Arc<BalancerState>,
    pub(crate) port: u16,
    pub(crate) server_header: bool,
    pub(crate) rules: Vec<RuleState>,
    pub(crate) default_action: ActionState,
}

#[derive(Debug)]
pub(crate) struct RuleState {
    priority: u32,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) action: ActionState,
}

#[derive(Debug)]
pub(crate) enum ActionState {
    Forward(Split),
    Redirect(Redirect),
    Fixed(FixedResponse),
}

/// Groups by weight.
#[derive(Debug)]
pub(crate) struct Split {
    choices: Vec<(u64, Arc<GroupState>)>,
    total: u64,
    pub(crate) stickiness: Option<Duration>,
}

impl Split {
    /// The group of the next request: the one of mark `wanted` if it is here, else by weight; `None` when all weights
    /// are 0.
    pub(crate) fn pick(&self, wanted: Option<u64>) -> Option<&Arc<GroupState>> {
        let sticky = wanted.and_then(|wanted| self.choices.iter().find(|(_, group)| group.mark == wanted));
        if let Some((_, group)) = sticky {
            return Some(group);
        }
        if let [(weight, only)] = self.choices.as_slice() {
            return (*weight > 0).then_some(only);
        }
        let mut draw = dice::below(self.total);
        self.choices.iter().find_map(|(weight, group)| {
            if draw < *weight {
                return Some(group);
            }
            draw -= weight;
            None
        })
    }
}

/// The whole table, ready for requests.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    pub(crate) balancers: Vec<Arc<BalancerState>>,
    pub(crate) groups: HashMap<Arc<str>, Arc<GroupState>>,
    listeners: HashMap<u16, Vec<ListenerState>>,
}

impl Snapshot {
    /// Builds the snapshot that follows `before`.
    pub(crate) fn build(table: &RoutingTable, before: &Snapshot, workers: usize) -> Result<Self, TableError> {
        let named = named_groups(table);
        let groups: HashMap<_, _> = table
            .target_groups
            .iter()
            .filter(|group| named.contains(&&group.arn))
            .map(|group| {
                let old = before.groups.get(&group.arn).map(Arc::as_ref);
                (Arc::clone(&group.arn), Arc::new(GroupState::new(group, old, workers)))
            })
            .collect();
        let mut next = Self { groups, ..Self::default() };
        for wanted in &table.load_balancers {
            next.add(wanted, before, workers)?;
        }
        Ok(next)
    }

    fn add(&mut self, wanted: &LoadBalancer, before: &Snapshot, workers: usize) -> Result<(), TableError> {
        let old = before.balancers.iter().find(|old| old.arn == wanted.arn);
        let balancer = Arc::new(BalancerState {
            arn: Arc::clone(&wanted.arn),
            name: Arc::clone(&wanted.name),
            dns_name: Arc::clone(&wanted.dns_name),
            attributes: wanted.attributes.clone(),
            tally: old.map_or_else(|| Arc::new(Tally::new(workers)), |old| Arc::clone(&old.tally)),
        });
        for listener in &wanted.listeners {
            let state = self.listener(listener, &balancer)?;
            self.listeners.entry(listener.port).or_default().push(state);
        }
        self.balancers.push(balancer);
        Ok(())
    }

    fn listener(
        &self,
        wanted: &Listener,
        balancer: &Arc<BalancerState>,
    ) -> Result<ListenerState, TableError> {
        let rule = |rule: &crate::table::Rule| {
            Ok(RuleState {
                priority: rule.priority,
                conditions: rule.conditions.clone(),
                action: self.action(&rule.action)?,
            })
        };
        let mut rules = wanted.rules.iter().map(rule).collect::<Result<Vec<_>, TableError>>()?;
        rules.sort_by_key(|rule| rule.priority);
        Ok(ListenerState {
            balancer: Arc::clone(balancer),
            port: wanted.port,
            server_header: wanted.server_header,
            rules,
            default_action: self.action(&wanted.default_action)?,
        })
    }

    fn action(&self, action: &Action) -> Result<ActionState, TableError> {
        Ok(match action {
            Action::Forward(forward) => ActionState::Forward(self.split(forward)?),
            Action::Redirect(redirect) => ActionState::Redirect(redirect.clone()),
            Action::FixedResponse(fixed) => ActionState::Fixed(fixed.clone()),
        })
    }

    fn split(&self, forward: &Forward) -> Result<Split, TableError> {
        let choice = |choice: &crate::table::WeightedTargetGroup| {
            let group = self.groups.get(&choice.arn);
            let group = group.ok_or_else(|| TableError::UnknownTargetGroup(Arc::clone(&choice.arn)))?;
            Ok((u64::from(choice.weight), Arc::clone(group)))
        };
        let choices = forward.target_groups.iter().map(choice).collect::<Result<Vec<_>, TableError>>()?;
        let total = choices.iter().map(|(weight, _)| weight).sum();
        Ok(Split { choices, total, stickiness: forward.stickiness })
    }

    /// Closes the targets of `self` that get nothing more in `next`, and retires those `next` does not know; true when
    /// any was retired. One registered anew under the same id and port may finish its requests. Call it once `next` is
    /// in force: who finds a target closed looks there for another.
    pub(crate) fn dismiss_leavers(&self, next: &Snapshot) -> bool {
        let mut retired = false;
        for target in self.groups.values().flat_map(|group| &group.seats).map(|seat| &seat.target) {
            let seats = || next.groups.get(&target.group).into_iter().flat_map(|group| &group.seats);
            if !seats().any(|seat| seat.target.uid == target.uid && !seat.draining) {
                target.closed.store(true, Ordering::SeqCst);
            }
            if !seats().any(|seat| seat.target.is_same_registration(target)) {
                target.retired.store(true, Ordering::Release);
                retired = true;
            }
        }
        retired
    }

    /// The listener for a request at `port`: the load balancer the Host names, else the first with that port.
    pub(crate) fn listener_for(&self, port: u16, host: &str) -> Option<&ListenerState> {
        let listeners = self.listeners.get(&port)?;
        if listeners.len() > 1 {
            let name = without_port(host);
            let named = listeners.iter().find(|entry| entry.balancer.dns_name.eq_ignore_ascii_case(name));
            if named.is_some() {
                return named;
            }
        }
        listeners.first()
    }

    /// The ports of the load balancer whose DNS name is `host` (port ignored), lowest first.
    pub(crate) fn ports_of(&self, host: &str) -> Vec<u16> {
        let name = without_port(host);
        let has = |entries: &Vec<ListenerState>| {
            entries.iter().any(|entry| entry.balancer.dns_name.eq_ignore_ascii_case(name))
        };
        let mut ports: Vec<_> =
            self.listeners.iter().filter(|(_, entries)| has(entries)).map(|(port, _)| *port).collect();
        ports.sort_unstable();
        ports
    }
}

fn named_groups(table: &RoutingTable) -> Vec<&Arc<str>> {
    let listeners = table.load_balancers.iter().flat_map(|balancer| &balancer.listeners);
    let actions = listeners.flat_map(|listener| {
        listener.rules.iter().map(|rule| &rule.action).chain(std::iter::once(&listener.default_action))
    });
    let choices = actions.filter_map(|action| match action {
        Action::Forward(forward) => Some(&forward.target_groups),
        Action::Redirect(_) | Action::FixedResponse(_) => None,
    });
    choices.flatten().map(|choice| &choice.arn).collect()
}

/// The host of a Host header value, its port (if any) cut off; brackets of an IPv6 address stay.
pub(crate) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_cut_off() {
        assert_eq!(without_port("a.b:80"), "a.b");
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
        assert_eq!(without_port("a"), "a");
    }
}
