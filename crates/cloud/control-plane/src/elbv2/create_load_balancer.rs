//! CreateLoadBalancer: an Application Load Balancer; the same settings again return the one that exists.

use ledger::Txn;
use model::elbv2::LoadBalancer;
use model::{Scope, ec2};
use shapes::Error;
use shapes::elbv2::{CreateLoadBalancer, CreateLoadBalancerInput, CreateLoadBalancerOutput, errors};

use super::{addresses, names, network, set_ip_address_type, tags, view};
use crate::Caller;
use crate::table::Write;

/// Load balancers in one account and Region.
pub(crate) const MOST: usize = 50;

impl Write for CreateLoadBalancer {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateLoadBalancerInput,
    ) -> Result<CreateLoadBalancerOutput, Error> {
        names::check_load_balancer(&input.name)?;
        check_kind(&input)?;
        let address = addresses::free(txn.world(), caller.instance_network);
        let wanted = LoadBalancer { address, ..wanted(caller, input)? };
        let present = txn.get::<LoadBalancer>(&LoadBalancer::key_of(&caller.scope, &wanted.name)).cloned();
        let balancer = match present {
            Some(present) if same_settings(&present, &wanted) => (*present).clone(),
            Some(_) => return Err(duplicate(&wanted.name)),
            None => {
                check_count(txn, &caller.scope)?;
                txn.put(wanted.clone());
                wanted
            }
        };
        Ok(CreateLoadBalancerOutput { load_balancers: Some(vec![view::load_balancer(&balancer)]) })
    }
}

fn check_kind(input: &CreateLoadBalancerInput) -> Result<(), Error> {
    let kind = input.r#type.as_deref().unwrap_or("application");
    if kind != "application" && !kind.is_empty() {
        let text = format!("Load balancers of type '{kind}' are not in this product; see SCOPE.md");
        return Err(errors::invalid_configuration_request_exception(text));
    }
    set_ip_address_type::check(input.ip_address_type.as_ref())?;
    let pools = input.ipam_pools.as_ref().and_then(|pools| pools.ipv4_ipam_pool_id.as_ref());
    if input.customer_owned_ipv4_pool.as_ref().or(pools).is_some_and(|pool| !pool.is_empty()) {
        let text = "Address pools for load balancers are not in this product; see SCOPE.md";
        return Err(errors::invalid_configuration_request_exception(text));
    }
    Ok(())
}

/// The load balancer a request describes.
fn wanted(caller: &mut Caller, input: CreateLoadBalancerInput) -> Result<LoadBalancer, Error> {
    let scope = caller.scope.clone();
    let or = |given: Option<String>, default: &str| {
        given.filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let scheme = or(input.scheme, "internet-facing");
    Ok(LoadBalancer {
        id: caller.dice.hex(16),
        dns_name: dns_name(&scope, &input.name, &scheme, &caller.dice.digits(10)),
        address: None,
        scheme,
        ip_address_type: or(input.ip_address_type, "ipv4"),
        vpc_id: ec2::default_vpc(&scope),
        subnets: network::subnets(&scope, input.subnets, input.subnet_mappings)?,
        security_groups: network::security_groups(&scope, input.security_groups)?,
        attributes: Default::default(),
        created_at: caller.now,
        tags: tags::read(input.tags)?,
        name: input.name,
        scope,
    })
}

/// A name under `localhost`, so that it resolves to this machine without any resolver of ours.
fn dns_name(scope: &Scope, name: &str, scheme: &str, digits: &str) -> String {
    let prefix = if scheme == "internal" { "internal-" } else { "" };
    format!("{prefix}{name}-{digits}.{}.elb.localhost", scope.region)
}

fn same_settings(one: &LoadBalancer, other: &LoadBalancer) -> bool {
    (&one.scheme, &one.ip_address_type, &one.subnets, &one.security_groups)
        == (&other.scheme, &other.ip_address_type, &other.subnets, &other.security_groups)
}

fn duplicate(name: &str) -> Error {
    let text = format!("A load balancer with the same name '{name}' exists, but with different settings");
    errors::duplicate_load_balancer_name_exception(text)
}

fn check_count(txn: &Txn, scope: &Scope) -> Result<(), Error> {
    if txn.scan::<LoadBalancer>(scope).count() >= MOST {
        let text = format!("The maximum number of load balancers is {MOST}");
        return Err(errors::too_many_load_balancers_exception(text));
    }
    Ok(())
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
