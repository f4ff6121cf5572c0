//! DescribeSecurityGroups: the default one. Its rules are shown only: nothing filters traffic on this machine.

use ledger::World;
use model::arn::arn;
use model::{Scope, ec2};
use shapes::Error;
use shapes::ec2::{
    DescribeSecurityGroups, DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult, IpPermission,
    IpRange, SecurityGroup, UserIdGroupPair,
};

use super::filters::{Fields, one};
use super::{find, refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeSecurityGroups {
    fn read(
        _: &World,
        caller: &mut Caller,
        input: DescribeSecurityGroupsRequest,
    ) -> Result<DescribeSecurityGroupsResult, Error> {
        let default = default_group(&caller.scope);
        let ids = input.group_ids.iter().flatten();
        let unknown = ids.clone().find(|id| default.group_id.as_ref() != Some(*id));
        let unknown = unknown.or(input.group_names.iter().flatten().find(|name| *name != "default"));
        if let Some(unknown) = unknown {
            let text = format!("The security group '{unknown}' does not exist");
            return Err(Error::sender("InvalidGroup.NotFound", text));
        }
        let groups = FIELDS.apply(input.filters, vec![default])?;
        let key = |group: &SecurityGroup| group.group_id.clone().unwrap_or_default();
        let page = find::cut(groups, key, input.max_results, input.next_token)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeSecurityGroupsResult { security_groups: Some(page.items), next_token: page.next })
    }
}

fn default_group(scope: &Scope) -> SecurityGroup {
    let id = ec2::default_security_group(scope);
    let itself = UserIdGroupPair {
        group_id: Some(id.clone()),
        user_id: Some(scope.account.to_string()),
        ..Default::default()
    };
    let anywhere = IpRange { cidr_ip: Some("0.0.0.0/0".to_owned()), description: None };
    let all = || Some("-1".to_owned());
    SecurityGroup {
        security_group_arn: Some(arn(scope, "ec2", &format!("security-group/{id}"))),
        group_id: Some(id),
        group_name: Some("default".to_owned()),
        description: Some("default VPC security group".to_owned()),
        owner_id: Some(scope.account.to_string()),
        vpc_id: Some(ec2::default_vpc(scope)),
        ip_permissions: Some(vec![IpPermission {
            ip_protocol: all(),
            user_id_group_pairs: Some(vec![itself]),
            ..Default::default()
        }]),
        ip_permissions_egress: Some(vec![IpPermission {
            ip_protocol: all(),
            ip_ranges: Some(vec![anywhere]),
            ..Default::default()
        }]),
        tags: Some(vec![]),
    }
}

static FIELDS: Fields<SecurityGroup> = Fields {
    named: &[
        ("group-id", |group| one(&group.group_id)),
        ("group-name", |group| one(&group.group_name)),
        ("vpc-id", |group| one(&group.vpc_id)),
        ("owner-id", |group| one(&group.owner_id)),
        ("description", |group| one(&group.description)),
    ],
    tags: |group| view::read_tags(&group.tags),
};
