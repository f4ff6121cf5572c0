//! In: fulfilments with a key. Out: whether they count, after the row is durable. Never here: HTTP parsing, the leaderboard's layout.
//!
//! | case | answer |
//! |---|---|
//! | no key, or nobody's | 403 |
//! | not `{"iridium": #, "magnesite": #}`, or of another resource than ordered | 400 |
//! | an open order, written down | 200 `accepted` |
//! | fulfilled before | 200 `duplicate`, counts nothing |
//! | an order HQ never gave out | 200 `unsolicited`, counts nothing |
//! | no Idempotency-Key, as the original workshop has it | as if it named the oldest open order it can be meant for |
//! | the same, and no such order is open | 200 `unsolicited`, counts nothing |
//! | being written by another request, tables not answering, too many waiting | 503 |

use crate::{
    book::Verdict,
    clock,
    program::Hq,
    recorder::NotRecorded,
    store::{Done, OrderRow},
};
use courier::{Arrival, Reply};
use http::StatusCode;
use orders::{API_KEY_HEADER, Fulfilment, IDEMPOTENCY_HEADER, OrderId};

enum Outcome {
    Accepted(OrderId),
    Duplicate(OrderId),
    Unsolicited(Option<OrderId>),
    BadRequest(String),
    TryAgain(String),
}

/// Answers `POST /receiving/`.
pub(crate) async fn answer(hq: &Hq, arrival: &Arrival) -> Reply {
    let key = arrival.header(API_KEY_HEADER).unwrap_or_default();
    let attendee = match hq.keys.owner(key).await {
        Ok(Some(attendee)) => attendee,
        Ok(None) => return Reply::json(StatusCode::FORBIDDEN, r#"{"message":"Forbidden"}"#),
        Err(error) => return reply(Outcome::TryAgain(error.to_string())),
    };
    let Ok(fulfilment) = Fulfilment::parse(&arrival.body) else {
        return reply(Outcome::BadRequest(orders_format()));
    };
    reply(match arrival.head.headers.get(IDEMPOTENCY_HEADER) {
        None => unnamed(hq, &attendee, fulfilment).await,
        Some(name) => match name.to_str().ok().and_then(|n| OrderId::parse(n).ok()) {
            Some(id) => named(hq, &attendee, id, fulfilment).await,
            None => Outcome::BadRequest("that Idempotency-Key names no order".to_owned()),
        },
    })
}

fn orders_format() -> String {
    orders::NotAFulfilment.to_string()
}

async fn named(hq: &Hq, attendee: &str, id: OrderId, fulfilment: Fulfilment) -> Outcome {
    let mut verdict = hq.book().judge(&id, fulfilment);
    if verdict == Verdict::Unknown {
        match hq.store.order(&id).await {
            Err(error) => return Outcome::TryAgain(error.to_string()),
            Ok(None) => {
                hq.book().tally.unsolicited += 1;
                return Outcome::Unsolicited(Some(id));
            }
            Ok(Some(row)) => verdict = recall(hq, row, fulfilment),
        }
    }
    match verdict {
        Verdict::Record { resource, published_at } => {
            let row =
                OrderRow { id, resource: Some(resource), published_at, done: done(attendee, fulfilment) };
            record(hq, attendee, row, fulfilment).await
        }
        Verdict::Duplicate => {
            hq.book().tally.duplicate(attendee);
            Outcome::Duplicate(id)
        }
        Verdict::Busy => Outcome::TryAgain("another fulfilment of this order is being recorded".to_owned()),
        Verdict::Mismatch(resource) => Outcome::BadRequest(format!("this order is for {}", resource.name())),
        Verdict::Unknown => Outcome::TryAgain("this order cannot be told apart yet".to_owned()),
    }
}

/// An order memory had forgotten, or never had, is judged by its row.
fn recall(hq: &Hq, row: OrderRow, fulfilment: Fulfilment) -> Verdict {
    let mut book = hq.book();
    match (row.resource, row.done) {
        (None, _) | (_, Some(_)) => Verdict::Duplicate,
        (Some(resource), None) => {
            book.restore(row.id.clone(), resource, row.published_at);
            book.judge(&row.id, fulfilment)
        }
    }
}

fn done(attendee: &str, fulfilment: Fulfilment) -> Option<Done> {
    Some(Done { at: clock::now(), attendee: attendee.to_owned(), fulfilment })
}

async fn record(hq: &Hq, attendee: &str, row: OrderRow, fulfilment: Fulfilment) -> Outcome {
    let id = row.id.clone();
    let guard = Reopening { hq, id: Some(id.clone()) };
    match hq.recorder.record(row).await {
        Ok(()) => {
            guard.settle(attendee, fulfilment);
            Outcome::Accepted(id)
        }
        Err(why) => not_recorded(why),
    }
}

/// Opens the order again unless it was settled: also when the caller hangs up half way.
struct Reopening<'a> {
    hq: &'a Hq,
    id: Option<OrderId>,
}

impl Reopening<'_> {
    fn settle(mut self, attendee: &str, fulfilment: Fulfilment) {
        if let Some(id) = self.id.take() {
            self.hq.book().settle(&id, attendee, fulfilment, clock::now());
        }
    }
}

impl Drop for Reopening<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            self.hq.book().reopen(&id, clock::now());
        }
    }
}

async fn unnamed(hq: &Hq, attendee: &str, fulfilment: Fulfilment) -> Outcome {
    let found = hq.book().take_oldest(fulfilment);
    let Some((id, resource, published_at)) = found else {
        hq.book().tally.unsolicited += 1;
        return Outcome::Unsolicited(None);
    };
    let row = OrderRow { id, resource: Some(resource), published_at, done: done(attendee, fulfilment) };
    let outcome = record(hq, attendee, row, fulfilment).await;
    if matches!(outcome, Outcome::Accepted(_)) {
        hq.book().tally.unnamed += 1;
    }
    outcome
}

fn not_recorded(why: NotRecorded) -> Outcome {
    Outcome::TryAgain(match why {
        NotRecorded::Busy => "too many fulfilments wait to be recorded".to_owned(),
        NotRecorded::Failed(why) => why,
    })
}

fn reply(outcome: Outcome) -> Reply {
    // Order ids need no escaping, reasons might.
    let counted = |status: &str, id: &OrderId| {
        Reply::json(StatusCode::OK, format!(r#"{{"status":"{status}","order":"{id}"}}"#))
    };
    let blamed = |status, why: &str| Reply::json(status, serde_json::json!({ "message": why }).to_string());
    match outcome {
        Outcome::Accepted(id) => counted("accepted", &id),
        Outcome::Duplicate(id) => counted("duplicate", &id),
        Outcome::Unsolicited(Some(id)) => counted("unsolicited", &id),
        Outcome::Unsolicited(None) => Reply::json(StatusCode::OK, r#"{"status":"unsolicited"}"#),
        Outcome::BadRequest(why) => blamed(StatusCode::BAD_REQUEST, &why),
        Outcome::TryAgain(why) => blamed(StatusCode::SERVICE_UNAVAILABLE, &why).with("retry-after", "1"),
    }
}
