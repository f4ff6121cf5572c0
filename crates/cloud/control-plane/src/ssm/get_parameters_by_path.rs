//! GetParametersByPath: the values below a path, by name.

use std::sync::Arc;

use kernel::paging::page_from;
use ledger::World;
use model::ssm::Parameter;
use shapes::Error;
use shapes::ssm::{GetParametersByPath, GetParametersByPathRequest, GetParametersByPathResult, errors};

use super::filter::{self, Filter};
use super::view;
use crate::Caller;
use crate::table::Read;

const PAGE: usize = 10;

impl Read for GetParametersByPath {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetParametersByPathRequest,
    ) -> Result<GetParametersByPathResult, Error> {
        let path = input.path.trim();
        if !path.starts_with('/') {
            let text = "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".";
            return Err(Error::validation(text));
        }
        let given = input.parameter_filters.unwrap_or_default().into_iter();
        let filters: Vec<Filter> = given.map(filter::read).collect::<Result<_, _>>()?;
        let deep = input.recursive == Some(true);
        let (scope, trimmed) = (&caller.scope, path.trim_end_matches('/'));
        let below = |after: Option<&str>| {
            let found: Box<dyn Iterator<Item = &Arc<Parameter>>> = match deep {
                true => Box::new(world.scan_from::<Parameter>(scope, &format!("{trimmed}/"), after)),
                false => {
                    let prefix = Parameter::directly_below(trimmed);
                    let after = after.map(|name| format!("{prefix}{name}"));
                    Box::new(world.scan_by::<Parameter>(scope, &prefix, after.as_deref()).map(|(_, one)| one))
                }
            };
            let within = found.filter(|one| filter::is_below(&one.name, path, deep));
            within.filter(|one| filters.iter().all(|filter| filter.passes(one)))
        };
        let limit = input.max_results.map_or(PAGE, |most| most.clamp(1, PAGE as i64) as usize);
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page_from(below, |one| one.name.clone(), token, limit, bad_token)?;
        let parameters = page.items.iter().map(|one| view::parameter(one, None)).collect();
        Ok(GetParametersByPathResult { parameters: Some(parameters), next_token: page.next })
    }
}

/// No list returned this token.
pub(crate) fn bad_token() -> Error {
    errors::invalid_next_token("The specified token isn't valid.")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    fn names(desk: &mut Desk, input: GetParametersByPathRequest) -> (Vec<String>, Option<String>) {
        let answer = desk.read::<GetParametersByPath>(input).unwrap();
        (answer.parameters.unwrap().into_iter().map(|one| one.name.unwrap()).collect(), answer.next_token)
    }

    #[test]
    fn levels_and_pages() {
        let mut desk = Desk::with(&["/a/b", "/a/b/c", "/a/d", "/ab", "plain"]);
        let input = |recursive, max_results, next_token| GetParametersByPathRequest {
            path: "/a".into(),
            recursive: Some(recursive),
            max_results,
            next_token,
            ..Default::default()
        };
        assert_eq!(names(&mut desk, input(false, None, None)).0, ["/a/b", "/a/d"]);
        let (first, token) = names(&mut desk, input(true, Some(2), None));
        assert_eq!(first, ["/a/b", "/a/b/c"]);
        assert_eq!(names(&mut desk, input(true, Some(2), token)), (vec!["/a/d".to_owned()], None));
    }
}
