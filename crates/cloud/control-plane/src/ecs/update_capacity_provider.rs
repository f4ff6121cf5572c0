//! UpdateCapacityProvider: the numbers of managed scaling, which stays DISABLED.

use ledger::Txn;
use model::ecs::CapacityProviderUpdate;
use shapes::Error;
use shapes::ecs::{
    UpdateCapacityProvider, UpdateCapacityProviderRequest, UpdateCapacityProviderResponse, errors,
};

use super::{capacity_providers, view};
use crate::Caller;
use crate::table::Write;

impl Write for UpdateCapacityProvider {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: UpdateCapacityProviderRequest,
    ) -> Result<UpdateCapacityProviderResponse, Error> {
        let own = capacity_providers::own(txn.world(), &caller.scope, &input.name);
        let unknown = || errors::client_exception(super::delete_capacity_provider::UNKNOWN);
        let mut provider = own.ok_or_else(unknown)?.clone();
        if let Some(group) = input.auto_scaling_group_provider {
            let scaling = group.managed_scaling.as_ref();
            capacity_providers::refuse_management(
                scaling,
                group.managed_termination_protection.as_ref(),
                group.managed_draining.as_ref(),
            )?;
            provider.managed_scaling = capacity_providers::scaling(provider.managed_scaling, scaling)?;
        }
        provider.update = CapacityProviderUpdate::Updated;
        let shown = view::capacity_provider(&provider, view::Include::ALL);
        txn.put(provider);
        Ok(UpdateCapacityProviderResponse { capacity_provider: Some(shown) })
    }
}
