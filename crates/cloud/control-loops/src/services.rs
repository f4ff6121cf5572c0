//! The service scheduler's hands: gathers the situation of every service, asks `planner::service`, writes what it says.

use std::collections::BTreeMap;
use std::sync::Arc;

use control_plane::ec2::networks;
use ledger::{Ledger, Txn, World};
use model::ec2::Subnet;
use model::ecs::{
    ContainerInstance, Deployment, PropagateTags, RolloutState, Service, ServiceDeployment, ServiceEvents,
    ServiceRevision, ServiceStatus, Task, TaskDefinition, TaskDefinitionRef,
};
use model::elbv2::{Target, TargetGroup, TargetHealth};
use model::{Dice, Key, Record, Scope, Tags, Time};
use planner::launch::{self, Origin};
use planner::network::Grounds;
use planner::outfit::Outfit;
use planner::service::{self, Group, Plan, Rules, Situation, Step};

use crate::clock::dice;
use crate::history;
use crate::pen;
use crate::turn::{Round, Turns};

/// Runs the loop.
pub async fn run(turns: Turns, rules: Rules) {
    let ledger = turns.ledger.clone();
    turns
        .run("services", interest, None::<tokio::sync::watch::Receiver<()>>, |world, now| {
            round(&ledger, world, now, rules)
        })
        .await;
}

/// Changes of these kinds may call for a step.
fn interest(world: &World) -> u64 {
    world.changed::<Service>()
        + world.changed::<Task>()
        + world.changed::<ContainerInstance>()
        + world.changed::<Target>()
        + world.changed::<TargetHealth>()
        + world.changed::<TargetGroup>()
        + world.changed::<Subnet>()
}

/// One round over all services.
pub fn round(ledger: &Ledger, world: &Arc<World>, now: Time, rules: Rules) -> Round {
    let mut round = Round::default();
    let wanted = |service: &&Arc<Service>| service.status != ServiceStatus::Inactive;
    for service in world.all::<Service>().filter(wanted) {
        let plan = decide(world, service, now, rules);
        if let Some(time) = plan.look_again {
            round.by(time);
        }
        if !plan.steps.is_empty() || is_history_behind(world, service, &plan, now) {
            let steps = pen::write(ledger, |txn| carry_out(txn, &service.key(), now, rules));
            round.note(format!("{}: {steps} steps", service.name));
        }
    }
    round
}

/// Whether the history of a deployment under way says less than there is to say.
fn is_history_behind(world: &World, service: &Service, plan: &Plan, now: Time) -> bool {
    let under_way = |primary: &Deployment| primary.rollout_state == RolloutState::InProgress;
    service.primary().is_some_and(under_way) && !courses(world, service, plan, now).is_empty()
}

/// The records of service deployments that change when a service is as it is now.
fn courses(world: &World, service: &Service, plan: &Plan, now: Time) -> Vec<ServiceDeployment> {
    let prefix = format!("{}/{}/", service.cluster, service.name);
    let all = world.scan_prefix::<ServiceDeployment>(&service.scope, &prefix);
    all.filter_map(|it| service::follow(it, service, plan.report.breaker, now)).collect()
}

fn decide(world: &World, service: &Service, now: Time, rules: Rules) -> Plan {
    let mut dice = dice(now, world.generation(), &service.name);
    let (tasks, grounds) = (
        tasks_of_cluster(world, service),
        Grounds::of_service(service, &networks::of_service(world, service)),
    );
    service::plan(situation(world, service, &tasks, &grounds, rules), now, &mut dice)
}

/// The tasks of a service's cluster: its own and those it shares instances with.
pub(crate) fn tasks_of_cluster<'w>(world: &'w World, service: &Service) -> Vec<&'w Task> {
    world.scan_prefix::<Task>(&service.scope, &format!("{}/", service.cluster)).map(|task| &**task).collect()
}

/// All a decision about one service rests on.
pub(crate) fn situation<'w>(
    world: &'w World,
    service: &'w Service,
    tasks: &[&'w Task],
    grounds: &'w Grounds,
    rules: Rules,
) -> Situation<'w> {
    let prefix = format!("{}/", service.cluster);
    let instances =
        world.scan_prefix::<ContainerInstance>(&service.scope, &prefix).map(|instance| &**instance);
    let events = world.get::<ServiceEvents>(&service.key()).map_or(&[][..], |history| &history.events);
    Situation {
        service,
        tasks: tasks.iter().copied().filter(|task| task.service() == Some(&service.name)).collect(),
        definitions: definitions(world, service),
        fleet: grounds.fleet(instances, tasks.iter().copied()),
        groups: groups(world, service),
        events,
        rules,
    }
}

fn definitions<'w>(
    world: &'w World,
    service: &'w Service,
) -> BTreeMap<&'w TaskDefinitionRef, &'w TaskDefinition> {
    let named = service.deployments.iter().map(|deployment| &deployment.task_definition);
    let found = named.filter_map(|name| world.get::<TaskDefinition>(&name.key(&service.scope)));
    found.map(|definition| (&definition.name, &**definition)).collect()
}

fn groups<'w>(world: &'w World, service: &'w Service) -> BTreeMap<&'w str, Group<'w>> {
    let arns = service.load_balancers.iter().map(|rule| rule.target_group_arn.as_str());
    arns.filter_map(|arn| Some((arn, group(world, group_of_arn(world, &service.scope, arn)?)))).collect()
}

/// The target group an ARN names.
pub(crate) fn group_of_arn<'w>(world: &'w World, scope: &Scope, arn: &str) -> Option<&'w TargetGroup> {
    let name = arn.rsplit('/').nth(1)?;
    let group = world.get::<TargetGroup>(&TargetGroup::key_of(scope, name))?;
    (group.arn() == arn).then_some(&**group)
}

fn group<'w>(world: &'w World, group: &TargetGroup) -> Group<'w> {
    let prefix = format!("{}/", group.name);
    let targets = world.scan_prefix::<Target>(&group.scope, &prefix);
    let health = world.scan_prefix::<TargetHealth>(&group.scope, &prefix);
    Group {
        registered: targets.map(|t| ((t.id.as_str(), t.port), t.draining_since.is_some())).collect(),
        health: health.map(|health| ((health.id.as_str(), health.port), &**health)).collect(),
    }
}

/// Decides again on what the transaction sees, and writes that.
fn carry_out(txn: &mut Txn, key: &Key, now: Time, rules: Rules) -> usize {
    let Some(service) = txn.get::<Service>(key).cloned() else { return 0 };
    let world = txn.world().clone();
    let plan = decide(&world, &service, now, rules);
    let mut dice = dice(now, world.generation(), &format!("{} writes", service.name));
    let steps = plan.steps.len();
    let starts = plan.steps.iter().any(|step| matches!(step, Step::Start { .. }));
    // Every task of the machine is looked at for its address, so only when one is to be given.
    let all = world.all::<Task>().map(|task| &**task).filter(|_| starts);
    let outfit = Outfit::of_service(&service, networks::of_service(&world, &service), all);
    let mut hand = Hand { service: (*service).clone(), outfit, told: Vec::new(), now };
    for step in plan.steps.iter().cloned() {
        hand.write(txn, step, &mut dice);
    }
    if hand.service != *service {
        txn.put(hand.service.clone());
    }
    for course in courses(&world, &hand.service, &plan, now) {
        txn.put(course);
    }
    history::tell(txn, &service, hand.told, now, &mut dice);
    steps
}

/// The service as the steps leave it, and what they tell.
struct Hand<'a> {
    service: Service,
    outfit: Outfit<'a>,
    told: Vec<String>,
    now: Time,
}

impl Hand<'_> {
    fn write(&mut self, txn: &mut Txn, step: Step, dice: &mut Dice) {
        match step {
            Step::Start { task, deployment, task_definition, placement } => {
                let Some(definition) =
                    txn.get::<TaskDefinition>(&task_definition.key(&self.service.scope)).cloned()
                else {
                    return;
                };
                let origin = origin(&self.service, deployment, &definition);
                let zone = &placement.zone;
                let origin = self.outfit.complete(origin, zone, dice);
                txn.put(launch::task(task, &definition, placement, origin, self.now, dice));
            }
            Step::Stop { task, reason } => {
                let key = Task::key_of(&self.service.scope, &self.service.cluster, &task);
                txn.update::<Task, _>(&key, |task| task.want_stopped(reason, self.now));
            }
            Step::Register { target_group_arn, task, target, port } => {
                self.register(txn, &target_group_arn, &task, target, port);
            }
            Step::Deployments(deployments) => self.deploy(txn, deployments),
            Step::Status(status) => self.service.status = status,
            Step::Event(message) => self.told.push(message),
        }
    }

    /// What comes back brings the settings it had.
    fn deploy(&mut self, txn: &Txn, deployments: Vec<Deployment>) {
        let before = self.service.primary().map(|primary| primary.number);
        self.service.deployments = deployments;
        let Service { scope, cluster, name, .. } = &self.service;
        let back = self.service.primary().filter(|primary| Some(primary.number) != before);
        let key = back.map(|back| ServiceRevision::key_of(scope, cluster, name, back.number));
        if let Some(revision) = key.and_then(|key| txn.get::<ServiceRevision>(&key)) {
            revision.restore(&mut self.service);
        }
    }

    fn register(&self, txn: &mut Txn, arn: &str, task: &str, id: String, port: u16) {
        let scope = &self.service.scope;
        let Some(group) = group_of_arn(txn.world(), scope, arn).cloned() else { return };
        let zone =
            txn.get::<Task>(&Task::key_of(scope, &self.service.cluster, task)).map(|task| task.zone.clone());
        // What probes saw of the task that had this port before says nothing about this one.
        txn.remove::<TargetHealth>(&Target::key_of(scope, &group.name, &id, port));
        txn.put(Target {
            scope: scope.clone(),
            target_group: group.name,
            id,
            port,
            zone,
            registered_at: self.now,
            draining_since: None,
            task: Some(format!("{}/{task}", self.service.cluster)),
        });
    }
}

fn origin(service: &Service, deployment: u64, definition: &TaskDefinition) -> Origin {
    Origin {
        cluster: service.cluster.clone(),
        group: service.group(),
        started_by: Some(format!("ecs-svc/{deployment}")),
        deployment: Some(deployment),
        overrides: Vec::new(),
        tags: task_tags(service, definition),
        ..Origin::default()
    }
}

/// What is propagated, and what ECS adds of its own.
fn task_tags(service: &Service, definition: &TaskDefinition) -> Tags {
    let mut tags = match service.propagate_tags {
        PropagateTags::Service => service.tags.clone(),
        PropagateTags::TaskDefinition => definition.tags.clone(),
        PropagateTags::None => Tags::new(),
    };
    if service.enable_ecs_managed_tags {
        tags.insert("aws:ecs:clusterName".to_owned(), service.cluster.clone());
        tags.insert("aws:ecs:serviceName".to_owned(), service.name.clone());
    }
    tags
}
