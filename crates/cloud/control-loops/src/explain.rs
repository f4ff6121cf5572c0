//! Why things are as they are: the planner asked once more, its reasons put into words instead of being carried out.
//!
//! In: a [`Question`], a world, what else can be seen ([`Sight`]). Out: [`Explanation`]s, one for each thing of that name in any account.
//! Never here: a decision, a change, HTTP.

mod registrations;
mod scaling;
mod services;
mod targets;
mod tasks;

use ledger::{MetricBook, World};
use load_balancer::Balancer;
use model::ecs::ContainerInstance;
use model::{Pace, Scope, Time};
use planner::service::Rules;
use serde::Serialize;
use serde_json::Value;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A service of this name, in this cluster or in any.
    Service {
        /// Its name, `CLUSTER/NAME` or ARN.
        name: String,
        /// Name of its cluster.
        cluster: Option<String>,
    },
    /// A task by its id or the beginning of it, `CLUSTER/ID` or ARN.
    Task(String),
    /// The targets of a group by its name or ARN.
    Targets(String),
    /// A deployment by its id, `ecs-svc/NUMBER` or the number, or the ARN of a service deployment or revision.
    Deployment(String),
}

/// What is seen besides the world.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The moment.
    pub now: Time,
    /// Rules the scheduler runs by.
    pub rules: Rules,
    /// Knows the requests in flight, if there is one.
    pub balancer: Option<&'a Balancer>,
    /// Has the values policies look at, if there is one.
    pub metrics: Option<&'a MetricBook>,
    /// How long a minute of those policies takes.
    pub pace: Pace,
}

/// One thing explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// What it is.
    pub title: String,
    /// The reasons, for people.
    pub lines: Vec<String>,
    /// The same for programs.
    pub facts: Value,
}

/// Answers a question; empty when nothing is called so.
pub fn explain(world: &World, question: &Question, sight: Sight<'_>) -> Vec<Explanation> {
    match question {
        Question::Service { name, cluster } => services::named(world, name, cluster.as_deref(), sight),
        Question::Deployment(id) => services::of_deployment(world, id, sight),
        Question::Task(id) => tasks::named(world, id, sight),
        Question::Targets(group) => targets::of_group(world, group, sight),
    }
}

/// Where something is: `account 000000000000, us-west-2`.
fn place(scope: &Scope) -> String {
    format!("account {}, {}", scope.account, scope.region)
}

/// A container instance by the name of the EC2 instance it is on; a subnet of FARGATE by its own.
fn instance(world: &World, scope: &Scope, cluster: &str, id: &str) -> String {
    let found = world.get::<ContainerInstance>(&ContainerInstance::key_of(scope, cluster, id));
    found.map_or(id, |found| &found.ec2_instance_id).to_owned()
}

/// A moment, and how far away it is.
fn moment(time: Time, now: Time) -> String {
    let away = time.since(now);
    let seconds = away.unsigned_abs().div_ceil(1000);
    let far = match away {
        0 => "now".to_owned(),
        1.. => format!("in {seconds} s"),
        _ => format!("{seconds} s ago"),
    };
    format!("{} ({far})", time.iso8601())
}

#[cfg(test)]
mod tests {
    use model::Time;

    #[test]
    fn a_moment_says_how_far_away_it_is() {
        assert_eq!(super::moment(Time(61_000), Time(58_500)), "1970-01-01T00:01:01.000Z (in 3 s)");
        assert!(super::moment(Time(0), Time(2_000)).ends_with("(2 s ago)"));
        assert!(super::moment(Time(0), Time(0)).ends_with("(now)"));
    }
}
