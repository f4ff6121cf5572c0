//! A small cloud for tests: plain records, a clock that is a number, and the laws of motion of tasks and targets.
//!
//! In: events. Out: the records, and after every decision the promises that must hold whatever happened before.
//! Never here: a ledger, a runtime, a real clock.
#![allow(dead_code, clippy::unwrap_used)]

mod motion;
pub(crate) mod promises;
pub(crate) mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::ec2::{DefaultNetwork, Subnet};
use model::ecs::*;
use model::elbv2::{TargetHealth, TargetState};
use model::{Dice, Time};
use planner::fleet::Fleet;
use planner::launch::{self, Origin};
use planner::network::Addresses;
use planner::service::{self, Group, Plan, Rules, Situation, Step};

/// What becomes of tasks of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// They start and pass their checks.
    Good,
    /// They never reach RUNNING.
    NeverStarts,
    /// They run and fail the probes of the load balancer.
    FailsProbes,
    /// They run and end by themselves within a second.
    Crashes,
}

/// A registered target.
#[derive(Clone, Debug)]
pub(crate) struct TestTarget {
    pub(crate) task: String,
    pub(crate) draining_since: Option<Time>,
}

/// One cluster with one service.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) now: Time,
    pub(crate) instances: Vec<ContainerInstance>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) service: Service,
    pub(crate) definitions: Vec<TaskDefinition>,
    pub(crate) natures: BTreeMap<u32, Nature>,
    pub(crate) targets: BTreeMap<(String, u16), TestTarget>,
    pub(crate) health: BTreeMap<(String, u16), TargetHealth>,
    pub(crate) sick: BTreeSet<String>,
    /// Tasks that pass their checks every other second only.
    pub(crate) flapping: BTreeSet<String>,
    /// Whether the containers' own health checks are run.
    pub(crate) checks_containers: bool,
    /// Seconds a leaving task still answers requests.
    pub(crate) busy: i64,
    /// Newest first.
    pub(crate) events: Vec<ServiceEvent>,
    pub(crate) seed: u64,
    pub(crate) starts: usize,
    /// Zones outside of which instances take no task.
    pub(crate) confined: Option<BTreeSet<String>>,
}

impl World {
    pub(crate) fn new(
        instances: Vec<ContainerInstance>,
        service: Service,
        definition: TaskDefinition,
    ) -> World {
        let natures = BTreeMap::from([(definition.name.revision, Nature::Good)]);
        World {
            now: Time(1_000_000),
            instances,
            tasks: Vec::new(),
            service,
            definitions: vec![definition],
            natures,
            targets: BTreeMap::new(),
            health: BTreeMap::new(),
            sick: BTreeSet::new(),
            flapping: BTreeSet::new(),
            checks_containers: false,
            busy: 0,
            events: Vec::new(),
            seed: 1,
            starts: 0,
            confined: None,
        }
    }

    pub(crate) fn situation(&self) -> Situation<'_> {
        let registered =
            self.targets.iter().map(|((id, port), t)| ((id.as_str(), *port), t.draining_since.is_some()));
        let health = self.health.iter().map(|((id, port), health)| ((id.as_str(), *port), health));
        let group = Group { registered: registered.collect(), health: health.collect() };
        let balancers = self.service.load_balancers.iter();
        let mut fleet = Fleet::new(&self.instances, &self.tasks);
        self.confined.iter().for_each(|zones| fleet.confine(zones));
        Situation {
            service: &self.service,
            tasks: self.own().collect(),
            definitions: self.definitions.iter().map(|definition| (&definition.name, definition)).collect(),
            fleet,
            groups: balancers.map(|rule| (rule.target_group_arn.as_str(), group.clone())).collect(),
            events: &self.events,
            rules: Rules::default(),
        }
    }

    pub(crate) fn own(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.service() == Some(&self.service.name))
    }

    /// Tasks of the service that are not STOPPED.
    pub(crate) fn present(&self) -> impl Iterator<Item = &Task> {
        self.own().filter(|task| task.last != LastStatus::Stopped)
    }

    /// Tasks of the service whose end nobody wants.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Task> {
        self.present().filter(|task| task.desired == DesiredStatus::Running)
    }

    /// Whether a user would say that a task does its work: it runs, and every probe says so.
    pub(crate) fn serves(&self, task: &Task) -> bool {
        let healthy = |rule: &LoadBalancing| {
            let key = self.target_key(task, rule);
            let registered =
                key.as_ref().and_then(|key| self.targets.get(key)).filter(|t| t.draining_since.is_none());
            registered.is_some()
                && key.and_then(|key| self.health.get(&key)).is_some_and(|h| h.state == TargetState::Healthy)
        };
        let passes = |container: &TaskContainer| match self.checks_containers {
            true => container.health == HealthStatus::Healthy,
            false => container.health != HealthStatus::Unhealthy,
        };
        task.desired == DesiredStatus::Running
            && task.last == LastStatus::Running
            && task.containers.iter().all(passes)
            && self.service.load_balancers.iter().all(healthy)
    }

    pub(crate) fn target_key(&self, task: &Task, rule: &LoadBalancing) -> Option<(String, u16)> {
        if let Some(network) = &task.network {
            return Some((network.address.to_string(), rule.container_port));
        }
        let instance = self.instances.iter().find(|instance| instance.id == task.instance)?;
        Some((instance.ec2_instance_id.clone(), task.host_port(&rule.container_name, rule.container_port)?))
    }

    /// Decides, checks every promise, writes.
    pub(crate) fn round(&mut self) -> Plan {
        let dice = Dice::new(self.seed ^ self.now.0 as u64);
        let plan = service::plan(self.situation(), self.now, &mut dice.clone());
        let again = service::plan(self.situation(), self.now, &mut dice.clone());
        assert_eq!(plan, again, "the same input gives the same plan");
        self.check_limits(&plan);
        for step in plan.steps.clone() {
            self.write(step);
        }
        self.check_instances();
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        plan
    }

    fn write(&mut self, step: Step) {
        match step {
            Step::Start { task, deployment, task_definition, placement } => {
                let definition = self.definitions.iter().find(|d| d.name == task_definition).unwrap();
                let dice = &mut Dice::new(self.starts as u64);
                let own = self.service.network.as_ref();
                let mut addresses = Addresses::of(&self.tasks);
                let attached = own.and_then(|own| addresses.attach(&subnets(own), &placement.zone, dice));
                let origin = Origin {
                    launch_type: self.service.launch_type,
                    network: attached,
                    cluster: self.service.cluster.clone(),
                    group: self.service.group(),
                    deployment: Some(deployment),
                    ..Origin::default()
                };
                self.starts += 1;
                let task = launch::task(task, definition, placement, origin, self.now, &mut Dice::new(1));
                self.tasks.push(task);
            }
            Step::Stop { task, reason } => self.want_stopped(&task, reason),
            Step::Register { task, target, port, .. } => {
                self.health.remove(&(target.clone(), port));
                self.targets.insert((target, port), TestTarget { task, draining_since: None });
            }
            Step::Deployments(deployments) => self.service.deployments = deployments,
            Step::Status(status) => self.service.status = status,
            Step::Event(message) => {
                self.events.insert(0, ServiceEvent { id: String::new(), at: self.now, message });
            }
        }
    }

    pub(crate) fn want_stopped(&mut self, id: &str, reason: StopReason) {
        let now = self.now;
        if let Some(task) = self.tasks.iter_mut().find(|task| task.id == id) {
            task.want_stopped(reason, now);
        }
    }

    /// Rounds and seconds until nothing moves any more; says how many rounds it took, or `None` when it never rests.
    pub(crate) fn settle(&mut self, most: usize) -> Option<usize> {
        for round in 0..most {
            let plan = self.round();
            let moved = self.second();
            if plan.steps.is_empty() && !moved {
                // A steady service looks again after hours, only to say so.
                let says_so = |at: &Time| plan.report.steady && at.since(self.now) > 3_600_000;
                let again = plan.look_again.filter(|at| !says_so(at));
                match again.into_iter().chain(self.next_motion()).min() {
                    Some(time) => self.now = self.now.max(time),
                    None => return Some(round),
                }
            }
        }
        None
    }

    /// So many seconds, with a decision in each.
    pub(crate) fn run(&mut self, seconds: usize) {
        for _ in 0..seconds {
            self.round();
            self.second();
        }
    }

    pub(crate) fn said(&self, words: &str) -> usize {
        self.events.iter().filter(|event| event.message.contains(words)).count()
    }
}

/// Short, so that a failure can be read.
impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Service { desired_count, configuration, load_balancers, deployments, .. } = &self.service;
        let balanced = !load_balancers.is_empty();
        writeln!(
            f,
            "{} desired={desired_count} {configuration:?} balanced={balanced} seed={}",
            self.now.0, self.seed
        )?;
        let container = &self.definitions[0].containers[0];
        writeln!(
            f,
            "task: cpu={} memory={:?} {:?}",
            container.cpu, container.memory, container.port_mappings
        )?;
        for ContainerInstance { id, zone, registered, status, agent_connected, .. } in &self.instances {
            writeln!(
                f,
                "{id} {zone} {} {} {status} agent={agent_connected}",
                registered.cpu, registered.memory
            )?;
        }
        for Deployment { number, status, rollout_state, .. } in deployments {
            writeln!(
                f,
                "deployment {number} {status} {rollout_state} {:?}",
                self.natures.get(&(*number as u32))
            )?;
        }
        for task in &self.tasks {
            let Task { id, deployment, instance, desired, last, created_at, started_at, .. } = task;
            let (created, serves) = (created_at.0, self.serves(task));
            writeln!(
                f,
                "{id} {deployment:?} on {instance} {desired} {last} {created} {started_at:?} serves={serves}"
            )?;
        }
        writeln!(f, "targets {:?}", self.targets)?;
        self.events.iter().try_for_each(|event| writeln!(f, "{} {}", event.at.0, event.message))
    }
}

/// The default subnets a configuration names.
pub(crate) fn subnets(network: &AwsvpcConfiguration) -> Vec<Arc<Subnet>> {
    let all = DefaultNetwork::of(&records::SCOPE).subnets.into_iter().map(Arc::new);
    all.filter(|subnet| network.subnets.contains(&subnet.id)).collect()
}
