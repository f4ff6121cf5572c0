//! The agent's endpoint by which a task protects itself: `PUT` and `GET /api/ID/task-protection/v1/state` (ECS developer guide, "Task scale-in
//! protection endpoint"). In: a method, an endpoint id, a body of JSON. Out: the reply, written by the operations any client may call.
//! Never here: what protection means.

use container_runtime::metadata::Reply;
use control_loops::tasks::environment::endpoint_id;
use http::Method;
use kernel::{Caller, Source, Who};
use model::Dice;
use model::ecs::Task;
use serde::Deserialize;
use serde_json::{Value, json};
use shapes::ecs::{GetTaskProtection, UpdateTaskProtection};
use shapes::{Document, Entries, Error, Operation};

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
            Ok(answered) => reply(&answered),
            Err(refused) => error(task, 400, &refused.code, &refused.message),
        }
    }

    fn protection(&self, task: &Task) -> Result<Document, Error> {
        self.engine.perform_now(self.caller(task), GetTaskProtection::schema(), Document::Map(named(task)))
    }

    fn protect(&self, task: &Task, wish: Wish) -> Result<Document, Error> {
        let minutes = wish.expires_in_minutes.map_or(Document::Null, Document::Integer);
        let wished = [
            ("protectionEnabled".into(), Document::Bool(wish.protection_enabled)),
            ("expiresInMinutes".into(), minutes),
        ];
        let input = Document::Map(named(task).into_iter().chain(wished).collect());
        self.engine.perform_now(self.caller(task), UpdateTaskProtection::schema(), input)
    }

    /// The task as a caller of operations.
    fn caller(&self, task: &Task) -> Caller {
        self.engine.caller(Who {
            scope: task.scope.clone(),
            access_key: String::new(),
            source: Source::Task(task.arn()),
            endpoint_url: None,
        })
    }
}

/// The members that name a task.
fn named(task: &Task) -> Entries {
    let tasks = Document::List(vec![Document::String(task.id.clone())]);
    vec![("cluster".into(), Document::String(task.cluster.clone())), ("tasks".into(), tasks)]
}

fn reply(answered: &Document) -> Reply {
    let first = |list: &str| match answered.get(list) {
        Some(Document::List(all)) => all.first(),
        _ => None,
    };
    let body = match (first("protectedTasks"), first("failures")) {
        (Some(it), _) => {
            let until = match it.get("expirationDate") {
                Some(Document::Timestamp(at)) => Some(model::Time(at.millis()).iso8601()),
                _ => None,
            };
            let enabled = it.get("protectionEnabled") == Some(&Document::Bool(true));
            json!({"protection": {"ExpirationDate": until, "ProtectionEnabled": enabled, "TaskArn": told(Some(it), "taskArn")}})
        }
        (None, it) => {
            json!({"failure": {"Arn": told(it, "arn"), "Detail": told(it, "detail"), "Reason": told(it, "reason")}})
        }
    };
    written(200, &body)
}

fn told<'d>(of: Option<&'d Document>, member: &str) -> Option<&'d str> {
    of?.get(member)?.as_str()
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
    use shapes::ecs::CreateCluster;

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
        let cluster = Document::Map(vec![("clusterName".into(), Document::String("orbit".to_owned()))]);
        let made = services.engine.perform_now(services.caller(&task), CreateCluster::schema(), cluster);
        assert!(made.is_ok(), "{made:?}");
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
