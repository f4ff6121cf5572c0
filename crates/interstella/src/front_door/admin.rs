//! The admin room: health, reset, and what the platform's own pages and commands ask. Reading is free. What ends the product is a POST with
//! the control token of the data directory; a reset is a POST from this machine, and from a task only where that was allowed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Body;
use control_loops::board::Board;
use control_loops::doors::Doors;
use http::header::{self, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use kernel::Engine;
use ledger::{Books, Ledger};
use load_balancer::Balancer;
use model::ecs::{ContainerInstance, InstanceStatus, LastStatus, Task};
use model::elbv2::{Listener, LoadBalancer, Target, TargetHealth};
use model::{AccountId, Pace};
use planner::service::Rules;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::connection::{Source, text};
use crate::authority::Authorities;
use crate::spare_room::SpareRoom;
use crate::token_file::Token;

/// What the admin room knows.
pub(crate) struct Admin {
    /// Performs operations, and knows the newest calls.
    pub(crate) engine: Arc<Engine>,
    /// The memory.
    pub(crate) ledger: Ledger,
    /// Log events.
    pub(crate) books: Books,
    /// Blobs of images, and what of them is spare.
    pub(crate) spare: SpareRoom,
    /// Where the logs of load balancers lie.
    pub(crate) balancer_logs: PathBuf,
    /// The loops' notes.
    pub(crate) board: Board,
    /// Where listener ports are.
    pub(crate) doors: Doors,
    /// Name and text of the certificate that signs SNS messages, once there is one.
    pub(crate) certificate: Arc<OnceLock<(String, String)>>,
    /// The local certificate authorities.
    pub(crate) authorities: Authorities,
    /// Rung to end the process.
    pub(crate) stop: Arc<Notify>,
    /// Knows the requests in flight.
    pub(crate) balancer: Arc<Balancer>,
    /// Rules the scheduler runs by.
    pub(crate) rules: Rules,
    /// How long a minute of metrics, alarms and scaling takes.
    pub(crate) pace: Pace,
    /// Ends the tasks of accounts that were reset.
    pub(crate) runtime: Arc<dyn container_runtime::ContainerRuntime>,
    /// What whoever wants to end the product must show.
    pub(crate) token: Token,
    /// Whether tasks may have everything forgotten.
    pub(crate) reset_from_tasks: bool,
}

/// Answers a request of the admin room.
pub(crate) async fn answer<B>(admin: &Admin, request: Request<B>, source: Source) -> Response<Body> {
    let (path, reads) = (
        request.uri().path().to_owned(),
        request.method() == Method::GET || request.method() == Method::HEAD,
    );
    match (path.as_str(), reads) {
        ("/_localstack/health" | "/health", true) => json_answer(&health(admin)),
        ("/_localstack/info", true) => {
            json_answer(&json!({"version": env!("CARGO_PKG_VERSION"), "edition": "interstella"}))
        }
        ("/_localstack/state/reset", false) => match may_reset(admin, request.method(), source) {
            Ok(()) => reset(admin, request.uri().query()).await,
            Err(refusal) => *refusal,
        },
        ("/_interstella/platform", true) => json_answer(&platform(admin)),
        ("/_interstella/doors", true) => json_answer(&doors(admin)),
        ("/_interstella/ca.pem", true) => pem(admin.authorities.local.root_pem().to_owned()),
        ("/_interstella/any-name-ca.pem", true) => pem(admin.authorities.any_name.root_pem().to_owned()),
        ("/_interstella/loops", true) => json_answer(&loops(admin)),
        ("/_interstella/events", true) => super::events::answer(admin, request.uri()),
        ("/_interstella/explain", true) => super::explain::answer(admin, request.uri()),
        ("/_interstella/stop", false) => match may_control(admin, &request, source) {
            Ok(()) => {
                admin.stop.notify_one();
                text(StatusCode::ACCEPTED, "stopping\n")
            }
            Err(refusal) => *refusal,
        },
        _ => text(StatusCode::NOT_FOUND, "no such page in the admin room\n"),
    }
}

/// Whether a request may end the product, or whatever else is its owner's alone. The refusal says what is missing.
fn may_control<B>(admin: &Admin, request: &Request<B>, source: Source) -> Result<(), Box<Response<Body>>> {
    only_post(request.method())?;
    if source == Source::Task {
        return forbidden("a task may not control the cloud it runs on\n".to_owned());
    }
    let shown = request.headers().get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    if admin.token.is(shown.strip_prefix(b"Bearer ").unwrap_or_default()) {
        return Ok(());
    }
    let file = admin.token.file().display();
    forbidden(format!(
        "this takes the token in {file}, as `Authorization: Bearer TOKEN`; `interstella down` sends it\n"
    ))
}

/// Whether a request may have everything forgotten.
fn may_reset(admin: &Admin, method: &Method, source: Source) -> Result<(), Box<Response<Body>>> {
    only_post(method)?;
    match source {
        Source::Task if !admin.reset_from_tasks => forbidden(
            "a task may not reset the cloud it runs on, unless that was started with --allow-reset-from-tasks\n".to_owned(),
        ),
        _ => Ok(()),
    }
}

fn only_post(method: &Method) -> Result<(), Box<Response<Body>>> {
    if method == Method::POST {
        return Ok(());
    }
    Err(Box::new(text(StatusCode::METHOD_NOT_ALLOWED, "use POST\n")))
}

fn forbidden(words: String) -> Result<(), Box<Response<Body>>> {
    Err(Box::new(text(StatusCode::FORBIDDEN, words)))
}

/// The certificate that signs SNS messages, at its own name only.
pub(crate) fn certificate(admin: &Admin, path: &str) -> Response<Body> {
    match admin.certificate.get() {
        Some((name, text)) if path.strip_prefix('/') == Some(name) => pem(text.clone()),
        _ => text(StatusCode::NOT_FOUND, "no such certificate\n"),
    }
}

fn pem(certificate: String) -> Response<Body> {
    let mut response = text(StatusCode::OK, certificate);
    let kind = header::HeaderValue::from_static("application/x-pem-file");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

pub(super) fn json_answer(value: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(value.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

fn health(admin: &Admin) -> Value {
    let services: BTreeMap<&str, &str> =
        admin.engine.services().into_iter().map(|name| (name, "available")).collect();
    let storage = storage(admin);
    let trouble =
        storage.iter().find_map(|(what, state)| Some(format!("{what}: {}", state.trouble.as_ref()?)));
    json!({
        "services": services,
        "edition": "interstella",
        "version": env!("CARGO_PKG_VERSION"),
        "storage": storage.iter().map(|(what, state)| ((*what).to_owned(), state.json())).collect::<serde_json::Map<_, _>>(),
        "trouble": trouble,
    })
}

/// How a part of what is kept on disk fares.
#[derive(Default)]
struct Kept {
    /// Why it takes no writes.
    trouble: Option<String>,
    /// What of it cannot be read any more.
    damage: Vec<String>,
}

impl Kept {
    fn json(&self) -> Value {
        let state = if self.trouble.is_some() { "in trouble" } else { "available" };
        json!({"state": state, "reason": self.trouble, "damage": self.damage})
    }
}

/// Every part of what is kept on disk, by name.
fn storage(admin: &Admin) -> [(&'static str, Kept); 5] {
    let (logs, metrics) = (&admin.books.logs, &admin.books.metrics);
    let words = |all: Vec<ledger::Damage>| all.iter().map(ToString::to_string).collect();
    let note = admin.board.notes().remove("balancer-logs");
    let of = |trouble: Option<String>, damage| Kept { trouble, damage };
    [
        ("records", of(admin.ledger.trouble().map(|why| why.to_string()), Vec::new())),
        ("log-events", of(logs.trouble().map(|why| why.to_string()), words(logs.damage()))),
        ("metric-values", of(metrics.trouble().map(|why| why.to_string()), words(metrics.damage()))),
        ("images", of(admin.spare.storehouse.trouble(), Vec::new())),
        ("load-balancer-logs", of(note.and_then(|note| note.trouble), Vec::new())),
    ]
}

async fn reset(admin: &Admin, query: Option<&str>) -> Response<Body> {
    let named = query.unwrap_or("").split('&').find_map(|pair| pair.strip_prefix("account="));
    let account = match named.map(AccountId::new).transpose() {
        Ok(account) => account,
        Err(bad) => return text(StatusCode::BAD_REQUEST, format!("account: {bad}\n")),
    };
    let records = admin.ledger.reset(account.as_ref());
    // Nothing else may go while the records of it stay.
    if let Err(error) = records.done().await {
        return text(StatusCode::SERVICE_UNAVAILABLE, format!("nothing was reset: {error}\n"));
    }
    let [events, metrics] = admin.books.reset(account.as_ref());
    for task in admin.runtime.list() {
        let owner = task.id.as_str().split('_').next();
        if account.as_ref().is_none_or(|account| owner == Some(account.as_str())) {
            admin.runtime.kill(&task.id);
        }
    }
    for promise in [events, metrics] {
        if let Err(error) = promise.done().await {
            return text(StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n"));
        }
    }
    let (spare, logs) = (admin.spare.clone(), admin.balancer_logs.clone());
    let everything = account.is_none();
    let give_back = move || {
        // Nobody can be in the midst of a push: its repository is gone.
        spare.give_back(if everything { Duration::ZERO } else { SpareRoom::GRACE });
        if everything {
            drop(std::fs::remove_dir_all(logs));
        }
    };
    // Fails only when it panics, which it has said then.
    drop(tokio::task::spawn_blocking(give_back).await);
    text(StatusCode::OK, "")
}

/// Addresses by listener port, and under `loadBalancers` every load balancer's own address with its doors there.
fn doors(admin: &Admin) -> Value {
    let all = admin.doors.shared();
    let shared = all.iter().map(|(port, addresses)| (port.to_string(), json!(addresses)));
    let world = admin.ledger.snapshot();
    let own = world.all::<LoadBalancer>().filter_map(|balancer| {
        let address = balancer.address?;
        let listeners = world.scan_prefix::<Listener>(&balancer.scope, &format!("{}/", balancer.name));
        let open = listeners.filter_map(|listener| {
            Some((listener.port.to_string(), json!(admin.doors.of_own(address, listener.port)?)))
        });
        let open: serde_json::Map<_, _> = open.collect();
        Some((balancer.dns_name.clone(), json!({"address": address, "listeners": open})))
    });
    let own: serde_json::Map<_, _> = own.collect();
    shared.chain([("loadBalancers".to_owned(), json!(own))]).collect::<serde_json::Map<_, _>>().into()
}

fn loops(admin: &Admin) -> Value {
    let notes = admin.board.notes();
    let shown = notes.into_iter().map(|(name, note)| {
        (name, json!({"at": note.at.iso8601(), "rounds": note.rounds, "last": note.last, "trouble": note.trouble}))
    });
    json!(shown.collect::<BTreeMap<_, _>>())
}

/// Running tasks by container instance, for HQ's page.
fn platform(admin: &Admin) -> Value {
    let world = admin.ledger.snapshot();
    let active =
        world.all::<ContainerInstance>().filter(|instance| instance.status != InstanceStatus::Inactive);
    let instances = active.map(|instance| {
        let own = |task: &&Arc<Task>| task.instance == instance.id && task.last != LastStatus::Stopped;
        let prefix = format!("{}/", instance.cluster);
        let tasks = world.scan_prefix::<Task>(&instance.scope, &prefix).filter(own);
        let shown = tasks.map(|task| {
            json!({
                "service": task.service().unwrap_or(&task.group),
                "status": task.last.as_str(),
                "health": target_health(&world, task),
                "revision": task.task_definition.to_string(),
            })
        });
        json!({
            "id": instance.ec2_instance_id,
            "cluster": instance.cluster,
            "account": instance.scope.account.as_str(),
            "zone": instance.zone,
            "address": instance.address.to_string(),
            "tasks": shown.collect::<Vec<_>>(),
        })
    });
    json!({"instances": instances.collect::<Vec<_>>()})
}

/// What the load balancer says of the task's target, if it is behind one.
fn target_health(world: &ledger::World, task: &Task) -> Option<&'static str> {
    let name = format!("{}/{}", task.cluster, task.id);
    let target = world.scan::<Target>(&task.scope).find(|target| target.task.as_deref() == Some(&name))?;
    if target.draining_since.is_some() {
        return Some("draining");
    }
    let key = Target::key_of(&target.scope, &target.target_group, &target.id, target.port);
    Some(world.get::<TargetHealth>(&key).map_or("initial", |health| health.state.as_str()))
}
