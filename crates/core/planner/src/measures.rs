//! What two readings of the machine come to as metric values of ECS and of load balancers.
//!
//! In: what containers had used and what load balancers had counted at two moments, and the records. Out: values for AWS's metrics.
//! Never here: reading anything, where values are kept.
//!
//! ```text
//!   before ──┐
//!            ├─ what grew ─> percent of what is reserved or registered ─> values of one minute
//!   now ─────┘
//! ```
//! What nobody measured is left out; nothing is made up. A task that reserves no CPU units has no CPUUtilization of its service.

use std::collections::BTreeMap;

use model::cloudwatch::{Distribution, MetricName, Unit};
use model::ecs::{ContainerInstance, LastStatus, Task};
use model::{Scope, Time};

/// CPU units of one core.
const UNITS_A_CORE: f64 = 1024.0;
const MIB: f64 = 1_048_576.0;

/// Values of one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Account and Region.
    pub scope: Scope,
    /// Which metric.
    pub metric: MetricName,
    /// What the values count.
    pub unit: Unit,
    /// The values.
    pub values: Distribution,
}

/// What a container had used when it was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContainerUse {
    /// Nanoseconds of CPU time since its start.
    pub cpu_nanos: Option<u64>,
    /// Bytes of memory at that moment.
    pub memory_bytes: Option<u64>,
}

/// All running containers at one moment: task id to container's runtime id to its use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UseReading {
    /// When.
    pub at: Time,
    /// Every container.
    pub tasks: BTreeMap<String, BTreeMap<String, ContainerUse>>,
}

/// What a task used between two readings.
#[derive(Clone, Copy, Debug, PartialEq)]
struct TaskUse {
    /// CPU units, on average.
    cpu: Option<f64>,
    /// MiB at the second reading.
    memory: Option<f64>,
}

impl UseReading {
    /// What the task used since `before`; a number that was not measured of every container is absent.
    fn since(&self, before: &UseReading, task: &str) -> Option<TaskUse> {
        let containers = self.tasks.get(task).filter(|containers| !containers.is_empty())?;
        let elapsed = self.at.since(before.at) as f64 * 1e6;
        let earlier = before.tasks.get(task);
        // A container that was not there before has used all its time in between.
        let earlier = |id: &str| earlier.and_then(|known| known.get(id)?.cpu_nanos).unwrap_or(0);
        let nanos: Option<u64> =
            containers.iter().map(|(id, now)| Some(now.cpu_nanos?.saturating_sub(earlier(id)))).sum();
        let bytes: Option<u64> = containers.values().map(|now| now.memory_bytes).sum();
        Some(TaskUse {
            cpu: nanos.filter(|_| elapsed > 0.0).map(|nanos| nanos as f64 / elapsed * UNITS_A_CORE),
            memory: bytes.map(|bytes| bytes as f64 / MIB),
        })
    }
}

/// CPU and memory: what is used, and of how much.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    used: Option<f64>,
    of: f64,
}

impl Share {
    fn percent(self) -> Option<f64> {
        self.used.filter(|_| self.of > 0.0).map(|used| used / self.of * 100.0)
    }
}

/// The metrics of `AWS/ECS` for what happened between two readings: of each service one value a running task, of each cluster one
/// value a container instance, and what running tasks reserve of what is registered.
pub fn ecs<'w>(
    tasks: impl Iterator<Item = &'w Task>,
    instances: impl Iterator<Item = &'w ContainerInstance>,
    before: &UseReading,
    now: &UseReading,
) -> Vec<Measured> {
    let running: Vec<&Task> = tasks.filter(|task| task.last == LastStatus::Running).collect();
    let mut sheet = Sheet::default();
    for task in &running {
        of_service(&mut sheet, task, now.since(before, &task.id));
    }
    let mut clusters: BTreeMap<(&Scope, &str), Vec<&ContainerInstance>> = BTreeMap::new();
    for instance in instances {
        clusters.entry((&instance.scope, &instance.cluster)).or_default().push(instance);
    }
    for ((scope, cluster), instances) in clusters {
        let own = |task: &&&Task| &task.scope == scope && task.cluster == cluster;
        let tasks: Vec<&Task> = running.iter().filter(own).copied().collect();
        of_cluster(&mut sheet, &tasks, &instances, |task| now.since(before, &task.id));
    }
    sheet.finish()
}

fn of_service(sheet: &mut Sheet, task: &Task, used: Option<TaskUse>) {
    let (Some(service), Some(used)) = (task.service(), used) else { return };
    let cpu = Share { used: used.cpu, of: task.reservation.cpu as f64 };
    let memory = Share { used: used.memory, of: task.reservation.memory as f64 };
    let dimensions = [("ClusterName", task.cluster.as_str()), ("ServiceName", service)];
    sheet.percent(&task.scope, "CPUUtilization", dimensions, cpu.percent());
    sheet.percent(&task.scope, "MemoryUtilization", dimensions, memory.percent());
}

fn of_cluster(
    sheet: &mut Sheet,
    tasks: &[&Task],
    instances: &[&ContainerInstance],
    used: impl Fn(&Task) -> Option<TaskUse>,
) {
    let Some(first) = instances.first() else { return };
    let dimensions = [("ClusterName", first.cluster.as_str())];
    for instance in instances {
        // One task that nobody measured leaves the instance's sum unknown; no task at all is no use at all.
        let on_it = tasks.iter().filter(|task| task.instance == instance.id);
        let on_it: Vec<Option<TaskUse>> = on_it.map(|task| used(task)).collect();
        let total = |amount: fn(&TaskUse) -> Option<f64>| {
            on_it.iter().try_fold(0.0, |sum, used| Some(sum + amount(used.as_ref()?)?))
        };
        let (cpu, memory) = (total(|used| used.cpu), total(|used| used.memory));
        let cpu = Share { used: cpu, of: instance.registered.cpu as f64 };
        let memory = Share { used: memory, of: instance.registered.memory as f64 };
        sheet.percent(&first.scope, "CPUUtilization", dimensions, cpu.percent());
        sheet.percent(&first.scope, "MemoryUtilization", dimensions, memory.percent());
    }
    let placed: Vec<&&Task> =
        tasks.iter().filter(|task| instances.iter().any(|one| one.id == task.instance)).collect();
    let reserved = |amount: fn(&model::ecs::Resources) -> i64| Share {
        used: Some(placed.iter().map(|task| amount(&task.reservation)).sum::<i64>() as f64),
        of: instances.iter().map(|instance| amount(&instance.registered)).sum::<i64>() as f64,
    };
    sheet.percent(&first.scope, "CPUReservation", dimensions, reserved(|all| all.cpu).percent());
    sheet.percent(&first.scope, "MemoryReservation", dimensions, reserved(|all| all.memory).percent());
}

/// What a load balancer counted about itself or one of its target groups since its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Name of AWS's metric to how often.
    pub counts: BTreeMap<&'static str, u64>,
    /// Bytes in both directions.
    pub bytes: u64,
    /// Sum of the times targets took to answer, in microseconds.
    pub response_micros: u64,
    /// Those times in microseconds, to an eighth, and how many there were of each.
    pub times: BTreeMap<u64, u64>,
    /// Connections of clients that are open at the moment.
    pub active: u64,
}

/// A load balancer, or a target group under one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Account and Region.
    pub scope: Scope,
    /// As the dimension has it: `app/NAME/ID`.
    pub load_balancer: String,
    /// As the dimension has it: `targetgroup/NAME/ID`.
    pub target_group: Option<String>,
}

/// All load balancers at one moment.
pub type TrafficReading = BTreeMap<Counted, Traffic>;

/// How the targets of a group are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Those that get requests.
    pub healthy: u64,
    /// Those that fail their checks.
    pub unhealthy: u64,
}

/// The metrics of `AWS/ApplicationELB` for what happened between two readings; what did not grow has no value. `health` is told of
/// every group under a load balancer.
pub fn load_balancers(
    before: &TrafficReading,
    now: &TrafficReading,
    health: &BTreeMap<Counted, Health>,
) -> Vec<Measured> {
    let mut sheet = Sheet::default();
    let nothing = Traffic::default();
    for (of, traffic) in now {
        let earlier = before.get(of).unwrap_or(&nothing);
        of_traffic(&mut sheet, of, traffic, earlier);
    }
    for (of, health) in health {
        let requests = |reading: &TrafficReading| {
            reading.get(of).and_then(|traffic| traffic.counts.get("RequestCount").copied()).unwrap_or(0)
        };
        // Always reported, so that an alarm over it sees quiet times too. Without a healthy target the requests went to all.
        let targets = if health.healthy > 0 { health.healthy } else { health.unhealthy };
        if targets > 0 {
            let each = requests(now).saturating_sub(requests(before)) as f64 / targets as f64;
            sheet.count(of, "RequestCountPerTarget", Distribution::of(each, 1.0));
        }
        sheet.count(of, "HealthyHostCount", Distribution::of(health.healthy as f64, 1.0));
        sheet.count(of, "UnHealthyHostCount", Distribution::of(health.unhealthy as f64, 1.0));
    }
    sheet.finish()
}

fn of_traffic(sheet: &mut Sheet, of: &Counted, traffic: &Traffic, earlier: &Traffic) {
    let grown = |now: u64, before: u64| now.checked_sub(before).filter(|grown| *grown > 0);
    for (name, count) in &traffic.counts {
        let before = earlier.counts.get(name).copied().unwrap_or(0);
        let Some(more) = grown(*count, before) else { continue };
        // Each event is a value of one: SampleCount tells how many there were, Average is one.
        sheet.count(of, name, Distribution::of(1.0, more as f64));
    }
    if let Some(bytes) = grown(traffic.bytes, earlier.bytes).filter(|_| of.target_group.is_none()) {
        sheet.add(of, "ProcessedBytes", Unit::Bytes, Distribution::of(bytes as f64, 1.0));
    }
    if traffic.active > 0 {
        sheet.count(of, "ActiveConnectionCount", Distribution::of(traffic.active as f64, 1.0));
    }
    let times = response_times(traffic, earlier);
    if times.count > 0.0 {
        sheet.add(of, "TargetResponseTime", Unit::Seconds, times);
    }
}

/// How long targets took between two readings, in seconds: the sum is exact, their spread is known to an eighth.
fn response_times(traffic: &Traffic, earlier: &Traffic) -> Distribution {
    let mut times = Distribution::default();
    for (micros, count) in &traffic.times {
        let more = count.saturating_sub(earlier.times.get(micros).copied().unwrap_or(0));
        if more > 0 {
            times.add(&Distribution::of(*micros as f64 / 1e6, more as f64));
        }
    }
    if times.count > 0.0 {
        let sum = traffic.response_micros.saturating_sub(earlier.response_micros) as f64 / 1e6;
        times.sum = sum.clamp(times.minimum * times.count, times.maximum * times.count);
    }
    times
}

/// Values gathered by metric.
#[derive(Default)]
struct Sheet(BTreeMap<(Scope, MetricName, Unit), Distribution>);

impl Sheet {
    fn put(&mut self, scope: &Scope, metric: MetricName, unit: Unit, values: &Distribution) {
        self.0.entry((scope.clone(), metric, unit)).or_default().add(values);
    }

    fn percent<'a>(
        &mut self,
        scope: &Scope,
        name: &str,
        dimensions: impl IntoIterator<Item = (&'a str, &'a str)>,
        value: Option<f64>,
    ) {
        if let Some(value) = value {
            let metric = MetricName::new("AWS/ECS", name, dimensions);
            self.put(scope, metric, Unit::Percent, &Distribution::of(value, 1.0));
        }
    }

    fn count(&mut self, of: &Counted, name: &str, values: Distribution) {
        self.add(of, name, Unit::Count, values);
    }

    /// Under the load balancer, or under the group with it; values of a target alone also under the group alone.
    fn add(&mut self, of: &Counted, name: &str, unit: Unit, values: Distribution) {
        let mut dimensions = vec![("LoadBalancer", of.load_balancer.as_str())];
        dimensions.extend(of.target_group.as_deref().map(|group| ("TargetGroup", group)));
        let metric = |dimensions: &[(&str, &str)]| {
            MetricName::new("AWS/ApplicationELB", name, dimensions.iter().copied())
        };
        self.put(&of.scope, metric(&dimensions), unit, &values);
        if name == "RequestCountPerTarget" {
            self.put(&of.scope, metric(&dimensions[1..]), unit, &values);
        }
    }

    fn finish(self) -> Vec<Measured> {
        let each = self.0.into_iter();
        each.map(|((scope, metric, unit), values)| Measured { scope, metric, unit, values }).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use model::ecs::{Attribute, DesiredStatus, InstanceStatus, LaunchType, Resources, TaskDefinitionRef};
    use model::{Scope, Tags};

    use super::*;

    fn scope() -> Scope {
        Scope::new("000000000000", "us-west-2").unwrap()
    }

    fn amounts(cpu: i64, memory: i64) -> Resources {
        Resources { cpu, memory, ports: BTreeSet::new(), udp_ports: BTreeSet::new() }
    }

    fn task(id: &str, instance: &str, reservation: Resources) -> Task {
        Task {
            scope: scope(),
            cluster: "a".into(),
            id: id.into(),
            task_definition: TaskDefinitionRef { family: "web".into(), revision: 1 },
            group: "service:web".into(),
            started_by: None,
            deployment: Some(1),
            instance: instance.into(),
            zone: "us-west-2a".into(),
            launch_type: LaunchType::Ec2,
            capacity_provider: None,
            network: None,
            reservation,
            overrides: Vec::new(),
            desired: DesiredStatus::Running,
            last: LastStatus::Running,
            containers: Vec::new(),
            stopped_reason: None,
            created_at: Time(0),
            pull_started_at: None,
            pull_stopped_at: None,
            started_at: None,
            stopping_at: None,
            execution_stopped_at: None,
            stopped_at: None,
            version: 1,
            tags: Tags::new(),
            protected_until: None,
        }
    }

    fn instance(id: &str) -> ContainerInstance {
        ContainerInstance {
            scope: scope(),
            cluster: "a".into(),
            id: id.into(),
            ec2_instance_id: format!("i-{id}"),
            zone: "us-west-2a".into(),
            address: std::net::Ipv4Addr::LOCALHOST,
            registered: amounts(1024, 1000),
            attributes: Attribute::new(),
            status: InstanceStatus::Active,
            agent_connected: true,
            registered_at: Time(0),
            version: 1,
            tags: Tags::new(),
        }
    }

    /// Task, container, milliseconds of CPU time, MiB.
    fn reading(seconds: i64, uses: &[(&str, &str, Option<u64>, u64)]) -> UseReading {
        let mut reading = UseReading { at: Time(seconds * 1000), ..UseReading::default() };
        for (task, container, cpu, memory) in uses {
            let used = ContainerUse {
                cpu_nanos: cpu.map(|millis| millis * 1_000_000),
                memory_bytes: Some(memory * 1_048_576),
            };
            reading.tasks.entry((*task).into()).or_default().insert((*container).into(), used);
        }
        reading
    }

    fn find(measured: &[Measured], name: &str, dimensions: usize) -> Option<Distribution> {
        let wanted = |one: &&Measured| one.metric.name == name && one.metric.dimensions.len() == dimensions;
        measured.iter().find(wanted).map(|one| one.values.clone())
    }

    #[test]
    fn a_service_has_one_value_a_task_and_a_cluster_one_an_instance() {
        let tasks = [task("1", "x", amounts(512, 100)), task("2", "y", amounts(512, 100))];
        let before = reading(0, &[("1", "c", Some(500), 10), ("2", "c", Some(0), 10)]);
        // 1: 15 s of 60 are a quarter of a core, half of its 512 units. 2: a container more, which was not there before.
        let now = reading(
            60,
            &[("1", "c", Some(15_500), 50), ("2", "c", Some(3000), 10), ("2", "d", Some(12_000), 15)],
        );
        let told = ecs(tasks.iter(), [instance("x"), instance("y")].iter(), &before, &now);
        let cpu = find(&told, "CPUUtilization", 2).unwrap();
        assert_eq!((cpu.count, cpu.minimum, cpu.maximum), (2.0, 50.0, 50.0));
        let memory = find(&told, "MemoryUtilization", 2).unwrap();
        assert_eq!((memory.count, memory.minimum, memory.maximum), (2.0, 25.0, 50.0));
        let cluster = find(&told, "CPUUtilization", 1).unwrap();
        assert_eq!((cluster.count, cluster.average()), (2.0, Some(25.0)));
        assert_eq!(find(&told, "CPUReservation", 1).unwrap().average(), Some(50.0));
        assert_eq!(find(&told, "MemoryReservation", 1).unwrap().average(), Some(10.0));
    }

    #[test]
    fn what_nobody_measured_or_reserved_is_left_out() {
        let tasks = [task("1", "x", amounts(0, 100))];
        let (before, now) = (reading(0, &[]), reading(60, &[("1", "c", Some(1), 10)]));
        let told = ecs(tasks.iter(), std::iter::empty(), &before, &now);
        assert_eq!(find(&told, "CPUUtilization", 2), None);
        assert!(find(&told, "MemoryUtilization", 2).is_some());
        assert_eq!(told.len(), 1);
        let unmeasured = reading(60, &[("1", "c", None, 10)]);
        let tasks = [task("1", "x", amounts(10, 100))];
        let told = ecs(tasks.iter(), [instance("x")].iter(), &before, &unmeasured);
        assert_eq!((find(&told, "CPUUtilization", 2), find(&told, "CPUUtilization", 1)), (None, None));
        let mut stopped = task("1", "x", amounts(10, 100));
        stopped.last = LastStatus::Stopped;
        assert!(ecs([stopped].iter(), std::iter::empty(), &before, &now).is_empty());
    }

    fn counted(group: bool) -> Counted {
        let target_group = group.then(|| "targetgroup/t/2".to_owned());
        Counted { scope: scope(), load_balancer: "app/l/1".into(), target_group }
    }

    fn requests(number: u64) -> Traffic {
        Traffic {
            counts: BTreeMap::from([("RequestCount", number), ("HTTPCode_ELB_5XX_Count", 3)]),
            bytes: number * 100,
            response_micros: number * 20_000,
            times: BTreeMap::from([(18_000, number / 2), (22_000, number / 2)]),
            active: 0,
        }
    }

    #[test]
    fn only_what_grew_is_told() {
        let before = TrafficReading::from([(counted(false), requests(4)), (counted(true), requests(4))]);
        let now = TrafficReading::from([(counted(false), requests(10)), (counted(true), requests(10))]);
        let health = BTreeMap::from([(counted(true), Health { healthy: 2, unhealthy: 1 })]);
        let told = load_balancers(&before, &now, &health);
        let of = |name: &str, dimensions| find(&told, name, dimensions);
        assert_eq!(of("RequestCount", 1).map(|all| (all.sum, all.count)), Some((6.0, 6.0)));
        assert_eq!(of("RequestCountPerTarget", 2).map(|all| all.sum), Some(3.0));
        assert_eq!(of("RequestCountPerTarget", 1).map(|all| all.sum), Some(3.0));
        let times = of("TargetResponseTime", 1).unwrap();
        assert_eq!((times.average(), times.minimum, times.maximum), (Some(0.02), 0.018, 0.022));
        assert_eq!(of("ProcessedBytes", 1).map(|all| all.sum), Some(600.0));
        assert_eq!((of("ProcessedBytes", 2), of("HTTPCode_ELB_5XX_Count", 1)), (None, None));
        assert_eq!(of("UnHealthyHostCount", 2).map(|all| all.sum), Some(1.0));
        let quiet = load_balancers(&now, &now, &BTreeMap::new());
        assert!(quiet.is_empty(), "{quiet:?}");
        let quiet = load_balancers(&now, &now, &health);
        let each = find(&quiet, "RequestCountPerTarget", 2);
        assert_eq!(each.map(|all| (all.sum, all.count)), Some((0.0, 1.0)), "always reported");
    }

    #[test]
    fn requests_are_divided_among_all_targets_when_none_is_healthy() {
        let now = TrafficReading::from([(counted(true), requests(6))]);
        let told = |healthy, unhealthy| {
            let health = BTreeMap::from([(counted(true), Health { healthy, unhealthy })]);
            find(&load_balancers(&TrafficReading::new(), &now, &health), "RequestCountPerTarget", 2)
        };
        assert_eq!(told(0, 3).map(|all| all.sum), Some(2.0));
        assert_eq!(told(0, 0), None);
    }
}
