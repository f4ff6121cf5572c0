//! Instances as EC2 shows them. In: records. Out: shapes. Never here: decisions.

use ledger::World;
use model::Tags;
use model::ec2::{Instance, InstanceState};
use shapes::Timestamp;
use shapes::ec2 as out;

use super::find::state_code;
use super::{launch_options, networks};

/// A state with its code.
pub(crate) fn state(state: InstanceState) -> out::InstanceState {
    out::InstanceState { code: Some(state_code(state)), name: Some(state.to_string()) }
}

/// Tags for an answer.
pub(crate) fn tags(tags: &Tags) -> Vec<out::Tag> {
    kernel::tags::shown(tags)
}

/// Tags back from an answer, for filters.
pub(crate) fn read_tags(tags: &Option<Vec<out::Tag>>) -> Tags {
    let all = tags.iter().flatten().cloned();
    all.map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default())).collect()
}

/// ARN of the instance profile, which may have been given by name.
pub(crate) fn profile_arn(instance: &Instance) -> Option<String> {
    let given = instance.instance_profile.as_ref()?;
    if given.starts_with("arn:") {
        return Some(given.clone());
    }
    Some(format!("arn:aws:iam::{}:instance-profile/{given}", instance.scope.account))
}

pub(crate) fn groups(world: &World, instance: &Instance) -> Vec<out::GroupIdentifier> {
    let name = |id: &String| Some(networks::security_group(world, &instance.scope, id)?.name.clone());
    let group = |id: &String| out::GroupIdentifier { group_id: Some(id.clone()), group_name: name(id) };
    instance.security_groups.iter().map(group).collect()
}

/// An instance; `index` is its place in its launch. A terminated one has no network any more.
pub(crate) fn instance(world: &World, instance: &Instance, index: i64) -> out::Instance {
    let profile = profile_arn(instance).map(|arn| out::IamInstanceProfile { arn: Some(arn), id: None });
    let shown = out::Instance {
        instance_id: Some(instance.id.clone()),
        image_id: Some(instance.image_id.clone()),
        instance_type: Some(instance.instance_type.clone()),
        state: Some(state(instance.state)),
        ami_launch_index: Some(index),
        launch_time: Some(Timestamp::from_millis(instance.launched_at.0)),
        key_name: instance.key_name.clone(),
        client_token: instance.client_token.clone(),
        iam_instance_profile: profile,
        tags: Some(tags(&instance.tags)),
        ..Default::default()
    };
    let shown = launch_options::show(shown, instance);
    if instance.state == InstanceState::Terminated { shown } else { with_network(world, shown, instance) }
}

/// Private and public address are the same one: this machine has no other network. No name but the address itself resolves to it
/// for clients on this machine, so it stands where AWS shows a public name.
fn with_network(world: &World, shown: out::Instance, instance: &Instance) -> out::Instance {
    let address = Some(instance.address.to_string());
    out::Instance {
        private_ip_address: address.clone(),
        public_ip_address: address.clone(),
        private_dns_name: Some(instance.private_dns_name()),
        public_dns_name: address,
        subnet_id: Some(instance.subnet_id.clone()),
        vpc_id: Some(instance.vpc_id.clone()),
        security_groups: Some(groups(world, instance)),
        ..shown
    }
}

/// The instances of one launch.
pub(crate) fn reservation(world: &World, instances: &[&Instance]) -> out::Reservation {
    let first = instances.first();
    let indexed = instances.iter().zip(0..);
    out::Reservation {
        reservation_id: first.map(|first| first.reservation_id.clone()),
        owner_id: first.map(|first| first.scope.account.to_string()),
        groups: Some(vec![]),
        instances: Some(indexed.map(|(found, index)| instance(world, found, index)).collect()),
        requester_id: None,
    }
}
