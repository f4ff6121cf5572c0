//! `GET /_interstella/log-sources[?name=...]`: the log streams of a service's tasks, of a task, or of all, for `interstella logs`. In: a query.
//! Out: `[{account, region, group, stream, of, task}]`, 404 when nothing is called so. Never here: events.

use axum::body::Body;
use axum::extract::Query;
use control_loops::tasks::log_sources::log_sources;
use http::{Response, StatusCode, Uri};
use serde::Deserialize;
use serde_json::json;

use super::admin::{Admin, json_answer};
use super::connection::text;

/// Where it is.
pub(crate) const PATH: &str = "/_interstella/log-sources";

#[derive(Deserialize)]
struct Asked {
    name: Option<String>,
}

/// Answers from the newest world.
pub(super) fn answer(admin: &Admin, uri: &Uri) -> Response<Body> {
    let asked = match Query::<Asked>::try_from_uri(uri) {
        Ok(Query(asked)) => asked,
        Err(bad) => return text(StatusCode::BAD_REQUEST, format!("{bad}\n")),
    };
    match log_sources(&admin.ledger.snapshot(), asked.name.as_deref()) {
        Some(sources) => json_answer(&json!(sources)),
        None => text(StatusCode::NOT_FOUND, "no service or task is called so\n"),
    }
}
