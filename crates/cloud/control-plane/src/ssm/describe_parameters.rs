//! DescribeParameters: parameters without their values, filtered, by name.

use kernel::paging::page_from;
use ledger::World;
use model::ssm::Parameter;
use shapes::Error;
use shapes::ssm::{
    DescribeParameters, DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter,
    ParametersFilter,
};

use super::filter::{self, Filter};
use super::get_parameters_by_path::bad_token;
use super::view;
use crate::Caller;
use crate::table::Read;

const PAGE: usize = 50;

impl Read for DescribeParameters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeParametersRequest,
    ) -> Result<DescribeParametersResult, Error> {
        let filters = filters(input.filters, input.parameter_filters)?;
        let wanted = |after: Option<&str>| {
            let all = world.scan_from::<Parameter>(&caller.scope, "", after);
            all.filter(|one| filters.iter().all(|filter| filter.passes(one)))
        };
        let limit = input.max_results.map_or(PAGE, |most| most.clamp(1, PAGE as i64) as usize);
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page_from(wanted, |one| one.name.clone(), token, limit, bad_token)?;
        let parameters = page.items.iter().map(|one| view::metadata(one)).collect();
        Ok(DescribeParametersResult { parameters: Some(parameters), next_token: page.next })
    }
}

/// The old form of filters compares beginnings of names.
fn filters(
    old: Option<Vec<ParametersFilter>>,
    new: Option<Vec<ParameterStringFilter>>,
) -> Result<Vec<Filter>, Error> {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if !old.is_empty() && !new.is_empty() {
        return Err(Error::validation("You can use either Filters or ParameterFilters in a single request."));
    }
    let renamed = old.into_iter().map(|filter| ParameterStringFilter {
        option: (filter.key == "Name").then(|| "BeginsWith".to_owned()),
        key: filter.key,
        values: Some(filter.values),
    });
    renamed.chain(new).map(filter::read).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    fn filtered(key: &str, option: Option<&str>, value: &str) -> Result<Vec<String>, Error> {
        let (key, option) = (key.to_owned(), option.map(str::to_owned));
        let filter = ParameterStringFilter { key, option, values: Some(vec![value.to_owned()]) };
        let input = DescribeParametersRequest { parameter_filters: Some(vec![filter]), ..Default::default() };
        let answer = Desk::with(&["/a/b", "/b", "c"]).read::<DescribeParameters>(input)?;
        Ok(answer.parameters.unwrap().into_iter().map(|one| one.name.unwrap()).collect())
    }

    #[test]
    fn each_filter_picks() {
        assert_eq!(filtered("Name", None, "/b").unwrap(), ["/b"]);
        assert_eq!(filtered("Name", Some("BeginsWith"), "a").unwrap(), ["/a/b"]);
        assert_eq!(filtered("Name", Some("Contains"), "b").unwrap(), ["/a/b", "/b"]);
        assert_eq!(filtered("Path", Some("Recursive"), "/").unwrap(), ["/a/b", "/b"]);
        assert_eq!(filtered("Type", None, "StringList").unwrap(), Vec::<String>::new());
        assert_eq!(filtered("Label", None, "x").unwrap_err().code, "InvalidFilterKey");
        assert_eq!(filtered("Name", Some("Recursive"), "x").unwrap_err().code, "InvalidFilterOption");
    }
}
