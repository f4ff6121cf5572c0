//! In: what a microservice posts to `/fulfill/`, such as `{"iridium":1}`. Out: the original contract,
//! `{"iridium":1,"magnesite":0}`, handed to HQ. Never here: gathering, SNS.

use crate::{delivery::Counter, inbox::once, recent::Recent, settings::Hq};
use courier::{Arrival, Pool, Reply};
use http::{Method, StatusCode};
use orders::{Fulfilment, IDEMPOTENCY_HEADER, OrderId};
use std::sync::Arc;

/// The integration hook between the microservices and HQ.
pub(crate) struct Glue {
    pub(crate) hq: Counter,
    recent: Recent,
}

impl Glue {
    pub(crate) fn new(pool: Arc<Pool>, hq: &Hq) -> Self {
        Self { hq: Counter::of_hq(pool, hq), recent: Recent::default() }
    }

    /// Answers a request to `/fulfill/`; 200 only after HQ accepted.
    pub(crate) async fn answer(&self, arrival: &Arrival) -> Reply {
        if arrival.head.method != Method::POST {
            return wrong_method(&arrival.head.method);
        }
        let (fulfilment, id) = match (Fulfilment::parse(&arrival.body), order_id(arrival)) {
            (Ok(fulfilment), Some(id)) => (fulfilment, id),
            (Err(error), _) => return Reply::text(StatusCode::BAD_REQUEST, format!("{error}\n")),
            (_, None) => {
                return Reply::text(StatusCode::BAD_REQUEST, "that Idempotency-Key names no order\n");
            }
        };
        let work = self.hq.hand_over(&id, fulfilment.to_json());
        once(&self.recent, "fulfillment", id.clone(), work).await
    }
}

/// The order the caller names, else a new name: the original hook knew none.
fn order_id(arrival: &Arrival) -> Option<OrderId> {
    let named = arrival.head.headers.contains_key(IDEMPOTENCY_HEADER);
    let made = if named { String::new() } else { courier::hex_id() };
    OrderId::parse(if named { arrival.header(IDEMPOTENCY_HEADER)? } else { &made }).ok()
}

/// GET and HEAD say that the program is well; anything else is refused.
pub(crate) fn health(arrival: &Arrival, name: &str) -> Reply {
    match arrival.head.method {
        Method::GET | Method::HEAD => Reply::text(StatusCode::OK, format!("{name} is in order\n")),
        ref other => wrong_method(other),
    }
}

pub(crate) fn wrong_method(method: &Method) -> Reply {
    Reply::text(StatusCode::METHOD_NOT_ALLOWED, format!("{method} has no meaning here\n"))
}

pub(crate) fn no_such_page() -> Reply {
    Reply::text(StatusCode::NOT_FOUND, "This is not the page you are looking for\n")
}
