//! CreateLoadBalancer: an Application Load Balancer; the same settings again return the one that exists.

use std::net::Ipv4Addr;

use ledger::{Txn, World};
use model::BalancerNames;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{CreateLoadBalancer, CreateLoadBalancerInput, CreateLoadBalancerOutput, errors};

use super::{addresses, names, network, set_ip_address_type, tags, view};
use crate::Caller;
use crate::ec2::networks;
use crate::quotas;
use crate::table::Write;

impl Write for CreateLoadBalancer {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateLoadBalancerInput,
    ) -> Result<CreateLoadBalancerOutput, Error> {
        names::check_load_balancer(&input.name)?;
        check_kind(&input)?;
        let address = addresses::free(txn.world(), caller.instance_network);
        let wanted = wanted(txn.world(), caller, input, address)?;
        let present = txn.get::<LoadBalancer>(&LoadBalancer::key_of(&caller.scope, &wanted.name)).cloned();
        let balancer = match present {
            Some(present) if same_settings(&present, &wanted) => (*present).clone(),
            Some(_) => return Err(duplicate(&wanted.name)),
            None => {
                quotas::LOAD_BALANCERS.room_beside(txn.scan::<LoadBalancer>(&caller.scope).count())?;
                networks::settle(txn, &caller.scope);
                txn.put(wanted.clone());
                wanted
            }
        };
        let shown = view::load_balancer(txn.world(), caller, &balancer);
        Ok(CreateLoadBalancerOutput { load_balancers: Some(vec![shown]) })
    }
}

fn check_kind(input: &CreateLoadBalancerInput) -> Result<(), Error> {
    let kind = input.r#type.as_deref().unwrap_or("application");
    if kind != "application" && !kind.is_empty() {
        let text = format!("Load balancers of type '{kind}' are not in this product; see SCOPE.md");
        return Err(errors::invalid_configuration_request_exception(text));
    }
    set_ip_address_type::check(input.ip_address_type.as_ref())?;
    Ok(())
}

/// The load balancer a request describes.
fn wanted(
    world: &World,
    caller: &mut Caller,
    input: CreateLoadBalancerInput,
    address: Option<Ipv4Addr>,
) -> Result<LoadBalancer, Error> {
    let scope = caller.scope.clone();
    let or = |given: Option<String>, default: &str| {
        given.filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let scheme = or(input.scheme, "internet-facing");
    let subnets = network::subnets(world, &scope, input.subnets, input.subnet_mappings)?;
    Ok(LoadBalancer {
        id: caller.dice.hex(16),
        dns_name: dns_name(caller, &input.name, &scheme, address),
        address,
        scheme,
        ip_address_type: or(input.ip_address_type, "ipv4"),
        vpc_id: network::vpc_of(world, &scope, &subnets),
        subnets,
        security_groups: network::security_groups(world, &scope, input.security_groups)?,
        attributes: Default::default(),
        created_at: caller.now,
        tags: tags::read(input.tags)?,
        name: input.name,
        scope,
    })
}

/// The name, as AWS makes it up to the Region; one that is called by its address, and has none, is called as usual.
fn dns_name(caller: &mut Caller, name: &str, scheme: &str, address: Option<Ipv4Addr>) -> String {
    let prefix = if scheme == "internal" { "internal-" } else { "" };
    let first = format!("{prefix}{name}-{}", caller.dice.digits(10));
    let named = |names: &BalancerNames| names.name(&first, caller.scope.region.as_str());
    let own = named(&caller.balancer_names).or_else(|| address.map(|address| address.to_string()));
    own.or_else(|| named(&BalancerNames::Localhost)).unwrap_or(first)
}

fn same_settings(one: &LoadBalancer, other: &LoadBalancer) -> bool {
    (&one.scheme, &one.ip_address_type, &one.subnets, &one.security_groups)
        == (&other.scheme, &other.ip_address_type, &other.subnets, &other.security_groups)
}

fn duplicate(name: &str) -> Error {
    let text = format!("A load balancer with the same name '{name}' exists, but with different settings");
    errors::duplicate_load_balancer_name_exception(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    fn create(
        example: &mut Example,
        change: impl FnOnce(&mut CreateLoadBalancerInput),
    ) -> Result<shapes::elbv2::LoadBalancer, Error> {
        let mut input = CreateLoadBalancerInput {
            name: "a".into(),
            subnets: Some(example.subnets()),
            ..Default::default()
        };
        change(&mut input);
        example.write::<CreateLoadBalancer>(input).map(|made| made.load_balancers.unwrap().remove(0))
    }

    #[test]
    fn the_same_settings_return_the_same_load_balancer() {
        let mut example = Example::new();
        let first = create(&mut example, |_| {}).unwrap();
        assert_eq!(create(&mut example, |_| {}).unwrap(), first);
        let other = create(&mut example, |input| input.scheme = Some("internal".into())).unwrap_err();
        assert_eq!(other.query_code.as_deref(), Some("DuplicateLoadBalancerName"));
    }

    #[test]
    fn each_has_an_address_of_its_own() {
        let mut example = Example::new();
        for name in ["a", "b"] {
            create(&mut example, |input| input.name = name.into()).unwrap();
        }
        let address = |example: &Example, name: &str| {
            let key = LoadBalancer::key_of(&example.caller.scope, name);
            example.world().get::<LoadBalancer>(&key).and_then(|one| one.address).unwrap().to_string()
        };
        let both = [address(&example, "a"), address(&example, "b")];
        assert_eq!(both, ["127.1.240.1", "127.1.240.2"]);
    }

    #[test]
    fn its_name_resolves_here() {
        let mut example = Example::new();
        let public = create(&mut example, |_| {}).unwrap();
        let dns = public.dns_name.unwrap();
        assert!(dns.starts_with("a-") && dns.ends_with(".us-west-2.elb.localhost"), "{dns}");
        let internal = create(&mut example, |input| {
            input.name = "b".into();
            input.scheme = Some("internal".into());
        });
        assert!(internal.unwrap().dns_name.unwrap().starts_with("internal-b-"));
        assert_eq!(public.security_groups.unwrap().len(), 1);
        assert_eq!(public.availability_zones.unwrap().len(), 2);
    }

    #[test]
    fn a_domain_of_the_users_has_its_name() {
        let mut example = Example::new();
        example.caller.balancer_names = BalancerNames::Domain("dev.example.com".into());
        let dns = create(&mut example, |_| {}).unwrap().dns_name.unwrap();
        assert!(dns.starts_with("a-") && dns.ends_with(".us-west-2.elb.dev.example.com"), "{dns}");
    }

    #[test]
    fn an_address_has_a_port_with_it_only_where_the_usual_one_is_not_to_be_had() {
        let mut example = Example::new();
        example.caller.balancer_names = BalancerNames::Address;
        let made = create(&mut example, |_| {}).unwrap();
        assert_eq!(made.dns_name.as_deref(), Some("127.1.240.1"));
        let arn = made.load_balancer_arn.unwrap();
        let shown = |example: &mut Example, moved: &[(u16, u16)]| {
            let address = Ipv4Addr::new(127, 1, 240, 1);
            let moved = moved.iter().map(|(port, at)| ((address, *port), *at)).collect();
            example.caller.moved_ports = std::sync::Arc::new(moved);
            let all = example.read::<shapes::elbv2::DescribeLoadBalancers>(Default::default()).unwrap();
            all.load_balancers.unwrap().remove(0).dns_name.unwrap()
        };
        let group = example.target_group("g");
        example.listener(&arn, 9000, &group).unwrap();
        assert_eq!(shown(&mut example, &[(9000, 9999)]), "127.1.240.1", "a URL names this port itself");
        example.listener(&arn, 80, &group).unwrap();
        assert_eq!(shown(&mut example, &[(9000, 9999)]), "127.1.240.1");
        assert_eq!(shown(&mut example, &[(80, 8080), (9000, 9999)]), "127.1.240.1:8080");
    }

    #[test]
    fn other_kinds_are_refused_by_name() {
        let mut example = Example::new();
        let error = create(&mut example, |input| input.r#type = Some("network".into())).unwrap_err();
        assert!(error.message.contains("SCOPE.md"));
        let error = create(&mut example, |input| input.subnets = None).unwrap_err();
        assert_eq!(
            error.message,
            "At least two subnets in two different Availability Zones must be specified"
        );
    }
}
