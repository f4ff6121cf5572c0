//! HQ's HTTP API: which answer by path and method. In: requests. Out: answers. Never here: what a fulfilment is worth.

use crate::{
    admin, browsers, keys::NoKey, live, page, program::Hq, receiving, settings::MOST_RATE, subscriptions,
};
use courier::{Arrival, Closing, Desk, Reply};
use http::{Method, StatusCode};
use serde::Deserialize;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::mpsc;

const MOST_WATCHERS: usize = 256;

/// HQ's front desk.
pub(crate) struct HqDesk {
    hq: Arc<Hq>,
    closing: Closing,
    watchers: Arc<AtomicUsize>,
}

impl HqDesk {
    pub(crate) fn new(hq: Arc<Hq>, closing: Closing) -> Self {
        Self { hq, closing, watchers: Arc::default() }
    }
}

impl Desk for HqDesk {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        let reply = match browsers::refusal(&arrival.head, &self.hq.settings.allowed_hosts) {
            Some(why) => says(StatusCode::FORBIDDEN, why),
            None => self.route(arrival).await,
        };
        page::guarded(reply)
    }
}

impl HqDesk {
    async fn route(&self, arrival: Arrival) -> Reply {
        let method = match arrival.head.method {
            Method::HEAD => Method::GET,
            ref other => other.clone(),
        };
        if method == Method::GET
            && let Some(reply) = self.show(arrival.route())
        {
            return reply;
        }
        if !self.hq.is_ready() {
            return says(StatusCode::SERVICE_UNAVAILABLE, "HQ is starting").with("retry-after", "1");
        }
        match (arrival.route(), method) {
            // The parameter `apiEndpoint` may end in either.
            ("" | "/receiving", Method::POST) => receiving::answer(&self.hq, &arrival).await,
            ("/keys", Method::GET) => names(&self.hq),
            ("/keys", Method::POST) => create_key(&self.hq, &arrival).await,
            ("/subscriptions", Method::POST) => subscriptions::answer(&self.hq, &arrival).await,
            ("/rate", Method::PUT) => set_rate(&self.hq, &arrival),
            ("" | "/receiving" | "/keys" | "/subscriptions" | "/rate", _) => {
                says(StatusCode::METHOD_NOT_ALLOWED, "that method has no meaning here")
            }
            _ => says(StatusCode::NOT_FOUND, "there is nothing here"),
        }
    }

    /// What can be looked at even while HQ starts.
    fn show(&self, route: &str) -> Option<Reply> {
        Some(match route {
            "" => page::whole(&live::state(&self.hq), &self.hq.settings),
            "/hq.css" => page::style(),
            "/hq.js" => page::script(),
            "/health" if self.hq.is_ready() => Reply::text(StatusCode::OK, "hq is in order\n"),
            "/health" => Reply::text(StatusCode::SERVICE_UNAVAILABLE, "hq is starting\n"),
            "/api/state" => match serde_json::to_string(&live::state(&self.hq)) {
                Ok(json) => Reply::json(StatusCode::OK, json).with("cache-control", "no-store"),
                Err(_) => says(StatusCode::INTERNAL_SERVER_ERROR, "the state could not be written down"),
            },
            "/api/events" => self.events(),
            _ => return None,
        })
    }

    fn events(&self) -> Reply {
        if self.watchers.fetch_add(1, Ordering::Relaxed) >= MOST_WATCHERS {
            self.watchers.fetch_sub(1, Ordering::Relaxed);
            return says(StatusCode::SERVICE_UNAVAILABLE, "too many are watching");
        }
        let (sender, pieces) = mpsc::channel(1);
        let (mut news, mut closing) = (self.hq.live.watch(), self.closing.clone());
        let (first, watchers) = (live::event(&self.hq), self.watchers.clone());
        tokio::spawn(async move {
            let mut event = first;
            while sender.send(event).await.is_ok() {
                tokio::select! {
                    changed = news.changed() => if changed.is_err() { break },
                    () = closing.wait() => break,
                    () = sender.closed() => break,
                }
                event = news.borrow_and_update().clone();
            }
            watchers.fetch_sub(1, Ordering::Relaxed);
        });
        Reply::events(pieces)
    }
}

#[derive(Deserialize)]
struct NewKey {
    name: String,
}

async fn create_key(hq: &Hq, arrival: &Arrival) -> Reply {
    let wanted = serde_json::from_slice::<NewKey>(&arrival.body);
    let (true, Ok(wanted)) = (admin::is_json(arrival), wanted) else {
        return says(StatusCode::BAD_REQUEST, "expected the JSON {\"name\":\"...\"}");
    };
    match hq.keys.create(&wanted.name).await {
        Ok(key) => {
            let json = serde_json::json!({ "apiKey": key, "name": wanted.name.trim() }).to_string();
            Reply::json(StatusCode::CREATED, json).with("cache-control", "no-store")
        }
        Err(NoKey::BadName) => says(StatusCode::BAD_REQUEST, "a name is 1 to 40 printable characters"),
        Err(NoKey::Taken) => {
            says(StatusCode::CONFLICT, "that name has a key already, and HQ keeps only its hash")
        }
        Err(NoKey::Full) => says(StatusCode::SERVICE_UNAVAILABLE, "no more attendees"),
        Err(NoKey::Store(error)) => says(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
    }
}

fn names(hq: &Hq) -> Reply {
    Reply::json(StatusCode::OK, serde_json::json!({ "names": hq.keys.names() }).to_string())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewRate {
    per_second: f64,
}

fn set_rate(hq: &Hq, arrival: &Arrival) -> Reply {
    if !admin::may(arrival, hq.settings.admin_token.as_deref()) {
        return says(StatusCode::FORBIDDEN, "only the administrators of HQ may do that");
    }
    match serde_json::from_slice::<NewRate>(&arrival.body) {
        Ok(NewRate { per_second }) if (0.0..=MOST_RATE).contains(&per_second) => {
            hq.live.set_rate(per_second);
            Reply::json(StatusCode::OK, serde_json::json!({ "perSecond": per_second }).to_string())
        }
        _ => says(StatusCode::BAD_REQUEST, "expected {\"perSecond\": 0 to 5000}"),
    }
}

fn says(status: StatusCode, why: &str) -> Reply {
    Reply::json(status, serde_json::json!({ "message": why }).to_string())
}
