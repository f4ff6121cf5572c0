//! SNS over HTTP: confirm, sign, post, report.
//!
//! Comes in: a message with its topic and subscription, and the endpoint it goes to.
//! Goes out: one signed HTTP POST, and an [`Outcome`] saying what the endpoint made of it.
//! Never done here: deciding *when* to send or to send again, choosing who subscribes, keeping anything on disk,
//! resolving names (the owner's [`Connect`] does that).
//!
//! ```text
//! Notification --sign--> SignedNotification --body(certificate and unsubscribe URL)--> Delivery --Poster::post--> Outcome
//!                (once per message)             (once per subscription)
//! ```

mod connect;
mod delivery;
mod endpoint;
mod envelope;
mod identity;
mod json_text;
mod line;
mod outcome;
mod pool;
mod poster;
mod signer;

pub use connect::{Connect, Connecting, DirectConnect};
pub use delivery::{DEFAULT_CONTENT_TYPE, Delivery};
pub use endpoint::{Endpoint, EndpointError};
pub use envelope::{
    Attribute, Confirmation, ConfirmationKind, MessageType, Notification, SignatureVersion,
    SignedNotification, subscription_confirmation_text, unsubscribe_confirmation_text,
};
pub use identity::{IdentityError, SigningIdentity};
pub use line::Line;
pub use outcome::Outcome;
pub use poster::{MAX_BODY_BYTES, Poster, PosterSettings};
pub use signer::{SignError, Signer};
