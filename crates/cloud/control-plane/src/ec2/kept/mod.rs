//! Resources of EC2 on which nothing acts here: a row each. What a row says is carried out by `kernel::kept`.

mod dhcp_options;
mod egress_only_internet_gateways;
mod placement_groups;

use kernel::Entry;
use kernel::kept::Manner;
use shapes::Error;

use super::{filters, find, refusals};

pub(crate) use placement_groups::PLACEMENT_GROUP;

/// Their operations.
pub(super) fn entries() -> impl Iterator<Item = Entry> {
    kernel::kept_entries![
        PLACEMENT_GROUP,
        dhcp_options::DHCP_OPTIONS,
        egress_only_internet_gateways::EGRESS_ONLY_INTERNET_GATEWAY,
    ]
    .into_iter()
}

/// EC2's words.
static EC2: Manner = Manner {
    required: |member| refusals::missing(member),
    dry_run: refusals::rehearsed,
    foreign_tags: |kind| {
        refusals::invalid_value(format!("'{kind}' is not a valid taggable resource type for this operation."))
    },
    tags: &super::launch::TAG_RULES,
    bad_filter: filters::invalid,
    page: find::limit,
    bad_token: find::bad_token,
    other_token: |_| {
        let text = "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).";
        Error::sender("IdempotentParameterMismatch", text)
    },
};
