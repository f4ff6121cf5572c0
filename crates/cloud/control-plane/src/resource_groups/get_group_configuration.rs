//! GetGroupConfiguration: groups here have a query, and AWS refuses to show the configuration of such.

use ledger::World;
use shapes::Error;
use shapes::resource_groups::{
    GetGroupConfiguration, GetGroupConfigurationInput, GetGroupConfigurationOutput,
};

use super::{bad_request, find};
use crate::Caller;
use crate::table::Read;

impl Read for GetGroupConfiguration {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetGroupConfigurationInput,
    ) -> Result<GetGroupConfigurationOutput, Error> {
        let group = find(world, &caller.scope, input.group.as_ref(), None)?;
        Err(bad_request(format!("The group {} has a resource query, and no configuration.", group.name)))
    }
}
