//! PutQueryDefinition: saves a query, or changes one that was saved. It is not read until it is run, as on AWS.

use ledger::Txn;
use model::logs::QueryDefinition;
use shapes::Error;
use shapes::logs::{PutQueryDefinition, PutQueryDefinitionRequest, PutQueryDefinitionResponse, errors};

use super::start_query::check_language;
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for PutQueryDefinition {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutQueryDefinitionRequest,
    ) -> Result<PutQueryDefinitionResponse, Error> {
        check_language(input.query_language.as_deref())?;
        let token = input.client_token.zip(caller.input_digest.clone());
        let all = || txn.world().scan::<QueryDefinition>(&caller.scope);
        if let Some(made) = all().find(|made| made.token.is_some() && made.token == token) {
            return Ok(PutQueryDefinitionResponse { query_definition_id: Some(made.id.clone()) });
        }
        let (id, token) = match input.query_definition_id {
            Some(id) => {
                let present = txn.get::<QueryDefinition>(&QueryDefinition::key_of(&caller.scope, &id));
                let token = present.ok_or_else(|| unknown(&id))?.token.clone();
                (id, token)
            }
            None => {
                quotas::QUERY_DEFINITIONS.room_beside(all().count())?;
                (caller.dice.uuid(), token)
            }
        };
        txn.put(QueryDefinition {
            scope: caller.scope.clone(),
            id: id.clone(),
            name: input.name,
            query: input.query_string,
            groups: input.log_group_names.unwrap_or_default(),
            modified_at: caller.now,
            token,
        });
        Ok(PutQueryDefinitionResponse { query_definition_id: Some(id) })
    }
}

/// The refusal of an id that means nothing.
pub(super) fn unknown(id: &str) -> Error {
    errors::resource_not_found_exception(format!("Query definition with id {id} does not exist."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs as op;

    #[test]
    fn queries_are_saved_changed_found_by_prefix_and_deleted() {
        let mut bench = Bench::new();
        let ask = |name: &str, id: Option<String>| PutQueryDefinitionRequest {
            name: name.into(),
            query_definition_id: id,
            query_string: "fields @message".into(),
            ..Default::default()
        };
        let put = |bench: &mut Bench, name: &str, id| bench.write::<PutQueryDefinition>(ask(name, id));
        let id = put(&mut bench, "web/errors", None).unwrap().query_definition_id;
        put(&mut bench, "web/all", id.clone()).unwrap();
        put(&mut bench, "other", None).unwrap();
        let list = op::DescribeQueryDefinitionsRequest {
            query_definition_name_prefix: Some("web/".into()),
            ..Default::default()
        };
        let found = bench.read::<op::DescribeQueryDefinitions>(list).unwrap().query_definitions.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_deref(), &found[0].query_definition_id), (Some("web/all"), &id));
        let delete = op::DeleteQueryDefinitionRequest { query_definition_id: id.clone().unwrap() };
        assert_eq!(bench.write::<op::DeleteQueryDefinition>(delete.clone()).unwrap().success, Some(true));
        assert_eq!(
            bench.write::<op::DeleteQueryDefinition>(delete).unwrap_err().code,
            "ResourceNotFoundException"
        );
        assert_eq!(put(&mut bench, "web/all", id).unwrap_err().code, "ResourceNotFoundException");
    }

    #[test]
    fn a_request_that_is_repeated_with_its_token_makes_one() {
        let mut bench = Bench::new();
        let mut put = |name: &str, token: &str| {
            bench.caller.input_digest = Some(name.to_owned());
            let input = PutQueryDefinitionRequest {
                name: name.into(),
                query_string: "limit 1".into(),
                client_token: Some(token.into()),
                ..Default::default()
            };
            bench.write::<PutQueryDefinition>(input).unwrap().query_definition_id.unwrap()
        };
        let first = put("a", "once");
        assert_eq!(put("a", "once"), first);
        assert_ne!(put("a", "again"), first);
        assert_ne!(put("b", "once"), first);
    }
}
