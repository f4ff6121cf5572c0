//! Tags, as every service keeps them: ordered by key, one value a key.

use std::collections::BTreeMap;

/// Tag key to tag value.
pub type Tags = BTreeMap<String, String>;
