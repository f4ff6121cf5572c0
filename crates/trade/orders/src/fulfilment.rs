//! In: the JSON a microservice sends. Out: the original contract between the platform and its customer.
//! Never here: sending it.

use crate::order::{Order, Resource};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is handed over: `{"iridium": #, "magnesite": #}`. A missing member means none of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fulfilment {
    /// Units of iridium.
    #[serde(default)]
    pub iridium: u64,
    /// Units of magnesite.
    #[serde(default)]
    pub magnesite: u64,
}

/// The body hands over nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAFulfilment;

impl fmt::Display for NotAFulfilment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected {\"iridium\": #, \"magnesite\": #} with at least one unit")
    }
}

impl std::error::Error for NotAFulfilment {}

const MOST_UNITS: u64 = 1_000_000;

impl Fulfilment {
    /// Reads `{"iridium":1}` and the like; nothing at all, or absurdly much, is refused.
    pub fn parse(body: &[u8]) -> Result<Self, NotAFulfilment> {
        let read: Self = serde_json::from_slice(body).map_err(|_| NotAFulfilment)?;
        let sane = read.iridium <= MOST_UNITS && read.magnesite <= MOST_UNITS;
        if sane && read != Self::default() { Ok(read) } else { Err(NotAFulfilment) }
    }

    /// The original contract as JSON text, both members always present.
    pub fn to_json(self) -> String {
        format!("{{\"iridium\":{},\"magnesite\":{}}}", self.iridium, self.magnesite)
    }

    /// Whether it hands over something of what was ordered.
    pub fn answers(self, resource: Resource) -> bool {
        match resource {
            Resource::Iridium => self.iridium > 0,
            Resource::Magnesite => self.magnesite > 0,
            Resource::Bundle => self.iridium + self.magnesite > 0,
        }
    }

    /// Exactly what an order asks for.
    pub fn of(order: &Order) -> Self {
        Self { iridium: order.iridium.unwrap_or(0), magnesite: order.magnesite.unwrap_or(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_one_resource_to_the_original_contract() {
        let read = Fulfilment::parse(br#"{"iridium":1}"#).unwrap();
        assert_eq!(read.to_json(), r#"{"iridium":1,"magnesite":0}"#);
        assert!(read.answers(Resource::Iridium) && !read.answers(Resource::Magnesite));
    }

    #[test]
    fn refuses_nothing_and_too_much() {
        for bad in ["{}", "", "{\"iridium\":0}", "{\"iridium\":9999999999}", "{\"iridium\":\"1\"}"] {
            assert_eq!(Fulfilment::parse(bad.as_bytes()), Err(NotAFulfilment), "{bad}");
        }
    }
}
