//! UpdateTaskProtection: scale-in and deployments leave tasks of services alone for a while.

use ledger::Txn;
use model::Time;
use model::ecs::{Cluster, DesiredStatus, Task};
use shapes::Error;
use shapes::ecs::{
    Failure, ProtectedTask, UpdateTaskProtection, UpdateTaskProtectionRequest, UpdateTaskProtectionResponse,
    errors,
};

use super::{find, view};
use crate::Caller;
use crate::table::Write;

/// Minutes of a protection that names none.
const DEFAULT: i64 = 120;
/// Minutes a protection may last.
const MINUTES: std::ops::RangeInclusive<i64> = 1..=2_880;
/// Tasks one call may name.
const MOST: usize = 10;

impl Write for UpdateTaskProtection {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateTaskProtectionRequest,
    ) -> Result<UpdateTaskProtectionResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, Some(&input.cluster))?;
        if input.tasks.is_empty() || input.tasks.len() > MOST {
            let text = format!("Tasks must name 1 to {MOST} tasks.");
            return Err(errors::invalid_parameter_exception(text));
        }
        let until = until(&input, caller.now)?;
        let (mut changed, mut failures) = (Vec::new(), Vec::new());
        for identifier in &input.tasks {
            match protectable(txn.world(), &cluster, identifier) {
                Ok(mut task) => {
                    task.protected_until = until;
                    changed.push(protected(&task, caller.now));
                    txn.put(task);
                }
                Err(failure) => failures.push(failure),
            }
        }
        Ok(UpdateTaskProtectionResponse { protected_tasks: Some(changed), failures: Some(failures) })
    }
}

/// When the protection asked for ends; none takes it away.
fn until(input: &UpdateTaskProtectionRequest, now: Time) -> Result<Option<Time>, Error> {
    let minutes = input.expires_in_minutes.unwrap_or(DEFAULT);
    if !MINUTES.contains(&minutes) {
        let text = "expiresInMinutes must be between 1 and 2880.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(input.protection_enabled.then(|| now.plus(minutes * 60_000)))
}

/// The task of a service that an identifier names, or the failure AWS lists for it.
pub(super) fn protectable(
    world: &ledger::World,
    cluster: &Cluster,
    identifier: &str,
) -> Result<Task, Failure> {
    let kind = format!("task/{}", cluster.name);
    let missing = view::missing(&cluster.scope, &kind, identifier);
    let task = find::task(world, cluster, identifier).ok_or(missing)?;
    if task.service().is_none() || task.desired == DesiredStatus::Stopped {
        let reason = Some("TASK_NOT_VALID".to_owned());
        return Err(Failure { arn: Some(task.arn()), reason, detail: None });
    }
    Ok((*task).clone())
}

/// The protection of a task as both operations answer it.
pub(super) fn protected(task: &Task, now: Time) -> ProtectedTask {
    let until = task.protected_until.filter(|_| task.is_protected(now));
    ProtectedTask {
        task_arn: Some(task.arn()),
        protection_enabled: Some(until.is_some()),
        expiration_date: until.map(view::time),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::ecs::{GetTaskProtection, GetTaskProtectionRequest};

    use super::*;
    use crate::ecs::fixture::Desk;

    fn update(
        desk: &mut Desk,
        tasks: &[&str],
        protection_enabled: bool,
        expires_in_minutes: Option<i64>,
    ) -> Result<UpdateTaskProtectionResponse, Error> {
        desk.write::<UpdateTaskProtection>(UpdateTaskProtectionRequest {
            cluster: "default".to_owned(),
            tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
            protection_enabled,
            expires_in_minutes,
        })
    }

    fn get(desk: &mut Desk, tasks: Option<Vec<String>>) -> (Vec<ProtectedTask>, Vec<Failure>) {
        let input = GetTaskProtectionRequest { cluster: "default".to_owned(), tasks };
        let output = desk.read::<GetTaskProtection>(input).unwrap();
        (output.protected_tasks.unwrap(), output.failures.unwrap())
    }

    #[test]
    fn protection_lasts_as_long_as_asked_and_two_hours_by_default() {
        let mut desk = Desk::with_instances(1);
        let task = desk.service_task("web");
        for (asked, minutes) in [(None, 120), (Some(1), 1), (Some(2_880), 2_880)] {
            let answer = update(&mut desk, &[&task], true, asked).unwrap().protected_tasks.unwrap();
            let until = desk.caller.now.plus(minutes * 60_000);
            assert_eq!(answer[0].expiration_date, Some(view::time(until)));
            assert_eq!(answer, get(&mut desk, Some(vec![task.clone()])).0);
            assert_eq!(answer, get(&mut desk, None).0);
        }
        desk.caller.now = desk.caller.now.plus(2_880 * 60_000);
        let over = get(&mut desk, Some(vec![task.clone()])).0;
        assert_eq!((over[0].protection_enabled, over[0].expiration_date), (Some(false), None));
        update(&mut desk, &[&task], true, None).unwrap();
        update(&mut desk, &[&task], false, None).unwrap();
        assert_eq!(get(&mut desk, Some(vec![task])).0[0].protection_enabled, Some(false));
    }

    #[test]
    fn only_tasks_of_services_are_protected_and_limits_are_aws_s() {
        let mut desk = Desk::with_instances(1);
        let alone = desk.run_task("web").unwrap();
        let failures = update(&mut desk, &[&alone, "0123"], true, None).unwrap().failures.unwrap();
        let reasons: Vec<_> = failures.into_iter().map(|failure| failure.reason.unwrap()).collect();
        assert_eq!(reasons, ["TASK_NOT_VALID", "MISSING"]);
        let task = desk.service_task("web");
        for minutes in [0, 2_881, -1] {
            assert!(update(&mut desk, &[&task], true, Some(minutes)).is_err(), "{minutes}");
        }
        assert!(update(&mut desk, &[], true, None).is_err());
        assert!(update(&mut desk, &["x"; 11], true, None).is_err());
    }
}
