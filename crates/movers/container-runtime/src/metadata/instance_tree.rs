//! The instance metadata as a tree. In: an instance. Out: directories and values. Never here: paths or HTTP.

use serde_json::json;

use super::imds::Instance;

/// A directory (listed in this order) or a value.
pub(super) enum Node {
    Directory(Vec<(String, Node)>),
    Value(String),
}

/// Everything below a version.
pub(super) fn tree(instance: &Instance) -> Node {
    let mut top = vec![
        (
            "dynamic",
            directory(vec![("instance-identity", directory(vec![("document", value(document(instance)))]))]),
        ),
        ("meta-data", meta_data(instance)),
    ];
    if let Some(data) = &instance.user_data {
        top.push(("user-data", value(data)));
    }
    directory(top)
}

fn meta_data(instance: &Instance) -> Node {
    let mut all = vec![
        ("ami-id", value(&instance.image_id)),
        ("ami-launch-index", value("0")),
        ("hostname", value(&instance.local_hostname)),
        ("iam", iam(instance)),
        ("instance-id", value(&instance.instance_id)),
        ("instance-life-cycle", value("on-demand")),
        ("instance-type", value(&instance.instance_type)),
        ("local-hostname", value(&instance.local_hostname)),
        ("local-ipv4", value(&instance.local_ipv4)),
        ("mac", value(&instance.mac)),
        ("network", network(instance)),
        ("placement", placement(instance)),
        ("reservation-id", value(&instance.reservation_id)),
        ("security-groups", value(instance.security_groups.join("\n"))),
        ("services", directory(vec![("domain", value("amazonaws.com")), ("partition", value("aws"))])),
    ];
    if let Some(address) = &instance.public_ipv4 {
        // us-east-1 is the one Region whose public names do not carry its name (EC2 user guide, "Instance hostnames").
        let place = match instance.region.as_str() {
            "us-east-1" => "compute-1".to_owned(),
            region => format!("{region}.compute"),
        };
        let name = format!("ec2-{}.{place}.amazonaws.com", address.replace('.', "-"));
        all.extend([("public-hostname", value(name)), ("public-ipv4", value(address))]);
    }
    all.sort_by_key(|(name, _)| *name);
    directory(all)
}

fn placement(instance: &Instance) -> Node {
    directory(vec![
        ("availability-zone", value(&instance.availability_zone)),
        ("availability-zone-id", value(&instance.availability_zone_id)),
        ("region", value(&instance.region)),
    ])
}

fn network(instance: &Instance) -> Node {
    let mut interface = vec![
        ("device-number", value("0")),
        ("local-ipv4s", value(&instance.local_ipv4)),
        ("mac", value(&instance.mac)),
        ("owner-id", value(&instance.account_id)),
        ("subnet-id", value(&instance.subnet_id)),
        ("vpc-id", value(&instance.vpc_id)),
    ];
    if let Some(address) = &instance.public_ipv4 {
        interface.push(("public-ipv4s", value(address)));
    }
    let macs = Node::Directory(vec![(instance.mac.clone(), directory(interface))]);
    directory(vec![("interfaces", directory(vec![("macs", macs)]))])
}

fn iam(instance: &Instance) -> Node {
    let Some((role, profile, credentials)) = &instance.role else { return directory(Vec::new()) };
    let info = json!({
        "Code": "Success",
        "LastUpdated": credentials.last_updated,
        "InstanceProfileArn": profile,
        "InstanceProfileId": "AIPAINTERSTELLALOCAL",
    });
    let secret = json!({
        "Code": "Success",
        "LastUpdated": credentials.last_updated,
        "Type": "AWS-HMAC",
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key,
        "Token": credentials.token,
        "Expiration": credentials.expiration,
    });
    let roles = Node::Directory(vec![(role.clone(), value(secret.to_string()))]);
    directory(vec![("info", value(info.to_string())), ("security-credentials", roles)])
}

fn document(instance: &Instance) -> String {
    json!({
        "accountId": instance.account_id,
        "architecture": if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" },
        "availabilityZone": instance.availability_zone,
        "billingProducts": null,
        "devpayProductCodes": null,
        "marketplaceProductCodes": null,
        "imageId": instance.image_id,
        "instanceId": instance.instance_id,
        "instanceType": instance.instance_type,
        "kernelId": null,
        "pendingTime": instance.pending_time,
        "privateIp": instance.local_ipv4,
        "ramdiskId": null,
        "region": instance.region,
        "version": "2017-09-30",
    })
    .to_string()
}

fn directory(entries: Vec<(&str, Node)>) -> Node {
    Node::Directory(entries.into_iter().map(|(name, node)| (name.to_owned(), node)).collect())
}

fn value(text: impl Into<String>) -> Node {
    Node::Value(text.into())
}
