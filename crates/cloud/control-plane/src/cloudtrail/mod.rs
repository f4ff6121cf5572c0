//! AWS CloudTrail: the event history of an account. Never here: trails; what is kept of calls ([`kernel::audit`]).

mod lookup_events;

use crate::table::Lines;
use kernel::Entry;
use shapes::cloudtrail as api;

/// The operations of CloudTrail that are here.
pub(crate) fn entries() -> Vec<Entry> {
    vec![Entry::read_audit::<api::LookupEvents>()]
}
