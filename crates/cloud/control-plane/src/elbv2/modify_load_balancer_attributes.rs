//! ModifyLoadBalancerAttributes: sets the attributes given, all or none; answers with every attribute.

use ledger::Txn;
use model::Record;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{
    LoadBalancerAttribute, ModifyLoadBalancerAttributes, ModifyLoadBalancerAttributesInput,
    ModifyLoadBalancerAttributesOutput,
};

use super::{attributes, find, log_buckets};
use crate::Caller;
use crate::table::Write;

impl Write for ModifyLoadBalancerAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyLoadBalancerAttributesInput,
    ) -> Result<ModifyLoadBalancerAttributesOutput, Error> {
        let found = find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        let mut set = found.attributes.clone();
        for attribute in input.attributes {
            attributes::LOAD_BALANCER.set(&mut set, attribute.key, attribute.value)?;
        }
        log_buckets::check(&set)?;
        let all = attributes::LOAD_BALANCER.all(&set);
        let shown = all.map(|(key, value)| LoadBalancerAttribute { key, value }).collect();
        txn.update(&found.key(), |record: &mut LoadBalancer| record.attributes = set);
        Ok(ModifyLoadBalancerAttributesOutput { attributes: Some(shown) })
    }
}
