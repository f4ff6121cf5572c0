//! SetSubnets: the zones a load balancer stands in.

use ledger::Txn;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{SetSubnets, SetSubnetsInput, SetSubnetsOutput};

use super::{find, network, set_ip_address_type, view};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for SetSubnets {
    fn write(txn: &mut Txn, caller: &mut Caller, input: SetSubnetsInput) -> Result<SetSubnetsOutput, Error> {
        let found = find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        let subnets = network::subnets(txn.world(), &caller.scope, input.subnets, input.subnet_mappings)?;
        set_ip_address_type::check(input.ip_address_type.as_ref())?;
        let balancer = LoadBalancer { subnets, ..(*found).clone() };
        networks::settle(txn, &caller.scope);
        txn.put(balancer.clone());
        Ok(SetSubnetsOutput {
            availability_zones: Some(view::zones(&balancer)),
            ip_address_type: Some(balancer.ip_address_type),
            ..Default::default()
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use model::ec2;

    #[test]
    fn zones_are_replaced() {
        let mut example = Example::new();
        let load_balancer_arn = example.load_balancer("a");
        let scope = example.caller.scope.clone();
        let subnets = ["us-west-2c", "us-west-2d"].map(|zone| ec2::default_subnet(&scope, zone));
        let input =
            SetSubnetsInput { load_balancer_arn, subnets: Some(subnets.to_vec()), ..Default::default() };
        let zones = example.write::<SetSubnets>(input).unwrap().availability_zones.unwrap();
        assert_eq!(zones[1].zone_name.as_deref(), Some("us-west-2d"));
    }
}
