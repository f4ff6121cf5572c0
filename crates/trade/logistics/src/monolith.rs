//! The monolith, port 5000: `/order/` takes bundle orders from SNS, `/fulfill/` takes fulfilments of microservices, `/` is its health.
//!
//! In: settings from the environment. Out: fulfilments at HQ. Never here: how signatures or deliveries work.

use crate::{
    delivery::Refusal,
    glue::{Glue, health, no_such_page, wrong_method},
    inbox::Inbox,
    settings::{MonolithMode, MonolithSettings},
    subscription,
};
use courier::{Arrival, Closing, Desk, Failure, Pool, Reply, Server, Settings, say};
use http::Method;
use orders::{Fulfilment, Order, OrderId, Resource};
use std::{process::ExitCode, sync::Arc};

struct Monolith {
    mode: MonolithMode,
    inbox: Option<Inbox>,
    glue: Glue,
}

/// Runs the monolith with the environment's settings until SIGTERM.
pub fn main_from_env() -> ExitCode {
    courier::run("monolith", |closing| async move {
        let settings = MonolithSettings::read(&Settings::new(&crate::environment::source))?;
        run(settings, closing).await
    })
}

/// Runs the monolith until `closing`; fails when its port is taken.
pub async fn run(settings: MonolithSettings, closing: Closing) -> Result<(), Failure> {
    let server = Server::bind(settings.serving.port, settings.serving.grace).await?;
    say(&format!("monolith listens on port {}", server.port()?));
    serve(settings, server, closing).await;
    Ok(())
}

/// The same on a server that is bound already.
pub(crate) async fn serve(settings: MonolithSettings, server: Server, closing: Closing) {
    let pool = Arc::new(Pool::default());
    let inbox = settings.feed.as_ref().map(|feed| {
        subscription::spawn(feed, "/order/", &pool, &closing);
        Inbox::new(Resource::Bundle, feed, pool.clone())
    });
    let monolith = Monolith { mode: settings.mode, inbox, glue: Glue::new(pool, &settings.hq) };
    server.serve(Arc::new(monolith), closing).await;
}

impl Desk for Monolith {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        match (arrival.route(), &self.inbox) {
            ("" | "/health", _) => health(&arrival, "monolith"),
            ("/fulfill", _) => self.glue.answer(&arrival).await,
            ("/order", Some(inbox)) if arrival.head.method == Method::POST => {
                inbox.receive(&arrival.body, |id, order| self.bundle(id, order)).await
            }
            ("/order", Some(_)) => wrong_method(&arrival.head.method),
            _ => no_such_page(),
        }
    }
}

impl Monolith {
    async fn bundle(&self, id: OrderId, order: Order) -> Result<(), Refusal> {
        self.glue.hq.hand_over(&id, self.gather(&order).to_json()).await
    }

    /// Gathers a bundle, one resource after the other.
    fn gather(&self, order: &Order) -> Fulfilment {
        let mut gathered = Fulfilment::default();
        if self.mode != MonolithMode::NoIridium {
            gathered.iridium += order.iridium.unwrap_or(0);
        }
        gathered.magnesite += order.magnesite.unwrap_or(0);
        gathered
    }
}
