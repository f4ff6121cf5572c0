//! Deployments in scripts: `show history SERVICE`, `show images`, `stop-deployment SERVICE`, `push IMAGE`, `protect TASK MINUTES`.
//!
//! In: a stage and a service. Out: lines as DescribeServiceDeployments answers. Never here: ids that differ from run to run.

use model::ecs::{LastStatus, Task};
use shapes::ecs;

use super::arguments::Arguments;
use super::commands::CLUSTER;
use super::{Printed, Stage};

/// The ARNs of a service's deployments, newest first.
fn arns(stage: &mut Stage, service: &str) -> Result<Vec<String>, String> {
    let input = ecs::ListServiceDeploymentsRequest {
        cluster: Some(CLUSTER.to_owned()),
        service: service.to_owned(),
        ..Default::default()
    };
    let listed = stage.cloud.read::<ecs::ListServiceDeployments>(input).map_err(|error| error.message)?;
    let briefs = listed.service_deployments.unwrap_or_default();
    Ok(briefs.into_iter().filter_map(|brief| brief.service_deployment_arn).collect())
}

/// `show history SERVICE`: every deployment, oldest first: what it brought, from where, how it went.
pub(super) fn show(stage: &mut Stage, service: &str) -> Printed {
    let service_deployment_arns = arns(stage, service)?;
    let input = ecs::DescribeServiceDeploymentsRequest { service_deployment_arns };
    let described =
        stage.cloud.read::<ecs::DescribeServiceDeployments>(input).map_err(|error| error.message)?;
    let mut lines = Vec::new();
    for deployment in described.service_deployments.unwrap_or_default().into_iter().rev() {
        let line = line(deployment);
        lines.extend(line.into_iter().map(|line| stage.names.read(&line)));
    }
    Ok(lines)
}

fn line(it: ecs::ServiceDeployment) -> Vec<String> {
    let sources = it.source_service_revisions.unwrap_or_default();
    let sources: Vec<String> = sources.into_iter().map(revision).collect();
    let target = it.target_service_revision.map(revision).unwrap_or_default();
    let from = if sources.is_empty() { String::new() } else { format!(" from {}", sources.join(", ")) };
    let breaker = it.deployment_circuit_breaker.unwrap_or_default();
    let mut lines = vec![format!("{target}{from}: {}", it.status.unwrap_or_default())];
    lines.extend(it.status_reason.map(|reason| format!("  {reason}")));
    let status = breaker.status.unwrap_or_default();
    if status != "DISABLED" {
        let (failures, threshold) = (breaker.failure_count, breaker.threshold);
        lines.push(format!("  breaker {status}, {} of {}", failures.unwrap_or(0), threshold.unwrap_or(0)));
    }
    let back = it.rollback.and_then(|rollback| rollback.service_revision_arn);
    lines.extend(back.map(|arn| format!("  back to {}", last(&arn))));
    lines
}

/// `web-1 (2 wanted, 2 running, 0 pending)`
fn revision(it: ecs::ServiceRevisionSummary) -> String {
    let count = |count: Option<i64>| count.unwrap_or(0);
    format!(
        "{} ({} wanted, {} running, {} pending)",
        last(&it.arn.unwrap_or_default()),
        count(it.requested_task_count),
        count(it.running_task_count),
        count(it.pending_task_count)
    )
}

fn last(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or_default().to_owned()
}

/// `stop-deployment SERVICE`: its newest deployment is rolled back.
pub(super) fn stop(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let arns = arns(stage, arguments.word(0)?)?;
    let service_deployment_arn = arns.into_iter().next().ok_or("it has no deployment")?;
    let input = ecs::StopServiceDeploymentRequest { service_deployment_arn, stop_type: None };
    stage.call::<ecs::StopServiceDeployment>(input)?;
    Ok(Vec::new())
}

/// `push IMAGE`: another image gets this name.
pub(super) fn push(stage: &mut Stage, arguments: &Arguments) -> Printed {
    stage.cloud.images.push(arguments.word(0)?);
    Ok(Vec::new())
}

/// `show images`: the digest every container of a task that is not STOPPED runs, its leading zeros left out.
pub(super) fn images(stage: &Stage) -> Vec<String> {
    let world = stage.cloud.world();
    let tasks = world.all::<Task>().filter(|task| task.last != LastStatus::Stopped);
    let line = |task: &std::sync::Arc<Task>| {
        let container = task.containers.first()?;
        let digest = container.image_digest.as_deref().unwrap_or("none");
        let short = digest.trim_start_matches("sha256:").trim_start_matches('0');
        let name = stage.names.of(&task.id);
        Some(format!("{name} {} sha256:...{}", container.image, if short.is_empty() { "0" } else { short }))
    };
    let mut lines: Vec<String> = tasks.filter_map(line).collect();
    lines.sort();
    lines
}

/// `protect TASK MINUTES`: scale-in and deployments leave it alone so long; 0 ends its protection.
pub(super) fn protect(stage: &mut Stage, arguments: &Arguments) -> Printed {
    let task = stage.task(arguments.word(0)?)?.id;
    let minutes: i64 = arguments.word(1)?.parse().map_err(|_| "for how many minutes?".to_owned())?;
    let input = ecs::UpdateTaskProtectionRequest {
        cluster: CLUSTER.to_owned(),
        tasks: vec![task],
        protection_enabled: minutes > 0,
        expires_in_minutes: (minutes > 0).then_some(minutes),
    };
    let answer = stage.call::<ecs::UpdateTaskProtection>(input)?;
    let failures = answer.failures.unwrap_or_default();
    Ok(failures
        .into_iter()
        .filter_map(|failure| failure.reason)
        .map(|reason| format!("! {reason}"))
        .collect())
}
