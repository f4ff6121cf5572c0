//! In: an attendee's wish to get orders at a URL. Out: a subscription that SNS confirms with that URL. Never here: confirming it.

use crate::program::Hq;
use courier::{Address, Arrival, Reply};
use http::StatusCode;
use orders::{API_KEY_HEADER, Resource};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    resource: Resource,
    endpoint: String,
}

/// Answers `POST /subscriptions {"resource":"iridium","endpoint":"http://.../iridium/"}`, for attendees with a key.
pub(crate) async fn answer(hq: &Hq, arrival: &Arrival) -> Reply {
    let say = |status, why: &str| Reply::json(status, serde_json::json!({ "message": why }).to_string());
    match hq.keys.owner(arrival.header(API_KEY_HEADER).unwrap_or_default()).await {
        Ok(Some(_)) => {}
        Ok(None) => return say(StatusCode::FORBIDDEN, "Forbidden"),
        Err(error) => return say(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
    }
    let Ok(wish) = serde_json::from_slice::<Wish>(&arrival.body) else {
        return say(
            StatusCode::BAD_REQUEST,
            "expected {\"resource\":\"iridium\",\"endpoint\":\"http://...\"}",
        );
    };
    let Ok(address) = Address::parse(&wish.endpoint) else {
        return say(StatusCode::BAD_REQUEST, "the endpoint is not an http(s) URL");
    };
    let Some((_, topic)) = hq.settings.topics.iter().find(|(resource, _)| *resource == wish.resource) else {
        return say(StatusCode::NOT_FOUND, "HQ has no topic for that resource");
    };
    let protocol = if address.origin.tls { "https" } else { "http" };
    let asked =
        hq.sns.subscribe().topic_arn(topic.as_str()).protocol(protocol).endpoint(&wish.endpoint).send();
    match asked.await {
        Ok(answer) => {
            let arn = answer.subscription_arn().unwrap_or("pending confirmation");
            Reply::json(StatusCode::OK, serde_json::json!({ "subscription": arn }).to_string())
        }
        Err(error) => say(StatusCode::BAD_GATEWAY, &courier::explain(&error)),
    }
}
