//! What is written all the while, and what of it was answered. In: an endpoint that comes and goes. Out: the acknowledged writes. Never
//! here: whether they are there in the end.
//!
//! A write that was not answered may be there or not; one that was answered must be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bench::aws;
use bench::client::Client;
use image_registry::Digest;
use serde_json::{Value, json};

use crate::subscriber::Subscriber;
use crate::{Outcome, Shared};

/// Names of parameters that are written again and again.
const PARAMETERS: u64 = 200;
/// Between two calls of one worker.
const PACE: Duration = Duration::from_millis(20);
/// Before the next attempt when nobody answers.
const BREATH: Duration = Duration::from_millis(200);

/// What was answered with success.
#[derive(Default)]
pub(crate) struct Acknowledged {
    /// Number of a parameter to what was last asked for with success, and the greatest that was asked for at all.
    pub(crate) parameters: Mutex<BTreeMap<u64, (u64, u64)>>,
    /// Numbers of log events.
    pub(crate) events: Mutex<BTreeSet<u64>>,
    /// Numbers of messages.
    pub(crate) messages: Mutex<BTreeSet<u64>>,
    /// Tags of images that were pushed and not deleted.
    pub(crate) images: Mutex<BTreeSet<String>>,
    /// Tags of images whose end was answered.
    pub(crate) deleted: Mutex<BTreeSet<String>>,
    answered: AtomicU64,
    refused: AtomicU64,
}

pub(crate) fn open<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Acknowledged {
    pub(crate) fn print(&self) {
        println!(
            "{} calls answered, {} refused or cut off; {} log events, {} messages, {} images kept and {} deleted",
            self.answered.load(Ordering::Relaxed),
            self.refused.load(Ordering::Relaxed),
            open(&self.events).len(),
            open(&self.messages).len(),
            open(&self.images).len(),
            open(&self.deleted).len()
        );
    }
}

fn call<T>(shared: &Shared, ask: impl FnOnce(&mut Client) -> Outcome<T>) -> Outcome<T> {
    let done = Client::connect(&shared.endpoint)
        .map_err(|error| error.to_string())
        .and_then(|mut client| ask(&mut client));
    let count = if done.is_ok() { &shared.acknowledged.answered } else { &shared.acknowledged.refused };
    count.fetch_add(1, Ordering::Relaxed);
    done
}

/// The group, topic, subscriptions and repository everything is written to.
pub(crate) fn prepare(shared: &Shared, subscriber: &Subscriber) -> Outcome<()> {
    let logs = |name: &str, input: Value| {
        call(shared, |client| aws::json(client, "logs", &format!("Logs_20140328.{name}"), &input))
    };
    logs("CreateLogGroup", json!({"logGroupName": "soak"}))?;
    logs("CreateLogStream", json!({"logGroupName": "soak", "logStreamName": "s"}))?;
    let input = json!({"repositoryName": "soak"});
    let create = "AmazonEC2ContainerRegistry_V20150921.CreateRepository";
    call(shared, |client| aws::json(client, "ecr", create, &input))?;
    call(shared, |client| aws::query(client, "sns", "Action=CreateTopic&Version=2010-03-31&Name=soak"))?;
    for endpoint in subscriber.endpoints() {
        let form = format!(
            "Action=Subscribe&Version=2010-03-31&TopicArn={}&Protocol=http&Endpoint={}",
            topic(),
            endpoint.replace(':', "%3A").replace('/', "%2F")
        );
        call(shared, |client| aws::query(client, "sns", &form))?;
    }
    subscriber.wait_until_confirmed()
}

/// The topic's ARN, for a form.
fn topic() -> String {
    format!("arn%3Aaws%3Asns%3Aus-west-2%3A{}%3Asoak", aws::ACCOUNT)
}

/// One thread for each kind of write.
pub(crate) fn start(shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    [parameter, event, message, image].map(|write| worker(shared, write)).into()
}

fn worker(shared: &Arc<Shared>, write: fn(&Shared, u64) -> Outcome<()>) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        for number in 0.. {
            if shared.is_over() {
                return;
            }
            let done = write(&shared, number);
            std::thread::sleep(if done.is_ok() { PACE } else { BREATH });
        }
    })
}

fn parameter(shared: &Shared, number: u64) -> Outcome<()> {
    let name = number % PARAMETERS;
    open(&shared.acknowledged.parameters).entry(name).or_default().1 = number;
    let value = format!("{number} {}", "v".repeat(500));
    let input = json!({"Name": format!("/soak/{name}"), "Value": value, "Type": "String", "Overwrite": true});
    call(shared, |client| aws::json(client, "ssm", "AmazonSSM.PutParameter", &input))?;
    open(&shared.acknowledged.parameters).entry(name).or_default().0 = number;
    Ok(())
}

fn event(shared: &Shared, number: u64) -> Outcome<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    let event = json!({"timestamp": now, "message": format!("event {number} {}", "x".repeat(200))});
    let input = json!({"logGroupName": "soak", "logStreamName": "s", "logEvents": [event]});
    call(shared, |client| aws::json(client, "logs", "Logs_20140328.PutLogEvents", &input))?;
    open(&shared.acknowledged.events).insert(number);
    Ok(())
}

fn message(shared: &Shared, number: u64) -> Outcome<()> {
    let form = format!("Action=Publish&Version=2010-03-31&TopicArn={}&Message=soak-{number}-end", topic());
    call(shared, |client| aws::query(client, "sns", &form))?;
    open(&shared.acknowledged.messages).insert(number);
    Ok(())
}

/// Pushes an image and deletes the one before the last.
fn image(shared: &Shared, number: u64) -> Outcome<()> {
    let tag = format!("v{number}");
    let layer = vec![0_u8; 1024];
    let config = json!({
        "architecture": "amd64", "os": "linux", "config": {"Labels": {"number": tag}},
        "rootfs": {"type": "layers", "diff_ids": [Digest::of(&layer).as_str()]},
    });
    let config = config.to_string().into_bytes();
    let part = |kind: &str, bytes: &[u8]| json!({"mediaType": format!("application/vnd.oci.image.{kind}"), "size": bytes.len(), "digest": Digest::of(bytes).as_str()});
    let manifest = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": part("config.v1+json", &config), "layers": [part("layer.v1.tar", &layer)],
    });
    for blob in [&layer, &config] {
        let target = format!("/v2/soak/blobs/uploads/?digest={}", Digest::of(blob));
        put(shared, "POST", &target, "application/octet-stream", blob)?;
    }
    let kind = "application/vnd.oci.image.manifest.v1+json";
    put(shared, "PUT", &format!("/v2/soak/manifests/{tag}"), kind, manifest.to_string().as_bytes())?;
    open(&shared.acknowledged.images).insert(tag);
    std::thread::sleep(10 * PACE);
    delete_image(shared, number)
}

fn put(shared: &Shared, method: &str, target: &str, kind: &str, body: &[u8]) -> Outcome<()> {
    call(shared, |client| {
        let answer = client.call(method, target, &[("content-type", kind)], body);
        match answer.map_err(|error| error.to_string())?.status {
            201 => Ok(()),
            status => Err(format!("{method} {target}: {status}")),
        }
    })
}

fn delete_image(shared: &Shared, number: u64) -> Outcome<()> {
    let Some(tag) = number.checked_sub(2).map(|number| format!("v{number}")) else { return Ok(()) };
    // From here on it may be there or not, until the answer.
    if !open(&shared.acknowledged.images).remove(&tag) {
        return Ok(());
    }
    let input = json!({"repositoryName": "soak", "imageIds": [{"imageTag": tag}]});
    let delete = "AmazonEC2ContainerRegistry_V20150921.BatchDeleteImage";
    call(shared, |client| aws::json(client, "ecr", delete, &input))?;
    open(&shared.acknowledged.deleted).insert(tag);
    Ok(())
}
