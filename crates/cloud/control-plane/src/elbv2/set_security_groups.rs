//! SetSecurityGroups: kept and shown.

use ledger::Txn;
use model::Record;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{SetSecurityGroups, SetSecurityGroupsInput, SetSecurityGroupsOutput, errors};

use super::{find, network};
use crate::Caller;
use crate::ec2::networks;
use crate::table::Write;

impl Write for SetSecurityGroups {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: SetSecurityGroupsInput,
    ) -> Result<SetSecurityGroupsOutput, Error> {
        let found = find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        if input.enforce_security_group_inbound_rules_on_private_link_traffic.is_some() {
            let text = "PrivateLink settings cannot be specified for load balancers of type 'application'";
            return Err(errors::invalid_configuration_request_exception(text));
        }
        if input.security_groups.is_empty() {
            return Err(Error::validation("At least one security group must be specified"));
        }
        let groups = network::security_groups(txn.world(), &caller.scope, Some(input.security_groups))?;
        networks::settle(txn, &caller.scope);
        txn.update(&found.key(), |balancer: &mut LoadBalancer| balancer.security_groups = groups.clone());
        Ok(SetSecurityGroupsOutput { security_group_ids: Some(groups), ..Default::default() })
    }
}
