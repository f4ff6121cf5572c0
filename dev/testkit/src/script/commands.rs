//! The commands of scripts: what users do (through the operations), what programs and machines do (through the runtime), time.
//!
//! In: a command. Out: what it prints. Never here: a change of a record other than by an operation.

use std::time::Duration;

use container_runtime::sim::Outcome;
use container_runtime::{HealthOutcome, StartError, StartErrorKind};
use control_loops::tasks::adopt::Inheritance;
use control_loops::tasks::runtime_id;
use control_plane::table::Write;
use model::ec2;
use model::ecs::Task;
use model::elbv2::TargetGroup;
use shapes::{ec2 as ec2_api, ecs, elbv2};

use super::arguments::{Arguments, seconds};
use super::{Printed, Stage, discovery, history, network, scaling, show};

/// The cluster of every script.
pub(super) const CLUSTER: &str = "demo";

type Command = fn(&mut Stage, &Arguments) -> Printed;

/// Verb to command.
const COMMANDS: &[(&str, Command)] = &[
    ("create-cluster", create_cluster),
    ("start-instances", start_instances),
    ("power-off", power_off),
    ("power-on", power_on),
    ("terminate", terminate),
    ("drain", drain),
    ("label", label),
    ("register", register),
    ("create-balancer", create_balancer),
    ("create-registry", discovery::create_registry),
    ("create-service", create_service),
    ("update-service", update_service),
    ("delete-service", delete_service),
    ("stop-deployment", history::stop),
    ("push", history::push),
    ("protect", history::protect),
    ("stop-task", stop_task),
    ("kill", kill),
    ("fail-checks", fail_checks),
    ("answer-health", answer_health),
    ("crash", crash),
    ("start-again", start_again),
    ("image", image),
    ("scale", scaling::register),
    ("track", scaling::track),
    ("step", scaling::step),
    ("schedule", scaling::schedule),
    ("measure", scaling::measure),
    ("alarm", scaling::alarm),
    ("tick", tick),
    ("explain", show::explain),
    ("show", show::run),
];

pub(super) fn run(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let found = COMMANDS.iter().find(|(verb, _)| *verb == arguments.verb);
    let (_, command) = found.ok_or_else(|| format!("no command is called {:?}", arguments.verb))?;
    command(stage, arguments)
}

impl Stage {
    /// Calls an operation; a refusal is printed as the CLI prints it.
    pub(super) fn call<O: Write>(&mut self, input: O::Input) -> Result<O::Output, String> {
        let refused = |error: shapes::Error| format!("{}: {}", error.code, error.message);
        let output = self.cloud.write::<O>(input).map_err(refused)?;
        self.names.learn(&self.cloud.world());
        Ok(output)
    }

    /// The task of a name such as `web/1`.
    pub(super) fn task(&self, name: &str) -> Result<Task, String> {
        let world = self.cloud.world();
        let mut tasks = world.all::<Task>().filter(|task| self.names.of(&task.id) == name);
        tasks.next().map(|task| (**task).clone()).ok_or_else(|| format!("there is no task {name}"))
    }

    /// The ids of a name such as `instance-1`: of the machine (`i-...`) and of its registration.
    fn ids(&self, name: &str, machine: bool) -> Result<String, String> {
        let mut ids = self.names.ids(name).filter(|id| id.starts_with("i-") == machine);
        ids.next().map(str::to_owned).ok_or_else(|| format!("there is no {name}"))
    }
}

/// `create-cluster [providers=FARGATE,FARGATE_SPOT]`
fn create_cluster(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["providers"])?;
    let input = ecs::CreateClusterRequest {
        cluster_name: Some(CLUSTER.to_owned()),
        capacity_providers: arguments
            .text("providers")
            .map(|list| list.split(',').map(str::to_owned).collect()),
        ..Default::default()
    };
    stage.call::<ecs::CreateCluster>(input)?;
    Ok(Vec::new())
}

/// `start-instances COUNT [type=t3.small] [zone=a]`; without a zone each goes where there are fewest.
fn start_instances(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["type", "zone"])?;
    let count: i64 = arguments.word(0)?.parse().map_err(|_| "how many instances?".to_owned())?;
    let scope = stage.cloud.scope.clone();
    let zone = arguments.text("zone").map(|letter| format!("{}{letter}", scope.region));
    let input = ec2_api::RunInstancesRequest {
        image_id: Some("ami-00000000000000000".to_owned()),
        instance_type: Some(arguments.text("type").unwrap_or_else(|| "t3.small".to_owned())),
        subnet_id: zone.map(|zone| ec2::default_subnet(&scope, &zone)),
        user_data: Some(user_data()),
        min_count: count,
        max_count: count,
        ..Default::default()
    };
    stage.call::<ec2_api::RunInstances>(input)?;
    Ok(Vec::new())
}

/// `ECS_CLUSTER=demo`, base64.
fn user_data() -> String {
    "RUNTX0NMVVNURVI9ZGVtbwo=".to_owned()
}

fn terminate(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let instance_ids = vec![stage.ids(arguments.word(0)?, true)?];
    let input = ec2_api::TerminateInstancesRequest { instance_ids, ..Default::default() };
    stage.call::<ec2_api::TerminateInstances>(input)?;
    Ok(Vec::new())
}

fn power_off(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let instance_ids = vec![stage.ids(arguments.word(0)?, true)?];
    stage.call::<ec2_api::StopInstances>(ec2_api::StopInstancesRequest {
        instance_ids,
        ..Default::default()
    })?;
    Ok(Vec::new())
}

fn power_on(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let instance_ids = vec![stage.ids(arguments.word(0)?, true)?];
    stage.call::<ec2_api::StartInstances>(ec2_api::StartInstancesRequest {
        instance_ids,
        ..Default::default()
    })?;
    Ok(Vec::new())
}

fn drain(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let input = ecs::UpdateContainerInstancesStateRequest {
        cluster: Some(CLUSTER.to_owned()),
        container_instances: vec![stage.ids(arguments.word(0)?, false)?],
        status: "DRAINING".to_owned(),
    };
    stage.call::<ecs::UpdateContainerInstancesState>(input)?;
    Ok(Vec::new())
}

/// `label INSTANCE STACK`: its attribute `stack`.
fn label(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let attribute = ecs::Attribute {
        name: "stack".to_owned(),
        value: Some(arguments.word(1)?.to_owned()),
        target_id: Some(stage.ids(arguments.word(0)?, false)?),
        target_type: Some("container-instance".to_owned()),
    };
    let input = ecs::PutAttributesRequest { cluster: Some(CLUSTER.to_owned()), attributes: vec![attribute] };
    stage.call::<ecs::PutAttributes>(input)?;
    Ok(Vec::new())
}

/// `register FAMILY [image=web:1] [memory=256] [cpu=0] [port=80] [health=30] [retries=3] [after=START|HEALTHY|COMPLETE|SUCCESS]
/// [network=awsvpc|host] [restart=60]`: with `network`, `cpu` and `memory` are also those of the whole task;
/// `port` is the host port, 0 leaves it to the scheduler; `health` the seconds between health checks; `restart` the seconds the container
/// must have run to be started again when it ends with another exit code than 0; with `after` the container
/// waits for another one of the task, `first`, which has a health check and is essential unless its end is waited for.
fn register(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments
        .only(&["image", "memory", "cpu", "port", "health", "retries", "after", "network", "restart"])?;
    let family = arguments.word(0)?.to_owned();
    let port = ecs::PortMapping {
        container_port: Some(80),
        host_port: Some(arguments.value("port")?.unwrap_or(0)),
        ..Default::default()
    };
    let container = ecs::ContainerDefinition {
        name: Some(family.clone()),
        image: Some(arguments.text("image").unwrap_or_else(|| format!("{family}:latest"))),
        memory: Some(arguments.value("memory")?.unwrap_or(256)),
        cpu: arguments.value("cpu")?,
        port_mappings: Some(vec![port]),
        health_check: arguments
            .value("health")?
            .map(|interval| health_check(arguments, interval))
            .transpose()?,
        depends_on: arguments.text("after").map(|condition| vec![after_first(condition)]),
        restart_policy: arguments.value("restart")?.map(restart_policy),
        ..Default::default()
    };
    let first = arguments.text("after").map(|condition| first(&condition));
    let container_definitions = [container].into_iter().chain(first).collect();
    let input = ecs::RegisterTaskDefinitionRequest {
        family,
        container_definitions,
        // Of the whole task, as FARGATE wants them.
        cpu: arguments.text("network").and_then(|_| arguments.text("cpu")),
        memory: arguments.text("network").and_then(|_| arguments.text("memory")),
        network_mode: arguments.text("network"),
        ..Default::default()
    };
    stage.call::<ecs::RegisterTaskDefinition>(input)?;
    Ok(Vec::new())
}

fn restart_policy(period: i64) -> ecs::ContainerRestartPolicy {
    ecs::ContainerRestartPolicy {
        enabled: true,
        ignored_exit_codes: Some(vec![0]),
        restart_attempt_period: Some(period),
    }
}

fn health_check(arguments: &Arguments, interval: i64) -> Result<ecs::HealthCheck, String> {
    Ok(ecs::HealthCheck {
        command: ["CMD-SHELL", "exit 0"].map(str::to_owned).into(),
        interval: Some(interval),
        retries: arguments.value("retries")?,
        ..Default::default()
    })
}

fn after_first(condition: String) -> ecs::ContainerDependency {
    ecs::ContainerDependency { container_name: "first".to_owned(), condition }
}

/// The container another one waits for.
fn first(condition: &str) -> ecs::ContainerDefinition {
    let command = ["CMD-SHELL", "exit 0"].map(str::to_owned).into();
    ecs::ContainerDefinition {
        name: Some("first".to_owned()),
        image: Some("first:latest".to_owned()),
        memory: Some(64),
        essential: Some(matches!(condition, "START" | "HEALTHY")),
        health_check: Some(ecs::HealthCheck { command, interval: Some(5), ..Default::default() }),
        ..Default::default()
    }
}

/// `create-balancer NAME [delay=300] [targets=ip]`: a load balancer whose listener leads to one target group, all of that name.
fn create_balancer(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["delay", "targets"])?;
    let name = arguments.word(0)?.to_owned();
    let scope = stage.cloud.scope.clone();
    let zones = ec2::zones(scope.region.as_str());
    let subnets = zones.iter().take(2).map(|zone| ec2::default_subnet(&scope, zone)).collect();
    let balancer =
        elbv2::CreateLoadBalancerInput { name: name.clone(), subnets: Some(subnets), ..Default::default() };
    let made = stage.call::<elbv2::CreateLoadBalancer>(balancer)?;
    let load_balancer_arn = made.load_balancers.and_then(|mut all| all.pop()?.load_balancer_arn);
    let group = create_group(stage, &name, arguments.text("targets"), arguments.text("delay"))?;
    let forward =
        elbv2::Action { r#type: "forward".to_owned(), target_group_arn: Some(group), ..Default::default() };
    let listener = elbv2::CreateListenerInput {
        load_balancer_arn: load_balancer_arn.unwrap_or_default(),
        port: Some(80),
        protocol: Some("HTTP".to_owned()),
        default_actions: vec![forward],
        ..Default::default()
    };
    stage.call::<elbv2::CreateListener>(listener)?;
    Ok(Vec::new())
}

fn create_group(
    stage: &mut Stage,
    name: &str,
    target_type: Option<String>,
    delay: Option<String>,
) -> Result<String, String> {
    let group = elbv2::CreateTargetGroupInput {
        name: name.to_owned(),
        protocol: Some("HTTP".to_owned()),
        port: Some(80),
        vpc_id: Some(ec2::default_vpc(&stage.cloud.scope)),
        target_type,
        ..Default::default()
    };
    stage.call::<elbv2::CreateTargetGroup>(group)?;
    let arn = group_arn(stage, name)?;
    if delay.is_some() {
        let key = Some("deregistration_delay.timeout_seconds".to_owned());
        let attributes = vec![elbv2::TargetGroupAttribute { key, value: delay }];
        let input = elbv2::ModifyTargetGroupAttributesInput { attributes, target_group_arn: arn.clone() };
        stage.call::<elbv2::ModifyTargetGroupAttributes>(input)?;
    }
    Ok(arn)
}

fn group_arn(stage: &Stage, name: &str) -> Result<String, String> {
    let group =
        stage.cloud.world().get::<TargetGroup>(&TargetGroup::key_of(&stage.cloud.scope, name)).cloned();
    group.map(|group| group.arn()).ok_or_else(|| format!("there is no target group {name}"))
}

/// `create-service NAME [task=NAME] [desired=1] [min=100] [max=200] [behind=BALANCER] [grace=SECONDS] [binpack=FIELD]
/// [where=EXPRESSION] [launch=FARGATE] [providers=FARGATE:1,FARGATE_SPOT:3] [zones=ab] [daemon] [breaker|rollback]`: an expression
/// without spaces; a daemon has no desired count; `zones` are those of the subnets of tasks with an address of their own.
fn create_service(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let known = ["task", "desired", "min", "max", "behind", "grace", "binpack", "where"];
    arguments.only(&[&known[..], &["launch", "providers", "zones", "registry"]].concat())?;
    let name = arguments.word(0)?.to_owned();
    let task = arguments.text("task").unwrap_or_else(|| name.clone());
    let container = task.split(':').next().unwrap_or_default().to_owned();
    let behind = arguments.text("behind").map(|group| group_arn(stage, &group)).transpose()?;
    let rule = |arn| ecs::LoadBalancer {
        target_group_arn: Some(arn),
        container_name: Some(container),
        container_port: Some(80),
    };
    let daemon = arguments.says("daemon");
    let member_of =
        |text| ecs::PlacementConstraint { r#type: Some("memberOf".to_owned()), expression: Some(text) };
    let binpack = |field| ecs::PlacementStrategy { r#type: Some("binpack".to_owned()), field: Some(field) };
    let input = ecs::CreateServiceRequest {
        cluster: Some(CLUSTER.to_owned()),
        service_name: name,
        task_definition: Some(task),
        desired_count: if daemon {
            arguments.value("desired")?
        } else {
            arguments.value("desired")?.or(Some(1))
        },
        scheduling_strategy: daemon.then(|| "DAEMON".to_owned()),
        placement_constraints: arguments.text("where").map(|text| vec![member_of(text)]),
        deployment_configuration: percentages(arguments)?,
        load_balancers: behind.map(|arn| vec![rule(arn)]),
        service_registries: discovery::registries(stage, arguments)?,
        health_check_grace_period_seconds: arguments.value("grace")?,
        placement_strategy: arguments.text("binpack").map(|field| vec![binpack(field)]),
        launch_type: arguments.text("launch"),
        capacity_provider_strategy: arguments.text("providers").map(|list| network::providers(&list)),
        network_configuration: network::subnets(stage, arguments),
        ..Default::default()
    };
    stage.call::<ecs::CreateService>(input)?;
    Ok(Vec::new())
}

fn percentages(arguments: &Arguments) -> Result<Option<ecs::DeploymentConfiguration>, String> {
    let rollback = arguments.says("rollback");
    let breaker = ecs::DeploymentCircuitBreaker { enable: true, rollback, ..Default::default() };
    let configuration = ecs::DeploymentConfiguration {
        deployment_circuit_breaker: (rollback || arguments.says("breaker")).then_some(breaker),
        minimum_healthy_percent: arguments.value("min")?,
        maximum_percent: arguments.value("max")?,
        ..Default::default()
    };
    Ok((configuration != ecs::DeploymentConfiguration::default()).then_some(configuration))
}

/// `update-service NAME [task=NAME:REVISION] [desired=N] [min=N] [max=N] [zones=ab] [force] [breaker|rollback]`
fn update_service(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["task", "desired", "min", "max", "zones"])?;
    let input = ecs::UpdateServiceRequest {
        network_configuration: network::subnets(stage, arguments),
        cluster: Some(CLUSTER.to_owned()),
        service: arguments.word(0)?.to_owned(),
        task_definition: arguments.text("task"),
        desired_count: arguments.value("desired")?,
        deployment_configuration: percentages(arguments)?,
        force_new_deployment: Some(arguments.says("force")),
        ..Default::default()
    };
    stage.call::<ecs::UpdateService>(input)?;
    Ok(Vec::new())
}

/// `delete-service NAME [force]`
fn delete_service(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let input = ecs::DeleteServiceRequest {
        cluster: Some(CLUSTER.to_owned()),
        force: Some(arguments.says("force")),
        service: arguments.word(0)?.to_owned(),
    };
    stage.call::<ecs::DeleteService>(input)?;
    Ok(Vec::new())
}

fn stop_task(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let task = stage.task(arguments.word(0)?)?.id;
    let input = ecs::StopTaskRequest { cluster: Some(CLUSTER.to_owned()), reason: None, task };
    stage.call::<ecs::StopTask>(input)?;
    Ok(Vec::new())
}

/// `kill TASK [exit=1] [container=NAME]`: its first container, or the one named, ends by itself.
fn kill(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["exit", "container"])?;
    let task = stage.task(arguments.word(0)?)?;
    let first = || task.containers.first().map(|container| container.name.clone());
    let container = arguments.text("container").or_else(first).unwrap_or_default();
    let code = arguments.value("exit")?.unwrap_or(1);
    let started = task.containers.iter().find(|it| it.name == container).and_then(|it| it.started_at);
    let ran = started.map_or(0, |started| stage.cloud.now().since(started));
    let ran = Duration::from_millis(u64::try_from(ran).unwrap_or(0));
    stage.cloud.runtime.exit_after(&runtime_id(&task), &container, code, false, ran);
    stage.cloud.settle();
    Ok(Vec::new())
}

/// `crash [machine=lost]`: the process is killed; containers go on, unless the machine is lost with them.
fn crash(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["machine"])?;
    stage.cloud.crash();
    if arguments.text("machine").is_some() {
        stage.cloud.runtime.vanish();
    }
    Ok(Vec::new())
}

/// `start-again`: the process, with the records it had.
fn start_again(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&[])?;
    let Inheritance { adopted, lost, unwanted } = stage.cloud.start_again();
    stage.names.learn(&stage.cloud.world());
    Ok(vec![format!("{adopted} adopted, {lost} lost, {unwanted} unwanted")])
}

/// `fail-checks TASK [status=500]`: from now on it answers health checks with this status.
fn fail_checks(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["status"])?;
    let task = stage.task(arguments.word(0)?)?;
    let status = arguments.value("status")?.unwrap_or(500);
    stage.cloud.probes.failing.insert(format!("{}/{}", task.cluster, task.id), status);
    stage.cloud.settle();
    Ok(Vec::new())
}

/// `answer-health TASK EXIT-CODE|late`: what health checks in its containers answer from now on; 0 unless said otherwise.
fn answer_health(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let task = stage.task(arguments.word(0)?)?;
    let answer = match arguments.word(1)? {
        "late" => HealthOutcome::TimedOut,
        code => {
            let exit_code = code.parse().map_err(|_| format!("{code:?} is no exit code"))?;
            HealthOutcome::Exited { exit_code, output: Vec::new() }
        }
    };
    for container in &task.containers {
        stage.cloud.runtime.set_health_of(&runtime_id(&task), &container.name, answer.clone());
    }
    Ok(Vec::new())
}

/// `image NAME runs|stubborn|missing|exits [code=1]`: what becomes of containers of it.
fn image(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["code"])?;
    let name = arguments.word(0)?;
    let outcome = match arguments.word(1)? {
        "runs" => Outcome::Runs,
        "stubborn" => Outcome::Stubborn,
        "exits" => Outcome::Exits(arguments.value("code")?.unwrap_or(1)),
        "missing" => Outcome::FailsToStart(StartError::new(
            StartErrorKind::CannotPullContainer,
            format!("{name}: not found"),
        )),
        other => return Err(format!("no image is {other:?}")),
    };
    stage.cloud.runtime.set_outcome(name, outcome);
    Ok(Vec::new())
}

fn tick(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let time = seconds(arguments.word(0)?)?;
    stage.cloud.tick(time);
    Ok(Vec::new())
}
