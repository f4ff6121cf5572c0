//! StartQuery: checks a query and leaves it for a worker; its answer is asked for by id.

use ledger::{AskedQuery, QueryShelf, TooManyQueries, World};
use planner::insights::{MOST_ROWS, Malformed, Query};
use shapes::Error;
use shapes::logs::{
    QueryCompileError, QueryCompileErrorLocation, StartQuery, StartQueryRequest, StartQueryResponse, errors,
};

use super::find;
use super::get_log_events::earliest;
use crate::Caller;
use crate::table::UseQueries;

/// Log groups of a query.
const MOST_GROUPS: usize = 50;
/// The one language of queries here.
pub(super) const LANGUAGE: &str = "CWLI";

impl UseQueries for StartQuery {
    fn use_queries(
        world: &World,
        queries: &QueryShelf,
        caller: &mut Caller,
        input: StartQueryRequest,
    ) -> Result<StartQueryResponse, Error> {
        check_language(input.query_language.as_deref())?;
        let from = input.start_time.saturating_mul(1000);
        if input.start_time > input.end_time || input.start_time < 0 {
            let text = "The start time of a query must not be after its end time.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let limit = input.limit.map_or(MOST_ROWS, |limit| usize::try_from(limit).unwrap_or(1));
        Query::parse(&input.query_string, limit, caller.now.0).map_err(malformed)?;
        let group = |identifier: &String| {
            let group = find::group_of(world, &caller.scope, None, Some(identifier))?;
            Ok((group.name.clone(), earliest(&group, caller.now, Some(from))))
        };
        let groups = identifiers(&input)?.iter().map(group).collect::<Result<_, Error>>()?;
        let id = caller.dice.uuid();
        let asked = AskedQuery {
            id: id.clone(),
            scope: caller.scope.clone(),
            text: input.query_string,
            groups,
            // The end is inclusive, to its second.
            until: input.end_time.saturating_add(1).saturating_mul(1000),
            limit,
            at: caller.now.0,
        };
        queries.ask(asked).map_err(|TooManyQueries| {
            errors::limit_exceeded_exception("Too many queries run at the same time in this account.")
        })?;
        Ok(StartQueryResponse { query_id: Some(id) })
    }
}

pub(super) fn check_language(language: Option<&str>) -> Result<(), Error> {
    match language {
        None | Some(LANGUAGE) => Ok(()),
        Some(other) => Err(find::not_in_product(&format!("The query language {other}"))),
    }
}

/// The groups of exactly one of three members.
fn identifiers(input: &StartQueryRequest) -> Result<Vec<String>, Error> {
    let single = input.log_group_name.clone().map(|name| vec![name]);
    let lists = [single, input.log_group_names.clone(), input.log_group_identifiers.clone()];
    let mut said = lists.into_iter().flatten();
    match (said.next(), said.next()) {
        (Some(list), None) if (1..=MOST_GROUPS).contains(&list.len()) => Ok(list),
        (Some(_), None) => {
            let text = format!("A query must name 1 to {MOST_GROUPS} log groups.");
            Err(errors::invalid_parameter_exception(text))
        }
        _ => Err(errors::invalid_parameter_exception(
            "A query must include exactly one of logGroupName, logGroupNames or logGroupIdentifiers.",
        )),
    }
}

fn malformed(bad: Malformed) -> Error {
    let location = QueryCompileErrorLocation {
        end_char_offset: Some(bad.end as i64),
        start_char_offset: Some(bad.start as i64),
    };
    let (words, message) = (bad.to_string(), Some(bad.message));
    errors::malformed_query_exception(words)
        .with_member("queryCompileError", QueryCompileError { location: Some(location), message })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{KeptQuery, QueryEffort, QueryEnd};
    use shapes::logs as op;

    use super::*;
    use crate::logs::bench::Bench;

    fn ask() -> StartQueryRequest {
        StartQueryRequest {
            start_time: 1000,
            end_time: 2000,
            log_group_name: Some("g".into()),
            query_string: "fields @message".into(),
            ..Default::default()
        }
    }

    fn start(bench: &mut Bench, shelf: &QueryShelf, input: StartQueryRequest) -> Result<String, Error> {
        let answer = StartQuery::use_queries(&bench.ledger.snapshot(), shelf, &mut bench.caller, input)?;
        Ok(answer.query_id.unwrap())
    }

    fn kept(bench: &Bench, shelf: &QueryShelf, id: &str) -> KeptQuery {
        shelf.get(&bench.caller.scope, id).unwrap()
    }

    #[test]
    fn a_query_is_asked_answered_and_shown_in_pages() {
        let (mut bench, shelf) = (Bench::new(), QueryShelf::default());
        let id = start(&mut bench, &shelf, ask()).unwrap();
        let asked = kept(&bench, &shelf, &id).asked;
        assert_eq!(
            (asked.groups.as_slice(), asked.until),
            ([("g".to_owned(), 1_000_000)].as_slice(), 2_001_000)
        );
        let rows = (0..3).map(|n| vec![("n".to_owned(), n.to_string())]).collect();
        shelf.take().unwrap();
        shelf.finish(&id, QueryEffort { matched: 3, ..Default::default() }, QueryEnd::Complete(rows));
        let world = bench.ledger.snapshot();
        let mut page = |next_token| {
            let input = op::GetQueryResultsRequest { query_id: id.clone(), max_items: Some(2), next_token };
            op::GetQueryResults::use_queries(&world, &shelf, &mut bench.caller, input).unwrap()
        };
        let first = page(None);
        assert_eq!((first.status.as_deref(), first.results.unwrap().len()), (Some("Complete"), 2));
        assert_eq!(first.statistics.unwrap().records_matched, Some(3.0));
        let last = page(first.next_token);
        assert_eq!((last.results.unwrap()[0][0].value.as_deref(), last.next_token), (Some("2"), None));
        let list = op::DescribeQueriesRequest { status: Some("Complete".into()), ..Default::default() };
        let listed = op::DescribeQueries::use_queries(&world, &shelf, &mut bench.caller, list).unwrap();
        assert_eq!(listed.queries.unwrap()[0].query_id.as_deref(), Some(id.as_str()));
        let stop = op::StopQueryRequest { query_id: id };
        let refused = op::StopQuery::use_queries(&world, &shelf, &mut bench.caller, stop).unwrap_err();
        assert_eq!(refused.code, "InvalidParameterException");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let (mut bench, shelf) = (Bench::new(), QueryShelf::default());
        let mut refused = |input| start(&mut bench, &shelf, input).unwrap_err();
        let bad = refused(StartQueryRequest { query_string: "fields @message | nothing".into(), ..ask() });
        assert_eq!(bad.code, "MalformedQueryException");
        assert!(
            bad.message.starts_with("unexpected symbol found nothing")
                && bad.message.ends_with("at position 19")
        );
        let both = StartQueryRequest { log_group_names: Some(vec!["g".into()]), ..ask() };
        assert!(refused(both).message.contains("exactly one of"));
        assert_eq!(
            refused(StartQueryRequest { log_group_name: Some("x".into()), ..ask() }).code,
            "ResourceNotFoundException"
        );
        assert!(
            refused(StartQueryRequest { query_language: Some("SQL".into()), ..ask() })
                .message
                .contains("SQL is not in this product")
        );
        assert!(refused(StartQueryRequest { end_time: 1, ..ask() }).message.contains("end time"));
    }
}
