//! How long one decision takes, for services of 100 to 10,000 tasks on 10 to 1,000 instances.
//!
//! In: nothing. Out: a table on standard output. Run: `cargo run --release -p planner --example scale`.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../tests/world/records.rs"]
mod records;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use model::ecs::{ContainerInstance, LastStatus, Service, Task, TaskDefinition};
use model::{Dice, Time};
use planner::fleet::Fleet;
use planner::launch::{self, Origin};
use planner::service::{Plan, Rules, Situation, Step, plan};

const NOW: Time = Time(10_000_000);

struct Scene {
    instances: Vec<ContainerInstance>,
    tasks: Vec<Task>,
    service: Service,
    definitions: Vec<TaskDefinition>,
}

impl Scene {
    fn new(tasks: usize, instances: usize) -> Scene {
        let size = 20_000 * (tasks / instances) as i64;
        let instances =
            (0..instances).map(|number| records::instance(number, number % 3, size, size)).collect();
        let first = records::definition(0, 1000, 1000);
        let mut second = first.clone();
        second.name.revision = 2;
        let service = records::service(tasks as i64, 100, 200, false);
        Scene { instances, tasks: Vec::new(), service, definitions: vec![first, second] }
    }

    fn decide(&self) -> (Plan, Duration) {
        let begun = Instant::now();
        let situation = Situation {
            service: &self.service,
            tasks: self.tasks.iter().collect(),
            definitions: self.definitions.iter().map(|definition| (&definition.name, definition)).collect(),
            fleet: Fleet::new(&self.instances, &self.tasks),
            groups: BTreeMap::new(),
            events: &[],
            rules: Rules::default(),
        };
        let plan = plan(situation, NOW, &mut Dice::new(7));
        (plan, begun.elapsed())
    }

    /// The shortest of nine decisions, in milliseconds, with what they come to: the longer ones measure what else the machine does.
    fn measure(&self) -> (f64, Plan) {
        let times = (0..9).map(|_| self.decide().1);
        (times.min().unwrap().as_secs_f64() * 1000.0, self.decide().0)
    }

    fn start(&mut self, plan: Plan) {
        for step in plan.steps {
            let Step::Start { task, deployment, placement, .. } = step else { continue };
            let origin =
                Origin { group: self.service.group(), deployment: Some(deployment), ..Origin::default() };
            let definition = &self.definitions[deployment as usize - 1];
            let mut task = launch::task(task, definition, placement, origin, Time(0), &mut Dice::new(1));
            task.last = LastStatus::Running;
            task.started_at = Some(Time(0));
            self.tasks.push(task);
        }
        self.tasks.sort_by(|one, other| one.id.cmp(&other.id));
    }

    fn update(&mut self) {
        self.service.deployments[0].status = model::ecs::DeploymentStatus::Active;
        self.service.deployments.insert(0, records::deployment(2, NOW));
    }
}

fn main() {
    println!(
        "{:>6} {:>9} {:>10} {:>10} {:>10} {:>10} {:>10}  ms",
        "tasks", "instances", "start all", "nothing", "roll", "replace", "halve"
    );
    for (tasks, instances) in [(100, 10), (1_000, 10), (1_000, 100), (10_000, 100), (10_000, 1_000)] {
        let mut scene = Scene::new(tasks, instances);
        let (fresh, plan) = scene.measure();
        scene.start(plan);
        let (idle, _) = scene.measure();
        scene.service.desired_count = tasks as i64 / 2;
        let (halve, _) = scene.measure();
        scene.service.desired_count = tasks as i64;
        scene.update();
        let (roll, plan) = scene.measure();
        scene.start(plan);
        let (replace, plan) = scene.measure();
        let stops = plan.steps.iter().filter(|step| matches!(step, Step::Stop { .. })).count();
        assert_eq!(stops, tasks, "all old tasks go once the new ones are fit");
        println!(
            "{tasks:>6} {instances:>9} {fresh:>10.2} {idle:>10.2} {roll:>10.2} {replace:>10.2} {halve:>10.2}"
        );
    }
}
