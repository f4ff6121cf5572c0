//! RegisterContainerInstance: what an agent calls when its EC2 instance boots.

use ledger::Txn;
use model::ec2::{Instance, InstanceState};
use model::ecs::{ContainerInstance, Resources};
use shapes::Error;
use shapes::ecs::{
    RegisterContainerInstance, RegisterContainerInstanceRequest, RegisterContainerInstanceResponse, Resource,
    errors,
};

use super::{find, tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for RegisterContainerInstance {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RegisterContainerInstanceRequest,
    ) -> Result<RegisterContainerInstanceResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        let instance = ec2_instance(txn, caller, input.instance_identity_document.as_deref())?;
        let id = caller.dice.hex(32);
        let mut joined = planner::fleet::register(&instance, &cluster.name, id, caller.now);
        for attribute in input.attributes.unwrap_or_default() {
            joined.attributes.insert(attribute.name, attribute.value);
        }
        if let Some(resources) = input.total_resources {
            joined.registered = read_resources(resources, joined.registered);
        }
        joined.tags = tags::read(input.tags)?;
        txn.put(joined.clone());
        let shown = view::container_instance(txn.world(), &joined, view::Include::ALL);
        Ok(RegisterContainerInstanceResponse { container_instance: Some(shown) })
    }
}

/// The running instance the identity document names, if it is not registered yet.
fn ec2_instance(txn: &Txn, caller: &Caller, document: Option<&str>) -> Result<Instance, Error> {
    let refuse = |why: &str| errors::client_exception(format!("Invalid instance identity document: {why}"));
    let document = document.ok_or_else(|| refuse("none was given"))?;
    let parsed: serde_json::Value =
        serde_json::from_str(document).map_err(|error| refuse(&error.to_string()))?;
    let id =
        parsed.get("instanceId").and_then(|id| id.as_str()).ok_or_else(|| refuse("instanceId is missing"))?;
    let found = txn.get::<Instance>(&Instance::key_of(&caller.scope, id));
    let running = found.filter(|instance| instance.state == InstanceState::Running);
    let instance = running
        .ok_or_else(|| refuse(&format!("{id} is not a running instance; start it with RunInstances")))?;
    let mut members = txn.scan::<ContainerInstance>(&caller.scope);
    let present = |member: &ContainerInstance| {
        member.ec2_instance_id == id && member.status != model::ecs::InstanceStatus::Inactive
    };
    if members.any(|member| present(member)) {
        return Err(refuse(&format!("{id} is registered already")));
    }
    Ok((**instance).clone())
}

/// The amounts an agent reports in place of those of the instance type.
fn read_resources(given: Vec<Resource>, mut amounts: Resources) -> Resources {
    for resource in given {
        let number = resource.integer_value.or(resource.long_value);
        let ports =
            || resource.string_set_value.iter().flatten().filter_map(|port| port.parse().ok()).collect();
        match (resource.name.as_deref(), number) {
            (Some("CPU"), Some(cpu)) => amounts.cpu = cpu,
            (Some("MEMORY"), Some(memory)) => amounts.memory = memory,
            (Some("PORTS"), _) => amounts.ports = ports(),
            (Some("PORTS_UDP"), _) => amounts.udp_ports = ports(),
            _ => {}
        }
    }
    amounts
}
