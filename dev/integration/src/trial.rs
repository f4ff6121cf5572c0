//! The attacker as a task: many at once, each to its end, and what it said. In: images, container definitions. Out: how each task ended,
//! and its lines. Never here: judgement of a single wall.

use std::fs;

use serde_json::{Value, json};

use crate::boto::Refusal;
use crate::canary::Canary;
use crate::cloud::How;
use crate::patience::until;
use crate::skip::announced;
use crate::stage::{CLUSTER, Stage, array, text};
use crate::watching::{id, logs_to};

/// As whom the product runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Root, with containers in user namespaces, as it comes.
    Root,
    /// Root, with `--container-user-namespaces off`: for images that cannot do with them.
    RootSharingUsers,
    /// A user without any privilege.
    Ordinary,
}

impl As {
    /// Starts a cloud with so many instances as this user, from a copy of its program and with these arguments more, beside a canary; `None` (said on stderr, unless
    /// another of these is the same) where it cannot be.
    pub fn start(self, instances: u32, more: &[String]) -> Option<(Stage, Canary)> {
        // SAFETY: asks for a number.
        let rooted = unsafe { libc::geteuid() } == 0;
        if !rooted && self != As::Ordinary {
            announced("the product as root", "run the tests as root");
            return None;
        }
        let mut how = if rooted && self == As::Ordinary { How::unprivileged() } else { How::usual() };
        how.from_copy = true;
        if self == As::RootSharingUsers {
            how.arguments.extend(["--container-user-namespaces".to_owned(), "off".to_owned()]);
        }
        how.arguments.extend(more.iter().cloned());
        how.variables.push(("INTERSTELLA_TEST_WORDS".to_owned(), WORDS.to_owned()));
        let canary = Canary::plant(how.user);
        let mut stage = Stage::of(how)?;
        stage.for_attacks(instances);
        Some((stage, canary))
    }
}

/// In the environment of the product, and nobody else's business.
pub const WORDS: &str = "words-of-the-product-alone";

/// The stop code of a task whose program never ran.
const FAILED_TO_START: &str = "TaskFailedToStart";
/// Tasks at a time.
const MOST_AT_ONCE: usize = 50;
/// Tasks DescribeTasks takes at a time.
const MOST: usize = 100;

/// One task to be run.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Its name: `[a-z0-9-]`.
    pub name: String,
    /// Image, command and whatever else, laid over the container definition.
    pub container: Value,
    /// Volumes of the task definition.
    pub volumes: Value,
}

impl Trial {
    /// Of an image with these arguments.
    pub fn new(name: &str, image: &str, command: &[&str]) -> Trial {
        let container = json!({"image": image, "command": command});
        Trial { name: name.to_owned(), container, volumes: json!([]) }
    }

    /// With this, too, in the container definition.
    pub fn with(mut self, member: &str, value: Value) -> Trial {
        self.container[member] = value;
        self
    }

    /// With a volume mounted at a place.
    pub fn volume(mut self, volume: Value, place: &str) -> Trial {
        let mount = json!({"sourceVolume": volume["name"], "containerPath": place});
        match self.container["mountPoints"].as_array_mut() {
            Some(mounts) => mounts.push(mount),
            None => self.container["mountPoints"] = json!([mount]),
        }
        if let Some(volumes) = self.volumes.as_array_mut()
            && !volumes.contains(&volume)
        {
            volumes.push(volume);
        }
        self
    }
}

/// One line of the attacker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it tried.
    pub name: String,
    /// `held`, `broken`, `absent`, `hung`, `died`, `note`.
    pub outcome: String,
    /// How, or what it got.
    pub detail: String,
}

/// A task that has stopped.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The trial's name.
    pub name: String,
    /// As described.
    pub task: Value,
    /// What the attacker said.
    pub lines: Vec<Line>,
    /// What else was logged.
    pub words: Vec<String>,
}

impl Ended {
    /// As if it had been refused when it was to be started.
    fn refused(trial: &Trial, refusal: &Refusal) -> Ended {
        let task = json!({"stopCode": FAILED_TO_START, "stoppedReason": refusal.message});
        Ended { name: trial.name.clone(), task, lines: Vec::new(), words: Vec::new() }
    }

    /// Whether the attacker said all it had to say.
    pub fn is_complete(&self) -> bool {
        self.lines.iter().any(|line| line.name == "done")
    }

    /// Attacks that succeeded, hung or died.
    pub fn breaches(&self) -> Vec<String> {
        let bad =
            self.lines.iter().filter(|line| !matches!(line.outcome.as_str(), "held" | "absent" | "note"));
        bad.map(|line| format!("{}: {} {}: {}", self.name, line.name, line.outcome, line.detail)).collect()
    }

    /// What a line of this name says.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.name == name).map(|line| line.detail.as_str())
    }

    /// Why it did not start or has stopped, all there is.
    pub fn reason(&self) -> String {
        let containers = array(&self.task["containers"]);
        let reasons = containers.iter().map(|container| text(&container["reason"]));
        std::iter::once(text(&self.task["stoppedReason"])).chain(reasons).collect::<Vec<_>>().join(" | ")
    }

    /// Whether its program never ran.
    pub fn did_not_start(&self) -> bool {
        self.task["stopCode"] == FAILED_TO_START
    }

    /// Fails the test unless it either did all it had to do, or did not start for a reason in words.
    #[track_caller]
    pub fn assert_ran_or_was_refused(&self) {
        let refused = self.did_not_start() && self.reason().split(' ').count() > 4;
        assert!(
            refused || self.is_complete(),
            "{}: {} {:?} {:?}",
            self.name,
            self.reason(),
            self.words,
            self.lines
        );
    }
}

impl Stage {
    /// A cluster of some instances and a repository `walls`, without the probe.
    pub fn for_attacks(&mut self, instances: u32) {
        self.boto.call("ecs", "create_cluster", json!({"clusterName": CLUSTER}));
        self.run_instances(instances);
        self.boto.call("ecr", "create_repository", json!({"repositoryName": WALLS}));
    }

    /// Registers each trial and runs it once; ARNs of the tasks, in order.
    #[track_caller]
    pub fn begin(&mut self, canary: &Canary, trials: &[Trial]) -> Vec<String> {
        let begun = trials.iter().map(|trial| self.begin_one(canary, trial));
        begun.map(|task| task.unwrap_or_else(|refusal| panic!("{refusal:?}"))).collect()
    }

    /// A definition may be refused already when it is registered.
    fn begin_one(&mut self, canary: &Canary, trial: &Trial) -> Result<String, Refusal> {
        let mut container = json!({
            "name": "app", "memory": 64, "cpu": 16, "essential": true, "logConfiguration": logs_to(&trial.name),
            "environment": canary.environment(&self.cloud),
        });
        for (name, value) in trial.container.as_object().into_iter().flatten() {
            match (name.as_str(), container[name].as_array_mut(), value.as_array()) {
                ("environment", Some(known), Some(more)) => known.extend(more.iter().cloned()),
                _ => container[name] = value.clone(),
            }
        }
        let family = json!({
            "family": trial.name, "containerDefinitions": [container], "volumes": trial.volumes,
        });
        let registered = self.boto.attempt("ecs", "register_task_definition", family)?;
        Ok(self.run_task(&text(&registered["taskDefinition"]["taskDefinitionArn"])))
    }

    /// Waits until all of these tasks have stopped; how each ended.
    #[track_caller]
    pub fn ends(&mut self, trials: &[Trial], tasks: &[String]) -> Vec<Ended> {
        let mut ended = Vec::new();
        for (trials, tasks) in trials.chunks(MOST).zip(tasks.chunks(MOST)) {
            let described = until("all tasks stopped", || {
                let wanted = json!({"cluster": CLUSTER, "tasks": tasks});
                let all = array(&self.boto.call("ecs", "describe_tasks", wanted)["tasks"]);
                let left: Vec<_> = all.iter().filter(|task| task["lastStatus"] != "STOPPED").collect();
                if left.is_empty() {
                    Ok(all)
                } else {
                    Err(format!("{} of {}: {}", left.len(), all.len(), left[0]))
                }
            });
            for (trial, arn) in trials.iter().zip(tasks) {
                let task = described.iter().find(|task| &task["taskArn"] == arn);
                ended.push(self.end_of(trial, task.cloned().unwrap_or_default()));
            }
        }
        ended
    }

    fn end_of(&mut self, trial: &Trial, task: Value) -> Ended {
        let stream = format!("{}/app/{}", trial.name, id(&task["taskArn"]));
        let (mut lines, mut words) = (Vec::new(), Vec::new());
        if task["stopCode"] == FAILED_TO_START {
            return Ended { name: trial.name.clone(), task, lines, words };
        }
        for event in self.log_lines(&stream) {
            match line(&event) {
                Some(line) => lines.push(line),
                None => words.push(event),
            }
        }
        Ended { name: trial.name.clone(), task, lines, words }
    }

    /// Begins all and waits for their ends; as many at a time as the instances have room for.
    #[track_caller]
    pub fn run_all(&mut self, canary: &Canary, trials: &[Trial]) -> Vec<Ended> {
        trials.chunks(MOST_AT_ONCE).flat_map(|trials| self.run_some(canary, trials)).collect()
    }

    fn run_some(&mut self, canary: &Canary, trials: &[Trial]) -> Vec<Ended> {
        let begun: Vec<_> = trials.iter().map(|trial| self.begin_one(canary, trial)).collect();
        let running =
            trials.iter().zip(&begun).filter_map(|(trial, task)| Some((trial.clone(), task.clone().ok()?)));
        let (run, tasks): (Vec<_>, Vec<_>) = running.unzip();
        let mut ended = self.ends(&run, &tasks).into_iter();
        let one = |(trial, task): (&Trial, &Result<String, Refusal>)| match task {
            Ok(_) => ended.next(),
            Err(refusal) => Some(Ended::refused(trial, refusal)),
        };
        trials.iter().zip(&begun).filter_map(one).collect()
    }
}

/// The repository of the attacker's images.
pub const WALLS: &str = "walls";

fn line(event: &str) -> Option<Line> {
    let value: Value = serde_json::from_str(event).ok()?;
    let member = |name: &str| value[name].as_str().map(str::to_owned);
    Some(Line { name: member("name")?, outcome: member("outcome")?, detail: member("detail")? })
}

/// Processes of this machine with `NAME=VALUE` in their environment, in whatever namespace.
pub fn processes_with(words: &str) -> Vec<u32> {
    let pids = fs::read_dir("/proc").expect("/proc").flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let has = |pid: &u32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|pair| pair == words.as_bytes())
    };
    pids.filter(has).collect()
}

/// All breaches of these, harm done to the machine, and what else was found; fails the test if there is any.
#[track_caller]
pub fn nothing_broke(ended: &[Ended], canary: &mut Canary, found: Vec<String>) {
    let breaches: Vec<String> =
        ended.iter().flat_map(Ended::breaches).chain(canary.harm()).chain(found).collect();
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}
