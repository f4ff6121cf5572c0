//! How a task is attached to a network, on the wire: its network interface, and what FARGATE shows in place of an instance.

use model::ecs::{LastStatus, LaunchType, Task, TaskNetwork};
use shapes::ecs as out;

use crate::ecs::capacity::PLATFORM;

/// Whether the task is on a container instance.
pub(crate) fn on_instance(task: &Task) -> bool {
    task.launch_type != LaunchType::Fargate
}

/// What `LATEST` came to.
pub(crate) fn platform_version(task: &Task) -> Option<String> {
    (!on_instance(task)).then(|| PLATFORM.to_owned())
}

/// Only Linux.
pub(crate) fn platform_family(task: &Task) -> Option<String> {
    (!on_instance(task)).then(|| "Linux".to_owned())
}

/// The interface of a task with an address of its own.
pub(crate) fn attachments(task: &Task) -> Vec<out::Attachment> {
    task.network.iter().map(|network| attachment(task, network)).collect()
}

fn attachment(task: &Task, network: &TaskNetwork) -> out::Attachment {
    let status = match task.last {
        LastStatus::Provisioning => "PRECREATED",
        LastStatus::Stopped => "DELETED",
        _ => "ATTACHED",
    };
    out::Attachment {
        id: Some(network.attachment.clone()),
        r#type: Some("ElasticNetworkInterface".to_owned()),
        status: Some(status.to_owned()),
        details: Some(details(task, network)),
    }
}

/// While it is made, only the subnet is known.
fn details(task: &Task, network: &TaskNetwork) -> Vec<out::KeyValuePair> {
    let detail =
        |name: &str, value: String| out::KeyValuePair { name: Some(name.to_owned()), value: Some(value) };
    let subnet = detail("subnetId", network.subnet.clone());
    if task.last == LastStatus::Provisioning {
        return vec![subnet];
    }
    vec![
        subnet,
        detail("networkInterfaceId", network.interface.clone()),
        detail("macAddress", network.mac()),
        detail("privateDnsName", network.private_dns_name(&task.scope)),
        detail("privateIPv4Address", network.address.to_string()),
    ]
}

/// The same as each container shows it.
pub(crate) fn interfaces(task: &Task) -> Vec<out::NetworkInterface> {
    let made = task.network.iter().filter(|_| task.last != LastStatus::Provisioning);
    made.map(|network| out::NetworkInterface {
        attachment_id: Some(network.attachment.clone()),
        private_ipv4_address: Some(network.address.to_string()),
        ipv6_address: None,
    })
    .collect()
}
