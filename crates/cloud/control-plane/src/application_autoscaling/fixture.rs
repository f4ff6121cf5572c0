//! A service `web` in `default` for unit tests, and the requests most of them make.
#![allow(clippy::unwrap_used)]

use model::cloudwatch::{
    Alarm, AlarmActions, Comparison, Condition, MetricCondition, MetricName, MetricStat, Watched,
};
use shapes::Error;
use shapes::application_autoscaling as op;

use crate::cloudwatch::alarm_records;
use crate::ecs::fixture;
use crate::rig::rig_of;

/// The resource id of the service.
pub(crate) const WEB: &str = "service/default/web";

/// A request about the service, with the members every one has; with `..` at the end where there are more. `optional` where AWS does not
/// require them.
macro_rules! resource {
    ($shape:path { $($name:ident : $value:expr,)* .. }) => {
        resource!(@ $shape { $($name: $value,)* } ..Default::default())
    };
    ($shape:path { $($name:ident : $value:expr),* $(,)? }) => {
        resource!(@ $shape { $($name: $value,)* })
    };
    (@ $shape:path { $($name:ident : $value:expr,)* } $($rest:tt)*) => {{
        type Shape = $shape;
        Shape {
            service_namespace: "ecs".into(),
            scalable_dimension: "ecs:service:DesiredCount".into(),
            resource_id: $crate::application_autoscaling::fixture::WEB.into(),
            $($name: $value,)*
            $($rest)*
        }
    }};
    ($shape:path { } optional) => {{
        type Shape = $shape;
        Shape {
            service_namespace: "ecs".into(),
            resource_id: Some($crate::application_autoscaling::fixture::WEB.into()),
            ..Default::default()
        }
    }};
}
pub(crate) use resource;

/// A ledger with the service.
pub(crate) struct Desk {
    rig: fixture::Desk,
}

rig_of!(Desk holds fixture::Desk);

impl Desk {
    /// The service wants so many tasks.
    pub(crate) fn with_service(desired: i64) -> Desk {
        let mut ecs = fixture::Desk::with_instances(1);
        ecs.create_service("web");
        let update = shapes::ecs::UpdateServiceRequest {
            service: "web".into(),
            desired_count: Some(desired),
            ..Default::default()
        };
        ecs.write::<shapes::ecs::UpdateService>(update).unwrap();
        Desk { rig: ecs }
    }

    pub(crate) fn register(
        &mut self,
        min: Option<i64>,
        max: Option<i64>,
    ) -> Result<op::RegisterScalableTargetResponse, Error> {
        self.write::<op::RegisterScalableTarget>(resource!(op::RegisterScalableTargetRequest {
            min_capacity: min,
            max_capacity: max,
            ..
        }))
    }

    pub(crate) fn targets(&self) -> op::DescribeScalableTargetsRequest {
        op::DescribeScalableTargetsRequest { service_namespace: "ecs".into(), ..Default::default() }
    }

    /// A policy `cpu`.
    pub(crate) fn track_cpu(
        &mut self,
        target: f64,
        disable_scale_in: Option<bool>,
    ) -> Result<op::PutScalingPolicyResponse, Error> {
        self.put_tracking("ECSServiceAverageCPUUtilization", None, target, disable_scale_in)
    }

    /// A policy `cpu` for another predefined metric.
    pub(crate) fn track(
        &mut self,
        kind: &str,
        label: Option<&str>,
    ) -> Result<op::PutScalingPolicyResponse, Error> {
        self.put_tracking(kind, label, 50.0, None)
    }

    fn put_tracking(
        &mut self,
        kind: &str,
        label: Option<&str>,
        target_value: f64,
        disable_scale_in: Option<bool>,
    ) -> Result<op::PutScalingPolicyResponse, Error> {
        let metric = op::PredefinedMetricSpecification {
            predefined_metric_type: kind.into(),
            resource_label: label.map(str::to_owned),
        };
        let rule = op::TargetTrackingScalingPolicyConfiguration {
            predefined_metric_specification: Some(metric),
            target_value,
            disable_scale_in,
            ..Default::default()
        };
        self.write::<op::PutScalingPolicy>(resource!(op::PutScalingPolicyRequest {
            policy_name: "cpu".into(),
            policy_type: Some("TargetTrackingScaling".into()),
            target_tracking_scaling_policy_configuration: Some(rule),
            ..
        }))
    }

    /// A scheduled action `night` that sets a minimum of 2.
    pub(crate) fn schedule(&mut self, schedule: &str) -> Result<op::PutScheduledActionResponse, Error> {
        self.schedule_with(schedule, |_| ())
    }

    pub(crate) fn schedule_with<T>(
        &mut self,
        schedule: &str,
        change: impl FnOnce(&mut op::PutScheduledActionRequest) -> T,
    ) -> Result<op::PutScheduledActionResponse, Error> {
        let bounds = op::ScalableTargetAction { min_capacity: Some(2), max_capacity: None };
        let mut input = resource!(op::PutScheduledActionRequest {
            scheduled_action_name: "night".into(),
            schedule: Some(schedule.into()),
            scalable_target_action: Some(bounds),
            ..
        });
        change(&mut input);
        self.write::<op::PutScheduledAction>(input)
    }

    /// An alarm of a user's own with one action.
    pub(crate) fn user_alarm(&mut self, name: &str, action: &str) {
        let stat = MetricStat {
            metric: MetricName::new("Shop", "Queue", []),
            statistic: "Average".into(),
            period: 60,
            unit: None,
        };
        let alarm = Alarm {
            scope: self.caller.scope.clone(),
            name: name.into(),
            description: None,
            condition: Condition::Metric(MetricCondition {
                watched: Watched::Metric(stat),
                comparison: Comparison::GreaterThanThreshold,
                threshold: 10.0,
                evaluation_periods: 1,
                datapoints_to_alarm: None,
                missing_data: None,
                low_sample_percentile: None,
            }),
            actions: AlarmActions { enabled: true, alarm: vec![action.into()], ..AlarmActions::default() },
            configured_at: self.caller.now,
            tags: model::Tags::new(),
        };
        let now = self.caller.now;
        self.change(|txn| alarm_records::put(txn, alarm, now));
    }
}

/// The code of a refusal and its words.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, String) {
    let error = result.unwrap_err();
    (error.code.into_owned(), error.message)
}
