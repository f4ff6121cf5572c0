//! DescribeLogGroups: in the order of their names, 50 a page.

use kernel::paging;
use ledger::{LogBook, World};
use model::logs::LogGroup;
use shapes::Error;
use shapes::logs::{DescribeLogGroups, DescribeLogGroupsRequest, DescribeLogGroupsResponse, errors};

use super::{find, paging as tokens, view};
use crate::Caller;
use crate::table::ReadLogs;

/// The largest page, and the usual one.
const PAGE: i64 = 50;

impl ReadLogs for DescribeLogGroups {
    fn read_logs(
        world: &World,
        book: &LogBook,
        caller: &mut Caller,
        input: DescribeLogGroupsRequest,
    ) -> Result<DescribeLogGroupsResponse, Error> {
        check(&input)?;
        let wanted = Wanted::read(caller, &input)?;
        let prefix = input.log_group_name_prefix.as_deref().unwrap_or_default();
        let groups = |after: Option<&str>| {
            world.scan_from::<LogGroup>(&caller.scope, prefix, after).filter(|group| wanted.has(group))
        };
        let limit = input.limit.unwrap_or(PAGE).clamp(1, PAGE) as usize;
        let token = input.next_token.as_deref();
        let page = paging::page_from(groups, |group| group.name.clone(), token, limit, tokens::bad_token)?;
        let by_pattern = wanted.pattern.is_some();
        let log_groups = page.items.iter().map(|group| view::group(world, group, book, by_pattern)).collect();
        Ok(DescribeLogGroupsResponse { log_groups: Some(log_groups), next_token: page.next })
    }
}

fn check(input: &DescribeLogGroupsRequest) -> Result<(), Error> {
    if input.log_group_name_prefix.is_some() && input.log_group_name_pattern.is_some() {
        let text = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
        return Err(errors::invalid_parameter_exception(text));
    }
    Ok(())
}

/// Which groups were asked for, besides a prefix.
struct Wanted<'i> {
    names: Option<Vec<&'i str>>,
    pattern: Option<&'i str>,
    class: Option<&'i str>,
}

impl<'i> Wanted<'i> {
    fn read(caller: &Caller, input: &'i DescribeLogGroupsRequest) -> Result<Wanted<'i>, Error> {
        let identifiers = input.log_group_identifiers.as_ref();
        let names = identifiers.map(|list| list.iter().map(|one| find::named(&caller.scope, one)).collect());
        Ok(Wanted {
            names: names.transpose()?,
            pattern: input.log_group_name_pattern.as_deref(),
            class: input.log_group_class.as_deref(),
        })
    }

    fn has(&self, group: &LogGroup) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(&group.name.as_str()))
            && self.pattern.is_none_or(|pattern| group.name.contains(pattern))
            && self.class.is_none_or(|class| group.class.as_str() == class)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs::{CreateLogGroup, CreateLogGroupRequest};

    fn names(bench: &mut Bench, input: DescribeLogGroupsRequest) -> Vec<String> {
        let groups = bench.read_logs::<DescribeLogGroups>(input).unwrap().log_groups.unwrap();
        groups.into_iter().filter_map(|group| group.log_group_name).collect()
    }

    #[test]
    fn a_new_group_has_the_members_aws_shows() {
        let mut bench = Bench::new();
        let answer = bench.read_logs::<DescribeLogGroups>(DescribeLogGroupsRequest::default()).unwrap();
        let arn = "arn:aws:logs:us-west-2:000000000000:log-group:g";
        let expected = shapes::logs::LogGroup {
            arn: Some(format!("{arn}:*")),
            creation_time: Some(bench.caller.now.0),
            deletion_protection_enabled: Some(false),
            log_group_arn: Some(arn.into()),
            log_group_class: Some("STANDARD".into()),
            log_group_name: Some("g".into()),
            metric_filter_count: Some(0),
            stored_bytes: Some(0),
            ..Default::default()
        };
        assert_eq!((answer.log_groups, answer.next_token), (Some(vec![expected]), None));
    }

    #[test]
    fn prefix_pattern_identifier_and_pages_choose() {
        let mut bench = Bench::new();
        for name in ["/ecs/a", "/ecs/b", "z/ecs"] {
            let input = CreateLogGroupRequest { log_group_name: name.into(), ..Default::default() };
            bench.write::<CreateLogGroup>(input).unwrap();
        }
        let all = DescribeLogGroupsRequest::default;
        let prefix = DescribeLogGroupsRequest { log_group_name_prefix: Some("/ecs".into()), ..all() };
        assert_eq!(names(&mut bench, prefix), ["/ecs/a", "/ecs/b"]);
        let pattern = DescribeLogGroupsRequest { log_group_name_pattern: Some("ecs".into()), ..all() };
        assert_eq!(names(&mut bench, pattern.clone()), ["/ecs/a", "/ecs/b", "z/ecs"]);
        let one = DescribeLogGroupsRequest { log_group_identifiers: Some(vec!["g".into()]), ..all() };
        assert_eq!(names(&mut bench, one), ["g"]);
        let both = DescribeLogGroupsRequest { log_group_name_prefix: Some("/".into()), ..pattern };
        assert!(bench.read_logs::<DescribeLogGroups>(both).is_err());
        let first = DescribeLogGroupsRequest { limit: Some(3), ..all() };
        let next_token = bench.read_logs::<DescribeLogGroups>(first).unwrap().next_token;
        assert_eq!(names(&mut bench, DescribeLogGroupsRequest { next_token, ..all() }), ["z/ecs"]);
    }
}
