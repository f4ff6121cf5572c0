//! DescribeVpcAttribute: one attribute of a VPC. The default VPC has those AWS gives one: DNS support and host names, no usage metrics.

use ledger::World;
use shapes::Error;
use shapes::ec2::{
    AttributeBooleanValue, DescribeVpcAttribute, DescribeVpcAttributeRequest, DescribeVpcAttributeResult,
};

use super::{networks, refusals};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeVpcAttribute {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeVpcAttributeRequest,
    ) -> Result<DescribeVpcAttributeResult, Error> {
        let vpc = networks::vpc(world, &caller.scope, &input.vpc_id)
            .ok_or_else(|| refusals::no_vpc(&input.vpc_id))?;
        refusals::dry_run(input.dry_run)?;
        let asked = |name: &str, value| {
            (input.attribute == name).then_some(AttributeBooleanValue { value: Some(value) })
        };
        Ok(DescribeVpcAttributeResult {
            vpc_id: Some(vpc.id.clone()),
            enable_dns_support: asked("enableDnsSupport", true),
            enable_dns_hostnames: asked("enableDnsHostnames", true),
            enable_network_address_usage_metrics: asked("enableNetworkAddressUsageMetrics", false),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;

    fn ask(vpc_id: &str, attribute: &str) -> Result<DescribeVpcAttributeResult, Error> {
        let (vpc_id, attribute) = (vpc_id.to_owned(), attribute.to_owned());
        Example::new().read::<DescribeVpcAttribute>(DescribeVpcAttributeRequest {
            vpc_id,
            attribute,
            dry_run: None,
        })
    }

    #[test]
    fn one_attribute_is_told_and_no_other() {
        let vpc = model::ec2::default_vpc(&Caller::example().scope);
        let told = ask(&vpc, "enableDnsHostnames").unwrap();
        assert_eq!(told.enable_dns_hostnames.unwrap().value, Some(true));
        assert!(told.enable_dns_support.is_none() && told.enable_network_address_usage_metrics.is_none());
        assert_eq!(ask(&vpc, "enableDnsSupport").unwrap().enable_dns_support.unwrap().value, Some(true));
        assert_eq!(ask("vpc-1", "enableDnsSupport").unwrap_err().code, "InvalidVpcID.NotFound");
    }
}
