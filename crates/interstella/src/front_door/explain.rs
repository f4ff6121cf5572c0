//! `GET /_interstella/explain?kind=service|task|target|deployment&name=...[&cluster=...]`: why it is as it is, as JSON.
//!
//! In: a query. Out: `[{title, lines, facts}]`, empty when nothing is called so. Never here: the reasons; the loops' room knows them.

use axum::body::Body;
use axum::extract::Query;
use control_loops::clock::{Clock, SystemClock};
use control_loops::explain::{Question, Sight, explain};
use http::{Response, StatusCode, Uri};
use serde::Deserialize;
use serde_json::json;

use super::admin::{Admin, json_answer};
use super::connection::text;

#[derive(Deserialize)]
struct Asked {
    kind: Kind,
    name: String,
    cluster: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Service,
    Task,
    Target,
    Deployment,
}

impl From<Asked> for Question {
    fn from(Asked { kind, name, cluster }: Asked) -> Question {
        match kind {
            Kind::Service => Question::Service { name, cluster },
            Kind::Task => Question::Task(name),
            Kind::Target => Question::Targets(name),
            Kind::Deployment => Question::Deployment(name),
        }
    }
}

/// Answers a question about the newest world.
pub(super) fn answer(admin: &Admin, uri: &Uri) -> Response<Body> {
    let asked = match Query::<Asked>::try_from_uri(uri) {
        Ok(Query(asked)) => asked,
        Err(bad) => return text(StatusCode::BAD_REQUEST, format!("{bad}\n")),
    };
    let sight = Sight {
        now: SystemClock.now(),
        rules: admin.rules,
        balancer: Some(&admin.balancer),
        metrics: Some(&admin.books.metrics),
        pace: admin.pace,
    };
    json_answer(&json!(explain(&admin.ledger.snapshot(), &asked.into(), sight)))
}
