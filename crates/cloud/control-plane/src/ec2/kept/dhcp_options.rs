//! Sets of DHCP options: kept and shown. Names and addresses in a VPC are answered by the product itself.

use kernel::kept::{Derived, Kept};
use kernel::quota::Quota;
use shapes::ec2::operations as op;
use shapes::{Document, Entries, Error};

use super::super::refusals;
use super::EC2;

/// The options there are (EC2's API reference, CreateDhcpOptions).
const KEYS: [&str; 6] = [
    "domain-name-servers",
    "domain-name",
    "ntp-servers",
    "netbios-name-servers",
    "netbios-node-type",
    "ipv6-address-preferred-lease-time",
];

pub(super) static DHCP_OPTIONS: Kept = Kept {
    type_name: "AWS::EC2::DHCPOptions",
    service: "ec2",
    kind: "dhcp-options",
    create: &op::CreateDhcpOptions,
    describe: &op::DescribeDhcpOptions,
    delete: &op::DeleteDhcpOptions,
    one: "DhcpOptions",
    all: "DhcpOptions",
    id: ("DhcpOptionsId", "dopt-"),
    name: "DhcpOptionsId",
    token: None,
    required: &[],
    defaults: &[],
    derived: &[("OwnerId", Derived::Account)],
    references: &[],
    arrange,
    asked_by: &[("DhcpOptionsIds", "DhcpOptionsId")],
    filters: &[
        ("dhcp-options-id", &["DhcpOptionsId"]),
        ("key", &["DhcpConfigurations", "Key"]),
        ("value", &["DhcpConfigurations", "Values", "Value"]),
        ("owner-id", &["OwnerId"]),
    ],
    quota: Quota {
        name: "DHCP options sets",
        most: 100,
        exceeded: |_| {
            Error::sender(
                "DhcpOptionsLimitExceeded",
                "The maximum number of DHCP options sets has been reached.",
            )
        },
    },
    in_use: |_, _| Ok(()),
    missing: |id| {
        Error::sender("InvalidDhcpOptionID.NotFound", format!("The dhcpOption ID '{id}' does not exist"))
    },
    duplicate: |id| Error::internal(format!("two sets of DHCP options have the id {id}")),
    manner: &EC2,
};

fn arrange(input: &Document, _: &mut Entries) -> Result<(), Error> {
    let Some(Document::List(configurations)) = input.get("DhcpConfigurations") else { return Ok(()) };
    let mut keys =
        configurations.iter().map(|one| one.get("Key").and_then(Document::as_str).unwrap_or_default());
    match keys.find(|key| !KEYS.contains(key)) {
        Some(key) => Err(refusals::invalid_value(format!(
            "Value ({key}) for parameter name is invalid. Unknown DHCP option"
        ))),
        None => Ok(()),
    }
}
