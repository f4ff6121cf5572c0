//! DescribeScheduledActions: all, those of a resource, or some by name.

use kernel::paging::page_from;
use ledger::World;
use model::Record;
use model::scaling::ScheduledAction;
use shapes::Error;
use shapes::application_autoscaling::{
    DescribeScheduledActions, DescribeScheduledActionsRequest, DescribeScheduledActionsResponse,
};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeScheduledActions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeScheduledActionsRequest,
    ) -> Result<DescribeScheduledActionsResponse, Error> {
        let dimension = input.scalable_dimension.as_deref();
        find::check_listing(&input.service_namespace, dimension, input.resource_id.is_some())?;
        let names = input.scheduled_action_names.filter(|names| !names.is_empty());
        let asked = |action: &ScheduledAction| {
            input.resource_id.as_ref().is_none_or(|id| action.of.resource_id() == *id)
                && names
                    .as_ref()
                    .is_none_or(|names| names.contains(&action.name) || names.contains(&action.arn()))
        };
        let found = |after: Option<&str>| {
            world.scan_from::<ScheduledAction>(&caller.scope, "", after).filter(|action| asked(action))
        };
        let (token, size) = (input.next_token.as_deref(), find::page_size(input.max_results));
        let page = page_from(found, |action| action.key().id, token, size, find::bad_token)?;
        let scheduled_actions = Some(page.items.into_iter().map(|action| view::scheduled(action)).collect());
        Ok(DescribeScheduledActionsResponse { next_token: page.next, scheduled_actions })
    }
}
