//! `GET /_interstella/events[?after=N]`: the newest calls of AWS operations, for `interstella events`. In: a query. Out: `{last, events}`,
//! the oldest first. Never here: what is remembered of a call ([`kernel::audit`]).

use axum::body::Body;
use axum::extract::Query;
use http::{Response, StatusCode, Uri};
use kernel::audit::Call;
use serde::Deserialize;
use serde_json::{Value, json};

use super::admin::{Admin, json_answer};
use super::connection::text;

#[derive(Deserialize)]
struct Asked {
    /// The number of the last one known.
    #[serde(default)]
    after: u64,
}

/// Answers from memory.
pub(super) fn answer(admin: &Admin, uri: &Uri) -> Response<Body> {
    let asked = match Query::<Asked>::try_from_uri(uri) {
        Ok(Query(asked)) => asked,
        Err(bad) => return text(StatusCode::BAD_REQUEST, format!("{bad}\n")),
    };
    let calls = admin.engine.audit().after(asked.after);
    let last = calls.last().map_or(asked.after, |call| call.number);
    json_answer(&json!({"last": last, "events": calls.iter().map(shown).collect::<Vec<_>>()}))
}

fn shown(call: &Call) -> Value {
    let event = call.event();
    json!({
        "number": call.number,
        "time": event.at.iso8601(),
        "source": event.source,
        "name": event.name,
        "account": event.scope.account.to_string(),
        "region": event.scope.region.to_string(),
        "accessKey": event.access_key,
        "from": event.from,
        "requestId": event.request_id,
        "readOnly": event.read_only,
        "management": call.is_management(),
        "parameters": serde_json::from_str::<Value>(&event.parameters).unwrap_or(Value::Null),
        "error": event.error.as_ref().map(|(code, words)| json!({"code": code, "message": words})),
        "milliseconds": call.took.as_secs_f64() * 1000.0,
    })
}
