//! CreateGroup: a group with the query that finds what is in it.

use ledger::Txn;
use model::resource_groups::Group;
use shapes::Error;
use shapes::resource_groups::{CreateGroup, CreateGroupInput, CreateGroupOutput};

use super::{RULES, bad_request, query, shown};
use crate::Caller;
use crate::quotas::RESOURCE_GROUPS;
use crate::table::Write;

impl Write for CreateGroup {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateGroupInput,
    ) -> Result<CreateGroupOutput, Error> {
        let given = input.resource_query.ok_or_else(|| bad_request("ResourceQuery must be specified."))?;
        let query = query::read(&given)?;
        if input.name.to_ascii_lowercase().starts_with("aws") {
            return Err(bad_request("The group name can't start with AWS, in any case."));
        }
        if txn.get::<Group>(&Group::key_of(&caller.scope, &input.name)).is_some() {
            return Err(bad_request("A group with the same name already exists."));
        }
        RESOURCE_GROUPS.room_beside(txn.world().scan::<Group>(&caller.scope).count())?;
        let tags = RULES.read(input.tags.clone(), &input.name)?;
        let group = Group {
            scope: caller.scope.clone(),
            name: input.name,
            description: input.description,
            criticality: input.criticality,
            owner: input.owner,
            display_name: input.display_name,
            query,
            query_text: given.query.clone(),
            tags,
        };
        let group_shown = shown(&group);
        txn.put(group);
        Ok(CreateGroupOutput {
            group: Some(group_shown),
            resource_query: Some(given),
            tags: input.tags,
            ..Default::default()
        })
    }
}
