//! DescribeVpcs: the default one, which every account has in every Region.

use ledger::World;
use model::{Scope, ec2};
use shapes::Error;
use shapes::ec2::{DescribeVpcs, DescribeVpcsRequest, DescribeVpcsResult, Vpc};

use super::filters::{Fields, flag, one};
use super::{find, refusals, view};
use crate::Caller;
use crate::table::Read;

/// The block of AWS's default VPCs, shown only: instances have loopback addresses.
const CIDR: &str = "172.31.0.0/16";

impl Read for DescribeVpcs {
    fn read(_: &World, caller: &mut Caller, input: DescribeVpcsRequest) -> Result<DescribeVpcsResult, Error> {
        let default = default_vpc(&caller.scope);
        let unknown = |id: &&String| default.vpc_id.as_ref() != Some(*id);
        if let Some(id) = input.vpc_ids.as_ref().and_then(|ids| ids.iter().find(unknown)) {
            let text = format!("The vpc ID '{id}' does not exist");
            return Err(Error::sender("InvalidVpcID.NotFound", text));
        }
        let vpcs = FIELDS.apply(input.filters, vec![default])?;
        let key = |vpc: &Vpc| vpc.vpc_id.clone().unwrap_or_default();
        let page = find::cut(vpcs, key, input.max_results, input.next_token)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeVpcsResult { vpcs: Some(page.items), next_token: page.next })
    }
}

fn default_vpc(scope: &Scope) -> Vpc {
    Vpc {
        vpc_id: Some(ec2::default_vpc(scope)),
        cidr_block: Some(CIDR.to_owned()),
        is_default: Some(true),
        state: Some("available".to_owned()),
        owner_id: Some(scope.account.to_string()),
        instance_tenancy: Some("default".to_owned()),
        dhcp_options_id: Some("default".to_owned()),
        tags: Some(vec![]),
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
    ],
    tags: |vpc| view::read_tags(&vpc.tags),
};
