//! CreateTargetGroup: for instances or addresses over HTTP or HTTPS, HTTP/1.1, HTTP/2 or gRPC; the same settings again return the group that exists.

use ledger::{Txn, World};
use model::Scope;
use model::elbv2::TargetGroup;
use shapes::Error;
use shapes::elbv2::{CreateTargetGroup, CreateTargetGroupInput, CreateTargetGroupOutput, errors};

use super::{health_check, names, tags, view};
use crate::Caller;
use crate::ec2::networks;
use crate::quotas;
use crate::table::Write;

impl Write for CreateTargetGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateTargetGroupInput,
    ) -> Result<CreateTargetGroupOutput, Error> {
        names::check_target_group(&input.name)?;
        check_supported(&input)?;
        let wanted = wanted(txn.world(), caller, input)?;
        let present = txn.get::<TargetGroup>(&TargetGroup::key_of(&caller.scope, &wanted.name)).cloned();
        let group = match present {
            Some(present) if same_settings(&present, &wanted) => (*present).clone(),
            Some(_) => return Err(duplicate(&wanted.name)),
            None => {
                quotas::TARGET_GROUPS.room_beside(txn.scan::<TargetGroup>(&caller.scope).count())?;
                networks::settle(txn, &caller.scope);
                txn.put(wanted.clone());
                wanted
            }
        };
        Ok(CreateTargetGroupOutput { target_groups: Some(vec![view::target_group(txn.world(), &group)]) })
    }
}

/// Members this product knows in one value only.
fn check_supported(input: &CreateTargetGroupInput) -> Result<(), Error> {
    let given = [
        ("Protocol", &input.protocol, &["HTTP", "HTTPS"][..]),
        ("ProtocolVersion", &input.protocol_version, &["HTTP1", "HTTP2", "GRPC"]),
        ("TargetType", &input.target_type, &["instance", "ip"]),
        ("IpAddressType", &input.ip_address_type, &["ipv4"]),
    ];
    for (member, value, supported) in given {
        let value = value.as_deref().filter(|value| !value.is_empty());
        if let Some(other) = value.filter(|value| !supported.contains(value)) {
            let text =
                format!("Target groups with {member} '{other}' are not in this product yet; see SCOPE.md");
            return Err(errors::invalid_configuration_request_exception(text));
        }
    }
    Ok(())
}

/// The target group a request describes.
fn wanted(world: &World, caller: &mut Caller, input: CreateTargetGroupInput) -> Result<TargetGroup, Error> {
    let version = required(input.protocol_version.clone(), "").unwrap_or_else(|_| "HTTP1".to_owned());
    let health_check = health_check::apply((&input).into(), health_check::default(&version), &version)?;
    let protocol = required(input.protocol, "A protocol must be specified")?;
    let port = input.port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0);
    Ok(TargetGroup {
        scope: caller.scope.clone(),
        id: caller.dice.hex(16),
        protocol,
        protocol_version: version,
        port: port.ok_or_else(|| Error::validation("A port must be specified"))?,
        vpc_id: Some(vpc(world, &caller.scope, input.vpc_id)?),
        target_type: required(input.target_type, "").unwrap_or_else(|_| "instance".to_owned()),
        health_check,
        attributes: Default::default(),
        created_at: caller.now,
        tags: tags::read(input.tags)?,
        name: input.name,
    })
}

fn required(given: Option<String>, fault: &str) -> Result<String, Error> {
    given.filter(|text| !text.is_empty()).ok_or_else(|| Error::validation(fault))
}

fn vpc(world: &World, scope: &Scope, given: Option<String>) -> Result<String, Error> {
    let id = required(given, "A VPC ID must be specified")?;
    if networks::vpc(world, scope, &id).is_none() {
        return Err(Error::validation(format!("The VPC ID '{id}' is not found")));
    }
    Ok(id)
}

fn same_settings(one: &TargetGroup, other: &TargetGroup) -> bool {
    (one.port, &one.protocol, &one.protocol_version, &one.target_type, &one.health_check)
        == (other.port, &other.protocol, &other.protocol_version, &other.target_type, &other.health_check)
}

fn duplicate(name: &str) -> Error {
    let text = format!("A target group with the same name '{name}' exists, but with different settings");
    errors::duplicate_target_group_name_exception(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use model::ec2;

    fn create(
        example: &mut Example,
        change: impl FnOnce(&mut CreateTargetGroupInput),
    ) -> Result<shapes::elbv2::TargetGroup, Error> {
        let mut input = CreateTargetGroupInput {
            name: "g".into(),
            protocol: Some("HTTP".into()),
            port: Some(80),
            vpc_id: Some(ec2::default_vpc(&example.caller.scope)),
            protocol_version: Some(String::new()),
            ..Default::default()
        };
        change(&mut input);
        example.write::<CreateTargetGroup>(input).map(|made| made.target_groups.unwrap().remove(0))
    }

    #[test]
    fn a_group_has_the_documented_defaults() {
        let group = create(&mut Example::new(), |_| {}).unwrap();
        assert_eq!(group.health_check_port.as_deref(), Some("traffic-port"));
        assert_eq!(group.health_check_path.as_deref(), Some("/"));
        assert_eq!(
            (group.health_check_interval_seconds, group.health_check_timeout_seconds),
            (Some(30), Some(5))
        );
        assert_eq!((group.healthy_threshold_count, group.unhealthy_threshold_count), (Some(5), Some(2)));
        assert_eq!(group.target_type.as_deref(), Some("instance"));
        assert_eq!(group.load_balancer_arns, Some(vec![]));
    }

    #[test]
    fn a_name_with_other_settings_is_taken() {
        let mut example = Example::new();
        let first = create(&mut example, |_| {}).unwrap();
        assert_eq!(create(&mut example, |_| {}).unwrap(), first);
        let error = create(&mut example, |input| input.port = Some(81)).unwrap_err();
        assert_eq!(
            error.message,
            "A target group with the same name 'g' exists, but with different settings"
        );
    }

    #[test]
    fn a_grpc_group_is_probed_with_a_call() {
        let mut example = Example::new();
        let grpc = |input: &mut CreateTargetGroupInput| input.protocol_version = Some("GRPC".into());
        let group = create(&mut example, grpc).unwrap();
        assert_eq!(group.health_check_path.as_deref(), Some("/AWS.ALB/healthcheck"));
        let matcher = group.matcher.unwrap();
        assert_eq!((matcher.grpc_code.as_deref(), matcher.http_code), (Some("12"), None));
        let secure = create(&mut example, |input| {
            input.name = "secure".into();
            input.protocol = Some("HTTPS".into());
            input.protocol_version = Some("HTTP2".into());
            input.health_check_protocol = Some("HTTPS".into());
        });
        let secure = secure.unwrap();
        assert_eq!(
            (secure.protocol.as_deref(), secure.protocol_version.as_deref()),
            (Some("HTTPS"), Some("HTTP2"))
        );
        assert_eq!(secure.health_check_protocol.as_deref(), Some("HTTPS"));
        let balancer = example.load_balancer("a");
        let refused = example.listener(&balancer, 80, &group.target_group_arn.unwrap()).unwrap_err();
        assert!(refused.message.contains("protocol-version 'GRPC'"), "{}", refused.message);
    }

    #[test]
    fn what_is_not_supported_is_refused() {
        let mut example = Example::new();
        let mut refused =
            |change: fn(&mut CreateTargetGroupInput)| create(&mut example, change).unwrap_err().message;
        assert!(refused(|input| input.protocol = Some("TCP".into())).contains("SCOPE.md"));
        assert!(refused(|input| input.target_type = Some("lambda".into())).contains("SCOPE.md"));
        assert_eq!(refused(|input| input.vpc_id = Some("vpc-1".into())), "The VPC ID 'vpc-1' is not found");
        assert_eq!(refused(|input| input.port = None), "A port must be specified");
    }
}
