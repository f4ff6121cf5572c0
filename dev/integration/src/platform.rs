//! The platform as its users see it: HQ's own API and HQ's table. In: a cloud started with `up`. Out: how orders go.
//! Never here: judgement.

use serde_json::{Value, json};

use crate::boto::Boto;
use crate::cloud::Cloud;
use crate::http;
use crate::patience::until;
use crate::stage::array;

/// The account of HQ.
pub const HQ_ACCOUNT: &str = "888888888888";
/// HQ's port.
const HQ_PORT: &str = "8888";

/// Where HQ's load balancer listens; why not, when it does not.
pub fn door(cloud: &Cloud) -> Result<String, String> {
    let doors = http::get(&cloud.address(), "localhost", "/_interstella/doors").map_err(|e| e.to_string())?;
    let doors: Value = serde_json::from_slice(&doors.body).map_err(|error| error.to_string())?;
    doors[HQ_PORT][0].as_str().map(str::to_owned).ok_or_else(|| format!("no door to HQ: {doors}"))
}

/// HQ's `/api/state`; why not, when it does not answer.
pub fn state(cloud: &Cloud) -> Result<Value, String> {
    let reply = http::get(&door(cloud)?, "localhost", "/api/state").map_err(|error| error.to_string())?;
    match reply.status {
        200 => serde_json::from_slice(&reply.body).map_err(|error| error.to_string()),
        status => Err(format!("HQ: {status} {}", reply.text())),
    }
}

/// A count of [`state`].
pub fn count(state: &Value, name: &str) -> u64 {
    state[name].as_u64().unwrap_or(0)
}

/// Waits until HQ has seen this many orders fulfilled; its state then.
pub fn fulfilled(cloud: &Cloud, orders: u64) -> Value {
    until("orders fulfilled", || {
        let seen = state(cloud)?;
        if count(&seen, "fulfilled") >= orders { Ok(seen) } else { Err(summary(&seen)) }
    })
}

/// How orders of one resource go, as a part of [`state`].
pub fn of_resource(state: &Value, resource: &str) -> Value {
    let all = array(&state["resources"]);
    all.into_iter().find(|one| one["name"] == resource).unwrap_or_default()
}

/// Fails the test unless all numbers of HQ's page agree: what was published is fulfilled or in flight, by resource and in all, and the
/// leaderboard adds up to what was fulfilled.
#[track_caller]
pub fn agree(state: &Value) {
    let sum = |list: &Value, name: &str| array(list).iter().map(|one| count(one, name)).sum::<u64>();
    for name in ["published", "fulfilled", "inFlight"] {
        assert_eq!(sum(&state["resources"], name), count(state, name), "{name}: {state}");
    }
    for one in array(&state["resources"]).iter().chain([state]) {
        assert_eq!(count(one, "published"), count(one, "fulfilled") + count(one, "inFlight"), "{state}");
    }
    let board = sum(&state["leaderboard"], "orders") + count(&state["others"], "orders");
    assert_eq!(board, count(state, "fulfilled"), "{state}");
}

/// Ends the feed, by the product's own command.
pub fn stop_feed(cloud: &Cloud) {
    let (status, words) = cloud.command(&["rate", "0"]);
    assert_eq!(status, Some(0), "{words}");
}

/// Waits until nothing is under way; HQ's state then.
pub fn settled(cloud: &Cloud) -> Value {
    until("every order fulfilled", || {
        let seen = state(cloud)?;
        let done = count(&seen, "published") == count(&seen, "fulfilled") && count(&seen, "inFlight") == 0;
        if done { Ok(seen) } else { Err(summary(&seen)) }
    })
}

fn summary(state: &Value) -> String {
    let of = |name| count(state, name);
    format!("{} published, {} fulfilled, {} in flight", of("published"), of("fulfilled"), of("inFlight"))
}

/// Rows of HQ's table of orders: all, and those fulfilled.
pub fn rows(hq: &mut Boto) -> (u64, u64) {
    let (mut all, mut done, mut from) = (0, 0, Value::Null);
    loop {
        let mut ask = json!({"TableName": "orders"});
        if !from.is_null() {
            ask["ExclusiveStartKey"] = from;
        }
        let page = hq.call("dynamodb", "scan", ask);
        let items = array(&page["Items"]);
        all += items.len() as u64;
        done += items.iter().filter(|item| item.get("fulfilledAt").is_some()).count() as u64;
        from = page["LastEvaluatedKey"].clone();
        if from.is_null() {
            return (all, done);
        }
    }
}
