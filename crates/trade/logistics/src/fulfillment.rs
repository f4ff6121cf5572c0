//! The fulfilment service, port 80: `/fulfill/` takes what microservices gathered; what is left of the monolith, as a service of its own.
//!
//! In: `{"iridium":1}`. Out: HQ's contract, delivered to HQ. Never here: orders, SNS.

use crate::{
    FulfillmentSettings,
    glue::{Glue, health, no_such_page},
};
use courier::{Arrival, Closing, Desk, Failure, Pool, Reply, Server, Settings, say};
use http::Method;
use std::{process::ExitCode, sync::Arc};

struct Fulfillment(Glue);

/// Runs the fulfilment service with the environment's settings until SIGTERM.
pub fn main_from_env() -> ExitCode {
    courier::run("fulfillment", |closing| async move {
        let settings = FulfillmentSettings::read(&Settings::new(&crate::environment::source))?;
        run(settings, closing).await
    })
}

/// Runs it until `closing`; fails when its port is taken.
pub async fn run(settings: FulfillmentSettings, closing: Closing) -> Result<(), Failure> {
    let server = Server::bind(settings.serving.port, settings.serving.grace).await?;
    say(&format!("fulfillment listens on port {}", server.port()?));
    serve(settings, server, closing).await;
    Ok(())
}

pub(crate) async fn serve(settings: FulfillmentSettings, server: Server, closing: Closing) {
    let glue = Glue::new(Arc::new(Pool::default()), &settings.hq);
    server.serve(Arc::new(Fulfillment(glue)), closing).await;
}

impl Desk for Fulfillment {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        match (arrival.route(), &arrival.head.method) {
            ("" | "/health", _) | ("/fulfill", &Method::GET | &Method::HEAD) => {
                health(&arrival, "fulfillment")
            }
            ("/fulfill", _) => self.0.answer(&arrival).await,
            _ => no_such_page(),
        }
    }
}
