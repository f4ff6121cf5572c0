//! Four programs: monolith, iridium, magnesite, fulfillment.
