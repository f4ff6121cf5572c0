//! `networkConfiguration`: subnets and security groups of tasks with an address of their own, checked against the definition.
//!
//! In: what a request gives, a definition, the launch type. Out: the configuration as it is kept, and as it is shown. Never here: addresses.

use ledger::World;
use model::Scope;
use model::ecs::{AwsvpcConfiguration, LaunchType, NetworkMode, TaskDefinition};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use crate::ec2::networks;

/// Subnets of one configuration (ECS quotas).
const MOST_SUBNETS: usize = 16;
/// Security groups of one configuration.
const MOST_GROUPS: usize = 5;

fn refuse<T>(text: impl Into<String>) -> Result<T, Error> {
    Err(errors::invalid_parameter_exception(text.into()))
}

/// The configuration for tasks of a definition: there must be one in network mode `awsvpc`, and none otherwise.
pub(crate) fn read(
    world: &World,
    scope: &Scope,
    given: Option<wire::NetworkConfiguration>,
    definition: &TaskDefinition,
    launch_type: LaunchType,
) -> Result<Option<AwsvpcConfiguration>, Error> {
    let given = given.and_then(|given| given.awsvpc_configuration);
    let read = given.map(|given| configuration(world, scope, given, launch_type)).transpose()?;
    check(read.as_ref(), definition)?;
    Ok(read)
}

/// Whether a definition and a configuration fit each other.
pub(crate) fn check(given: Option<&AwsvpcConfiguration>, definition: &TaskDefinition) -> Result<(), Error> {
    match (given, definition.network_mode() == NetworkMode::Awsvpc) {
        (None, true) => {
            refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
        }
        (Some(_), false) => {
            refuse("Network Configuration is not valid for the given networkMode of this task definition.")
        }
        _ => Ok(()),
    }
}

fn configuration(
    world: &World,
    scope: &Scope,
    given: wire::AwsVpcConfiguration,
    launch_type: LaunchType,
) -> Result<AwsvpcConfiguration, Error> {
    let security_groups = given.security_groups.unwrap_or_default();
    match (given.subnets.len(), security_groups.len()) {
        (0, _) => return refuse("subnets can not be empty."),
        (count, _) if count > MOST_SUBNETS => return refuse("subnets can have at most 16 items."),
        (_, count) if count > MOST_GROUPS => return refuse("securityGroups can have at most 5 items."),
        _ => {}
    }
    if let Some(unknown) = given.subnets.iter().find(|id| networks::subnet(world, scope, id).is_none()) {
        return refuse(format!(
            "Error retrieving subnet information for [{unknown}]: The subnet ID '{unknown}' does not exist \
             (ErrorCode: InvalidSubnetID.NotFound)"
        ));
    }
    if let Some(bad) = security_groups.iter().find(|group| !group.starts_with("sg-")) {
        return refuse(format!(
            "Error retrieving security group information for [{bad}]: Invalid id: \"{bad}\" (expecting \"sg-...\") \
             (ErrorCode: InvalidGroupId.Malformed)"
        ));
    }
    let assign_public_ip = match given.assign_public_ip.as_deref() {
        None | Some("" | "DISABLED") => false,
        Some("ENABLED") if launch_type == LaunchType::Fargate => true,
        Some("ENABLED") => return refuse("Assign public IP is not supported for this launch type."),
        Some(other) => return refuse(format!("Invalid value for assignPublicIp: {other}.")),
    };
    Ok(AwsvpcConfiguration { subnets: given.subnets, security_groups, assign_public_ip })
}

/// The configuration on the wire; a client must never see one without its inner part.
pub(crate) fn write(network: &AwsvpcConfiguration) -> wire::NetworkConfiguration {
    let assign = if network.assign_public_ip { "ENABLED" } else { "DISABLED" };
    wire::NetworkConfiguration {
        awsvpc_configuration: Some(wire::AwsVpcConfiguration {
            assign_public_ip: Some(assign.to_owned()),
            security_groups: Some(network.security_groups.clone()),
            subnets: network.subnets.clone(),
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::{Desk, subnet};
    use shapes::ecs::{CreateService, CreateServiceRequest, Service, UpdateService, UpdateServiceRequest};

    fn asked(subnets: &[&str], public: Option<&str>) -> Option<wire::NetworkConfiguration> {
        let awsvpc_configuration = Some(wire::AwsVpcConfiguration {
            assign_public_ip: public.map(str::to_owned),
            security_groups: None,
            subnets: subnets.iter().map(|&subnet| subnet.to_owned()).collect(),
        });
        Some(wire::NetworkConfiguration { awsvpc_configuration })
    }

    fn create(
        desk: &mut Desk,
        definition: &str,
        launch_type: &str,
        network: Option<wire::NetworkConfiguration>,
    ) -> Result<Service, String> {
        let input = CreateServiceRequest {
            service_name: "app".to_owned(),
            task_definition: Some(definition.to_owned()),
            launch_type: Some(launch_type.to_owned()),
            desired_count: Some(0),
            network_configuration: network,
            ..Default::default()
        };
        let created = desk.write::<CreateService>(input).map_err(|error| error.message.to_string())?;
        Ok(created.service.unwrap())
    }

    #[test]
    fn a_configuration_and_a_definition_must_fit() {
        let mut desk = Desk::with_instances(1);
        desk.register_awsvpc("own", &["EC2", "FARGATE"]);
        let own = subnet("a");
        for (definition, launch_type, network, words) in [
            ("own", "FARGATE", None, "must be provided when networkMode 'awsvpc'"),
            ("web", "EC2", asked(&[&own], None), "is not valid for the given networkMode"),
            ("own", "EC2", asked(&[&own], Some("ENABLED")), "Assign public IP is not supported"),
            ("own", "EC2", asked(&["subnet-1"], None), "The subnet ID 'subnet-1' does not exist"),
            ("own", "EC2", asked(&[], None), "subnets can not be empty."),
            ("own", "EC2", asked(&[own.as_str(); 17], None), "at most 16"),
            ("own", "EC2", asked(&[&own], Some("MAYBE")), "assignPublicIp"),
        ] {
            let refused = create(&mut desk, definition, launch_type, network).unwrap_err();
            assert!(refused.contains(words), "{refused}");
        }
    }

    #[test]
    fn other_subnets_begin_a_deployment_and_are_shown() {
        let mut desk = Desk::with_instances(0);
        desk.register_awsvpc("own", &["FARGATE"]);
        let first = create(&mut desk, "own", "FARGATE", asked(&[&subnet("a")], Some("ENABLED"))).unwrap();
        let shown = first.network_configuration.unwrap().awsvpc_configuration.unwrap();
        assert_eq!((shown.subnets, shown.assign_public_ip), (vec![subnet("a")], Some("ENABLED".to_owned())));
        let mut update = |network| {
            let input = UpdateServiceRequest {
                service: "app".to_owned(),
                network_configuration: network,
                ..Default::default()
            };
            desk.write::<UpdateService>(input).unwrap().service.unwrap()
        };
        let same = asked(&[&subnet("a")], Some("ENABLED"));
        assert_eq!(update(same).deployments.unwrap().len(), 1);
        let moved = update(asked(&[&subnet("b")], None));
        assert_eq!(moved.deployments.unwrap().len(), 2);
        let shown = moved.network_configuration.unwrap().awsvpc_configuration.unwrap();
        assert_eq!(shown.subnets, [subnet("b")]);
    }

    #[test]
    fn without_a_configuration_none_is_shown() {
        let mut desk = Desk::with_instances(1);
        let plain = create(&mut desk, "web", "EC2", None).unwrap();
        assert_eq!(plain.network_configuration, None);
    }
}
