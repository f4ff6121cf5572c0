//! Kept resources: every row of them is made, shown, filtered, paged, tagged, and taken away as its service would. In: calls by name. Out:
//! answers.
#![allow(clippy::unwrap_used)]

use kernel::rig::Rig;
use serde_json::{Value, json};
use shapes::{Document, Error};

fn rig() -> Rig {
    Rig::in_memory(control_plane::entries())
}

fn call(rig: &Rig, operation: &str, input: Value) -> Result<Document, Error> {
    rig.call("ec2", operation, &input)
}

fn code(result: Result<Document, Error>) -> String {
    result.unwrap_err().code.into_owned()
}

fn text<'d>(document: &'d Document, way: &[&str]) -> &'d str {
    let end = way.iter().fold(document, |at, member| match member.parse::<usize>() {
        Ok(place) => match at {
            Document::List(items) => &items[place],
            _ => panic!("no list at {member}: {at:?}"),
        },
        Err(_) => at.get(member).unwrap_or_else(|| panic!("no {member} in {at:?}")),
    });
    end.as_str().unwrap()
}

fn length(document: &Document, member: &str) -> usize {
    match document.get(member) {
        Some(Document::List(items)) => items.len(),
        other => panic!("{other:?}"),
    }
}

fn groups(rig: &Rig, input: Value) -> usize {
    length(&call(rig, "DescribePlacementGroups", input).unwrap(), "PlacementGroups")
}

#[test]
fn a_placement_group_is_made_shown_and_taken_away_in_the_words_of_ec2() {
    let rig = rig();
    let tags = json!([{"ResourceType": "placement-group", "Tags": [{"Key": "team", "Value": "a"}]}]);
    let made =
        call(&rig, "CreatePlacementGroup", json!({"GroupName": "near", "TagSpecifications": tags})).unwrap();
    let group = made.get("PlacementGroup").unwrap();
    assert!(text(group, &["GroupId"]).starts_with("pg-") && text(group, &["GroupId"]).len() == 20);
    assert_eq!((text(group, &["Strategy"]), text(group, &["State"])), ("cluster", "available"));
    assert_eq!(text(group, &["GroupArn"]), "arn:aws:ec2:us-west-2:000000000000:placement-group/near");
    assert_eq!(text(group, &["Tags", "0", "Key"]), "team");
    let id = text(group, &["GroupId"]).to_owned();
    assert_eq!(
        code(call(&rig, "CreatePlacementGroup", json!({"GroupName": "near"}))),
        "InvalidPlacementGroup.Duplicate"
    );
    call(&rig, "CreatePlacementGroup", json!({"GroupName": "wide", "Strategy": "partition"})).unwrap();
    assert_eq!(groups(&rig, json!({})), 2);
    assert_eq!(groups(&rig, json!({"GroupNames": ["near"], "GroupIds": [id]})), 1);
    for (name, values, count) in [
        ("strategy", json!(["part*"]), 1),
        ("state", json!(["available", "x"]), 2),
        ("tag:team", json!(["a"]), 1),
        ("tag-key", json!(["tea?"]), 1),
        ("group-name", json!(["far"]), 0),
    ] {
        assert_eq!(groups(&rig, json!({"Filters": [{"Name": name, "Values": values}]})), count, "{name}");
    }
    let unknown = json!({"Filters": [{"Name": "colour", "Values": ["red"]}]});
    assert_eq!(code(call(&rig, "DescribePlacementGroups", unknown)), "InvalidParameterValue");
    let missing = json!({"GroupNames": ["far"]});
    assert_eq!(code(call(&rig, "DescribePlacementGroups", missing)), "InvalidPlacementGroup.Unknown");
    call(&rig, "DeletePlacementGroup", json!({"GroupName": "near"})).unwrap();
    assert_eq!(
        code(call(&rig, "DeletePlacementGroup", json!({"GroupName": "near"}))),
        "InvalidPlacementGroup.Unknown"
    );
    assert_eq!(groups(&rig, json!({})), 1);
}

#[test]
fn what_members_say_together_is_checked() {
    let rig = rig();
    for (input, expected) in [
        (json!({}), "MissingParameter"),
        (json!({"GroupName": "a".repeat(256)}), "InvalidParameterValue"),
        (json!({"GroupName": "a", "PartitionCount": 2}), "InvalidParameterCombination"),
        (json!({"GroupName": "a", "Strategy": "partition", "PartitionCount": 8}), "InvalidParameterValue"),
        (
            json!({"GroupName": "a", "Strategy": "cluster", "SpreadLevel": "host"}),
            "InvalidParameterCombination",
        ),
        (json!({"GroupName": "a", "DryRun": true}), "DryRunOperation"),
        (json!({"GroupName": "a", "TagSpecifications": [{"ResourceType": "vpc"}]}), "InvalidParameterValue"),
    ] {
        assert_eq!(code(call(&rig, "CreatePlacementGroup", input.clone())), expected, "{input}");
    }
    let spread = call(&rig, "CreatePlacementGroup", json!({"GroupName": "s", "Strategy": "spread"})).unwrap();
    assert_eq!(text(&spread, &["PlacementGroup", "SpreadLevel"]), "rack");
    assert_eq!(
        code(call(&rig, "DeletePlacementGroup", json!({"GroupName": "s", "DryRun": true}))),
        "DryRunOperation"
    );
    assert_eq!(groups(&rig, json!({})), 1);
}

#[test]
fn an_instance_needs_its_group_and_keeps_it() {
    let rig = rig();
    let run = json!({"ImageId": "ami-0123456789abcdef0", "MinCount": 1, "MaxCount": 1, "Placement": {"GroupName": "near"}});
    assert_eq!(code(call(&rig, "RunInstances", run.clone())), "InvalidPlacementGroup.Unknown");
    call(&rig, "CreatePlacementGroup", json!({"GroupName": "near"})).unwrap();
    call(&rig, "RunInstances", run).unwrap();
    assert_eq!(
        code(call(&rig, "DeletePlacementGroup", json!({"GroupName": "near"}))),
        "InvalidPlacementGroup.InUse"
    );
}

#[test]
fn dhcp_options_are_shown_in_their_own_form_page_by_page() {
    let rig = rig();
    let input = |name: &str| {
        json!({"DhcpConfigurations": [
            {"Key": "domain-name", "Values": [name]},
            {"Key": "domain-name-servers", "Values": ["10.2.5.1", "10.2.5.2"]},
        ]})
    };
    for at in 0..7 {
        let made = call(&rig, "CreateDhcpOptions", input(&format!("{at}.example.com"))).unwrap();
        let values = ["DhcpOptions", "DhcpConfigurations", "1", "Values", "1", "Value"];
        assert_eq!(
            (text(&made, &values), text(&made, &["DhcpOptions", "OwnerId"])),
            ("10.2.5.2", "000000000000")
        );
    }
    let first = call(&rig, "DescribeDhcpOptions", json!({"MaxResults": 5})).unwrap();
    let token = text(&first, &["NextToken"]);
    let rest = call(&rig, "DescribeDhcpOptions", json!({"MaxResults": 5, "NextToken": token})).unwrap();
    assert_eq!((length(&first, "DhcpOptions"), length(&rest, "DhcpOptions")), (5, 2));
    assert!(rest.get("NextToken").is_none());
    let by_value = json!({"Filters": [{"Name": "value", "Values": ["3.example.*"]}]});
    assert_eq!(length(&call(&rig, "DescribeDhcpOptions", by_value).unwrap(), "DhcpOptions"), 1);
    let unknown = json!({"DhcpConfigurations": [{"Key": "time", "Values": ["1"]}]});
    assert_eq!(code(call(&rig, "CreateDhcpOptions", unknown)), "InvalidParameterValue");
    assert_eq!(
        code(call(&rig, "DeleteDhcpOptions", json!({"DhcpOptionsId": "dopt-1"}))),
        "InvalidDhcpOptionID.NotFound"
    );
    let id = text(&rest, &["DhcpOptions", "0", "DhcpOptionsId"]);
    call(&rig, "DeleteDhcpOptions", json!({"DhcpOptionsId": id})).unwrap();
    assert_eq!(length(&call(&rig, "DescribeDhcpOptions", json!({})).unwrap(), "DhcpOptions"), 6);
}

#[test]
fn a_gateway_needs_its_vpc_and_a_token_makes_it_once() {
    let rig = rig();
    let vpcs = call(&rig, "DescribeVpcs", json!({})).unwrap();
    let vpc = text(&vpcs, &["Vpcs", "0", "VpcId"]);
    let create = |vpc: &str, token: &str| {
        call(&rig, "CreateEgressOnlyInternetGateway", json!({"VpcId": vpc, "ClientToken": token}))
    };
    assert_eq!(code(create("vpc-1", "a")), "InvalidVpcID.NotFound");
    let first = create(vpc, "a").unwrap();
    assert_eq!(create(vpc, "a").unwrap(), first);
    assert_eq!(text(&first, &["ClientToken"]), "a");
    let gateway = first.get("EgressOnlyInternetGateway").unwrap();
    assert_eq!(text(gateway, &["Attachments", "0", "VpcId"]), vpc);
    assert_eq!(code(create("vpc-2", "a")), "IdempotentParameterMismatch");
    for token in ["b", "c", "d", "e"] {
        create(vpc, token).unwrap();
    }
    assert_eq!(code(create(vpc, "f")), "EgressOnlyInternetGatewayLimitExceeded");
    let id = json!({"EgressOnlyInternetGatewayId": text(gateway, &["EgressOnlyInternetGatewayId"])});
    let gone = call(&rig, "DeleteEgressOnlyInternetGateway", id.clone()).unwrap();
    assert_eq!(gone.get("ReturnCode"), Some(&Document::Bool(true)));
    assert_eq!(
        code(call(&rig, "DeleteEgressOnlyInternetGateway", id)),
        "InvalidEgressOnlyInternetGatewayId.NotFound"
    );
    let left = call(&rig, "DescribeEgressOnlyInternetGateways", json!({})).unwrap();
    assert_eq!(length(&left, "EgressOnlyInternetGateways"), 4);
}

#[test]
fn the_tagging_api_finds_them_by_their_arn() {
    let rig = rig();
    call(&rig, "CreatePlacementGroup", json!({"GroupName": "near"})).unwrap();
    let arn = "arn:aws:ec2:us-west-2:000000000000:placement-group/near";
    let tag =
        |operation: &str, input: Value| rig.call("resourcegroupstaggingapi", operation, &input).unwrap();
    tag("TagResources", json!({"ResourceARNList": [arn], "Tags": {"team": "a"}}));
    let found = tag("GetResources", json!({"ResourceTypeFilters": ["ec2:placement-group"]}));
    assert_eq!(text(&found, &["ResourceTagMappingList", "0", "ResourceARN"]), arn);
    assert_eq!(groups(&rig, json!({"Filters": [{"Name": "tag:team", "Values": ["a"]}]})), 1);
}
