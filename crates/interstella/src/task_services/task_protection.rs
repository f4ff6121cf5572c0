//! The agent's endpoint by which a task protects itself: `PUT` and `GET /api/ID/task-protection/v1/state` (ECS developer guide, "Task scale-in
//! protection endpoint"). In: a method, an endpoint id, a body of JSON. Out: the reply, written by the operations any client may call.
//! Never here: what protection means.

use container_runtime::metadata::Reply;
use control_loops::tasks::environment::endpoint_id;
use control_plane::Caller;
use control_plane::table::{Read, Write};
use http::Method;
use model::Dice;
use model::ecs::Task;
use serde::Deserialize;
use serde_json::{Value, json};
use shapes::Error;
use shapes::ecs::{
    Failure, GetTaskProtection, GetTaskProtectionRequest, ProtectedTask, UpdateTaskProtection,
    UpdateTaskProtectionRequest,
};

use super::TaskServices;
use crate::random;

/// Longest body that is read, bytes.
pub(super) const BODY_BYTES: usize = 4096;

/// What a task sends.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Wish {
    protection_enabled: bool,
    expires_in_minutes: Option<i64>,
}

/// Whether a path is this endpoint's.
pub(super) fn is_meant(path: &str) -> bool {
    endpoint_of(path).is_some()
}

/// The id in `/api/ID/task-protection/v1/state`.
fn endpoint_of(path: &str) -> Option<&str> {
    path.strip_prefix("/api/")?.strip_suffix("/task-protection/v1/state").filter(|id| !id.contains('/'))
}

impl TaskServices {
    /// The reply to a task; `body` is none when it was longer than [`BODY_BYTES`].
    pub(super) fn task_protection(
        &self,
        task: &Task,
        method: &Method,
        path: &str,
        body: Option<&[u8]>,
    ) -> Reply {
        let own = |id: &str| task.containers.iter().any(|it| endpoint_id(task, &it.name) == id);
        if !endpoint_of(path).is_some_and(own) {
            return error(task, 404, "ClientException", "unable to get task arn from request");
        }
        let answered = match *method {
            Method::GET => self.protection(task),
            Method::PUT => match body.and_then(|body| serde_json::from_slice(body).ok()) {
                Some(wish) => self.protect(task, wish),
                None => {
                    let text = "UpdateTaskProtection: failed to decode request";
                    return error(task, 400, "InvalidParameterException", text);
                }
            },
            _ => {
                return Reply {
                    status: 405,
                    content_type: "text/plain",
                    body: "405 - Method Not Allowed".into(),
                };
            }
        };
        match answered {
            Ok(answered) => reply(answered),
            Err(refused) => error(task, 400, &refused.code, &refused.message),
        }
    }

    fn protection(&self, task: &Task) -> Result<Answered, Error> {
        let input =
            GetTaskProtectionRequest { cluster: task.cluster.clone(), tasks: Some(vec![task.id.clone()]) };
        let output = GetTaskProtection::read(&self.ledger.snapshot(), &mut self.caller(task), input)?;
        Ok((output.protected_tasks, output.failures))
    }

    fn protect(&self, task: &Task, wish: Wish) -> Result<Answered, Error> {
        let input = UpdateTaskProtectionRequest {
            cluster: task.cluster.clone(),
            tasks: vec![task.id.clone()],
            protection_enabled: wish.protection_enabled,
            expires_in_minutes: wish.expires_in_minutes,
        };
        let mut caller = self.caller(task);
        let (output, durable) =
            self.ledger.transact(|txn| UpdateTaskProtection::write(txn, &mut caller, input))?;
        // What is answered must be seen by whoever asks next.
        durable.wait().map_err(|error| Error::unavailable(error.to_string()))?;
        Ok((output.protected_tasks, output.failures))
    }

    /// The task as a caller of operations.
    fn caller(&self, task: &Task) -> Caller {
        Caller {
            scope: task.scope.clone(),
            access_key: String::new(),
            now: self.now(),
            dice: Dice::new(random::seed()),
            entropy: random::bytes(),
            endpoint_url: format!("http://localhost:{}", self.front_door.port),
            instance_network: 1,
            balancer_names: self.balancer_names.clone(),
            moved_ports: self.doors.moved(),
            // Nothing of metrics is asked for a task here.
            pace: model::Pace::HONEST,
        }
    }
}

type Answered = (Option<Vec<ProtectedTask>>, Option<Vec<Failure>>);

fn reply((protected, failures): Answered) -> Reply {
    let protected = protected.and_then(|mut all| all.pop());
    let failure = failures.and_then(|mut all| all.pop());
    let body = match (protected, failure) {
        (Some(it), _) => {
            let until = it.expiration_date.map(|at| model::Time(at.millis()).iso8601());
            json!({"protection": {"ExpirationDate": until, "ProtectionEnabled": it.protection_enabled, "TaskArn": it.task_arn}})
        }
        (None, failure) => {
            let it = failure.unwrap_or_default();
            json!({"failure": {"Arn": it.arn, "Detail": it.detail, "Reason": it.reason}})
        }
    };
    written(200, &body)
}

fn error(task: &Task, status: u16, code: &str, message: &str) -> Reply {
    let request = Dice::new(random::seed()).uuid();
    written(
        status,
        &json!({"requestID": request, "error": {"Arn": task.arn(), "Code": code, "Message": message}}),
    )
}

fn written(status: u16, body: &Value) -> Reply {
    Reply { status, content_type: "application/json", body: body.to_string() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::ecs::{CreateCluster, CreateClusterRequest};

    use super::super::fixture;
    use super::*;

    fn ask(services: &TaskServices, method: Method, body: &str) -> (u16, Value) {
        let ledger = services.ledger.snapshot();
        let task = ledger.get::<Task>(&fixture::task_key()).cloned().unwrap();
        let path = "/api/11111111-2222-3333-4444-555555555555/task-protection/v1/state";
        let reply = services.task_protection(&task, &method, path, Some(body.as_bytes()));
        (reply.status, serde_json::from_str(&reply.body).unwrap())
    }

    #[test]
    fn a_task_protects_itself_and_reads_what_it_said() {
        let ledger = fixture::ledger();
        let services = TaskServices::example(&ledger);
        let task = ledger.snapshot().get::<Task>(&fixture::task_key()).cloned().unwrap();
        let cluster = CreateClusterRequest { cluster_name: Some("orbit".to_owned()), ..Default::default() };
        let mut caller = services.caller(&task);
        drop(ledger.transact(|txn| CreateCluster::write(txn, &mut caller, cluster)).unwrap());
        let (status, answer) =
            ask(&services, Method::PUT, "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":60}");
        assert_eq!(status, 200, "{answer}");
        let until = fixture::NOW.plus(3_600_000);
        assert_eq!(answer["protection"]["ExpirationDate"], until.iso8601());
        assert_eq!(ledger.snapshot().get::<Task>(&fixture::task_key()).unwrap().protected_until, Some(until));
        assert_eq!(ask(&services, Method::GET, "").1, answer);
    }

    #[test]
    fn nonsense_and_other_tasks_ids_are_refused() {
        let services = TaskServices::example(&fixture::ledger());
        assert_eq!(ask(&services, Method::PUT, "{}").0, 400);
        let (_, answer) =
            ask(&services, Method::PUT, "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":9999}");
        assert!(answer["error"]["Code"].is_string(), "{answer}");
        assert_eq!(endpoint_of("/api/a/b/task-protection/v1/state"), None);
    }
}
