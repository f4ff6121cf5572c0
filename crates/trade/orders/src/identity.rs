//! In: the text that names an order. Out: a name safe to put in a header, a log line or a table. Never here: making one up.

use crate::envelope::Envelope;
use std::{fmt, sync::Arc};

/// The name of an order: 1 to 128 of `[A-Za-z0-9._:-]`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrderId(Arc<str>);

/// The text cannot name an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnOrderId;

impl fmt::Display for NotAnOrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an order id is 1 to 128 of [A-Za-z0-9._:-]")
    }
}

impl std::error::Error for NotAnOrderId {}

impl OrderId {
    /// Takes a name as it stands.
    pub fn parse(text: &str) -> Result<Self, NotAnOrderId> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._:-".contains(&b);
        let fits = (1..=128).contains(&text.len()) && text.bytes().all(plain);
        if fits { Ok(Self(text.into())) } else { Err(NotAnOrderId) }
    }

    /// The order a notification is about: HQ's `orderId` attribute, else the message's own id.
    ///
    /// The attribute survives publishing an order again; the message id survives only SNS's own retries.
    pub fn of(envelope: &Envelope<'_>) -> Result<Self, NotAnOrderId> {
        Self::parse(envelope.attribute(crate::ORDER_ID_ATTRIBUTE).unwrap_or(&envelope.message_id))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_would_break_a_header_or_a_log() {
        for bad in ["", "a b", "a\nb", "a/b", &"x".repeat(129)] {
            assert_eq!(OrderId::parse(bad), Err(NotAnOrderId));
        }
        assert!(OrderId::parse("8c0d6f5e-2c0e-5b3e-9d8a-0a1b2c3d4e5f").is_ok());
    }
}
