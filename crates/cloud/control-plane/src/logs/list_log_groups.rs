//! ListLogGroups: names, ARNs and classes in the order of names; by class, by tags, and by up to five
//! texts that begin a name (`^text`) or are in it.

use kernel::paging;
use ledger::World;
use model::logs::LogGroup;
use shapes::Error;
use shapes::logs::{ListLogGroups, ListLogGroupsRequest, ListLogGroupsResponse, LogGroupSummary, TagFilter};

use super::{find, paging as tokens};
use crate::Caller;
use crate::table::Read;

/// The usual page, and the largest.
const PAGE: i64 = 50;
const LARGEST_PAGE: i64 = 1000;
/// What a pattern looks like, in AWS's words.
const PATTERN: &str = r"(\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9]{3,24}){0,4}";
const MOST_PARTS: usize = 5;

impl Read for ListLogGroups {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListLogGroupsRequest,
    ) -> Result<ListLogGroupsResponse, Error> {
        let pattern = input.log_group_name_pattern.as_deref();
        if let Some(bad) = pattern.filter(|pattern| !is_pattern(pattern)) {
            return Err(find::unmatched(bad, "logGroupNamePattern", PATTERN));
        }
        let wanted = |group: &LogGroup| {
            input.log_group_class.as_deref().is_none_or(|class| group.class.as_str() == class)
                && pattern.is_none_or(|pattern| pattern.split('|').any(|part| is_meant(&group.name, part)))
                && input.log_group_tags.iter().flatten().all(|filter| is_tagged(group, filter))
        };
        let groups = |after: Option<&str>| {
            world.scan_from::<LogGroup>(&caller.scope, "", after).filter(|group| wanted(group))
        };
        let limit = input.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
        let token = input.next_token.as_deref();
        let page = paging::page_from(groups, |group| group.name.clone(), token, limit, tokens::bad_token)?;
        let log_groups = page.items.iter().map(|group| summary(group)).collect();
        Ok(ListLogGroupsResponse { log_groups: Some(log_groups), next_token: page.next })
    }
}

fn is_pattern(pattern: &str) -> bool {
    let mut parts = pattern.split('|').map(|part| part.strip_prefix('^').unwrap_or(part));
    pattern.split('|').count() <= MOST_PARTS
        && parts.all(|part| (3..=24).contains(&part.len()) && part.chars().all(find::is_name_letter))
}

fn is_meant(name: &str, part: &str) -> bool {
    part.strip_prefix('^').map_or_else(|| name.contains(part), |start| name.starts_with(start))
}

/// With the key and, where values are given, one of them.
fn is_tagged(group: &LogGroup, filter: &TagFilter) -> bool {
    let values = filter.values.as_deref().filter(|values| !values.is_empty());
    group.tags.get(&filter.key).is_some_and(|own| values.is_none_or(|values| values.contains(own)))
}

fn summary(group: &LogGroup) -> LogGroupSummary {
    LogGroupSummary {
        log_group_arn: Some(group.arn()),
        log_group_class: Some(group.class.as_str().to_owned()),
        log_group_name: Some(group.name.clone()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs::{CreateLogGroup, CreateLogGroupRequest};

    #[test]
    fn patterns_are_beginnings_or_parts_and_pages_go_on() {
        let mut bench = Bench::new();
        for name in ["/aws/lambda/a", "/ecs/web", "my-discovery", "x/aws/lambda"] {
            let tags = Some([("room".to_owned(), name[..3].to_owned())].into());
            let input = CreateLogGroupRequest { log_group_name: name.into(), tags, ..Default::default() };
            bench.write::<CreateLogGroup>(input).unwrap();
        }
        let mut list = |pattern: Option<&str>, limit, next_token| {
            let log_group_name_pattern = pattern.map(str::to_owned);
            let input =
                ListLogGroupsRequest { log_group_name_pattern, limit, next_token, ..Default::default() };
            let answer = bench.read::<ListLogGroups>(input).unwrap();
            let names: Vec<_> =
                answer.log_groups.unwrap().into_iter().flat_map(|one| one.log_group_name).collect();
            (names, answer.next_token)
        };
        assert_eq!(list(Some("^/aws/lambda|discovery"), None, None).0, ["/aws/lambda/a", "my-discovery"]);
        assert_eq!(list(Some("lambda"), None, None).0, ["/aws/lambda/a", "x/aws/lambda"]);
        for bad in ["ab", "a b c", "^", "abc|", "aaa|bbb|ccc|ddd|eee|fff", "abcdefghijklmnopqrstuvwxy"] {
            assert!(!is_pattern(bad), "{bad}");
        }
        let (first, next) = list(None, Some(2), None);
        assert_eq!(first, ["/aws/lambda/a", "/ecs/web"]);
        assert_eq!(
            list(None, None, next),
            (vec!["g".into(), "my-discovery".into(), "x/aws/lambda".into()], None)
        );
        let filter = |key: &str, values| Some(vec![TagFilter { key: key.into(), values }]);
        let mut count = |log_group_tags| {
            let input = ListLogGroupsRequest { log_group_tags, ..Default::default() };
            bench.read::<ListLogGroups>(input).unwrap().log_groups.unwrap().len()
        };
        assert_eq!(count(filter("room", None)), 4);
        assert_eq!(count(filter("room", Some(vec!["my-".into(), "/ec".into()]))), 2);
        assert_eq!(count(filter("hall", None)), 0);
    }
}
