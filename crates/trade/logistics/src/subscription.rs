//! In: the topic and where this task can be reached. Out: one subscription of this task's own URL. Never here: confirming it;
//! SNS asks for that at the URL, and the inbox answers.
//!
//! asking -> subscribed, or asking again (back-off up to 30 s) for as long as the program runs.

use crate::{instance::public_address, settings::Feed, settings::Subscribe};
use courier::{Backoff, Closing, Pool, say, sdk_config, warn};
use std::{sync::Arc, time::Duration};

const BACKOFF: Backoff = Backoff { first: Duration::from_millis(500), most: Duration::from_secs(30) };

/// Subscribes `path` of this task in the background, if the feed says so.
pub(crate) fn spawn(feed: &Feed, path: &'static str, pool: &Arc<Pool>, closing: &Closing) {
    let Some(how) = feed.subscribe.clone() else { return };
    let (feed, pool, mut closing) = (feed.clone(), pool.clone(), closing.clone());
    tokio::spawn(async move {
        tokio::select! { () = closing.wait() => {}, () = until_subscribed(&feed, &how, path, &pool) => {} }
    });
}

async fn until_subscribed(feed: &Feed, how: &Subscribe, path: &str, pool: &Arc<Pool>) {
    let client = aws_sdk_sns::Client::new(&sdk_config(pool.clone(), &feed.sns).await);
    for failures in 0_u32.. {
        match attempt(&client, feed, how, path, pool).await {
            Ok(endpoint) => return say(&format!("asked {} for orders at {endpoint}", feed.topic)),
            Err(why) => warn(&format!("not subscribed yet: {why}")),
        }
        tokio::time::sleep(BACKOFF.delay(failures, courier::fraction())).await;
    }
}

async fn attempt(
    client: &aws_sdk_sns::Client,
    feed: &Feed,
    how: &Subscribe,
    path: &str,
    pool: &Pool,
) -> Result<String, String> {
    let host = match &how.host {
        Some(host) => host.clone(),
        None => public_address(pool, &how.metadata).await?,
    };
    let endpoint = format!("http://{host}:{}{path}", how.port);
    let asked =
        client.subscribe().topic_arn(feed.topic.as_str()).protocol("http").endpoint(&endpoint).send().await;
    asked.map(|_| endpoint).map_err(|e| courier::explain(&e))
}
