//! One resource's microservice, port 80: `/<name>/` takes its orders from SNS (POST) and is its health check (GET).
//!
//! In: genuine orders. Out: what was gathered, posted to the fulfilment service. Never here: HQ's key; only fulfilment has it.

use crate::{
    delivery::{Counter, Patience, Refusal},
    glue::{health, no_such_page},
    inbox::Inbox,
    settings::MicroserviceSettings,
    subscription,
};
use courier::{Arrival, Closing, Desk, Failure, Pool, Reply, Server, Settings, say};
use http::Method;
use orders::{Order, OrderId, Resource};
use std::{process::ExitCode, sync::Arc};

struct Microservice {
    resource: Resource,
    inbox: Inbox,
    fulfillment: Counter,
}

pub(crate) fn main_from_env(resource: Resource) -> ExitCode {
    courier::run(resource.name(), |closing| async move {
        let settings = MicroserviceSettings::read(&Settings::new(&crate::environment::source), resource)?;
        run(settings, closing).await
    })
}

pub(crate) async fn run(settings: MicroserviceSettings, closing: Closing) -> Result<(), Failure> {
    let server = Server::bind(settings.serving.port, settings.serving.grace).await?;
    say(&format!("{} listens on port {}", settings.resource.name(), server.port()?));
    serve(settings, server, closing).await;
    Ok(())
}

pub(crate) async fn serve(settings: MicroserviceSettings, server: Server, closing: Closing) {
    let pool = Arc::new(Pool::default());
    let MicroserviceSettings { resource, feed, fulfill, .. } = settings;
    let path = if resource == Resource::Iridium { "/iridium/" } else { "/magnesite/" };
    subscription::spawn(&feed, path, &pool, &closing);
    let inbox = Inbox::new(resource, &feed, pool.clone());
    let fulfillment = Counter::new(pool, fulfill, Patience::HOUSE);
    server.serve(Arc::new(Microservice { resource, inbox, fulfillment }), closing).await;
}

impl Desk for Microservice {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        let name = self.resource.name();
        match arrival.route() {
            "" | "/health" => health(&arrival, name),
            // `/order/` is where the original subscribed itself before there was a load balancer.
            route if route == "/order" || route.strip_prefix('/') == Some(name) => {
                if arrival.head.method == Method::POST {
                    self.inbox.receive(&arrival.body, |id, order| self.fulfil(id, order)).await
                } else {
                    health(&arrival, name)
                }
            }
            _ => no_such_page(),
        }
    }
}

impl Microservice {
    async fn fulfil(&self, id: OrderId, order: Order) -> Result<(), Refusal> {
        self.fulfillment.hand_over(&id, gather(self.resource, &order)).await
    }
}

/// Gathers what is ordered of one resource: `{"iridium":1}`.
fn gather(resource: Resource, order: &Order) -> String {
    format!("{{\"{}\":{}}}", resource.name(), order.units(resource).unwrap_or(0))
}
