//! In: a fulfilment and the order it is for. Out: that the other side accepted it, or why not. Never here: what a fulfilment holds.
//!
//! ```text
//! send -> 2xx: accepted
//!      -> 4xx: refused, not sent again (429 aside)
//!      -> 5xx, 429, no answer: wait (exponential, jittered) -> send, until the attempts or the time are used up
//! ```
//!
//! Sending twice is safe: the order's name travels as Idempotency-Key, and HQ counts one name once.

use courier::{Address, Backoff, CallError, Outgoing, Pool};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use orders::{API_KEY_HEADER, IDEMPOTENCY_HEADER, OrderId};
use std::{fmt, sync::Arc, time::Duration};
use tokio::time::{sleep, timeout};

/// Why a fulfilment was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The other side said no; saying it again would not help.
    Refused(StatusCode, String),
    /// Nobody took it in the time there was.
    Unavailable(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(status, why) => write!(f, "refused with {status}: {why}"),
            Self::Unavailable(why) => write!(f, "not accepted in time: {why}"),
        }
    }
}

/// How patient a delivery is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub attempts: u32,
    pub each: Duration,
    pub all: Duration,
    pub backoff: Backoff,
}

impl Patience {
    /// Towards HQ: as long as fits well into SNS's 15 s, together with one hop before us.
    pub(crate) const HQ: Self = Self {
        attempts: 6,
        each: Duration::from_secs(4),
        all: Duration::from_secs(9),
        backoff: Backoff { first: Duration::from_millis(60), most: Duration::from_secs(2) },
    };
    /// Towards our own fulfilment service, which is patient itself; this bridges a deployment there.
    pub(crate) const HOUSE: Self = Self {
        attempts: 4,
        each: Duration::from_secs(10),
        all: Duration::from_secs(13),
        backoff: Backoff { first: Duration::from_millis(40), most: Duration::from_secs(1) },
    };
}

/// A place that takes fulfilments.
pub(crate) struct Counter {
    pool: Arc<Pool>,
    address: Address,
    api_key: Option<HeaderValue>,
    patience: Patience,
}

impl Counter {
    pub(crate) fn new(pool: Arc<Pool>, address: Address, patience: Patience) -> Self {
        Self { pool, address, api_key: None, patience }
    }

    /// HQ's counter. The key was found fit for a header when the settings were read; an unfit one is simply not sent.
    pub(crate) fn of_hq(pool: Arc<Pool>, hq: &crate::settings::Hq) -> Self {
        let mut api_key = HeaderValue::from_str(&hq.api_key).ok();
        if let Some(key) = &mut api_key {
            key.set_sensitive(true);
        }
        Self { pool, address: hq.receiving.clone(), api_key, patience: Patience::HQ }
    }

    /// Hands over `body`; returns once it was accepted.
    pub(crate) async fn hand_over(&self, id: &OrderId, body: String) -> Result<(), Refusal> {
        let out = self.request(id, body);
        let late = || Refusal::Unavailable(format!("gave up after {:?}", self.patience.all));
        timeout(self.patience.all, self.insist(out)).await.unwrap_or_else(|_| Err(late()))
    }

    fn request(&self, id: &OrderId, body: String) -> Outgoing {
        let mut out = Outgoing::post_json(self.address.clone(), body);
        insert(&mut out.headers, API_KEY_HEADER, self.api_key.clone());
        // An order id holds nothing a header could not.
        insert(&mut out.headers, IDEMPOTENCY_HEADER, HeaderValue::from_str(id.as_str()).ok());
        out
    }

    async fn insist(&self, out: Outgoing) -> Result<(), Refusal> {
        let mut failures = 0;
        loop {
            let answer = self.pool.call(out.clone(), self.patience.each).await;
            let Some(why) = worth_repeating(answer)? else { return Ok(()) };
            failures += 1;
            if failures >= self.patience.attempts {
                return Err(Refusal::Unavailable(why));
            }
            sleep(self.patience.backoff.delay(failures - 1, courier::fraction())).await;
        }
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: Option<HeaderValue>) {
    if let Some(value) = value {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// `None` when accepted, the reason when sending again may help.
fn worth_repeating(
    answer: Result<http::Response<bytes::Bytes>, CallError>,
) -> Result<Option<String>, Refusal> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error @ (CallError::NoTls | CallError::BadRequest(_))) => {
            return Err(Refusal::Unavailable(error.to_string()));
        }
        Err(error) => return Ok(Some(error.to_string())),
    };
    let status = answer.status();
    if status.is_success() {
        return Ok(None);
    }
    let said: String = String::from_utf8_lossy(answer.body()).trim().chars().take(200).collect();
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Ok(Some(format!("{status}: {said}")));
    }
    Err(Refusal::Refused(status, said))
}
