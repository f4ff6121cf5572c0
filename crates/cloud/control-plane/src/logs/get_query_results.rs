//! GetQueryResults: how far a query is, and its rows once it is complete.

use ledger::{QueryEffort, QueryShelf, World};
use shapes::Error;
use shapes::logs::{
    GetQueryResults, GetQueryResultsRequest, GetQueryResultsResponse, QueryStatistics, ResultField, errors,
};

use super::paging;
use super::start_query::LANGUAGE;
use crate::Caller;
use crate::table::UseQueries;

/// The largest page, and the usual one.
const PAGE: i64 = 10_000;

impl UseQueries for GetQueryResults {
    fn use_queries(
        _: &World,
        queries: &QueryShelf,
        caller: &mut Caller,
        input: GetQueryResultsRequest,
    ) -> Result<GetQueryResultsResponse, Error> {
        let kept = queries.get(&caller.scope, &input.query_id).ok_or_else(|| unknown(&input.query_id))?;
        let from = input.next_token.as_deref().map(place).transpose()?.unwrap_or(0);
        // 0 is what the model allows and nobody means.
        let limit = input.max_items.filter(|items| *items > 0).unwrap_or(PAGE).min(PAGE) as usize;
        let page = kept.rows.iter().skip(from).take(limit);
        let next = from.saturating_add(limit);
        Ok(GetQueryResultsResponse {
            next_token: (next < kept.rows.len()).then(|| paging::encode(&next.to_string())),
            query_language: Some(LANGUAGE.to_owned()),
            results: Some(page.map(|row| row.iter().map(field).collect()).collect()),
            statistics: Some(statistics(kept.effort, kept.asked.groups.len())),
            status: Some(kept.status.as_str().to_owned()),
            ..Default::default()
        })
    }
}

/// The refusal of an id that means nothing, or nothing any more.
pub(super) fn unknown(id: &str) -> Error {
    errors::resource_not_found_exception(format!("Query with id {id} does not exist."))
}

pub(super) fn place(token: &str) -> Result<usize, Error> {
    paging::decode(token)?.parse().map_err(|_| paging::bad_token())
}

fn field((field, value): &(String, String)) -> ResultField {
    ResultField { field: Some(field.clone()), value: Some(value.clone()) }
}

fn statistics(effort: QueryEffort, groups: usize) -> QueryStatistics {
    QueryStatistics {
        bytes_scanned: Some(effort.bytes as f64),
        estimated_bytes_skipped: Some(0.0),
        estimated_records_skipped: Some(0.0),
        log_groups_scanned: Some(groups as f64),
        records_matched: Some(effort.matched as f64),
        records_scanned: Some(effort.scanned as f64),
    }
}
