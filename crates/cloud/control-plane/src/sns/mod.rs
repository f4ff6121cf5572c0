//! Operations of this service.

use crate::table::Entry;

/// The operations of this service.
pub(crate) fn entries() -> Vec<Entry> {
    vec![]
}
