//! A target group and its targets, as requests see them. In: a [`TargetGroup`] of the table, health, the state before. Out:
//! the target of the next request. Never done here: I/O, probes.
//!
//! ```text
//!   registered targets --healthy, or all of them when too few are--> eligible --zone, stickiness, algorithm--> one target
//!
//!   slow start of a target:  Cold --becomes healthy while another is warm--> Warming --duration--> Warm
//!                             `-----becomes healthy alone-----------------------------------------^
//! ```

use std::net::IpAddr;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use crate::dice;
use crate::health::{Machine, State};
use crate::stickiness::mark;
use crate::table::{
    Algorithm, Endpoint, HealthCheck, LeastHealthy, Protocol, ProtocolVersion, Stickiness, Target,
    TargetGroup,
};
use crate::tally::Tally;

/// One target while it stays at the same endpoint.
#[derive(Debug)]
pub(crate) struct TargetState {
    /// Never used twice; the key of the connection pools.
    pub(crate) uid: u64,
    pub(crate) group: Arc<str>,
    pub(crate) id: Arc<str>,
    pub(crate) port: u16,
    pub(crate) ip: IpAddr,
    zone: Arc<str>,
    pub(crate) endpoint: Endpoint,
    /// What a sticky cookie says for it.
    pub(crate) mark: u64,
    pub(crate) in_flight: AtomicU32,
    /// Set once it is draining or gone: no request may begin here.
    closed: AtomicBool,
    /// Set once the table holds it no longer: its deregistration delay is over.
    pub(crate) retired: AtomicBool,
    /// When its slow start began, in nanoseconds since this process first asked; 0 when it is in none.
    warming_since: AtomicU64,
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
            zone: Arc::clone(&target.zone),
            endpoint: target.endpoint.clone(),
            mark: mark(&[group.as_bytes(), target.id.as_bytes(), &target.port.to_be_bytes()]),
            in_flight: AtomicU32::new(0),
            closed: AtomicBool::new(false),
            retired: AtomicBool::new(false),
            warming_since: AtomicU64::new(0),
            machine: Mutex::new(Machine::new()),
        }
    }

    pub(crate) fn is_same_registration(&self, other: &TargetState) -> bool {
        self.port == other.port && self.id == other.id
    }

    /// No request may begin here any more.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
    }

    /// Requests here are to end now.
    pub(crate) fn retire(&self) {
        self.retired.store(true, Ordering::Release);
    }

    /// The health machine. Locked by probes and the control side only, never by a request.
    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_warming(&self, slow_start: Duration) -> bool {
        let since = self.warming_since.load(Ordering::Relaxed);
        since != 0 && uptime().wrapping_sub(since) < nanos(slow_start)
    }

    /// False when a target in its slow start leaves this turn to another; it takes turns in proportion to its age.
    fn takes_turn(&self, slow_start: Duration) -> bool {
        let since = self.warming_since.load(Ordering::Relaxed);
        since == 0 || dice::below(nanos(slow_start)) < uptime().wrapping_sub(since)
    }
}

/// Nanoseconds since this was first asked, never 0.
fn uptime() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64 + 1
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
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

/// Who gets requests.
#[derive(Debug, Default)]
struct Eligible {
    targets: Vec<Arc<TargetState>>,
    /// Where each zone's targets are, when zones take turns.
    zones: Vec<Range<usize>>,
}

/// One target group.
#[derive(Debug)]
pub(crate) struct GroupState {
    pub(crate) arn: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) health_check: HealthCheck,
    pub(crate) seats: Vec<Seat>,
    pub(crate) tally: Arc<Tally>,
    pub(crate) stickiness: Option<Stickiness>,
    pub(crate) protocol: Protocol,
    pub(crate) version: ProtocolVersion,
    /// What a sticky cookie says for it.
    pub(crate) mark: u64,
    algorithm: Algorithm,
    slow_start: Option<Duration>,
    least_healthy: LeastHealthy,
    cross_zone: bool,
    cursor: AtomicUsize,
    zone_cursor: AtomicUsize,
    eligible: ArcSwap<Eligible>,
}

impl GroupState {
    pub(crate) fn new(group: &TargetGroup, before: Option<&GroupState>, workers: usize) -> Self {
        let seats = group.targets.iter().map(|target| seat(&group.arn, target, before)).collect();
        let state = Self {
            arn: Arc::clone(&group.arn),
            name: Arc::clone(&group.name),
            health_check: group.health_check.clone(),
            seats,
            tally: before.map_or_else(|| Arc::new(Tally::new(workers)), |old| Arc::clone(&old.tally)),
            stickiness: group.stickiness.clone(),
            protocol: group.protocol,
            version: group.version,
            mark: mark(&[group.arn.as_bytes()]),
            algorithm: group.algorithm,
            slow_start: group.slow_start.filter(|_| group.algorithm == Algorithm::RoundRobin),
            least_healthy: group.least_healthy,
            cross_zone: group.cross_zone,
            cursor: AtomicUsize::new(before.map_or(0, |old| old.cursor.load(Ordering::Relaxed))),
            zone_cursor: AtomicUsize::new(0),
            eligible: ArcSwap::default(),
        };
        state.review();
        state
    }

    fn registered(&self) -> impl Iterator<Item = &Arc<TargetState>> {
        self.seats.iter().filter(|seat| !seat.draining).map(|seat| &seat.target)
    }

    /// Works out anew who gets requests: the healthy; when they are too few, every registered target (fail open).
    pub(crate) fn review(&self) {
        let is_healthy = |target: &&Arc<TargetState>| target.machine().state() == State::Healthy;
        let healthy: Vec<_> = self.registered().filter(is_healthy).cloned().collect();
        let enough = self.least_healthy.is_met(healthy.len(), self.registered().count());
        let targets = if enough { healthy } else { self.registered().cloned().collect() };
        self.eligible.store(Arc::new(Eligible::new(targets, self.cross_zone)));
    }

    /// Notes that `target` has become healthy or unhealthy.
    pub(crate) fn health_changed(&self, target: &TargetState) {
        let healthy = target.machine().state() == State::Healthy;
        let since = match self.slow_start {
            Some(slow_start) if healthy && self.has_warm_one(target, slow_start) => uptime(),
            _ => 0,
        };
        target.warming_since.store(since, Ordering::Relaxed);
    }

    /// True when a target other than `newcomer` is healthy and out of its slow start.
    fn has_warm_one(&self, newcomer: &TargetState, slow_start: Duration) -> bool {
        self.registered().any(|target| {
            target.uid != newcomer.uid
                && !target.is_warming(slow_start)
                && target.machine().state() == State::Healthy
        })
    }

    /// The target of the next request: the one of mark `wanted` while it is eligible, else the algorithm's; `None` when
    /// none is registered.
    pub(crate) fn pick(&self, wanted: Option<u64>) -> Option<Arc<TargetState>> {
        let eligible = self.eligible.load();
        let all = eligible.targets.as_slice();
        let sticky = wanted.and_then(|wanted| all.iter().find(|target| target.mark == wanted));
        if sticky.is_some() {
            return sticky.cloned();
        }
        let near = match eligible.zones.as_slice() {
            [] | [_] => all,
            zones => &all[zones[self.zone_cursor.fetch_add(1, Ordering::Relaxed) % zones.len()].clone()],
        };
        if near.len() <= 1 {
            return near.first().cloned();
        }
        let at = match self.algorithm {
            Algorithm::RoundRobin => self.in_turn(near),
            Algorithm::WeightedRandom => dice::below(near.len() as u64) as usize,
            Algorithm::LeastOutstanding => self.least_busy(near),
        };
        near.get(at).cloned()
    }

    fn in_turn(&self, near: &[Arc<TargetState>]) -> usize {
        let next = || self.cursor.fetch_add(1, Ordering::Relaxed) % near.len();
        let Some(slow_start) = self.slow_start else { return next() };
        (0..near.len()).map(|_| next()).find(|at| near[*at].takes_turn(slow_start)).unwrap_or_else(next)
    }

    fn least_busy(&self, near: &[Arc<TargetState>]) -> usize {
        // Starting at a moving place keeps equals taking turns.
        let start = self.cursor.fetch_add(1, Ordering::Relaxed);
        (0..near.len())
            .map(|step| start.wrapping_add(step) % near.len())
            .min_by_key(|at| near[*at].in_flight.load(Ordering::Relaxed))
            .unwrap_or(0)
    }
}

impl LeastHealthy {
    fn is_met(self, healthy: usize, registered: usize) -> bool {
        let percent = u64::from(self.percent.unwrap_or(0));
        healthy as u64 >= u64::from(self.count.max(1)) && healthy as u64 * 100 >= percent * registered as u64
    }
}

impl Eligible {
    fn new(mut targets: Vec<Arc<TargetState>>, cross_zone: bool) -> Self {
        if cross_zone {
            return Self { targets, zones: Vec::new() };
        }
        targets.sort_by(|one, other| one.zone.cmp(&other.zone));
        let mut zones = Vec::new();
        for zone in targets.chunk_by(|one, other| one.zone == other.zone) {
            let start = zones.last().map_or(0, |range: &Range<usize>| range.end);
            zones.push(start..start + zone.len());
        }
        Self { targets, zones }
    }
}

fn seat(group: &Arc<str>, target: &Target, before: Option<&GroupState>) -> Seat {
    let same = |seat: &&Seat| {
        let known = &seat.target;
        known.id == target.id
            && known.port == target.port
            && known.endpoint == target.endpoint
            && known.ip == target.ip
            && known.zone == target.zone
            // A target registered again while draining starts over as a new one.
            && (target.draining || !seat.draining)
    };
    let known = before.and_then(|old| old.seats.iter().find(same)).map(|seat| Arc::clone(&seat.target));
    let target_state = known.unwrap_or_else(|| Arc::new(TargetState::new(group, target)));
    Seat { target: target_state, draining: target.draining }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::health::{Finding, Thresholds};

    fn group(zones: &[&str], change: impl FnOnce(&mut TargetGroup)) -> GroupState {
        let mut wanted = TargetGroup::new("arn".into(), "name".into());
        let target = |(at, zone): (usize, &&str)| Target {
            id: format!("i-{at}").into(),
            port: 80,
            zone: (*zone).into(),
            ip: "10.0.0.1".parse().unwrap(),
            endpoint: Endpoint::Address("10.0.0.1:80".parse().unwrap()),
            draining: false,
        };
        wanted.targets = zones.iter().enumerate().map(target).collect();
        change(&mut wanted);
        GroupState::new(&wanted, None, 1)
    }

    fn found(group: &GroupState, at: usize, finding: Finding) {
        let target = &group.seats[at].target;
        target.machine().observe(finding, Thresholds { healthy: 1, unhealthy: 1 });
        group.health_changed(target);
        group.review();
    }

    /// How often each target is picked in `rounds` rounds.
    fn shares(group: &GroupState, rounds: usize) -> Vec<usize> {
        let mut shares = vec![0; group.seats.len()];
        for _ in 0..rounds {
            let picked = group.pick(None).unwrap();
            shares[group.seats.iter().position(|seat| seat.target.uid == picked.uid).unwrap()] += 1;
        }
        shares
    }

    #[test]
    fn too_few_healthy_targets_open_the_group_to_all() {
        let with = |least_healthy| group(&["a", "a", "a", "a"], |group| group.least_healthy = least_healthy);
        let two = with(LeastHealthy { count: 2, percent: None });
        found(&two, 0, Finding::Passed);
        assert_eq!(shares(&two, 8), [2, 2, 2, 2]);
        found(&two, 1, Finding::Passed);
        assert_eq!(shares(&two, 8), [4, 4, 0, 0]);
        let half = with(LeastHealthy { count: 1, percent: Some(50) });
        found(&half, 0, Finding::Passed);
        assert_eq!(shares(&half, 8), [2, 2, 2, 2]);
        found(&half, 3, Finding::Passed);
        assert_eq!(shares(&half, 8), [4, 0, 0, 4]);
    }

    #[test]
    fn zones_take_turns_when_cross_zone_is_off() {
        let zones = group(&["b", "a", "b", "b"], |group| group.cross_zone = false);
        assert_eq!(shares(&zones, 12), [2, 6, 2, 2]);
        assert_eq!(shares(&group(&["b", "a", "b", "b"], |_| {}), 12), [3, 3, 3, 3]);
    }

    #[test]
    fn a_newcomer_starts_slowly_and_the_first_ones_do_not() {
        let hour = group(&["a", "a"], |group| group.slow_start = Some(Duration::from_secs(3600)));
        found(&hour, 0, Finding::Passed);
        assert_eq!(hour.seats[0].target.warming_since.load(Ordering::Relaxed), 0);
        found(&hour, 1, Finding::Passed);
        let cold = shares(&hour, 1000);
        assert!(cold[1] < 50, "{cold:?}");
        // Half of its hour ago.
        let half = nanos(Duration::from_secs(1800));
        let newcomer = &hour.seats[1].target;
        newcomer.warming_since.store(uptime().wrapping_sub(half), Ordering::Relaxed);
        let later = shares(&hour, 3000);
        // It takes every second of its turns: a third of all.
        assert!((800..1200).contains(&later[1]), "{later:?}");
        newcomer.warming_since.store(uptime().wrapping_sub(2 * half), Ordering::Relaxed);
        assert_eq!(shares(&hour, 1000), [500, 500]);
        found(&hour, 1, Finding::Failed);
        assert_eq!(newcomer.warming_since.load(Ordering::Relaxed), 0);
    }
}
