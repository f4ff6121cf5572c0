//! DescribeVpcs: the default one, which every account has in every Region, until others can be made.

use ledger::World;
use model::ec2;
use shapes::Error;
use shapes::ec2::{DescribeVpcs, DescribeVpcsRequest, DescribeVpcsResult, Vpc};

use super::filters::{Fields, flag, one};
use super::{find, networks, refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeVpcs {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeVpcsRequest,
    ) -> Result<DescribeVpcsResult, Error> {
        let all: Vec<Vpc> = networks::vpcs(world, &caller.scope).iter().map(|vpc| describe(vpc)).collect();
        let ids = input.vpc_ids.unwrap_or_default();
        let has_id = |vpc: &Vpc, id: &String| vpc.vpc_id.as_ref() == Some(id);
        if let Some(id) = ids.iter().find(|id| !all.iter().any(|vpc| has_id(vpc, id))) {
            return Err(refusals::no_vpc(id));
        }
        let is_named = |vpc: &Vpc| ids.is_empty() || ids.iter().any(|id| has_id(vpc, id));
        let vpcs = FIELDS.apply(input.filters, all.into_iter().filter(is_named).collect())?;
        let key = |vpc: &Vpc| vpc.vpc_id.clone().unwrap_or_default();
        let page = find::cut(vpcs, key, input.max_results, input.next_token)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeVpcsResult { vpcs: Some(page.items), next_token: page.next })
    }
}

fn describe(vpc: &ec2::Vpc) -> Vpc {
    Vpc {
        vpc_id: Some(vpc.id.clone()),
        cidr_block: Some(vpc.block.to_string()),
        is_default: Some(vpc.is_default),
        state: Some("available".to_owned()),
        owner_id: Some(vpc.scope.account.to_string()),
        instance_tenancy: Some("default".to_owned()),
        dhcp_options_id: Some("default".to_owned()),
        tags: Some(view::tags(&vpc.tags)),
        ..Default::default()
    }
}

static FIELDS: Fields<Vpc> = Fields {
    named: &[
        ("vpc-id", |vpc| one(&vpc.vpc_id)),
        ("is-default", |vpc| flag(vpc.is_default)),
        ("isDefault", |vpc| flag(vpc.is_default)),
        ("cidr", |vpc| one(&vpc.cidr_block)),
        ("cidr-block", |vpc| one(&vpc.cidr_block)),
        ("owner-id", |vpc| one(&vpc.owner_id)),
        ("state", |vpc| one(&vpc.state)),
        ("dhcp-options-id", |vpc| one(&vpc.dhcp_options_id)),
    ],
    tags: |vpc| view::read_tags(&vpc.tags),
};
