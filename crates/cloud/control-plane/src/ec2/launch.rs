//! What RunInstances asks for, read and checked. In: the request. Out: a [`Launch`], or EC2's error.

use base64::Engine;
use kernel::tags::TagRules;
use ledger::World;
use model::ec2::LaunchOptions;
use model::{Scope, Tags, ec2};
use shapes::Error;
use shapes::ec2::{RunInstancesRequest, TagSpecification};

use super::kept::PLACEMENT_GROUP;
use super::refusals::{self, invalid_combination, invalid_value, missing, unsupported};
use super::{launch_options, networks};

/// Bytes of user data before encoding.
const MOST_USER_DATA: usize = 16_384;

/// What EC2 says of tags it does not take.
pub(crate) const TAG_RULES: TagRules = TagRules {
    reserved: |key| {
        let text = "Tag keys starting with 'aws:' are reserved for internal use";
        invalid_value(format!("Value ( {key} ) for parameter key is invalid. {text}"))
    },
    too_many: |_| {
        let text = "The maximum number of Tags for a resource has been reached.";
        Error::sender("TagLimitExceeded", text)
    },
    twice: Some(|key| {
        let text = format!("Duplicate tag key '{key}' specified.");
        invalid_value(text)
    }),
};

/// A launch: what its instances have in common.
pub(crate) struct Launch {
    pub count: usize,
    pub image_id: String,
    pub instance_type: String,
    /// The zone, when the caller chose one.
    pub zone: Option<String>,
    pub security_groups: Vec<String>,
    pub user_data: Option<String>,
    pub instance_profile: Option<String>,
    pub key_name: Option<String>,
    pub client_token: Option<String>,
    pub options: LaunchOptions,
    pub tags: Tags,
}

/// Reads a request.
pub(crate) fn read(world: &World, scope: &Scope, input: RunInstancesRequest) -> Result<Launch, Error> {
    let interface = interface(&input)?;
    let image_id = set(&input.image_id).ok_or_else(|| missing("ImageId"))?;
    check_image(&image_id)?;
    let subnet = set(&input.subnet_id).or(interface.subnet);
    let placed = input.placement.as_ref().and_then(|placement| set(&placement.availability_zone));
    let profile = input.iam_instance_profile.clone().unwrap_or_default();
    let options = launch_options::read(&input)?;
    check_group(world, scope, &options)?;
    Ok(Launch {
        count: count(input.min_count, input.max_count)?,
        instance_type: instance_type(set(&input.instance_type))?,
        zone: zone(world, scope, subnet, placed)?,
        security_groups: security_groups(world, scope, &input, interface.groups)?,
        user_data: set(&input.user_data).map(check_user_data).transpose()?,
        instance_profile: set(&profile.arn).or(set(&profile.name)),
        key_name: set(&input.key_name),
        client_token: client_token(set(&input.client_token))?,
        options,
        tags: tags(input.tag_specifications)?,
        image_id,
    })
}

/// The placement group must be there.
fn check_group(world: &World, scope: &Scope, options: &LaunchOptions) -> Result<(), Error> {
    let placement = &options.placement;
    let mut asked = [&placement.group_name, &placement.group_id].into_iter().flatten();
    match asked.find(|group| PLACEMENT_GROUP.find(world, scope, group).is_none()) {
        Some(unknown) => Err((PLACEMENT_GROUP.missing)(unknown)),
        None => Ok(()),
    }
}

/// Empty text means "not set".
fn set(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.is_empty())
}

/// Subnet and security groups of the one network interface a launch may describe.
#[derive(Default)]
struct Interface {
    subnet: Option<String>,
    groups: Option<Vec<String>>,
}

fn interface(input: &RunInstancesRequest) -> Result<Interface, Error> {
    let given = input.network_interfaces.as_deref().unwrap_or_default();
    let Some(first) = given.first() else { return Ok(Interface::default()) };
    if given.len() > 1
        || set(&first.network_interface_id).is_some()
        || set(&first.private_ip_address).is_some()
    {
        return Err(unsupported("A second, existing or addressed network interface in RunInstances"));
    }
    let groups = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    if set(&input.subnet_id).is_some() || groups(&input.security_group_ids) || groups(&input.security_groups)
    {
        let text = "Network interfaces and an instance-level subnet ID or security groups may not be specified on \
                    the same request";
        return Err(invalid_combination(text));
    }
    Ok(Interface { subnet: set(&first.subnet_id), groups: first.groups.clone() })
}

fn check_image(id: &str) -> Result<(), Error> {
    let digits = id.strip_prefix("ami-").unwrap_or_default();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let text = format!("Invalid id: \"{id}\" (expecting \"ami-...\")");
        return Err(Error::sender("InvalidAMIID.Malformed", text));
    }
    Ok(())
}

/// As many as may be, since there is always room.
fn count(min: i64, max: i64) -> Result<usize, Error> {
    if min < 1 || max < min {
        let text = format!("Value ({max}) for parameter maxCount is invalid with minCount {min}.");
        return Err(invalid_value(text));
    }
    usize::try_from(max).map_err(|_| invalid_value("maxCount is too large"))
}

fn instance_type(given: Option<String>) -> Result<String, Error> {
    let name = given.unwrap_or_else(|| ec2::DEFAULT_TYPE.to_owned());
    if ec2::instance_type(&name).is_none() {
        return Err(unsupported(&format!("Instance type '{name}'")));
    }
    Ok(name)
}

/// The zone chosen by a subnet or by name.
fn zone(
    world: &World,
    scope: &Scope,
    subnet: Option<String>,
    placed: Option<String>,
) -> Result<Option<String>, Error> {
    if let Some(unknown) = placed.as_ref().filter(|zone| !ec2::zones(scope.region.as_str()).contains(zone)) {
        return Err(invalid_value(format!("Invalid availability zone: [{unknown}]")));
    }
    let Some(id) = subnet else { return Ok(placed) };
    let text = || format!("The subnet ID '{id}' does not exist");
    let found = networks::subnet(world, scope, &id);
    let zone = found.ok_or_else(|| Error::sender("InvalidSubnetID.NotFound", text()))?.zone.clone();
    if placed.is_some_and(|placed| placed != zone) {
        return Err(invalid_value(format!(
            "The subnet '{id}' is not in the Availability Zone of the placement"
        )));
    }
    Ok(Some(zone))
}

/// The groups of an instance, the default one unless others are given.
fn security_groups(
    world: &World,
    scope: &Scope,
    input: &RunInstancesRequest,
    of_interface: Option<Vec<String>>,
) -> Result<Vec<String>, Error> {
    let default = networks::default_security_group(world, scope);
    let of_name = |name: &&String| default.as_ref().is_some_and(|default| default.name == **name);
    let ids = of_interface.iter().chain(&input.security_group_ids).flatten();
    let unknown = ids.clone().find(|id| networks::security_group(world, scope, id).is_none());
    let unknown = unknown.or(input.security_groups.iter().flatten().find(|name| !of_name(name)));
    if let Some(unknown) = unknown {
        let vpc = default.as_ref().map(|default| default.vpc_id.as_str()).unwrap_or_default();
        let text = format!("The security group '{unknown}' does not exist in VPC '{vpc}'");
        return Err(Error::sender("InvalidGroup.NotFound", text));
    }
    let named = input.security_groups.iter().flatten().next().is_some();
    let mut groups: Vec<String> = ids.cloned().collect();
    if named || groups.is_empty() {
        groups.extend(default.map(|default| default.id.clone()));
    }
    groups.sort_unstable();
    groups.dedup();
    Ok(groups)
}

fn check_user_data(text: String) -> Result<String, Error> {
    let compact: String = text.split_whitespace().collect();
    let decoded = base64::engine::general_purpose::STANDARD.decode(compact);
    let malformed = || Error::sender("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
    if decoded.map_err(|_| malformed())?.len() > MOST_USER_DATA {
        return Err(invalid_value("User data is limited to 16384 bytes"));
    }
    Ok(text)
}

fn client_token(given: Option<String>) -> Result<Option<String>, Error> {
    if given.as_ref().is_some_and(|token| token.len() > 64) {
        return Err(refusals::invalid_value("The client token cannot be longer than 64 characters"));
    }
    Ok(given)
}

/// The tags meant for instances; volumes and interfaces are not things here.
fn tags(given: Option<Vec<TagSpecification>>) -> Result<Tags, Error> {
    let all = given.unwrap_or_default().into_iter();
    let ours = all.filter(|one| one.resource_type.as_deref() == Some("instance"));
    TAG_RULES.read(Some(ours.flat_map(|one| one.tags.unwrap_or_default())), "")
}
