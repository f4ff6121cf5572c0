//! How many things an account may have, and others may hold: a row each, with AWS's default and its service's error. What a member of one
//! request may hold is the model's or its operation's. Kept resources have theirs in their row.

use kernel::quota::Quota;
use shapes::{
    Error, acm, application_autoscaling, cloudwatch, elbv2, logs, resource_groups, servicediscovery, ssm,
};

/// `NAME: "as AWS calls it", most, |most| error;`
macro_rules! quotas {
    ($($name:ident: $text:literal, $most:expr, $exceeded:expr;)*) => {
        $(pub(crate) static $name: Quota = Quota { name: $text, most: $most, exceeded: $exceeded };)*
    };
}

quotas! {
    CERTIFICATES: "certificates", 2500,
        |most| acm::errors::limit_exceeded_exception(format!("The maximum number of certificates is {most}"));

    SCALABLE_TARGETS: "scalable targets", 3000, |most| scaling("scalable targets", most);
    SCALING_POLICIES: "scaling policies of a scalable target", 50,
        |most| scaling("scaling policies of a scalable target", most);
    SCHEDULED_ACTIONS: "scheduled actions of a scalable target", 200,
        |most| scaling("scheduled actions of a scalable target", most);

    ALARMS: "alarms", 5000,
        |most| cloudwatch::errors::limit_exceeded_fault(format!("An account has at most {most} alarms in a Region."));

    LOAD_BALANCERS: "application-load-balancers", 50,
        |most| elbv2::errors::too_many_load_balancers_exception(format!("The maximum number of load balancers is {most}"));
    CONDITION_VALUES: "condition-values-per-alb-rule", model::elbv2::MOST_VALUES,
        |most| Error::validation(format!("A rule can only have '{most}' condition values"));
    CONDITION_WILDCARDS: "condition-wildcards-per-alb-rule", model::elbv2::MOST_WILDCARDS,
        |most| Error::validation(format!("A rule can only have '{most}' condition wildcards"));
    LISTENERS: "listeners-per-application-load-balancer", 50,
        |most| elbv2::errors::too_many_listeners_exception(
            format!("The maximum number of listeners of a load balancer is {most}"));
    LISTENER_CERTIFICATES: "certificates-per-application-load-balancer", 25,
        |most| elbv2::errors::too_many_certificates_exception(format!("A listener can have up to {most} certificates"));
    RULES: "rules-per-application-load-balancer", 100,
        |most| elbv2::errors::too_many_rules_exception(format!("The maximum number of rules of a load balancer is {most}"));
    TARGET_GROUPS: "target-groups", 3000,
        |most| elbv2::errors::too_many_target_groups_exception(format!("The maximum number of target groups is {most}"));
    TARGET_GROUPS_OF_A_BALANCER: "target-groups-per-application-load-balancer", 100,
        |most| elbv2::errors::too_many_unique_target_groups_per_load_balancer_exception(
            format!("A load balancer can have up to {most} target groups"));
    TARGET_GROUPS_OF_AN_ACTION: "target-groups-per-action-on-application-load-balancer", 5,
        |most| elbv2::errors::too_many_target_groups_exception(
            format!("A forward action can have up to {most} target groups"));
    TARGETS: "targets-per-application-load-balancer", 1000,
        |most| elbv2::errors::too_many_targets_exception(
            format!("The maximum number of targets of a target group is {most}"));

    METRIC_FILTERS: "metric filters of a log group", 100,
        |_| logs::errors::limit_exceeded_exception("Resource limit exceeded.");
    METRIC_FILTERS_WITH_EXPRESSIONS: "metric filters of a log group with regular expressions", 5,
        |most| logs::errors::limit_exceeded_exception(
            format!("A log group can have at most {most} filters with a regular expression."));
    QUERY_DEFINITIONS: "query definitions", 1000,
        |_| logs::errors::limit_exceeded_exception("Resource limit exceeded.");

    RESOURCE_GROUPS: "resource groups", 100,
        |most| resource_groups::errors::bad_request_exception(format!("An account has at most {most} groups in a Region."));

    NAMESPACES: "namespaces", 50,
        |most| servicediscovery::errors::resource_limit_exceeded(format!("The limit of {most} namespaces is reached."));
    DISCOVERY_SERVICES: "services", 10_000,
        |most| servicediscovery::errors::resource_limit_exceeded(format!("The limit of {most} services is reached."));

    PARAMETERS: "parameters", 10_000,
        |most| ssm::errors::parameter_limit_exceeded(
            format!("The limit of {most} parameters in this account and Region is reached."));
}

/// Those that Elastic Load Balancing tells.
pub(crate) static OF_LOAD_BALANCING: [&Quota; 10] = [
    &LOAD_BALANCERS,
    &CONDITION_VALUES,
    &CONDITION_WILDCARDS,
    &LISTENERS,
    &LISTENER_CERTIFICATES,
    &RULES,
    &TARGET_GROUPS,
    &TARGET_GROUPS_OF_A_BALANCER,
    &TARGET_GROUPS_OF_AN_ACTION,
    &TARGETS,
];

fn scaling(what: &str, most: usize) -> Error {
    let text = format!("The number of {what} may not exceed {most}");
    application_autoscaling::errors::limit_exceeded_exception(text)
}
