//! In: requests that SNS makes. Out: the answer SNS shall get. Never here: how an order is fulfilled.
//!
//! | what came | answer | SNS then |
//! |---|---|---|
//! | not a message of SNS | 400 | gives up |
//! | forged, or another topic's | 403 | gives up |
//! | certificate unreachable, order not fulfilled in time | 503 | tries again |
//! | fulfilment refused by HQ | 502 | tries again: keys get corrected |
//! | an order, fulfilled now or before | 200 | is done |
//! | something else in a genuine message | 200 | is done |

use crate::{
    delivery::Refusal,
    recent::{Claim, Recent},
    settings::Feed,
    sns::{Authority, Doubt, Verifier},
};
use courier::{Outgoing, Pool, Reply, say, warn};
use http::StatusCode;
use orders::{Envelope, MessageKind, NOT_AN_ORDER_TEXT, Order, OrderId, Resource};
use std::{future::Future, sync::Arc, time::Duration, time::Instant};

const CONFIRM_TIME: Duration = Duration::from_secs(10);
/// What a customer reads when the order was fulfilled.
pub(crate) const FULFILLED: &str = "Your order has been fulfilled";
/// What a customer reads when it was not.
pub(crate) const NOT_FULFILLED: &str = "Your order has NOT been fulfilled";

/// Takes the orders for one resource out of one topic.
pub(crate) struct Inbox {
    resource: Resource,
    verifier: Verifier,
    pool: Arc<Pool>,
    recent: Recent,
}

impl Inbox {
    pub(crate) fn new(resource: Resource, feed: &Feed, pool: Arc<Pool>) -> Self {
        let authority =
            Authority::new(feed.topic.clone(), feed.sns.endpoint.as_ref().map(|e| e.origin.clone()));
        Self { resource, verifier: Verifier::new(authority, pool.clone()), pool, recent: Recent::default() }
    }

    /// Answers one request of SNS; `fulfil` is called for an order that is genuine and new.
    pub(crate) async fn receive<W, F>(&self, body: &[u8], fulfil: W) -> Reply
    where
        W: FnOnce(OrderId, Order) -> F,
        F: Future<Output = Result<(), Refusal>>,
    {
        let Ok(envelope) = Envelope::parse(body) else {
            return Reply::text(StatusCode::BAD_REQUEST, NOT_AN_ORDER_TEXT);
        };
        if let Err(doubt) = self.verifier.check(&envelope).await {
            return doubted(&doubt);
        }
        match envelope.kind {
            MessageKind::SubscriptionConfirmation => self.confirm(&envelope).await,
            MessageKind::UnsubscribeConfirmation => {
                say("unsubscribed from the topic");
                Reply::text(StatusCode::OK, "So long.")
            }
            MessageKind::Notification => self.order(&envelope, fulfil).await,
        }
    }

    async fn order<W, F>(&self, envelope: &Envelope<'_>, fulfil: W) -> Reply
    where
        W: FnOnce(OrderId, Order) -> F,
        F: Future<Output = Result<(), Refusal>>,
    {
        let order = Order::parse(&envelope.message).ok().filter(|o| o.units(self.resource).is_some());
        let (Some(order), Ok(id)) = (order, OrderId::of(envelope)) else {
            say(NOT_AN_ORDER_TEXT);
            return Reply::text(StatusCode::OK, NOT_AN_ORDER_TEXT);
        };
        once(&self.recent, self.resource.name(), id.clone(), fulfil(id, order)).await
    }

    async fn confirm(&self, envelope: &Envelope<'_>) -> Reply {
        let url = envelope.subscribe_url.as_deref().unwrap_or_default();
        let Ok(address) = self.verifier.authority().confirmation(url) else {
            return doubted(&Doubt::Forged("a confirmation to be made elsewhere"));
        };
        match self.pool.call(Outgoing::get(address), CONFIRM_TIME).await {
            Ok(answer) if answer.status().is_success() => {
                say(&format!("subscribed to {}", envelope.topic_arn));
                Reply::text(StatusCode::OK, "SNS topic subscribed!")
            }
            Ok(answer) => unconfirmed(&format!("status {}", answer.status())),
            Err(error) => unconfirmed(&error.to_string()),
        }
    }
}

/// Does `work` for an order unless it was done before; says so in one line.
pub(crate) async fn once(
    recent: &Recent,
    what: &str,
    id: OrderId,
    work: impl Future<Output = Result<(), Refusal>>,
) -> Reply {
    let began = Instant::now();
    let Claim::Mine(ticket) = recent.claim(&id).await else {
        say(&format!("{what} order {id} was fulfilled already"));
        return Reply::text(StatusCode::OK, FULFILLED);
    };
    if let Err(refusal) = work.await {
        warn(&format!("{what} order {id} NOT fulfilled: {refusal}"));
        return refused(&refusal);
    }
    ticket.finish();
    say(&format!("{what} order {id} fulfilled in {:.1} ms", began.elapsed().as_secs_f64() * 1e3));
    Reply::text(StatusCode::OK, FULFILLED)
}

fn refused(refusal: &Refusal) -> Reply {
    let status = match refusal {
        Refusal::Refused(..) => StatusCode::BAD_GATEWAY,
        Refusal::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    Reply::text(status, NOT_FULFILLED)
}

fn doubted(doubt: &Doubt) -> Reply {
    let (status, why) = match doubt {
        Doubt::Forged(why) => (StatusCode::FORBIDDEN, *why),
        Doubt::Unreachable(why) => (StatusCode::SERVICE_UNAVAILABLE, why.as_str()),
    };
    warn(&format!("refused a message: {why}"));
    Reply::text(status, format!("We were unable to place your order: {why}"))
}

fn unconfirmed(why: &str) -> Reply {
    warn(&format!("could not confirm the subscription: {why}"));
    Reply::text(StatusCode::SERVICE_UNAVAILABLE, "the subscription could not be confirmed")
}
