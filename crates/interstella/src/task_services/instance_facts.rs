//! The EC2 instance a task runs on, as its metadata service shows it. In: the records. Out: plain facts. Never here: HTTP, credentials.

use base64::Engine;
use container_runtime::metadata;
use control_plane::ec2::networks;
use ledger::World;
use model::ec2::{Instance, zone_id};
use model::ecs::{ContainerInstance, Task};

use super::role_credentials::{Holder, whole_seconds};

/// The instance of a task.
pub(super) fn instance_of<'w>(world: &'w World, task: &Task) -> Option<&'w Instance> {
    let member = ContainerInstance::key_of(&task.scope, &task.cluster, &task.instance);
    let member = world.get::<ContainerInstance>(&member)?;
    world.get::<Instance>(&Instance::key_of(&member.scope, &member.ec2_instance_id)).map(|found| &**found)
}

/// Its facts, without a role.
pub(super) fn describe(world: &World, instance: &Instance) -> metadata::Instance {
    let region = instance.scope.region.as_str();
    metadata::Instance {
        instance_id: instance.id.clone(),
        image_id: instance.image_id.clone(),
        instance_type: instance.instance_type.clone(),
        account_id: instance.scope.account.to_string(),
        region: region.to_owned(),
        availability_zone: instance.zone.clone(),
        availability_zone_id: zone_id(region, &instance.zone),
        local_ipv4: instance.address.to_string(),
        public_ipv4: Some(instance.address.to_string()),
        local_hostname: instance.private_dns_name(),
        mac: mac(instance),
        subnet_id: instance.subnet_id.clone(),
        vpc_id: instance.vpc_id.clone(),
        security_groups: security_groups(world, instance),
        reservation_id: instance.reservation_id.clone(),
        pending_time: whole_seconds(instance.launched_at),
        role: None,
        user_data: instance.user_data.as_deref().map(plain),
        tokens_required: false,
    }
}

/// Locally administered, and as unique as the address it is made from.
fn mac(instance: &Instance) -> String {
    let [a, b, c, d] = instance.address.octets();
    format!("0a:ff:{a:02x}:{b:02x}:{c:02x}:{d:02x}")
}

/// Names; a group without one is shown by its id.
fn security_groups(world: &World, instance: &Instance) -> Vec<String> {
    let group = |id: &String| networks::security_group(world, &instance.scope, id);
    let name = |id: &String| group(id).map_or_else(|| id.clone(), |group| group.name.clone());
    instance.security_groups.iter().map(name).collect()
}

/// User data as the instance sees it.
fn plain(given: &str) -> String {
    let packed: String = given.split_whitespace().collect();
    match base64::engine::general_purpose::STANDARD.decode(packed) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => given.to_owned(),
    }
}

/// Name of the role, ARN of the instance profile, and who asks. The role is the one of the profile's name: roles and profiles are no
/// records of this product, and the EC2 console names both alike.
pub(super) fn role(instance: &Instance) -> Option<(String, String, Holder)> {
    let given = instance.instance_profile.as_deref()?;
    let name = given.rsplit('/').next().filter(|name| !name.is_empty())?.to_owned();
    let account = instance.scope.account.clone();
    let profile = match given.starts_with("arn:") {
        true => given.to_owned(),
        false => format!("arn:aws:iam::{account}:instance-profile/{name}"),
    };
    let role_arn = format!("arn:aws:iam::{account}:role/{name}");
    Some((name, profile, Holder { account, role_arn, session: instance.id.clone() }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn a_task_sees_the_instance_it_was_placed_on() {
        let world = fixture::ledger().snapshot();
        let task = world.get::<Task>(&fixture::task_key()).unwrap();
        let instance = instance_of(&world, task).unwrap();
        let facts = describe(&world, instance);
        assert_eq!((facts.instance_id.as_str(), facts.local_ipv4.as_str()), ("i-0a", "127.1.0.10"));
        assert_eq!(
            (facts.availability_zone.as_str(), facts.availability_zone_id.as_str()),
            ("us-west-2b", "usw2-az2")
        );
        assert_eq!(facts.security_groups, ["default", "sg-1"]);
        assert_eq!(facts.user_data.as_deref(), Some("ECS_CLUSTER=orbit"));
        assert_eq!(facts.mac, "0a:ff:7f:01:00:0a");
    }

    #[test]
    fn a_profile_by_name_and_by_arn() {
        let with = |profile: &str| Instance { instance_profile: Some(profile.into()), ..fixture::instance() };
        let arn = "arn:aws:iam::123456789012:instance-profile/path/ecs";
        let (name, profile, holder) = role(&with(arn)).unwrap();
        assert_eq!((name.as_str(), profile.as_str()), ("ecs", arn));
        assert_eq!(holder.role_arn, "arn:aws:iam::123456789012:role/ecs");
        let (_, profile, _) = role(&with("ecs")).unwrap();
        assert_eq!(profile, "arn:aws:iam::123456789012:instance-profile/ecs");
        assert_eq!(role(&Instance { instance_profile: None, ..fixture::instance() }), None);
    }
}
