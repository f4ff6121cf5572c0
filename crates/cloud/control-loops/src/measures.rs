//! Measures once a minute of the metrics' clock what really happened and records it as CloudWatch does: `AWS/ECS` from what containers used,
//! `AWS/ApplicationELB` from what load balancers counted.
//!
//! In: the runtime's and the balancer's counters, the records. Out: values in the metric book. Never here: what the numbers come to
//! (`planner::measures`), made-up values. Only the last readings are remembered: the first round after a start records nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use container_runtime::{ContainerRuntime, RunningTask};
use ledger::{MetricBook, Observation, World};
use load_balancer::{Balancer, Counters};
use model::ecs::{ContainerInstance, Task};
use model::elbv2::{Action, Listener, LoadBalancer, Rule, TargetGroup, TargetHealth, TargetState};
use model::{Arn, Pace, Scope, Time};
use planner::measures::{self, ContainerUse, Counted, Health, Measured, Traffic, TrafficReading, UseReading};

use crate::tasks;
use crate::turn::{Round, Turns};

const MINUTE: i64 = 60_000;

/// What this loop works with.
#[derive(Clone)]
pub struct Gauges {
    /// Runs the tasks.
    pub runtime: Arc<dyn ContainerRuntime>,
    /// Carries the requests.
    pub balancer: Arc<Balancer>,
    /// Takes the values.
    pub book: Arc<MetricBook>,
    /// How long a minute takes.
    pub pace: Pace,
}

/// What was read last, and when it is time again.
#[derive(Default)]
struct Last {
    due: Option<Time>,
    used: Option<UseReading>,
    traffic: TrafficReading,
}

/// Runs the loop.
pub async fn run(turns: Turns, gauges: Gauges) {
    let none = None::<tokio::sync::watch::Receiver<()>>;
    let mut last = Last::default();
    turns.run("measures", |_| 0, none, move |world, now| round(&gauges, world, now, &mut last)).await;
}

/// One round; does nothing before the minute, as long as it takes here, is over.
fn round(gauges: &Gauges, world: &Arc<World>, now: Time, last: &mut Last) -> Round {
    let mut round = Round::default();
    if let Some(due) = last.due.filter(|due| now < *due) {
        round.by(due);
        return round;
    }
    let pairs = pairs(world);
    let used = used(now, &gauges.runtime.list());
    let traffic = traffic(world, &pairs, &gauges.balancer.metrics());
    if let Some(before) = &last.used {
        let (tasks, instances) = (world.all::<Task>(), world.all::<ContainerInstance>());
        let mut measured = measures::ecs(tasks.map(|t| &**t), instances.map(|i| &**i), before, &used);
        measured.extend(measures::load_balancers(&last.traffic, &traffic, &health(world, &pairs)));
        record(gauges, measured, now, &mut round);
    }
    let minute = gauges.pace.takes(MINUTE);
    let next = now.0.div_euclid(minute) * minute + minute;
    *last = Last { due: Some(Time(next)), used: Some(used), traffic };
    round.by(Time(next));
    round
}

/// Values belong to the minute that ends now.
fn record(gauges: &Gauges, measured: Vec<Measured>, now: Time, round: &mut Round) {
    if measured.is_empty() {
        return;
    }
    round.note(format!("{} metrics", measured.len()));
    let (at, resolution) =
        (now.0 - gauges.pace.takes(MINUTE) / 2, if gauges.pace == Pace::HONEST { 60 } else { 1 });
    let observation = |one: Measured| Observation {
        scope: one.scope,
        metric: one.metric,
        unit: one.unit,
        at,
        resolution,
        values: one.values,
    };
    let kept = gauges.book.record(measured.into_iter().map(observation).collect(), now.0);
    if kept.is_err() {
        round.trouble =
            Some("an account has as many metrics as it may have: nothing was recorded".to_owned());
    }
}

fn used(at: Time, running: &[RunningTask]) -> UseReading {
    let of = |task: &RunningTask| {
        let each = task.containers.iter().map(|container| {
            let used = ContainerUse { cpu_nanos: container.cpu_nanos, memory_bytes: container.memory_bytes };
            (container.runtime_id.clone(), used)
        });
        let key = tasks::task_key(&task.id)?;
        let (_, id) = key.id.rsplit_once('/')?;
        Some((id.to_owned(), each.collect()))
    };
    UseReading { at, tasks: running.iter().filter_map(of).collect() }
}

/// Every target group under a load balancer.
fn pairs(world: &World) -> Vec<Counted> {
    let listeners = world
        .all::<Listener>()
        .map(|one| (&one.scope, full_name(&one.load_balancer, &one.load_balancer_id), &one.default_action));
    let rules = world
        .all::<Rule>()
        .map(|one| (&one.scope, full_name(&one.load_balancer, &one.load_balancer_id), &one.action));
    let mut pairs: Vec<Counted> =
        listeners.chain(rules).flat_map(|(scope, balancer, action)| led(scope, &balancer, action)).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// A load balancer's name as the dimension has it.
fn full_name(name: &str, id: &str) -> String {
    format!("app/{name}/{id}")
}

fn led(scope: &Scope, balancer: &str, action: &Action) -> Vec<Counted> {
    let groups = action.groups().iter().filter_map(|group| Arn::parse(&group.target_group_arn));
    let counted = |arn: Arn<'_>| Counted {
        scope: scope.clone(),
        load_balancer: balancer.to_owned(),
        target_group: Some(arn.resource.to_owned()),
    };
    groups.map(counted).collect()
}

fn traffic(world: &World, pairs: &[Counted], metrics: &load_balancer::Metrics) -> TrafficReading {
    let mut reading = TrafficReading::new();
    let by_arn = |all: &[Counters]| -> BTreeMap<Arc<str>, Traffic> {
        all.iter().map(|one| (Arc::clone(&one.arn), counts(one))).collect()
    };
    let balancers = by_arn(&metrics.load_balancers);
    for one in world.all::<LoadBalancer>() {
        if let Some(traffic) = balancers.get(one.arn().as_str()) {
            let (scope, load_balancer) = (one.scope.clone(), one.full_name());
            reading.insert(Counted { scope, load_balancer, target_group: None }, traffic.clone());
        }
    }
    let groups = by_arn(&metrics.target_groups);
    for pair in pairs {
        let name = pair.target_group.as_deref().unwrap_or_default();
        let arn = model::arn::arn(&pair.scope, "elasticloadbalancing", name);
        if let Some(traffic) = groups.get(arn.as_str()) {
            reading.insert(pair.clone(), traffic.clone());
        }
    }
    reading
}

/// The counters under the names AWS gives them.
fn counts(one: &Counters) -> Traffic {
    let counts = BTreeMap::from([
        ("RequestCount", one.requests),
        ("HTTPCode_ELB_3XX_Count", one.elb_3xx),
        ("HTTPCode_ELB_4XX_Count", one.elb_4xx),
        ("HTTPCode_ELB_5XX_Count", one.elb_5xx),
        ("HTTPCode_ELB_500_Count", one.elb_500),
        ("HTTPCode_ELB_502_Count", one.elb_502),
        ("HTTPCode_ELB_503_Count", one.elb_503),
        ("HTTPCode_ELB_504_Count", one.elb_504),
        ("HTTPCode_Target_2XX_Count", one.target_2xx),
        ("HTTPCode_Target_3XX_Count", one.target_3xx),
        ("HTTPCode_Target_4XX_Count", one.target_4xx),
        ("HTTPCode_Target_5XX_Count", one.target_5xx),
        ("TargetConnectionErrorCount", one.target_connection_errors),
        ("HTTP_Fixed_Response_Count", one.fixed_responses),
        ("HTTP_Redirect_Count", one.redirects),
        ("ClientTLSNegotiationErrorCount", one.client_tls_errors),
        ("TargetTLSNegotiationErrorCount", one.target_tls_errors),
        ("GrpcRequestCount", one.grpc_requests),
        ("RuleEvaluations", one.rule_evaluations),
        ("NonStickyRequestCount", one.non_sticky_requests),
        ("DesyncMitigationMode_NonCompliant_Request_Count", one.non_compliant_requests),
        ("DroppedInvalidHeaderRequestCount", one.dropped_invalid_header_requests),
        ("NewConnectionCount", one.new_connections),
    ]);
    Traffic {
        counts,
        bytes: one.request_bytes + one.response_bytes,
        response_micros: one.target_response_micros,
        times: one.response_times.times().collect(),
        active: one.active_connections,
    }
}

fn health(world: &World, pairs: &[Counted]) -> BTreeMap<Counted, Health> {
    let mut by_group: BTreeMap<(&Scope, &str), Health> = BTreeMap::new();
    for seen in world.all::<TargetHealth>() {
        let health = by_group.entry((&seen.scope, &seen.target_group)).or_default();
        match seen.state {
            TargetState::Healthy => health.healthy += 1,
            TargetState::Unhealthy => health.unhealthy += 1,
            _ => {}
        }
    }
    let groups: BTreeMap<(&Scope, String), &str> =
        world.all::<TargetGroup>().map(|one| ((&one.scope, one.full_name()), one.name.as_str())).collect();
    let of = |pair: &Counted| {
        let group = groups.get(&(&pair.scope, pair.target_group.clone()?))?;
        Some((pair.clone(), by_group.get(&(&pair.scope, *group)).copied().unwrap_or_default()))
    };
    pairs.iter().filter_map(of).collect()
}
