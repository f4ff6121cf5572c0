//! What must be so in the end. In: what was acknowledged, what was measured, the product still running. Out: all that is not so, in words.
//! Never here: new load.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use bench::aws;
use bench::client::Client;
use serde_json::{Value, json};

use crate::load::open;
use crate::meters::Meters;
use crate::product::Product;
use crate::subscriber::Subscriber;
use crate::{Outcome, Shared};

/// How long deliveries and orders may take that are under way: two retries of SNS, and some.
const PATIENCE: Duration = Duration::from_secs(120);
/// Growth that is none: memory by a half and this much (MiB), descriptors by a quarter and this many, about as many as posts may be under way
/// to the two bad subscribers, and connections that dribble.
const MEMORY: f64 = 48.0;
const DESCRIPTORS: f64 = 256.0;

pub(crate) fn give(
    shared: &Shared,
    product: &Product,
    subscriber: &Subscriber,
    meters: &Meters,
) -> Outcome<()> {
    println!("{}", product.line());
    let mut client = Client::connect(&shared.endpoint).map_err(|error| error.to_string())?;
    let mut wrong = Vec::new();
    let checks = [
        parameters(shared, &mut client),
        events(shared, &mut client),
        images(shared, &mut client),
        messages(shared, subscriber),
        orders(&mut client, product),
        loops(&mut client),
        growth("the run", meters.thirds()),
        growth("the last life", meters.thirds_of_a_life()),
    ];
    wrong.extend(checks.into_iter().filter_map(Result::err));
    match wrong.is_empty() {
        true => {
            println!("nothing was lost, nothing grew, no loop is in trouble");
            Ok(())
        }
        false => Err(wrong.join("\n      ")),
    }
}

/// Every name holds what was last acknowledged, or what was asked for later.
fn parameters(shared: &Shared, client: &mut Client) -> Outcome<()> {
    let acknowledged = open(&shared.acknowledged.parameters).clone();
    let mut lost = Vec::new();
    for (name, (least, most)) in acknowledged {
        let input = json!({"Name": format!("/soak/{name}")});
        let found = aws::json(client, "ssm", "AmazonSSM.GetParameter", &input);
        let value = found
            .ok()
            .and_then(|answer| answer["Parameter"]["Value"].as_str()?.split(' ').next()?.parse::<u64>().ok());
        if !value.is_some_and(|value| (least..=most).contains(&value)) {
            lost.push(format!("/soak/{name} is {value:?}, not {least} to {most}"));
        }
    }
    nothing("parameters", &lost)
}

fn events(shared: &Shared, client: &mut Client) -> Outcome<()> {
    let (mut found, mut token) = (BTreeSet::new(), Value::Null);
    loop {
        let mut input = json!({"logGroupName": "soak", "logStreamName": "s", "startFromHead": true});
        if token.is_string() {
            input["nextToken"] = token.clone();
        }
        let page = aws::json(client, "logs", "Logs_20140328.GetLogEvents", &input)?;
        let events = page["events"].as_array().cloned().unwrap_or_default();
        let number = |event: &Value| event["message"].as_str()?.split(' ').nth(1)?.parse::<u64>().ok();
        found.extend(events.iter().filter_map(number));
        if page["nextForwardToken"] == token {
            break;
        }
        token = page["nextForwardToken"].clone();
    }
    let lost: Vec<String> =
        open(&shared.acknowledged.events).difference(&found).map(u64::to_string).collect();
    nothing("log events", &lost)
}

fn images(shared: &Shared, client: &mut Client) -> Outcome<()> {
    let mut there = |tag: &str| {
        let answer = client.call("GET", &format!("/v2/soak/manifests/{tag}"), &[], b"");
        answer.map(|answer| answer.status == 200).map_err(|error| error.to_string())
    };
    let mut wrong = Vec::new();
    for tag in open(&shared.acknowledged.images).iter() {
        if !there(tag)? {
            wrong.push(format!("{tag} is gone"));
        }
    }
    for tag in open(&shared.acknowledged.deleted).iter() {
        if there(tag)? {
            wrong.push(format!("{tag} is still there"));
        }
    }
    nothing("images", &wrong)
}

fn messages(shared: &Shared, subscriber: &Subscriber) -> Outcome<()> {
    let sent = open(&shared.acknowledged.messages).clone();
    let lost = eventually(|| {
        let missing = subscriber.missing(&sent);
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    });
    nothing("messages", &lost.err().unwrap_or_default().iter().map(u64::to_string).collect::<Vec<_>>())
}

/// With the feed stopped, every order that was published is fulfilled.
fn orders(client: &mut Client, product: &Product) -> Outcome<()> {
    let doors = page(client, "/_interstella/doors")?;
    let hq = doors["8888"][0].as_str().ok_or("HQ has no door")?.to_owned();
    let token =
        std::fs::read_to_string(product.data().join("hq-admin-token")).map_err(|error| error.to_string())?;
    let authorization = format!("Bearer {}", token.trim());
    let headers = [("content-type", "application/json"), ("authorization", authorization.as_str())];
    let mut hq = Client::connect(&hq).map_err(|error| format!("HQ: {error}"))?;
    let stopped =
        hq.call("PUT", "/rate", &headers, br#"{"perSecond": 0}"#).map_err(|error| format!("HQ: {error}"))?;
    if stopped.status != 200 {
        return Err(format!("HQ does not stop its feed: {}", stopped.status));
    }
    let state = eventually(|| {
        let state = page(&mut hq, "/api/state").unwrap_or_default();
        if state["inFlight"] == 0 { Ok(state) } else { Err(state) }
    });
    let (Ok(state) | Err(state)) = &state;
    println!(
        "orders: {} published, {} fulfilled, {} in flight",
        state["published"], state["fulfilled"], state["inFlight"]
    );
    match state["published"].is_u64() && state["published"] == state["fulfilled"] {
        true => Ok(()),
        false => Err("orders were published and not counted, or counted and not published".to_owned()),
    }
}

fn loops(client: &mut Client) -> Outcome<()> {
    let troubled = eventually(|| {
        let loops = page(client, "/_interstella/loops").unwrap_or_default();
        let all = loops.as_object().cloned().unwrap_or_default();
        let trouble: Vec<String> = all
            .iter()
            .filter(|(_, note)| !note["trouble"].is_null())
            .map(|(name, note)| format!("{name}: {}", note["trouble"]))
            .collect();
        if trouble.is_empty() && !all.is_empty() { Ok(()) } else { Err(trouble) }
    });
    troubled.map_err(|trouble| format!("loops in trouble: {}", trouble.join("; ")))
}

fn growth(what: &str, [first, last]: [(f64, f64); 2]) -> Outcome<()> {
    if last.0 > first.0 * 1.5 + MEMORY {
        return Err(format!("memory grew in {what}: {:.1} to {:.1} MiB", first.0, last.0));
    }
    if last.1 > first.1 * 1.25 + DESCRIPTORS {
        return Err(format!("descriptors grew in {what}: {:.0} to {:.0}", first.1, last.1));
    }
    Ok(())
}

fn page(client: &mut Client, path: &str) -> Outcome<Value> {
    let answer = client.call("GET", path, &[], b"").map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_slice(&answer.body).map_err(|error| format!("{path}: {} {error}", answer.status))
}

/// Asks again until it is so, or for long enough.
fn eventually<T, E>(mut ask: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let begun = Instant::now();
    loop {
        match ask() {
            Err(_) if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(500)),
            answer => return answer,
        }
    }
}

fn nothing(what: &str, wrong: &[String]) -> Outcome<()> {
    let shown = wrong.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} of the {what} are wrong: {shown}", wrong.len())) }
}
