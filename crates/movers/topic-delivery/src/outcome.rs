//! What an endpoint made of a delivery.
//!
//! Comes in: an HTTP status. Goes out: the verdict. Never done here: deciding when to try again.

use std::fmt;

/// The verdict on one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// 2xx: the endpoint has it.
    Delivered {
        /// HTTP status.
        status: u16,
    },
    /// 3xx (redirects are not followed) and 4xx but 429: a final no; for the dead-letter queue.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// 5xx, 429, no connection, no answer in time: worth another attempt.
    Retry {
        /// In words, for the delivery log.
        reason: String,
    },
    /// The request could not even be written (a header value or size HTTP does not allow); final.
    Unsendable {
        /// In words, for the delivery log.
        reason: String,
    },
}

impl Outcome {
    /// The verdict on an HTTP status.
    pub fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Delivered { status },
            429 | 500.. => Self::Retry { reason: format!("the endpoint answered {status}") },
            _ => Self::Refused { status },
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delivered { status } => write!(f, "delivered ({status})"),
            Self::Refused { status } => write!(f, "refused for good ({status})"),
            Self::Retry { reason } => write!(f, "to be tried again: {reason}"),
            Self::Unsendable { reason } => write!(f, "cannot be sent: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_sorted() {
        assert_eq!(Outcome::of_status(200), Outcome::Delivered { status: 200 });
        assert_eq!(Outcome::of_status(204), Outcome::Delivered { status: 204 });
        assert_eq!(Outcome::of_status(301), Outcome::Refused { status: 301 });
        assert_eq!(Outcome::of_status(404), Outcome::Refused { status: 404 });
        for status in [429, 500, 503, 599, 700] {
            assert!(matches!(Outcome::of_status(status), Outcome::Retry { .. }), "{status}");
        }
    }
}
