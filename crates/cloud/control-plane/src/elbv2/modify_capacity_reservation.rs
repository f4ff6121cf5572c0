//! ModifyCapacityReservation: a reset finds nothing reserved; a reservation is refused, for this machine has what it has.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{
    ModifyCapacityReservation, ModifyCapacityReservationInput, ModifyCapacityReservationOutput, errors,
};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for ModifyCapacityReservation {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyCapacityReservationInput,
    ) -> Result<ModifyCapacityReservationOutput, Error> {
        find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        if input.minimum_load_balancer_capacity.is_some() {
            let text = "Reserving capacity of a load balancer is not in this product; see SCOPE.md";
            return Err(errors::invalid_configuration_request_exception(text));
        }
        if input.reset_capacity_reservation != Some(true) {
            let text = "MinimumLoadBalancerCapacity or ResetCapacityReservation must be specified";
            return Err(Error::validation(text));
        }
        Ok(ModifyCapacityReservationOutput { capacity_reservation_state: Some(vec![]), ..Default::default() })
    }
}
