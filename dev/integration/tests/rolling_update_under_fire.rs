//! S9: a rolling update that no client notices, and ends as gentle or as firm as the program deserves. In: slow programs behind a load
//! balancer under steady load. Out: every answer, what `describe-services`, tasks and targets say meanwhile, what the containers wrote.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::load::{Load, PATH, Tally};
use integration::patience::{until, until_true};
use integration::stage::{CLUSTER, Stage, array, text};
use integration::watching::{id, logs_to};
use integration::{cli, ports};
use serde_json::{Value, json};

const DESIRED: usize = 4;

/// A program that listens after three seconds, answers after one, and ends at once when told to: what it was at is lost then.
fn slow(stage: &mut Stage, name: &str) -> String {
    stage.register(
        "slow",
        &json!({
            "portMappings": [{"containerPort": 8080, "hostPort": 0}],
            "logConfiguration": logs_to("slow"),
            "environment": [
                {"name": "NAME", "value": name}, {"name": "SAY_ANSWERS", "value": "1"},
                {"name": "START_DELAY_MS", "value": "3000"}, {"name": "ANSWER_DELAY_MS", "value": "1000"},
            ],
        }),
    )
}

/// A target group whose probes bear with slow answers, and that lets requests end.
fn patient_group(stage: &mut Stage) -> String {
    let group = stage.target_group("slow");
    stage.boto.call(
        "elbv2",
        "modify_target_group",
        json!({"TargetGroupArn": group, "HealthCheckTimeoutSeconds": 4, "UnhealthyThresholdCount": 10}),
    );
    let delay = json!([{"Key": "deregistration_delay.timeout_seconds", "Value": "4"}]);
    stage.boto.call(
        "elbv2",
        "modify_target_group_attributes",
        json!({"TargetGroupArn": group, "Attributes": delay}),
    );
    group
}

/// What was seen while an update was under way.
#[derive(Debug, Default)]
struct Seen {
    looks: usize,
    most_tasks: usize,
    fewest_healthy: Option<usize>,
    /// Deployments by their status, as lists.
    deployments: BTreeSet<Vec<String>>,
}

impl Seen {
    fn look(&mut self, stage: &mut Stage, group: &str) {
        let service = stage.describe("slow");
        let states = array(&service["deployments"]).iter().map(|one| text(&one["status"])).collect();
        let count = |name: &str| usize::try_from(service[name].as_u64().unwrap()).unwrap();
        let counted = count("runningCount") + count("pendingCount");
        let listed = stage.tasks("slow", "RUNNING").len();
        let healthy = stage.healthy(group);
        self.looks += 1;
        self.deployments.insert(states);
        self.most_tasks = self.most_tasks.max(listed).max(counted);
        self.fewest_healthy = Some(self.fewest_healthy.map_or(healthy, |before| before.min(healthy)));
    }
}

/// Updates to a definition and looks until the CLI's waiter returns.
fn update_watched(stage: &mut Stage, group: &str, change: &Value) -> Seen {
    let answered = stage.update("slow", change);
    let states: Vec<_> =
        array(&answered["deployments"]).iter().map(|deployment| text(&deployment["status"])).collect();
    assert_eq!(states, ["PRIMARY", "ACTIVE"], "the answer already tells of both: {answered}");
    let words = ["ecs", "wait", "services-stable", "--cluster", CLUSTER, "--services", "slow"];
    let mut waiter = cli::begin(&stage.cloud, &words);
    let mut seen = Seen::default();
    let status = loop {
        seen.look(stage, group);
        if let Some(status) = waiter.try_wait().unwrap() {
            break status;
        }
    };
    assert!(status.success(), "aws ecs wait services-stable: {status}");
    seen
}

/// The service as it must be when the waiter says it is stable: all of it the new one.
fn settled(stage: &mut Stage, definition: &str) {
    let service = stage.describe("slow");
    assert_eq!(array(&service["deployments"]).len(), 1, "{service}");
    assert_eq!((&service["runningCount"], &service["pendingCount"]), (&json!(4), &json!(0)), "{service}");
    let tasks = stage.tasks("slow", "RUNNING");
    assert_eq!(tasks.len(), DESIRED, "{tasks:?}");
    let as_wanted = |task: &Value| task["taskDefinitionArn"] == definition && task["lastStatus"] == "RUNNING";
    assert!(tasks.iter().all(as_wanted), "{tasks:?}");
    until("COMPLETED", || {
        let deployment = stage.describe("slow")["deployments"][0].clone();
        if deployment["rolloutState"] == "COMPLETED" { Ok(()) } else { Err(deployment.to_string()) }
    });
}

/// Every task of a replaced revision answered all that reached it, and was told to end after that only.
fn ended_gently(stage: &mut Stage, definition: &str) {
    let ended: Vec<_> = stage.tasks("slow", "STOPPED");
    let ended: Vec<_> = ended.iter().filter(|task| task["taskDefinitionArn"] == definition).collect();
    assert_eq!(ended.len(), DESIRED, "{ended:?}");
    for task in ended {
        let task = stage.stopped(&text(&task["taskArn"]));
        assert_eq!(task["stopCode"], "ServiceSchedulerInitiated", "{task}");
        assert!(
            text(&task["stoppedReason"]).starts_with("Scaling activity initiated by (deployment ecs-svc/"),
            "{task}"
        );
        assert_eq!(task["containers"][0]["exitCode"], 0, "{task}");
        let stream = format!("slow/app/{}", id(&task["taskArn"]));
        let lines = until("its last line", || {
            let lines = stage.log_lines(&stream);
            if lines.iter().any(|line| line == "SIGTERM came") { Ok(lines) } else { Err(lines.join("\n")) }
        });
        let count = |words: &str| lines.iter().filter(|line| line.contains(words)).count();
        let (asked, answered) = (count(&format!("GET {PATH}")), count(&format!("answered {PATH}")));
        assert!(asked > 0 && asked == answered, "{asked} asked, {answered} answered: {lines:#?}");
        assert_eq!(lines.last().unwrap(), "SIGTERM came", "nothing reached it after that");
    }
}

fn answers_of(tally: &Tally, name: &str) -> usize {
    tally.answers.get(name).copied().unwrap_or(0)
}

#[test]
fn nobody_notices_and_the_limits_hold() {
    let Some(mut stage) = Stage::furnished() else { return };
    if !cli::is_here() {
        return;
    }
    let (group, balancer, port) = (patient_group(&mut stage), stage.load_balancer("front"), ports::free());
    stage.listener(&balancer, port, &group);
    let first = slow(&mut stage, "first");
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "slow", "taskDefinition": first, "desiredCount": DESIRED,
            "deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 150},
            "loadBalancers": [{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}],
        }),
    );
    stage.stable(&["slow"]);
    // Stable says RUNNING; who listens is for the probes to say, and until then a load balancer fails open.
    until_true("all healthy", || stage.healthy(&group) == DESIRED);
    let load = Load::begin(&stage.door(port), &format!("{}:{port}", balancer.dns_name), 8);
    until_true("load", || load.so_far().answers.values().sum::<usize>() > 16);

    // More first: never fewer than wanted, never more than half as many again.
    let second = slow(&mut stage, "second");
    let seen = update_watched(&mut stage, &group, &json!({"taskDefinition": second}));
    assert!(seen.fewest_healthy >= Some(DESIRED), "{seen:?}");
    assert!((DESIRED + 1..=6).contains(&seen.most_tasks), "{seen:?}");
    assert!(seen.deployments.contains(&vec!["PRIMARY".to_owned(), "ACTIVE".to_owned()]), "{seen:?}");
    settled(&mut stage, &second);
    let tally = load.so_far();
    assert_eq!(tally.trouble(), "");

    // Fewer first: half of them at least, and never a task more.
    let third = slow(&mut stage, "third");
    let limits = json!({"minimumHealthyPercent": 50, "maximumPercent": 100});
    let change = json!({"taskDefinition": third, "deploymentConfiguration": limits});
    let seen = update_watched(&mut stage, &group, &change);
    assert!(seen.fewest_healthy >= Some(2) && seen.fewest_healthy < Some(DESIRED), "{seen:?}");
    assert_eq!(seen.most_tasks, DESIRED, "{seen:?}");
    settled(&mut stage, &third);

    until_true("answers of the newest", || answers_of(&load.so_far(), "third") > 8);
    let tally = load.finish();
    assert_eq!(tally.trouble(), "");
    for name in ["first", "second", "third"] {
        assert!(answers_of(&tally, name) > 0, "{tally:?}");
    }
    ended_gently(&mut stage, &first);
    ended_gently(&mut stage, &second);
}

#[test]
fn who_does_not_hear_sigterm_is_killed_after_stop_timeout() {
    let Some(mut stage) = Stage::furnished() else { return };
    for (deaf, code) in [("1", 137), ("0", 0)] {
        let definition = stage.register(
            "deaf",
            &json!({
                "stopTimeout": 2, "logConfiguration": logs_to("deaf"),
                "environment": [{"name": "IGNORE_SIGTERM", "value": deaf}],
            }),
        );
        let arn = stage.run_task(&definition);
        stage.running(&arn);
        let stream = format!("deaf/app/{}", arn.rsplit('/').next().unwrap());
        until_true("it listens", || !stage.log_lines(&stream).is_empty());
        let stop = json!({"cluster": CLUSTER, "task": arn, "reason": "enough"});
        let told = stage.boto.call("ecs", "stop_task", stop)["task"].clone();
        assert_eq!(told["desiredStatus"], "STOPPED", "{told}");
        let task = stage.stopped(&arn);
        assert_eq!(task["containers"][0]["exitCode"], code, "{task}");
        assert_eq!((&task["stopCode"], &task["stoppedReason"]), (&json!("UserInitiated"), &json!("enough")));
        until_true("SIGTERM told", || stage.log_lines(&stream).iter().any(|line| line == "SIGTERM came"));
    }
}
