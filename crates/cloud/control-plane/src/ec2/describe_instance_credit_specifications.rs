//! DescribeInstanceCreditSpecifications: how burstable instances pay for their bursts, as they asked for it; T2 `standard` and later ones
//! `unlimited` unless they did (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode.html).

use ledger::World;
use model::ec2::Instance;
use shapes::Error;
use shapes::ec2::{
    DescribeInstanceCreditSpecifications, DescribeInstanceCreditSpecificationsRequest,
    DescribeInstanceCreditSpecificationsResult, InstanceCreditSpecification,
};

use super::{find, refusals};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeInstanceCreditSpecifications {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeInstanceCreditSpecificationsRequest,
    ) -> Result<DescribeInstanceCreditSpecificationsResult, Error> {
        refusals::dry_run(input.dry_run)?;
        let asked = find::Asked {
            ids: input.instance_ids,
            filters: input.filters,
            max_results: input.max_results,
            next_token: input.next_token,
        };
        let page = find::instances(world, &caller.scope, asked)?;
        let burstable = page.items.iter().filter(|instance| instance.instance_type.starts_with('t'));
        Ok(DescribeInstanceCreditSpecificationsResult {
            instance_credit_specifications: Some(burstable.map(|instance| shown(instance)).collect()),
            next_token: page.next,
        })
    }
}

fn shown(instance: &Instance) -> InstanceCreditSpecification {
    let usual = if instance.instance_type.starts_with("t2.") { "standard" } else { "unlimited" };
    InstanceCreditSpecification {
        instance_id: Some(instance.id.clone()),
        cpu_credits: Some(instance.options.cpu_credits.clone().unwrap_or_else(|| usual.to_owned())),
    }
}
