//! DescribeRepositories: all of the caller's account and Region, or those named, each of which must exist.

use kernel::paging::page_from;
use ledger::World;
use model::ecr::Repository;
use shapes::Error;
use shapes::ecr::{DescribeRepositories, DescribeRepositoriesRequest, DescribeRepositoriesResponse, errors};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

const PAGE: i64 = 100;

impl Read for DescribeRepositories {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeRepositoriesRequest,
    ) -> Result<DescribeRepositoriesResponse, Error> {
        let registry = input.registry_id.as_deref();
        if let Some(names) = input.repository_names.filter(|names| !names.is_empty()) {
            let named = names.iter().map(|name| find::repository(world, caller, registry, name));
            let named: Vec<_> = named.collect::<Result<_, _>>()?;
            let repositories = named.iter().map(|one| view::repository(caller, one)).collect();
            return Ok(DescribeRepositoriesResponse { repositories: Some(repositories), next_token: None });
        }
        find::own_registry(caller, registry, "*")?;
        let all = |after: Option<&str>| world.scan_from::<Repository>(&caller.scope, "", after);
        let token = input.next_token.as_deref();
        let page = page_from(all, |one| one.name.clone(), token, limit(input.max_results), bad_token)?;
        let repositories = page.items.iter().map(|one| view::repository(caller, one)).collect();
        Ok(DescribeRepositoriesResponse { repositories: Some(repositories), next_token: page.next })
    }
}

/// Items of a page: 100 unless told otherwise, at most 1000.
pub(crate) fn limit(max_results: Option<i64>) -> usize {
    max_results.unwrap_or(PAGE).clamp(1, 1000) as usize
}

/// No list returned this token.
pub(crate) fn bad_token() -> Error {
    errors::invalid_parameter_exception(
        "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::Desk;
    use model::ecr::Mutability;

    #[test]
    fn pages_and_names() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let scope = desk.scope().clone();
        desk.create_in(&scope, "app", 0);
        let names = |answer: DescribeRepositoriesResponse| -> Vec<String> {
            answer.repositories.unwrap().into_iter().map(|one| one.repository_name.unwrap()).collect()
        };
        let first = DescribeRepositoriesRequest { max_results: Some(1), ..Default::default() };
        let first = desk.read::<DescribeRepositories>(first).unwrap();
        let rest = DescribeRepositoriesRequest { next_token: first.next_token.clone(), ..Default::default() };
        assert_eq!(names(first), ["app"]);
        assert_eq!(names(desk.read::<DescribeRepositories>(rest).unwrap()), ["web"]);
        let named =
            DescribeRepositoriesRequest { repository_names: Some(vec!["none".into()]), ..Default::default() };
        let error = desk.read::<DescribeRepositories>(named).unwrap_err();
        assert_eq!(
            error.message,
            "The repository with name 'none' does not exist in the registry with id '000000000000'"
        );
    }
}
