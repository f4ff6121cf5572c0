//! Commands and answers of Application Auto Scaling, and what alarms and metrics say to it.
//!
//! In: a command. Out: what it prints. Never here: evaluation of alarms: a script says what they come to, as it says what programs do.

use ledger::Observation;
use model::cloudwatch::{
    Alarm, AlarmActions, AlarmState, Comparison, Condition, Distribution, MetricCondition, MetricName,
    MetricStat, StateValue, Unit, Watched,
};
use model::elbv2::{LoadBalancer, TargetGroup};
use model::scaling::{PolicyRule, Scaled, ScalingPolicy};
use planner::scaling::watch;
use shapes::application_autoscaling as op;

use super::arguments::{Arguments, seconds};
use super::commands::CLUSTER;
use super::{Printed, Stage};

/// The metric users' alarms are over.
fn queue() -> MetricName {
    MetricName::new("Shop", "Queue", [])
}

/// A request about a service, with the members every one has.
macro_rules! about {
    ($service:expr, $shape:path { $($name:ident : $value:expr),* $(,)? }) => {{
        type Shape = $shape;
        Shape {
            service_namespace: "ecs".to_owned(),
            scalable_dimension: "ecs:service:DesiredCount".to_owned(),
            resource_id: resource($service),
            $($name: $value,)*
            ..Default::default()
        }
    }};
}

fn resource(service: &str) -> String {
    format!("service/{CLUSTER}/{service}")
}

/// `scale SERVICE [min=1] [max=4] [suspended=in|out|scheduled|none]`
pub(super) fn register(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["min", "max", "suspended"])?;
    let suspended = arguments.text("suspended").map(|what| op::SuspendedState {
        dynamic_scaling_in_suspended: Some(what == "in"),
        dynamic_scaling_out_suspended: Some(what == "out"),
        scheduled_scaling_suspended: Some(what == "scheduled"),
    });
    let input = about!(
        arguments.word(0)?,
        op::RegisterScalableTargetRequest {
            min_capacity: arguments.value("min")?,
            max_capacity: arguments.value("max")?,
            suspended_state: suspended,
        }
    );
    stage.call::<op::RegisterScalableTarget>(input)?;
    Ok(Vec::new())
}

/// `track SERVICE cpu|requests target=50 [out=60] [in=60] [balancer=web]`: a policy named like its metric; cooldowns in seconds.
pub(super) fn track(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["target", "out", "in", "balancer"])?;
    let (service, metric) = (arguments.word(0)?, arguments.word(1)?);
    let (kind, label) = match metric {
        "cpu" => ("ECSServiceAverageCPUUtilization", None),
        "requests" => {
            let label = arguments.text("balancer").ok_or("which balancer?")?;
            ("ALBRequestCountPerTarget", Some(stage.label(&label)?))
        }
        other => return Err(format!("there is no metric {other:?}")),
    };
    let rule = op::TargetTrackingScalingPolicyConfiguration {
        target_value: arguments.value("target")?.ok_or("which target?")?,
        scale_out_cooldown: arguments.value("out")?,
        scale_in_cooldown: arguments.value("in")?,
        predefined_metric_specification: Some(op::PredefinedMetricSpecification {
            predefined_metric_type: kind.to_owned(),
            resource_label: label,
        }),
        ..Default::default()
    };
    let input = about!(
        service,
        op::PutScalingPolicyRequest {
            policy_name: metric.to_owned(),
            policy_type: Some("TargetTrackingScaling".to_owned()),
            target_tracking_scaling_policy_configuration: Some(rule),
        }
    );
    stage.call::<op::PutScalingPolicy>(input)?;
    Ok(Vec::new())
}

/// `step SERVICE POLICY alarm=NAME threshold=10 steps=0:1,20:3 [cooldown=60] [percent=yes]`: an alarm of the user's own over the length
/// of a queue, above the threshold, and what each distance from it is worth.
pub(super) fn step(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["alarm", "threshold", "steps", "cooldown", "percent", "below"])?;
    let below = arguments.text("below").is_some();
    let kind =
        if arguments.text("percent").is_some() { "PercentChangeInCapacity" } else { "ChangeInCapacity" };
    let rule = op::StepScalingPolicyConfiguration {
        adjustment_type: Some(kind.to_owned()),
        cooldown: arguments.value("cooldown")?,
        step_adjustments: Some(steps(&arguments.text("steps").ok_or("which steps?")?, below)?),
        ..Default::default()
    };
    let input = about!(
        arguments.word(0)?,
        op::PutScalingPolicyRequest {
            policy_name: arguments.word(1)?.to_owned(),
            policy_type: Some("StepScaling".to_owned()),
            step_scaling_policy_configuration: Some(rule),
        }
    );
    let arn = stage.call::<op::PutScalingPolicy>(input)?.policy_arn.unwrap_or_default();
    let name = arguments.text("alarm").ok_or("which alarm?")?;
    let threshold = arguments.value("threshold")?.ok_or("which threshold?")?;
    stage.user_alarm(&name, threshold, below, arn)?;
    Ok(Vec::new())
}

/// `0:1,20:3`: from 0 to 20 beyond the threshold one more, from 20 on three.
fn steps(text: &str, below: bool) -> Result<Vec<op::StepAdjustment>, String> {
    let wrong = || format!("{text:?} are no steps");
    let mut read = Vec::new();
    for part in text.split(',') {
        let (from, more) = part.split_once(':').ok_or_else(wrong)?;
        let from: f64 = from.parse().map_err(|_| wrong())?;
        read.push((from, more.parse::<i64>().map_err(|_| wrong())?));
    }
    let beyond: Vec<Option<f64>> = read.iter().skip(1).map(|(from, _)| Some(*from)).chain([None]).collect();
    let each = read.iter().zip(beyond).map(|(&(from, scaling_adjustment), next)| {
        let (near, far) = (Some(from), next);
        let (lower, upper) = if below { (far.map(|it| -it), near.map(|it| -it)) } else { (near, far) };
        op::StepAdjustment {
            metric_interval_lower_bound: lower,
            metric_interval_upper_bound: upper,
            scaling_adjustment,
        }
    });
    Ok(each.collect())
}

/// `schedule SERVICE NAME every=5m|cron=M,H [min=2] [max=8]`
pub(super) fn schedule(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&["every", "min", "max"])?;
    let minutes = seconds(&arguments.text("every").ok_or("how often?")?)? / 60;
    let input = about!(
        arguments.word(0)?,
        op::PutScheduledActionRequest {
            scheduled_action_name: arguments.word(1)?.to_owned(),
            schedule: Some(format!("rate({minutes} minutes)")),
            scalable_target_action: Some(op::ScalableTargetAction {
                min_capacity: arguments.value("min")?,
                max_capacity: arguments.value("max")?,
            }),
        }
    );
    stage.call::<op::PutScheduledAction>(input)?;
    Ok(Vec::new())
}

/// `measure SERVICE cpu|requests VALUE`, `measure queue VALUE`: a value of the minute that is over.
pub(super) fn measure(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&[])?;
    let (metric, unit, value) = match arguments.word(0)? {
        "queue" => (queue(), Unit::Count, arguments.word(1)?),
        service => {
            let policy = stage.policy(service, arguments.word(1)?)?;
            let PolicyRule::Tracking(rule) = &policy.rule else { return Err("it tracks nothing".to_owned()) };
            let Watched::Metric(stat) = watch::watched(&policy.of, &rule.metric) else {
                return Err("it tracks no single metric".to_owned());
            };
            (stat.metric, stat.unit.unwrap_or(Unit::Count), arguments.word(2)?)
        }
    };
    let value: f64 = value.parse().map_err(|_| format!("{value:?} is no value"))?;
    let now = stage.cloud.now().0;
    let seen = Observation {
        scope: stage.cloud.scope.clone(),
        metric,
        unit,
        at: now.div_euclid(60_000) * 60_000 - 30_000,
        resolution: 60,
        values: Distribution::of(value, 1.0),
    };
    stage.cloud.metrics.record(vec![seen], now).map(drop).map_err(|_| "there is no room".to_owned())?;
    Ok(Vec::new())
}

/// `alarm SERVICE POLICY high|low STATE`, `alarm NAME STATE`: what an alarm comes to.
pub(super) fn alarm(stage: &mut Stage, arguments: &Arguments) -> Printed {
    arguments.only(&[])?;
    let (name, state) = match arguments.word(2) {
        Err(_) => (arguments.word(0)?.to_owned(), arguments.word(1)?),
        Ok(which) => {
            let alarms = stage.policy(arguments.word(0)?, arguments.word(1)?)?.alarms;
            let name = if which == "high" { alarms.high } else { alarms.low };
            (name.ok_or("it has no such alarm")?, arguments.word(3)?)
        }
    };
    let value: StateValue = state.parse().map_err(|()| format!("{state:?} is no state"))?;
    let (key, now) = (Alarm::key_of(&stage.cloud.scope, &name), stage.cloud.now());
    let (there, _) = stage.cloud.ledger.write(|txn| {
        txn.update::<AlarmState, _>(&key, |it| {
            (it.value, it.transitioned_at, it.updated_at) = (value, now, now)
        })
    });
    there.ok_or_else(|| format!("there is no alarm {name}"))?;
    stage.cloud.settle();
    Ok(Vec::new())
}

/// `show scaling SERVICE [all]`: its activities, oldest first; with `all` also what was not scaled.
pub(super) fn show(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let input = op::DescribeScalingActivitiesRequest {
        service_namespace: "ecs".to_owned(),
        resource_id: Some(resource(arguments.word(1)?)),
        include_not_scaled_activities: Some(arguments.says("all")),
        ..Default::default()
    };
    let told = stage.cloud.read::<op::DescribeScalingActivities>(input).map_err(|error| error.message)?;
    let all = told.scaling_activities.unwrap_or_default().into_iter().rev();
    Ok(all.flat_map(|it| activity(stage, it)).collect())
}

fn activity(stage: &Stage, it: op::ScalingActivity) -> Vec<String> {
    let word = |word: Option<String>| stage.without_ids(&word.unwrap_or_default());
    let at = it.start_time.map_or(0, |at| at.millis());
    let mut lines = vec![
        format!("{} {} {}", stage.at(model::Time(at)), word(it.status_code), word(it.description)),
        format!("  because {}", word(it.cause)),
    ];
    lines.extend(it.status_message.map(|message| format!("  {message}")));
    let reasons = it.not_scaled_reasons.into_iter().flatten().filter_map(|reason| reason.code);
    lines.extend(reasons.map(|code| format!("  {code}")));
    lines
}

impl Stage {
    fn policy(&self, service: &str, name: &str) -> Result<ScalingPolicy, String> {
        let of = Scaled::parse(&self.cloud.scope, &resource(service)).ok_or("no service")?;
        let world = self.cloud.world();
        let found = world.get::<ScalingPolicy>(&of.key_of(name));
        found.map(|policy| ScalingPolicy::clone(policy)).ok_or_else(|| format!("there is no policy {name}"))
    }

    /// The resource label of a load balancer and its target group.
    fn label(&self, name: &str) -> Result<String, String> {
        let (world, scope) = (self.cloud.world(), &self.cloud.scope);
        let balancer = world.get::<LoadBalancer>(&LoadBalancer::key_of(scope, name));
        let group = world.get::<TargetGroup>(&TargetGroup::key_of(scope, name));
        let both = balancer.zip(group).ok_or_else(|| format!("there is no balancer {name}"))?;
        Ok(format!("{}/{}", both.0.full_name(), both.1.full_name()))
    }

    /// An alarm over the length of the queue, with a policy as its action.
    fn user_alarm(&mut self, name: &str, threshold: f64, below: bool, action: String) -> Result<(), String> {
        let stat = MetricStat { metric: queue(), statistic: "Average".to_owned(), period: 60, unit: None };
        let (scope, now) = (self.cloud.scope.clone(), self.cloud.now());
        let comparison =
            if below { Comparison::LessThanThreshold } else { Comparison::GreaterThanOrEqualToThreshold };
        let state = AlarmState::unchecked(&scope, name, now);
        let alarm = Alarm {
            scope,
            name: name.to_owned(),
            description: None,
            condition: Condition::Metric(MetricCondition {
                watched: Watched::Metric(stat),
                comparison,
                threshold,
                evaluation_periods: 1,
                datapoints_to_alarm: None,
                missing_data: None,
                low_sample_percentile: None,
            }),
            actions: AlarmActions { enabled: true, alarm: vec![action], ..AlarmActions::default() },
            configured_at: now,
            tags: model::Tags::new(),
        };
        drop(self.cloud.ledger.write(|txn| (txn.put(state), txn.put(alarm))));
        Ok(())
    }

    /// A text in which names of alarms, which end in ids, are cut short.
    pub(super) fn without_ids(&self, text: &str) -> String {
        let world = self.cloud.world();
        let mut read = text.to_owned();
        for alarm in world.all::<Alarm>() {
            let shown = alarm.name.get(..alarm.name.len().saturating_sub(37));
            if let Some(shown) = shown.filter(|_| alarm.name.starts_with("TargetTracking-")) {
                read = read.replace(&alarm.name, shown);
            }
        }
        read
    }
}
