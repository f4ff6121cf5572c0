//! What the two link-local services of a task say: ECS task metadata and credentials (169.254.170.2), and the
//! instance metadata service (169.254.169.254). In: a path and a value describing the asker. Out: a [`Reply`].
//! Never here: HTTP, sockets, clocks, secrets of its own.

mod imds;
mod instance_tree;
mod stats;
mod task_endpoint;
mod tokens;

pub use imds::{ImdsRequest, Instance, Token, imds};
pub use stats::{Reading, Readings};
pub use task_endpoint::{ContainerFacts, HealthFacts, InterfaceFacts, TaskFacts, TaskRole, task_endpoint};
pub use tokens::TokenBook;

/// An answer to be put into HTTP by the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// Body.
    pub body: String,
}

impl Reply {
    fn text(body: impl Into<String>) -> Self {
        Self { status: 200, content_type: "text/plain", body: body.into() }
    }

    fn json(status: u16, body: &serde_json::Value) -> Self {
        Self { status, content_type: "application/json", body: body.to_string() }
    }

    fn error(status: u16) -> Self {
        let body = match status {
            400 => "400 - Bad Request",
            401 => "401 - Unauthorized",
            403 => "403 - Forbidden",
            405 => "405 - Method Not Allowed",
            _ => "404 - Not Found",
        };
        Self { status, content_type: "text/plain", body: body.into() }
    }
}

/// Temporary credentials as both services hand them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// Secret.
    pub secret_access_key: String,
    /// Session token.
    pub token: String,
    /// ISO 8601 with `Z`.
    pub expiration: String,
    /// ISO 8601 with `Z`; when they were made.
    pub last_updated: String,
}
