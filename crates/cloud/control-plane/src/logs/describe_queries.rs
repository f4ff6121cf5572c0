//! DescribeQueries: what was asked since the cloud started, latest first.

use ledger::{KeptQuery, QueryShelf, World};
use shapes::Error;
use shapes::logs::{DescribeQueries, DescribeQueriesRequest, DescribeQueriesResponse, QueryInfo};

use super::get_query_results::place;
use super::paging;
use super::start_query::{LANGUAGE, check_language};
use crate::Caller;
use crate::table::UseQueries;

/// The largest page, and the usual one.
const PAGE: i64 = 1000;

impl UseQueries for DescribeQueries {
    fn use_queries(
        _: &World,
        queries: &QueryShelf,
        caller: &mut Caller,
        input: DescribeQueriesRequest,
    ) -> Result<DescribeQueriesResponse, Error> {
        check_language(input.query_language.as_deref())?;
        let from = input.next_token.as_deref().map(place).transpose()?.unwrap_or(0);
        let limit = input.max_results.unwrap_or(PAGE).clamp(1, PAGE) as usize;
        let mut all = queries.list(&caller.scope);
        all.retain(|kept| {
            let groups = &kept.asked.groups;
            input.log_group_name.as_ref().is_none_or(|wanted| groups.iter().any(|(name, _)| name == wanted))
                && input.status.as_deref().is_none_or(|wanted| kept.status.as_str() == wanted)
        });
        let next = from.saturating_add(limit);
        Ok(DescribeQueriesResponse {
            next_token: (next < all.len()).then(|| paging::encode(&next.to_string())),
            queries: Some(all.iter().skip(from).take(limit).map(shown).collect()),
        })
    }
}

fn shown(kept: &KeptQuery) -> QueryInfo {
    QueryInfo {
        bytes_scanned: Some(kept.effort.bytes as f64),
        create_time: Some(kept.asked.at),
        log_group_name: kept.asked.groups.first().map(|(name, _)| name.clone()),
        query_duration: Some(kept.effort.took),
        query_id: Some(kept.asked.id.clone()),
        query_language: Some(LANGUAGE.to_owned()),
        query_string: Some(kept.asked.text.clone()),
        status: Some(kept.status.as_str().to_owned()),
        ..Default::default()
    }
}
