//! How long one decision takes, for services of 100 to 10,000 tasks on 10 to 1,000 instances, and how that grows.
//!
//! In: nothing. Out: a table on standard output. Run: `cargo run --release -p planner --example scale`.
//!
//! Times are of this thread on a processor: what else the machine does shows only through its caches.
//! The last lines set 10,000 tasks on 1,000 instances against 100 on 10. Work of n log n grows by 200 between them, the exponent says
//! the same as n^x; memory is slower than a cache, so that time grows by more than work. Work itself, in instructions:
//! `valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/examples/scale 100 10`, and with `10000 1000`.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../tests/world/records.rs"]
mod records;

use std::collections::BTreeMap;
use std::time::Duration;

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
        let begun = processor_time();
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
        (plan, processor_time() - begun)
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

/// How long this thread has run.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes to `time` alone.
    let done = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(done, 0, "Linux counts the time of threads");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Milliseconds of every sort of decision.
struct Row {
    columns: [f64; COLUMNS.len()],
}

const COLUMNS: [&str; 5] = ["start all", "nothing", "roll", "replace", "halve"];

fn row(tasks: usize, instances: usize) -> Row {
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
    Row { columns: [fresh, idle, roll, replace, halve] }
}

fn print(label: &str, columns: impl IntoIterator<Item = String>) {
    let columns: String = columns.into_iter().map(|column| format!("{column:>11}")).collect();
    println!("{label:>16}{columns}");
}

/// Numbers on the command line: one row only, for a tool that counts what is done (`valgrind --tool=callgrind`).
fn only() -> Option<(usize, usize)> {
    let mut said = std::env::args().skip(1).map(|word| word.parse().expect("TASKS INSTANCES"));
    Some((said.next()?, said.next()?))
}

fn main() {
    if let Some((tasks, instances)) = only() {
        print("milliseconds", row(tasks, instances).columns.map(|ms| format!("{ms:.2}")));
        return;
    }
    print("tasks/instances", COLUMNS.map(str::to_owned));
    let mut rows = Vec::new();
    for (tasks, instances) in [(100, 10), (1_000, 10), (1_000, 100), (10_000, 100), (10_000, 1_000)] {
        let row = row(tasks, instances);
        print(&format!("{tasks}/{instances}"), row.columns.map(|ms| format!("{ms:.2} ms")));
        rows.push(row);
    }
    let (small, large) = (&rows[0], &rows[4]);
    let growth: Vec<f64> =
        small.columns.iter().zip(large.columns).map(|(small, large)| large / small).collect();
    print("times", growth.iter().map(|times| format!("{times:.0}")));
    print("of n log n", growth.iter().map(|times| format!("{:.2}", times / 200.0)));
    print("exponent", growth.iter().map(|times| format!("{:.2}", times.log10() / 2.0)));
    let most = large.columns.into_iter().fold(0.0, f64::max);
    println!("the longest decision about 10,000 tasks on 1,000 instances: {most:.1} ms");
}
