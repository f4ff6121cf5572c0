//! DescribeSecurityGroups: the default one. Its rules are shown only: nothing filters traffic on this machine.

use std::sync::Arc;

use ledger::World;
use model::arn::arn;
use model::ec2;
use shapes::Error;
use shapes::ec2::{
    DescribeSecurityGroups, DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult, IpPermission,
    IpRange, SecurityGroup, UserIdGroupPair,
};

use super::filters::{Fields, one};
use super::{find, networks, refusals, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeSecurityGroups {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeSecurityGroupsRequest,
    ) -> Result<DescribeSecurityGroupsResult, Error> {
        let all = networks::security_groups(world, &caller.scope);
        let (ids, names) = (input.group_ids.unwrap_or_default(), input.group_names.unwrap_or_default());
        let unknown = ids.iter().find(|id| !all.iter().any(|group| group.id == **id));
        let unknown = unknown.or(names.iter().find(|name| !all.iter().any(|group| group.name == **name)));
        if let Some(unknown) = unknown {
            let text = format!("The security group '{unknown}' does not exist");
            return Err(Error::sender("InvalidGroup.NotFound", text));
        }
        let is_named = |group: &&Arc<ec2::SecurityGroup>| {
            (ids.is_empty() || ids.contains(&group.id)) && (names.is_empty() || names.contains(&group.name))
        };
        let groups = all.iter().filter(is_named).map(|group| describe(group)).collect();
        let groups = FIELDS.apply(input.filters, groups)?;
        let key = |group: &SecurityGroup| group.group_id.clone().unwrap_or_default();
        let page = find::cut(groups, key, input.max_results, input.next_token)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeSecurityGroupsResult { security_groups: Some(page.items), next_token: page.next })
    }
}

fn describe(group: &ec2::SecurityGroup) -> SecurityGroup {
    let ec2::SecurityGroup { scope, id, .. } = group;
    let itself = UserIdGroupPair {
        group_id: Some(id.clone()),
        user_id: Some(scope.account.to_string()),
        ..Default::default()
    };
    let anywhere = IpRange { cidr_ip: Some("0.0.0.0/0".to_owned()), description: None };
    let all = || Some("-1".to_owned());
    SecurityGroup {
        security_group_arn: Some(arn(scope, "ec2", &format!("security-group/{id}"))),
        group_id: Some(id.clone()),
        group_name: Some(group.name.clone()),
        description: Some(group.description.clone()),
        owner_id: Some(scope.account.to_string()),
        vpc_id: Some(group.vpc_id.clone()),
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
        tags: Some(view::tags(&group.tags)),
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
