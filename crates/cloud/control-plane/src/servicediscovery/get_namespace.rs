//! GetNamespace: one namespace by id or ARN.

use ledger::World;
use shapes::Error;
use shapes::servicediscovery::{GetNamespace, GetNamespaceRequest, GetNamespaceResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetNamespace {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetNamespaceRequest,
    ) -> Result<GetNamespaceResponse, Error> {
        let namespace = find::namespace(world, &caller.scope, &input.id)?;
        Ok(GetNamespaceResponse { namespace: Some(view::namespace(world, &namespace)) })
    }
}
