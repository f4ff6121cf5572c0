//! Egress-only internet gateways: kept and shown. There is no IPv6 here that could leave by them.

use kernel::kept::{Kept, Reference};
use kernel::quota::Quota;
use model::ec2::Vpc;
use shapes::ec2::operations as op;
use shapes::{Document, Entries, Error};

use super::super::{networks, refusals};
use super::EC2;

pub(super) static EGRESS_ONLY_INTERNET_GATEWAY: Kept = Kept {
    type_name: "AWS::EC2::EgressOnlyInternetGateway",
    service: "ec2",
    kind: "egress-only-internet-gateway",
    create: &op::CreateEgressOnlyInternetGateway,
    describe: &op::DescribeEgressOnlyInternetGateways,
    delete: &op::DeleteEgressOnlyInternetGateway,
    one: "EgressOnlyInternetGateway",
    all: "EgressOnlyInternetGateways",
    id: ("EgressOnlyInternetGatewayId", "eigw-"),
    name: "EgressOnlyInternetGatewayId",
    token: Some("ClientToken"),
    required: &[],
    defaults: &[],
    derived: &[],
    references: &[Reference {
        member: "VpcId",
        check: |world, scope, id| {
            let is_it = |vpc: &Vpc| vpc.id == id;
            let known = networks::vpcs(world, scope).iter().any(|vpc| is_it(vpc));
            if known { Ok(()) } else { Err(refusals::no_vpc(id)) }
        },
    }],
    arrange: attached,
    asked_by: &[("EgressOnlyInternetGatewayIds", "EgressOnlyInternetGatewayId")],
    filters: &[],
    quota: Quota {
        name: "egress-only internet gateways",
        most: 5,
        exceeded: |_| {
            let text = "The maximum number of egress only internet gateways has been reached.";
            Error::sender("EgressOnlyInternetGatewayLimitExceeded", text)
        },
    },
    in_use: |_, _| Ok(()),
    missing: |id| {
        let text = format!("The egress only internet gateway ID '{id}' does not exist");
        Error::sender("InvalidEgressOnlyInternetGatewayId.NotFound", text)
    },
    duplicate: |id| Error::internal(format!("two gateways have the id {id}")),
    manner: &EC2,
};

/// Answers show its VPC as the one it is attached to.
fn attached(input: &Document, members: &mut Entries) -> Result<(), Error> {
    let text = |text: &str| Document::String(text.to_owned());
    let vpc = input.get("VpcId").and_then(Document::as_str).unwrap_or_default();
    let attachment = Document::Map(vec![("State".into(), text("attached")), ("VpcId".into(), text(vpc))]);
    members.push(("Attachments".into(), Document::List(vec![attachment])));
    Ok(())
}
