//! Placement groups: names for where instances stand to each other. All of them stand on this machine, whatever a group says.

use kernel::kept::{Derived, Kept};
use kernel::quota::Quota;
use ledger::World;
use model::ec2::{Instance, InstanceState};
use model::kept::KeptResource;
use shapes::ec2::operations as op;
use shapes::{Document, Entries, Error};

use super::super::refusals;
use super::EC2;

/// Partitions of a group that says no number, and the most of them in a zone (EC2's user guide, placement strategies).
const PARTITIONS: (i64, i64) = (2, 7);

/// Characters of a name (EC2's API reference, CreatePlacementGroup).
const LONGEST_NAME: usize = 255;

pub(crate) static PLACEMENT_GROUP: Kept = Kept {
    type_name: "AWS::EC2::PlacementGroup",
    service: "ec2",
    kind: "placement-group",
    create: &op::CreatePlacementGroup,
    describe: &op::DescribePlacementGroups,
    delete: &op::DeletePlacementGroup,
    one: "PlacementGroup",
    all: "PlacementGroups",
    id: ("GroupId", "pg-"),
    name: "GroupName",
    token: None,
    required: &["GroupName"],
    defaults: &[("Strategy", "cluster")],
    derived: &[("State", Derived::Text("available")), ("GroupArn", Derived::Arn)],
    references: &[],
    arrange,
    asked_by: &[("GroupNames", "GroupName"), ("GroupIds", "GroupId")],
    filters: &[
        ("group-name", &["GroupName"]),
        ("group-arn", &["GroupArn"]),
        ("spread-level", &["SpreadLevel"]),
        ("state", &["State"]),
        ("strategy", &["Strategy"]),
    ],
    quota: Quota {
        name: "placement groups",
        most: 500,
        exceeded: |most| {
            let text = format!("You have reached the maximum number of placement groups: {most}.");
            Error::sender("PlacementGroupLimitExceeded", text)
        },
    },
    in_use,
    missing: |name| {
        let text = format!("The Placement Group '{name}' is unknown.");
        Error::sender("InvalidPlacementGroup.Unknown", text)
    },
    duplicate: |name| {
        let text = format!("The placement group '{name}' already exists.");
        Error::sender("InvalidPlacementGroup.Duplicate", text)
    },
    manner: &EC2,
};

/// Names have up to 255 characters of ASCII, and each strategy has its own measure.
fn arrange(input: &Document, members: &mut Entries) -> Result<(), Error> {
    let name = input.get("GroupName").and_then(Document::as_str).unwrap_or_default();
    if name.len() > LONGEST_NAME || !name.is_ascii() {
        return Err(refusals::invalid_value(format!("Value ({name}) for parameter groupName is invalid.")));
    }
    let strategy = input.get("Strategy").and_then(Document::as_str).unwrap_or("cluster");
    for (member, of) in [("PartitionCount", "partition"), ("SpreadLevel", "spread")] {
        if input.get(member).is_some() && strategy != of {
            let text = format!("{member} can only be specified for placement groups of strategy '{of}'.");
            return Err(refusals::invalid_combination(text));
        }
    }
    match (strategy, input.get("PartitionCount"), input.get("SpreadLevel")) {
        ("partition", Some(Document::Integer(count)), _) if !(1..=PARTITIONS.1).contains(count) => {
            return Err(refusals::invalid_value(format!(
                "Value ({count}) for parameter partitionCount is invalid."
            )));
        }
        ("partition", None, _) => members.push(("PartitionCount".into(), Document::Integer(PARTITIONS.0))),
        ("spread", _, None) => members.push(("SpreadLevel".into(), Document::String("rack".to_owned()))),
        _ => {}
    }
    Ok(())
}

fn in_use(world: &World, group: &KeptResource) -> Result<(), Error> {
    let name = group.text("GroupName").unwrap_or_default();
    let is_in = |instance: &Instance| {
        instance.state != InstanceState::Terminated
            && instance.options.placement.group_name.as_deref() == Some(name)
    };
    if !world.scan::<Instance>(&group.scope).any(|instance| is_in(instance)) {
        return Ok(());
    }
    let text = format!("The placement group '{name}' is in use and may not be deleted.");
    Err(Error::sender("InvalidPlacementGroup.InUse", text))
}
