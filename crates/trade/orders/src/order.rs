//! In: the message of a notification. Out: what the customer asks for. Never here: who asked, or whether it is genuine.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What can be ordered: one resource, or a bundle of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resource {
    /// Iridium alone.
    Iridium,
    /// Magnesite alone.
    Magnesite,
    /// Everything in one order, the way the monolith takes them.
    Bundle,
}

impl Resource {
    /// Every resource, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Bundle, Self::Iridium, Self::Magnesite];

    /// The name used in paths, logs and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iridium => "iridium",
            Self::Magnesite => "magnesite",
            Self::Bundle => "bundle",
        }
    }

    /// The resource of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resource| resource.name() == name)
    }
}

/// An order: `{"iridium":1}`, `{"magnesite":1}`, or any message with the word `bundle` in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Units of iridium asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iridium: Option<u64>,
    /// Units of magnesite asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub magnesite: Option<u64>,
    /// Whether a bundle is asked for.
    #[serde(skip)]
    pub bundle: bool,
}

/// The message asks for nothing we trade in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnOrder;

impl fmt::Display for NotAnOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(crate::NOT_AN_ORDER_TEXT)
    }
}

impl std::error::Error for NotAnOrder {}

#[derive(Deserialize)]
struct Payload {
    iridium: Option<u64>,
    magnesite: Option<u64>,
}

/// More than this in one order is taken for garbage, so that sums cannot overflow.
const MOST_UNITS: u64 = 1_000_000;

impl Order {
    /// Reads the message of a notification.
    pub fn parse(message: &str) -> Result<Self, NotAnOrder> {
        // The monolith has always looked for the word, not for JSON; customers rely on it.
        if message.contains("bundle") {
            return Ok(Self { iridium: Some(1), magnesite: Some(1), bundle: true });
        }
        let payload: Payload = serde_json::from_str(message).map_err(|_| NotAnOrder)?;
        let sane = |units: Option<u64>| units.is_none_or(|u| (1..=MOST_UNITS).contains(&u));
        if (payload.iridium.is_none() && payload.magnesite.is_none())
            || !sane(payload.iridium)
            || !sane(payload.magnesite)
        {
            return Err(NotAnOrder);
        }
        Ok(Self { iridium: payload.iridium, magnesite: payload.magnesite, bundle: false })
    }

    /// Units asked of one resource; a bundle asks one of each.
    pub fn units(&self, resource: Resource) -> Option<u64> {
        match resource {
            Resource::Iridium => self.iridium,
            Resource::Magnesite => self.magnesite,
            Resource::Bundle => self.bundle.then_some(1),
        }
    }

    /// The message HQ publishes for one unit of a resource.
    pub fn message(resource: Resource) -> &'static str {
        match resource {
            Resource::Iridium => r#"{"iridium":1}"#,
            Resource::Magnesite => r#"{"magnesite":1}"#,
            Resource::Bundle => r#"{"bundle":1}"#,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_hq_publishes() {
        for resource in Resource::ALL {
            let order = Order::parse(Order::message(resource)).unwrap();
            assert_eq!(order.units(resource), Some(1));
        }
        assert_eq!(Order::parse("one bundle, please").unwrap().units(Resource::Bundle), Some(1));
    }

    #[test]
    fn refuses_garbage() {
        for bad in
            ["", "{}", "[]", "{\"iridium\":-1}", "{\"iridium\":0}", "{\"gold\":1}", "{\"iridium\":1e30}"]
        {
            assert_eq!(Order::parse(bad), Err(NotAnOrder), "{bad}");
        }
    }
}
