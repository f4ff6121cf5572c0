//! The two link-local services as HTTP. In: connections the runtime took over from tasks. Out: the replies of the pure functions in
//! `container_runtime::metadata`. Never here: what the replies say.
//!
//! HTTP/1.1 with keep-alive; heads of at most 16 KiB and 64 fields, bodies of at most 4 KiB where one is expected, silence of 30 seconds ends a connection, and
//! beyond [`super::CONNECTIONS`] at one time new ones are closed at once.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Weak;
use std::time::Duration;

use bytes::Bytes;
use container_runtime::metadata::{self, Credentials, ImdsRequest, Reply, TaskFacts, TaskRole, Token};
use container_runtime::{Local, LocalService, TaskId};
use control_loops::tasks::environment::credentials_id;
use control_loops::tasks::runtime_id;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use http_body_util::{BodyExt, Collected, Full, Limited};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use ledger::World;
use model::ec2::Instance;
use model::ecs::Task;
use tokio::net::TcpStream;

use super::TaskServices;
use super::role_credentials::Holder;
use super::{instance_facts, task_facts, task_protection};
use crate::random;

const HEAD_BYTES: usize = 16 * 1024;
const HEAD_FIELDS: usize = 64;
const SILENCE: Duration = Duration::from_secs(30);

const TOKEN: &str = "x-aws-ec2-metadata-token";
const TOKEN_TTL: &str = "x-aws-ec2-metadata-token-ttl-seconds";
const FORWARDED: &str = "x-forwarded-for";

/// An answer and the fields it has beyond those of every answer.
type Answer = (Reply, Option<(&'static str, HeaderValue)>);

/// A task, and its address in the runtime's network.
struct Asker {
    task: TaskId,
    address: Option<IpAddr>,
}

impl LocalService for TaskServices {
    fn serve(&self, who: TaskId, service: Local, stream: TcpStream) {
        let Ok(permit) = self.connections.clone().try_acquire_owned() else {
            tracing::warn!(%who, "too many connections to the metadata services; one was closed");
            return;
        };
        let Some(services) = self.me.upgrade() else { return };
        tokio::spawn(async move {
            services.connection(who, service, stream).await;
            drop(permit);
        });
    }
}

impl TaskServices {
    async fn connection(&self, who: TaskId, service: Local, stream: TcpStream) {
        // The runtime hands over connections with the task's own address at the other end.
        let address = stream.peer_addr().ok().map(|peer| peer.ip());
        let who = Asker { task: who, address };
        let answer = service_fn(|request: http::Request<hyper::body::Incoming>| {
            let who = &who;
            async move {
                let (head, body) = request.into_parts();
                let body = match service == Local::TaskEndpoint && task_protection::is_meant(head.uri.path())
                {
                    true => read(body).await,
                    false => None,
                };
                let request = http::Request::from_parts(head, body);
                Ok::<_, Infallible>(respond(service, self.answer(who, service, &request)))
            }
        });
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(SILENCE)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEAD_FIELDS)
            .serve_connection(TokioIo::new(stream), answer)
            .await;
        if let Err(error) = served {
            tracing::debug!(who = %who.task, %error, "a connection to a metadata service ended early");
        }
    }

    fn answer(&self, who: &Asker, service: Local, request: &http::Request<Option<Bytes>>) -> Answer {
        let world = self.ledger.snapshot();
        let Some(task) = TaskServices::task(&world, &who.task) else {
            return (plain(404, "404 - Not Found"), None);
        };
        match service {
            Local::TaskEndpoint => (self.task_endpoint(&world, &task, who.address, request), None),
            Local::InstanceMetadata => self.instance_metadata(&world, &task, request),
        }
    }

    fn task_endpoint(
        &self,
        world: &World,
        task: &Task,
        address: Option<IpAddr>,
        request: &http::Request<Option<Bytes>>,
    ) -> Reply {
        if task_protection::is_meant(request.uri().path()) {
            let (method, path, body) = (request.method(), request.uri().path(), request.body().as_deref());
            return self.task_protection(task, method, path, body);
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(405, "405 - Method Not Allowed");
        }
        let path = request.uri().path();
        let mut facts = task_facts::describe(world, task, address);
        facts.role = match self.task_role(world, task, path) {
            Ok(role) => role,
            Err(_) => return unavailable(),
        };
        if path.trim_end_matches('/').ends_with("/stats") {
            self.read_usage(task, &mut facts);
        }
        metadata::task_endpoint(&facts, path)
    }

    /// What the task's containers use now, for those that run.
    fn read_usage(&self, task: &Task, facts: &mut TaskFacts) {
        let Some(meter) = self.meter.get().and_then(Weak::upgrade) else { return };
        for readings in self.stats.book(meter.usage(&runtime_id(task)), self.now()) {
            let id = &readings.now.usage.runtime_id;
            if let Some(container) = facts.containers.iter_mut().find(|it| it.runtime_id == *id) {
                container.readings = Some(readings);
            }
        }
    }

    /// Only who asks for the right id makes credentials come to be.
    fn task_role(&self, world: &World, task: &Task, path: &str) -> io::Result<Option<TaskRole>> {
        let credentials_id = credentials_id(task);
        let id = path.strip_prefix("/v2/credentials/").map(|id| id.trim_end_matches('/'));
        let asked = id == Some(credentials_id.as_str());
        let Some(holder) = task_facts::role(world, task).filter(|_| asked) else { return Ok(None) };
        let credentials = self.credentials(&holder)?;
        Ok(Some(TaskRole { credentials_id, role_arn: holder.role_arn, credentials }))
    }

    fn credentials(&self, holder: &Holder) -> io::Result<Credentials> {
        let handed = self.roles.hand_out(&self.ledger, holder, self.now());
        handed
            .inspect_err(|error| tracing::warn!(role = holder.role_arn, %error, "no credentials for a role"))
    }

    fn instance_metadata<B>(&self, world: &World, task: &Task, request: &http::Request<B>) -> Answer {
        let Some(instance) = instance_facts::instance_of(world, task) else {
            return (plain(404, "404 - Not Found"), None);
        };
        let path = request.uri().path();
        let mut facts = instance_facts::describe(world, instance);
        if path.contains("/iam") {
            facts.role = match self.instance_role(instance) {
                Ok(role) => role,
                Err(_) => return (plain(503, "503 - Service Unavailable"), None),
            };
        }
        self.imds(&facts, path, request.method(), request.headers())
    }

    fn instance_role(&self, instance: &Instance) -> io::Result<Option<(String, String, Credentials)>> {
        let Some((name, profile, holder)) = instance_facts::role(instance) else { return Ok(None) };
        Ok(Some((name, profile, self.credentials(&holder)?)))
    }

    fn imds(&self, facts: &metadata::Instance, path: &str, method: &Method, headers: &HeaderMap) -> Answer {
        let now = self.now().0.max(0) as u64 / 1000;
        let mut tokens = self.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let token = match headers.get(TOKEN) {
            None => Token::Absent,
            Some(token) if token.to_str().is_ok_and(|token| tokens.is_valid(now, token)) => Token::Valid,
            Some(_) => Token::Invalid,
        };
        let ttl = headers.get(TOKEN_TTL);
        let request = ImdsRequest {
            method: method.as_str(),
            path,
            token,
            ttl: ttl.and_then(|ttl| ttl.to_str().ok()),
            forwarded: headers.contains_key(FORWARDED),
        };
        let issue = |ttl| tokens.issue(now, ttl, u128::from_le_bytes(random::bytes()));
        let reply = metadata::imds(facts, request, issue);
        let echo = ttl.filter(|_| method == Method::PUT && reply.status == 200).cloned();
        (reply, echo.map(|ttl| (TOKEN_TTL, ttl)))
    }
}

/// A short body; none when it is too long, broken or does not come.
async fn read(body: hyper::body::Incoming) -> Option<Bytes> {
    let short = Limited::new(body, task_protection::BODY_BYTES).collect();
    tokio::time::timeout(SILENCE, short).await.ok()?.ok().map(Collected::to_bytes)
}

fn respond(service: Local, (reply, field): Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    if service == Local::InstanceMetadata {
        headers.insert(header::SERVER, HeaderValue::from_static("EC2ws"));
    }
    headers.extend(field.map(|(name, value)| (header::HeaderName::from_static(name), value)));
    response
}

fn plain(status: u16, body: &str) -> Reply {
    Reply { status, content_type: "text/plain", body: body.to_owned() }
}

/// What the agent answers while it has no credentials for a task.
fn unavailable() -> Reply {
    let body = serde_json::json!({
        "code": "CredentialsUninitialized",
        "message": "CredentialsV2Request: Credentials uninitialized for ID",
        "HTTPErrorCode": 503,
    });
    Reply { status: 503, content_type: "application/json", body: body.to_string() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::ids;
    use model::sts::Session;
    use serde_json::Value;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::super::fixture;
    use super::*;

    /// The answers to requests sent over one connection of the fixture's task, one text for all.
    async fn ask(services: &TaskServices, who: TaskId, service: Local, requests: &[String]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        services.serve(who, service, listener.accept().await.unwrap().0);
        for request in requests {
            client.write_all(request.as_bytes()).await.unwrap();
        }
        client.shutdown().await.unwrap();
        let mut answers = String::new();
        client.read_to_string(&mut answers).await.unwrap();
        answers
    }

    fn get(path: &str, fields: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: 169.254.169.254\r\n{fields}\r\n")
    }

    fn body(answer: &str) -> &str {
        answer.split_once("\r\n\r\n").unwrap().1
    }

    #[tokio::test]
    async fn version_one_answers_without_a_token_and_keeps_the_connection() {
        let services = TaskServices::example(&fixture::ledger());
        let zone = get("/latest/meta-data/placement/availability-zone", "");
        let address = get("/latest/meta-data/public-ipv4", "");
        let answers = ask(&services, fixture::who(), Local::InstanceMetadata, &[zone, address]).await;
        assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
        assert!(answers.contains("server: EC2ws") && answers.contains("us-west-2b"), "{answers}");
        assert!(answers.ends_with("127.1.0.10"), "{answers}");
    }

    #[tokio::test]
    async fn version_two_hands_out_a_token_and_checks_it() {
        let services = TaskServices::example(&fixture::ledger());
        let put = "PUT /latest/api/token HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n";
        let imds = Local::InstanceMetadata;
        let answer = ask(&services, fixture::who(), imds, &[format!("{put}\r\n")]).await;
        assert!(answer.contains("x-aws-ec2-metadata-token-ttl-seconds: 60"), "{answer}");
        let token = body(&answer);
        let id = |token: &str| {
            get("/latest/meta-data/instance-id", &format!("X-aws-ec2-metadata-token: {token}\r\n"))
        };
        assert!(ask(&services, fixture::who(), imds, &[id(token)]).await.ends_with("i-0a"));
        assert!(ask(&services, fixture::who(), imds, &[id("made-up")]).await.starts_with("HTTP/1.1 401"));
        let forwarded = format!("{put}X-Forwarded-For: 1.2.3.4\r\n\r\n");
        assert!(ask(&services, fixture::who(), imds, &[forwarded]).await.starts_with("HTTP/1.1 403"));
    }

    #[tokio::test]
    async fn the_task_role_signs_as_the_task() {
        let ledger = fixture::ledger();
        let services = TaskServices::example(&ledger);
        let task = ledger.snapshot().get::<Task>(&fixture::task_key()).cloned().unwrap();
        let wrong = get("/v2/credentials/00112233-4455-6677-8899-000000000000", "");
        let answer = ask(&services, fixture::who(), Local::TaskEndpoint, &[wrong]).await;
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("InvalidIdInRequest"), "{answer}");
        assert_eq!(ledger.snapshot().count::<Session>(), 0, "a wrong id made credentials");
        let right = get(&format!("/v2/credentials/{}", credentials_id(&task)), "");
        let answer = ask(&services, fixture::who(), Local::TaskEndpoint, &[right]).await;
        let credentials: Value = serde_json::from_str(body(&answer)).unwrap();
        let key = credentials["AccessKeyId"].as_str().unwrap();
        assert_eq!(ids::account_of(key), Some(task.scope.account.clone()));
        let session = Session::key_of(&task.scope.account, key);
        let session = ledger.snapshot().get::<Session>(&session).cloned().unwrap();
        assert_eq!(session.arn(), format!("arn:aws:sts::123456789012:assumed-role/web/{}", task.id));
    }

    #[tokio::test]
    async fn the_instance_role_is_listed_and_handed_out() {
        let ledger = fixture::ledger();
        let services = TaskServices::example(&ledger);
        let path = "/latest/meta-data/iam/security-credentials/";
        let imds = Local::InstanceMetadata;
        let role = ask(&services, fixture::who(), imds, &[get(path, "")]).await;
        assert_eq!(body(&role), "ecsInstanceRole");
        let answer =
            ask(&services, fixture::who(), imds, &[get(&format!("{path}ecsInstanceRole"), "")]).await;
        let credentials: Value = serde_json::from_str(body(&answer)).unwrap();
        let key = Session::key_of(&fixture::scope().account, credentials["AccessKeyId"].as_str().unwrap());
        let session = ledger.snapshot().get::<Session>(&key).cloned().unwrap();
        assert_eq!(session.arn(), "arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/i-0a");
        assert_eq!(ledger.snapshot().count::<Session>(), 1);
    }

    #[tokio::test]
    async fn task_metadata_by_the_containers_id() {
        let services = TaskServices::example(&fixture::ledger());
        let path = "/v4/11111111-2222-3333-4444-555555555555/task";
        let answer = ask(&services, fixture::who(), Local::TaskEndpoint, &[get(path, "")]).await;
        let task: Value = serde_json::from_str(body(&answer)).unwrap();
        assert_eq!((&task["Cluster"], &task["Family"]), (&"orbit".into(), &"web".into()));
        let post = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        let answer = ask(&services, fixture::who(), Local::TaskEndpoint, &[post]).await;
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }

    #[tokio::test]
    async fn strangers_and_long_heads_are_turned_away() {
        let services = TaskServices::example(&fixture::ledger());
        let stranger = TaskId::new("123456789012_us-west-2_orbit_ff");
        let answer = ask(&services, stranger, Local::InstanceMetadata, &[get("/latest", "")]).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        let long = get(&format!("/{}", "a".repeat(15_000)), "");
        let answer = ask(&services, fixture::who(), Local::InstanceMetadata, &[long]).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        let many = get("/latest", &"A: b\r\n".repeat(HEAD_FIELDS));
        let answer = ask(&services, fixture::who(), Local::InstanceMetadata, &[many]).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}
