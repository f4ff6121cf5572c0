//! AWS CloudTrail: what was asked of the cloud, and by whom. Never here: which calls are kept.

use serde::{Deserialize, Serialize};

use crate::{Key, Record, Scope, Time};

/// One call, as it is shown afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Account and Region it was made in.
    pub scope: Scope,
    /// Where it is kept: one of so many places, of which the oldest is taken.
    pub slot: u16,
    /// A UUID.
    pub event_id: String,
    /// When it began.
    pub at: Time,
    /// `ecs.amazonaws.com`.
    pub source: String,
    /// The operation: `RunTask`.
    pub name: String,
    /// It changes nothing.
    pub read_only: bool,
    /// Access key id of the signature; empty for unsigned calls.
    pub access_key: String,
    /// An address, or the ARN of the task whose endpoint was asked.
    pub from: String,
    /// Request id of the answer.
    pub request_id: String,
    /// What was asked for, as JSON without secrets, cut short where it is long.
    pub parameters: String,
    /// Code and words of the refusal, if it was one.
    pub error: Option<(String, String)>,
}

impl Event {
    /// Ascends with time; of two of one moment one is always the first.
    pub fn order(&self) -> String {
        format!("{:015}/{}", self.at.0.max(0), self.event_id)
    }
}

impl Record for Event {
    const KIND: &'static str = "cloudtrail.event";
    fn key(&self) -> Key {
        Key::new(&self.scope, format!("{:05}", self.slot))
    }
}
