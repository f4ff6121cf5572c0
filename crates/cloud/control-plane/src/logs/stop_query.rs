//! StopQuery: ends a query that waits or runs.

use ledger::{QueryShelf, World};
use shapes::Error;
use shapes::logs::{StopQuery, StopQueryRequest, StopQueryResponse, errors};

use super::get_query_results::unknown;
use crate::Caller;
use crate::table::UseQueries;

impl UseQueries for StopQuery {
    fn use_queries(
        _: &World,
        queries: &QueryShelf,
        caller: &mut Caller,
        input: StopQueryRequest,
    ) -> Result<StopQueryResponse, Error> {
        let id = &input.query_id;
        match queries.stop(&caller.scope, id) {
            None => Err(unknown(id)),
            Some(status) if status.is_over() => Err(errors::invalid_parameter_exception(format!(
                "Query with id {id} has already ended with status [{}]",
                status.as_str()
            ))),
            Some(_) => Ok(StopQueryResponse { success: Some(true) }),
        }
    }
}
